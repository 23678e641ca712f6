"""The four outcomes of a screen, on a knowledge base of one list entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import small

from control_atlas import Atlas
from control_atlas.ask.screening import screen_json, screen_text

ENTRY = """\
id: us-entry
title: Circuits of the test
title_kind: descriptive
summary: A list entry for a test.
jurisdiction: us
type: list-entry
list: us-ccl
code: "3A090"
detail: full
reasons: [RS]
history: complete
items:
  a:
    - from: "2023-01-01"
      by: us-rule
      pinpoint: entry a
      covers: Circuits of 4,800 or more.
      when: {param: total-processing-performance, at_least: 4800}
destinations:
  all:
    - from: "2023-01-01"
      by: us-rule
      pinpoint: section 1
      covers: China.
      when: {role: destination, in: [cn]}
sources:
  - src-text
"""
TOLD: dict[str, Any] = {"parties_screened": True, "itar": False, "nuclear": False}


@pytest.fixture
def one_entry(root: Path) -> Atlas:
    small.source(root)
    small.instrument(root, "us-rule", "effective: 2023-01-01")
    for place, code in (("us", "US"), ("cn", "CN"), ("jp", "JP"), ("ua", "UA"), ("ru", "RU")):
        small.place(root, place, f"type: country\niso2: {code}\n")
    small.write(root, "chip-export-controls", "us-entry", ENTRY)
    return Atlas(small.linked(root))


@pytest.mark.parametrize(
    ("figure", "destination", "outcome"),
    [
        (4800, "CN", "requirement found"),
        (4799.9, "CN", "no match"),
        (4800, "JP", "no match"),
        (4800, "RU", "cannot tell"),
        (4799.9, "UA", "cannot tell yet"),
    ],
)
def test_the_outcome_follows_from_entry_and_destination(
    figure: float, destination: str, outcome: str, one_entry: Atlas
) -> None:
    facts = {"total-processing-performance": figure}
    answer = one_entry.screen(facts, "US", destination, "2024-01-01", **TOLD)
    assert answer.outcome == outcome


def test_no_match_says_how_many_checks_and_that_it_is_no_determination(one_entry: Atlas) -> None:
    answer = one_entry.screen({"total-processing-performance": 1}, "US", "CN", "2024-01-01", **TOLD)
    assert answer.summary == "No match among 1 checks made; 0 were not made. This is not a determination."
    text = screen_text(one_entry.kb, answer)
    assert "Not looked at:" in text
    assert "Parties: no name, address, owner or affiliate was looked up in any list." in text
    assert screen_json(answer)["outcome"] == "no match"


def test_a_missing_figure_is_asked_for(one_entry: Atlas) -> None:
    answer = one_entry.screen({"applicable-die-area": 1}, "US", "CN", "2024-01-01", **TOLD)
    assert answer.outcome == "cannot tell yet"
    assert answer.asks == (("figures of the item, or the paragraph it meets", ("list entries",)),)
    assert "us-entry#a" in answer.not_made
    open_rate = one_entry.screen(
        {"throughput": [{"format": "tf32", "bits": [19, 32], "rate": 200}]}, "US", "CN", "2024-01-01", **TOLD
    )
    assert open_rate.outcome == "cannot tell yet"
    assert "total-processing-performance (which alternative)" in {name for name, _ in open_rate.asks}
    assert open_rate.choices[0].matters["us-entry#a"] == {"19": False, "32": True}


def test_whatever_was_not_told_of_jurisdiction_keeps_it_open(one_entry: Atlas) -> None:
    facts = {"total-processing-performance": 1}
    answer = one_entry.screen(facts, "US", "CN", "2024-01-01", parties_screened=True)
    assert answer.outcome == "cannot tell yet"
    assert {name for name, _ in answer.asks} == {
        "whether the item is under the ITAR",
        "whether the item is under nuclear jurisdiction",
    }
