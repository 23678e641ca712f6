"""The shape of every answer to an agent: what must be repeated with it stands inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.told import NOT_ADVICE, standing_text
from control_atlas.atlas import Atlas
from control_atlas.cite import Citation
from control_atlas.link.timeline import Span
from control_atlas.records import Record

ALWAYS = (
    "Not found here is not the same as not controlled: other entries, lists, regimes, uses and users may apply, "
    "and a restriction may be newer than the last text read.",
    "Repeat the as-of day, how far the answer is confirmed, and the address with anything taken from it.",
)
CLAIMS = "What one party says of another is a claim of that party; say who makes it and what was answered."
OUTSIDE = "This lies outside what is recorded here; nothing follows from that about the law."
CITED = 5


@dataclass(frozen=True, slots=True)
class About:
    """What an answer rests on: the records it is about, its own caveats and the checks that it leaves open."""

    records: tuple[Record, ...] = ()
    caveats: tuple[str, ...] = ()
    open_checks: tuple[str, ...] = ()


def answered(atlas: Atlas, day: str, told: Mapping[str, Any], about: About) -> dict[str, Any]:
    """An answer with everything that must travel with it.

    ``confirmed_to`` is the earliest last day for which official texts speak among the records of the answer;
    null when for one of them none does.
    """
    readings = [atlas.kb.speaks_for(record).confirmed_to for record in about.records]
    known = [day for day in readings if day is not None]
    incident = any(record.kind == "incidents" for record in about.records)
    return {
        "as_of": day,
        "confirmed_to": min(known) if known and len(known) == len(readings) else None,
        "answer": dict(told),
        "caveats": [*about.caveats, *([CLAIMS] if incident else []), *ALWAYS],
        "unresolved_checks": list(dict.fromkeys(about.open_checks)),
        "coverage": coverage(atlas, about.records),
        "citations": list(_citations(about.records)),
        "addresses": [f"{record.kind}/{record.id}.html" for record in about.records],
        "not_legal_advice": NOT_ADVICE,
    }


def refused(atlas: Atlas, day: str, why: str, near: Iterable[str] = ()) -> dict[str, Any]:
    """A polite refusal: what was asked for is not recorded, what is like it, and what is recorded at all."""
    told = {"found": False, "message": f"{why} {OUTSIDE}", "near": list(near)}
    return answered(atlas, day, told, About())


def coverage(atlas: Atlas, records: Iterable[Record]) -> dict[str, Any]:
    """How far the records of an answer model their text; without any, what is recorded at all."""
    found = {
        record.id: {
            "jurisdiction": record.data.get("jurisdiction"),
            "modelled": record.data.get("detail", "whole record"),
            "history_from": record.data.get("history_from", record.data.get("history")),
            "read": atlas.kb.speaks_for(record).narrowed(record.data.get("verification")).read,
        }
        for record in list(records)[:CITED]
    }
    if found:
        return {"records": found}
    regimes = {record.data.get("jurisdiction") for record in atlas.kb if "items" in record.data}
    return {
        "jurisdictions": sorted(regimes - {None}),
        "kinds": {kind.name: len(atlas.kb.of_kind(kind.name)) for kind in atlas.kb.kinds},
    }


def span_caveats(spans: Iterable[Span]) -> Iterator[str]:
    """What must be said of how far answers are confirmed, each once."""
    for span in spans:
        if span.standing != "confirmed" or span.ran_out or span.read != "full-text":
            yield f"Standing: {standing_text(span)}."


def open_checks(record: Record) -> Iterator[str]:
    """Questions that a record leaves open, and readings that differ."""
    for one in record.data.get("open_questions", ()):
        settled = f" Settled by: {one['settled_by']}" if "settled_by" in one else ""
        yield f"{record.id}: {one['ask']}{settled}"
    if len(record.data.get("readings", ())) > 1:
        yield f"{record.id}: two readings are arguable; see its field readings."


def judgements(version: Mapping[str, Any] | None) -> Iterator[str]:
    """Facts of a wording's condition that only a person can judge."""
    if version is not None:
        yield from (f"A person must judge: {word}." for word in _judged(version))


def _judged(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("judgement"), str):
            yield node["judgement"]
        for inner in node.values():
            yield from _judged(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _judged(inner)


def _citations(records: Iterable[Record]) -> Iterator[str]:
    for record in list(records)[:CITED]:
        fields = record.data.get("citation")
        if fields:
            citation = Citation.from_fields(fields)
            yield citation.write("full" if "full" in citation.FORMS else "short")
        else:
            pinpoints = [
                versions[-1]["pinpoint"] for versions in record.data.get("items", {}).values() if versions
            ]
            yield f"{record.title} ({pinpoints[0]})" if pinpoints else f"{record.title} ({record.id})"
