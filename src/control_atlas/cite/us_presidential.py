"""Acts of the President of the United States: executive orders and proclamations, by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from control_atlas.cite import dates, pinpoint
from control_atlas.cite.citation import Citation, Form, Link, Span, bracketed, register, spaced
from control_atlas.cite.fold import Folded
from control_atlas.cite.patterns import COUNT, STOP, G, S, count, grouped
from control_atlas.cite.us_acts import REPORTER, Fr

_SIGNED = re.compile(
    rf"(?:,{S}(?P<volume>[0-9]{{1,3}}){S}{REPORTER}(?P<page>{COUNT}){STOP})?{S}\((?P<day>{dates.DATE})\)"
    rf"|,{S}(?P<volume_only>[0-9]{{1,3}}){S}{REPORTER}(?P<page_only>{COUNT}){STOP}"
    rf"|{G}of{G}(?P<of>{dates.DATE})",
    re.ASCII,
)


def _head(words: str) -> re.Pattern[str]:
    """What opens a citation: the words for the act, then its number."""
    number = r"(?P<number>[0-9]{1,2},[0-9]{3}|[0-9]{4,5})"
    return re.compile(rf"(?<![0-9A-Za-z])(?:{words}){S}(?:No\.?{S})?{number}{STOP}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Presidential(Citation):
    """What the two have in common; each says its ``NAMES`` in the forms and the ``HEAD`` it is read by."""

    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "later", "plain")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = dict.fromkeys(
        ("short", "later"), frozenset({"signed", "fr_volume", "fr_page"})
    )
    NAMES: ClassVar[Mapping[Form, str]]
    HEAD: ClassVar[re.Pattern[str]]

    number: int
    signed: str | None = None
    fr_volume: int | None = None
    fr_page: int | None = None

    def write(self, form: Form) -> str:
        full = form in ("full", "later")
        name = f"{self.NAMES['full' if full else form]} {grouped(self.number) if full else self.number}"
        pin = self.pinpoint and pinpoint.written(self.pinpoint, "bluebook" if full else "plain")
        if form in ("short", "later"):
            return spaced(name, pin)
        register_ = None
        if self.fr_volume and self.fr_page:
            code, page = ("Fed. Reg.", grouped(self.fr_page)) if full else ("FR", str(self.fr_page))
            register_ = f"{self.fr_volume} {code} {page}"
        day = self.signed and (dates.american(self.signed) if full else self.signed)
        return spaced(name, pin, register_) + bracketed(day)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in cls.HEAD.finditer(text):
            pin, end = pinpoint.read_after(text, head.end())
            values: dict[str, Any] = {}
            tail = _SIGNED.match(text, end)
            written = tail and (tail["day"] or tail["of"])
            day = dates.read_date(written) if written else None
            if tail and (day or not written):
                volume, page = tail["volume"] or tail["volume_only"], tail["page"] or tail["page_only"]
                values = {
                    "signed": day,
                    "fr_volume": int(volume) if volume else None,
                    "fr_page": count(page) if page else None,
                }
                end = tail.end()
            yield head.start(), end, cls(number=count(head["number"]), pinpoint=pin, **values)

    def links(self, on: str | None = None) -> list[Link]:
        if not (self.fr_volume and self.fr_page):
            return []
        return Fr(volume=self.fr_volume, page=self.fr_page).links()

    def csl(self) -> dict[str, Any]:
        return {
            "type": "legislation",
            "container-title": "Federal Register" if self.fr_volume else None,
            "volume": self.fr_volume,
            "page": self.fr_page and str(self.fr_page),
            "number": f"{self.NAMES['plain']} {self.number}",
            "issued": self.signed,
        }


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutiveOrder(_Presidential):
    """An executive order of the President of the United States."""

    TYPE: ClassVar[str] = "executive-order"
    NAMES: ClassVar[Mapping[Form, str]] = {
        "short": "EO",
        "full": "Exec. Order No.",
        "plain": "Executive Order",
    }
    HEAD: ClassVar[re.Pattern[str]] = _head(rf"E\.?{S}O\.?|Exec(?:utive|\.){S}Order")

    def links(self, on: str | None = None) -> list[Link]:
        url = f"https://www.federalregister.gov/executive-order/{self.number}"
        printed = [link for link in _Presidential.links(self) if link.label == "govinfo"]
        return [Link("Federal Register", url), *printed]


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Proclamation(_Presidential):
    """A proclamation of the President of the United States."""

    TYPE: ClassVar[str] = "proclamation"
    NAMES: ClassVar[Mapping[Form, str]] = {
        **dict.fromkeys(("short", "plain"), "Proclamation"),
        "full": "Proclamation No.",
    }
    HEAD: ClassVar[re.Pattern[str]] = _head(r"Procl(?:amation|\.)")
