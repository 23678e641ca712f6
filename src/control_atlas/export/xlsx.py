"""XLSX for people: one workbook, a sheet a table, every code, day and word in a text cell.

A cell holds at most 32,767 characters. A longer text stands in pieces on the sheet ``long_texts``, and its
cell names the first of them, so that nothing is lost and nothing is cut silently.
"""

from __future__ import annotations

import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from control_atlas.export.columns import Cell, Column
from control_atlas.export.writer import Download, Published, Work, Writer

FILE = "control-atlas.xlsx"
LIMIT = 32_767
PIECE = 32_000
# Spreadsheets keep so many digits of a number; one that has more is written as text, whole.
DIGITS = 15
LONG = "long_texts"
# A workbook says when it was made; the same day for ever, so that equal records give equal files.
MADE = datetime.datetime(2000, 1, 1)
WIDTHS = {"title": 44, "summary": 60, "covers": 60, "text": 60, "says": 60}


class XlsxWriter(Writer):
    """``control-atlas.xlsx``. Numbers are numbers only in columns of numbers; all else, true and false too, is text."""

    name = "xlsx"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._book = xlsxwriter.Workbook(
            work.folder / FILE,
            {
                "constant_memory": True,
                "tmpdir": str(work.folder),
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        self._book.set_properties({"title": "Control Atlas", "subject": f"As of {work.edition.as_of}",
                                   "comments": "Not legal advice.", "created": MADE})  # fmt: skip
        self._text = self._book.add_format({"num_format": "@", "valign": "top"})
        self._number = self._book.add_format({"valign": "top"})
        self._head = self._book.add_format({"bold": True, "num_format": "@"})
        self._sheets: dict[str, Any] = {}
        self._next: dict[str, int] = {}
        for name, table in work.tables.all.items():
            self._sheet(name, table.columns)
        self._sheet(
            LONG, tuple(Column(one, "string", "") for one in ("table", "row", "column", "piece", "text"))
        )
        self._open = True

    def add(self, published: Published) -> None:
        tables = self.work.tables.all
        for name, row in published.rows:
            place, sheet = self._next[name], self._sheets[name]
            self._next[name] = place + 1
            for number, (column, value) in enumerate(zip(tables[name].columns, row, strict=True)):
                if value is None:
                    continue
                if isinstance(value, bool):
                    # A truth value of its own comes back from LibreOffice as a formula.
                    value = "true" if value else "false"
                elif isinstance(value, float) and float(f"{value:.{DIGITS}g}") != value:
                    value = repr(value)
                if isinstance(value, str):
                    if len(value) > LIMIT:
                        value = self._pieces(name, place + 1, column, value)
                    sheet.write_string(place, number, value, self._text)
                else:
                    sheet.write_number(place, number, value, self._number)

    def finish(self) -> None:
        for name, sheet in self._sheets.items():
            columns = self.work.tables.all[name].columns if name in self.work.tables.all else (None,) * 5
            sheet.autofilter(0, 0, max(self._next[name] - 1, 1), len(columns) - 1)
        self._open = False
        try:
            self._book.close()
        except XlsxFileError as fault:
            raise OSError(f"{FILE} could not be written: {fault}") from fault
        rows = sum(place - 1 for name, place in self._next.items() if name != LONG)
        title = "One workbook for people: a sheet a table, codes and days as text"
        self.work.downloads.append(Download(FILE, self.name, title, rows, "rows"))

    def close(self) -> None:
        if self._open:
            self._open = False
            for sheet in self._sheets.values():
                sheet._opt_close()
            self._book.fileclosed = 1

    def _sheet(self, name: str, columns: tuple[Column, ...]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, WIDTHS.get(column.name, 18), self._text)
            sheet.write_string(0, number, column.name, self._head)
        self._sheets[name] = sheet
        self._next[name] = 1

    def _pieces(self, table: str, row: int, column: Column, text: str) -> Cell:
        """Write a long text in pieces; what its own cell says instead."""
        first = self._next[LONG] + 1
        for piece, start in enumerate(range(0, len(text), PIECE)):
            cells = (table, str(row), column.name, str(piece), text[start : start + PIECE])
            for number, value in enumerate(cells):
                self._sheets[LONG].write_string(self._next[LONG], number, value, self._text)
            self._next[LONG] += 1
        return f"see {LONG}, rows {first} to {self._next[LONG]}"
