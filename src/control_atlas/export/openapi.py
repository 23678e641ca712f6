"""The static API described as OpenAPI 3.1: one list of routes, from which the file and its page are made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from control_atlas.export.edition import Edition

VERSION = "1.0.0"
JSON_TYPE = "application/json"
DAY = {"type": "string", "format": "date"}
TEXT = {"type": "string"}
OPEN_TEXT = {"type": ["string", "null"]}
RECORD_ID = {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a path that the caller fills in."""

    name: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its path below /data/v1, what it answers, and the schema of the answer.

    ``schema`` is the name of a component or the address of a served schema; ``media`` is its type.
    """

    path: str
    summary: str
    meaning: str
    schema: str
    parameters: tuple[Parameter, ...] = ()
    media: str = JSON_TYPE


IDENTITY = Parameter("id", "Id of the record.", "us-eccn-3a090")
KIND = Parameter("kind", "Name of the kind.", "chip-export-controls")
ROUTES: Sequence[Route] = (
    Route("index.json", "What there is",
          "The day, the number of records by kind, and every download with its size, rows and SHA-256.", "Index"),
    Route("records/{id}.json", "A record", "The published form: as written, computed, linked.",
          "schemas/published.schema.json", (IDENTITY,)),
    Route("records.json", "All records", "The published forms as one array.", "Records"),
    Route("kinds/{kind}.json", "The records of a kind", "A line a record: title, status, address, hash.",
          "KindList", (KIND,)),
    Route("kinds/{kind}.jsonl", "The records of a kind, whole", "One published form a line.",
          "schemas/published.schema.json", (KIND,), "application/x-ndjson"),
    Route("intervals/{id}.json", "Status intervals of a record",
          "For every paragraph the half-open intervals of its status, on both sides, with their standing. Only for "
          "records that have dated parts.", "Intervals", (IDENTITY,)),
    Route("codes/index.json", "All codes", "Every code by list, with the address of its answer.", "CodeIndex"),
    Route("codes/{list}/{code}.json", "Look-up by code",
          "What is recorded under a code of a list, or under a customs number (list customs). The code is in "
          "lower case; signs other than letters, digits and dots are hyphens.", "CodeAnswer",
          (Parameter("list", "Word of the vocabulary lists, or customs.", "us-ccl"),
           Parameter("code", "The code in lower case.", "3a090"))),
    Route("changes/index.json", "Months with changes",
          "How many turns of status or wording each month has, and those still ahead.", "ChangeIndex"),
    Route("changes/{month}.json", "Changes of a month", "Every turn of status or wording of one month.",
          "Changes", (Parameter("month", "The month, YYYY-MM.", "2025-11"),)),
    Route("schemas/{name}.schema.json", "A JSON Schema", "Schema of a kind, or of its published form.",
          "Schema", (Parameter("name", "Name of the schema.", "published"),), "application/schema+json"),
)  # fmt: skip


def description(edition: Edition) -> dict[str, Any]:
    """The OpenAPI 3.1 document for an edition."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Control Atlas, static API",
            "version": VERSION,
            "summary": "Dated, cited records of controls on the AI supply chain, as files at fixed addresses.",
            "description": "Every answer is computed for the day in `as_of`. Read-only, no key, no parameters "
            "after a question mark. Not legal advice; what is not found here may still be controlled.",
            "license": {"name": "CC-BY-4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": f"{edition.site_url}data/v1" if edition.site_url else "."}],
        "paths": {f"/{route.path}": {"get": _operation(route)} for route in ROUTES},
        "components": {"schemas": {name: dict(schema) for name, schema in COMPONENTS.items()}},
    }


def write_description(edition: Edition, path: Path) -> None:
    """Write the document as JSON, beside the folder of schemas that it refers to.

    Raises ValueError when it is no sound OpenAPI 3.1 document or refers to a schema that is not there.
    """
    document = description(edition)
    check_description(document)
    lost = {one for one in _references(document) if "/" in one and not one.startswith("#")}
    lost = {one for one in lost if not (path.parent / one).is_file()}
    if lost:
        raise ValueError(f"schemas referred to and not served: {', '.join(sorted(lost))}")
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def check_description(document: Mapping[str, Any]) -> None:
    """Validate against OpenAPI 3.1 and against itself.

    The official schema is asked where openapi-spec-validator is installed, as the lock file has it; the record
    schemas, which lie in files of their own, are checked with the records. Raises ValueError with what is wrong.
    """
    schemas = document["components"]["schemas"]
    for path, item in document["paths"].items():
        named = {one["name"] for one in item["get"].get("parameters", ())}
        if {part.partition("}")[0] for part in path.split("{")[1:]} != named:
            raise ValueError(f"{path}: its parameters are {', '.join(sorted(named)) or 'none'}")
    for reference in _references(document):
        if reference.startswith("#") and reference.rpartition("/")[2] not in schemas:
            raise ValueError(f"{reference} names no component")
    try:
        from openapi_spec_validator import OpenAPIV31SpecValidator
    except ImportError:
        return
    alone = json.loads(json.dumps(document), object_hook=_without_files)
    faults = [str(fault.message) for fault in OpenAPIV31SpecValidator(alone).iter_errors()]
    if faults:
        raise ValueError("; ".join(faults[:5]))


