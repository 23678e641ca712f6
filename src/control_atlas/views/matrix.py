"""The matrix of terms, provider by category: for all clauses, and for those that bind one party."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from control_atlas.days import FIRST, Interval
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Block, Column, DateSwitch, LinkGroup, Links, Notice, Page, Row, Table
from control_atlas.pages.inline import Content, During, Inline, Link, Text, content
from control_atlas.records import Record
from control_atlas.views.groups import group_title
from control_atlas.views.providers import provider_path
from control_atlas.views.words import joined

FOLDER = "compare"
# A sign and a word for each stance, so that neither colour nor shape is needed to read it.
SIGNS = {
    "prohibits": "✕\N{NO-BREAK SPACE}prohibits",
    "permits": "✓\N{NO-BREAK SPACE}permits",
    "conditions": "◐\N{NO-BREAK SPACE}conditions",
    "requires": "!\N{NO-BREAK SPACE}requires",
    "grants": "＋\N{NO-BREAK SPACE}grants",
    "reserves": "§\N{NO-BREAK SPACE}reserves",
    "informs": "i\N{NO-BREAK SPACE}informs",
    "not-read": "?\N{NO-BREAK SPACE}not read",
}
TRAIL = (Link("Home", "index.html"), Link("Compare", f"{FOLDER}/index.html"))
NOT_SILENT = (
    "An empty cell means that no provision is recorded here; it does not mean that the provider's terms are "
    "silent. Only the pages by category say where a category was looked for and not found."
)


def label(kb: KnowledgeBase, vocabulary: str, word: str) -> str:
    """The label of a word that the vocabulary has."""
    return str(kb.vocabularies[vocabulary][word]["label"])


def parties(kb: KnowledgeBase) -> list[str]:
    """Words of the parties that some provision binds, in the vocabulary's order."""
    bound = {party for record in kb.of_kind("terms-provisions") for party in record.data["binds"]}
    return [party for party in kb.vocabularies["bound-parties"] if party in bound]


def matrix_path(party: str) -> str:
    """Address of the matrix for a bound party; of the whole matrix when empty."""
    return f"{FOLDER}/terms-for-{party}.html" if party else f"{FOLDER}/terms.html"


def turns(kb: KnowledgeBase, records: list[Record]) -> tuple[str, ...]:
    """The days on which a wording of any of the records starts or ends to hold."""
    days = {
        span.interval.start
        for record in records
        for key in record.data.get("items", {})
        for span in kb.spans(record, "items", key)
    }
    return tuple(sorted(days - {FIRST}))


def matrix(kb: KnowledgeBase, categories: list[str], on: str, party: str = "") -> Page:
    """Provider by category, for all clauses or those that bind ``party``: the stance that holds on the day, each a
    link to its clause."""
    cells: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    records = [one for one in kb.of_kind("terms-provisions") if not party or party in one.data["binds"]]
    for record in records:
        cells[record.data["provider"]][record.data["category"]].append(record)
    shown = [one for one in categories if any(one in found for found in cells.values())]
    columns = (Column("Provider"), *(Column(label(kb, "terms-categories", one)) for one in shown))
    rows = []
    for provider in sorted(cells, key=lambda one: group_title(kb, one).lower()):
        found = cells[provider]
        row = (_stances(kb, found[one], f"{FOLDER}/{one}.html") if one in found else () for one in shown)
        rows.append(Row((content(Link(group_title(kb, provider), provider_path(provider))), *row)))
    table = Table(columns, tuple(rows), "Stances", "matrix")
    others = [content(Link("All clauses", matrix_path("")))] if party else []
    others += [
        content(Link(label(kb, "bound-parties", one), matrix_path(one)))
        for one in parties(kb)
        if one != party
    ]
    filters = Links("Only clauses that bind", "bound", (LinkGroup("Party", tuple(others)),))
    blocks: tuple[Block, ...] = (Notice("note", (content(NOT_SILENT),)), table, filters)
    switch = DateSwitch(on, turns(kb, records))
    title = f"Terms that bind: {label(kb, 'bound-parties', party).lower()}" if party else "Terms compared"
    scripts = ("assets/js/matrix.js",)
    path = matrix_path(party)
    return Page(path, title, blocks, "index", FOLDER, trail=TRAIL, switch=switch, scripts=scripts)


def _stances(kb: KnowledgeBase, records: list[Record], path: str) -> Content:
    """Each stance that any of the provisions takes, on the days it does, as a link to the category's page."""
    days: dict[str, list[Interval]] = defaultdict(list)
    for record in records:
        for key, versions in record.data["items"].items():
            for span in kb.spans(record, "items", key):
                if span.codified.word == "in force" and span.codified.version is not None:
                    days[versions[span.codified.version]["stance"]].append(span.interval)
    found: list[Inline] = []
    for stance, intervals in days.items():
        found.append(During(joined(_union(intervals)), (Link(SIGNS[stance], path), Text(" "))))
    return tuple(found)


def _union(intervals: list[Interval]) -> list[Interval]:
    """The same days as intervals that do not overlap, in order."""
    found: list[Interval] = []
    for one in sorted(intervals, key=lambda interval: interval.start):
        if found and (found[-1].end is None or one.start <= found[-1].end):
            last = found[-1]
            end = None if last.end is None or one.end is None else max(last.end, one.end)
            found[-1] = Interval(last.start, end)
        else:
            found.append(one)
    return found


def party_links(kb: KnowledgeBase) -> Iterator[Content]:
    """Links to the matrix of every bound party."""
    for party in parties(kb):
        yield content(Link(label(kb, "bound-parties", party), matrix_path(party)))
