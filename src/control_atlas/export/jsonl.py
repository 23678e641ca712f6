"""JSON per record, and JSON Lines of all records, in the published form."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from control_atlas.check.schema import SchemaCheck
from control_atlas.export.envelope import published
from control_atlas.export.files import replacing
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record


class NotPublishable(RuntimeError):
    """A published form does not fit its own schema: a fault of this program, not of the record."""


def envelopes(kb: KnowledgeBase, as_of: str, records: Iterable[Record]) -> Iterable[dict[str, Any]]:
    """Published forms in order, each checked against the published schema. Raises NotPublishable."""
    check = SchemaCheck(kb.kinds)
    for record in records:
        envelope = published(kb, record, as_of)
        if not check.valid(envelope, "published.schema.json"):
            error = next(iter(check.explainer("published.schema.json").iter_errors(envelope)))
            raise NotPublishable(f"{record.id}: {error.json_path}: {error.message[:200]}")
        yield envelope


def write_jsonl(kb: KnowledgeBase, as_of: str, folder: Path) -> list[Path]:
    """Write ``records.jsonl`` and one file a kind; the files written, in order."""
    written = []
    by_kind = [(kind.name, kb.of_kind(kind.name)) for kind in kb.kinds]
    everything = folder / "records.jsonl"
    with replacing(everything) as file:
        for name, records in by_kind:
            lines = [_line(envelope) for envelope in envelopes(kb, as_of, records)]
            file.writelines(lines)
            with replacing(folder / f"{name}.jsonl") as one:
                one.writelines(lines)
            written.append(folder / f"{name}.jsonl")
    return [everything, *written]


def write_json(kb: KnowledgeBase, as_of: str, folder: Path) -> list[Path]:
    """Write one JSON file a record, ``<kind>/<id>.json``; the files written, in order."""
    written = []
    for kind in kb.kinds:
        for record, envelope in _pairs(kb, as_of, kind.name):
            target = folder / kind.name / f"{record.id}.json"
            with replacing(target) as file:
                file.write(_line(envelope))
            written.append(target)
    return written


def _pairs(kb: KnowledgeBase, as_of: str, kind: str) -> Iterable[tuple[Record, dict[str, Any]]]:
    records = kb.of_kind(kind)
    return zip(records, envelopes(kb, as_of, records), strict=True)


def _line(envelope: dict[str, Any]) -> str:
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")) + "\n"
