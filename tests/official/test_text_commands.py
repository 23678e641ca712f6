"""Fetching, showing and comparing official texts from the command line, against a local server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small
from click.testing import CliRunner, Result
from interfaces import CELLAR, put_up
from publisher import Publisher, Reply

from control_atlas.commands import main

REPOSITORY = Path(__file__).resolve().parents[2]
INSTRUMENTS = {
    "us-ear": "{type: cfr, title: '15', part: '774', supplement: '1'}",
    "eu-2021-821": "{type: eu-act, act: regulation, year: 2021, number: 821}",
}
CONTROL = """\
id: us-entry
title: Entry of a test
title_kind: descriptive
summary: An entry for a test.
jurisdiction: us
type: list-entry
list: us-ccl
code: "3A090"
detail: full
reasons: [RS]
history: complete
items:
  a.1:
    - from: "2020-01-01"
      by: us-ear
      pinpoint: supp. no. 1 to part 774, ECCN 3A090.a.1
      covers: Circuits of a test.
      when: {param: total-processing-performance, at_least: 4800}
      sources: [src-text]
examples:
  - {item: a.1, day: "2026-11-01", facts: {total-processing-performance: 4800}, expect: met, why: At the limit.}
  - {item: a.1, day: "2026-11-01", facts: {total-processing-performance: 4799}, expect: not-met, why: Below it.}
sources: [src-text]
"""


@pytest.fixture
def data(root: Path) -> Path:
    """A data folder with one entry, the list it stands in, and an act of the Union."""
    small.source(root)
    for country in ("us", "eu"):
        small.place(root, country)
    for identity, citation in INSTRUMENTS.items():
        small.instrument(root, identity, "effective: 2020-01-01", f"citation: {citation}\n")
    small.write(root, "chip-export-controls", "us-entry", CONTROL)
    return root


def run(data: Path, server: Publisher, *words: str) -> Result:
    environment = {"ATLAS_TODAY": "2026-11-22", "ATLAS_TEXTS_SERVER": server.address}
    return CliRunner().invoke(main, ["--root", str(data), *words], env=environment)


def test_a_paragraph_is_shown_with_its_day_hash_and_address_once_it_was_fetched(
    data: Path, server: Publisher
) -> None:
    put_up(server)
    before = run(data, server, "text", "us-entry#a.1", "--on", "2026-11-22")
    assert before.exit_code == 0, before.output
    assert "Not held here. Official text: https://www.ecfr.gov/on/2026-11-22/title-15" in before.output
    fetched = run(data, server, "texts", "fetch", "us-entry")
    assert fetched.exit_code == 0, fetched.output
    assert "1 saved" in fetched.output
    assert "1 numbers of conditions compared with the official paragraphs, 0 not found" in fetched.output
    shown = run(data, server, "text", "us-entry", "--paragraph", "a.1").output
    assert "a.1. A sum of 4,800 or more; or" in shown
    assert "Text of 2026-11-20, fetched 2026-11-22, sha256 " in shown
    found = json.loads(run(data, server, "text", "us-entry#a.1", "--json").stdout)["texts"][0]
    assert found["exact"] is True
    assert found["address"].startswith("https://www.ecfr.gov/api/versioner/v1/full/2026-11-20/")
    assert (data / "texts").is_dir()
    assert "/texts/" in (REPOSITORY / ".gitignore").read_text("utf-8").splitlines()


def test_a_number_that_the_official_paragraph_does_not_have_is_reported(
    data: Path, server: Publisher
) -> None:
    put_up(server, number="6,000")
    fetched = run(data, server, "texts", "fetch")
    assert "The number 4800 does not occur in the official paragraph" in fetched.output
    compared = run(data, server, "texts", "compare")
    assert compared.exit_code == 1
    assert "us-entry.yaml" in compared.output
    assert "number-in-official-text items.a.1[0].when.at_least" in compared.output


def test_a_failure_is_told_and_ends_in_its_exit_code_while_the_rest_is_kept(
    data: Path, server: Publisher
) -> None:
    put_up(server)
    server.put(f"{CELLAR}/32021R0821", Reply(status=500))
    result = run(data, server, "texts", "fetch")
    assert result.exit_code == 3
    assert "failed: Regulation (EU) 2021/821" in result.output
    assert "1 failed; 1 saved" in result.output


def test_the_wanted_text_of_an_act_is_shown_at_its_article(data: Path, server: Publisher) -> None:
    put_up(server)
    run(data, server, "texts", "fetch", "eu-2021-821")
    shown = run(data, server, "text", "eu-2021-821", "--paragraph", "art. 4(1)").output
    assert "First & foremost" in shown
    assert "Second." not in shown


def test_mistakes_have_one_clear_message(data: Path, server: Publisher) -> None:
    assert "atlas texts fetch" in run(data, server, "texts", "compare").output
    assert run(data, server, "text", "src-text").exit_code == 2
    assert "Near" in run(data, server, "text", "us-entri").output
