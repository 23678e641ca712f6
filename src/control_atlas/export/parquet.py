"""Parquet: one file a table, with the same columns as the CSV and true types for numbers and truth values."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from control_atlas.export.columns import Table
from control_atlas.export.tables import Row
from control_atlas.export.writer import Download, Published, Work, Writer

BATCH = 10_000
TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
         "array": pa.string(), "object": pa.string()}  # fmt: skip


class ParquetWriter(Writer):
    """``parquet/<table>.parquet``, compressed with Zstandard; arrays and objects are JSON texts."""

    name = "parquet"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        (work.folder / "parquet").mkdir()
        self._tables = work.tables.all
        self._schemas = {name: _schema(table) for name, table in self._tables.items()}
        self._files: dict[str, Any] = {}
        self._waiting: dict[str, list[Row]] = {name: [] for name in self._tables}
        self._counts = dict.fromkeys(self._tables, 0)
        for name, schema in self._schemas.items():
            path = work.folder / "parquet" / f"{name}.parquet"
            self._files[name] = pq.ParquetWriter(path, schema, compression="zstd")

    def add(self, published: Published) -> None:
        for name, row in published.rows:
            self._waiting[name].append(row)
            if len(self._waiting[name]) == BATCH:
                self._flush(name)

    def finish(self) -> None:
        for name, table in self._tables.items():
            self._flush(name)
            self._files[name].close()
            title = f"{name}: a row is {table.row_is}"
            path = f"parquet/{name}.parquet"
            self.work.downloads.append(Download(path, self.name, title, self._counts[name], name))

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _flush(self, name: str) -> None:
        rows = self._waiting[name]
        if not rows:
            return
        self._waiting[name] = []
        self._counts[name] += len(rows)
        schema = self._schemas[name]
        columns = [
            pa.array(cells, kind) for cells, kind in zip(zip(*rows, strict=True), schema.types, strict=True)
        ]
        self._files[name].write_table(pa.Table.from_arrays(columns, schema=schema))


def _schema(table: Table) -> Any:
    fields = [
        pa.field(one.name, TYPES[one.type], metadata={"description": one.meaning}) for one in table.columns
    ]
    return pa.schema(fields, metadata={"description": f"A row is {table.row_is}."})