def _without_files(node: dict[str, Any]) -> dict[str, Any]:
    outside = str(node.get("$ref", "#")).startswith("schemas/")
    return {"type": "object"} if outside else node


def _operation(route: Route) -> dict[str, Any]:
    reference = route.schema if "/" in route.schema else f"#/components/schemas/{route.schema}"
    said: dict[str, Any] = {
        "summary": route.summary,
        "description": route.meaning,
        "operationId": "_".join(part for part in route.path.replace("{", "").replace("}", "").split("/")),
        "responses": {
            "200": {
                "description": route.summary,
                "content": {route.media: {"schema": {"$ref": reference}}},
            },
            "404": {
                "description": "Nothing is recorded here at this address; that says nothing about the law."
            },
        },
    }
    if route.parameters:
        said["parameters"] = [
            {"name": one.name, "in": "path", "required": True, "description": one.meaning,
             "schema": {"type": "string"}, "example": one.example}
            for one in route.parameters
        ]  # fmt: skip
    return said


def _references(node: Any) -> list[str]:
    if isinstance(node, Mapping):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [one for inner in node.values() for one in _references(inner)]
    if isinstance(node, list):
        return [one for inner in node for one in _references(inner)]
    return []


def _object(meaning: str, properties: Mapping[str, Any], optional: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "description": meaning,
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(of: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(of)}


def _named(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


COUNT = {"type": "integer", "minimum": 0}
STANDS = {"status": OPEN_TEXT, "standing": OPEN_TEXT}
COMPONENTS: Mapping[str, Mapping[str, Any]] = {
    "Index": _object("What an edition holds.", {
        "name": TEXT, "version": TEXT, "as_of": DAY, "digest": TEXT, "records": COUNT,
        "kinds": {"type": "object", "additionalProperties": COUNT},
        "downloads": _list(_named("Download")), "licence": TEXT, "not_legal_advice": TEXT}),
    "Download": _object("A file to take away.", {
        "path": TEXT, "format": TEXT, "title": TEXT, "rows": COUNT, "of": TEXT, "bytes": COUNT, "sha256": TEXT}),
    "Records": _list({"$ref": "schemas/published.schema.json"}),
    "KindList": _object("The records of a kind.", {
        "kind": TEXT, "label": TEXT, "as_of": DAY, "records": _list(_named("RecordLine"))}),
    "RecordLine": _object("A record in a line.", {
        "id": RECORD_ID, "title": TEXT, "jurisdiction": OPEN_TEXT, **STANDS, "confirmed_to": OPEN_TEXT,
        "address": TEXT, "hash": TEXT}),
    "Intervals": _object("Status of a record over all days.", {
        "id": RECORD_ID, "as_of": DAY, "confirmed_to": OPEN_TEXT,
        "timeline": {"type": "array", "items": {"type": "array"},
                     "description": "Leading word over all days: from, to (null: open), word."},
        "items": {"type": "object", "additionalProperties": _list(_named("Interval"))},
        "not_legal_advice": TEXT}),
    "Interval": _object("Days on which the answer stays; `to` is the first day after, null when open.", {
        "from": DAY, "to": OPEN_TEXT, "status": TEXT, "codified": _named("Side"), "enforced": _named("Side"),
        "standing": TEXT, "unconfirmed_since": OPEN_TEXT}),
    "Side": _object("One side of an answer, and the place of the version that governs.", {
        "status": TEXT, "version": {"type": ["integer", "null"]}}),
    "CodeIndex": _object("Every code by list.", {
        "as_of": DAY, "lists": {"type": "object", "additionalProperties": {
            "type": "object", "additionalProperties": TEXT}}, "caveat": TEXT}),
    "CodeAnswer": _object("What is recorded under a code.", {
        "list": TEXT, "code": TEXT, "as_of": DAY, "answers": _list(_named("CodeFound")), "caveat": TEXT,
        "not_legal_advice": TEXT}),
    "CodeFound": _object("A record, or a paragraph of one, that has or names the code.", {
        "record": RECORD_ID, "key": OPEN_TEXT, "code": TEXT, "title": TEXT, **STANDS,
        "unconfirmed_since": OPEN_TEXT, "confirmed_to": OPEN_TEXT, "address": TEXT, "basis": TEXT}, ("basis",)),
    "ChangeIndex": _object("Months with changes.", {
        "as_of": DAY, "months": {"type": "object", "additionalProperties": COUNT},
        "upcoming": _list(_named("Change"))}),
    "Changes": _object("The changes of a month.", {
        "month": TEXT, "as_of": DAY, "changes": _list(_named("Change"))}),
    "Change": _object("A turn of status or wording; not confirmed: it holds by the terms read so far.", {
        "day": DAY, "id": RECORD_ID, "section": TEXT, "key": OPEN_TEXT, "before": TEXT, "after": TEXT,
        "new_wording": {"type": "boolean"}, "confirmed": {"type": "boolean"}, "kind": TEXT, "title": TEXT,
        "jurisdiction": OPEN_TEXT}),
    "Schema": {"type": "object", "description": "A JSON Schema, draft 2020-12."},
}  # fmt: skip
