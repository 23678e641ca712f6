"""What programs may count on within a version of the data, and what breaks it.

A contract is plain data: the schemas of the published form and of the API's answers, the tables with their
columns, and the addresses. ``breaks`` compares an earlier one with the present one by the rules of the
versioning policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.export.edition import Edition
from control_atlas.export.openapi import COMPONENTS, ROUTES
from control_atlas.export.sqlite import VIEWS
from control_atlas.export.tables import Tables

Contract = Mapping[str, Any]


def contract(edition: Edition) -> dict[str, Any]:
    """The contract of an edition."""
    tables = Tables(edition).all.values()
    return {
        "version": "v1",
        "published": edition.kb.kinds.schemas["published.schema.json"],
        "answers": {name: dict(schema) for name, schema in COMPONENTS.items()},
        "addresses": {route.path: route.schema for route in ROUTES},
        "tables": {table.name: {column.name: column.type for column in table.columns} for table in tables},
        "views": sorted(VIEWS),
    }


def breaks(earlier: Contract, now: Contract) -> list[str]:
    """Everything by which ``now`` fails a reader written for ``earlier``; empty when nothing does."""
    found = list(_schema(earlier["published"], now["published"], "published"))
    for name, schema in earlier["answers"].items():
        found += _schema(schema, now["answers"].get(name, {}), name)
    for path, schema in earlier["addresses"].items():
        if now["addresses"].get(path) != schema:
            found.append(f"the address {path} no longer answers with {schema}")
    for table, columns in earlier["tables"].items():
        for column, kind in columns.items():
            if now["tables"].get(table, {}).get(column) != kind:
                found.append(f"the table {table} no longer has the column {column} of type {kind}")
    found += [f"the view {view} is gone" for view in earlier["views"] if view not in now["views"]]
    return found


def _schema(earlier: Any, now: Any, place: str) -> Iterator[str]:
    for name, schema in earlier.get("properties", {}).items():
        if name not in now.get("properties", {}):
            yield f"{place}.{name} is gone"
        else:
            yield from _schema(schema, now["properties"][name], f"{place}.{name}")
    for name in earlier.get("required", ()):
        if name not in now.get("required", ()):
            yield f"{place}.{name} is no longer always there"
    for word in ("type", "$ref", "format", "const", "prefixItems"):
        if word in earlier and earlier[word] != now.get(word):
            yield f"{place} had {word} {earlier[word]!r} and has {now.get(word)!r}"
    if "enum" in earlier and set(earlier["enum"]) != set(now.get("enum", ())):
        yield f"{place} had the words {earlier['enum']} and has {now.get('enum')}"
    for word in ("items", "additionalProperties", "then", "else"):
        if isinstance(earlier.get(word), Mapping):
            inner = now.get(word)
            yield from _schema(earlier[word], inner if isinstance(inner, Mapping) else {}, f"{place}/{word}")
    for name, schema in earlier.get("$defs", {}).items():
        yield from _schema(schema, now.get("$defs", {}).get(name, {}), f"{place}#{name}")
