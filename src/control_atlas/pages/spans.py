"""Intervals that a page carries, so that its script can look up any day without computing law.

Days are ISO texts (``YYYY-MM-DD``). Every interval is half-open: it holds from ``start`` up to, not
including, ``end``; ``None`` leaves that side open. Python computes them; a page only looks them up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Protocol, TypeVar

State = Literal[
    "not yet made",
    "proposed",
    "adopted",
    "issued",
    "in force",
    "suspended",
    "not enforced",
    "ended",
    "unknown",
]
Standing = Literal[
    "",
    "confirmed",
    "confirmed, reconstructed from excerpts",
    "reported",
    "computed beyond the last text",
]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class Bounded(Protocol):
    """Anything with a first day and a first day after."""

    @property
    def start(self) -> str | None: ...

    @property
    def end(self) -> str | None: ...


_B = TypeVar("_B", bound=Bounded)


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which something holds."""

    start: str | None
    end: str | None

    def __post_init__(self) -> None:
        _check_days(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which one status holds.

    ``standing`` says what the status rests on; ``note`` is one sentence about what is unconfirmed or owed
    on these days, shown under the badge's page banner.
    """

    start: str | None
    end: str | None
    state: State
    standing: Standing = ""
    note: str = ""

    def __post_init__(self) -> None:
        _check_days(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence that belongs to the days from ``start`` up to ``end`` and to no others."""

    start: str | None
    end: str | None
    text: str

    def __post_init__(self) -> None:
        _check_days(self.start, self.end)


def _check_days(start: str | None, end: str | None) -> None:
    for day in (start, end):
        if day is not None and not _DAY.match(day):
            raise ValueError(f"{day!r} is not a day written as YYYY-MM-DD")
    if start is not None and end is not None and start >= end:
        raise ValueError(f"the interval from {start} to {end} holds no day: its end is the first day after")


def check_order(spans: Sequence[Bounded]) -> None:
    """ValueError unless the intervals follow one another in time without overlap."""
    for left, right in pairwise(spans):
        if left.end is None or right.start is None or left.end > right.start:
            raise ValueError(f"the interval from {right.start} overlaps the one that ends on {left.end}")


def holds_on(spans: Sequence[Bounded], day: str) -> bool:
    """Whether any of the intervals holds ``day``."""
    return span_on(spans, day) is not None


def span_on(spans: Sequence[_B], day: str) -> _B | None:
    """The interval that holds ``day``, or None."""
    for span in spans:
        if (span.start is None or span.start <= day) and (span.end is None or day < span.end):
            return span
    return None
