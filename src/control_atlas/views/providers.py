"""A page for every provider of AI services: its documents, its clauses across all of them, what was looked for
and not found, the stacks of its offerings, and the incidents that name it."""

from __future__ import annotations

from collections.abc import Iterator

from control_atlas.days import FIRST, latest
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Block, Column, DateSwitch, LinkGroup, Links, Notice, Page, Row, Table
from control_atlas.pages.inline import Content, During, Inline, Link, StatusBadge, Text, content
from control_atlas.records import Record
from control_atlas.views.groups import group_title
from control_atlas.views.words import cited, date_text, joined, link_to, page_spans, word_label

ROWS_A_PAGE = 40
WHOLE = "silent, with all it incorporates"
PART = "not found in this document; what it incorporates was not all read"


def providers(kb: KnowledgeBase) -> list[str]:
    """Ids of the organisations that have provisions or offerings, by title."""
    found = {
        record.data["provider"] for kind in ("terms-provisions", "offerings") for record in kb.of_kind(kind)
    }
    return sorted(found, key=lambda one: group_title(kb, one).lower())


def provider_path(provider: str) -> str:
    """Address of a provider's page."""
    return f"compare/provider-{provider}.html"


def provider_pages(
    kb: KnowledgeBase, on: str, trail: tuple[Link, ...], signs: dict[str, str]
) -> Iterator[Page]:
    """The pages of all providers; ``signs`` gives the sign and word of each stance. A provider with many
    clauses has further pages."""
    for provider in providers(kb):
        clauses = [one for one in kb.of_kind("terms-provisions") if one.data["provider"] == provider]
        order = list(kb.vocabularies["terms-categories"])
        clauses.sort(key=lambda one: (order.index(one.data["category"]), one.id))
        parts = [clauses[start : start + ROWS_A_PAGE] for start in range(0, len(clauses), ROWS_A_PAGE)] or [
            []
        ]
        documents = _documents(kb, provider)
        for number, part in enumerate(parts, start=1):
            first, last = number == 1, number == len(parts)
            blocks: list[Block] = [_offerings(kb, provider)] if first and _has_offerings(kb, provider) else []
            blocks += [_document_table(kb, documents)] if first and documents else []
            blocks += [_clause_table(kb, part, signs)] if part else []
            if last:
                blocks += [*_not_found(kb, documents, on), *_incidents(kb, provider)]
            count = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
            yield Page(
                path=_part(provider, number),
                title=f"Terms of {group_title(kb, provider)}{count}",
                blocks=tuple(blocks),
                layout="index",
                section="compare",
                trail=trail,
                switch=DateSwitch(on, _turns(kb, part, documents)),
                previous=None if first else Link("Before", _part(provider, number - 1)),
                following=None if last else Link("More", _part(provider, number + 1)),
            )


def _part(provider: str, number: int) -> str:
    return provider_path(provider) if number == 1 else f"compare/provider-{provider}.{number}.html"


def _turns(kb: KnowledgeBase, clauses: list[Record], documents: list[Record]) -> tuple[str, ...]:
    days = {
        span.interval.start
        for record in clauses
        for key in record.data["items"]
        for span in kb.spans(record, "items", key)
    }
    days |= {span.interval.start for record in documents for span in kb.spans(record, "parts", None)}
    return tuple(sorted(days - {FIRST}))


def _documents(kb: KnowledgeBase, provider: str) -> list[Record]:
    """The versions of its terms and licences, a family together, the newest first."""
    found = [one for one in kb.of_kind("instruments") if one.data.get("provider") == provider]
    found.sort(key=lambda one: str(latest(one.data["dates"].get("effective", "0"))), reverse=True)
    return sorted(found, key=lambda one: str(one.data.get("family", one.id)))


