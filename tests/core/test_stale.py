"""What falls due to be read again, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
import small
from rule_faults import swap

from control_atlas.ask.stale import has_limits, last_read, read_by_two, stale
from control_atlas.link.knowledge import KnowledgeBase

ITEMS = """\
  a:
    - from: "2026-02-01"
      last_day: "2026-11-09"
      by: rule
      pinpoint: para. 1
      covers: Chips at the limit.
      when: {param: total-processing-performance, at_least: 4800}
"""
REVIEW = """\
history: complete
reviews:
  - {day: "2027-01-10", by: second reader, against: [src-text], checked: The limit.}
"""


@pytest.fixture
def kb(root: Path) -> KnowledgeBase:
    return base(root)


def base(root: Path, extra: str = "history: complete\n") -> KnowledgeBase:
    small.source(root)
    small.place(root, "us")
    small.instrument(root, "rule", "issued: 2026-01-13, effective: 2026-02-01")
    small.control(root, "control", ITEMS, extra)
    return small.linked(root)


def why(kb: KnowledgeBase, on: str) -> list[tuple[str, str, str]]:
    return [(one.id, one.why, one.day) for one in stale(kb, on)]


def test_nothing_is_due_while_texts_speak_and_intervals_run(kb: KnowledgeBase) -> None:
    assert why(kb, "2026-05-01") == []


def test_a_fixed_day_that_passed_without_a_text_for_it_is_listed_from_that_day(kb: KnowledgeBase) -> None:
    assert ("control", "passed", "2026-11-10") not in why(kb, "2026-11-09")
    assert ("control", "passed", "2026-11-10") in why(kb, "2026-11-10")


def test_the_interval_of_a_kind_ends_after_its_last_day(kb: KnowledgeBase) -> None:
    assert last_read(kb, kb.get("control")) == "2026-11-22"
    assert ("control", "interval", "2027-02-20") not in why(kb, "2027-02-20")
    assert ("control", "interval", "2027-02-20") in why(kb, "2027-02-21")


def test_a_review_starts_the_interval_anew_and_counts_as_a_second_reader(root: Path) -> None:
    kb = base(root, REVIEW)
    control = kb.get("control")
    assert last_read(kb, control) == "2027-01-10"
    assert has_limits(control)
    assert read_by_two(control)
    assert not read_by_two(kb.get("rule"))
    assert not any(kind == "interval" for _, kind, _ in why(kb, "2027-04-10"))
    assert ("control", "interval", "2027-04-10") in why(kb, "2027-04-11")


def test_a_source_that_asks_for_a_review_is_due_the_day_after(root: Path) -> None:
    small.source(root)
    swap("src-text", 'read_on: "2026-11-22"', 'read_on: "2026-11-22"\nreview_after: "2026-12-22"')(root)
    kb = small.linked(root)
    assert why(kb, "2026-12-22") == []
    assert why(kb, "2026-12-23") == [("src-text", "due", "2026-12-22")]


def test_a_withdrawn_record_is_never_due(root: Path) -> None:
    kb = base(root, 'history: complete\nwithdrawn: {day: "2026-06-01", reason: Entered twice.}\n')
    assert not any(identity == "control" for identity, _, _ in why(kb, "2028-01-01"))


def test_a_day_that_is_none_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(ValueError, match="2026-02-30"):
        stale(kb, "2026-02-30")
