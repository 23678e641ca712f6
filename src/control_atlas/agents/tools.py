"""The questions that agents can ask, as plain functions over an Atlas; each returns an answer or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from control_atlas.agents.answer import About, answered, judgements, open_checks, refused, span_caveats
from control_atlas.ask.changes import Change
from control_atlas.ask.cited import CitationIndex, resolve
from control_atlas.ask.classification_told import classification_json
from control_atlas.ask.compare import compare
from control_atlas.ask.screening import screen_json
from control_atlas.ask.told import NO_DETERMINATION, change_json, status_json
from control_atlas.atlas import Atlas
from control_atlas.days import parse_day
from control_atlas.export.envelope import published
from control_atlas.link.acts import split
from control_atlas.link.knowledge import NotFound
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Record

MOST_HITS = 25
MOST_CHANGES = 200
# A record whose published form is longer is answered without its intervals, paragraph by paragraph.
LONG = 60_000
Answer = dict[str, Any]


class Tools:
    """Read-only questions to one Atlas. A fault of the question becomes a refusal that says how to ask."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    @cached_property
    def _index(self) -> CitationIndex:
        return CitationIndex(self.atlas.kb)

    def search(self, query: str, kind: str | None = None, limit: int = 10, on: str | None = None) -> Answer:
        """Records by code, citation, name or words."""
        day = self._day(on)
        kinds = self.atlas.kb.kinds.by_name
        if kind is not None and kind not in kinds:
            return refused(self.atlas, day, f"There is no kind {kind!r}.", kinds)
        hits = self.atlas.search(query, kind, max(1, min(limit, MOST_HITS)))
        if not hits:
            return refused(self.atlas, day, f"Nothing was found for {query!r}.", self.atlas.kb.near(query))
        kb = self.atlas.kb
        rows = [
            {"id": hit.record.id, "kind": hit.record.kind, "title": hit.record.title,
             "summary": hit.record.data["summary"],
             "status": kb.word_on(hit.record, day) if kb.has_status(hit.record) else None,
             "confirmed_to": kb.speaks_for(hit.record).confirmed_to,
             "address": f"{hit.record.kind}/{hit.record.id}.html"}
            for hit in hits
        ]  # fmt: skip
        return answered(self.atlas, day, {"hits": rows}, About(tuple(hit.record for hit in hits)))

    def get(self, id: str, on: str | None = None) -> Answer:
        """A record in the published form, or one paragraph of it (``id#paragraph``)."""
        day = self._day(on)
        identity, key = split(id)
        try:
            record = self.atlas.get(identity)
        except NotFound as fault:
            return refused(self.atlas, day, f"There is no record {identity!r}.", fault.near)
        if key is not None:
            return self._paragraph(record, key, day)
        told = published(self.atlas.kb, record, day)
        caveats: tuple[str, ...] = ("What `record` holds is our wording, not the text of the law.",)
        if len(str(told)) > LONG:
            told = {
                **told,
                "record": _shortened(record),
                "computed": {**told["computed"], "items": {}, "status": None},
            }
            caveats += ("The record is long: ask for a paragraph as id#paragraph; their keys are given.",)
        return answered(self.atlas, day, told, About((record,), caveats, tuple(open_checks(record))))

    def status_on(self, name: str, day: str | None = None) -> Answer:
        """Status of a record, or of ``id#paragraph``, on a day."""
        on = self._day(day)
        try:
            found = self.atlas.status(name, on)
        except NotFound as fault:
            return refused(self.atlas, on, f"There is no record or paragraph {name!r}.", fault.near)
        except ValueError as fault:
            return refused(self.atlas, on, f"{fault}.")
        record = self.atlas.get(found.id)
        spans = [item.span for item in found.items]
        checks = [*open_checks(record), *(one for item in found.items for one in judgements(item.codified))]
        return answered(self.atlas, on, status_json(found),
                        About((record,), tuple(dict.fromkeys(span_caveats(spans))), tuple(checks)))  # fmt: skip

    def classify(
        self, product: str | None = None, facts: Mapping[str, Any] | None = None, on: str | None = None
    ) -> Answer:
        """Recorded limits that a product, or given figures, meet on a day."""
        day = self._day(on)
        if (product is None) == (facts is None):
            return refused(self.atlas, day, "Give either the id of a product or facts.")
        try:
            found = self.atlas.classify(product if product is not None else dict(facts or {}), day)
        except NotFound as fault:
            return refused(self.atlas, day, f"There is no product {product!r}.", fault.near)
        except ValueError as fault:
            return refused(self.atlas, day, f"The facts cannot be used: {fault}.")
        missing = sorted({name for entry in found.open for name in entry.outcome.missing})
        checks = [f"Cannot be told without: {name}." for name in missing]
        records = [self.atlas.get(product)] if product is not None else []
        records += [entry.control for entry in found.met]
        about = About(
            tuple(records), (NO_DETERMINATION, *span_caveats(one.span for one in found.met)), tuple(checks)
        )
        return answered(self.atlas, day, classification_json(found), about)

    def screen(
        self, item: str | Mapping[str, Any], origin: str, destination: str, on: str | None = None, **more: Any
    ) -> Answer:
        """Recorded requirements that reach a transaction, and what was not looked at."""
        day = self._day(on)
        try:
            found = self.atlas.screen(item, origin, destination, day, **more)
        except NotFound as fault:
            return refused(self.atlas, day, f"There is no record {fault.name!r}.", fault.near)
        except ValueError as fault:
            return refused(self.atlas, day, f"The transaction cannot be read: {fault}.")
        told = screen_json(found)
        checks = [f"Not made: {one}" for one in told["checks_not_made"]]
        checks += [f"Not looked at: {one}" for one in told["not_looked_at"]]
        checks += [f"Cannot be told without: {one['fact']}." for one in told["asked_for"]]
        checks += [f"{one['text']} {one['fix']}" for one in told["gates"]]
        controls = [one.control for one in (*found.found, *found.open)]
        about = About(_each(controls), (NO_DETERMINATION,), tuple(checks))
        return answered(self.atlas, day, told, about)

    def resolve_citation(self, text: str, on: str | None = None) -> Answer:
        """Citations, codes, customs numbers and names in a text, and the records that they name."""
        day = self._day(on)
        found = resolve(self._index, text, day)
        named = [one.record for answer in found for one in answer.named]
        if not named:
            near = [name for answer in found for name in answer.near]
            return refused(self.atlas, day, f"Nothing recorded here is named by {text!r}.", near)
        told = {
            "citations": [
                {"text": one.text, "read_as": one.read_as, "canonical": one.canonical,
                 "links": [link.url for link in one.citation.links(day)] if one.citation else [],
                 "names": [{"name": name.name, "title": name.record.title, "how": name.how, "status": name.word,
                            "standing": name.standing, "ended_by": [by for by, _ in name.ended_by]}
                           for name in one.named]}
                for one in found
            ]
        }  # fmt: skip
        return answered(self.atlas, day, told, About(_each(named)))

    def changes(self, start: str, end: str | None = None, id: str | None = None) -> Answer:
        """Turns of status and wording from ``start`` to ``end`` (left out: everything ahead of it)."""
        day = self._day(None)
        try:
            parse_day(start)
            found = self.atlas.changes(start, end) if end else self.atlas.upcoming(start, 3660)
        except ValueError as fault:
            return refused(self.atlas, day, f"{fault}.")
        if id is not None:
            found = [one for one in found if one.id == id]
        told = {"changes": [self._told(one) for one in found[:MOST_CHANGES]], "count": len(found)}
        caveats: tuple[str, ...] = ("Turns not marked confirmed hold by the terms read so far.",)
        if len(found) > MOST_CHANGES:
            caveats += (
                f"Only the first {MOST_CHANGES} of {len(found)} are given; ask for a shorter period.",
            )
        records = [self.atlas.get(one.id) for one in found[:MOST_CHANGES]]
        return answered(self.atlas, day, told, About(_each(records), caveats))

    def compare_terms(self, category: str, on: str | None = None, binds: str | None = None) -> Answer:
        """What AI providers' terms say on one category on a day, clause by clause."""
        day = self._day(on)
        words = self.atlas.kb.vocabularies
        for name, word in (("terms-categories", category), ("bound-parties", binds)):
            if word is not None and word not in words[name]:
                return refused(self.atlas, day, f"{word!r} is no word of {name}.", words[name])
        found = compare(self.atlas.kb, category, day, binds)
        clauses = [
            {"provider": provider, "provision": one.provision.id, "key": one.key, "status": one.span.word,
             "standing": one.span.standing, "covers": one.version["covers"] if one.version else None,
             "stance": one.version.get("stance") if one.version else None,
             "pinpoint": one.version["pinpoint"] if one.version else None,
             "by": one.version["by"] if one.version else None,
             "address": f"terms-provisions/{one.provision.id}.html"}
            for provider, held in found.clauses.items() for one in held
        ]  # fmt: skip
        absences = [
            {"provider": provider, "document": one.document.id, "all_incorporated_documents_read": one.whole}
            for provider, held in found.absences.items()
            for one in held
        ]
        caveats = (
            "A provider without a clause here may have one in a document that was not read.",
            "`looked_for_and_not_seen` is about the named document as read, nothing else.",
        )
        told = {"category": category, "clauses": clauses, "looked_for_and_not_seen": absences}
        provisions = [one.provision for held in found.clauses.values() for one in held]
        return answered(self.atlas, day, told, About(_each(provisions), caveats))

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer to a question; a day that is none is refused as well."""
        try:
            return question()
        except ValueError as fault:
            return refused(self.atlas, self.atlas.day(), f"{fault}.")

    def _day(self, on: str | None) -> str:
        """The day asked; ValueError for one that is none."""
        return self.atlas.day(on)

    def _told(self, change: Change) -> dict[str, Any]:
        record = self.atlas.get(change.id)
        return {**change_json(change), "title": record.title, "address": f"{record.kind}/{record.id}.html"}

    def _paragraph(self, record: Record, key: str, day: str) -> Answer:
        held = {
            section: record.data[section][key] for section in SECTIONS if key in record.data.get(section, {})
        }
        held |= {"parts": record.data["parts"][key]} if key in record.data.get("parts", {}) else {}
        if not held:
            keys = [one for section in (*SECTIONS, "parts") for one in record.data.get(section, {})]
            return refused(self.atlas, day, f"{record.id} has no paragraph {key!r}.", keys)
        answer = self.atlas.status(f"{record.id}#{key}", day)
        checks = [*open_checks(record), *(one for item in answer.items for one in judgements(item.codified))]
        told = {"record": record.id, "title": record.title, "paragraph": key, "wordings": held,
                "status": status_json(answer)}  # fmt: skip
        caveats = tuple(dict.fromkeys(span_caveats(item.span for item in answer.items)))
        return answered(self.atlas, day, told, About((record,), caveats, tuple(checks)))


def _shortened(record: Record) -> dict[str, Any]:
    return {
        name: {"keys": list(value)} if name in (*SECTIONS, "parts") else value
        for name, value in record.data.items()
    }


def _each(records: Iterable[Record]) -> tuple[Record, ...]:
    """Every record once, in order."""
    return tuple({record.id: record for record in records}.values())
