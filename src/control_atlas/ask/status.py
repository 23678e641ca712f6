"""Status on a day: what governs, on which side, how far it is confirmed, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.days import parse_day
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase, NotFound
from control_atlas.link.timeline import SECTIONS, Side, Span
from control_atlas.records import Record


@dataclass(frozen=True, slots=True)
class ItemStatus:
    """The status of one keyed item, or of an instrument or part of one, on the day asked."""

    section: str
    key: str | None
    span: Span
    codified: Mapping[str, Any] | None
    enforced: Mapping[str, Any] | None

    @property
    def reconstructed(self) -> bool:
        """Whether the governing wording was put together from excerpts of the text."""
        return self.span.read == "excerpt"


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a record on a day.

    ``word`` is the leading word; ``items`` the answers per item (for an instrument: itself, then its parts);
    ``standing`` and ``since`` are the weakest among the items that lead.
    """

    id: str
    on: str
    word: str
    standing: str
    since: str | None
    items: tuple[ItemStatus, ...]


def status(kb: KnowledgeBase, name: str, on: str) -> Status:
    """The status of a record, or of the part or item in ``id#key``, on the day ``on``.

    Raises NotFound for an unknown id or key, and ValueError for a day that is none or a record of a kind
    that has no status.
    """
    parse_day(on)
    identity, key = split(name)
    record = kb.get(identity)
    items = tuple(_items(kb, record, on, key))
    if not items:
        if key is not None:
            raise NotFound(name, [f"{record.id}#{known}" for known in _known_keys(record)][:8])
        raise ValueError(f"{record.id} is one of the {record.kind}, which have no status of their own")
    leading = items[0].span.word if key is not None or not _leads(record) else kb.word_on(record, on)
    at_front = [item for item in items if item.span.word == leading] or list(items)
    weakest = max(at_front, key=lambda item: ("confirmed", "reported").index(item.span.standing)
                  if item.span.standing in ("confirmed", "reported") else 2)  # fmt: skip
    return Status(record.id, on, leading, weakest.span.standing, weakest.span.since, items)


def governing(kb: KnowledgeBase, reference: str, on: str) -> tuple[Mapping[str, Any] | None, str]:
    """The codified version of ``id#key`` that holds on a day, and the word; None when none holds."""
    identity, key = split(reference)
    record = kb.get(identity)
    if key is None:
        return None, "no paragraph named"
    for section in SECTIONS:
        versions = record.data.get(section, {}).get(key)
        if versions:
            side = kb.span_on(record, section, key, on).codified
            return (versions[side.version], side.word) if side.word == "in force" else (None, side.word)
    raise NotFound(reference, [f"{record.id}#{known}" for known in _known_keys(record)][:8])


def _leads(record: Record) -> bool:
    return record.kind == "instruments" or "items" in record.data


def _known_keys(record: Record) -> list[str]:
    keys = [key for section in SECTIONS for key in record.data.get(section, {})]
    return [*record.data.get("parts", {}), *keys]


def _items(kb: KnowledgeBase, record: Record, on: str, key: str | None) -> list[ItemStatus]:
    found = []
    if record.kind == "instruments":
        for part in [None, *record.data.get("parts", {})]:
            if key is None or part == key:
                found.append(ItemStatus("parts", part, kb.span_on(record, "parts", part, on), None, None))
    for section, known in kb.keys(record):
        if key is None or known == key:
            span = kb.span_on(record, section, known, on)
            versions = record.data[section][known]
            found.append(
                ItemStatus(section, known, span, _of(versions, span.codified), _of(versions, span.enforced))
            )
    return found


def _of(versions: list[Mapping[str, Any]], side: Side) -> Mapping[str, Any] | None:
    return None if side.version is None else versions[side.version]
