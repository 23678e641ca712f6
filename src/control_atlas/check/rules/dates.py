"""Rules on dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, record_rule
from control_atlas.check.signs import Signs, whole
from control_atlas.days import earliest, latest, spoken
from control_atlas.link.acts import split
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Path, Record

ORDER = ("proposed", "adopted", "issued", "filed", "published")
PERIODS = (
    ("from", "last_day"), ("conduct_from", "conduct_to"), ("effective", "last_day"), ("from", "to"),
    ("after", "by"), ("en_route_by", "delivered_by"),
)  # fmt: skip

ENDS = frozenset(last for _, last in PERIODS)
# `after` stands for the bounds, since `by` is everywhere.
END_SIGNS = Signs("|".join(map(whole, sorted(ENDS - {"by"} | {"after"}))), usual=True)


def _ending(value: Any, path: Path, found: list[tuple[Path, Mapping[str, Any]]]) -> None:
    """Add the mappings in ``value`` that hold the end of a period."""
    if isinstance(value, dict):
        if not ENDS.isdisjoint(value):
            found.append((path, value))
        for key, inner in value.items():
            if isinstance(inner, (dict, list)):
                _ending(inner, (*path, key), found)
    else:
        for position, inner in enumerate(value):
            if isinstance(inner, (dict, list)):
                _ending(inner, (*path, position), found)


@record_rule(
    "date-order",
    topic="dates",
    example="issued 2025-11-07, published 2025-11-01",
    fix="Correct the date that is wrong.",
    kinds=("instruments",),
)
def date_order(record: Record, context: Context) -> Iterator[Fault]:
    """An instrument is proposed, adopted, issued, filed and published in that order. A reversed pair is a
    slip of the pen or two dates confused."""
    dates = record.data.get("dates")
    if not isinstance(dates, Mapping):
        return
    present = [name for name in ORDER if name in dates]
    for before, after in pairwise(present):
        if str(earliest(dates[before])) > str(latest(dates[after])):
            message = f"{before} {spoken(dates[before])} is later than {after} {spoken(dates[after])}."
            yield Fault(("dates", after), spoken(dates[after]), message, "Correct the date that is wrong.")


@record_rule(
    "period-order",
    topic="dates",
    example='from: "2026-11-10", last_day: "2025-11-09"',
    fix="Exchange or correct the two days.",
)
def period_order(record: Record, context: Context) -> Iterator[Fault]:
    """A period ends no earlier than it begins, wherever a record gives both days."""
    if not context.may_hold(record, END_SIGNS):
        return
    ending: list[tuple[Path, Mapping[str, Any]]] = []
    _ending(record.data, (), ending)
    for path, mapping in ending:
        for first, last in PERIODS:
            start, end = mapping.get(first), mapping.get(last)
            if not _is_date(start) or not _is_date(end):
                continue
            if str(earliest(start)) > str(latest(end)):
                message = f"{last} {spoken(end)} is earlier than {first} {spoken(start)}."
                yield Fault((*path, last), spoken(end), message, "Exchange or correct the two days.")


def _is_date(value: Any) -> bool:
    return (isinstance(value, str) and len(value) == 10 and value[:4].isdigit()) or (
        isinstance(value, Mapping) and "after" in value and "by" in value
    )


@record_rule(
    "item-before-instrument",
    topic="dates",
    example="a wording from 2023-10-01 by a rule filed on 2023-10-17",
    fix="Correct the day, or name the instrument that gave this wording.",
    fields=SECTIONS,
)
def item_before_instrument(record: Record, context: Context) -> Iterator[Fault]:
    """A wording does not apply before the instrument that gave it was made. US rules often take effect on
    filing, days before publication, so issue or filing counts first."""
    for section, key, number, version in context.wordings(record):
        instrument = context.find(split(version["by"])[0])
        made = _made(instrument) if instrument else None
        if instrument is not None and made is not None and str(latest(version["from"])) < made[1]:
            message = (
                f"{spoken(version['from'])} is earlier than the day on which {instrument.id} was "
                f"{made[0]} ({made[1]})."
            )
            path = (section, key, number, "from")
            fix = "Correct the day, or name the instrument that gave this wording."
            yield Fault(path, spoken(version["from"]), message, fix)


def _made(instrument: Record) -> tuple[str, str] | None:
    """The first of issue, filing, effect and publication that is known, with its earliest day."""
    dates = instrument.data.get("dates", {})
    known = [(str(earliest(dates[name])), name) for name in ("issued", "filed", "adopted") if name in dates]
    if not known:
        rest = ("published", "effective", "first_seen")
        known = [(str(earliest(dates[name])), name) for name in rest if name in dates]
    if not known:
        return None
    day, name = min(known)
    return {"effective": "in effect", "first_seen": "first seen"}.get(name, name), day


@record_rule(
    "versions-in-order",
    topic="dates",
    example="two wordings of item `a`, the later one written first",
    fix="Put the wordings in order of their first days; give each its own day.",
    fields=SECTIONS,
)
def versions_in_order(record: Record, context: Context) -> Iterator[Fault]:
    """The wordings of an item stand in order of time, no two on the same day. Which one governs must be
    plain from the page."""
    for section in SECTIONS:
        for key, versions in record.data.get(section, {}).items():
            for number, (before, after) in enumerate(pairwise(versions), start=1):
                if str(latest(after["from"])) <= str(latest(before["from"])):
                    message = f"{spoken(after['from'])} does not follow {spoken(before['from'])}."
                    path = (section, key, number, "from")
                    yield Fault(
                        path, spoken(after["from"]), message, "Order the wordings by their first day."
                    )


@record_rule(
    "history-said-once",
    topic="dates",
    example='`history: complete` beside `history_from: "2025-02-01"`',
    fix="Keep `history: complete` when nothing earlier exists, else the first day recorded.",
    fields=("history",),
)
def history_said_once(record: Record, context: Context) -> Iterator[Fault]:
    """A record either holds the whole history or names the day it begins. Before that day the answer is
    unknown, so the two exclude each other."""
    if "history" in record.data and "history_from" in record.data:
        message = "The history is called complete and also begins on a day."
        yield Fault(("history_from",), str(record.data["history_from"]), message, "Keep one of the two.")


@record_rule(
    "older-on-first-wording",
    topic="dates",
    example="`older: true` on the second wording of a paragraph, or in a record whose history is complete",
    fix="Keep `older` on the first wording of a key, where something earlier exists.",
    fields=SECTIONS,
)
def older_on_first_wording(record: Record, context: Context) -> Iterator[Fault]:
    """`older` stands on the first wording of a key only, and not where the history is complete or the wording
    begins with the recorded history: before it the answer is unknown, elsewhere it would say nothing."""
    since = record.data.get("history_from")
    for section, key, number, version in context.wordings(record):
        if "older" in version and (
            number or "history" in record.data or str(earliest(version["from"])) == since
        ):
            message = "Nothing earlier can be unknown here."
            yield Fault((section, key, number, "older"), "true", message, "Remove `older`.")


@record_rule(
    "version-before-history",
    topic="dates",
    example="history_from 2023-11-17 and a wording from 2022-10-21",
    fix="Move history_from back, or correct the wording's first day.",
    fields=("history_from",),
)
def version_before_history(record: Record, context: Context) -> Iterator[Fault]:
    """No wording begins before the day from which the history is recorded."""
    since = record.data.get("history_from")
    if not isinstance(since, str):
        return
    for section, key, number, version in context.wordings(record):
        if str(earliest(version["from"])) < since:
            message = f"{spoken(version['from'])} is earlier than history_from, {since}."
            path = (section, key, number, "from")
            yield Fault(path, spoken(version["from"]), message, "Move history_from back.")
