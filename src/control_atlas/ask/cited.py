"""Which record a citation, code, number or name means, and how what it means stands on a day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from control_atlas.ask.lookup import codes_for
from control_atlas.cite import Citation, parse, read
from control_atlas.cite.issuers import ISSUERS
from control_atlas.cite.keys import code_key, keys, plain, slips, wider
from control_atlas.cite.own import AtlasRecord
from control_atlas.cite.us_acts import Fr
from control_atlas.cite.us_codes import Cfr, Usc
from control_atlas.link.acts import ENDING, Act, split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

#: The CFR title of a bare section, where nothing else is said.
TITLE = "15"
_HS = re.compile(r"[0-9]{4}\.?[0-9]{2}(?:\.?[0-9]{2}){0,2}", re.ASCII)
_DOCUMENT = re.compile(r"(?:[A-Z][0-9]-)?[0-9]{4}-[0-9]{4,6}", re.ASCII)
_SECTION = re.compile(r"[0-9]{3}\.[0-9]{1,3}(?:\([0-9A-Za-z]{1,5}\)){0,9}", re.ASCII)
_BARE_ANNOUNCEMENT = re.compile(
    r"(?:公告)?\[?(?P<year>[0-9]{4})[年\]]?第?(?P<number>[0-9]{1,4})号(?:公告)?"
    r"|(?:Announcement )?No\. ?(?P<english>[0-9]{1,4}) of (?P<of>[0-9]{4})"
)
_RANGE = re.compile(r"(cfr|usc):([0-9]+):([0-9]+)[a-z]*-([0-9]+)[a-z]*\Z")
_PLACE = re.compile(r"(cfr|usc):([0-9]+):([0-9]+)")


How = Literal["exact", "wider", "inside", "page"]


@dataclass(frozen=True, slots=True)
class Target:
    """A record that a key names, or one of its items; ``section`` is the dated section of the item."""

    id: str
    key: str | None = None
    section: str = "items"

    @property
    def name(self) -> str:
        return self.id if self.key is None else f"{self.id}#{self.key}"


@dataclass(frozen=True, slots=True)
class Named:
    """What a citation names here, on a day.

    ``how`` says whether the very place is recorded, only a wider one that holds it, only places inside it, or
    the document on whose pages a page lies. ``standing`` is as in a status; ``ended_by`` are the instruments that
    rescind, supersede or vacate it, with their first day as written.
    """

    record: Record
    key: str | None
    how: How
    word: str | None
    standing: str | None
    ended_by: tuple[tuple[str, str | None], ...] = ()

    @property
    def name(self) -> str:
        return self.record.id if self.key is None else f"{self.record.id}#{self.key}"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a text was read as, and what it names.

    ``read_as`` is "citation", "code", "customs number", "id" or "name"; ``citation`` its parts where it is one,
    ``canonical`` how we write it. ``near`` are names like it, only where it names nothing.
    """

    text: str
    read_as: str | None
    canonical: str
    citation: Citation | None
    named: tuple[Named, ...]
    near: tuple[str, ...] = ()


