"""Earlier editions, kept small: of every record what is needed to tell later what changed, and why.

A file holds the day, and a record's kind, title and three hashes: of the whole record, of what it says up to
that day, and of the turns that it foresaw after it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from control_atlas.ask.changes import Change
from control_atlas.days import earliest
from control_atlas.export.edition import Edition
from control_atlas.export.envelope import content_hash
from control_atlas.export.files import replacing

FOLDER = "editions"
# Under these names an entry of a list says from which day it is about.
DATED = ("from", "day")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a record: ``whole``, ``past`` and ``ahead`` are hashes."""

    kind: str
    title: str
    whole: str
    past: str
    ahead: str


@dataclass(frozen=True, slots=True)
class PastEdition:
    """An edition of ``as_of``, kept under a ``name`` (a version or a day), with its records by id."""

    name: str
    as_of: str
    digest: str
    records: Mapping[str, Kept]


def keep(edition: Edition, name: str, as_of: str | None = None) -> PastEdition:
    """The edition as it is kept, divided at ``as_of`` (left out: its own day) into what was and what comes."""
    day = as_of or edition.as_of
    turns: dict[str, list[Change]] = defaultdict(list)
    for turn in edition.turns:
        turns[turn.id].append(turn)
    records = {
        record.id: Kept(
            record.kind,
            record.title,
            content_hash(record),
            _hash(told_up_to(record.data, day)),
            _hash([_turn(turn) for turn in turns[record.id] if turn.day > day]),
        )
        for record in edition.records
    }
    return PastEdition(name, day, edition.digest, records)


def told_up_to(value: Any, day: str) -> Any:
    """What a record says without the entries that are about later days than ``day``.

    Left out are entries of lists that begin later, and later dates of an instrument.
    """
    if isinstance(value, Mapping):
        told = {key: told_up_to(inner, day) for key, inner in value.items()}
        if isinstance(value.get("dates"), Mapping):
            told["dates"] = {name: one for name, one in value["dates"].items() if not _later(one, day)}
        return told
    if isinstance(value, list):
        return [told_up_to(inner, day) for inner in value if not _entry_later(inner, day)]
    return value


def days_of(value: Any) -> Iterator[str]:
    """The first possible day of everything dated in a record."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in DATED and isinstance(inner, str | Mapping):
                yield str(earliest(inner))
            elif key == "dates" and isinstance(inner, Mapping):
                yield from (str(earliest(one)) for one in inner.values())
            else:
                yield from days_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from days_of(inner)


def write_edition(kept: PastEdition, folder: Path) -> Path:
    """Write an edition to ``<folder>/<name>.json``; raises FileExistsError for a name that is taken."""
    path = folder / f"{kept.name}.json"
    if path.exists():
        raise FileExistsError(f"{path} exists; an edition that was published is never written again")
    lines = ",\n".join(
        json.dumps(name, ensure_ascii=False)
        + ":"
        + json.dumps([one.kind, one.title, one.whole, one.past, one.ahead], ensure_ascii=False)
        for name, one in kept.records.items()
    )
    with replacing(path) as file:
        head = {"name": kept.name, "as_of": kept.as_of, "digest": kept.digest}
        file.write(json.dumps(head)[:-1] + ', "records": {\n' + lines + "\n}}\n")
    return path


def read_editions(folder: Path) -> list[PastEdition]:
    """Every edition kept in ``folder``, the newest first."""
    found = []
    for path in folder.glob("*.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        records = {name: Kept(*one) for name, one in told["records"].items()}
        found.append(PastEdition(told["name"], told["as_of"], told["digest"], records))
    return sorted(found, key=lambda one: (one.as_of, one.name), reverse=True)


def _turn(turn: Change) -> list[Any]:
    return [turn.day, turn.section, turn.key, turn.before, turn.after, turn.wording]


def _later(written: Any, day: str) -> bool:
    return isinstance(written, str | Mapping) and str(earliest(written)) > day


def _entry_later(entry: Any, day: str) -> bool:
    return isinstance(entry, Mapping) and any(
        _later(entry[name], day) for name in DATED if isinstance(entry.get(name), str | Mapping)
    )


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
