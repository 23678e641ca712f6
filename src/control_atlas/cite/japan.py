"""Japanese laws, cabinet orders, ministerial ordinances and notices, by year and number."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from control_atlas.cite import pinpoint
from control_atlas.cite.citation import Citation, CitationError, Form, Link, Span, bracketed, register, spaced
from control_atlas.cite.fold import Folded
from control_atlas.cite.numerals import ERAS, NUMBER_SIGNS, era_of, era_year, number
from control_atlas.cite.patterns import STOP, G, S
from control_atlas.cite.pinpoint import Part

#: level: (native, English, code in the law ids of the government's database)
LEVELS: dict[str, tuple[str, str, str | None]] = {
    "act": ("法律", "Act", "AC"),
    "cabinet-order": ("政令", "Cabinet Order", "CO"),
    "ministerial-ordinance": ("省令", "Ordinance", None),
    "public-notice": ("告示", "Public Notice", None),
}
#: ministry: (native, English); named by ordinances and notices
MINISTRIES = {
    "meti": ("経済産業", "METI"),
    "miti": ("通商産業", "MITI"),
    "mof": ("財務", "MOF"),
    "mofa": ("外務", "MOFA"),
    "mext": ("文部科学", "MEXT"),
}
_BY_NATIVE = {native: code for code, (native, _) in MINISTRIES.items()}
_BY_ENGLISH = {name: code for code, (_, name) in MINISTRIES.items()}
_LEVEL_NATIVE = {native: level for level, (native, _, _) in LEVELS.items()}
_LEVEL_ENGLISH = {name: level for level, (_, name, _) in LEVELS.items()}
_ERA_CODE = {"taisho": "2", "showa": "3", "heisei": "4", "reiwa": "5"}
_ERA_NATIVE = {native: era for era, (native, _) in ERAS.items()}

_N = rf"[{NUMBER_SIGNS}元]{{1,8}}"
_NATIVE = re.compile(
    rf"(?P<era>{'|'.join(_ERA_NATIVE)})(?P<year>{_N})年(?:(?P<ministry>{'|'.join(_BY_NATIVE)})(?=省))?省?"
    rf"(?P<level>法律|政令|(?<=省)令|(?<=省)告示)第(?P<number>{_N})号"
)
_TITLE_BEFORE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]\(")
_ENGLISH = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?P<ministry>{'|'.join(_BY_ENGLISH)}){G})?(?P<level>Cabinet{G}Order|Act|Ordinance"
    rf"|Public{G}Notice){G}No\.?{S}(?P<number>[0-9]{{1,4}}){G}of{G}(?P<year>[0-9]{{4}}){STOP}"
)
_TITLES = re.compile(
    rf"{G}\((?P<title_en>[A-Z][^();\r\n]{{2,200}})?(?:;?{S}(?P<title>[\u3040-\u30ff\u3400-\u9fff]"
    rf"[^();\r\n]{{1,120}}))?\)"
)
_STEP = re.compile(
    rf"[ 、,及び]{{0,2}}(?:第(?P<article>{_N})条(?:の(?P<branch>{_N}))?(?:第(?P<paragraph>{_N})項)?"
    rf"(?:第(?P<item>{_N})号)?|別表第?(?P<annex>{_N})?)"
)
_ARTICLE = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,3}))?(?:\(([0-9]{1,3})\))?(?:\(([0-9]{1,3})\))?")


def native_pinpoint(text: str) -> str:
    """A canonical pinpoint as Japanese texts write it: ``art. 14-2(1)(3)`` -> 第14条の2第1項第3号.

    What has no Japanese form is put in brackets in its canonical text.
    """
    steps: list[str] = []
    for part in pinpoint.parts_of(text):
        for value in part.values or ("",):
            article = _ARTICLE.fullmatch(value) if part.label == "article" else None
            if article:
                branch, paragraph, item = article[2], article[3], article[4]
                step = f"第{article[1]}条" + (f"の{branch}" if branch else "")
                step += (f"第{paragraph}項" if paragraph else "") + (f"第{item}号" if item else "")
            elif part.label == "annex" and (not value or value.isdigit()):
                step = f"別表第{value}" if value else "別表"
            else:
                return f"（{text}）"
            steps.append(step)
    return "、".join(steps)


def read_native_pinpoint(text: str, position: int) -> tuple[str | None, int]:
    """The canonical pinpoint that stands in Japanese at ``position`` of a folded text, and where it ends."""
    parts: list[Part] = []
    end = position
    while len(parts) < 16 and (step := _STEP.match(text, end)):
        end = step.end()
        said = {name: number(digits) for name, digits in step.groupdict().items() if digits}
        if "article" in said:
            value = str(said["article"]) + (f"-{said['branch']}" if "branch" in said else "")
            value += "".join(f"({said[name]})" for name in ("paragraph", "item") if name in said)
            parts.append(Part("article", (value,)))
        else:
            parts.append(Part("annex", (str(said["annex"]),) if "annex" in said else ()))
    if not parts and text[position : position + 1] == "(":
        inside, end = pinpoint.read_parts(text, position + 1)
        if inside and text[end : end + 1] == ")":
            return pinpoint.compose(inside), end + 1
        end = position
    return pinpoint.canonical(pinpoint.compose(pinpoint.joined(parts))), end


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class JpOrdinance(Citation):
    """A Japanese law or ordinance; ``era`` is needed only in the years in which two eras meet (1926, 1989, 2019).

    The native form puts the title before the number, as usage has it; ``parse`` accepts it there and leaves
    it out of the fields.
    """

    TYPE: ClassVar[str] = "jp-ordinance"
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain", "native")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = {
        "short": frozenset({"title", "title_en", "era"}),
        "full": frozenset({"title", "era"}),
        "plain": frozenset({"era"}),
        "native": frozenset({"title", "title_en"}),
    }

    level: str
    year: int
    number: int
    ministry: str | None = None
    era: str | None = None
    title: str | None = None
    title_en: str | None = None

    @classmethod
    def _made(cls, fields: Mapping[str, Any]) -> Self:
        for name, known in (("level", LEVELS), ("ministry", MINISTRIES), ("era", ERAS)):
            if name in fields and fields[name] not in known:
                fix = f"Use one of {', '.join(known)}."
                raise CitationError(name, f"{fields[name]!r} is not known.", fix)
        made = super(JpOrdinance, cls)._made(fields)
        try:
            era_year(made.year, made.era)
            if made.era == era_of(made.year):
                made = dataclasses.replace(made, era=None)
        except ValueError as wrong:
            raise CitationError("year", f"{wrong}.", "Check the year and the era.") from None
        return made

    def write(self, form: Form) -> str:
        native, name, _ = LEVELS[self.level]
        if form == "native":
            ministry = MINISTRIES[self.ministry][0] if self.ministry else ""
            body = f"{ministry}{'省' if native == '告示' else ''}{native}" if ministry else native
            numbered = f"{era_year(self.year, self.era)}{body}第{self.number}号"
            place = native_pinpoint(self.pinpoint) if self.pinpoint else ""
            return (f"{self.title}（{numbered}）" if self.title else numbered) + place
        ministry = f"{MINISTRIES[self.ministry][1]} " if self.ministry else ""
        head = f"{ministry}{name} No. {self.number} of {self.year}"
        if form == "full":
            head += bracketed(self.title_en)
        elif form == "plain":
            head += bracketed(self.title_en, self.title)
        return spaced(head, self.pinpoint)

    @classmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        text = source.text
        for head in _NATIVE.finditer(text):
            counted, year = number(head["number"]), number(head["year"])
            if not counted or not year:
                continue
            era = _ERA_NATIVE[head["era"]]
            gregorian = ERAS[era][1] + year
            level = {"令": "ministerial-ordinance", "告示": "public-notice"}.get(head["level"])
            titled = _TITLE_BEFORE.fullmatch(text, max(0, head.start() - 2), head.start())
            end = head.end() + (titled is not None and text[head.end() : head.end() + 1] == ")")
            pin, end = read_native_pinpoint(text, end)
            yield (
                head.start(),
                end,
                cls(
                    level=level or _LEVEL_NATIVE[head["level"]],
                    year=gregorian,
                    number=counted,
                    ministry=_BY_NATIVE.get(head["ministry"] or ""),
                    era=era if era != era_of(gregorian) else None,
                    pinpoint=pin,
                ),
            )
        for head in _ENGLISH.finditer(text):
            end = head.end()
            titles = _TITLES.match(text, end)
            end = titles.end() if titles and any(titles.groups()) else end
            said = {
                name: source.written(*titles.span(name)) if titles and titles[name] else None
                for name in ("title", "title_en")
            }
            pin, end = pinpoint.read_after(text, end)
            yield (
                head.start(),
                end,
                cls(
                    level=_LEVEL_ENGLISH[" ".join(head["level"].split())],
                    year=int(head["year"]),
                    number=int(head["number"]),
                    ministry=_BY_ENGLISH.get(head["ministry"] or ""),
                    pinpoint=pin,
                    **said,
                ),
            )

    def links(self, on: str | None = None) -> list[Link]:
        code = LEVELS[self.level][2]
        if code is None:
            return []
        era = self.era or era_of(self.year)
        law = f"{_ERA_CODE[era]}{self.year - ERAS[era][1]:02d}{code}{self.number:010d}"
        return [Link("e-Gov law database", f"https://laws.e-gov.go.jp/law/{law}")]

    def csl(self) -> dict[str, Any]:
        return {"type": "legislation", "number": self.write("short"), "issued": str(self.year)}
