"""Turns of status and wording, gathered by day and record, in the words that pages and scripts use."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from control_atlas.ask.changes import Change, changes, upcoming
from control_atlas.days import days_between, parse_day
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Column, Coming, DateSwitch, Notice, Page, Row, Table
from control_atlas.pages.inline import Content, DateText, Link, Regime, content
from control_atlas.pages.lookup import assigned
from control_atlas.pages.words import distance
from control_atlas.records import Record
from control_atlas.views.words import link_to, name_of, path_of

CHANGES_PATH, COMING_PATH, DATA_PATH = "changes.html", "coming.html", "assets/changes.js"
UNKNOWN_BEFORE = "before that, not known"
LATELY_DAYS = 120
KEYS_SHOWN = 6
EARLIEST = "2000-01-01"
LATEST = "2099-12-31"
SCRIPTS = ("assets/js/turns.js",)
UNLESS = "unless something is done before"
DEFAULTS = {
    ("suspended", "in force"): "The suspension runs out and the text applies again, unless it is extended.",
    ("issued", "in force"): "Takes effect, unless it is postponed or withdrawn before.",
    ("adopted", "in force"): "Takes effect, unless an objection or a later act stops it.",
    ("proposed", "in force"): "Takes effect, if it is made as proposed.",
    ("not enforced", "in force"): "Enforcement is due again, unless the pause is extended.",
}
AFTER = {
    "ended": "Ends by its own terms, unless it is extended.",
    "suspended": "Stands suspended from that day.",
    "unknown": "What holds from that day is not known from the texts read.",
    "not enforced": "Is not enforced from that day.",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What turns on ``day`` in one record: words of before and after, paragraphs, and whether a text read
    speaks for the day."""

    day: str
    record: Record
    words: tuple[str, ...]
    keys: tuple[str, ...]
    certain: bool
    default: str

    @property
    def text(self) -> str:
        """The turn in words."""
        text = "; ".join(self.words)
        if self.keys:
            text += (
                f" ({', '.join(self.keys[:KEYS_SHOWN])}{' and more' if len(self.keys) > KEYS_SHOWN else ''})"
            )
        return text if self.certain else f"{text}, by the terms read so far"


def gathered(kb: KnowledgeBase, found: Iterable[Change]) -> list[Turn]:
    """Turns by day and record, so that ten paragraphs of one rule are one line."""
    together: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        same = change.before == change.after and not change.wording
        if not same and kb.records[change.id].kind != "places":
            together.setdefault((change.day, change.id), []).append(change)
    return [_turn(kb, day, identity, turns) for (day, identity), turns in together.items()]


def _turn(kb: KnowledgeBase, day: str, identity: str, turns: list[Change]) -> Turn:
    words = dict.fromkeys(told(turn.before, turn.after) for turn in turns)
    keys = tuple(turn.key for turn in turns if turn.key)
    defaults = dict.fromkeys(default(turn) for turn in turns)
    certain = all(turn.certain for turn in turns)
    return Turn(day, kb.records[identity], tuple(words), keys, certain, " ".join(defaults))


def told(before: str, after: str) -> str:
    """A turn in words."""
    if before == after:
        return "new wording"
    return f"{after}; {UNKNOWN_BEFORE}" if before == "unknown" else f"{before} to {after}"


def default(change: Change) -> str:
    """What happens on the day of ``change`` when nobody does anything before."""
    if change.before == change.after:
        return f"Another wording applies, {UNLESS}."
    known = DEFAULTS.get((change.before, change.after)) or AFTER.get(change.after)
    return known or f"Turns from {change.before} to {change.after}, {UNLESS}."


def regime_of(record: Record) -> Regime | None:
    """Whose measure a record is, as a label."""
    if record.kind == "terms-provisions" or "provider" in record.data:
        return Regime("terms")
    jurisdiction = str(record.data.get("jurisdiction", "")).upper()
    return Regime(jurisdiction) if jurisdiction else None


def coming(kb: KnowledgeBase, turn: Turn) -> Coming:
    """A turn as an entry of an agenda."""
    title: Content = content(link_to(kb, turn.record.id))
    return Coming(turn.day, title, content(turn.text), regime_of(turn.record))


def lately(kb: KnowledgeBase, on: str, *, known: bool = False) -> list[Turn]:
    """What turned in the months before ``on``, newest first; with ``known`` without turns from what was unknown,
    which often tell of the day of a copy and not of a change."""
    start = (parse_day(on) - datetime.timedelta(days=LATELY_DAYS)).isoformat()
    found = gathered(kb, reversed(changes(kb, start, on)))
    return [turn for turn in found if not known or not all(UNKNOWN_BEFORE in word for word in turn.words)]


def time_pages(kb: KnowledgeBase, on: str) -> Iterable[Page]:
    """What changed, and what is coming: tables for the day of the build, which a script refills for others."""
    trail = (Link("Home", "index.html"),)
    days = Column("Day"), Column("Whose"), Column("Record")
    past = [_row(kb, turn, (content(turn.text),)) for turn in lately(kb, on)]
    yield Page(
        path=CHANGES_PATH,
        title="What changed",
        summary="Turns of status and wording in any period, by day and record.",
        blocks=(
            Table((*days, Column("What turned")), tuple(past), "By day", "changes", _lately_caption(on)),
        ),
        layout="index",
        section="changes",
        trail=trail,
        switch=DateSwitch(on),
        scripts=SCRIPTS,
    )
    ahead = [
        _row(kb, turn, (content(turn.text), content(turn.default)), on)
        for turn in gathered(kb, upcoming(kb, on))
    ]
    columns = (*days, Column("What turns"), Column("By default"))
    yield Page(
        path=COMING_PATH,
        title="What is coming",
        summary="Dated turns ahead, with what happens if nobody does anything.",
        blocks=(
            Notice("note", (content(
                "Computed from the dates in the texts read so far. A later act may have moved or removed any of "
                "them; what is announced without an instrument changes no date here."
            ),)),
            Table(columns, tuple(ahead), "By day", "coming", f"After {on}"),
        ),
        layout="index",
        section="coming",
        trail=trail,
        switch=DateSwitch(on),
        scripts=SCRIPTS,
    )  # fmt: skip


def _lately_caption(on: str) -> str:
    return f"The {LATELY_DAYS} days up to {on}, newest first"


def _row(kb: KnowledgeBase, turn: Turn, cells: tuple[Content, ...], on: str = "") -> Row:
    """One line; counted from ``on`` where it lies ahead of it."""
    left = (f" {distance(days_between(on, turn.day), 'until')}",) if on else ()
    regime = regime_of(turn.record)
    whose = content(regime) if regime else content()
    return Row((content(DateText(turn.day), *left), whose, content(link_to(kb, turn.record.id)), *cells))


def data(kb: KnowledgeBase, on: str) -> str:
    """``window.ATLAS_CHANGES``: every turn of a century as [day, path, name, whose, what, default or 0]."""
    found = sorted(gathered(kb, changes(kb, EARLIEST, LATEST)), key=lambda turn: (turn.day, turn.record.id))
    defaults: dict[str, int] = {}
    rows = []
    for turn in found:
        regime = regime_of(turn.record)
        sentence = defaults.setdefault(turn.default, len(defaults))
        whose = regime.code if regime else ""
        rows.append([turn.day, path_of(turn.record), name_of(turn.record), whose, turn.text, sentence])
    return assigned("ATLAS_CHANGES", {"on": on, "defaults": list(defaults), "rows": rows})
