"""What there is to cite of a record: the law at its place, the instrument that gave the wording, the texts
behind an incident, and our own record."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version as installed
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from control_atlas.cite.citation import Citation, Form
from control_atlas.cite.documents import Official, Press
from control_atlas.cite.labels import labelled
from control_atlas.cite.own import AtlasRecord
from control_atlas.cite.reading import parse
from control_atlas.cite.us_codes import Cfr
from control_atlas.cite.writing import csl, write

if TYPE_CHECKING:
    from control_atlas.link.knowledge import KnowledgeBase
    from control_atlas.records import Record

#: ``law``: the place itself, as codified or published; ``by``: the instrument that gave the wording; ``text``: a
#: text that tells; ``record``: our own record.
Role = Literal["law", "by", "text", "record"]
#: The CFR title in which a bare section or supplement of a record stands.
TITLE = "15"
# What divides the names of publishers; in a citation it would end the name.
_NAMES_APART = re.compile(r" ?[(;,] ?")
#: So many different places of the law are cited for one record; the rest are cited paragraph by paragraph.
MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Written:
    """A citation in one form, under the name of its style."""

    form: Form
    label: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to cite. ``place`` is the pinpoint in the words of the record; ``key`` names the work in lists.

    ``url`` is where the text stands, ``archived`` a copy kept by an archive, ``accessed`` the day it was read.
    """

    key: str
    role: Role
    title: str
    citation: Citation
    place: str | None = None
    url: str | None = None
    archived: str | None = None
    accessed: str | None = None
    language: str | None = None

    def write(self, form: Form) -> str:
        """The citation with its pinpoint in a form of its type; ValueError for another."""
        return write(self.citation, form, self.place, default_title=TITLE)

    def forms(self) -> list[Written]:
        """Every form under the name its readers know, the one for filings first; one that only repeats an
        earlier one is left out."""
        found: list[Written] = []
        for one in labelled(self.citation):
            text = self.write(one.form)
            if one.form == "full" and self.citation.TYPE == "terms" and self.archived:
                kept = ", ".join(filter(None, (text, self.url, f"archived at {self.archived}")))
                found.append(Written("full", "With archived copy", kept))
            if text not in [earlier.text for earlier in found]:
                found.append(Written(one.form, one.label, text, one.lang))
        return found

    def csl(self) -> dict[str, Any]:
        """The work as one CSL-JSON item."""
        item = csl(
            self.citation,
            self.title,
            key=self.key,
            url=self.url,
            accessed=self.accessed,
            language=self.language,
        )
        notes = [line for line in item["note"].split("\n") if not line.startswith("Cite as: ")]
        item["note"] = "\n".join([*notes, f"Cite as: {self.write('full')}"])
        if self.archived:
            item["archive_location"] = self.archived
        return item


def release_name() -> str:
    """The data release that is cited: the version of this package."""
    return installed("control-atlas")


