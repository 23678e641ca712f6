"""Pinpoints in words: ``art. 4(1)``, ``paras. 1(1), 3-5``, ``annex I, 3A501.b``, ``section D.4(a)``.

A pinpoint is a row of parts, outermost first. A part is a label with its values, a list entry (a code alone)
or a heading in quotation marks. The canonical text is what records hold and what two pinpoints are compared
by; ``written`` puts it in the style of a jurisdiction. Paths of the US codes, ``(a)(3)(i)(B)``, are fields of
their own and not handled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from control_atlas.cite.fold import fold
from control_atlas.cite.patterns import CLOSE, PATH, STOP, G, S

Style = Literal["plain", "bluebook", "oscola"]


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a pinpoint: ``("article", ("2", "10-20"))``; a label may stand alone (``annex``)."""

    label: str
    values: tuple[str, ...] = ()


# label: (plain, plain plural), (Bluebook, plural), (OSCOLA, plural), other spellings that are read
_LABELS: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str], str]] = {
    "annex": (("annex", "annexes"), ("annex", "annexes"), ("annex", "annexes"), ""),
    "appendix": (("appendix", "appendices"), ("app.", "apps."), ("app", "apps"), ""),
    "article": (
        *(("art.", "arts."), ("art.", "arts."), ("art", "arts")),
        "article articles artt artikel artikelen",
    ),
    "category": (("category", "categories"), ("category", "categories"), ("category", "categories"), ""),
    "chapter": (("chapter", "chapters"), ("ch.", "chs."), ("ch", "chs"), ""),
    "clause": (("clause", "clauses"), ("cl.", "cls."), ("cl", "cls"), ""),
    "condition": (("condition", "conditions"), ("condition", "conditions"), ("condition", "conditions"), ""),
    "division": (("division", "divisions"), ("div.", "divs."), ("div", "divs"), ""),
    "exhibit": (("exhibit", "exhibits"), ("ex.", "exs."), ("exhibit", "exhibits"), ""),
    "footnote": (("footnote", "footnotes"), ("n.", "nn."), ("fn", "fns"), ""),
    "instruction": (
        *(("instruction", "instructions"), ("instr.", "instrs."), ("instruction", "instructions")),
        "",
    ),
    "item": (("item", "items"), ("item", "items"), ("item", "items"), ""),
    "note": (("note", "notes"), ("note", "notes"), ("note", "notes"), ""),
    "order": (("general order no.", "general orders nos."),) * 3 + ("",),
    "page": (("p.", "pp."), ("p.", "pp."), ("p", "pp"), "page pages"),
    "paragraph": (("para.", "paras."), ("para.", "paras."), ("para", "paras"), "paragraph paragraphs ¶ ¶¶"),
    "part": (("part", "parts"), ("pt.", "pts."), ("pt", "pts"), ""),
    "recital": (("recital", "recitals"), ("recital", "recitals"), ("recital", "recitals"), ""),
    "regulation": (("reg.", "regs."), ("reg.", "regs."), ("reg", "regs"), "regulation regulations"),
    "schedule": (("schedule", "schedules"), ("sched.", "scheds."), ("sch", "schs"), ""),
    "section": (("section", "sections"), ("§", "§§"), ("s", "ss"), "sec. secs. sec secs s. ss."),
    "subtitle": (("subtitle", "subtitles"), ("subtit.", "subtits."), ("subtitle", "subtitles"), ""),
    "table": (("table", "tables"), ("tbl.", "tbls."), ("table", "tables"), ""),
    "title": (("title", "titles"), ("tit.", "tits."), ("title", "titles"), ""),
}
_QUOTED = {"heading": "", "definition": "definition "}
_CODES = {"entry": "", "eccn": "ECCN "}
_ALONE = frozenset({"annex", "appendix", "schedule"})


def _spellings() -> Iterator[tuple[str, str, bool]]:
    for label, (plain, bluebook, oscola, more) in _LABELS.items():
        for single, plural in (plain, bluebook, oscola):
            yield single, label, False
            yield plural, label, single != plural
        for word in more.split():
            plural_word = word.rstrip(".").endswith("s") or word in ("artt", "artikelen", "¶¶")
            yield word, label, plural_word and word not in ("s", "s.")


_SPELLED: dict[str, tuple[str, bool]] = {}
for _word, _label, _is_plural in _spellings():
    _SPELLED.setdefault(_word.rstrip("."), (_label, _is_plural))

_STEP = r"(?:\d{1,5}[A-Za-z]{0,3}|[IVXLC]{1,7}|[A-Z]{1,2}|[ivxlc]{1,6}|[a-z])" + STOP
_FIRST = r"(?:\d{1,5}[A-Za-z]{0,3}|[IVXLC]{1,7}|[A-Z])" + STOP
_NUMBERED = rf"{_FIRST}(?:[.-]{_STEP}){{0,8}}(?:{PATH})?"
_VALUE = rf"(?:{_NUMBERED}|{PATH})(?:-(?:{_STEP})?{PATH})?"
_CODE = rf"\d[A-E]\d{{3}}{STOP}(?:\.[0-9a-z]{{1,3}}{STOP}){{0,9}}"
_WORD = "|".join(re.escape(word) for word in sorted(_SPELLED, key=len, reverse=True))

