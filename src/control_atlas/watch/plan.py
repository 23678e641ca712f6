"""What there is to watch: the texts that records rest on, grouped by the question that tells whether they moved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from control_atlas.cite import Citation
from control_atlas.cite.eu import EuAct
from control_atlas.cite.us_codes import Cfr
from control_atlas.cite.works import Shelf
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.official import ecfr
from control_atlas.official.fetching import places
from control_atlas.records import Record

Kind = Literal["sections", "documents", "consolidations", "collection", "page"]
BLOB = re.compile(r"https://github\.com/([^/]+/[^/]+)/(?:blob|tree)/[0-9a-f]{7,40}/(.+)\Z")
REPOSITORY = re.compile(r"https://github\.com/([^/]+/[^/#?]+)")


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing to ask about: ``since`` is the last day for which the text read is known to be the current one.

    ``members`` are what the question covers, each with its own last day and the records to read again when it
    moved: sections of a part, files of a collection. ``places`` are the cited paragraphs by section.
    """

    kind: Kind
    key: str
    since: str
    members: Mapping[str, tuple[str, tuple[str, ...]]]
    places: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.kind} {self.key}"


def plan(kb: KnowledgeBase, on: str, kinds: Iterable[Kind] | None = None) -> list[Watched]:
    """Everything to watch, in a fixed order; only some kinds of question when ``kinds`` names them."""
    wanted = (
        set(kinds) if kinds is not None else {"sections", "documents", "consolidations", "collection", "page"}
    )
    found: list[Watched] = []
    parts = list(_parts(kb, on)) if wanted & {"sections", "documents"} else []
    if "sections" in wanted:
        found += parts
    if "documents" in wanted:
        found += [Watched("documents", one.key, one.since, one.members) for one in parts]
    if "consolidations" in wanted:
        found += _acts(kb)
    if "collection" in wanted:
        found += _collections(kb)
    if "page" in wanted:
        found += _pages(kb)
    return found


def last_known(kb: KnowledgeBase, record: Record) -> str | None:
    """The last day for which any text read for a record is known to have been current."""
    days = [
        str(day)
        for name in record.data.get("sources", ())
        if (source := kb.records.get(name)) is not None
        and (day := (source.data.get("current") or {}).get("to"))
    ]
    return max(days, default=None)


def _citation(record: Record) -> Citation | None:
    fields = record.data.get("citation")
    return Citation.from_fields(fields) if fields else None


def _parts(kb: KnowledgeBase, on: str) -> Iterator[Watched]:
    """Parts of the Code of Federal Regulations with the sections that records are about."""
    sections: dict[tuple[str, str], dict[str, tuple[str, tuple[str, ...]]]] = defaultdict(dict)
    cited = _cited_places(kb, on)
    places_of: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for record in kb.of_kind("instruments"):
        citation = _citation(record)
        name = ecfr.name_of(citation) if isinstance(citation, Cfr) else None
        known = last_known(kb, record)
        if not isinstance(citation, Cfr) or name is None or known is None:
            continue
        supplement = f"Supplement No. {citation.supplement} to Part {citation.part}"
        unit = citation.section or supplement
        part = citation.part or unit.split(".")[0]
        before = sections[(citation.title, part)].get(unit, (known, ()))
        sections[(citation.title, part)][unit] = (max(before[0], known), (*before[1], record.id))
        places_of[unit] = cited.get(name, {})
    for (title, part), members in sorted(sections.items()):
        since = min(day for day, _ in members.values())
        yield Watched(
            "sections", f"{title}-{part}", since, members, {unit: places_of[unit] for unit in members}
        )


def _cited_places(kb: KnowledgeBase, on: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """By section, the paragraphs that wordings cite with the records that cite them."""
    shelf = Shelf(kb)
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for record in kb.of_kind("chip-export-controls"):
        for section, key in kb.keys(record):
            version = shelf.governing(record, section, key, on)
            if version is None:
                continue
            for work in shelf.version(record, key, version, on):
                for place in places(work):
                    if place.publisher == ecfr.PUBLISHER and place.path:
                        names = found[place.name][place.path]
                        if record.id not in names:
                            names.append(record.id)
    return {name: {path: tuple(ids) for path, ids in paths.items()} for name, paths in found.items()}


def _acts(kb: KnowledgeBase) -> Iterator[Watched]:
    """Acts of the European Union, which are consolidated anew when they are amended."""
    for record in kb.of_kind("instruments"):
        citation = _citation(record)
        known = last_known(kb, record)
        if isinstance(citation, EuAct) and known and not citation.consolidated:
            yield Watched(
                "consolidations", citation.celex(), known, {citation.celex(): (known, (record.id,))}
            )


def _users(kb: KnowledgeBase, source: Record) -> tuple[str, ...]:
    """Records that rest on a source."""
    return tuple(sorted({source.id, *(link.origin for link in kb.graph.back(source.id))}))


def _collections(kb: KnowledgeBase) -> Iterator[Watched]:
    """Public collections of texts in version control, with the files that were read."""
    files: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = defaultdict(dict)
    for source in kb.of_kind("sources"):
        address = str(source.data.get("archived") or source.data.get("address") or "")
        blob, known = BLOB.match(address), (source.data.get("current") or {}).get("to")
        if blob is None or not known:
            continue
        day, users = files[blob[1]].get(blob[2], (str(known), ()))
        files[blob[1]][blob[2]] = (max(day, str(known)), tuple(sorted({*users, *_users(kb, source)})))
    for repository, members in sorted(files.items()):
        yield Watched("collection", repository, min(day for day, _ in members.values()), members)


def _pages(kb: KnowledgeBase) -> Iterator[Watched]:
    """Official pages that an editor asked to have watched and that no open interface tells about."""
    for source in kb.of_kind("sources"):
        address = source.data.get("address")
        known = (source.data.get("current") or {}).get("to") or source.data["read_on"]
        if address is None or "watch" not in source.data or REPOSITORY.match(address):
            continue
        if not address.startswith(("https://www.ecfr.gov/", "https://www.federalregister.gov/")):
            yield Watched("page", address, str(known), {address: (str(known), _users(kb, source))})
