"""Chinese instruments: announcements and decrees by number, national laws by title."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from control_atlas.cite import dates, pinpoint
from control_atlas.cite.citation import Citation, CitationError, Form, Span, bracketed, register, spaced
from control_atlas.cite.fold import Folded
from control_atlas.cite.issuers import ENGLISH_LIST, ISSUERS, NATIVE_LIST, english, native, read_issuers
from control_atlas.cite.numerals import NUMBER_SIGNS, chinese, number
from control_atlas.cite.patterns import STOP, G, S
from control_atlas.cite.pinpoint import Part

_N = rf"[{NUMBER_SIGNS}]{{1,8}}"
_ARTICLE = rf"第(?P<article>{_N})条(?:第(?P<paragraph>{_N})款)?(?:第[(]?(?P<item>{_N})[)]?项)?"
_STEP = re.compile(rf"[ 、,和及]?(?:{_ARTICLE}|附件(?P<annex>{_N})?)(?:(?:至|到|-)第(?P<last>{_N})条)?")
_PLAIN_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_ITEM = re.compile(r"([1-9][0-9]{0,3})\(([1-9][0-9]{0,3})\)")
_RANGE = re.compile(r"([1-9][0-9]{0,3})-([1-9][0-9]{0,3})")


def native_pinpoint(text: str, label: str) -> str:
    """A canonical pinpoint as Chinese texts write it: ``para. 1(2)`` -> 第一条第（二）项.

    ``label`` is what the instrument counts as 条: "paragraph" in announcements, "article" in laws and
    decrees. What has no Chinese form is put in brackets in its canonical text.
    """
    written, before = "", ""
    for part in pinpoint.parts_of(text):
        if part.label == "paragraph" != label and before != label:
            return f"（{text}）"
        steps = [_native_step(part, value, label) for value in part.values or ("",)]
        if None in steps:
            return f"（{text}）"
        apart = written and part.label in (label, "annex") and before != "annex"
        written += ("、" if apart else "") + "、".join(filter(None, steps))
        before = part.label
    return written


def _native_step(part: Part, value: str, label: str) -> str | None:
    if part.label == "annex" and (not value or _PLAIN_NUMBER.fullmatch(value)):
        return f"附件{value}"
    if part.label != label and (part.label, label) != ("paragraph", "article"):
        return None
    unit = "条" if part.label == label else "款"
    if _PLAIN_NUMBER.fullmatch(value):
        return f"第{chinese(int(value))}{unit}"
    if item := _ITEM.fullmatch(value):
        return f"第{chinese(int(item[1]))}{unit}第（{chinese(int(item[2]))}）项"
    if unit == "条" and (run := _RANGE.fullmatch(value)):
        return f"第{chinese(int(run[1]))}条至第{chinese(int(run[2]))}条"
    return None


def read_native_pinpoint(text: str, position: int, label: str) -> tuple[str | None, int]:
    """The canonical pinpoint that stands in Chinese at ``position`` of a folded text, and where it ends."""
    parts: list[Part] = []
    end = position
    while len(parts) < 16 and (step := _STEP.match(text, end)):
        end = step.end()
        if step["article"] is None:
            annex = number(step["annex"] or "")
            parts.append(Part("annex", (str(annex),) if annex else ()))
            continue
        value, paragraph, item, last = (
            step[name] and number(step[name]) for name in ("article", "paragraph", "item", "last")
        )
        inside = f"({item})" if item else ""
        if paragraph:
            parts += [Part(label, (str(value),)), Part("paragraph", (f"{paragraph}{inside}",))]
        else:
            parts.append(Part(label, (f"{value}{inside}" + (f"-{last}" if last else ""),)))
    if not parts and text[position : position + 1] == "(":
        bracketed_parts, end = pinpoint.read_parts(text, position + 1)
        if bracketed_parts and text[end : end + 1] == ")":
            return pinpoint.compose(bracketed_parts), end + 1
        end = position
    return pinpoint.canonical(pinpoint.compose(pinpoint.joined(parts))), end


_NATIVE_YEAR = rf"(?P<year>[0-9]{{4}})年?{S}第?{S}(?P<number>[0-9]{{1,4}})号"
_TITLE = re.compile(r"《(?P<title>[^《》\r\n]{1,120})》")
_NATIVE_DAY = re.compile(rf"[(](?P<day>{dates.DATE})[)]")
_BRACKETED_YEAR = rf"\[?(?P<year>[0-9]{{4}})[年\]]?{S}第?{S}(?P<number>[0-9]{{1,4}})号"
_ANNOUNCEMENT = (
    re.compile(rf"(?P<issuers>{NATIVE_LIST}){S}公告{S}{_BRACKETED_YEAR}"),
    re.compile(rf"(?P<issuers>{NATIVE_LIST}){S}{_NATIVE_YEAR}公告"),
)
_OF_YEAR = rf"No\.?{S}(?P<number>[0-9]{{1,4}}){STOP}(?:{G}of{G}(?P<year>[0-9]{{4}}){STOP})?"
_ANNOUNCEMENT_ENGLISH = re.compile(
    rf"(?<![0-9A-Za-z/])(?P<issuers>{ENGLISH_LIST}),?{G}Announcement{G}(?:\[?(?P<before>[0-9]{{4}})\]?,?{G})?{_OF_YEAR}"
)
# Titles within titles stand in single brackets.
_INNER, _OUTER = str.maketrans("《》", "〈〉"), str.maketrans("〈〉", "《》")
_WORDS = r"(?:[^();\r\n]|\([^();\r\n]{0,80}\))"
_REMARK = re.compile(
    rf"{G}\((?:(?P<title_en>[A-Z](?=[^();]*[a-z]){_WORDS}{{11,300}}?)(?:;{G}|(?=\))))?"
    rf"(?:(?P<title>[〈《\u3400-\u9fff]{_WORDS}{{1,200}}?)(?:;{G}|(?=\))))?(?P<day>{dates.DATE})?\)"
)


class _Numbered(Citation):
    __slots__ = ()
    CLAUSE: ClassVar[str]

    @classmethod
    def _native_rest(cls, source: Folded, end: int) -> tuple[dict[str, Any], int]:
        """Title, date and pinpoint that follow a number written in Chinese."""
        text = source.text
        values: dict[str, Any] = {}
        if title := _TITLE.match(text, end):
            values["title"] = source.written(*title.span("title")).translate(_OUTER)
            end = title.end()
        if (day := _NATIVE_DAY.match(text, end)) and (published := dates.read_date(day["day"])):
            values["published"] = published
            end = day.end()
        values["pinpoint"], end = read_native_pinpoint(text, end, cls.CLAUSE)
        return values, end

    @classmethod
    def _english_rest(cls, source: Folded, end: int) -> tuple[dict[str, Any], int]:
        """Titles and date in brackets, and the pinpoint, that follow a number written in English."""
        text = source.text
        values: dict[str, Any] = {}
        remark = _REMARK.match(text, end)
        if remark and any(remark.groups()):
            for name in ("title_en", "title"):
                values[name] = source.written(*remark.span(name)) if remark[name] else None
            values["published"] = dates.read_date(remark["day"]) if remark["day"] else None
            end = remark.end()
        values["pinpoint"], end = pinpoint.read_after(text, end)
        return values, end


def _known(codes: object) -> None:
    for code in codes if isinstance(codes, list | tuple) else ():
        if code not in ISSUERS:
            known = ", ".join(ISSUERS)
            raise CitationError("issuers", f"{code!r} is no known issuer.", f"Use {known}.")


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class CnAnnouncement(_Numbered):
    """An announcement (公告) of one or several Chinese bodies, by year and number."""

    TYPE: ClassVar[str] = "cn-announcement"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain", "native")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = {
        "short": frozenset({"published", "title", "title_en"}),
        "full": frozenset({"title"}),
        "native": frozenset({"title_en"}),
    }
    CLAUSE: ClassVar[str] = "paragraph"

    issuers: tuple[str, ...]
    year: int
    number: int
    published: str | None = None
    title: str | None = None
    title_en: str | None = None

    @classmethod
    def _made(cls, fields: Mapping[str, Any]) -> Self:
        _known(fields.get("issuers"))
        return super(CnAnnouncement, cls)._made(fields)

    def write(self, form: Form) -> str:
        if form == "native":
            head = f"{native(self.issuers)}公告{self.year}年第{self.number}号"
            return head + _native_tail(self, self.title, self.published)
        numbered = f"Announcement No. {self.number} of {self.year}"
        if form == "full":
            day = self.published and dates.european(self.published)
            head = f"{english(self.issuers, full=True)}, {numbered}" + bracketed(self.title_en, day)
            return spaced(head, self.pinpoint)
        head = f"{english(self.issuers)} {numbered}"
        if form == "plain":
            head += bracketed(self.title_en, self.title, self.published)
        return spaced(head, self.pinpoint)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for pattern in _ANNOUNCEMENT:
            for head in pattern.finditer(text):
                yield cls._span(head, *cls._native_rest(source, head.end()), int(head["year"]))
        for head in _ANNOUNCEMENT_ENGLISH.finditer(text):
            if year := head["before"] or head["year"]:
                yield cls._span(head, *cls._english_rest(source, head.end()), int(year))

    @classmethod
    def _span(cls, head: re.Match[str], values: dict[str, Any], end: int, year: int) -> Span:
        issuers = read_issuers(head["issuers"])
        return head.start(), end, cls(issuers=issuers, year=year, number=int(head["number"]), **values)

    def csl(self) -> dict[str, Any]:
        return {
            "type": "legislation",
            "authority": english(self.issuers, full=True),
            "number": f"{self.year} No. {self.number}",
            "issued": self.published or str(self.year),
        }


_DECREE = re.compile(
    rf"(?:中华人民共和国)?(?P<issuers>{NATIVE_LIST})令{S}(?:(?P<year>[0-9]{{4}})年{S})?第?{S}(?P<number>{_N})号"
)
_DECREE_ENGLISH = re.compile(
    rf"(?<![0-9A-Za-z/])(?P<issuers>{ENGLISH_LIST}),?{G}(?:Decree|Order){G}{_OF_YEAR}"
)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class CnDecree(_Numbered):
    """A decree or order (令) of the State Council, the President or ministries, by number.

    ``year`` is part of the number where ministries count by year (商务部令2026年第2号).
    """

    TYPE: ClassVar[str] = "cn-decree"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain", "native")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = CnAnnouncement.LOST
    CLAUSE: ClassVar[str] = "article"

    issuers: tuple[str, ...]
    number: int
    year: int | None = None
    published: str | None = None
    title: str | None = None
    title_en: str | None = None

    @classmethod
    def _made(cls, fields: Mapping[str, Any]) -> Self:
        _known(fields.get("issuers"))
        return super(CnDecree, cls)._made(fields)

    def write(self, form: Form) -> str:
        if form == "native":
            year = f"{self.year}年" if self.year else ""
            head = f"{native(self.issuers)}令{year}第{self.number}号"
            return head + _native_tail(self, self.title, self.published)
        noun = "Decree" if self.issuers == ("state-council",) else "Order"
        head = f"{english(self.issuers)} {noun} No. {self.number}" + (f" of {self.year}" if self.year else "")
        if form == "full":
            head += bracketed(self.title_en, self.published and dates.european(self.published))
        elif form == "plain":
            head += bracketed(self.title_en, self.title, self.published)
        return spaced(head, self.pinpoint)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in _DECREE.finditer(text):
            yield cls._span(head, *cls._native_rest(source, head.end()))
        for head in _DECREE_ENGLISH.finditer(text):
            yield cls._span(head, *cls._english_rest(source, head.end()))

    @classmethod
    def _span(cls, head: re.Match[str], values: dict[str, Any], end: int) -> Span:
        year = int(head["year"]) if head["year"] else None
        counted = number(head["number"]) or 0
        found = cls(issuers=read_issuers(head["issuers"]), number=counted, year=year, **values)
        return head.start(), end, found

    def csl(self) -> dict[str, Any]:
        return {
            "type": "legislation",
            "authority": english(self.issuers, full=True),
            "number": f"{self.year} No. {self.number}" if self.year else f"No. {self.number}",
            "issued": self.published or (str(self.year) if self.year else None),
        }


def _native_tail(citation: CnAnnouncement | CnDecree, title: str | None, day: str | None) -> str:
    titled = f"《{title.translate(_INNER)}》" if title else ""
    dated = f"（{dates.chinese(day)}）" if day else ""
    place = native_pinpoint(citation.pinpoint, citation.CLAUSE) if citation.pinpoint else ""
    return titled + dated + place


_LAW = re.compile(
    r"《(?P<title>中华人民共和国[^《》\r\n]{1,60}法)》(?:[(](?P<year>[0-9]{4})(?:年(?:修订|修正)?)?[)])?"
)
_LAW_ENGLISH = re.compile(rf"{G}Law{G}of{G}the{G}(?P<state>PRC|People's{G}Republic{G}of{G}China)(?![A-Za-z])")
_LAW_NAME = re.compile(
    r"(?<![A-Za-z'-])[A-Z][A-Za-z'-]{1,20}(?: (?:and|of|the|on|for|in|to|[A-Z][A-Za-z'-]{1,20})){0,14}$"
)
_LAW_TAIL = re.compile(
    rf"{G}\((?:(?P<title>中华人民共和国[^()\r\n]{{1,60}}法))?(?:;{S})?(?P<year>[0-9]{{4}})?\)"
)
_OPENING = re.compile(
    r"^(?:(?:The|Under|See|In|Of|And|By|Cf|As|For|On|To|With|From|Per)(?: (?:to|of|in|the))* ){1,3}"
)


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class CnLaw(Citation):
    """A national law of China by its titles; ``year`` is that of the text cited (adoption or revision).

    Records give both titles; what is read from one language has only that one, and is written in it.
    """

    TYPE: ClassVar[str] = "cn-law"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain", "native")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = {
        "short": frozenset({"title", "year"}),
        "full": frozenset({"title"}),
        "native": frozenset({"title_en"}),
    }

    title_en: str | None = None
    title: str | None = None
    year: int | None = None

    @classmethod
    def _made(cls, fields: Mapping[str, Any]) -> Self:
        for name in ("title", "title_en"):
            if not isinstance(fields.get(name), str):
                raise CitationError(name, "Citations of type cn-law need it.", f"Add {name} to the citation.")
        return super(CnLaw, cls)._made(fields)

    def write(self, form: Form) -> str:
        year = str(self.year) if self.year else None
        if self.title and (form == "native" or not self.title_en):
            place = native_pinpoint(self.pinpoint, "article") if self.pinpoint else ""
            return f"《{self.title}》" + (f"（{year}年）" if year else "") + place
        title = self.title if form == "plain" else None
        remark = "" if form == "short" else bracketed(title, year)
        return spaced(f"{self.title_en}{remark}", self.pinpoint)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in _LAW.finditer(text):
            pin, end = read_native_pinpoint(text, head.end(), "article")
            year = int(head["year"]) if head["year"] else None
            yield head.start(), end, cls(title=head["title"], year=year, pinpoint=pin)
        for head in _LAW_ENGLISH.finditer(text):
            window = text[max(0, head.start() - 120) : head.start()]
            name = _LAW_NAME.search(window)
            if name is None:
                continue
            words = _OPENING.sub("", name[0])
            title = f"{words} Law of the {' '.join(head['state'].split())}"
            end = head.end()
            tail = _LAW_TAIL.match(text, end)
            if tail and any(tail.groups()):
                end = tail.end()
            found = cls(
                title_en=title,
                title=tail["title"] if tail else None,
                year=int(tail["year"]) if tail and tail["year"] else None,
            )
            pin, end = pinpoint.read_after(text, end)
            yield head.start() - len(words), end, dataclasses.replace(found, pinpoint=pin)

    def csl(self) -> dict[str, Any]:
        return {"type": "legislation", "issued": str(self.year) if self.year else None}
