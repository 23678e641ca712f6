"""SQLite: every table with foreign keys, views for the usual questions, and a full-text index of three-letter parts."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from control_atlas.ask.search import body, names
from control_atlas.export.columns import Table
from control_atlas.export.tables import Row
from control_atlas.export.writer import Download, Published, Work, Writer

FILE = "control-atlas.sqlite"
BATCH = 2000
TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "array": "TEXT",
         "object": "TEXT"}  # fmt: skip
VIEWS = {
    "status_as_of": """SELECT i.record, r.kind, r.title, i.section, i.key, i.status, i.codified_status,
 i.enforced_status, i.standing, i.unconfirmed_since, i.start, i."end", m.value AS as_of
 FROM intervals i JOIN records r ON r.id = i.record JOIN meta m ON m.name = 'as_of'
 WHERE i.start <= m.value AND (i."end" IS NULL OR m.value < i."end")""",
    "wording_as_of": """SELECT s.*, e.pinpoint, e.by, e.by_part, e.covers, e.wording
 FROM status_as_of s JOIN intervals i ON i.record = s.record AND i.section = s.section AND i.key = s.key
 AND i.start = s.start JOIN entries e ON e.record = i.record AND e.section = i.section AND e.key = i.key
 AND e.version = i.codified_version""",
    "turns_ahead": """SELECT i.start AS day, i.record, r.title, i.section, i.key, i.status, i.standing
 FROM intervals i JOIN records r ON r.id = i.record JOIN meta m ON m.name = 'as_of'
 WHERE i.start > m.value ORDER BY i.start, i.record, i.section, i.key""",
}


class SqliteWriter(Writer):
    """``control-atlas.sqlite``.

    The table ``meta`` says for which day the statuses hold; the view ``status_as_of`` follows it, so that
    changing its ``as_of`` asks for another day. ``search`` is an FTS5 index without its texts: its rowid is
    that of ``records``, and it finds parts of three characters and more.
    """

    name = "sqlite"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._base = sqlite3.connect(work.folder / FILE)
        try:
            with _disk_faults():
                self._begin()
        except OSError:
            self._base.close()
            raise
        self._waiting: dict[str, list[Row]] = defaultdict(list)
        self._rows = 0
        self._records = 0

    def _begin(self) -> None:
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA page_size = 8192")
        for table in self.work.tables.all.values():
            self._base.execute(_create(table))
        self._base.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        self._base.execute(
            "CREATE VIRTUAL TABLE search USING fts5(title, names, text, content='', tokenize='trigram')"
        )

    def add(self, published: Published) -> None:
        with _disk_faults():
            self._add(published)

    def finish(self) -> None:
        with _disk_faults():
            self._finish()

    def _add(self, published: Published) -> None:
        for name, row in published.rows:
            self._waiting[name].append(row)
            if len(self._waiting[name]) == BATCH:
                self._flush(name)
        self._records += 1
        record = published.record
        found = (record.title, "\n".join(names(record)), "\n".join(body(record.data)))
        self._base.execute("INSERT INTO search (rowid, title, names, text) VALUES (?, ?, ?, ?)",
                           (self._records, *found))  # fmt: skip

    def _finish(self) -> None:
        for name in self.work.tables.all:
            self._flush(name)
        self._base.executemany("INSERT INTO meta VALUES (?, ?)", list(self._meta()))
        for name, query in VIEWS.items():
            self._base.execute(f"CREATE VIEW {name} AS {query}")
        for table in self.work.tables.all.values():
            if not table.key:
                self._base.execute(f"CREATE INDEX {table.name}_record ON {table.name} (record)")
        self._base.execute("INSERT INTO search (search) VALUES ('optimize')")
        broken = self._base.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise ValueError(f"row {broken[1]} of {broken[0]} refers to a record that is not in {broken[2]}")
        self._base.commit()
        self._base.execute("VACUUM")
        self._base.close()
        title = "One SQLite file: every table, views for a day, and full-text search"
        self.work.downloads.append(Download(FILE, self.name, title, self._rows, "rows"))

    def close(self) -> None:
        self._base.close()

    def _flush(self, name: str) -> None:
        rows = self._waiting.pop(name, [])
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._base.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
            self._rows += len(rows)

    def _meta(self) -> Iterator[tuple[str, str]]:
        edition = self.work.edition
        yield "as_of", edition.as_of
        yield "digest", edition.digest
        yield "records", str(self._records)
        yield "not_legal_advice", "Not legal advice. What is not here may still be controlled."


@contextmanager
def _disk_faults() -> Iterator[None]:
    """What SQLite says of a disk that is full or fails, as the OSError that every other writer raises."""
    try:
        yield
    except sqlite3.OperationalError as fault:
        raise OSError(f"{FILE} could not be written: {fault}") from fault


def _create(table: Table) -> str:
    columns = []
    for column in table.columns:
        text = f'"{column.name}" {TYPES[column.type]}'
        if column.name == table.key:
            text += " PRIMARY KEY NOT NULL"
            if table.name != "records":
                text += " REFERENCES records (id)"
        elif column.refers:
            text += f" REFERENCES {column.refers} (id)"
        columns.append(text)
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"
