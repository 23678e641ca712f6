"""The page of one record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from control_atlas.ask.status import Status, status
from control_atlas.ask.told import NOT_ADVICE, standing_text
from control_atlas.cite import Citation
from control_atlas.days import latest
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages import blocks
from control_atlas.pages.blocks import Block, Fact, Facts, Notice, Page, SearchFacts
from control_atlas.pages.inline import (
    Badge,
    Code,
    Content,
    DateText,
    Inline,
    Link,
    Regime,
    StatusBadge,
    Verification,
    content,
)
from control_atlas.pages.spans import State
from control_atlas.records import Record
from control_atlas.views import items, products
from control_atlas.views.badges import date_switch
from control_atlas.views.citing import citation_of
from control_atlas.views.fields import Fields
from control_atlas.views.groups import group_of, group_path, group_title, is_split
from control_atlas.views.history import timeline
from control_atlas.views.keeping import kept
from control_atlas.views.links import links
from control_atlas.views.paging import Keys, chunks, part_path
from control_atlas.views.words import (
    date_text,
    joined,
    link_to,
    name_of,
    page_spans,
    path_of,
    titles,
    web,
    word_label,
)

LEGAL = frozenset(
    {"chip-export-controls", "mineral-restrictions", "instruments", "terms-provisions", "products"}
)


def record_page(
    kb: KnowledgeBase, record: Record, on: str, before: Record | None = None, after: Record | None = None
) -> Page:
    """The page of ``record`` rendered for the day ``on``, with its neighbours in the index."""
    kind = kb.kinds[record.kind]
    fields = Fields(kb, record.kind)
    switch = date_switch(kb, record, on)
    code = (
        str(record.data.get("code", ""))
        if record.kind in ("chip-export-controls", "mineral-restrictions", "commodity-codes")
        else ""
    )
    found = tuple(_blocks(kb, record, on, fields))
    return Page(
        path=path_of(record),
        title=record.title,
        blocks=found,
        section=record.kind,
        code=code,
        code_list=word_label(kb, "lists", record.data["list"]) if code and "list" in record.data else "",
        subtitle=(titles(record),) if "titles" in record.data else (),
        trail=(
            Link("Home", "index.html"),
            Link(kind.plural, f"{record.kind}/index.html"),
            *_folder_link(kb, record),
        ),
        badges=_badges(kb, record),
        summary=str(record.data["summary"]),
        switch=switch,
        previous=Link(name_of(before), path_of(before)) if before else None,
        following=Link(name_of(after), path_of(after)) if after else None,
        formats=(
            Link("JSON", f"{record.kind}/{record.id}.json"),
            Link("YAML", f"{record.kind}/{record.id}.yaml"),
            Link("Markdown", f"{record.kind}/{record.id}.md"),
        ),
        source_path=record.path,
        search=None if "withdrawn" in record.data else _search(kb, record, on),
    )


def _folder_link(kb: KnowledgeBase, record: Record) -> Iterator[Link]:
    if is_split(kb, record.kind):
        group = group_of(record)
        yield Link(group_title(kb, group), group_path(record.kind, group))


def _more_pages(record: Record, parts: list[Keys]) -> Block:
    """Where the rest of a record's items stand."""
    links = []
    for number, keys in enumerate(parts[1:], start=2):
        names = [key if section == "items" else f"{section} {key}" for section, key in keys]
        shown = ", ".join(names[:12]) + (" and more" if len(names) > 12 else "")
        links.append(content(Link(f"Page {number}", part_path(record, number)), f": {shown}"))
    return blocks.Links(
        "Further paragraphs", "further", (blocks.LinkGroup("On pages of their own", tuple(links)),)
    )


def further_pages(kb: KnowledgeBase, record: Record, on: str) -> Iterator[Page]:
    """The pages of a record after its own, where its items take more than one."""
    parts = chunks(record)
    if len(parts) == 1:
        return
    fields = Fields(kb, record.kind)
    first = record_page(kb, record, on)
    for number, keys in enumerate(parts[1:], start=2):
        facts = first.search
        yield replace(
            first,
            path=part_path(record, number),
            title=f"{record.title} ({number} of {len(parts)})",
            blocks=tuple(items.sections(kb, record, fields, keys, on)),
            trail=(*first.trail, Link(name_of(record), path_of(record))),
            previous=Link(f"Page {number - 1}", part_path(record, number - 1)),
            following=Link(f"Page {number + 1}", part_path(record, number + 1))
            if number < len(parts)
            else None,
            search=replace(facts, code="", aliases=()) if facts else None,
        )


