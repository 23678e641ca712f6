"""What changed and what comes: the days on which a status or a governing wording turns."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from control_atlas.days import parse_day
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import Span
from control_atlas.records import Record


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A turn on ``day``: ``key`` of ``section`` of a record goes from ``before`` to ``after``.

    ``wording`` says that the governing wording changed too; ``certain`` is False where the day lies beyond
    the last text read, so that it holds only if nothing was done meanwhile.
    """

    day: str
    id: str
    section: str
    key: str | None
    before: str
    after: str
    wording: bool
    certain: bool

    def __str__(self) -> str:
        name = f"{self.id}#{self.key}" if self.key else self.id
        turned = f"{self.before} -> {self.after}"
        turn = f"new wording, {self.after}" if self.before == self.after else turned
        return f"{self.day} {name}: {turn}" + ("" if self.certain else " (by the terms read so far)")


def changes(kb: KnowledgeBase, start: str, end: str) -> list[Change]:
    """Every turn from ``start`` to ``end``, both days included, in order of day and record.

    Raises ValueError for a day that is none or a period that ends before it begins.
    """
    if parse_day(start) > parse_day(end):
        raise ValueError(f"the period ends on {end}, before it begins on {start}")
    found = []
    for record in kb:
        for section, key in _keys(kb, record):
            spans = kb.spans(record, section, key)
            for before, after in pairwise(spans):
                if start <= after.interval.start <= end and _turned(before, after):
                    found.append(_change(record, section, key, before, after))
    return sorted(found, key=lambda change: (change.day, change.id, change.section, change.key or ""))


def upcoming(kb: KnowledgeBase, on: str, days_ahead: int = 400) -> list[Change]:
    """Turns later than ``on``, at most ``days_ahead`` days later, from what is recorded so far."""
    day = parse_day(on)
    return changes(
        kb,
        (day + datetime.timedelta(days=1)).isoformat(),
        (day + datetime.timedelta(days=days_ahead)).isoformat(),
    )


def _keys(kb: KnowledgeBase, record: Record) -> Iterator[tuple[str, str | None]]:
    if record.kind == "instruments":
        yield "parts", None
        for part in record.data.get("parts", {}):
            yield "parts", part
    yield from kb.keys(record)


def _turned(before: Span, after: Span) -> bool:
    return (
        before.word != after.word
        or before.codified != after.codified
        or before.enforced != after.enforced
        or before.compliance != after.compliance
    )


def _change(record: Record, section: str, key: str | None, before: Span, after: Span) -> Change:
    return Change(
        day=after.interval.start,
        id=record.id,
        section=section,
        key=key,
        before=before.word,
        after=after.word,
        wording=before.codified.version != after.codified.version,
        certain=after.standing == "confirmed",
    )
