"""The knowledge base: linked records, their acts and their intervals.

Enters what was loaded; everything that asks, shows or exports starts here. Intervals are computed once a
record and kept; asking for a day is a look-up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from control_atlas.cite import Citation
from control_atlas.days import Interval, parse_day
from control_atlas.link.acts import Act, read_acts
from control_atlas.link.graph import Graph, Uses, former_ids
from control_atlas.link.life import Lives
from control_atlas.link.texts import Reading, Texts
from control_atlas.link.timeline import SECTIONS, Side, Span, Timelines
from control_atlas.load.folder import Loaded
from control_atlas.records import Record


class NotFound(LookupError):
    """No record, part or item has the name that was asked for; ``near`` lists names like it."""

    def __init__(self, name: str, near: list[str]) -> None:
        self.name = name
        self.near = near
        hint = f" Near: {', '.join(near)}." if near else ""
        super().__init__(f"There is no record {name!r} here.{hint}")


class KnowledgeBase:
    """Linked records. Raises NotFound for an id that is neither current nor former."""

    def __init__(self, loaded: Loaded, uses: Uses | None = None) -> None:
        self.root = loaded.root
        self.kinds = loaded.kinds
        self.vocabularies: Mapping[str, Mapping[str, Any]] = loaded.vocabularies
        self.coverage: Mapping[str, Record] = loaded.coverage
        self.records: dict[str, Record] = {record.id: record for record in loaded.records}
        self.former = former_ids(loaded.records)
        self._uses = uses
        self.instruments = {i: record for i, record in self.records.items() if record.kind == "instruments"}
        self.acts = read_acts(self.instruments.values())
        self.lives = Lives(self.instruments, self.acts, self.name_of)
        self.texts = Texts({i: record for i, record in self.records.items() if record.kind == "sources"})
        self.timelines = Timelines(self.lives, self.texts)
        self._spans: dict[tuple[str, str, str | None], tuple[Span, ...]] = {}
        self._leading: dict[str, tuple[tuple[Interval, str], ...]] = {}

    @cached_property
    def _by_kind(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in sorted(self, key=lambda one: one.id):
            found.setdefault(record.kind, []).append(record)
        return found

    @cached_property
    def acts_by(self) -> dict[str, list[Act]]:
        """The acts that each instrument does."""
        found: dict[str, list[Act]] = {}
        for act in self.acts:
            found.setdefault(act.by, []).append(act)
        return found

    @cached_property
    def graph(self) -> Graph:
        """References between the records, both ways."""
        return Graph(self.records, self.kinds, self.former, self._uses)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())

    def of_kind(self, kind: str) -> list[Record]:
        """Records of a kind in id order."""
        return self._by_kind.get(kind, [])

    def get(self, identity: str) -> Record:
        """The record with this id or former id."""
        record = self.records.get(self.former.get(identity, identity))
        if record is None:
            raise NotFound(identity, self.near(identity))
        return record

    def near(self, name: str) -> list[str]:
        """Up to five ids that look like ``name``."""
        wanted = name.lower().replace(" ", "-").replace(".", "-")
        inside = [identity for identity in self.records if wanted and wanted in identity]
        return (inside or get_close_matches(wanted, self.records, n=5, cutoff=0.6))[:5]

    def name_of(self, identity: str) -> str:
        """How an instrument is named in a sentence: its short citation, else its title."""
        record = self.records.get(identity)
        fields = record.data.get("citation") if record is not None else None
        if record is None:
            return identity
        return Citation.from_fields(fields).write("short") if fields else record.title

    def has_status(self, record: Record) -> bool:
        """Whether a record has a status at all: instruments, and records with dated items."""
        return record.kind == "instruments" or "items" in record.data

    def spans(self, record: Record, section: str, key: str | None) -> tuple[Span, ...]:
        """Intervals of a keyed item (``section``, ``key``), or of an instrument (``parts``, key or None)."""
        name = (record.id, section, key)
        found = self._spans.get(name)
        if found is None:
            if section == "parts":
                found = self.timelines.of_instrument(record, key)
            elif key is None:
                raise ValueError("a dated section is asked by key")
            else:
                found = self.timelines.of_key(record, section, key)
            self._spans[name] = found
        return found

    def span_on(self, record: Record, section: str, key: str | None, day: str) -> Span:
        """The interval that holds on ``day``; ValueError when ``day`` is not a calendar day."""
        parse_day(day)
        spans = self.spans(record, section, key)
        return spans[bisect_right(spans, day, key=lambda span: span.interval.start) - 1]

    def codified_on(self, record: Record, section: str, key: str, day: str) -> Side:
        """The codified side of a keyed item on ``day``, without computing its other days."""
        if (record.id, section, key) in self._spans:
            return self.span_on(record, section, key, day).codified
        parse_day(day)
        return self.timelines.codified_on(record, section, key, day)

    def leading(self, record: Record) -> tuple[tuple[Interval, str], ...]:
        """The leading word of a record over all days."""
        found = self._leading.get(record.id)
        if found is None:
            found = self._leading[record.id] = self.timelines.of_record(record)
        return found

    def word_on(self, record: Record, day: str) -> str:
        """The leading word of a record on ``day``."""
        line = self.leading(record)
        return line[bisect_right(line, day, key=lambda pair: pair[0].start) - 1][1]

    def speaks_for(self, record: Record) -> Reading:
        """Up to which days the texts read for a record speak."""
        if record.kind == "instruments":
            own = self.texts.reading(record.data.get("sources", ()))
            return own.joined(self.timelines.acting(record.id, None))
        return self.timelines.speaks_for(record)

    def keys(self, record: Record) -> Iterator[tuple[str, str]]:
        """Every (section, key) of a record's dated sections, in written order."""
        for section in SECTIONS:
            for key in record.data.get(section, {}):
                yield section, key

    def link(self) -> None:
        """Compute every interval now, so that asking later is only a look-up."""
        for record in self:
            for section, key in self.keys(record):
                self.spans(record, section, key)
            if record.kind == "instruments":
                self.spans(record, "parts", None)
                for part in record.data.get("parts", {}):
                    self.spans(record, "parts", part)
            if self.has_status(record):
                self.leading(record)