_GAP = rf"(?:\.{S}|{G}|(?<=[§¶]))"
_LABELLED = re.compile(rf"(?P<label>(?i:{_WORD})){_GAP}(?P<value>{_VALUE})", re.ASCII)
_LABEL_ONLY = re.compile(rf"(?P<label>{'|'.join(sorted(_ALONE))}){CLOSE}", re.IGNORECASE | re.ASCII)
_QUOTE = re.compile(
    rf'(?:heading |(?P<definition>definition (?:of )?))?"(?P<text>[^"\r\n]{{1,160}})"{CLOSE}',
    re.IGNORECASE | re.ASCII,
)
_ENTRY = re.compile(rf"(?:(?P<eccn>ECCN[ ])|entry[ ])?(?P<value>{_CODE})", re.ASCII)
_MORE = re.compile(rf"(?P<value>{_VALUE}){CLOSE}", re.ASCII)
_BREAK = re.compile(rf"{S}(?:,{S}(?:and[ ])?|[ ]and[ ]|;[ ])", re.ASCII)
_MOST_PARTS = 16


def read_parts(text: str, position: int) -> tuple[tuple[Part, ...], int]:
    """The parts of a pinpoint that begins at ``position`` of a folded text, and where it ends.

    Both are empty when nothing there reads as a pinpoint. A value without a label continues the one before
    only where that was in the plural (``arts. 2, 10-20``) and only before punctuation or ``and``.
    """
    parts: list[Part] = []
    plural = False
    end = position
    while len(parts) < _MOST_PARTS:
        start = end
        if parts:
            gap = _BREAK.match(text, end)
            if gap is None:
                break
            start = gap.end()
        if found := _LABELLED.match(text, start):
            label, plural = _SPELLED[found["label"].lower()]
            parts.append(Part(label, (found["value"],)))
        elif found := _ENTRY.match(text, start):
            parts.append(Part("eccn" if found["eccn"] else "entry", (found["value"],)))
            plural = False
        elif found := _QUOTE.match(text, start):
            parts.append(Part("definition" if found["definition"] else "heading", (found["text"],)))
            plural = False
        elif found := _LABEL_ONLY.match(text, start):
            parts.append(Part(found["label"].lower()))
            plural = False
        elif parts and plural and (found := _MORE.match(text, start)):
            parts.append(Part(parts[-1].label, (found["value"],)))
        else:
            break
        end = found.end()
    return joined(parts), end if parts else position


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with neighbours of one label made one part of several values."""
    together: list[Part] = []
    for part in parts:
        if together and part.values and together[-1].label == part.label and together[-1].values:
            together[-1] = Part(part.label, together[-1].values + part.values)
        else:
            together.append(part)
    return tuple(together)


def _is_range(value: str) -> bool:
    if ")-" in value or "-(" in value:
        return True
    low, dash, high = value.partition("-")
    numbers = [re.findall(r"\d+", side) for side in (low, high)]
    return bool(dash) and [int(n) for n in numbers[0]] < [int(n) for n in numbers[1]]


def compose(parts: Iterable[Part], style: Style = "plain") -> str:
    """The parts as text in a style; the plain style is the canonical text."""
    texts: list[str] = []
    for part in parts:
        if part.label in _QUOTED:
            texts.extend(f'{_QUOTED[part.label]}"{value}"' for value in part.values)
        elif part.label in _CODES:
            texts.extend(f"{_CODES[part.label]}{value}" for value in part.values)
        else:
            forms = _LABELS[part.label][("plain", "bluebook", "oscola").index(style)]
            many = len(part.values) > 1 or any(map(_is_range, part.values))
            texts.append(f"{forms[many]} {', '.join(part.values)}".rstrip())
    return ", ".join(texts)


def parts_of(pinpoint: str) -> tuple[Part, ...]:
    """The parts of a whole pinpoint text, canonical or not; empty when any of it is not understood."""
    text = fold(pinpoint).text.strip()
    parts, end = read_parts(text, 0)
    return parts if end == len(text) else ()


def canonical(pinpoint: str) -> str | None:
    """A pinpoint in its canonical text; None when any of it is not understood."""
    return compose(parts_of(pinpoint)) or None


def written(pinpoint: str, style: Style) -> str:
    """A canonical pinpoint in the given style."""
    return compose(parts_of(pinpoint), style)


_AFTER = re.compile(rf"{S},?{S}", re.ASCII)
_BEFORE = re.compile(rf"{S}(?:of|to|in){S}(?:the{S})?$", re.ASCII)
_LABEL_START = re.compile(rf"(?<![\w(.-])(?:{_WORD})", re.IGNORECASE | re.ASCII)
_REACH = 90


def read_after(text: str, position: int) -> tuple[str | None, int]:
    """The canonical pinpoint that follows a citation ending at ``position``, and where it ends."""
    gap = _AFTER.match(text, position)
    parts, end = read_parts(text, gap.end() if gap else position)
    if not parts or (end > position and text[position : position + 1] not in (",", " ", "\t", "\r", "\n")):
        return None, position
    if parts[0].label in ("heading", "entry", "eccn") and not text[position:].lstrip().startswith(","):
        return None, position
    return compose(parts), end


def read_before(text: str, position: int) -> tuple[str | None, int]:
    """The canonical pinpoint of ``Article 9 of <citation>`` and where it starts."""
    window = text[max(0, position - _REACH) : position]
    link = _BEFORE.search(window)
    if link is None:
        return None, position
    place = window[: link.start()]
    for label in _LABEL_START.finditer(place):
        parts, end = read_parts(place, label.start())
        if parts and end == len(place):
            return compose(parts), position - len(window) + label.start()
    return None, position
