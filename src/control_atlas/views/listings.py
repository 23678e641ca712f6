"""Organisations on official lists, as recorded: a page a list, each with the warnings that it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.days import latest
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Column, LinkGroup, Links, Notice, Page, Row, Table
from control_atlas.pages.inline import Content, Inline, Link, Text, content
from control_atlas.records import Record
from control_atlas.views.words import cited, date_text, link_to, word_label

PATH = "compare/listings.html"
ROWS_A_PAGE = 60
WARNINGS = (
    "An organisation that is not shown here may still be listed. These pages hold an extract, not the lists.",
    "United States entries are those of the consolidated screening list of 31 July 2026; later additions, changes and "
    "removals are not in it. Other lists were read up to the day that each source names.",
    "Screen names at the official lists, and then owners: a list may reach companies that it does not name.",
)


def listing_pages(kb: KnowledgeBase, trail: tuple[Link, ...]) -> Iterator[Page]:
    """The contents page of listings and the pages of every list."""
    by_list: dict[str, list[tuple[Record, Mapping[str, Any]]]] = defaultdict(list)
    for record in kb.of_kind("organisations"):
        for listing in record.data.get("listings", ()):
            by_list[listing["list"]].append((record, listing))
    if not by_list:
        return
    warning = Notice("legal", tuple(content(one) for one in WARNINGS), "Before you rely on this")
    order = sorted(by_list, key=lambda one: word_label(kb, "lists", one).lower())
    links = [
        content(Link(word_label(kb, "lists", one), _path(one, 1)), f": {len(by_list[one])} entries recorded")
        for one in order
    ]
    contents = Links("Lists", "lists", (LinkGroup("Entries by list", tuple(links)),))
    yield Page(PATH, "Listed organisations", (warning, contents), "index", "compare", trail=trail)
    for name in order:
        yield from _list_pages(kb, name, by_list[name], warning, trail)


def _path(name: str, number: int) -> str:
    return f"compare/listings-{name}.html" if number == 1 else f"compare/listings-{name}.{number}.html"


def _list_pages(
    kb: KnowledgeBase,
    name: str,
    entries: list[tuple[Record, Mapping[str, Any]]],
    warning: Notice,
    trail: tuple[Link, ...],
) -> Iterator[Page]:
    entries.sort(key=lambda pair: (pair[0].title.lower(), str(latest(pair[1]["from"]))))
    parts = [entries[start : start + ROWS_A_PAGE] for start in range(0, len(entries), ROWS_A_PAGE)]
    label = word_label(kb, "lists", name)
    columns = tuple(
        Column(one, minor=one in ("Scope and policy", "Addresses and remarks"))
        for one in ("Organisation", "Entry as printed", "Dates", "Footnotes", "Scope and policy",
                    "Addresses and remarks")
    )  # fmt: skip
    for number, part in enumerate(parts, start=1):
        rows = tuple(_row(kb, record, listing) for record, listing in part)
        count = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        yield Page(
            path=_path(name, number),
            title=f"{label}: entries recorded{count}",
            blocks=(warning, Table(columns, rows, "Entries", "entries", sortable=True)),
            layout="index",
            section="compare",
            trail=(*trail, Link("Listed organisations", PATH)),
            previous=Link("Before", _path(name, number - 1)) if number > 1 else None,
            following=Link("More", _path(name, number + 1)) if number < len(parts) else None,
        )


def _row(kb: KnowledgeBase, record: Record, listing: Mapping[str, Any]) -> Row:
    printed: list[Inline] = [Text(str(listing.get("name", record.title))), Text(f" ({listing['pinpoint']})")]
    dates: list[Inline] = [Text("from "), date_text(listing["from"])]
    if "by" in listing:
        dates += [Text(", by "), cited(kb, listing["by"], brief=True)]
    for changed in listing.get("modified_by", ()):
        dates += [Text("; changed by "), cited(kb, changed, brief=True)]
    if "last_day" in listing:
        dates += [Text("; last day "), date_text(listing["last_day"])]
    if "removed_by" in listing:
        dates += [Text(", removed by "), cited(kb, listing["removed_by"], brief=True)]
    scope = " ".join(str(listing[one]) for one in ("licence_requirement", "licence_policy") if one in listing)
    remarks = " ".join((*listing.get("addresses", ()), str(listing.get("note", "")))).strip()
    cells: tuple[Content, ...] = (
        content(link_to(kb, record.id)),
        tuple(printed),
        tuple(dates),
        content(", ".join(listing.get("footnotes", ()))),
        content(scope),
        content(remarks),
    )
    return Row(cells)
