"""What a record refers to and what refers to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Block, Column, LinkGroup, Links, Page, Row, Table
from control_atlas.pages.inline import Content, Link, content
from control_atlas.records import Record
from control_atlas.views.words import link_to, name_of, path_of

BACK_LINKS = 20
LINKS_A_PAGE = 400


def links(kb: KnowledgeBase, record: Record) -> Iterator[Block]:
    groups: list[LinkGroup] = []
    related: dict[str, list[Content]] = defaultdict(list)
    for one in record.data.get("related", ()):
        note = f" ({one['note']})" if "note" in one else ""
        related[one["how"]].append(content(link_to(kb, one["record"]), note))
    for how, found in related.items():
        groups.append(LinkGroup(f"Related: {how.replace('-', ' ')}", tuple(found)))
    standing_on: dict[str, dict[str, Content]] = defaultdict(dict)
    for link in kb.graph.outgoing[record.id]:
        target = kb.records.get(link.target)
        if target is not None and target.kind != "sources" and link.field != "jurisdiction":
            standing_on[target.kind].setdefault(target.id, content(link_to(kb, target.id)))
    groups += _groups(kb, record, standing_on, "Refers to")
    if groups:
        yield Links("What it refers to", "refers-to", tuple(groups))
    back: dict[str, dict[str, Content]] = defaultdict(dict)
    for link in kb.graph.back(record.id):
        back[kb.records[link.origin].kind].setdefault(link.origin, content(link_to(kb, link.origin)))
    found_back = _groups(kb, record, back, "Named by")
    if found_back:
        yield Links("What refers to it", "referred-by", tuple(found_back))


def _groups(
    kb: KnowledgeBase, record: Record, by_kind: Mapping[str, Mapping[str, Content]], label: str
) -> list[LinkGroup]:
    found = []
    for kind in kb.kinds:
        links = list(by_kind.get(kind.name, {}).values())
        if links:
            more = Link("all of them", f"links/{record.id}.html") if len(links) > BACK_LINKS else None
            found.append(LinkGroup(kind.plural, tuple(links[:BACK_LINKS]), more, len(links)))
    return found


def needs_links_page(kb: KnowledgeBase, record: Record) -> bool:
    """Whether more records of one kind are linked than the record's own page shows."""
    count: dict[str, set[str]] = defaultdict(set)
    for link in kb.graph.back(record.id):
        count[f"from {kb.records[link.origin].kind}"].add(link.origin)
    for link in kb.graph.outgoing[record.id]:
        if link.target in kb.records:
            count[f"to {kb.records[link.target].kind}"].add(link.target)
    return any(len(names) > BACK_LINKS for names in count.values())


def links_pages(kb: KnowledgeBase, record: Record) -> Iterator[Page]:
    """Every link to and from a record that has many, some hundred a page."""
    rows = []
    for label, found in (
        ("is named by", [link.origin for link in kb.graph.back(record.id)]),
        ("names", [link.target for link in kb.graph.outgoing[record.id]]),
    ):
        for name in sorted(set(found)):
            other = kb.records.get(name)
            if other is not None:
                cells = (content(label), content(link_to(kb, name)), content(kb.kinds[other.kind].label))
                rows.append(Row(cells))
    columns = (Column("Direction"), Column("Record"), Column("Kind"))
    kind = kb.kinds[record.kind]
    trail = (
        Link("Home", "index.html"),
        Link(kind.plural, f"{record.kind}/index.html"),
        Link(name_of(record), path_of(record)),
    )
    parts = [rows[start : start + LINKS_A_PAGE] for start in range(0, len(rows), LINKS_A_PAGE)]
    for number, part in enumerate(parts, start=1):
        count = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        yield Page(
            path=_links_path(record, number),
            title=f"Links of {name_of(record)}{count}",
            blocks=(Table(columns, tuple(part), "Links", "links", sortable=True),),
            layout="index",
            section=record.kind,
            trail=trail,
            previous=Link("Before", _links_path(record, number - 1)) if number > 1 else None,
            following=Link("More", _links_path(record, number + 1)) if number < len(parts) else None,
        )


def _links_path(record: Record, number: int) -> str:
    return f"links/{record.id}.html" if number == 1 else f"links/{record.id}.{number}.html"
