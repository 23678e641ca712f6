"""Acts of the European Union: regulations, directives, decisions, recommendations; CELEX and ELI."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from control_atlas.cite import dates, pinpoint
from control_atlas.cite.citation import Citation, CitationError, Form, Link, Span, register, spaced
from control_atlas.cite.fold import Folded
from control_atlas.cite.patterns import STOP, G, S

#: act: (name, letter in CELEX, name in ELI)
ACTS: dict[str, tuple[str, str, str]] = {
    "regulation": ("Regulation", "R", "reg"),
    "delegated-regulation": ("Delegated Regulation", "R", "reg_del"),
    "implementing-regulation": ("Implementing Regulation", "R", "reg_impl"),
    "directive": ("Directive", "L", "dir"),
    "delegated-directive": ("Delegated Directive", "L", "dir_del"),
    "implementing-directive": ("Implementing Directive", "L", "dir_impl"),
    "decision": ("Decision", "D", "dec"),
    "delegated-decision": ("Delegated Decision", "D", "dec_del"),
    "implementing-decision": ("Implementing Decision", "D", "dec_impl"),
    "recommendation": ("Recommendation", "H", "reco"),
}
DOMAINS = ("EU", "EC", "EEC", "Euratom", "CFSP")
MAKERS = {"council": "Council", "commission": "Commission", "parliament-council": None}
_ACT_OF = {name: act for act, (name, _, _) in ACTS.items()}
_BY_ELI = {eli: act for act, (_, _, eli) in ACTS.items()}
_BY_LETTER = {"R": "regulation", "L": "directive", "D": "decision", "H": "recommendation"}
_TOGETHER = " of the European Parliament and of the Council"


def usual_domain(year: int) -> str:
    """The treaty that acts of a year carry unless they say otherwise: EEC to 1993, EC to 2009, then EU."""
    return "EU" if year > 2009 else "EC" if year > 1993 else "EEC"


def celex(act: str, year: int, number: int, consolidated: str | None = None) -> str:
    """The CELEX number of an act: ``32021R0821``; of its consolidated text: ``02021R0821-20241108``."""
    base = f"{year}{ACTS[act][1]}{number:04d}"
    return f"0{base}-{consolidated.replace('-', '')}" if consolidated else f"3{base}"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class EuAct(Citation):
    """An act of the European Union by kind, year and number, with its place in the Official Journal.

    ``consolidated`` is the date of the consolidated text cited, one that EUR-Lex keeps. ``title`` is the
    subject as published, from "on" or "setting up"; it is written only before an Official Journal reference.
    """

    TYPE: ClassVar[str] = "eu-act"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain", "eli")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = {
        "short": frozenset({"by", "adopted", "title", "oj_number", "oj_page", "published", "consolidated"}),
        "full": frozenset({"consolidated"}),
        "plain": frozenset({"title"}),
        "eli": frozenset({"by", "adopted", "title", "oj_number", "oj_page", "published", "pinpoint"}),
    }

    act: str
    year: int
    number: int
    domain: str | None = None
    by: str | None = None
    adopted: str | None = None
    title: str | None = None
    oj_number: int | None = None
    oj_page: int | None = None
    published: str | None = None
    consolidated: str | None = None

    @classmethod
    def _made(cls, fields: Mapping[str, Any]) -> Self:
        filled = dict(fields)
        for name, known in (("act", tuple(ACTS)), ("domain", DOMAINS), ("by", tuple(MAKERS))):
            if name in filled and filled[name] not in known:
                fix = f"Use one of {', '.join(known)}."
                raise CitationError(name, f"{filled[name]!r} is not known.", fix)
        if isinstance(filled.get("year"), int):
            filled.setdefault("domain", usual_domain(filled["year"]))
        # Zero-argument super() does not find the class that slots=True made anew.
        return super(EuAct, cls)._made(filled)

    def write(self, form: Form) -> str:
        pin = self.pinpoint and pinpoint.written(self.pinpoint, "plain" if form == "plain" else "oscola")
        if form == "short":
            return spaced(self._name(maker=False), pin)
        if form == "eli":
            return self.eli(self.consolidated)
        if form == "full":
            together = _TOGETHER if self.by == "parliament-council" else ""
            adopted = f" of {dates.european(self.adopted)}" if self.adopted else ""
            return spaced(self._name() + together + adopted + self._journal(), pin)
        together = _TOGETHER if self.by == "parliament-council" else ""
        adopted = f" of {self.adopted}" if self.adopted else ""
        journal = spaced(
            f"OJ L {self.oj_number}" if self.oj_number else None,
            self.published,
            f"p. {self.oj_page}" if self.oj_page else None,
            self.consolidated and f"consolidated {self.consolidated}",
        )
        return spaced(self._name() + together + adopted + (f" ({journal})" if journal else ""), pin)

    def said_by(self, form: Form) -> Self:
        kept = Citation.said_by(self, form)
        if form == "eli":
            return dataclasses.replace(kept, domain=usual_domain(self.year))
        if form != "full":
            return kept
        if not (self.oj_number and self.oj_page):
            kept = dataclasses.replace(kept, oj_number=None, oj_page=None)
            return kept if self.published else dataclasses.replace(kept, title=None)
        return dataclasses.replace(kept, published=None)

    def _name(self, *, maker: bool = True) -> str:
        name = ACTS[self.act][0]
        if maker and self.by and MAKERS[self.by]:
            name = f"{MAKERS[self.by]} {name}"
        domain = self.domain or usual_domain(self.year)
        year = str(self.year) if self.year > 1998 else str(self.year)[2:]
        if self.year > 2014:
            return f"{name} ({domain}) {self.year}/{self.number}"
        if name.endswith("Regulation"):
            return f"{name} ({domain}) No {self.number}/{year}"
        return f"{name} {year}/{self.number}/{domain}"

    def _journal(self) -> str:
        title = f" {self.title}" if self.title else ""
        if self.oj_number and self.oj_page:
            year = self.published[:4] if self.published else self.year
            return f"{title} [{year}] OJ L{self.oj_number}/{self.oj_page}"
        if self.published:
            return f"{title} OJ L, {self.year}/{self.number}, {dates.european(self.published)}"
        return ""

    def celex(self) -> str:
        """The CELEX number of the text cited: of the act, or of its consolidated text."""
        return celex(self.act, self.year, self.number, self.consolidated)

    def eli(self, consolidated: str | None = None) -> str:
        """The European Legislation Identifier: of the act as published, or of a consolidated text."""
        base = f"https://eur-lex.europa.eu/eli/{ACTS[self.act][2]}/{self.year}/{self.number}"
        return f"{base}/{consolidated or 'oj'}"

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in _ELI.finditer(text):
            kind, made, day = _BY_ELI.get(head["act"]), int(head["year"]), head["day"]
            if kind and (day is None or dates.is_day(day)):
                domain, count = usual_domain(made), int(head["number"])
                found = cls(act=kind, year=made, number=count, domain=domain, consolidated=day)
                yield head.start(), head.end(), found
        for head in _NEW.finditer(text):
            act = _ACT_OF.get(" ".join(head["act"].split()))
            if act is None:
                continue
            year, number = _numbered(head["first"], head["second"], number_first=head["no"] is not None)
            if year is None:
                continue
            found = cls(act=act, year=year, number=number, domain=head["domain"], by=_maker(head["by"]))
            yield _rest(source, head.start(), head.end(), found)
        for head in _OLD.finditer(text):
            act, year = _ACT_OF.get(" ".join(head["act"].split())), _year(head["year"])
            if act is None or year is None:
                continue
            number, domain = int(head["number"]), head["domain"]
            found = cls(act=act, year=year, number=number, domain=domain, by=_maker(head["by"]))
            yield _rest(source, head.start(), head.end(), found)
        for head in _CELEX.finditer(text):
            year = int(head["year"])
            digits = head["day"]
            day = dates.read_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") if digits else None
            act = _BY_LETTER[head["letter"]]
            found = cls(
                act=act, year=year, number=int(head["number"]), domain=usual_domain(year), consolidated=day
            )
            yield head.start(), head.end(), found

    def links(self, on: str | None = None) -> list[Link]:
        links = [Link("EUR-Lex, as published (ELI)", self.eli())]
        if self.consolidated:
            label = f"EUR-Lex, consolidated {self.consolidated} (ELI)"
            links.append(Link(label, self.eli(self.consolidated)))
        url = f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{self.celex()}"
        return [*links, Link(f"EUR-Lex, CELEX {self.celex()}", url)]

    def csl(self) -> dict[str, Any]:
        return {
            "type": "legislation",
            "container-title": "Official Journal of the European Union",
            "container-title-short": "OJ L",
            "volume": self.oj_number,
            "page": str(self.oj_page) if self.oj_page else None,
            "number": f"{self.year}/{self.number}",
            "issued": self.adopted or self.published,
            "note": f"CELEX: {self.celex()}",
        }


_MAKER = rf"(?:(?P<by>Council|Commission){G})?"
_ACT = rf"(?P<act>(?:(?:Delegated|Implementing){G})?(?:Regulation|Directive|Decision|Recommendation))"
_NEW = re.compile(
    rf"(?<![0-9A-Za-z]){_MAKER}{_ACT}{G}\((?P<domain>EU|EC|EEC|Euratom|CFSP)\){S}(?P<no>No\.?{S})?"
    rf"(?P<first>[0-9]{{1,5}})/(?P<second>[0-9]{{1,5}}){STOP}",
    re.ASCII,
)
_OLD = re.compile(
    rf"(?<![0-9A-Za-z]){_MAKER}{_ACT}{G}(?P<year>[0-9]{{2}}|[0-9]{{4}})/(?P<number>[0-9]{{1,4}})"
    rf"/(?P<domain>EU|EC|EEC|Euratom|CFSP){STOP}",
    re.ASCII,
)
_CELEX = re.compile(
    rf"(?<![0-9A-Za-z])(?:CELEX{S}:?{S})?(?:3|(?P<sector>0))(?P<year>(?:19|20)[0-9]{{2}})(?P<letter>[RLDH])"
    rf"(?P<number>[0-9]{{4}})(?(sector)-(?P<day>[0-9]{{8}})){STOP}",
    re.ASCII,
)
_ELI = re.compile(
    r"(?:https?://)?(?:eur-lex|data)\.europa\.eu/eli/(?P<act>[a-z]{2,4}(?:_[a-z]{3,4})?)/(?P<year>(?:19|20)[0-9]{2})"
    rf"/(?P<number>[0-9]{{1,5}})(?:/(?:oj|(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})))?{STOP}",
    re.ASCII,
)
_OF_BOTH = re.compile(rf"{G}of{G}the{G}European{G}Parliament{G}and{G}of{G}the{G}Council(?![a-z])", re.ASCII)
_OF_DAY = re.compile(rf"{G}of{G}(?P<day>{dates.DATE})", re.ASCII)
_SUBJECT = (
    "(?:amending|as regards|concerning|establishing|for|implementing|imposing|introducing|laying|on|providing"
    "|repealing|setting|supplementing)"
)
_JOURNAL = re.compile(
    rf"{G}(?:(?P<title>{_SUBJECT}\b[^\[\]\r\n]{{0,300}}?){G})?"
    rf"(?:\[[0-9]{{4}}\]{G}OJ{G}L{S}(?P<number>[0-9]{{1,4}})/(?P<page>[0-9]{{1,5}}){STOP}"
    rf"|OJ{G}L,{G}[0-9]{{4}}/[0-9]{{1,5}},{G}(?P<day>{dates.DATE}))",
    re.ASCII,
)
_PLAIN = re.compile(
    rf"{G}\((?:OJ{G}L{S}(?P<number>[0-9]{{1,4}}))?(?:,{S})?(?P<published>{dates.DATE})?(?:,{S})?"
    rf"(?:p\.{S}(?P<page>[0-9]{{1,5}}))?(?:,{S})?(?:consolidated{G}(?P<day>{dates.DATE}))?\)",
    re.ASCII,
)


def _maker(word: str | None) -> str | None:
    return word.lower() if word else None


def _year(digits: str) -> int | None:
    if len(digits) == 2:
        return 1900 + int(digits)
    return int(digits) if len(digits) == 4 and 1951 < int(digits) < 2100 else None


def _numbered(first: str, second: str, *, number_first: bool) -> tuple[int | None, int]:
    """Year and number from ``2021/821``, ``No 833/2014`` or ``833/2014``; since 2015 the year comes first."""
    new = _year(first) if len(first) == 4 else None
    if not number_first and new and (new > 2014 or _year(second) is None):
        return new, int(second)
    return _year(second), int(first)


def _rest(source: Folded, start: int, end: int, found: EuAct) -> Span:
    text = source.text
    values: dict[str, Any] = {}
    if both := _OF_BOTH.match(text, end):
        values["by"] = "parliament-council"
        end = both.end()
    if (of := _OF_DAY.match(text, end)) and (day := dates.read_date(of["day"])):
        values["adopted"] = day
        end = of.end()
    if journal := _JOURNAL.match(text, end):
        number, page = journal["number"], journal["page"]
        values |= {
            "title": source.written(*journal.span("title")) if journal["title"] else None,
            "oj_number": int(number) if number else None,
            "oj_page": int(page) if page else None,
            "published": dates.read_date(journal["day"]) if journal["day"] else None,
        }
        end = journal.end()
    elif (plain := _PLAIN.match(text, end)) and any(plain.groups()):
        values |= {
            "oj_number": int(plain["number"]) if plain["number"] else None,
            "oj_page": int(plain["page"]) if plain["page"] else None,
            "published": dates.read_date(plain["published"]) if plain["published"] else None,
            "consolidated": dates.read_date(plain["day"]) if plain["day"] else None,
        }
        end = plain.end()
    values["pinpoint"], end = pinpoint.read_after(text, end)
    return start, end, dataclasses.replace(found, **values)