class Shelf:
    """The works of all records of a knowledge base; built once, asked often.

    ``site`` is the address of the published site, under which our own records are cited; without it they are
    cited by their path.
    """

    def __init__(self, kb: KnowledgeBase, site: str = "", release: str | None = None) -> None:
        self.kb = kb
        self._site = site.rstrip("/") + "/" if site else ""
        self._release = release or release_name()
        self._copies: dict[str, list[Record]] = defaultdict(list)
        for source in kb.of_kind("sources"):
            for name in source.data.get("of", ()):
                self._copies[str(name)].append(source)
        self._places: dict[str, Citation | None] = {}

    def works(self, name: str, on: str) -> list[Work]:
        """What there is to cite of a record, or of ``id#key``, on a day: the law first, our record last.

        Raises NotFound for a record that there is not, or a key that it does not have.
        """
        from control_atlas.link.acts import split
        from control_atlas.link.knowledge import NotFound

        identity, key = split(name)
        record = self.kb.get(identity)
        found: list[Work] = []
        if record.kind == "instruments":
            if key is not None and key not in record.data.get("parts", {}):
                raise NotFound(name, [f"{record.id}#{one}" for one in record.data.get("parts", {})][:8])
            place = record.data["parts"][key]["pinpoint"] if key else None
            work = self.instrument(record, place, on, key=f"{record.id}#{key}" if key else record.id)
            found += [work] if work else []
        elif record.kind == "incidents":
            found += [work for source in record.data.get("sources", ()) if (work := self.text(source))]
        elif record.kind == "sources":
            found += [work] if (work := self.text(record.id)) else []
        else:
            keys = list(self.kb.keys(record))
            sections = [(section, one) for section, one in keys if key in (None, one)]
            if key is not None and not sections:
                raise NotFound(name, [f"{record.id}#{one}" for _, one in keys][:8])
            if "items" in record.data:
                leading = [pair for pair in sections if pair[0] == "items"]
                sections = leading or sections
            versions = [
                (one, governing)
                for section, one in sections
                if (governing := self.governing(record, section, one, on)) is not None
            ]
            found += self._laws(record, key, versions, on)
        return [*found, self.own(record, key, on)]

    def governing(self, record: Record, section: str, key: str, on: str) -> Mapping[str, Any] | None:
        """The wording of an item that holds on a day, codified side; the latest before it where it ended."""
        versions: list[Mapping[str, Any]] = record.data[section][key]
        side = self.kb.span_on(record, section, key, on).codified
        return versions[side.version] if side.version is not None else None

    def version(self, record: Record, key: str, wording: Mapping[str, Any], on: str) -> list[Work]:
        """What there is to cite of one wording of an item: its place in the law, and what gave it."""
        name = f"{record.id}#{key}"
        found: list[Work] = []
        law = self.codified(wording["pinpoint"])
        if law is not None:
            found.append(self._law(f"{name}:law", record.title, dataclasses.replace(law, as_of=on)))
        by = self.kb.records.get(str(wording["by"]).partition("#")[0])
        work = by and self.instrument(by, str(wording["pinpoint"]), on, key=f"{name}:by", role="by")
        return [*found, work] if work else found

    def codified(self, place: str) -> Cfr | None:
        """The place of the Code of Federal Regulations that a pinpoint names by itself, if it does."""
        if place not in self._places:
            self._places[place] = parse(place, default_title=TITLE, kinds=(Cfr,))
        found = self._places[place]
        return found if isinstance(found, Cfr) else None

    def instrument(
        self, record: Record, place: str | None, on: str, *, key: str | None = None, role: Role = "law"
    ) -> Work | None:
        """The work that an instrument is, at a place in it; None without citation fields."""
        fields = record.data.get("citation")
        if fields is None:
            return None
        citation = Citation.from_fields(fields)
        if isinstance(citation, Cfr) and citation.year is None and citation.as_of is None:
            citation = dataclasses.replace(citation, as_of=on)
        copies = [copy.data for copy in self._copies.get(record.id, ()) if "address" in copy.data]
        publisher = next((copy for copy in copies if copy["rank"] == "official"), {})
        official = next((link.url for link in citation.links(on)), None)
        return Work(
            key or record.id,
            role,
            record.title,
            citation,
            place,
            official or publisher.get("address"),
            next(filter(None, map(_archived, copies)), None) if citation.TYPE == "terms" else None,
            publisher.get("read_on") if not official else None,
            str(record.data["language"]) if "language" in record.data else None,
        )

    def text(self, identity: str) -> Work | None:
        """A source as a work of its own: publisher, title, day."""
        record = self.kb.records.get(identity)
        if record is None:
            return None
        data = record.data
        day = data.get("published")
        kind = Official if data["rank"] in ("official", "copy") else Press
        citation = kind(
            issuer=_NAMES_APART.sub(" / ", str(data["publisher"])).replace(")", ""),
            title=record.title.replace(";", ","),
            date=day if isinstance(day, str) else None,
        )
        return Work(
            record.id,
            "text",
            record.title,
            citation,
            None,
            data.get("address"),
            data.get("archived"),
            data.get("read_on"),
            data.get("language"),
        )

    def own(self, record: Record, key: str | None, on: str) -> Work:
        """Our record, or one of its items, as shown for a day."""
        from control_atlas.export.envelope import address, content_hash
        from control_atlas.views.words import item_anchor, item_path

        name = record.id if key is None else f"{record.id}#{key}"
        path = f"{item_path(record, key) if key else address(record)}?on={on}"
        if key:
            path += f"#{quote(item_anchor(record, key), safe='')}"
        citation = AtlasRecord(
            record=name,
            as_of=on,
            title=record.title,
            version=content_hash(record)[:12],
            release=self._release,
            address=self._site + path,
        )
        url = self._site + path if self._site else None
        return Work(f"atlas-{name}", "record", record.title, citation, url=url)

    def main(self, on: str, kinds: tuple[str, ...] = ()) -> Iterator[Work]:
        """One work for each record that can be cited, in id order: for an instrument itself, for a control or
        clause its place in the law, for an incident our record. ``kinds`` limits the kinds."""
        for record in sorted(self.kb, key=lambda one: one.id):
            if record.kind not in (kinds or CITABLE) or "withdrawn" in record.data:
                continue
            works = self.works(record.id, on)
            first = works[-1] if record.kind == "incidents" else works[0]
            yield dataclasses.replace(first, key=record.id)

    def _laws(
        self, record: Record, key: str | None, versions: list[tuple[str, Mapping[str, Any]]], on: str
    ) -> list[Work]:
        if key is not None or len(versions) == 1:
            return [work for one, wording in versions for work in self.version(record, one, wording, on)]
        places: dict[Cfr, Work] = {}
        others: dict[str, Work] = {}
        for one, wording in versions:
            for work in self.version(record, one, wording, on):
                if work.role == "law" and isinstance(work.citation, Cfr):
                    place = _entry(work.citation)
                    places.setdefault(place, self._law(f"{record.id}:law", record.title, place))
                elif not self.codified(wording["pinpoint"]):
                    whole = dataclasses.replace(work, place=None, key=f"{record.id}:by")
                    others.setdefault(whole.write("short"), whole)
        found = [*places.values(), *others.values()][:MOST_PLACES]
        return [
            dataclasses.replace(work, key=work.key if number == 1 else f"{work.key}-{number}")
            for number, work in enumerate(found, start=1)
        ]

    def _law(self, key: str, title: str, place: Cfr) -> Work:
        return Work(key, "law", title, place, url=place.links()[0].url)


def _archived(copy: Mapping[str, Any]) -> str | None:
    """Where a source keeps an archived copy: an address of its own, or the commit of a collection."""
    if "archived" in copy:
        return str(copy["archived"])
    return str(copy["address"]) if copy["rank"] == "copy" and "archive_commit" in copy else None


#: Kinds of record that lists of citations hold when none is named.
CITABLE = ("chip-export-controls", "mineral-restrictions", "terms-provisions", "instruments", "incidents")


def _entry(place: Cfr) -> Cfr:
    """A place without its paragraphs: the section, or the entry of a list."""
    return dataclasses.replace(place, paragraph=None, pinpoint=None, eccn=place.eccn and place.eccn[:5])
