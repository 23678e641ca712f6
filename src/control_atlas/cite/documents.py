"""Documents known by who issued them and what they are called: terms, guidance, letters, press, courts.

Nothing in running text marks where the issuer's name begins, so what is read back are the forms with the
details in brackets: the name is taken from the last break before it, in a whole citation from its beginning.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from control_atlas.cite import dates, pinpoint
from control_atlas.cite.citation import Citation, Form, Span, bracketed, register, spaced
from control_atlas.cite.fold import Folded
from control_atlas.cite.patterns import G, S

_REACH = 420
# Issuer, comma, title, at the end of what stands before the bracket.
_NAMED = re.compile(r"(?P<issuer>[^\s,;()\"][^,;()\"\r\n]{0,100}),[ \t]{1,3}(?P<title>[^;\r\n]{1,300}?)$")
_BREAKS = re.compile(
    rf"[\r\n;]|(?<=[a-z0-9)]{{2}})[.:]{G}(?=[A-Z])|(?<![A-Za-z])(?:[Ss]ee|[Cc]f\.?|[Uu]nder)(?:{G}also)?(?:{G}the)?{G}"
)


def _names(source: Folded, bracket: int) -> tuple[int, str, str] | None:
    """Where issuer and title before the bracket begin, and the two."""
    start = max(0, bracket - _REACH)
    end = start + len(source.text[start:bracket].rstrip())
    if not source.whole:
        for gap in _BREAKS.finditer(source.text, start, end):
            start = gap.end()
    start += len(source.text[start:end]) - len(source.text[start:end].lstrip())
    found = _NAMED.match(source.text[start:end])
    if found is None:
        return None
    names = (
        source.written(start + found.start(name), start + found.end(name)) for name in ("issuer", "title")
    )
    issuer, title = names
    return start, issuer, title


_VERSION = re.compile(
    rf"\((?=version{G}|effective{G}|(?:last{G})?updated{G}|archived{G}|undated)"
    rf"(?:version{G}(?P<version>[^(),;\r\n]{{1,60}}))?(?:[,;]{S})?"
    rf"(?:effective{G}(?P<effective>{dates.DATE}))?(?:[,;]{S})?"
    rf"(?:(?:last{G})?updated{G}(?P<updated>{dates.DATE}))?(?:[,;]{S})?"
    rf"(?:archived{G}(?P<archived>{dates.DATE}))?(?P<undated>undated)?\)"
)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Citation):
    """A version of a terms document or model licence: provider, title, what tells the version apart.

    The short form says the version and the first of the dates, so that two versions are never written alike.
    """

    TYPE: ClassVar[str] = "terms"
    ISSUER: ClassVar[str | None] = "provider"

    provider: str
    title: str
    version: str | None = None
    effective: str | None = None
    updated: str | None = None
    archived: str | None = None

    def write(self, form: Form) -> str:
        day = dates.american if form == "full" else str
        details = [
            f"version {self.version}" if self.version else None,
            f"effective {day(self.effective)}" if self.effective else None,
            f"last updated {day(self.updated)}" if self.updated else None,
            f"archived {day(self.archived)}" if self.archived else None,
        ]
        known = [detail for detail in details if detail] or ["undated"]
        if form == "short":
            known = known[: 2 if self.version else 1]
        pin = self.pinpoint and pinpoint.written(self.pinpoint, "bluebook" if form == "full" else "plain")
        return spaced(f"{self.provider}, {self.title} ({'; '.join(known)})", pin)

    def said_by(self, form: Form) -> Self:
        if form != "short":
            return self
        later = [name for name in _DAYS if getattr(self, name)][1:]
        unsaid: dict[str, Any] = dict.fromkeys(later)
        return dataclasses.replace(self, **unsaid)

    def at(self, place: str) -> Self | None:
        return Citation.at(self, place) or Citation.at(self, f"section {place}")

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        for head in _VERSION.finditer(source.text):
            names = _names(source, head.start())
            if names is None:
                continue
            start, provider, title = names
            days = {name: head[name] and dates.read_date(head[name]) for name in _DAYS}
            pin, end = pinpoint.read_after(source.text, head.end())
            version = source.written(*head.span("version")) if head["version"] else None
            found = cls(provider=provider, title=title, version=version, pinpoint=pin, **days)
            yield start, end, found

    def csl(self) -> dict[str, Any]:
        return {
            "type": "webpage",
            "author": [{"literal": self.provider}],
            "version": self.version,
            "issued": self.effective or self.updated,
            "genre": "terms document",
        }


_DAYS = ("effective", "updated", "archived")
_DETAILS = re.compile(
    rf"\((?P<kind>guidance|letter|press|court|official)(?:;{S}no\.{S}(?P<identifier>[^();\r\n]{{1,80}}))?"
    rf"(?:;{S}to{G}(?P<addressee>[^();\r\n]{{1,120}}))?(?:;{S}(?P<date>{dates.DATE}))?\)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issued(Citation):
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain")
    UNREAD: ClassVar[Mapping[Form, str]] = {
        "short": "a title and a date alone cannot be told from prose",
        "full": "a title and a date alone cannot be told from prose",
    }
    ISSUER: ClassVar[str | None] = "issuer"
    CSL: ClassVar[str] = "document"

    issuer: str
    title: str
    identifier: str | None = None
    date: str | None = None

    @property
    def _to(self) -> str | None:
        return None

    def write(self, form: Form) -> str:
        if form == "plain":
            number = f"no. {self.identifier}" if self.identifier else None
            details = bracketed(self.TYPE, number, self._to and f"to {self._to}", self.date)
            return spaced(f"{self.issuer}, {self.title}{details}", self.pinpoint)
        day = self.date and (dates.american(self.date) if form == "full" else self.date)
        if form == "short":
            return spaced(f"{self.issuer}, {self.title}" + bracketed(day), self.pinpoint)
        pin = self.pinpoint and pinpoint.written(self.pinpoint, "bluebook")
        number = f"No. {self.identifier}" if self.identifier else None
        return spaced(self._full(number, day), pin)

    def _full(self, number: str | None, day: str | None) -> str:
        """The Bluebook form without the pinpoint."""
        return spaced(self.issuer, self.title, number) + bracketed(day)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        for head in _DETAILS.finditer(source.text):
            names = _names(source, head.start()) if head["kind"] == cls.TYPE else None
            if names is None:
                continue
            start, issuer, title = names
            pin, end = pinpoint.read_after(source.text, head.end())
            more = {"addressee": source.written(*head.span("addressee"))} if head["addressee"] else {}
            if more and cls is not Letter:
                continue
            values: dict[str, Any] = {
                "identifier": source.written(*head.span("identifier")) if head["identifier"] else None,
                "date": dates.read_date(head["date"]) if head["date"] else None,
                **more,
            }
            yield start, end, cls(issuer=issuer, title=title, pinpoint=pin, **values)

    def csl(self) -> dict[str, Any]:
        return {
            "type": self.CSL,
            "author": [{"literal": self.issuer}],
            "number": self.identifier,
            "issued": self.date,
            "genre": self.TYPE,
        }


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance(_Issued):
    """Guidance, a question and answer or a policy statement of an authority."""

    TYPE: ClassVar[str] = "guidance"
    CSL: ClassVar[str] = "report"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(_Issued):
    """A letter of an authority or a company, published or reported."""

    TYPE: ClassVar[str] = "letter"
    CSL: ClassVar[str] = "personal_communication"

    addressee: str | None = None

    @property
    def _to(self) -> str | None:
        return self.addressee

    def _full(self, number: str | None, day: str | None) -> str:
        to = f" to {self.addressee}" if self.addressee else ""
        return spaced(f"Letter from {self.issuer}{to}", self.title, number) + bracketed(day)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Press(_Issued):
    """A press release, statement or press report."""

    TYPE: ClassVar[str] = "press"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Court(_Issued):
    """A filing or decision of a court: the court as issuer, the case as title, the docket as identifier."""

    TYPE: ClassVar[str] = "court"
    CSL: ClassVar[str] = "legal_case"

    def _full(self, number: str | None, day: str | None) -> str:
        court = " ".join(piece for piece in (self.issuer, day) if piece)
        return spaced(self.title, number) + bracketed(court)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Official(_Issued):
    """Any other legal text, in the form of its own official: issuer, title, number, date."""

    TYPE: ClassVar[str] = "official"
    CSL: ClassVar[str] = "legislation"