def _badges(kb: KnowledgeBase, record: Record) -> Content:
    found: list[Inline] = []
    jurisdiction = record.data.get("jurisdiction")
    if record.kind == "terms-provisions":
        found.append(Regime("terms", group_title(kb, record.data["provider"])))
    elif jurisdiction is not None:
        found.append(Regime(str(jurisdiction).upper(), group_title(kb, jurisdiction)))
    found.append(Badge(kb.kinds[record.kind].label, "quiet"))
    if record.data.get("detail") in ("outline", "pointer"):
        found.append(Badge(f"{record.data['detail']} only", "quiet", "How far this record models the text."))
    if "standing" in record.data:
        found.append(
            Badge(
                str(record.data["standing"]).replace("-", " "), "strong", "How far it has been established."
            )
        )
    if "withdrawn" in record.data:
        found.append(Badge("withdrawn", "warning"))
    return tuple(found)


def _search(kb: KnowledgeBase, record: Record, on: str) -> SearchFacts:
    data = record.data
    names = [*data.get("aliases", ()), *data.get("titles", {}).values()]
    names += [
        str(data[key])
        for key in ("document_number", "abbreviation", "symbol", "iso2", "short", "legal_name")
        if key in data
    ]
    citation = data.get("citation")
    if citation is not None:
        cited = Citation.from_fields(citation)
        names += [cited.write(form) for form in cited.FORMS]
    for versions in data.get("items", {}).values():
        names += [version["control_code"] for version in versions if "control_code" in version]
    days = [str(latest(value)) for value in data.get("dates", {}).values()]
    days += [
        str(latest(version["from"])) for section, key in kb.keys(record) for version in data[section][key]
    ]
    jurisdiction = data.get("jurisdiction") or data.get("provider") or data.get("country") or ""
    return SearchFacts(
        kind=record.kind,
        kind_label=kb.kinds[record.kind].label,
        jurisdiction=group_title(kb, jurisdiction) if jurisdiction else "",
        code=str(data.get("code", "")),
        aliases=tuple(dict.fromkeys([record.id, *map(str, names)])),
        status=cast(State, kb.word_on(record, on)) if kb.has_status(record) else None,
        topics=tuple(word_label(kb, "subjects", one) for one in data.get("subjects", ())),
        years=tuple(sorted({day[:4] for day in days})),
    )


def _blocks(kb: KnowledgeBase, record: Record, on: str, fields: Fields) -> Iterator[Block]:
    data = record.data
    if "withdrawn" in data:
        gone = data["withdrawn"]
        text = [content(f"Withdrawn on {gone['day']}: {gone['reason']}")]
        if "replaced_by" in gone:
            text.append(content("Use ", link_to(kb, gone["replaced_by"]), "."))
        yield Notice("warning", tuple(text), "Do not use this record")
    if record.kind == "incidents":
        yield Notice(
            "legal", (content(str(data["standing_note"])),), f"Standing: {data['standing'].replace('-', ' ')}"
        )
    yield Facts(
        (Fact("Summary", (content(str(data["summary"])),)), *fields.rows(record), *_history(record)),
        "Overview",
        "overview",
    )
    parts = chunks(record)
    yield from items.sections(kb, record, fields, parts[0], on)
    if len(parts) > 1:
        yield _more_pages(record, parts)
    if record.kind == "products":
        yield from products.sections(kb, record, on)
    yield from fields.sections(record)
    if record.kind == "instruments":
        yield from _parts(kb, record)
    if kb.has_status(record) and record.kind != "places":
        yield from _why(kb, record, status(kb, record.id, on), on)
    entries = tuple(timeline(kb, record))
    if entries:
        yield blocks.Timeline("Timeline", "timeline", entries)
    yield from _remarks(kb, record)
    yield citation_of(kb, record, on)
    yield from _sources(kb, record)
    yield from kept(kb, record, on)
    yield from links(kb, record)
    if record.kind in LEGAL:
        yield Notice("legal", (content(NOT_ADVICE),))


