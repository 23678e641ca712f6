"""Whether a text has the clause that a pinpoint names: its heading in quotation marks, or its number.

Copies number clauses in every way there is (``D.4.`` after ``D.``, ``(a)`` inside a line, ``第三条``, Markdown
lists). A number is therefore taken apart, ``D.4(a)`` into D, 4 and a, and each step is looked for inside the
clause of the step before, which ends where its next sibling starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from control_atlas.texts.dated import folded, plain

_QUOTED = re.compile(r'"([^"]+)"')
_STEP = r"(?:[0-9]{1,3}|[ivxlIVXL]{1,6}|[A-Za-z])"
_NUMBER = rf"{_STEP}(?:\.{_STEP})*(?:\s?\({_STEP}\))*(?![A-Za-z0-9])"
_WORD = r"(?:sections?|clauses?|parts?|articles?|conditions?|paragraphs?|chapters?|items?)"
_NAMED = re.compile(rf"\b{_WORD}\s+({_NUMBER}(?:(?:,\s|\sand\s|,\sand\s|\sto\s){_NUMBER})*)", re.IGNORECASE)
_ONE = re.compile(rf"(?<![A-Za-z0-9(.]){_NUMBER}")
_HAN = "一二三四五六七八九十"
_LEAD = r"^[\s#>|\-•·\[\"]*"
_LABEL = (
    r"(?:(?:section|article|part|clause|exhibit|appendix)\s+)?"
    rf"(?:第\s*(?P<named>[{_HAN}0-9]+)\s*[条章节部]|(?P<han>[{_HAN}]+)[,.]"
    rf"|\((?P<bracket>{_STEP}|[{_HAN}]+)\)|(?P<dotted>{_STEP}(?:\.\s?{_STEP})+)(?![A-Za-z0-9])"
    rf"|(?P<plain>{_STEP})(?:[.):,]|\s*[-|]|\s(?=[A-Z\u4e00-\u9fff])|$)"
    r"|(?P<tight>[0-9]+(?:\.[0-9]+)*)(?=[\u4e00-\u9fff]))"
)
# A list marker of the copy may stand before the document's own number: "1.  I. Account Registration".
_LEADING = tuple(
    re.compile(lead + _LABEL, re.IGNORECASE | re.MULTILINE) for lead in (_LEAD, _LEAD + r"[0-9]+[.)]\s+")
)
_FIGURES = re.compile(r"[0-9]+")
_INSIDE = re.compile(
    rf"\((?P<bracket>{_STEP}|[{_HAN}]+)\)"
    r"|(?<![0-9A-Za-z])(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2})+)(?![0-9])|(?<![\w.])(?P<plain>[a-z]|[0-9]{1,2})[.)](?=\s)"
    r"|(?:(?<=[a-z)]\.)|(?<=[a-z][a-z]))(?P<glued>[0-9]{1,2})\.(?=\s?[A-Z])",
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a pinpoint names: headings as quoted, and clause numbers as steps."""

    headings: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]


def named(pinpoint: str) -> Named:
    """The headings and clause numbers in a pinpoint; both empty where it only describes the place."""
    headings = tuple(_QUOTED.findall(pinpoint))
    runs = _NAMED.findall(_QUOTED.sub(" ", pinpoint))
    tokens = [token for run in runs for token in _ONE.findall(run)]
    return Named(headings, tuple(tuple(one.lower() for one in re.findall(_STEP, token)) for token in tokens))


def missing(pinpoint: str, text: str) -> list[str]:
    """What a pinpoint names that ``text`` (made plain) does not have.

    Where the copy leaves out the numbers of its headings, a heading that the pinpoint quotes stands for the
    first step of a number.
    """
    wanted = named(pinpoint)
    whole = _folded(text)
    found = [f'"{heading}"' for heading in wanted.headings if folded(heading).rstrip(".") not in whole]
    starts = [start for heading in wanted.headings for start in _headed(heading, text)]
    for number in wanted.numbers:
        if has_number(number, text):
            continue
        rest = number[1:]
        if not any(not rest or any(True for _ in _spots(rest, text, start, len(text))) for start in starts):
            found.append(".".join(number))
    return found


def _headed(heading: str, text: str) -> Iterator[int]:
    """Where lines that consist of this heading alone end."""
    line = re.compile(
        rf"^[\s#>|]*(?:[0-9]+[.)]\s+)?{re.escape(plain(heading))}[\s:.|]*$", re.IGNORECASE | re.MULTILINE
    )
    yield from (match.end() for match in line.finditer(text))


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    return folded(text)


