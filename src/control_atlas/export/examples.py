"""Two lines a format and tool: how to open each download. The download page shows them, the tests run them.

Paths count from the folder of the export; the tools are started there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tool = Literal["Python", "R", "SQL", "Power Query", "DuckDB", "jq"]


@dataclass(frozen=True, slots=True)
class Example:
    """Code for one tool that reads the downloads of ``form``; ``needs`` is the package to install first."""

    form: str
    tool: Tool
    code: str
    needs: str = ""


EXAMPLES = (
    Example("json", "Python", """\
import json; records = json.load(open("records.json", encoding="utf-8"))
print(len(records), "records; the first:", records[0]["record"]["title"])"""),
    Example("json", "jq", """\
jq -r '.[] | select(.computed.status.status == "suspended")
  | .record.id' records.json"""),
    Example("jsonl", "jq", """\
jq -r 'select(.kind == "incidents")
  | [.record.id, .record.standing] | @tsv' records.jsonl"""),
    Example("jsonl", "DuckDB", """\
SELECT kind, count(*) FROM read_json('records.jsonl', columns = {kind: 'VARCHAR', computed: 'JSON'})
GROUP BY kind ORDER BY kind;"""),
    Example("csv", "Python", """\
import csv; rows = list(csv.DictReader(open("csv/entries.csv", encoding="utf-8", newline="")))
print(len(rows), "wordings; the first:", rows[0]["record"], rows[0]["pinpoint"])"""),
    Example("csv", "R", """\
records <- read.csv("csv/records.csv", colClasses = "character", encoding = "UTF-8", na.strings = "")
print(table(records$kind))"""),
    Example("csv", "DuckDB", """\
SELECT status, standing, count(*) FROM read_csv('csv/intervals.csv', all_varchar = true)
WHERE "end" IS NULL GROUP BY ALL ORDER BY ALL;"""),
    Example("csv", "Power Query", """\
Source = Csv.Document(File.Contents("C:\\data\\csv\\records.csv"), [Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
Rows = Table.PromoteHeaders(Source, [PromoteAllScalars = false])"""),
    Example("datapackage", "Python", """\
from frictionless import Package; package = Package("csv/datapackage.json")
print([resource.name for resource in package.resources])""", "frictionless"),
    Example("xlsx", "Python", """\
from openpyxl import load_workbook; book = load_workbook("control-atlas.xlsx", read_only=True)
print(book.sheetnames, next(book["records"].iter_rows(min_row=2, values_only=True))[:3])""", "openpyxl"),
    Example("xlsx", "Power Query", """\
Source = Excel.Workbook(File.Contents("C:\\data\\control-atlas.xlsx"), true, true),
Records = Source{[Item = "records", Kind = "Sheet"]}[Data]"""),
    Example("sqlite", "SQL", """\
SELECT record, key, codified_status, enforced_status, standing, as_of FROM status_as_of
WHERE status <> 'ended' ORDER BY record, key LIMIT 20;"""),
    Example("sqlite", "Python", """\
import sqlite3; base = sqlite3.connect("control-atlas.sqlite"); ask = "SELECT id FROM records WHERE rowid IN "
print(base.execute(ask + "(SELECT rowid FROM search WHERE search MATCH ?)", ('"rule"',)).fetchmany(9))"""),
    Example("parquet", "DuckDB", """\
SELECT record, key, name, comparison, value, unit FROM 'parquet/conditions.parquet'
WHERE test = 'param' ORDER BY ALL LIMIT 20;"""),
    Example("parquet", "Python", """\
import pyarrow.parquet as parquet; table = parquet.read_table("parquet/intervals.parquet")
print(table.num_rows, "intervals;", table.column_names)""", "pyarrow"),
    Example("parquet", "R", """\
intervals <- arrow::read_parquet("parquet/intervals.parquet")
print(table(intervals$status))""", "arrow"),
    Example("jsonld", "Python", """\
from rdflib import Graph; graph = Graph().parse("control-atlas.jsonld", format="json-ld")
print(len(graph), "statements")""", "rdflib"),
    Example("csl", "jq", """\
jq -r '.[] | select(.type == "legislation")
  | [.id, .title] | @tsv' citations.json"""),
    Example("atom", "Python", """\
import feedparser; feed = feedparser.parse("feeds/all.xml")
print([entry.title for entry in feed.entries[:3]])""", "feedparser"),
    Example("ics", "Python", """\
from icalendar import Calendar; calendar = Calendar.from_ical(open("calendar/upcoming.ics", "rb").read())
print([str(event["SUMMARY"]) for event in calendar.walk("VEVENT")][:3])""", "icalendar"),
    Example("openapi", "jq", """\
jq -r '.paths | to_entries[]
  | [.key, .value.get.summary] | @tsv' openapi.json"""),
    Example("delta", "jq", """\
jq -r '.changed[] | select(.why | index("law"))
  | .id' delta/*.json"""),
)  # fmt: skip
