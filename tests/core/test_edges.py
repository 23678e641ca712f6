"""Edges of status and of the logic of conditions that are easily moved by a day or a sign."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import small
from test_status import act, item, word

from control_atlas.ask.status import status
from control_atlas.check.rules.logic import _denied, _param_clash, _param_cover, members
from control_atlas.link.knowledge import KnowledgeBase

CHIP = "performance-density"


def rule_and(root: Path, name: str, dates: str, acts: str) -> KnowledgeBase:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01")
    small.instrument(root, name, dates, acts)
    return small.linked(root)


def test_non_enforcement_includes_its_last_day(root: Path) -> None:
    stop = act(
        "stops-enforcing", "rule", **{"from": "2025-05-13", "last_day": "2025-06-30", "last_day_is": "stated"}
    )
    kb = rule_and(root, "stop", "issued: 2025-05-13, effective: 2025-05-13", stop)
    days = ("2025-05-12", "2025-05-13", "2025-06-30", "2025-07-01")
    assert [word(kb, "rule", day) for day in days] == ["in force", "not enforced", "not enforced", "in force"]


def test_before_its_first_wording_an_item_of_a_rule_in_force_is_issued_and_says_from_when(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01")
    small.control(root, "control", item(("2025-03-01", "rule", "A thing.")))
    kb = small.linked(root)
    (found,) = status(kb, "control", "2025-02-15").items
    assert found.span.word == "issued"
    assert [reason.text for reason in found.span.reasons] == ["The first wording applies from 2025-03-01."]


def test_a_wording_that_ended_says_its_last_day_and_what_ran_out(root: Path) -> None:
    small.source(root, to="2025-03-01")
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01")
    text = item(("2025-02-01", "rule", "A thing.")).replace(
        "      by:", '      last_day: "2025-04-01"\n      by:'
    )
    small.control(root, "control", text)
    kb = small.linked(root)
    answer = status(kb, "control", "2025-04-02")
    assert (answer.id, answer.word) == ("control", "ended")
    (found,) = answer.items
    assert any("2025-04-01" in reason.text for reason in found.span.reasons)
    assert "2025-04-01" in found.span.ran_out


def test_an_instrument_without_a_record_is_unknown_and_named(root: Path) -> None:
    small.source(root)
    stage = small.linked(root).lives.stage("gone", None, "2025-01-01")
    assert stage.word == "unknown"
    assert [(reason.code, reason.text) for reason in stage.reasons] == [
        ("no-record", "There is no record of gone.")
    ]


def test_what_a_lapsed_suspension_puts_back_names_the_instrument_that_suspended(root: Path) -> None:
    stay = act(
        "suspends", "rule", **{"from": "2025-03-01", "last_day": "2025-04-01", "last_day_is": "stated"}
    )
    again = '  - does: reinstates\n    target: rule\n    pinpoint: para. 2\n    from: "2025-04-02"\n'
    kb = rule_and(root, "stay", "issued: 2025-03-01, effective: 2025-03-01", stay + again)
    stage = kb.lives.stage("rule", None, "2025-05-01")
    assert stage.word == "in force"
    assert ("put-back", "stay") in {(reason.code, reason.instrument) for reason in stage.reasons}


def limit(**bounds: float) -> dict[str, Any]:
    return {"param": CHIP, **bounds}


@pytest.mark.parametrize(
    ("parts", "clash"),
    [
        ([limit(at_least=5), limit(less_than=5)], CHIP),
        ([limit(more_than=5), limit(at_most=5)], CHIP),
        ([limit(at_least=5), limit(at_most=5)], None),
        ([limit(at_least=1), limit(at_least=6), limit(at_most=5)], CHIP),
        ([limit(at_most=9), limit(at_least=6), limit(at_most=5)], CHIP),
        ([limit(at_least=5), {"param": "other", "less_than": 1}], None),
    ],
)
def test_limits_exclude_each_other_only_when_no_number_lies_between(
    parts: list[Any], clash: str | None
) -> None:
    assert _param_clash(parts) == clash


@pytest.mark.parametrize(
    ("parts", "cover"),
    [
        ([limit(at_least=5), limit(less_than=5)], CHIP),
        ([limit(more_than=5), limit(at_most=5)], CHIP),
        ([limit(more_than=5), limit(less_than=5)], None),
        ([limit(at_least=6), limit(at_most=5)], None),
        ([limit(at_least=6), limit(at_least=4), limit(at_most=5)], CHIP),
        ([limit(at_least=1, at_most=9), limit(at_most=1)], None),
    ],
)
def test_limits_leave_nothing_out_only_when_they_meet(parts: list[Any], cover: str | None) -> None:
    assert _param_cover(parts) == cover


def test_a_fact_and_its_opposite_are_seen_and_a_place_and_its_opposite_are_not() -> None:
    fact, place = {"fact": "dram-memory"}, {"role": "destination", "in": ["us"]}
    assert _denied([fact, {"not": fact}])
    assert not _denied([place, {"not": place}])
    assert not _denied([fact, {"not": {"fact": "other"}}])


def test_members_of_one_word_nested_in_itself_are_one_level_and_others_are_not() -> None:
    inner = {"any": [{"fact": "b"}]}
    assert members({"all": [{"fact": "a"}, {"all": [{"fact": "c"}]}, inner]}, "all") == [
        {"fact": "a"},
        {"fact": "c"},
        inner,
    ]
