"""The site's script reads citations as typed into the same keys as Python does."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from control_atlas.cite import parse
from control_atlas.cite.keys import code_key, keys, wider
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder
from control_atlas.views.citing import cites_script

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "docs" / "assets" / "js" / "citation.js"
NODE = shutil.which("node")
TYPED = """
88 FR 73458
88 Fed. Reg. 73,458
15 CFR 744.23(a)(3)(i)(B)
15 C.F.R. § 744.23(a)
§ 744.23
Supp. No. 4 to Part 744
15 CFR part 774, supp. no. 1, ECCN 3A090.a.1
15 CFR part 744
50 USC 4819
50 U.S.C. § 4819(b)
Pub. L. 115-232
Pub. L. No. 115-232
EO 14320
Exec. Order No. 14,320
Proclamation 10976
Regulation (EU) 2021/821 art 4(1)
32021R0821
Council Regulation (EC) No 428/2009
Commission Delegated Regulation (EU) 2025/2003
S.I. 2025/1197
SI 2025/1197
Stcrt. 2023, 18212
SOR/2024-112
SOR/89-202
""".strip().splitlines()
NOT_CITATIONS = ["H20", "gallium", "稀土", "50 ways", "2805301910", "3A", "distillation", "Fed. Reg.", ""]
pytestmark = pytest.mark.skipif(NODE is None, reason="needs node to run the script by itself")


def run(expression: str, given: object) -> object:
    """The value of a JavaScript expression over ``given`` with the script loaded."""
    code = f"require({json.dumps(str(SCRIPT))}); const C = globalThis.AtlasCitation, given = {json.dumps(given)};"
    code += f"console.log(JSON.stringify({expression}))"
    done = subprocess.run([str(NODE), "-"], input=code, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_every_typed_form_has_the_key_that_python_gives_it() -> None:
    expected = []
    for text in TYPED:
        cited = parse(text, default_title="15")
        assert cited is not None, text
        expected.append(list(wider(keys(cited)[0])))
    assert run("given.map((text) => C.wider(C.key(text)))", TYPED) == expected


def test_codes_announcements_and_document_numbers_have_their_keys() -> None:
    typed = [
        "3a090.A.1",
        "3A090",
        "商务部公告2025年第61号",
        "2025年第18号",
        "MOFCOM Announcement No. 61 of 2025",
        "2023-23055",
    ]
    assert run("given.map(C.key)", typed) == [
        code_key("3A090.a.1"), "code:3A090", "cnno:2025:61", "cnno:2025:18", "cnno:2025:61", "frdoc:2023-23055",
    ]  # fmt: skip
    assert run("given.map(C.key)", NOT_CITATIONS) == [""] * len(NOT_CITATIONS)


def test_the_data_leads_to_the_pages_and_paragraphs() -> None:
    script = cites_script(KnowledgeBase(load_folder(ROOT)))
    data = json.loads(script.removeprefix("window.ATLAS_CITES=").removesuffix(";\n"))
    typed = ["3A090.a.1", "15 CFR 744.23(a)(3)(i)(B)", "88 FR 73490", "15 CFR 744.23(a)(9)", "88 FR 1"]
    found = run("given[1].map((text) => C.places(given[0], text))", [data, typed])
    assert isinstance(found, list)
    assert found[0] == [{"path": "chip-export-controls/us-eccn-3a090.html", "anchor": "a.1", "exact": True}]
    assert {
        "path": "chip-export-controls/us-end-use-744-23.html",
        "anchor": "a.3.i.b",
        "exact": True,
    } in found[1]
    assert found[2] == [{"path": "instruments/us-fr-2023-23055.html", "anchor": "", "exact": False}]
    assert {place["exact"] for place in found[3]} == {False}
    assert found[4] == []
    assert len(script) < 200_000


def test_long_and_hostile_input_is_read_quickly() -> None:
    hostile = ["15 CFR " * 5000, "(" * 100_000, "公告" * 50_000, "§" * 100_000, "1.1.1." * 20_000]
    assert (
        run("(() => { const t = Date.now(); given.forEach(C.key); return Date.now() - t < 500; })()", hostile)
        is True
    )
