"""Columns and tables: what every tabular format writes, declared once.

The table of a kind is derived from its schema: one column a field, objects of plain fields spread over one
column a part, everything else as JSON in one cell, so that a row gives the whole record back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from control_atlas.export.edition import compact
from control_atlas.load.kinds import Kind, resolve

Type = Literal["string", "integer", "number", "boolean", "array", "object"]
Cell = str | int | float | bool | None
Schemas = Mapping[str, Mapping[str, Any]]
JSON_TYPES = ("array", "object")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what a cell holds (JSON for arrays and objects), and what that means.

    ``path`` is the place in the record that the column holds, for columns of fields; ``refers`` names the
    table whose ``id`` a cell is one of.
    """

    name: str
    type: Type
    meaning: str
    path: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, and its columns. ``key`` is the column that tells rows apart."""

    name: str
    row_is: str
    columns: tuple[Column, ...]
    key: str = ""

    def row(self, values: Mapping[str, Cell]) -> tuple[Cell, ...]:
        """A row from values by column; columns left out are empty. KeyError for a column it does not have."""
        unknown = values.keys() - {column.name for column in self.columns}
        if unknown:
            raise KeyError(f"{self.name} has no column {', '.join(sorted(unknown))}")
        return tuple(values.get(column.name) for column in self.columns)


def cell(value: Any) -> Cell:
    """A value as one cell: arrays and objects as JSON."""
    return compact(value) if isinstance(value, list | dict) else value


def kind_columns(kind: Kind, schemas: Schemas) -> tuple[Column, ...]:
    """The columns of the fields of a kind, in the order in which records are written.

    Raises ValueError when two fields would share a column.
    """
    fields = _properties(kind.schema, schemas)
    columns: list[Column] = []
    for name in kind.key_order:
        schema = fields[name]
        parts = _plain_parts(schema, schemas)
        if parts is None:
            columns.append(_column((name,), schema))
        else:
            columns += [_column((name, part), inner) for part, inner in parts.items()]
    names = [column.name for column in columns]
    if len(set(names)) != len(names):
        raise ValueError(f"two fields of {kind.name} share a column: {sorted(names)}")
    return tuple(columns)


def field_cells(data: Mapping[str, Any], columns: Iterable[Column]) -> dict[str, Cell]:
    """The cells of a record's own fields."""
    cells: dict[str, Cell] = {}
    for column in columns:
        value: Any = data
        for step in column.path:
            value = value.get(step) if isinstance(value, Mapping) else None
        cells[column.name] = cell(value)
    return cells


def record_of(cells: Mapping[str, Cell], columns: Iterable[Column]) -> dict[str, Any]:
    """The record that a row of its kind's table was made from: what ``field_cells`` wrote, read back."""
    data: dict[str, Any] = {}
    for column in columns:
        held = cells[column.name]
        if not column.path or held is None:
            continue
        is_json = column.type in JSON_TYPES or (isinstance(held, str) and held.startswith('{"'))
        value = json.loads(held) if is_json and isinstance(held, str) else held
        place = data
        for step in column.path[:-1]:
            place = place.setdefault(step, {})
        place[column.path[-1]] = value
    return data


def _column(path: tuple[str, ...], schema: Mapping[str, Any]) -> Column:
    meaning = str(schema.get("description", schema.get("title", "")))
    return Column("_".join(path), _type(schema), meaning, path)


def _type(schema: Mapping[str, Any]) -> Type:
    kind = schema.get("type")
    if isinstance(kind, list):
        # A day or its bounds: the day as it is, the bounds as JSON.
        return "string"
    if kind in ("integer", "number", "boolean", "array", "object"):
        found: Type = kind
        return found
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    return "string"


def _plain_parts(schema: Mapping[str, Any], schemas: Schemas) -> dict[str, Mapping[str, Any]] | None:
    """The parts of an object that has nothing but plain fields; None for any other schema."""
    if _type(schema) != "object" or schema.get("additionalProperties") is not False or "allOf" in schema:
        return None
    parts = {name: _resolved(inner, schemas) for name, inner in schema.get("properties", {}).items()}
    return None if any(_type(inner) in JSON_TYPES for inner in parts.values()) else parts


def _properties(schema: Mapping[str, Any], schemas: Schemas) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for part in schema.get("allOf", ()):
        if "if" not in part:
            found.update(_properties(_resolved(part, schemas), schemas))
    for name, inner in schema.get("properties", {}).items():
        found[name] = _resolved(inner, schemas)
    return found


def _resolved(schema: Mapping[str, Any], schemas: Schemas) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    own = {key: value for key, value in schema.items() if key != "$ref"}
    return {**resolve({"$ref": schema["$ref"]}, schemas), **own}
