"""The JSON Schemas as served: each at its ``$id``, and one published form a kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from control_atlas.export.edition import Edition
from control_atlas.load.kinds import SUFFIX

FOLDER = "data/v1/schemas/"
PUBLISHED = "published.schema.json"


def served_schemas(edition: Edition) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every schema by file name.

    An ``$id`` is the schema's own address where the site has one; else it is the file's name, which is that
    address relative to wherever the file is served.
    """
    base = f"{edition.site_url}{FOLDER}" if edition.site_url else ""
    schemas = edition.kb.kinds.schemas
    for name, schema in schemas.items():
        yield name, {**schema, "$id": base + name}
    for kind in edition.kb.kinds:
        name = f"published-{kind.name}{SUFFIX}"
        yield (
            name,
            {
                "$schema": schemas[PUBLISHED]["$schema"],
                "$id": base + name,
                "title": f"{kind.label}, published",
                "description": f"The published form of a record of the kind {kind.name}.",
                "allOf": [
                    {"$ref": PUBLISHED},
                    {
                        "properties": {
                            "kind": {"const": kind.name},
                            "record": {"$ref": f"{kind.name}{SUFFIX}"},
                        }
                    },
                ],
            },
        )


def write_schemas(edition: Edition, folder: Path) -> None:
    """Write every served schema into ``folder``."""
    folder.mkdir()
    for name, schema in served_schemas(edition):
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        (folder / name).write_text(text, encoding="utf-8")
