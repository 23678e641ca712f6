"""Half-open intervals and the look-up of the day."""

from __future__ import annotations

import pytest

from control_atlas.pages import words
from control_atlas.pages.inline import DateText, StatusBadge
from control_atlas.pages.spans import Period, Span, holds_on, span_on


def test_an_interval_holds_its_first_day_and_not_its_end() -> None:
    periods = (Period("2025-11-10", "2026-11-10"),)
    assert not holds_on(periods, "2025-11-09")
    assert holds_on(periods, "2025-11-10")
    assert holds_on(periods, "2026-11-09")
    assert not holds_on(periods, "2026-11-10")


def test_open_sides_hold_for_ever() -> None:
    spans = (Span(None, "2025-01-01", "not yet made"), Span("2025-01-01", None, "in force"))
    assert [
        span_on(spans, day).state for day in ("0001-01-01", "2024-12-31", "2025-01-01", "9999-12-31")
    ] == [  # type: ignore[union-attr]
        "not yet made",
        "not yet made",
        "in force",
        "in force",
    ]


def test_a_gap_holds_nothing() -> None:
    assert span_on((Span("2025-01-01", "2025-02-01", "in force"),), "2025-02-01") is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("2025-01-01", "2025-03-01"), ("2025-02-01", None)),
        (("2025-01-01", None), ("2025-02-01", None)),
        ((None, "2025-01-01"), (None, "2026-01-01")),
    ],
)
def test_overlapping_intervals_are_refused(left: tuple[str, str], right: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        StatusBadge((Span(*left, "in force"), Span(*right, "ended")))


def test_an_interval_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no day"):
        Period("2025-01-01", "2025-01-01")


@pytest.mark.parametrize("day", ["2025-1-1", "20250101", "2025-01-01T00:00", "later"])
def test_what_is_not_a_day_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match="not a day"):
        Period(day, None)
    with pytest.raises(ValueError, match="not a day"):
        DateText(day)


def test_stretches_are_written_with_their_last_day() -> None:
    assert words.stretch(Period("2025-11-10", "2026-11-10")) == "2025-11-10 to 2026-11-09"
    assert words.stretch(Period("2025-11-10", "2025-11-11")) == "2025-11-10"
    assert words.stretch(Period(None, "2025-01-01")) == "until 2024-12-31"
    assert words.stretch(Period(None, None)) == "always"
    assert words.stretches(()) == "on no day"


def test_distances_are_words() -> None:
    assert words.distance(1, "since") == "1 day ago"
    assert words.distance(5, "until") == "in 5 days"
    assert words.distance(-3, "until") == "3 days ago"
    assert words.distance(0, "until") == "today"
