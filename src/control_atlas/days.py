"""Calendar days, dates known only within bounds, and half-open intervals of days.

Days are ISO texts (``YYYY-MM-DD``), which sort as they follow in time. A written last day is included;
an interval computed here runs from its first day up to, not including, its end.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
FIRST = "0001-01-01"
LAST = "9999-12-31"


def parse_day(text: str) -> datetime.date:
    """The day written as ``YYYY-MM-DD``; ValueError for any other form or an impossible day."""
    if not DAY.match(text):
        raise ValueError(f"{text!r} is not a day written as YYYY-MM-DD")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as fault:
        raise ValueError(f"{text!r} is not a day of the calendar") from fault


@lru_cache(maxsize=4096)
def day_after(day: str) -> str:
    """The next day; the last day of the calendar has no next and stays."""
    if day >= LAST:
        return LAST
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """The day before; the first day of the calendar has none before and stays."""
    date = datetime.date.fromisoformat(day)
    return day if date == datetime.date.min else (date - datetime.timedelta(days=1)).isoformat()


def days_between(start: str, end: str) -> int:
    """Whole days from ``start`` to ``end``; negative when ``end`` is earlier."""
    return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days


def earliest(written: str | Mapping[str, Any] | None) -> str | None:
    """First day on which the event may have happened."""
    if written is None or isinstance(written, str):
        return written
    return day_after(str(written["after"]))


def latest(written: str | Mapping[str, Any] | None) -> str | None:
    """First day on which the event is known to have happened."""
    if written is None or isinstance(written, str):
        return written
    return str(written["by"])


def spoken(written: str | Mapping[str, Any] | None) -> str:
    """A date as a reader wants it: the day, or its bounds in words."""
    if written is None:
        return "not stated"
    if isinstance(written, str):
        return written
    return f"after {written['after']}, by {written['by']}"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days from ``start`` up to, not including, ``end``; ``end`` is None when open."""

    start: str
    end: str | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, str) and self.start <= day and (self.end is None or day < self.end)


def cut(points: set[str]) -> Iterator[Interval]:
    """The intervals between consecutive points, from the first day of the calendar to an open end."""
    marks = sorted({FIRST, *points})
    for position, start in enumerate(marks):
        yield Interval(start, marks[position + 1] if position + 1 < len(marks) else None)
