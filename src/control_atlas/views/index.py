"""Index pages: every record of a kind, split by jurisdiction, provider or group when they are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.kinds import Kind
from control_atlas.pages.blocks import Block, Column, DateSwitch, LinkGroup, Links, Page, Row, Table
from control_atlas.pages.inline import Content, Lang, Link, StatusBadge, content
from control_atlas.records import Record
from control_atlas.views.badges import leading_badge
from control_atlas.views.fields import Fields
from control_atlas.views.groups import SPLIT_ABOVE, group_of, group_path, group_title, is_split, ordered
from control_atlas.views.words import page_spans, path_of


def index_pages(kb: KnowledgeBase, on: str) -> Iterator[Page]:
    """The index of every kind, and of its groups where it is split."""
    for kind in kb.kinds:
        records = ordered(kb, kind.name)
        groups: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            groups[group_of(record)].append(record)
        trail = (Link("Home", "index.html"),)
        if not is_split(kb, kind.name):
            yield _page(kb, kind, f"{kind.name}/index.html", kind.plural, records, on, trail)
            continue
        links = tuple(
            content(Link(group_title(kb, name), group_path(kind.name, name)), f" ({len(found)})")
            for name, found in sorted(groups.items(), key=lambda pair: group_title(kb, pair[0]))
        )
        chosen = Links("Choose", "groups", (LinkGroup("Groups", links),))
        yield Page(f"{kind.name}/index.html", kind.plural, (chosen,), "index", kind.name, trail=trail)
        for name, found in groups.items():
            for number, start in enumerate(range(0, len(found), SPLIT_ABOVE)):
                path = group_path(kind.name, name if number == 0 else f"{name}-{number + 1}")
                title = f"{kind.plural}: {group_title(kb, name)}" + (f" ({number + 1})" if number else "")
                inner = (*trail, Link(kind.plural, f"{kind.name}/index.html"))
                page = found[start : start + SPLIT_ABOVE]
                more = start + SPLIT_ABOVE < len(found)
                following = Link("More", group_path(kind.name, f"{name}-{number + 2}")) if more else None
                yield _page(kb, kind, path, title, page, on, inner, following)


def _page(
    kb: KnowledgeBase,
    kind: Kind,
    path: str,
    title: str,
    records: list[Record],
    on: str,
    trail: tuple[Link, ...],
    following: Link | None = None,
) -> Page:
    fields = Fields(kb, kind.name)
    with_status = any(kb.has_status(record) for record in records)
    names = [name for name in kind.columns if name not in ("title", "code")]
    columns = [Column(kind.label)]
    columns += [Column(_label(fields, name), minor=True) for name in names]
    if with_status:
        columns.append(Column("Status"))
    rows = tuple(_row(kb, record, names, fields, with_status) for record in records)
    table: Block = Table(
        tuple(columns), rows, caption=f"{len(records)} records", sortable=True, anchor="records"
    )
    switch = DateSwitch(on) if with_status else None
    return Page(path, title, (table,), "index", kind.name, trail=trail, switch=switch, following=following)


def _label(fields: Fields, name: str) -> str:
    found = fields.properties.get(name.partition(".")[0], ({}, ""))[0]
    if "." in name:
        return name.rpartition(".")[2].replace("_", " ").capitalize()
    return str(found.get("title", name.capitalize()))


def _row(kb: KnowledgeBase, record: Record, names: list[str], fields: Fields, with_status: bool) -> Row:
    code = record.data.get("code")
    first: list[Any] = [Link(str(code), path_of(record), code=True), " "] if code else []
    first.append(Link(record.title, path_of(record)))
    if "titles" in record.data:
        language, text = next(iter(record.data["titles"].items()))
        first += [" ", Lang(text, language)]
    cells: list[Content] = [content(*first)]
    for name in names:
        cells.append(_cell(record, name, fields))
    if with_status:
        cells.append(content(_badge(kb, record)) if kb.has_status(record) else content())
    return Row(tuple(cells))


def _badge(kb: KnowledgeBase, record: Record) -> StatusBadge:
    if "items" in record.data:
        return leading_badge(kb, record)
    return StatusBadge(page_spans(kb.spans(record, "parts", None)))


def _cell(record: Record, name: str, fields: Fields) -> Content:
    value: Any = record.data
    for step in name.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    if value is None:
        return content()
    schema = fields.properties.get(name.partition(".")[0], ({}, ""))[0]
    parts: list[Any] = []
    for one in value if isinstance(value, list) else [value]:
        parts += [", "] if parts else []
        parts.append(fields.inline(one, schema if "." not in name else {}))
    return content(*parts)