def _document_table(kb: KnowledgeBase, documents: list[Record]) -> Table:
    rows = []
    for record in documents:
        dates = record.data["dates"]
        day = dates.get("effective", dates.get("published"))
        seen = dates.get("first_seen")
        binds = "; ".join(word_label(kb, "bound-parties", one) for one in record.data.get("binds", ()))
        rows.append(
            Row(
                (
                    content(link_to(kb, record.id)),
                    content(date_text(day)) if day else (),
                    content(date_text(seen)) if seen else (),
                    content(binds),
                    content(StatusBadge(page_spans(kb.spans(record, "parts", None)))),
                )
            )
        )
    labels = ("Version", "Applies from", "First archived", "Binds", "Status")
    columns = tuple(Column(label, minor=label in ("First archived", "Binds")) for label in labels)
    return Table(columns, tuple(rows), "Documents and their versions", "documents")


def _clause_table(kb: KnowledgeBase, clauses: list[Record], signs: dict[str, str]) -> Table:
    rows = []
    for record in clauses:
        category = record.data["category"]
        for key, versions in record.data["items"].items():
            spans = kb.spans(record, "items", key)
            said: list[Inline] = []
            for index, version in enumerate(versions):
                held = joined(span.interval for span in spans if span.codified.version == index)
                if held:
                    text = Text(f"{signs[version['stance']]}: {version['covers']} ")
                    place = Text(f", {version['pinpoint']}")
                    said.append(During(held, (text, cited(kb, version["by"], brief=True), place)))
            label = content(Link(word_label(kb, "terms-categories", category), f"compare/{category}.html"))
            badge = content(StatusBadge(page_spans(spans)))
            rows.append(Row((label, content(link_to(kb, record.id)), tuple(said), badge)))
    columns = tuple(Column(label) for label in ("Category", "Clause", "What holds on the day", "Status"))
    return Table(columns, tuple(rows), "Clauses by category", "clauses")


def _not_found(kb: KnowledgeBase, documents: list[Record], on: str) -> Iterator[Block]:
    rows = []
    for record in documents:
        absent = record.data.get("looked_for_not_found", ())
        if absent and kb.word_on(record, on) == "in force":
            others = record.data.get("incorporates", ())
            word = WHOLE if others and all(one["read"] for one in others) else PART
            named = "; ".join(word_label(kb, "terms-categories", one) for one in absent)
            rows.append(Row((content(link_to(kb, record.id)), content(named), content(word))))
    if rows:
        columns = (Column("Document"), Column("Categories"), Column("Finding"))
        title = f"Looked for and not found, in documents in force on {on}"
        yield Table(columns, tuple(rows), title, "not-found")


def _has_offerings(kb: KnowledgeBase, provider: str) -> bool:
    return any(provider in (one.data["provider"], one.data.get("sold_by")) for one in kb.of_kind("offerings"))


def _offerings(kb: KnowledgeBase, provider: str) -> Links:
    found = [
        content(link_to(kb, one.id))
        for one in kb.of_kind("offerings")
        if provider in (one.data["provider"], one.data.get("sold_by"))
    ]
    group = LinkGroup("By offering, channel and region", tuple(found))
    return Links("Which documents bind", "offerings", (group,))


def _incidents(kb: KnowledgeBase, provider: str) -> Iterator[Block]:
    """Incidents that name the provider, each with its standing, so that no allegation stands alone."""
    rows: list[Row] = []
    for record in kb.of_kind("incidents"):
        roles = [one["role"] for one in record.data["parties"] if one["organisation"] == provider]
        if roles:
            role: Content = content("; ".join(roles).replace("-", " "))
            standing = content(record.data["standing"].replace("-", " "), ". ", record.data["standing_note"])
            rows.append(Row((content(link_to(kb, record.id)), role, standing)))
    if rows:
        columns = (Column("Incident"), Column("Role"), Column("Standing"))
        yield Notice("legal", (content("A claim is a claim: read each with its standing and its answers."),))
        yield Table(columns, tuple(rows), "Incidents that name it", "incidents")
