"""Citing from the command line: one by one, lists, files, and one clear message for a mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from control_atlas.commands import main

REPOSITORY = Path(__file__).resolve().parents[2]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(REPOSITORY), *words], env={"ATLAS_TODAY": "2026-11-22"})


def test_a_page_of_the_federal_register_has_an_address_of_its_own() -> None:
    found = json.loads(run("cite", "us-fr-2023-23055", "--pinpoint", "73490", "--json").stdout)
    assert found["written"]["later"] == "88 Fed. Reg. at 73,490"
    assert found["works"][-1]["role"] == "record"


def test_a_list_of_all_instruments_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "all.bib"
    words = ("cite", "--all", "--kind", "instruments", "--format", "bibtex", "--output", str(target))
    result = run(*words)
    assert result.exit_code == 0, result.output
    text = target.read_text("utf-8")
    assert text.count("\n@") > 500
    assert "us-fr-2023-23055," in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name records"),
        (("us-ccl", "--all"), "Name records"),
        (("--all",), "needs its form"),
        (("us-ccl", "--output", "x.bib"), "needs its form"),
        (("us-ccl", "--kind", "instruments"), "--kind goes with --all"),
        (("us-ccl", "--format", "ris", "--form", "full"), "one by one"),
        (("us-ccl", "us-fr-2023-23055", "--pinpoint", "3"), "one instrument"),
        (("us-eccn-3a090", "--pinpoint", "a"), "no instrument"),
        (("us-fr-2023-23055", "--form", "native"), "forms: short, full, later, plain"),
        (("us-fr-2023-2305",), "us-fr-2023-23055"),
    ],
)
def test_what_cannot_be_cited_so_is_refused_with_the_way_out(words: tuple[str, ...], said: str) -> None:
    result = run("cite", *words)
    assert result.exit_code == 2
    assert said in result.output
