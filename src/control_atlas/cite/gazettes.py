"""Instruments cited by year and number in an official series: United Kingdom, Canada, the Netherlands.

The title stands before the number and is not read back from running text: nothing there says where it
begins. ``parse`` accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from control_atlas.cite import pinpoint
from control_atlas.cite.citation import Citation, Form, Link, Span, register, spaced
from control_atlas.cite.fold import Folded
from control_atlas.cite.patterns import STOP, G, S


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series(Citation):
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = dict.fromkeys(
        ("short", "full", "plain", "native", "eli"), frozenset({"title"})
    )
    HEAD: ClassVar[re.Pattern[str]]
    STYLE: ClassVar[pinpoint.Style] = "plain"

    year: int
    number: int
    title: str | None = None

    @property
    def serial(self) -> str:
        """The number as the series writes it."""
        raise NotImplementedError

    def write(self, form: Form) -> str:
        style = "plain" if form == "plain" else self.STYLE
        pin = self.pinpoint and pinpoint.written(self.pinpoint, style)
        return spaced(None if form == "short" else self.title, self.serial, pin)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        for head in cls.HEAD.finditer(source.text):
            pin, end = pinpoint.read_after(source.text, head.end())
            found = cls(year=_year(head["year"]), number=int(head["number"]), pinpoint=pin)
            yield head.start(), end, found

    def csl(self) -> dict[str, Any]:
        return {"type": "legislation", "number": self.serial, "issued": str(self.year)}


def _year(digits: str) -> int:
    return 1900 + int(digits) if len(digits) == 2 else int(digits)


_UK_ADDRESS = re.compile(
    rf"(?:https?://)?www\.legislation\.gov\.uk/(?:id/)?uksi/(?P<year>[0-9]{{4}})/(?P<number>[0-9]{{1,5}}){STOP}",
    re.ASCII,
)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class UkSi(_Series):
    """A statutory instrument of the United Kingdom: SI 2025/1197."""

    TYPE: ClassVar[str] = "uk-si"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain", "eli")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = {
        **_Series.LOST,
        "eli": frozenset({"title", "pinpoint"}),
    }
    STYLE: ClassVar[pinpoint.Style] = "oscola"
    HEAD: ClassVar[re.Pattern[str]] = re.compile(
        rf"(?<![0-9A-Za-z])S\.?{S}I\.?{G}(?P<year>[0-9]{{4}})(?:/|{G}[Nn]o\.?{S})(?P<number>[0-9]{{1,5}}){STOP}",
        re.ASCII,
    )

    @property
    def serial(self) -> str:
        return f"SI {self.year}/{self.number}"

    def write(self, form: Form) -> str:
        return self.address if form == "eli" else _Series.write(self, form)

    @property
    def address(self) -> str:
        """The identifier of the instrument, which is also where it stands."""
        return f"https://www.legislation.gov.uk/uksi/{self.year}/{self.number}"

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        yield from super(UkSi, cls).find(source, default_title)
        for head in _UK_ADDRESS.finditer(source.text):
            yield head.start(), head.end(), cls(year=int(head["year"]), number=int(head["number"]))

    def links(self, on: str | None = None) -> list[Link]:
        base = self.address
        links = [Link("legislation.gov.uk, as made", f"{base}/made")]
        dated = f"/{on}" if on else ""
        return [Link(f"legislation.gov.uk, {on or 'current'}", base + dated), *links]


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class CaSor(_Series):
    """A statutory order or regulation of Canada: SOR/2024-112, SOR/89-202."""

    TYPE: ClassVar[str] = "ca-sor"
    HEAD: ClassVar[re.Pattern[str]] = re.compile(
        rf"(?<![0-9A-Za-z])SOR/(?P<year>[0-9]{{4}}|[0-9]{{2}})-(?P<number>[0-9]{{1,4}}){STOP}", re.ASCII
    )

    @property
    def serial(self) -> str:
        return f"SOR/{self.year if self.year > 1999 else self.year - 1900}-{self.number}"

    def links(self, on: str | None = None) -> list[Link]:
        name = self.serial.replace("/", "-")
        return [Link("Justice Laws", f"https://laws-lois.justice.gc.ca/eng/regulations/{name}/")]


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class NlStaatscourant(_Series):
    """A publication in the Netherlands Government Gazette: Stcrt. 2023, 18212."""

    TYPE: ClassVar[str] = "nl-staatscourant"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain", "native")
    HEAD: ClassVar[re.Pattern[str]] = re.compile(
        rf"(?<![0-9A-Za-z])(?:Stcrt\.?|Staatscourant){S}(?P<year>[0-9]{{4}}),{S}(?:[Nn]r\.?{S})?"
        rf"(?P<number>[0-9]{{1,6}}){STOP}",
        re.ASCII,
    )

    @property
    def serial(self) -> str:
        return f"Stcrt. {self.year}, {self.number}"

    def links(self, on: str | None = None) -> list[Link]:
        url = f"https://zoek.officielebekendmakingen.nl/stcrt-{self.year}-{self.number}.html"
        return [Link("Officiële bekendmakingen", url)]
