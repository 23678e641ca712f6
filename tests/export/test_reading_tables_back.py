"""CSV, XLSX, SQLite and Parquet hold every record and the same values: each is read with a reader of others."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pyarrow.parquet as parquet
import pytest

from control_atlas.export.columns import record_of
from control_atlas.export.edition import Edition
from control_atlas.export.tables import Tables
from control_atlas.export.xlsx import LIMIT, LONG

Rows = Mapping[str, list[dict[str, Any]]]
Envelopes = Mapping[str, Mapping[str, Any]]
MAKERS = {"integer": int, "number": float, "boolean": lambda text: text == "true"}


def read_csv(folder: Path, edition: Edition) -> Rows:
    found = {}
    for name, table in Tables(edition).all.items():
        makers = {column.name: MAKERS.get(column.type, str) for column in table.columns}
        with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = [
                {key: makers[key](value) if value else None for key, value in row.items()}
                for row in csv.DictReader(file)
            ]
    return found


def read_sqlite(folder: Path, edition: Edition) -> Rows:
    found = {}
    with sqlite3.connect(folder / "control-atlas.sqlite") as base:
        for name, table in Tables(edition).all.items():
            truths = [column.name for column in table.columns if column.type == "boolean"]
            cursor = base.execute(f"SELECT * FROM {name}")
            columns = [one[0] for one in cursor.description]
            found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
            for row in found[name]:
                row.update({key: bool(row[key]) for key in truths if row[key] is not None})
    return found


def read_parquet(folder: Path, edition: Edition) -> Rows:
    names = Tables(edition).all
    return {name: parquet.read_table(folder / "parquet" / f"{name}.parquet").to_pylist() for name in names}


def read_xlsx(folder: Path, edition: Edition) -> Rows:
    book = openpyxl.load_workbook(folder / "control-atlas.xlsx", read_only=True)
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in book.worksheets:
        lines = sheet.iter_rows(values_only=True)
        head = next(lines)
        found[sheet.title] = [dict(zip(head, line, strict=False)) for line in lines]
        assert all(len(str(value)) <= LIMIT for row in found[sheet.title] for value in row.values())
    for name, table in Tables(edition).all.items():
        truths = [column.name for column in table.columns if column.type == "boolean"]
        numbers = [column.name for column in table.columns if column.type == "number"]
        for row in found[name]:
            row.update({key: row[key] == "true" for key in truths if row[key] is not None})
            row.update({key: float(row[key]) for key in numbers if isinstance(row[key], str)})
    for piece in found.pop(LONG):
        row = found[piece["table"]][int(piece["row"]) - 2]
        started = piece["piece"] != "0"
        row[piece["column"]] = (row[piece["column"]] if started else "") + piece["text"]
    return found


READERS = {"csv": read_csv, "sqlite": read_sqlite, "parquet": read_parquet, "xlsx": read_xlsx}


@pytest.fixture(scope="module", params=READERS)
def found(request: pytest.FixtureRequest, exported: Path, edition: Edition) -> Rows:
    read: Rows = READERS[request.param](exported, edition)
    return read


def test_every_row_of_every_table_is_read_back_as_it_was(found: Rows, rows: Rows) -> None:
    assert set(found) == set(rows)
    for name, expected in rows.items():
        assert found[name] == expected, name


def test_every_record_is_read_back_from_the_table_of_its_kind(
    found: Rows, edition: Edition, envelopes: Envelopes
) -> None:
    read = {}
    for table in Tables(edition).kinds.values():
        read.update({row["id"]: record_of(row, table.columns) for row in found[table.name]})
    assert set(read) == set(envelopes)
    for identity, envelope in envelopes.items():
        assert read[identity] == envelope["record"], identity


def test_every_published_interval_stands_in_the_long_table(found: Rows, envelopes: Envelopes) -> None:
    told = sorted(
        (
            identity,
            *name.partition("/")[::2],
            span["from"],
            span["to"] or "",
            span["status"],
            span["standing"],
        )
        for identity, envelope in envelopes.items()
        for name, spans in envelope["computed"]["items"].items()
        for span in spans
    )
    names = ("record", "section", "key", "start", "end", "status", "standing")
    kept = sorted(tuple(row[name] or "" for name in names) for row in found["intervals"])
    assert kept == told


def test_an_allegation_carries_its_standing_and_the_answers_in_the_same_row(found: Rows) -> None:
    assert found["claims"]
    for row in found["claims"]:
        assert row["standing"]
        assert row["answers"]
    for row in found["incidents"]:
        assert row["standing"]
        assert (row["answers"] is None) <= (row["claims"] is None or row["standing"] != "allegation")
    for row in found["events"]:
        if row["event"] in ("claim", "answer"):
            assert row["standing"]
            assert row["answers"] is not None


def test_codes_and_days_are_text_in_the_workbook(exported: Path) -> None:
    book = openpyxl.load_workbook(exported / "control-atlas.xlsx", read_only=True)
    for line in book["records"].iter_rows(min_row=2):
        for cell in line:
            assert cell.value is None or cell.data_type in ("s", "inlineStr")
            assert cell.value is None or cell.data_type != "f"


def test_the_data_package_is_valid_and_its_foreign_keys_hold(exported: Path) -> None:
    report = frictionless.validate(str(exported / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])[:5]
    descriptor = json.loads((exported / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["$schema"].endswith("/2.0/datapackage.json")
    for resource in descriptor["resources"]:
        with (exported / "csv" / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.reader(file)) - 1 == resource["rowCount"]


def test_the_base_has_sound_keys_and_answers_for_the_day_of_its_meta_table(
    exported: Path, envelopes: Envelopes
) -> None:
    with sqlite3.connect(exported / "control-atlas.sqlite") as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        told = {
            (identity, item["section"], item["key"]): item["status"]
            for identity, envelope in envelopes.items()
            for item in (envelope["computed"]["status"] or {"items": []})["items"]
            if item["section"] != "parts"
        }
        asked = "SELECT record, section, key, status FROM status_as_of WHERE section NOT IN ('parts', 'instrument')"
        groups = {identity for identity, one in envelopes.items() if one["computed"]["status"] is None}
        assert {row[:3]: row[3] for row in base.execute(asked) if row[0] not in groups} == told
        base.execute("UPDATE meta SET value = '2021-03-01' WHERE name = 'as_of'")
        then = {
            (identity, *name.partition("/")[::2]): span["status"]
            for identity, envelope in envelopes.items()
            for name, spans in envelope["computed"]["items"].items()
            for span in spans
            if span["from"] <= "2021-03-01" and (span["to"] is None or span["to"] > "2021-03-01")
        }
        everything = "SELECT record, section, coalesce(key, ''), status FROM status_as_of"
        assert {row[:3]: row[3] for row in base.execute(everything)} == then
        base.rollback()


def test_full_text_search_finds_parts_of_three_letters(exported: Path, edition: Edition) -> None:
    record = next(one for one in edition.records if "code" in one.data and one.kind != "commodity-codes")
    part = str(record.data["code"])[1:4]
    ask = "SELECT id FROM records WHERE rowid IN (SELECT rowid FROM search WHERE search MATCH ?)"
    with sqlite3.connect(exported / "control-atlas.sqlite") as base:
        assert record.id in {row[0] for row in base.execute(ask, (f'"{part}"',))}
