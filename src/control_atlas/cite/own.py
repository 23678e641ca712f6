"""Citing the atlas itself: a record or one of its items, as it stood for a day in a data release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from control_atlas.cite import dates
from control_atlas.cite.citation import Citation, Form, Link, Span, spaced
from control_atlas.cite.fold import Folded

NAME = "Control Atlas"
_ID = r"[a-z0-9][a-z0-9./-]{0,119}(?:#[^\s;()\[\]]{1,120})?"
_SHORT = re.compile(rf"Control Atlas, (?P<record>{_ID}) \(as of (?P<as_of>{dates.DATE})\)")
_WHOLE = re.compile(
    rf"Control Atlas, (?P<title>[^\r\n]{{1,300}}?) \((?:record|page) (?P<record>{_ID})"
    rf"(?:; version (?P<version>[0-9a-f]{{8,64}}))?; "
    rf"as of (?P<as_of>{dates.DATE}); release (?P<release>[0-9A-Za-z.+-]{{1,40}})\)"
    r"(?:, (?P<address>[^\s,]{1,400}[^\s.,;:)\]]))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasRecord(Citation):
    """A record of this data set, ``id#key`` in it, or a page of the site that is no record.

    ``version`` is the beginning of the hash of the record as written (pages have none), ``release`` the data
    release, ``as_of`` the day the answer is for. No record holds this type; it is not one of ``TYPES``.
    """

    TYPE: ClassVar[str] = "atlas-record"
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = {
        "short": frozenset({"title", "version", "release", "address"})
    }

    record: str
    as_of: str
    title: str | None = None
    version: str | None = None
    release: str | None = None
    address: str | None = None

    def write(self, form: Form) -> str:
        if form == "short" or self.title is None:
            return f"{NAME}, {self.record} (as of {self.as_of})"
        day = dates.american(self.as_of) if form == "full" else self.as_of
        what = f"record {self.record}; version {self.version}" if self.version else f"page {self.record}"
        facts = f"{what}; as of {day}; release {self.release}"
        return spaced(f"{NAME}, {self.title} ({facts})", self.address)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        for pattern in (_WHOLE, _SHORT):
            for found in pattern.finditer(source.text):
                day = dates.read_date(found["as_of"])
                if day is None:
                    continue
                said = {name: value for name, value in found.groupdict().items() if name != "title"}
                if "title" in found.groupdict():
                    said["title"] = source.written(*found.span("title"))
                yield found.start(), found.end(), cls(**{**said, "as_of": day})

    def at(self, place: str) -> None:
        return None

    def links(self, on: str | None = None) -> list[Link]:
        return [Link(NAME, self.address)] if self.address and self.address.startswith("http") else []

    def csl(self) -> dict[str, Any]:
        return {
            "type": "dataset",
            "publisher": NAME,
            "version": self.release and f"release {self.release}, record version {self.version}",
            "number": self.record,
            "issued": self.as_of,
        }