def has_number(steps: tuple[str, ...], text: str) -> bool:
    """Whether ``text`` has a clause with this number, each step inside the one before.

    The first step must stand there as it is; further steps may be numbered otherwise, since copies print
    the items (a), (b) and (i), (ii) of a list as 1. and 2. as well.
    """
    return any(True for _ in _spots(steps, text, -1, len(text), True))


def _spots(steps: tuple[str, ...], text: str, start: int, end: int, first: bool = False) -> Iterator[int]:
    """Every place inside the stretch at which the clause starts."""
    labels = [one for one in _labels(text) if start < one.at < end]
    for taken in range(len(steps), 0, -1):
        wanted = tuple(_values(step) for step in steps[:taken])
        for index, label in enumerate(labels):
            if (first and not label.starts(steps[0])) or not _alike(label.steps, wanted):
                continue
            if taken == len(steps):
                yield label.at
                continue
            stop = next((one.at for one in labels[index + 1 :] if one.follows(label)), end)
            yield from _spots(steps[taken:], text, label.at, stop)


@dataclass(frozen=True, slots=True)
class _Label:
    """A number that the text prints: where it ends, its steps as written and as counted, and what stands
    before it in its line (None where it does not lead its line)."""

    at: int
    written: tuple[str, ...]
    steps: tuple[set[int], ...]
    lead: str | None

    def starts(self, step: str) -> bool:
        """Whether the first step is written as ``step``, or is that figure as a Chinese numeral."""
        return self.written[0] == step or (self.written[0][0] in _HAN and step.isdigit())

    def follows(self, other: _Label) -> bool:
        """Whether this is the next sibling of ``other``, written in the same way."""
        same = self.lead is not None and self.lead == other.lead and self.written[:-1] == other.written[:-1]
        return same and self.written[-1] in _following(other.written[-1])


def _alike(one: tuple[set[int], ...], other: tuple[set[int], ...]) -> bool:
    return len(one) == len(other) and all(left & right for left, right in zip(one, other, strict=True))


@lru_cache(maxsize=64)
def _labels(text: str) -> tuple[_Label, ...]:
    found: dict[tuple[int, tuple[str, ...]], _Label] = {}
    for pattern, leads in (*((one, True) for one in _LEADING), (_INSIDE, False)):
        for match in pattern.finditer(text):
            group = next(name for name, value in match.groupdict().items() if value is not None)
            written = tuple(match[group].replace(" ", "").lower().split("."))
            steps = tuple(_values(step) for step in written)
            lead = _FIGURES.sub("", match.group()[: match.start(group) - match.start()]) if leads else None
            found.setdefault((match.end(), written), _Label(match.end(), written, steps, lead))
    return tuple(sorted(found.values(), key=lambda one: one.at))


def _following(step: str) -> set[str]:
    """How the sibling after is written."""
    if step.isdigit():
        return {str(int(step) + 1)}
    if step[0] in _HAN:
        return {_han(_chinese(step) + 1)}
    found = {chr(ord(step) + 1)} if len(step) == 1 else set()
    return found | ({_written_roman(_roman(step) + 1)} if set(step) <= set(_ROMAN) else set())


def _values(step: str) -> set[int]:
    """What a step may count: a figure, a Chinese numeral, a letter of the alphabet, a roman numeral."""
    step = step.lower()
    if step.isdigit():
        return {int(step)}
    if step[0] in _HAN:
        return {_chinese(step)}
    found = {ord(step) - ord("a") + 1} if len(step) == 1 else set()
    return found | ({_roman(step)} if set(step) <= set(_ROMAN) else set())


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def _roman(step: str) -> int:
    values = [_ROMAN[sign] for sign in step]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _chinese(step: str) -> int:
    """A Chinese numeral up to 99."""
    tens, ten, units = step.rpartition("十")
    if not ten:
        return _HAN.index(step[0]) + 1
    return (_HAN.index(tens[0]) + 1 if tens else 1) * 10 + (_HAN.index(units[0]) + 1 if units else 0)


def _han(number: int) -> str:
    tens, units = divmod(number, 10)
    head = ("" if tens == 1 else _HAN[tens - 1]) + "十" if tens else ""
    return head + (_HAN[units - 1] if units else "")


def _written_roman(number: int) -> str:
    found = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        count, number = divmod(number, value)
        found += sign * count
    return found
