"""The codified law of the United States: the Code of Federal Regulations and the United States Code."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from urllib.parse import quote

from control_atlas.cite import dates, pinpoint
from control_atlas.cite.citation import Citation, Form, Link, Span, bracketed, register, spaced
from control_atlas.cite.fold import Folded, fold
from control_atlas.cite.patterns import CLOSE, PATH, START, STOP, G, S

#: ``(a)(3)(i)(B)``, a range ``(a)(1)-(5)``, a list ``(a)(10), (b)(11)``.
PARAGRAPHS = rf"{PATH}(?:-{PATH})?(?:, {PATH}(?:-{PATH})?){{0,15}}"
#: An ECCN with its paragraphs: ``3A090.a.1``.
ECCN = r"[0-9][A-E][0-9]{3}(?:\.(?:[a-z]{1,2}|[0-9]{1,2})){0,9}"
#: A section of the CFR under its part: ``744.23``, ``240.10b-5``.
SECTION = r"[0-9]{1,4}[a-z]?\.[0-9]{1,5}[a-z]{0,2}(?:-[0-9]{1,3}[A-Za-z]{0,2})?"

_ONE_PATH = re.compile(rf"(?P<path>{PATH}(?:-{PATH})?)", re.ASCII)
_NEXT_PATH = re.compile(
    rf"(?:,{S}(?:and{G})?|{G}and{G})(?P<path>{PATH}(?:-{PATH})?){CLOSE}",
    re.ASCII,
)


def read_paragraphs(text: str, position: int) -> tuple[str | None, int]:
    """The paragraphs that stand at ``position``, as ``PARAGRAPHS`` writes them, and where they end.

    A further path counts only before punctuation, so that the ``(ii)`` of an enumeration in prose does not.
    """
    first = _ONE_PATH.match(text, position)
    if first is None:
        return None, position
    paths, end = [first["path"]], first.end()
    while len(paths) < 16 and (more := _NEXT_PATH.match(text, end)):
        paths.append(more["path"])
        end = more.end()
    return ", ".join(paths), end


_CFR = re.compile(
    rf"{START}(?:[Tt]itle{G})?(?P<title>[0-9]{{1,2}}),?{S}"
    rf"(?:of{G}the{G})?(?:C\.?{S}F\.?{S}R\.?(?![A-Za-z])|Code{G}of{G}Federal{G}Regulations),?{S}",
    re.ASCII,
)
_SIGN = rf"(?:§{{1,2}}|[Ss]ec(?:tions?|s?\.)|[Ss]ections?){S}"
_SECTION = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<section>(?P<part>[0-9]{{1,4}}[a-z]?)\.[0-9]{{1,5}}[a-z]{{0,2}}"
    rf"(?:-[0-9]{{1,3}}[A-Za-z]{{0,2}}(?!\.?[0-9A-Za-z]))?){STOP}",
    re.ASCII,
)
_PART = re.compile(
    rf"(?P<word>(?:pts?\.?|[Pp]arts?){G})?(?P<part>[0-9]{{1,4}}[a-z]?)(?:-(?P<last>[0-9]{{1,4}}[a-z]?))?"
    rf"{STOP}(?!\.[0-9])",
    re.ASCII,
)
_SUPPLEMENT = rf"[Ss]upp(?:lement|\.|l\.)?{S}(?:[Nn]o\.?|[Nn]umber)?{S}(?P<supplement>[0-9]{{1,2}}){STOP}"
_SUPPLEMENT_TO = re.compile(
    rf"{_SUPPLEMENT}{G}to{G}(?:pt\.|[Pp]art){G}(?P<part>[0-9]{{1,4}}[a-z]?){STOP}", re.ASCII
)
_SUPPLEMENT_AFTER = re.compile(rf",?{G}{_SUPPLEMENT}", re.ASCII)
_ENTRY = re.compile(rf"(?:,{S}|{G})ECCN{G}(?P<eccn>{ECCN}){STOP}", re.ASCII)
_PARA = re.compile(rf",{S}(?:para(?:graph|\.){G})?(?=\()", re.ASCII)
_SPACED_PATH = re.compile(r" \([0-9A-Za-z]{1,2}\)\(", re.ASCII)
_EDITION = re.compile(
    rf"{S}\((?=[0-9a])(?P<year>(?:19|20)[0-9]{{2}})?(?:;{S})?(?:as{G}of{G}(?P<day>{dates.DATE}))?\)", re.ASCII
)
_BARE = re.compile(
    rf"{START}(?:§{{1,2}}{S}(?=[0-9]{{1,4}}[a-z]?\.[0-9])"
    rf"|[Ss]ections?{G}(?=[0-9]{{3,4}}\.[0-9])|(?=[Ss]upp[l. ])|(?=(?:[Pp]art|pt\.){G}[0-9]{{3,4}}\b))",
    re.ASCII,
)
_OF_REGULATIONS = re.compile(rf"{G}of{G}(?:the{G})?(?P<which>EAR|ITAR)(?![A-Za-z])", re.ASCII)
#: Regulations that are cited by name instead of by title.
TITLE_OF = {"EAR": "15", "ITAR": "22"}


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Cfr(Citation):
    """A place in the Code of Federal Regulations: part, section or supplement, list entry, paragraph."""

    TYPE: ClassVar[str] = "cfr"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "later", "plain")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = dict.fromkeys(
        ("short", "later"), frozenset({"year", "as_of"})
    )

    title: str
    part: str
    last_part: str | None = None
    section: str | None = None
    supplement: str | None = None
    eccn: str | None = None
    paragraph: str | None = None
    year: int | None = None
    as_of: str | None = None

    @classmethod
    def _made(cls, fields: Mapping[str, Any]) -> Self:
        made = super(Cfr, cls)._made(fields)
        parts = pinpoint.parts_of(made.pinpoint or "")
        if parts and parts[0].label == "eccn" and not (made.section or made.eccn or made.paragraph):
            # The first entry of the list has a field of its own.
            rest = [pinpoint.Part("eccn", parts[0].values[1:]), *parts[1:]]
            pin = pinpoint.compose(rest) or None
            made = dataclasses.replace(made, eccn=parts[0].values[0], pinpoint=pin)
        return made

    def write(self, form: Form) -> str:
        bluebook = form in ("full", "later")
        code = "C.F.R." if bluebook else "CFR"
        pin = self.pinpoint and pinpoint.written(self.pinpoint, "bluebook" if bluebook else "plain")
        if self.section:
            sign = "§ " if bluebook else ""
            place = spaced(f"{sign}{self.section}{self.paragraph or ''}", pin)
        else:
            many = self.last_part is not None
            word = ("pts." if many else "pt.") if bluebook else ("parts" if many else "part")
            place = spaced(
                f"{word} {self.part}" + (f"-{self.last_part}" if many else ""),
                self.supplement and f"supp. no. {self.supplement}",
                self.eccn and f"ECCN {self.eccn}",
                self.paragraph and f"para. {self.paragraph}",
                pin,
            )
        day = self.as_of and (dates.american(self.as_of) if bluebook else self.as_of)
        edition = bracketed(str(self.year) if self.year else None, day and f"as of {day}")
        return f"{self.title} {code} {place}" + ("" if form in ("short", "later") else edition)

    def at(self, place: str) -> Self | None:
        bare = fold(place).text.strip()
        code = f"{self.title} CFR"
        for text in (bare, f"{code} {bare}", self._own(bare), f"{code} part {self.part}, {bare}"):
            spans = list(self.find(fold(text), self.title))
            if len(spans) == 1 and spans[0][:2] == (0, len(text)):
                found = spans[0][2]
                if isinstance(found, Cfr) and self._holds(found):
                    return dataclasses.replace(self, **_place(found))
        return None

    def _own(self, place: str) -> str:
        return dataclasses.replace(self, pinpoint=None, paragraph=None).write("short") + (
            place if place.startswith("(") else f", {place}"
        )

    def _holds(self, other: Cfr) -> bool:
        if other.title != self.title:
            return False
        if self.last_part is None:
            return other.part == self.part and (self.section is None or other.section == self.section)
        return _number(self.part) <= _number(other.part) <= _number(self.last_part)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in _CFR.finditer(text):
            if (found := _read_place(text, head.end(), bare=False)) is not None:
                place, end = found
                yield head.start(), end, cls(title=str(int(head["title"])), **place)
        for mark in _BARE.finditer(text):
            if (found := _read_place(text, mark.end(), bare=True)) is None:
                continue
            place, end = found
            named = _OF_REGULATIONS.match(text, end)
            title = TITLE_OF[named["which"]] if named else default_title
            if title and (named or mark[0] or "supplement" in place):
                yield mark.start(), named.end() if named else end, cls(title=title, **place)

    def links(self, on: str | None = None) -> list[Link]:
        day = on or self.as_of
        base = f"https://www.ecfr.gov/{f'on/{day}' if day else 'current'}/title-{self.title}"
        label = f"eCFR, {day}" if day else "eCFR, current"
        if self.section:
            first = self.paragraph and re.split("[,-]", self.paragraph)[0]
            anchor = f"#p-{self.section}{first}" if first else ""
            links = [Link(label, f"{base}/section-{self.section}{anchor}")]
        elif self.supplement:
            name = quote(f"Supplement No. {self.supplement} to Part {self.part}")
            links = [Link(label, f"{base}/part-{self.part}/appendix-{name}")]
        else:
            links = [Link(label, f"{base}/part-{self.part}")]
        if self.year:
            section = f"sectionnum={self.section.partition('.')[2]}&" if self.section else ""
            url = f"https://www.govinfo.gov/link/cfr/{self.title}/{self.part}?{section}year={self.year}"
            links.append(Link(f"govinfo, edition of {self.year}", url))
        return links

    def csl(self) -> dict[str, Any]:
        section = f"{self.section}{self.paragraph or ''}" if self.section else None
        supplement = self.supplement and f"supp. no. {self.supplement}"
        return {
            "type": "legislation",
            "container-title": "Code of Federal Regulations",
            "container-title-short": "C.F.R.",
            "volume": self.title,
            "section": section or spaced(f"part {self.part}", supplement),
            "issued": self.as_of or (str(self.year) if self.year else None),
        }


def _number(part: str) -> int:
    return int(part.rstrip("abcdefghijklmnopqrstuvwxyz"))


def _place(found: Cfr) -> dict[str, Any]:
    names = ("part", "last_part", "section", "supplement", "eccn", "paragraph", "pinpoint")
    return {name: getattr(found, name) for name in names}


def _read_place(text: str, position: int, *, bare: bool) -> tuple[dict[str, Any], int] | None:
    """What follows ``15 CFR``: the fields it says and where it ends. ``bare`` places have no code before."""
    place: dict[str, Any] = {}
    if found := _SUPPLEMENT_TO.match(text, position):
        place |= {"part": found["part"], "supplement": found["supplement"]}
        end = found.end()
    elif found := _SECTION.match(text, position):
        place |= {"part": found["part"], "section": found["section"]}
        end = found.end()
        place["paragraph"], end = read_paragraphs(text, end)
        if place["paragraph"] is None and _SPACED_PATH.match(text, end):
            place["paragraph"], end = read_paragraphs(text, end + 1)
    elif (found := _PART.match(text, position)) and (found["word"] or not bare):
        place |= {"part": found["part"], "last_part": found["last"]}
        end = found.end()
        if after := _SUPPLEMENT_AFTER.match(text, end):
            place["supplement"] = after["supplement"]
            end = after.end()
    else:
        return None
    if "section" not in place:
        if entry := _ENTRY.match(text, end):
            place["eccn"] = entry["eccn"]
            end = entry.end()
        if para := _PARA.match(text, end):
            place["paragraph"], after_path = read_paragraphs(text, para.end())
            end = after_path if place["paragraph"] else end
    place["pinpoint"], end = pinpoint.read_after(text, end)
    if not bare and (edition := _EDITION.match(text, end)):
        day = dates.read_date(edition["day"]) if edition["day"] else None
        place |= {"year": int(edition["year"]) if edition["year"] else None, "as_of": day}
        end = edition.end() if day or edition["year"] else end
    return place, end


_USC = re.compile(
    rf"{START}(?:[Tt]itle{G})?(?P<title>[0-9]{{1,2}}),?{S}(?:of{G}the{G})?"
    rf"(?:U\.?{S}S\.?{S}C(?:\.|ode)?(?:{S}[AS]\.?)?(?![A-Za-z])|United{G}States{G}Code),?{S}(?:{_SIGN})?"
    rf"(?P<section>[0-9]{{1,5}}[a-z]{{0,4}}(?:-[0-9]{{1,3}}[a-z]{{0,2}}{STOP})?)"
    rf"(?:-(?P<last>[0-9]{{1,5}}[a-z]{{0,4}}))?{STOP}",
    re.ASCII,
)
_YEAR = re.compile(rf"{S}\((?P<year>(?:19|20)[0-9]{{2}})\)", re.ASCII)
_DIGIT_RANGE = re.compile(r"([0-9]{1,5})-([0-9]{1,5})", re.ASCII)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class Usc(Citation):
    """A section of the United States Code, or a run of sections, with paragraphs."""

    TYPE: ClassVar[str] = "usc"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "later", "plain")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = dict.fromkeys(("short", "later"), frozenset({"year"}))

    title: str
    section: str
    last_section: str | None = None
    paragraph: str | None = None
    year: int | None = None

    def write(self, form: Form) -> str:
        sections = self.section + (f"-{self.last_section}" if self.last_section else "")
        bluebook = form in ("full", "later")
        sign = ("§§ " if self.last_section else "§ ") if bluebook else ""
        style: pinpoint.Style = "bluebook" if bluebook else "plain"
        place = spaced(
            f"{self.title} U.S.C. {sign}{sections}{self.paragraph or ''}",
            self.pinpoint and pinpoint.written(self.pinpoint, style),
        )
        return place + (bracketed(str(self.year)) if self.year and form in ("full", "plain") else "")

    def at(self, place: str) -> Self | None:
        bare = fold(place).text.strip()
        sections = self.section + (f"-{self.last_section}" if self.last_section else "")
        code = f"{self.title} U.S.C."
        own = f"{code} {sections}" + (bare if bare.startswith("(") else f", {bare}")
        for text in (own, f"{code} {bare}", bare):
            spans = list(self.find(fold(text), None))
            if len(spans) == 1 and spans[0][:2] == (0, len(text)):
                found = spans[0][2]
                if isinstance(found, Usc) and found.title == self.title:
                    names = ("section", "last_section", "paragraph", "pinpoint")
                    place_of: dict[str, Any] = {name: getattr(found, name) for name in names}
                    return dataclasses.replace(self, **place_of)
        return None

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in _USC.finditer(text):
            section, last, end = head["section"], head["last"], head.end()
            run = _DIGIT_RANGE.fullmatch(section)
            if run and last is None and int(run[1]) < int(run[2]):
                section, last = run[1], run[2]
            paragraph, end = read_paragraphs(text, end)
            pin, end = pinpoint.read_after(text, end)
            year = _YEAR.match(text, end)
            yield (
                head.start(),
                year.end() if year else end,
                cls(
                    title=str(int(head["title"])),
                    section=section,
                    last_section=last,
                    paragraph=paragraph,
                    pinpoint=pin,
                    year=int(year["year"]) if year else None,
                ),
            )

    def links(self, on: str | None = None) -> list[Link]:
        granule = f"USC-prelim-title{self.title}-section{self.section}"
        return [
            Link(
                "Office of the Law Revision Counsel, current",
                f"https://uscode.house.gov/view.xhtml?req=granuleid:{granule}&num=0&edition=prelim",
            ),
            Link("govinfo", f"https://www.govinfo.gov/link/uscode/{self.title}/{self.section}"),
        ]

    def csl(self) -> dict[str, Any]:
        last = f"-{self.last_section}" if self.last_section else ""
        return {
            "type": "legislation",
            "container-title": "United States Code",
            "container-title-short": "U.S.C.",
            "volume": self.title,
            "section": f"{self.section}{last}{self.paragraph or ''}",
        }
