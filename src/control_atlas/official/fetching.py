"""Which official texts the records cite, getting them, and finding a cited place in those that are held."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from control_atlas.cite import Citation
from control_atlas.cite.eu import EuAct
from control_atlas.cite.gazettes import UkSi
from control_atlas.cite.pinpoint import compose, parts_of
from control_atlas.cite.us_acts import Fr
from control_atlas.cite.us_codes import Cfr
from control_atlas.cite.works import TITLE, Shelf, Work
from control_atlas.cite.writing import placed
from control_atlas.days import latest
from control_atlas.link.acts import split
from control_atlas.official import ecfr, eurlex, federal_register, legislation_uk
from control_atlas.official.client import Client, FetchFault, NotThere
from control_atlas.official.store import OfficialText, Passage, Store

State = Literal["saved", "unchanged", "not offered", "failed"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text to get: the citation of the unit that its publisher gives, and the day."""

    citation: Citation
    on: str


@dataclass(frozen=True, slots=True)
class Got:
    """What became of a text that was wanted; ``detail`` says where it is or why there is none."""

    wanted: Wanted
    state: State
    detail: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a citation leads in the texts held: which text, and the place in it."""

    publisher: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Found:
    """A cited place in a text that is held. ``path`` is the place found, wider than the one ``asked`` for where the
    text does not set that apart."""

    text: OfficialText
    asked: str
    path: str
    passages: tuple[Passage, ...]

    @property
    def exact(self) -> bool:
        return self.path == self.asked

    @property
    def words(self) -> str:
        """The passages as one text, a line each."""
        return "\n".join(one.text for one in self.passages)


def place_of(citation: Citation) -> Place | None:
    """Where a citation leads; None for those whose publisher has no open interface that is read here."""
    match citation:
        case Cfr():
            name = ecfr.name_of(citation)
            return Place(ecfr.PUBLISHER, name, ecfr.path_of(citation)) if name else None
        case Fr(document=str(document)):
            return Place(federal_register.PUBLISHER, document, _first(citation.pinpoint))
        case EuAct():
            return Place(eurlex.PUBLISHER, citation.celex(), _first(citation.pinpoint))
        case UkSi():
            name = f"uksi-{citation.year}-{citation.number}"
            return Place(legislation_uk.PUBLISHER, name, _first(citation.pinpoint))
    return None


def _first(pinpoint: str | None) -> str:
    """The outermost place of a pinpoint, its first value: ``arts. 4(1), 5`` -> ``art. 4(1)``."""
    parts = parts_of(pinpoint or "")
    if not parts or not parts[0].values:
        return ""
    value = parts[0].values[0].split("-")[0]
    return compose([dataclasses.replace(parts[0], values=(value,))])


def places(work: Work) -> Iterator[Place]:
    """The places of a work: as cited, and the one in brackets (a section that a rule amends)."""
    where = placed(work.citation, work.place, TITLE) if work.place else None
    for citation in (where.citation, where.other) if where else (work.citation,):
        if citation is not None and (found := place_of(citation)) is not None:
            yield found


def find(store: Store, citation: Citation, on: str) -> Found | None:
    """The cited place in the newest text held for a day up to ``on``; None where none is held or has the place."""
    where = place_of(citation)
    if where is None:
        return None
    # What is printed once holds for every day since.
    text = store.latest(where.publisher, where.name, on)
    if text is None:
        return None
    if not where.path:
        return Found(text, "", "", text.passages)
    path, passages = text.at(where.path)
    return Found(text, where.path, path, passages) if passages else None


def sections_held(store: Store, title: str, part: str, on: str) -> frozenset[str] | None:
    """The sections of a part by the newest table of contents held for a day up to ``on``; None without one."""
    text = store.latest(ecfr.PUBLISHER, ecfr.contents_name(title, part), on) if store else None
    return frozenset(one.path for one in text.passages) if text is not None else None


def wanted(shelf: Shelf, names: Iterable[str] | None, on: str, *, history: bool = False) -> list[Wanted]:
    """The texts that records or items cite on a day, each once; those of all controls, clauses and instruments when
    ``names`` is None. With ``history`` also the text of the code on the first day of every wording."""
    found: dict[tuple[str, str, str], Wanted] = {}
    kb = shelf.kb
    asked = list(names) if names is not None else [record.id for record in kb if record.kind in _KINDS]
    for name in asked:
        identity, key = split(name)
        record = kb.get(identity)
        works = list(shelf.works(name, on))
        _add(found, works, on)
        for section, one in kb.keys(record):
            for version in record.data[section][one] if key in (None, one) else ():
                held = shelf.version(record, one, version, on) if "by" in version else []
                _add(found, held, on)
                if history:
                    laws = [work for work in held if isinstance(work.citation, Cfr)]
                    _add(found, laws, str(latest(version["from"])))
    return list(found.values())


_KINDS = ("instruments", "chip-export-controls", "mineral-restrictions")


def _add(found: dict[tuple[str, str, str], Wanted], works: Iterable[Work], on: str) -> None:
    for work in works:
        if work.role not in ("law", "by"):
            continue
        where = placed(work.citation, work.place, TITLE) if work.place else None
        for citation in (where.citation, where.other) if where else (work.citation,):
            place = place_of(citation) if citation is not None else None
            if place is None or citation is None:
                continue
            day = on if isinstance(citation, Cfr | UkSi) else ""
            found.setdefault((place.publisher, place.name, day), Wanted(citation, on))


_FETCH: dict[type[Citation], Callable[[Client, Any, str, OfficialText | None], OfficialText | None]] = {
    Cfr: ecfr.fetch,
    Fr: federal_register.fetch,
    EuAct: eurlex.fetch,
    UkSi: legislation_uk.fetch,
}


def fetch_all(client: Client, store: Store, texts: Iterable[Wanted], today: str) -> Iterator[Got]:
    """Gets the texts one by one and keeps them; one that cannot be had does not stop the others."""
    newest: dict[str, str] = {}
    for one in texts:
        try:
            yield _fetch(client, store, one, today, newest)
        except NotThere as fault:
            yield Got(one, "not offered", str(fault))
        except FetchFault as fault:
            yield Got(one, "failed", str(fault))


def _fetch(client: Client, store: Store, one: Wanted, today: str, newest: dict[str, str]) -> Got:
    citation, on = one.citation, one.on
    place = place_of(citation)
    if place is None:
        return Got(
            one, "not offered", f"{citation.write('short')}: no open interface of its publisher is read"
        )
    if isinstance(citation, Cfr):
        if citation.title not in newest:
            newest[citation.title] = ecfr.newest_day(client, citation.title)
            for contents in ecfr.contents(client, citation.title, newest[citation.title]):
                store.save(dataclasses.replace(contents, fetched=today))
        on = min(on, newest[citation.title])
        if store.load(place.publisher, place.name, on) is not None and on < newest[citation.title]:
            return Got(one, "unchanged", f"the text of {on} is held; the past does not change")
    known = store.latest(place.publisher, place.name, on)
    text = _FETCH[type(citation)](client, citation, on, known)
    if text is None:
        return Got(one, "unchanged", f"the text of {known.on} is still current" if known else "unchanged")
    file = store.save(dataclasses.replace(text, fetched=today))
    return Got(one, "saved", f"{file.relative_to(store.folder)}, sha256 {text.sha256[:12]}")
