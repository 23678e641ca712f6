"""The published form of a record: as written, with what was computed and linked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.ask.status import status
from control_atlas.ask.told import span_json, status_json
from control_atlas.cite import Citation
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record, dotted


def address(record: Record) -> str:
    """Page of a record, relative to the site's root."""
    return f"{record.kind}/{record.id}.html"


def content_hash(record: Record) -> str:
    """SHA-256 over the record as written: its data as JSON with sorted keys."""
    text = json.dumps(record.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def published(kb: KnowledgeBase, record: Record, as_of: str) -> dict[str, Any]:
    """The envelope ``{kind, record, computed, links}``; intervals are half-open, an end of null is open."""
    reading = kb.speaks_for(record)
    has_status = kb.has_status(record)
    return {
        "kind": record.kind,
        "record": record.data,
        "computed": {
            "as_of": as_of,
            "status": status_json(status(kb, record.id, as_of)) if has_status else None,
            "timeline": [[part.start, part.end, word] for part, word in kb.leading(record)]
            if has_status
            else [],
            "items": dict(_items(kb, record)),
            "confirmed_to": reading.confirmed_to,
            "reported_to": reading.reported_to,
            "citation": written_citation(record.data.get("citation")),
            "address": address(record),
            "hash": content_hash(record),
        },
        "links": {
            "to": [
                {"field": dotted(link.path), "record": link.target, "part": link.part}
                for link in kb.graph.outgoing[record.id]
            ],
            "from": [
                {"record": link.origin, "field": dotted(link.path), "part": link.part}
                for link in kb.graph.back(record.id)
            ],
        },
    }


def _items(kb: KnowledgeBase, record: Record) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if record.kind == "instruments":
        yield "instrument", [span_json(span) for span in kb.spans(record, "parts", None)]
        for part in record.data.get("parts", {}):
            yield f"parts/{part}", [span_json(span) for span in kb.spans(record, "parts", part)]
    for section, key in kb.keys(record):
        yield f"{section}/{key}", [span_json(span) for span in kb.spans(record, section, key)]


def written_citation(fields: Mapping[str, Any] | None) -> dict[str, str] | None:
    """Every written form of a record's citation, by name; None without citation fields."""
    if fields is None:
        return None
    citation = Citation.from_fields(fields)
    return {form: citation.write(form) for form in citation.FORMS}