def _history(record: Record) -> Iterator[Fact]:
    if "history_from" in record.data:
        since = record.data["history_from"]
        yield Fact(
            "History recorded from", (content(date_text(since), "; what held earlier is not recorded here"),)
        )
    elif record.data.get("history") == "complete":
        yield Fact("History recorded", (content("complete: nothing earlier exists"),))


def _why(kb: KnowledgeBase, record: Record, answer: Status, on: str) -> Iterator[Block]:
    """Why the status is what it is, for the day the page is rendered for; items alike stand together."""
    alike: dict[tuple[Content, ...], list[str]] = {}
    for item in answer.items:
        reasons = [content(reason.text) for reason in item.span.reasons]
        if reasons or item.span.standing != "confirmed":
            name = "The instrument" if item.key is None else item.key
            label = name if item.section in ("items", "parts") else f"{item.section} {item.key}"
            values = (content(f"{item.span.word}; {standing_text(item.span)}"), *reasons)
            alike.setdefault(values, []).append(label)
    if alike:
        rows = tuple(Fact(", ".join(labels), values) for values, labels in alike.items())
        yield Facts(rows, f"Why, on {on}", "why")


def _parts(kb: KnowledgeBase, record: Record) -> Iterator[Block]:
    shown = []
    for key, part in record.data.get("parts", {}).items():
        spans = kb.spans(record, "parts", key)
        facts = [Fact("Pinpoint", (content(Code(part["pinpoint"])),))]
        for name in ("effective", "compliance", "last_day"):
            if name in part:
                facts.append(Fact(name.replace("_", " ").capitalize(), (content(date_text(part[name])),)))
        if "transition" in part:
            facts.append(Fact("Transition", (content(str(part["transition"]["what"])),)))
        held = joined(span.interval for span in spans if span.word not in ("not yet made",))
        notes = (content(part["note"]),) if "note" in part else ()
        version = blocks.Version(held, content("Part"), (content(part["covers"]),), None, tuple(facts), notes)
        shown.append(
            blocks.Item(
                key, f"part-{key}", content(part["pinpoint"]), (version,), (StatusBadge(page_spans(spans)),)
            )
        )
    if shown:
        yield blocks.Items("Parts", "parts", tuple(shown), content("Parts with a life of their own."))


def _remarks(kb: KnowledgeBase, record: Record) -> Iterator[Block]:
    data = record.data
    rows = [
        Fact("Reading", (content(f"{one['says']} Held by {one['held_by']}."),))
        for one in data.get("readings", ())
    ]
    for one in data.get("open_questions", ()):
        settled = f" Settled by: {one['settled_by']}" if "settled_by" in one else ""
        rows.append(Fact("Open question", (content(f"{one['ask']}{settled}"),)))
    rows += [Fact("Note", (content(note),)) for note in data.get("notes", ())]
    said = data.get("verification")
    if said:
        note = f": {said['note']}" if "note" in said else ""
        rows.append(Fact("Verification", (content(f"{said['read'].replace('-', ' ')}{note}"),)))
    if rows:
        yield Facts(tuple(rows), "Notes and open questions", "notes")


def _sources(kb: KnowledgeBase, record: Record) -> Iterator[Block]:
    names = dict.fromkeys(record.data.get("sources", ()))
    for section, key in kb.keys(record):
        for version in record.data[section][key]:
            names.update(dict.fromkeys(version.get("sources", ())))
    rows = []
    for name in names:
        source = kb.records.get(name)
        if source is None:
            continue
        data = source.data
        current = (data.get("current") or {}).get("to")
        rows.append(
            blocks.Row((
                content(link_to(kb, name)),
                content(str(data["publisher"])),
                content(Verification(data["read"], str(data.get("read_how", "")))),
                content(DateText(current)) if current else content("not stated"),
                content(DateText(data["read_on"])),
                content(web(data["address"])) if "address" in data else content("no address"),
            ))
        )  # fmt: skip
    if rows:
        columns = (
            blocks.Column("Text"),
            blocks.Column("Publisher", minor=True),
            blocks.Column("What was read"),
            blocks.Column("Current to"),
            blocks.Column("Read on", minor=True),
            blocks.Column("Address"),
        )
        yield blocks.Table(columns, tuple(rows), "Sources", "sources")
