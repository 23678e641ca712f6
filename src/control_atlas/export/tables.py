"""The tables of an edition and the rows that a published record gives: one set for CSV, XLSX, SQLite and Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from control_atlas.export import long_tables
from control_atlas.export.columns import Cell, Column, Table, cell, field_cells, kind_columns
from control_atlas.export.edition import Edition

Row = tuple[Cell, ...]

RECORD = Column("record", "string", "The record that the row belongs to.", refers="records")
COMPUTED = (
    Column("computed_status", "string", "Status on the as-of day; empty for kinds that have none."),
    Column("computed_standing", "string", "How far that status is confirmed."),
    Column("computed_unconfirmed_since", "string", "Last day that a text read speaks for, where it is passed."),
    Column("computed_confirmed_to", "string", "Last day for which an official text or faithful copy speaks."),
    Column("computed_reported_to", "string", "The same with the reports of others counted."),
    Column("computed_address", "string", "Page of the record, relative to the site's root."),
    Column("computed_hash", "string", "SHA-256 of the record as written."),
)  # fmt: skip
RECORDS = Table(
    "records",
    "a record of any kind",
    (
        Column("id", "string", "Identifier of the record, for ever."),
        Column("kind", "string", "Its kind; the table of that name holds its fields."),
        Column("title", "string", "The name people look for."),
        Column("summary", "string", "Two or three sentences in our own words."),
        Column("jurisdiction", "string", "Place whose law or market it belongs to."),
        Column("code", "string", "Its code, in the list that it belongs to."),
        Column("as_of", "string", "The day that the computed columns are for."),
        *COMPUTED,
        Column("withdrawn", "boolean", "True when the record was wrong and must not be used."),
    ),
    "id",
)


class Tables:
    """All tables of an edition, by name and in the order in which they are written."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    @cached_property
    def kinds(self) -> Mapping[str, Table]:
        """The table of each kind, by kind; its name has underscores, as SQL likes them."""
        kinds = self._edition.kb.kinds
        return {
            kind.name: Table(
                kind.name.replace("-", "_"),
                f"a record of the kind {kind.name}",
                (*kind_columns(kind, kinds.schemas), *COMPUTED),
                "id",
            )
            for kind in kinds
        }

    @cached_property
    def all(self) -> Mapping[str, Table]:
        """Every table by name: all records, one a kind, then the long ones."""
        tables = (RECORDS, *self.kinds.values(), *long_tables.TABLES)
        return {table.name: table for table in tables}

    def rows(self, envelope: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
        """Every row that tells a published record, with the name of its table."""
        data, computed = envelope["record"], envelope["computed"]
        told = _computed(computed)
        code = data.get("code")
        yield (
            RECORDS.name,
            RECORDS.row(
                {
                    "id": data["id"],
                    "kind": envelope["kind"],
                    "title": data["title"],
                    "summary": data["summary"],
                    "jurisdiction": data.get("jurisdiction"),
                    "code": code if isinstance(code, str) else None,
                    "as_of": computed["as_of"],
                    "withdrawn": "withdrawn" in data,
                    **told,
                }
            ),
        )
        table = self.kinds[envelope["kind"]]
        yield table.name, table.row({**field_cells(data, _own(table)), **told})
        for name, values in long_tables.rows(envelope, self._edition.kb):
            yield name, long_tables.BY_NAME[name].row({key: cell(value) for key, value in values.items()})


def _own(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.path)


def _computed(computed: Mapping[str, Any]) -> dict[str, Cell]:
    status = computed["status"] or {}
    return {
        "computed_status": status.get("status"),
        "computed_standing": status.get("standing"),
        "computed_unconfirmed_since": status.get("unconfirmed_since"),
        "computed_confirmed_to": computed["confirmed_to"],
        "computed_reported_to": computed["reported_to"],
        "computed_address": computed["address"],
        "computed_hash": computed["hash"],
    }
