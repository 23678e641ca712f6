"""CSV for programs: plain UTF-8 without a mark, one file a table, described by a Frictionless data package (v2)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import IO, Any

from control_atlas.export.columns import Cell, Column, Table
from control_atlas.export.files import text_file
from control_atlas.export.writer import Download, Published, Work, Writer

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
           "title": "Creative Commons Attribution 4.0 International"}  # fmt: skip


class CsvWriter(Writer):
    """``csv/<table>.csv`` and ``csv/datapackage.json``. Rows end in a line feed; an empty cell is no value."""

    name = "csv"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._files: dict[str, IO[str]] = {}
        self._rows: dict[str, Any] = {}
        self._counts: dict[str, int] = {}
        for name, table in work.tables.all.items():
            self._files[name] = text_file(work.folder / "csv" / f"{name}.csv")
            self._rows[name] = csv.writer(self._files[name], lineterminator="\n")
            self._rows[name].writerow([column.name for column in table.columns])
            self._counts[name] = 0

    def add(self, published: Published) -> None:
        for name, row in published.rows:
            self._rows[name].writerow([_text(value) for value in row])
            self._counts[name] += 1

    def finish(self) -> None:
        self.close()
        tables = self.work.tables.all
        with text_file(self.work.folder / "csv" / "datapackage.json") as file:
            file.write(package(list(tables.values()), self.work.edition.as_of, self._counts))
        for name, table in tables.items():
            title = f"{name}: a row is {table.row_is}"
            self.work.downloads.append(
                Download(f"csv/{name}.csv", self.name, title, self._counts[name], name)
            )
        title = "Data package (Frictionless, v2) that describes the CSV files column by column"
        self.work.downloads.append(
            Download("csv/datapackage.json", "datapackage", title, len(tables), "tables")
        )

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def _text(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def package(tables: list[Table], as_of: str, counts: dict[str, int]) -> str:
    """The descriptor of the data package, as JSON."""
    descriptor = {
        "$schema": PROFILE,
        "name": "control-atlas",
        "title": "Control Atlas",
        "description": f"Dated, cited records of controls on the AI supply chain, computed for {as_of}. "
        "Not legal advice. What is not here may still be controlled.",
        "licenses": [LICENCE],
        "resources": [_resource(table, counts[table.name]) for table in tables],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table, count: int) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = [table.key]
    keys = list(_foreign_keys(table))
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": f"A row is {table.row_is}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "rowCount": count,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, "type": column.type, "description": column.meaning}


def _foreign_keys(table: Table) -> Iterator[dict[str, Any]]:
    for column in table.columns:
        if column.refers:
            yield {
                "fields": [column.name],
                "reference": {"resource": column.refers, "fields": ["id"]},
            }
