"""Elements by announcement: which of China's texts put which element under control, and what became of it."""

from __future__ import annotations

from collections import defaultdict

from control_atlas.days import FIRST, earliest
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Column, DateSwitch, Notice, Page, Row, Table
from control_atlas.pages.inline import Content, Inline, Link, Text, content
from control_atlas.records import Record
from control_atlas.views.badges import leading_badge
from control_atlas.views.words import link_to, path_of

PATH = "compare/elements.html"
JURISDICTION = "cn"
NOT_FREE = (
    "An empty cell means that no entry by that text is recorded for the element; it does not mean that the element "
    "is free of control, by this or by another text."
)
# Keys of the items of a record, by substance and instrument.
Cells = dict[tuple[str, str], dict[str, list[str]]]


def elements_page(kb: KnowledgeBase, on: str, trail: tuple[Link, ...]) -> Page:
    """The table: a row an element, a column a text, in each cell the entries and their status on the day."""
    cells = _cells(kb)
    elements = sorted({element for element, _ in cells}, key=lambda one: kb.records[one].title)
    texts = sorted({text for _, text in cells}, key=lambda one: (_day(kb.records[one]), one))
    columns = (Column("Element or substance"), *(Column(kb.name_of(text)) for text in texts))
    rows = tuple(
        Row((content(link_to(kb, element)), *(_cell(kb, cells.get((element, text), {})) for text in texts)))
        for element in elements
    )
    table = Table(
        columns, rows, "Entries", "entries", "Codes of the entries, each with its status on the day shown"
    )
    turns = {
        span.interval.start
        for found in cells.values()
        for identity, keys in found.items()
        for key in keys
        for span in kb.spans(kb.records[identity], "items", key)
    }
    return Page(
        path=PATH,
        title="Elements by announcement",
        summary="Which of China's announcements put which element under export control, with the status on a day.",
        blocks=(Notice("note", (content(NOT_FREE),)), table),
        layout="index",
        section="compare",
        trail=trail,
        switch=DateSwitch(on, tuple(sorted(turns - {FIRST}))),
        scripts=("assets/js/matrix.js",),
    )


def _cells(kb: KnowledgeBase) -> Cells:
    cells: Cells = defaultdict(lambda: defaultdict(list))
    for record in kb.of_kind("mineral-restrictions"):
        if record.data["jurisdiction"] != JURISDICTION or "withdrawn" in record.data:
            continue
        for key, versions in record.data["items"].items():
            for version in versions:
                text = split(version["by"])[0]
                for substance in version.get("substances", ()):
                    keys = cells[substance, text][record.id]
                    if key not in keys and text in kb.records and substance in kb.records:
                        keys.append(key)
    return {place: dict(found) for place, found in cells.items() if any(found.values())}


def _cell(kb: KnowledgeBase, found: dict[str, list[str]]) -> Content:
    parts: list[Inline] = []
    for identity, keys in found.items():
        record = kb.records[identity]
        name = str(record.data.get("code", "")) or record.title
        parts += [Text(" ")] if parts else []
        parts += [
            Link(name, path_of(record), code="code" in record.data),
            Text(" "),
            leading_badge(kb, record, keys),
        ]
    return tuple(parts)


def _day(record: Record) -> str:
    dates = record.data.get("dates", {})
    return str(earliest(next(iter(dates.values()), None)))
