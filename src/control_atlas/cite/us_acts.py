"""Acts of the United States as published: documents of the Federal Register and public laws."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from control_atlas.cite import dates, pinpoint
from control_atlas.cite.citation import Citation, CitationError, Form, Link, Span, bracketed, register, spaced
from control_atlas.cite.fold import Folded, fold
from control_atlas.cite.patterns import COUNT, START, STOP, G, S, count, grouped

#: The Federal Register between volume and page.
REPORTER = rf"(?:F\.?{S}R\.?|Fed\.?{S}Reg\.?|Federal{G}Register)(?![A-Za-z]),?{S}"
_DOCUMENT = r"(?:[A-Z][0-9]-)?[0-9]{2,4}-[0-9]{1,6}"
_FR = re.compile(rf"{START}(?P<volume>[0-9]{{1,3}}){S}{REPORTER}(?P<page>{COUNT}){STOP}", re.ASCII)
_FR_AT = re.compile(rf"{START}(?P<volume>[0-9]{{1,3}}){S}{REPORTER}at{G}(?=[0-9])", re.ASCII)
_FR_LAST = re.compile(rf"-(?P<last>{COUNT}){STOP}", re.ASCII)
_FR_PIN = re.compile(rf",{S}(?:at{G})?(?P<first>{COUNT})(?:-(?P<last>{COUNT}))?{STOP}(?!{S}[A-Z])", re.ASCII)
_FR_DOCUMENT = re.compile(
    rf"{START}FR{G}Doc(?:\.|ument)?{S}(?:No\.{S})?(?P<document>{_DOCUMENT}){STOP}", re.ASCII
)
_FR_TAIL = re.compile(
    rf"{S}\((?:FR{G}Doc\.{S}(?P<document>{_DOCUMENT}){STOP})?(?:;{S})?(?P<day>{dates.DATE})?\)", re.ASCII
)
_DATED = re.compile(rf"{S}\((?P<day>{dates.DATE})\)", re.ASCII)
_PAGES = re.compile(r"[0-9]{1,7}(?:-[0-9]{1,7})?(?:, [0-9]{1,7}(?:-[0-9]{1,7})?)*", re.ASCII)
_PAGE_SIGN = re.compile(rf"^(?:at{G}|pp?\.{S})", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,7}", re.ASCII)
# No document of the Federal Register has run to more pages than this.
_LONGEST = 3000


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Fr(Citation):
    """A document of the Federal Register: volume and first page, or the document number where that is all.

    A pinpoint that is a page is written bare, ``88 FR 73458, 73490``. Cited a second time, such a page stands
    after the volume alone, ``88 Fed. Reg. at 73,490``: read back, that has no first page.
    """

    TYPE: ClassVar[str] = "fr"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "later", "plain")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = {
        **dict.fromkeys(("short", "later"), frozenset({"last_page", "published"})),
        "full": frozenset({"last_page"}),
    }

    volume: int | None = None
    page: int | None = None
    last_page: int | None = None
    document: str | None = None
    published: str | None = None

    @classmethod
    def _made(cls, fields: Mapping[str, Any]) -> Self:
        made = super(Fr, cls)._made(fields)
        if made.document is None and None in (made.volume, made.page):
            message = "Citations of type fr need volume and page, or a document number."
            raise CitationError("volume", message, "Add volume and page, or document.")
        return made

    def write(self, form: Form) -> str:
        full = form in ("full", "later")
        day = self.published and (dates.american(self.published) if full else self.published)
        if form in ("short", "later"):
            day = None
        if self.volume is None or self.page is None:
            pin = self._pin("bluebook" if full else "plain")
            if self.volume is not None and self.document is None:
                return f"{self.volume} {'Fed. Reg.' if full else 'FR'} at {self._at(full)}"
            return spaced(f"FR Doc. {self.document}", pin) + bracketed(day)
        if form == "later" and self._first_pages:
            return dataclasses.replace(self, page=None, document=None).write(form)
        if full:
            start = f"{self.volume} Fed. Reg. {grouped(self.page)}"
            return spaced(start, self._pin("bluebook")) + bracketed(day)
        start = f"{self.volume} FR {self.page}"
        if form == "short":
            return spaced(start, self._pin("plain"))
        pages = start + (f"-{self.last_page}" if self.last_page else "")
        document = self.document and f"FR Doc. {self.document}"
        return spaced(pages, self._pin("plain")) + bracketed(document, day)

    def said_by(self, form: Form) -> Self:
        kept = Citation.said_by(self, form)
        if form != "plain" and self.volume is not None:
            kept = dataclasses.replace(kept, document=None)
        if form == "later" and kept._first_pages:
            kept = dataclasses.replace(kept, page=None)
        return kept

    @property
    def _first_pages(self) -> str:
        """The pages that a pinpoint begins with, where they lie in this document; empty where none do."""
        parts = pinpoint.parts_of(self.pinpoint or "")
        if not parts or parts[0].label != "page":
            return ""
        pages = ", ".join(parts[0].values)
        numbers = [int(page) for page in _NUMBER.findall(pages)]
        if self.page is None or not _PAGES.fullmatch(pages):
            return ""
        return pages if self.page <= min(numbers) <= max(numbers) <= self.page + _LONGEST else ""

    def _at(self, full: bool) -> str:
        """A pinpoint of pages without the first page of its document."""
        parts = pinpoint.parts_of(self.pinpoint or "")
        pages = ", ".join(parts[0].values)
        if full:
            pages = _NUMBER.sub(lambda page: grouped(int(page[0])), pages)
        return spaced(pages, pinpoint.compose(parts[1:], "bluebook" if full else "plain"))

    def _pin(self, style: pinpoint.Style) -> str | None:
        if self.pinpoint is None:
            return None
        parts = pinpoint.parts_of(self.pinpoint)
        pages = self._first_pages
        if not pages:
            return pinpoint.compose(parts, style)
        if style == "bluebook":
            pages = _NUMBER.sub(lambda page: grouped(int(page[0])), pages)
        return spaced(pages, pinpoint.compose(parts[1:], style))

    def at(self, place: str) -> Self | None:
        bare = fold(place).text.strip()
        pages = f", {_PAGE_SIGN.sub('', bare)}"
        pin, end = _read_pages(pages, 0, self.page or 0)
        if pin and end == len(pages):
            return dataclasses.replace(self, pinpoint=pin)
        return Citation.at(self, bare)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in _FR.finditer(text):
            found = cls(volume=int(head["volume"]), page=count(head["page"]))
            yield cls._rest(text, head.start(), head.end(), found)
        for head in _FR_AT.finditer(text):
            pin, end = _read_pages("," + text[head.end() : head.end() + 200], 0, None)
            if pin:
                more, end = pinpoint.read_after(text, head.end() + end - 1)
                place = pinpoint.canonical(spaced(pin, more))
                yield head.start(), end, cls(volume=int(head["volume"]), pinpoint=place)
        for head in _FR_DOCUMENT.finditer(text):
            yield cls._rest(text, head.start(), head.end(), cls(document=head["document"]))

    @classmethod
    def _rest(cls, text: str, start: int, end: int, found: Fr) -> Span:
        values: dict[str, Any] = {}
        pin: str | None = None
        if found.page is not None:
            if (last := _FR_LAST.match(text, end)) and found.page < count(last["last"]):
                values["last_page"] = count(last["last"])
                end = last.end()
            pin, end = _read_pages(text, end, found.page)
        more, end = pinpoint.read_after(text, end)
        values["pinpoint"] = pinpoint.canonical(spaced(pin, more))
        tail = _FR_TAIL.match(text, end)
        if tail and (tail["document"] or tail["day"]):
            day = dates.read_date(tail["day"]) if tail["day"] else None
            if day or not tail["day"]:
                values |= {"published": day, "document": found.document or tail["document"]}
                end = tail.end()
        return start, end, dataclasses.replace(found, **values)

    def links(self, on: str | None = None) -> list[Link]:
        links = []
        if self.document:
            links.append(Link("Federal Register", f"https://www.federalregister.gov/d/{self.document}"))
        if self.volume is not None and self.page is not None:
            if not links:
                url = f"https://www.federalregister.gov/citation/{self.volume}-FR-{self.page}"
                links.append(Link("Federal Register", url))
            links.append(Link("govinfo", f"https://www.govinfo.gov/link/fr/{self.volume}/{self.page}"))
        if self.volume is not None and (pages := self._first_pages):
            page = _NUMBER.findall(pages)[0]
            url = f"https://www.federalregister.gov/citation/{self.volume}-FR-{page}"
            links.append(Link(f"Federal Register, page {page}", url))
        return links

    def csl(self) -> dict[str, Any]:
        pages = None
        if self.page is not None:
            pages = f"{self.page}-{self.last_page}" if self.last_page else str(self.page)
        return {
            "type": "legislation",
            "container-title": "Federal Register",
            "container-title-short": "Fed. Reg.",
            "volume": self.volume,
            "page": pages,
            "page-first": self.page and str(self.page),
            "number": self.document,
            "issued": self.published,
        }


def _read_pages(text: str, position: int, first: int | None) -> tuple[str | None, int]:
    """The pinpoint that bare page numbers after a document make, and its end; they lie in the document that
    begins on page ``first``, where that is known."""
    pages: list[str] = []
    end = position
    while len(pages) < 16 and (found := _FR_PIN.match(text, end)):
        low, last = count(found["first"]), found["last"] and found["last"].replace(",", "")
        if first is not None and not first <= low <= first + _LONGEST:
            break
        if last and int(last) < low:
            last = str(low)[: -len(last)] + last
        if last and int(last) <= low:
            break
        pages.append(f"{low}-{last}" if last else str(low))
        end = found.end()
    if not pages:
        return None, position
    return pinpoint.compose([pinpoint.Part("page", tuple(pages))]), end


_LAW = re.compile(
    rf"(?<![0-9A-Za-z])(?:Pub(?:lic|\.){S}L(?:aw|\.)|P\.{S}L\.),?{S}(?:No\.?{S}|Number{G})?"
    rf"(?P<congress>[0-9]{{2,3}})-(?P<number>[0-9]{{1,4}}){STOP}",
    re.ASCII,
)
_STATUTES = re.compile(rf",{S}(?P<volume>[0-9]{{1,3}}){S}Stat\.{S}(?P<page>{COUNT}){STOP}", re.ASCII)
_YEAR_OR_DAY = re.compile(rf"{S}\((?:(?P<day>{dates.DATE})|(?:19|20)[0-9]{{2}})\)", re.ASCII)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLaw(Citation):
    """A public law by Congress and number, with its place in the Statutes at Large."""

    TYPE: ClassVar[str] = "public-law"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "later", "plain")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = {
        **dict.fromkeys(("short", "later"), frozenset({"stat_volume", "stat_page", "approved"})),
        "full": frozenset({"approved"}),
    }

    congress: int
    number: int
    stat_volume: int | None = None
    stat_page: int | None = None
    approved: str | None = None

    def write(self, form: Form) -> str:
        name = f"{self.congress}-{self.number}"
        if form == "short":
            return spaced(f"Pub. L. {name}", self.pinpoint)
        stat = f"{self.stat_volume} Stat. {self.stat_page}" if self.stat_volume and self.stat_page else None
        if form in ("full", "later"):
            pin = self.pinpoint and pinpoint.written(self.pinpoint, "bluebook")
            if form == "later":
                return spaced(f"Pub. L. No. {name}", pin)
            return spaced(f"Pub. L. No. {name}", pin, stat) + bracketed(self.approved and self.approved[:4])
        return spaced(f"Pub. L. {name}", self.pinpoint, stat) + bracketed(self.approved)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in _LAW.finditer(text):
            pin, end = pinpoint.read_after(text, head.end())
            stat = _STATUTES.match(text, end)
            end = stat.end() if stat else end
            year = _YEAR_OR_DAY.match(text, end)
            day = dates.read_date(year["day"]) if year and year["day"] else None
            law = cls(
                congress=int(head["congress"]),
                number=int(head["number"]),
                stat_volume=int(stat["volume"]) if stat else None,
                stat_page=count(stat["page"]) if stat else None,
                approved=day,
                pinpoint=pin,
            )
            yield head.start(), year.end() if year else end, law

    def links(self, on: str | None = None) -> list[Link]:
        links = [Link("govinfo", f"https://www.govinfo.gov/link/plaw/{self.congress}/public/{self.number}")]
        if self.stat_volume and self.stat_page:
            url = f"https://www.govinfo.gov/link/statute/{self.stat_volume}/{self.stat_page}"
            links.append(Link("Statutes at Large", url))
        return links

    def csl(self) -> dict[str, Any]:
        return {
            "type": "legislation",
            "container-title": "Stat." if self.stat_volume else None,
            "volume": self.stat_volume,
            "page": self.stat_page and str(self.stat_page),
            "number": f"Pub. L. {self.congress}-{self.number}",
            "issued": self.approved,
        }
