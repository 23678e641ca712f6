"""The words that pages use for days, ways of reading and counts of days; one place for HTML and Markdown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

from control_atlas.pages.inline import Read
from control_atlas.pages.spans import Bounded

READ_WORDS: dict[Read, str] = {
    "full-text": "full text read",
    "excerpt": "excerpt read",
    "secondary": "secondary report",
    "not-seen": "not seen",
}
QUANTIFIERS: dict[str, str] = {"all": "all of", "any": "any of", "none": "none of"}
LOUD_AFTER_DAYS = 14


def last_day(end: str) -> str:
    """The last day of an interval whose first day after is ``end``."""
    return (datetime.date.fromisoformat(end) - datetime.timedelta(days=1)).isoformat()


def days_from(start: str, end: str) -> int:
    """Whole days from ``start`` to ``end``."""
    return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days


def stretch(period: Bounded) -> str:
    """An interval as a reader wants it, its last day included."""
    if period.start is None:
        return "always" if period.end is None else f"until {last_day(period.end)}"
    if period.end is None:
        return f"from {period.start}"
    last = last_day(period.end)
    return period.start if last == period.start else f"{period.start} to {last}"


def stretches(periods: Sequence[Bounded]) -> str:
    """Several intervals in words; none is said, not left empty."""
    return ", ".join(stretch(period) for period in periods) or "on no day"


def distance(days: int, direction: Literal["since", "until"]) -> str:
    """How far a day lies back (``since``) or ahead (``until``)."""
    if direction == "until":
        days = -days
    if days == 0:
        return "today"
    count = f"{abs(days)} day" + ("" if abs(days) == 1 else "s")
    return f"{count} ago" if days > 0 else f"in {count}"
