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

from control_atlas.texts.dated import folded

_QUOTED = re.compile(r'"([^"]+)"')
_STEP = r"(?:[0-9]+|[A-Za-z]{1,5})"
_NUMBER = rf"{_STEP}(?:\.{_STEP})*(?:\s?\({_STEP}\))*"
_WORD = r"(?:sections?|clauses?|parts?|articles?|conditions?|paragraphs?|chapters?|§+)"
_NAMED = re.compile(rf"\b{_WORD}\s+((?:{_NUMBER}(?:,\s|\sand\s|\sto\s)?)+)", re.IGNORECASE)
_ONE = re.compile(_NUMBER)
# Words that stand where a second number of a list could: "section 4, list of uses".
_LIST_BREAK = re.compile(r"^(?:[A-Za-z]{2,})$")
_ROMAN = re.compile(r"^[ivxl]+$")
_HAN = "一二三四五六七八九十"
_LEAD = r"^[\s#>|\-•·\[\"]*"
_LABEL = re.compile(
    _LEAD
    + r"(?:(?:section|article|part|clause|exhibit|appendix)\s+)?"
    + rf"(?:第\s*(?P<han_named>[{_HAN}百0-9]+)\s*[条章节部]|(?P<han>[{_HAN}]+)[,.]|\((?P<bracket>{_STEP}|[{_HAN}]+)\)"
    + rf"|(?P<dotted>{_STEP}(?:\.{_STEP})+)\b[.)]?|(?P<plain>{_STEP})(?:[.):,]|\s*[-|]|\s(?=[A-Z\u4e00-\u9fff])|$)"
    + r"|(?P<tight>[0-9]+(?:\.[0-9]+)*)(?=[\u4e00-\u9fff]))",
    re.IGNORECASE | re.MULTILINE,
)
_INSIDE = re.compile(rf"\((?P<bracket>{_STEP}|[{_HAN}]+)\)|(?<![\w.])(?P<plain>[a-z0-9]{{1,3}})[.)](?=\s)")


@dataclass(frozen=True, slots=True)
class Named:
    """What a pinpoint names: headings as quoted, and clause numbers as steps."""

    headings: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]


def named(pinpoint: str) -> Named:
    """The headings and clause numbers in a pinpoint; both empty where it only describes the place."""
    headings = tuple(_QUOTED.findall(pinpoint))
    rest = _QUOTED.sub(" ", pinpoint)
    numbers = []
    for run in _NAMED.findall(rest):
        for token in _ONE.findall(run):
            if token in ("and", "to") or (_LIST_BREAK.match(token) and not _ROMAN.match(token.lower())):
                continue
            numbers.append(tuple(step.lower() for step in re.findall(_STEP, token)))
    return Named(headings, tuple(numbers))


def missing(pinpoint: str, text: str) -> list[str]:
    """What a pinpoint names that ``text`` (made plain) does not have."""
    wanted = named(pinpoint)
    whole = _folded(text)
    found = [f'"{heading}"' for heading in wanted.headings if folded(heading).rstrip(".") not in whole]
    found += [".".join(number) for number in wanted.numbers if not has_number(number, text)]
    return found


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    return folded(text)


def has_number(steps: tuple[str, ...], text: str) -> bool:
    """Whether ``text`` has a clause with this number, each step inside the one before."""
    return any(True for _ in _spots(steps, text, 0, len(text)))


def _spots(steps: tuple[str, ...], text: str, start: int, end: int) -> Iterator[int]:
    """Every place inside the stretch at which the clause starts."""
    labels = [one for one in _labels(text) if start <= one.at < end]
    for taken in range(len(steps), 0, -1):
        wanted = steps[:taken]
        for index, label in enumerate(labels):
            if label.steps != wanted or (not label.leads and start == 0 and taken == 1):
                continue
            if taken == len(steps):
                yield label.at
                continue
            after = (*wanted[:-1], _next(wanted[-1]))
            stop = next((one.at for one in labels[index + 1 :] if one.steps == after and one.leads), end)
            yield from _spots(steps[taken:], text, label.at + 1, stop)


@dataclass(frozen=True, slots=True)
class _Label:
    at: int
    steps: tuple[str, ...]
    leads: bool


@lru_cache(maxsize=64)
def _labels(text: str) -> tuple[_Label, ...]:
    found = {}
    for match in _LABEL.finditer(text):
        written = next(group for group in match.groups() if group is not None)
        at = match.end()
        found[at] = _Label(at, _steps(written), True)
    for match in _INSIDE.finditer(text):
        written = match["bracket"] or match["plain"]
        found.setdefault(match.end(), _Label(match.end(), _steps(written), False))
    return tuple(sorted(found.values(), key=lambda one: one.at))


def _steps(written: str) -> tuple[str, ...]:
    return tuple(_arabic(step).lower() for step in written.split("."))


def _arabic(step: str) -> str:
    """A Chinese numeral up to 99 in figures; anything else as it is."""
    if not step or any(sign not in _HAN for sign in step):
        return step
    tens, ten, units = step.rpartition("十")
    if not ten:
        return str(_HAN.index(step[0]) + 1)
    return str((_HAN.index(tens[0]) + 1 if tens else 1) * 10 + (_HAN.index(units[0]) + 1 if units else 0))


_ORDER = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
)


def _next(step: str) -> str:
    """The number after: 4 after 3, b after a, iv after iii."""
    if step.isdigit():
        return str(int(step) + 1)
    if step in _ORDER and (len(step) > 1 or step in "vx" or step == "i"):
        place = _ORDER.index(step) + 1
        return _ORDER[place] if place < len(_ORDER) else ""
    return chr(ord(step) + 1) if len(step) == 1 else ""
