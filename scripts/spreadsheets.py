"""Drives the real LibreOffice, headless: the workbook and the CSV files go through it and come back unchanged.

``python scripts/spreadsheets.py`` exports the records of this repository, opens every file in LibreOffice, saves
it anew and compares each cell: codes, days, Chinese characters, JSON. It ends with 1 and the first differences
when a cell was altered.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from control_atlas.atlas import load
from control_atlas.export.csv_files import CsvWriter
from control_atlas.export.edition import Edition
from control_atlas.export.writer import run
from control_atlas.export.xlsx import FILE, XlsxWriter

PROGRAMS = ("soffice", "libreoffice")
SHOWN = 10
# Comma, double quote, UTF-8, from line 1, every column as text (2), as a person chooses it when importing.
TEXT_COLUMN = 2
MOST_COLUMNS = 80
WAIT = 1800
csv.field_size_limit(10_000_000)


def find_program() -> str:
    """Path of LibreOffice. SystemExit when there is none."""
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            return found
    raise SystemExit("LibreOffice is needed; on Debian: apt-get install libreoffice-calc")


def convert(program: str, files: list[Path], to: str, target: Path, infilter: str = "") -> None:
    """Open ``files`` in LibreOffice and save them in ``target``. SystemExit with what it said when it fails."""
    words = [
        program,
        f"-env:UserInstallation={(target.parent / 'profile').as_uri()}",
        "--headless",
        "--norestore",
    ]
    words += [f"--infilter={infilter}"] if infilter else []
    words += ["--convert-to", to, "--outdir", str(target), *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=WAIT)
    made = {path.name for path in target.iterdir()} if target.is_dir() else set()
    missing = [path.name for path in files if path.name not in made]
    if done.returncode or missing:
        raise SystemExit(f"LibreOffice did not convert {', '.join(missing)}: {done.stderr.strip()[-800:]}")


def workbook_differences(before: Path, after: Path) -> Iterator[str]:
    """Cells of the workbook that are not what they were."""
    old, new = (openpyxl.load_workbook(path, read_only=True) for path in (before, after))
    if old.sheetnames != new.sheetnames:
        yield f"sheets: {old.sheetnames} became {new.sheetnames}"
        return
    for name in old.sheetnames:
        rows = old[name].iter_rows(values_only=True)
        again = new[name].iter_rows(values_only=True)
        count = 0
        for number, row in enumerate(rows, start=1):
            count += 1
            back = next(again, ())
            width = max(len(row), len(back))
            cells = zip(_filled(row, width), _filled(back, width), strict=True)
            for column, (value, other) in enumerate(cells, start=1):
                if value != other or type(value) is not type(other):
                    yield f"{name}, row {number}, column {column}: {value!r} became {other!r}"
        rest = [row for row in again if any(cell is not None for cell in row)]
        if rest:
            yield f"{name}: {len(rest)} rows more than {count}"


def table_differences(before: Path, after: Path) -> Iterator[str]:
    """Cells of a CSV file that are not what they were."""
    with before.open(encoding="utf-8", newline="") as old, after.open(encoding="utf-8", newline="") as new:
        rows, again = list(csv.reader(old)), list(csv.reader(new))
    if len(rows) != len(again):
        yield f"{before.name}: {len(rows)} rows became {len(again)}"
    for number, (row, back) in enumerate(zip(rows, again, strict=False), start=1):
        if row != back:
            pairs = [pair for pair in zip(row, back, strict=False) if pair[0] != pair[1]]
            yield f"{before.name}, row {number}: {pairs[:1] or (len(row), len(back))}"


def _filled(row: tuple[object, ...], width: int) -> tuple[object, ...]:
    return (*row, *(None,) * (width - len(row)))


def main() -> None:
    """Export, convert, compare."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--on", default="2026-11-22", metavar="DAY")
    given = parser.parse_args()
    program = find_program()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="atlas-spreadsheets-") as name:
        place = Path(name)
        run(Edition(load(given.root).kb, given.on), (XlsxWriter, CsvWriter), place / "export")
        convert(program, [place / "export" / FILE], "xlsx", place / "books")
        differences = list(workbook_differences(place / "export" / FILE, place / "books" / FILE))
        tables = sorted((place / "export" / "csv").glob("*.csv"))
        formats = "/".join(f"{column}/{TEXT_COLUMN}" for column in range(1, MOST_COLUMNS + 1))
        convert(program, tables, "csv:Text - txt - csv (StarCalc):44,34,76,1", place / "tables",
                f"CSV:44,34,76,1,{formats}")  # fmt: skip
        for table in tables:
            differences += table_differences(table, place / "tables" / table.name)
    for line in differences[:SHOWN]:
        print(line, file=sys.stderr)
    print(f"{len(tables)} tables as CSV and one workbook went through LibreOffice in "
          f"{time.monotonic() - began:.0f} s: {len(differences)} cells or rows differ")  # fmt: skip
    if differences:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