class CitationIndex:
    """Keys of everything recorded; built once in time linear in the records, asked by look-ups."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._targets: dict[str, dict[Target, None]] = defaultdict(dict)
        self._ranges: list[tuple[str, str, int, int, Target]] = []
        self._pages: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        self._printed: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self._ended: dict[str, list[Act]] = defaultdict(list)
        self._places: dict[str, str | None] = {}
        self._inside: dict[str, dict[Target, None]] = defaultdict(dict)
        self._amended: dict[str, list[str]] = {}
        for act in kb.acts:
            if act.does in ENDING:
                self._ended[act.target].append(act)
        for record in kb:
            if "withdrawn" not in record.data:
                self._add(record)
        for pages in self._pages.values():
            pages.sort()
        for printed in self._printed.values():
            printed.sort()

    def _add(self, record: Record) -> None:
        data = record.data
        whole = Target(record.id)
        for name in (record.title, *data.get("titles", {}).values(), *data.get("aliases", ())):
            self._targets[f"title:{plain(str(name))}"][whole] = None
        if "document_number" in data:
            self._targets[f"title:{plain(str(data['document_number']))}"][whole] = None
        if "citation" in data:
            self._cite(Citation.from_fields(data["citation"]), whole)
            for part, said in data.get("parts", {}).items():
                self._add_place(record.id, str(said["pinpoint"]), Target(record.id, part, "parts"))
        for name in (str(data.get("code", "")), *map(str, data.get("aliases", ()))):
            if _SECTION.fullmatch(name) and (place := self._place(f"§ {name}")):
                self._targets[place][whole] = None
        if record.kind == "commodity-codes":
            self._targets[f"hs:{data['code']}"][whole] = None
        code = data.get("code") if record.kind in ("chip-export-controls", "mineral-restrictions") else None
        if code and (key := code_key(str(code))):
            self._targets[key][whole] = None
        for section, item in self.kb.keys(record):
            target = Target(record.id, item, section)
            if section == "items" and code and (key := code_key(f"{code}.{item}")):
                self._targets[key][target] = None
            for version in data[section][item]:
                if "control_code" in version and (key := code_key(str(version["control_code"]))):
                    self._targets[key][target] = None
                place = str(version.get("pinpoint", ""))
                if (codified := self._place(place)) is not None:
                    self._targets[codified][target] = None
                elif "by" in version:
                    self._add_place(split(str(version["by"]))[0], place, target)

    def _add_place(self, by: str, place: str, target: Target) -> None:
        """A place in an instrument, and the same place in the acts that it amends."""
        if by not in self._amended:
            self._amended[by] = [
                by,
                *(act.target for act in self.kb.acts_by.get(by, ()) if act.does == "amends"),
            ]
        for identity in self._amended[by]:
            record = self.kb.records.get(identity)
            fields = record.data.get("citation") if record else None
            cited = Citation.from_fields(fields).at(place) if fields else None
            if cited is not None and cited.pinpoint:
                for key in keys(cited):
                    self._targets[f"{key}#{cited.pinpoint}"][target] = None

    def _place(self, pinpoint: str) -> str | None:
        """The key of a pinpoint that is a place of the CFR by itself."""
        if pinpoint not in self._places:
            found = parse(pinpoint, default_title=TITLE, kinds=(Cfr,))
            self._places[pinpoint] = keys(found)[0] if found else None
        return self._places[pinpoint]

    def _cite(self, citation: Citation, target: Target) -> None:
        for key in keys(citation):
            self._targets[key][target] = None
            if run := _RANGE.match(key):
                self._ranges.append((run[1], run[2], int(run[3]), int(run[4]), target))
        if isinstance(citation, Cfr) and (place := _PLACE.match(keys(citation)[0])):
            self._inside[f"{place[2]}:{place[3]}"][target] = None
        if isinstance(citation, Usc) and citation.last_section:
            low, high = citation.section.rstrip("abcdefghij"), citation.last_section.rstrip("abcdefghij")
            if low.isdigit() and high.isdigit():
                self._ranges.append(("usc", citation.title, int(low), int(high), target))
        if isinstance(citation, Fr) and citation.volume and citation.page:
            last = citation.last_page or citation.page
            self._pages[citation.volume].append((citation.page, last, target.id))
            if citation.published:
                self._printed[citation.volume].append((citation.page, citation.published))

    def targets(self, citation: Citation) -> tuple[list[Target], How]:
        """What a citation names, and how exactly; the widest that is tried are the run of parts or sections that
        holds it and, of a part, the instruments inside it."""
        if isinstance(citation, AtlasRecord):
            own = self.own(citation.record)
            return ([own], "exact") if own else ([], "exact")
        known = keys(citation)
        if citation.pinpoint:
            for key in known:
                if found := self._targets.get(f"{key}#{citation.pinpoint}"):
                    return list(found), "exact"
        for key in known:
            for step, place in enumerate(wider(key)):
                if found := self._targets.get(place):
                    paged = isinstance(citation, Fr) and (citation.pinpoint or "").startswith("p")
                    very = step == 0 and (paged or not citation.pinpoint)
                    return list(found), "exact" if very else "wider"
        if isinstance(citation, Fr):
            by_page = self._by_page(citation)
            return ([Target(by_page)], "page") if by_page else ([], "exact")
        for key in known:
            if place_of := _PLACE.match(key):
                kind, title, number = place_of[1], place_of[2], int(place_of[3])
                held = [
                    run[4] for run in self._ranges if run[:2] == (kind, title) and run[2] <= number <= run[3]
                ]
                if held:
                    return held, "wider"
                if isinstance(citation, Cfr) and not (citation.section or citation.supplement):
                    return list(self._inside.get(f"{title}:{number}", ())), "inside"
        return [], "exact"

    def own(self, name: str) -> Target | None:
        """The record, or item of one, that an id names; former ids count."""
        identity, key = split(name)
        record = self.kb.records.get(self.kb.former.get(identity, identity))
        if record is None or (key is not None and key not in _item_keys(self.kb, record)):
            return None
        section = next((section for section, one in self.kb.keys(record) if one == key), "items")
        return Target(record.id, key, section)

    def _by_page(self, citation: Fr) -> str | None:
        """The document on whose pages a citation of a later page lies."""
        page = citation.page
        if page is None and citation.pinpoint:
            digits = re.search(r"p\. ([0-9]+)|pp\. ([0-9]+)", citation.pinpoint)
            page = int(digits[1] or digits[2]) if digits else None
        pages = self._pages.get(citation.volume or 0, [])
        if page is None or not pages:
            return None
        place = bisect_right(pages, (page, 10**9, "")) - 1
        if place < 0 or not pages[place][0] <= page <= pages[place][1]:
            return None
        return pages[place][2]

    def printed_around(self, volume: int, page: int) -> list[tuple[int, str]]:
        """First page and day of the recorded documents of a volume next to a page: one before, one after."""
        dated = self._printed.get(volume, [])
        place = bisect_right(dated, (page, ""))
        return dated[max(0, place - 1) : place + 1]

    def named(self, targets: Iterable[Target], how: How, on: str) -> tuple[Named, ...]:
        """The targets with their status on a day."""
        return tuple(self._named(target, how, on) for target in targets)

    def _named(self, target: Target, how: How, on: str) -> Named:
        record = self.kb.records[target.id]
        ended = tuple(
            (act.by, None if act.start is None else str(act.start))
            for act in self._ended.get(target.id, ())
            if act.target_part is None or act.target_part == target.key
        )
        if not self.kb.has_status(record):
            return Named(record, target.key, how, None, None, ended)
        if record.kind == "instruments":
            part = target.key if target.key in record.data.get("parts", {}) else None
            span = self.kb.span_on(record, "parts", part, on)
        elif target.key is not None:
            span = self.kb.span_on(record, target.section, target.key, on)
        else:
            return Named(record, None, how, self.kb.word_on(record, on), None, ended)
        return Named(record, target.key, how, span.word, span.standing, ended)

    def near(self, citation: Citation) -> tuple[str, ...]:
        """Short citations of what is one slip away from a citation that names nothing here."""
        found: dict[str, None] = {}
        for key in keys(citation):
            for slip in slips(key):
                for target in self._targets.get(slip, ()):
                    found.setdefault(self.kb.name_of(target.id), None)
                if len(found) >= 5:
                    return tuple(found)
        return tuple(found)

    def rows(self) -> Iterator[tuple[str, Target]]:
        """Every key of a place or instrument with what it names; pinpoints that only words express left out."""
        for key, targets in self._targets.items():
            for target in targets if "#" not in key else ():
                yield key, target

    def documents(self) -> dict[int, list[tuple[int, int, str]]]:
        """The recorded documents of the Federal Register by volume: first page, last page, id."""
        return dict(self._pages)

    def code(self, text: str) -> tuple[list[Target], How]:
        """The list entries that a control code names, in every list that has it; wider ones where need be."""
        key = code_key(text)
        for step, place in enumerate(wider(key) if key else ()):
            if found := self._targets.get(place):
                return list(found), "wider" if step else "exact"
        return [], "exact"

    def near_codes(self, text: str) -> tuple[str, ...]:
        """Codes one slip away from a code that names nothing here."""
        key = code_key(text)
        found = [slip for slip in dict.fromkeys(slips(key) if key else ()) if slip in self._targets]
        return tuple(slip.removeprefix("code:") for slip in found[:5])

    def announcement(self, year: str, number: str) -> list[Target]:
        """The Chinese announcements of a year with a number, whoever issued them."""
        held = [self._targets.get(f"cn:{issuer}:{year}:{int(number)}", {}) for issuer in ISSUERS]
        return list(dict.fromkeys(target for targets in held for target in targets))

    def by_name(self, text: str) -> list[Target]:
        """The records with this title, alias or document number."""
        return list(self._targets.get(f"title:{plain(text)}", ()))


def resolve(index: CitationIndex, text: str, on: str) -> list[Resolved]:
    """What a typed text names: one answer, or one for each citation in it; at least one, perhaps empty.

    Ids and former ids come first, then citations, codes, customs numbers, document numbers and names. A text
    that is none of these answers with names like it.
    """
    kb, text = index.kb, " ".join(text.split())
    if (own := index.own(text)) is not None:
        return [Resolved(text, "id", own.name, None, index.named([own], "exact", on))]
    if (code := code_key(text)) is not None:
        targets, how = index.code(text)
        near = index.near_codes(text) if not targets else ()
        named = index.named(targets, how, on)
        return [Resolved(text, "code", code.removeprefix("code:"), None, named, near)]
    found = parse(f"§ {text}" if _SECTION.fullmatch(text) else text, default_title=TITLE)
    if found is None and _DOCUMENT.fullmatch(text):
        found = Fr(document=text)
    if found is not None:
        return [_of_citation(index, text, found, on)]
    if named_so := index.by_name(text):
        return [Resolved(text, "name", text, None, index.named(named_so, "exact", on))]
    if bare := _BARE_ANNOUNCEMENT.fullmatch(text):
        year, number = bare["year"] or bare["of"], bare["number"] or bare["english"]
        counted = index.announcement(year, number)
        return [Resolved(text, "name", f"No. {number} of {year}", None, index.named(counted, "exact", on))]
    if _HS.fullmatch(text):
        numbers = [Target(one.id) for one in codes_for(kb, text)]
        return [Resolved(text, "customs number", text, None, index.named(numbers, "exact", on))]
    inside = [_of_citation(index, one.text, one.citation, on) for one in read(text, default_title=TITLE)]
    return inside or [Resolved(text, None, text, None, (), tuple(kb.near(text)) if text else ())]


def _of_citation(index: CitationIndex, text: str, citation: Citation, on: str) -> Resolved:
    targets, how = index.targets(citation)
    near = index.near(citation) if not targets else ()
    named = index.named(targets, how, on)
    return Resolved(text, "citation", citation.write("short"), citation, named, near)


def _item_keys(kb: KnowledgeBase, record: Record) -> set[str]:
    return {*record.data.get("parts", {}), *(one for _, one in kb.keys(record))}
