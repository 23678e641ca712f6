"""Turns gathered by day and record, as feeds and calendars tell them: ten paragraphs of one rule are one event."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID, uuid5

from control_atlas.ask.changes import Change
from control_atlas.export.edition import Edition
from control_atlas.records import Record

# Names of events are made from this; it may never change, or every calendar would show everything twice.
NAMESPACE = UUID("0f6d3f0e-3d0f-5b0e-9d8e-6f1f7a1c2b94")
TERMS = "terms"
KEYS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Event:
    """What turns on ``day`` in one record.

    ``identity`` stays the same when the day moves: it is made from the record, from what turns into what, and
    from how often that has happened before. ``certain`` is False where it holds by the terms read so far only.
    """

    identity: UUID
    day: str
    record: Record
    turns: tuple[Change, ...]
    regime: str

    @property
    def certain(self) -> bool:
        return all(turn.certain for turn in self.turns)

    @property
    def text(self) -> str:
        """What turns, in words; the paragraphs in brackets."""
        words = dict.fromkeys(
            f"{turn.before} to {turn.after}" if turn.before != turn.after else f"new wording, {turn.after}"
            for turn in self.turns
        )
        keys = [turn.key for turn in self.turns if turn.key]
        more = f" and {len(keys) - KEYS_SHOWN} more" if len(keys) > KEYS_SHOWN else ""
        named = f" ({', '.join(keys[:KEYS_SHOWN])}{more})" if keys else ""
        sure = "" if self.certain else "; by the terms read so far"
        return f"{'; '.join(words)}{named}{sure}"


def regime(record: Record) -> str:
    """Whose restriction a record is: a jurisdiction, or ``terms``."""
    if record.kind == "terms-provisions" or record.data.get("type") in ("terms-document", "model-licence"):
        return TERMS
    return str(record.data.get("jurisdiction", "other"))


def events(edition: Edition) -> list[Event]:
    """Every event recorded, in order of day and record.

    The first day of a history that is recorded only from then on is no event.
    """
    gathered: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for turn in edition.turns:
        if edition.kb.records[turn.id].data.get("history_from") != turn.day:
            gathered[turn.day, turn.id].append(turn)
    found, seen = [], Counter[tuple[str, str, str]]()
    for (day, identity), turns in sorted(gathered.items()):
        kind = (identity, turns[0].before, turns[0].after)
        seen[kind] += 1
        record = edition.kb.records[identity]
        name = uuid5(NAMESPACE, "|".join((*kind, str(seen[kind]))))
        found.append(Event(name, day, record, tuple(turns), regime(record)))
    return found
