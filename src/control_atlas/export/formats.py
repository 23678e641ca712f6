"""Every format by name, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Mapping

from control_atlas.export.api import ApiWriter
from control_atlas.export.bibliography import BibliographyWriter
from control_atlas.export.calendars import CalendarWriter
from control_atlas.export.csv_files import CsvWriter
from control_atlas.export.delta import DeltaWriter
from control_atlas.export.feeds import FeedWriter
from control_atlas.export.json_files import JsonLinesWriter, JsonWriter
from control_atlas.export.jsonld import JsonLdWriter
from control_atlas.export.parquet import ParquetWriter
from control_atlas.export.sqlite import SqliteWriter
from control_atlas.export.writer import Writer
from control_atlas.export.xlsx import XlsxWriter

WRITERS: Mapping[str, type[Writer]] = {
    writer.name: writer
    for writer in (
        JsonWriter,
        JsonLinesWriter,
        CsvWriter,
        XlsxWriter,
        SqliteWriter,
        ParquetWriter,
        JsonLdWriter,
        BibliographyWriter,
        ApiWriter,
        FeedWriter,
        CalendarWriter,
        DeltaWriter,
    )
}
