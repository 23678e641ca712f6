"""What to read again: records past their review interval, reviews that fell due, dates that passed unread."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from control_atlas.days import parse_day
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

# Days after which a record of a kind is read again though nothing is known to have moved. Chips, minerals and
# terms change several times a year; a list entry of organisations with every notice.
INTERVALS: Mapping[str, int] = {
    "chip-export-controls": 90,
    "mineral-restrictions": 60,
    "terms-provisions": 60,
    "incidents": 120,
    "organisations": 120,
    "products": 180,
}
Why = Literal["due", "interval", "passed"]


@dataclass(frozen=True, slots=True, order=True)
class Stale:
    """A record to read again: since ``day``, for the reason ``why`` in words.

    ``due``: a source asked for a review after that day. ``interval``: nobody read it within the interval of
    its kind, which ended on that day. ``passed``: its status turned on that day, for which no text read
    speaks; ``keys`` names its parts or items that turned.
    """

    day: str
    id: str
    why: Why
    keys: tuple[str, ...]
    text: str


def stale(kb: KnowledgeBase, on: str) -> list[Stale]:
    """Everything to read again on the day ``on``, the longest due first. ValueError for a day that is none."""
    parse_day(on)
    found = [one for record in kb for one in record_stale(kb, record, on)]
    return sorted(found, key=lambda one: (one.day, one.id, one.why))


def record_stale(kb: KnowledgeBase, record: Record, on: str) -> Iterator[Stale]:
    """The reasons to read one record again on the day ``on``."""
    if "withdrawn" in record.data:
        return
    if record.kind == "sources":
        yield from _due(record, on)
        return
    yield from _past_interval(kb, record, on)
    yield from _passed(kb, record, on)


def last_read(kb: KnowledgeBase, record: Record) -> str | None:
    """The last day on which a text was read for the record, or the record reviewed; None when never."""
    days = [str(kb.records[name].data["read_on"]) for name in _sources(kb, record)]
    days += [str(review["day"]) for review in record.data.get("reviews", ())]
    return max(days, default=None)


def has_limits(record: Record) -> bool:
    """Whether a record carries numbers that decide: limits of conditions, or quantities of a product."""
    if record.kind == "products":
        return bool(record.data.get("values") or record.data.get("throughput"))
    items = record.data.get("items", {})
    return any("'param'" in str(version.get("when")) for versions in items.values() for version in versions)


def read_by_two(record: Record) -> bool:
    """Whether somebody else than whoever entered the record compared it with its texts."""
    return bool(record.data.get("reviews"))


def _sources(kb: KnowledgeBase, record: Record) -> list[str]:
    uses = kb.kinds[record.kind].uses(record.data)
    named = {use.name for use in uses if use.word is None and use.kinds == ("sources",)}
    return [name for name in named if name in kb.records]


def _due(record: Record, on: str) -> Iterator[Stale]:
    after = record.data.get("review_after")
    if after is not None and after < on:
        watched = record.data.get("watch")
        text = "Its review fell due" + (f"; to watch: {watched}" if watched else "") + "."
        yield Stale(after, record.id, "due", (), text)


def _past_interval(kb: KnowledgeBase, record: Record, on: str) -> Iterator[Stale]:
    days = INTERVALS.get(record.kind)
    read = last_read(kb, record) if days is not None else None
    if days is None or read is None:
        return
    until = (parse_day(read) + datetime.timedelta(days=days)).isoformat()
    if until < on:
        yield Stale(until, record.id, "interval", (), f"Last read on {read}; its interval is {days} days.")


def _passed(kb: KnowledgeBase, record: Record, on: str) -> Iterator[Stale]:
    """Turns of status that no text read speaks for; one entry for all items that turned on a day."""
    keys: list[tuple[str, str | None]] = list(kb.keys(record))
    if record.kind == "instruments":
        keys += [("parts", None), *(("parts", part) for part in record.data.get("parts", {}))]
    turned: dict[tuple[str, str, str], list[str]] = {}
    for section, key in keys:
        for before, after in pairwise(kb.spans(record, section, key)):
            day = after.interval.start
            if day <= on and after.word != before.word and after.standing not in ("confirmed", "reported"):
                until = after.since or "no day"
                turned.setdefault((day, after.word, until), []).append(key or "the whole")
    for (day, word, until), names in turned.items():
        text = f"Turned to {word!r}; the last text read speaks for days up to {until}."
        yield Stale(day, record.id, "passed", tuple(names), text)
