"""Checking the citations of a memo: known here or not, how they stood on its day, and what is doubtful."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from control_atlas.ask.cited import TITLE, CitationIndex, How, Named
from control_atlas.cite import Citation, disagreements, read
from control_atlas.cite.dates import DATE, read_date
from control_atlas.cite.fold import fold
from control_atlas.cite.us_acts import Fr
from control_atlas.cite.us_codes import Cfr

#: Whether the place cited is recorded: it is; only a wider one is; none was cited; nothing is known of it.
Place = Literal["recorded", "wider", "none", "unknown"]

_CODE = re.compile(r"(?<![0-9A-Za-z.:/-])[0-9][A-E][0-9]{3}(?:\.[a-z0-9]{1,2}){0,9}(?![0-9A-Za-z])", re.ASCII)
_MEMO_DAY = re.compile(
    rf"^(?:date|dated|as of|日期|日付)[ \t]{{0,3}}[:：][ \t]{{0,3}}(?P<day>{DATE})", re.I | re.M
)
_HEAD = 4000
_PINNED = re.compile(r"pp?\. ([0-9]+)")


@dataclass(frozen=True, slots=True)
class Checked:
    """One citation of a memo. ``line`` and ``column`` count from 1; ``doubts`` are sentences.

    ``known`` says that it, or the place that holds it, is recorded here; a citation that is not known here may
    still be right.
    """

    start: int
    end: int
    line: int
    column: int
    text: str
    canonical: str
    citation: Citation | None
    named: tuple[Named, ...]
    place: Place
    doubts: tuple[str, ...]
    near: tuple[str, ...]

    @property
    def known(self) -> bool:
        return bool(self.named)

    @property
    def fine(self) -> bool:
        """Whether nothing calls for a second look: known, in force throughout, without doubts."""
        words = {one.word for one in self.named if one.word is not None}
        return self.known and words <= {"in force"} and not self.doubts


@dataclass(frozen=True, slots=True)
class Memo:
    """The citations of a memo in order, for the day ``on``; ``own_day`` says that the memo gives that day."""

    on: str
    own_day: bool
    checked: tuple[Checked, ...]


#: The sections that a part of the CFR has on a day, by an official table of contents; None where none is at hand.
Sections = Callable[[str, str, str], frozenset[str] | None]


def memo_day(text: str) -> str | None:
    """The day that a memo gives itself in its first lines (``Date: 1 June 2025``); None without one."""
    found = _MEMO_DAY.search(fold(text[:_HEAD]).text)
    return read_date(found["day"]) if found else None


def check_memo(
    index: CitationIndex, text: str, on: str | None, today: str, sections: Sections | None = None
) -> Memo:
    """Every citation and list entry in ``text``, for the day ``on``, else the memo's own day, else today.

    Takes time proportional to the length of the text. ``sections`` lets sections of the CFR be checked against an
    official table of contents.
    """
    own = memo_day(text) if on is None else None
    day = on or own or today
    seen = _Seen(index, day, sections)
    breaks = [mark.start() for mark in re.finditer("\n", text)]
    found = [(one.start, one.end, one.text, one.citation) for one in read(text, default_title=TITLE)]
    checked = []
    for start, end, written, citation in sorted([*found, *_codes(text, found)], key=lambda one: one[0]):
        line = bisect_right(breaks, start - 1)
        column = start - (breaks[line - 1] + 1 if line else 0) + 1
        answer = seen.citation(citation) if citation is not None else seen.code(written)
        checked.append(Checked(start, end, line + 1, column, written, answer.canonical, citation,
                               answer.named, answer.place, answer.doubts, answer.near))  # fmt: skip
    return Memo(day, own is not None, tuple(checked))


def _codes(text: str, found: list[tuple[int, int, str, Citation]]) -> Iterator[tuple[int, int, str, None]]:
    """List entries that stand by themselves, outside the citations found."""
    starts = [start for start, *_ in found]
    for code in _CODE.finditer(text):
        before = bisect_right(starts, code.start()) - 1
        if before < 0 or found[before][1] <= code.start():
            yield code.start(), code.end(), code[0], None


@dataclass(frozen=True, slots=True)
class _Answer:
    canonical: str
    named: tuple[Named, ...]
    place: Place
    doubts: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """Answers kept, since memos cite the same again and again."""

    index: CitationIndex
    day: str
    sections: Sections | None
    _citations: dict[Citation, _Answer] = field(default_factory=dict)
    _codes: dict[str, _Answer] = field(default_factory=dict)

    def citation(self, citation: Citation) -> _Answer:
        answer = self._citations.get(citation)
        if answer is None:
            answer = self._citations[citation] = self._check(citation)
        return answer

    def code(self, text: str) -> _Answer:
        answer = self._codes.get(text)
        if answer is None:
            targets, how = self.index.code(text)
            named = self.index.named(targets, how, self.day)
            near = () if named else self.index.near_codes(text)
            doubts = tuple(_many_lists(self.index, text, named))
            answer = self._codes[text] = _Answer(text, named, _place_of(how, named, True), doubts, near)
        return answer

    def _check(self, citation: Citation) -> _Answer:
        targets, how = self.index.targets(citation)
        named = self.index.named(targets, how, self.day)
        near = () if named else self.index.near(citation)
        doubts = [message for _, message, _ in disagreements(citation)]
        if isinstance(citation, Fr):
            doubts += _federal_register(self.index, citation, named)
        if isinstance(citation, Cfr) and citation.section and self.sections is not None:
            doubts += self._section(citation, citation.section)
        doubts += [
            f"{one.name} was not yet made on {self.day}." for one in named if one.word == "not yet made"
        ]
        pinned = bool(
            citation.pinpoint or citation.fields().get("paragraph") or citation.fields().get("eccn")
        )
        return _Answer(
            citation.write("short"), named, _place_of(how, named, pinned), tuple(dict.fromkeys(doubts)), near
        )

    def _section(self, citation: Cfr, section: str) -> Iterator[str]:
        known = self.sections(citation.title, citation.part, self.day) if self.sections else None
        if known is not None and section not in known:
            yield (
                f"{citation.title} CFR part {citation.part} has no § {section} in the official table of contents"
                f" fetched for {self.day}."
            )


def _place_of(how: How, named: tuple[Named, ...], pinned: bool) -> Place:
    if not named:
        return "unknown"
    if not pinned:
        return "none"
    return "recorded" if how == "exact" else "wider"


def _federal_register(index: CitationIndex, citation: Fr, named: tuple[Named, ...]) -> Iterator[str]:
    """What does not fit between a cited page, its date and number, and the documents recorded."""
    for one in named:
        fields: dict[str, Any] = dict(one.record.data.get("citation", {}))
        for name, said in (("published", citation.published), ("document", citation.document)):
            if said and fields.get(name) not in (None, said):
                what = "was published on" if name == "published" else "is document"
                yield f"{index.kb.name_of(one.record.id)} {what} {fields[name]}, not {said}."
    beyond = _PINNED.match(citation.pinpoint or "")
    for one in named if beyond else ():
        last = one.record.data.get("citation", {}).get("last_page")
        if beyond and last and int(beyond[1]) > last:
            yield f"Page {beyond[1]} lies after the last page of {index.kb.name_of(one.record.id)}, {last}."
    if not named and citation.published and citation.volume and citation.page:
        around = index.printed_around(citation.volume, citation.page)
        early = next(
            (day for page, day in around if page <= citation.page and day > citation.published), None
        )
        late = next((day for page, day in around if page >= citation.page and day < citation.published), None)
        if early or late:
            yield (
                f"Page {citation.page} of volume {citation.volume} does not fit {citation.published}: pages"
                f" {'before' if early else 'after'} it were printed on {early or late}."
            )


def _many_lists(index: CitationIndex, text: str, named: tuple[Named, ...]) -> Iterator[str]:
    """A code means something only together with its list; lists of the same regime family share their numbers."""
    lists = sorted({str(one.record.data.get("list", "")) for one in named} - {""})
    if len(lists) > 1:
        words = index.kb.vocabularies.get("lists", {})
        names = "; ".join(str(words.get(one, {}).get("label", one)) for one in lists)
        yield f"{text} stands in several lists, which need not mean the same: {names}."
