"""What changed and what is coming: the words of a turn, and what happens when nobody does anything."""

from __future__ import annotations

import pytest

from control_atlas.ask.changes import Change
from control_atlas.views.turns import default, told


def turn(before: str, after: str) -> Change:
    return Change("2026-11-11", "x", "items", "a", before, after, wording=before == after, certain=False)


def test_a_turn_names_both_words_and_says_when_the_earlier_is_not_known() -> None:
    assert told("suspended", "in force") == "suspended to in force"
    assert told("unknown", "in force") == "in force; before that, not known"
    assert told("in force", "in force") == "new wording"


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ("suspended", "in force", "applies again, unless it is extended"),
        ("issued", "in force", "unless it is postponed or withdrawn"),
        ("in force", "ended", "by its own terms, unless it is extended"),
        ("in force", "unknown", "not known from the texts read"),
        ("in force", "in force", "Another wording applies, unless something is done before"),
        ("unknown", "in force", "Turns from unknown to in force, unless something is done before"),
    ],
)
def test_what_happens_by_default_is_said_with_its_condition(before: str, after: str, part: str) -> None:
    assert part in default(turn(before, after))
