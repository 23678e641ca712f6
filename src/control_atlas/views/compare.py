"""Comparison pages: terms by provider and category, and controls of all regimes by subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.ask.compare import compare
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import (
    Block,
    Column,
    DateSwitch,
    LinkGroup,
    Links,
    Page,
    Prose,
    Row,
    Table,
)
from control_atlas.pages.inline import Content, During, Inline, Link, Regime, StatusBadge, Text, content
from control_atlas.records import Record
from control_atlas.views.badges import leading_badge
from control_atlas.views.disclosures import TIMELINE_PATH, disclosure_pages
from control_atlas.views.elements import PATH as ELEMENTS_PATH
from control_atlas.views.elements import elements_page
from control_atlas.views.groups import group_title
from control_atlas.views.items import condition_text
from control_atlas.views.listings import PATH as LISTINGS_PATH
from control_atlas.views.listings import listing_pages
from control_atlas.views.matrix import (
    FOLDER,
    SIGNS,
    TRAIL,
    label,
    matrix,
    matrix_path,
    parties,
    party_links,
    turns,
)
from control_atlas.views.providers import provider_pages, provider_path, providers
from control_atlas.views.words import cited, item_anchor, item_path, joined, link_to, page_spans

ROWS_A_PAGE = 40


def compare_pages(kb: KnowledgeBase, on: str) -> Iterator[Page]:
    """The contents page, the matrix of terms for all and for each bound party, a page a category, a provider and
    a subject, the incidents over time, and the listed organisations."""
    categories = [word for word in kb.vocabularies["terms-categories"] if _provisions(kb, word)]
    subjects = [word for word in kb.vocabularies["subjects"] if _controls(kb, word)]
    yield _contents(kb, categories, subjects)
    yield matrix(kb, categories, on)
    for party in parties(kb):
        yield matrix(kb, categories, on, party)
    yield from provider_pages(kb, on, TRAIL, SIGNS)
    yield from disclosure_pages(kb, TRAIL)
    yield from listing_pages(kb, TRAIL)
    yield elements_page(kb, on, TRAIL)
    for category in categories:
        yield from _category(kb, category, on)
    for subject in subjects:
        yield from _subject(kb, subject, on)


def _provisions(kb: KnowledgeBase, category: str) -> list[Record]:
    return [record for record in kb.of_kind("terms-provisions") if record.data["category"] == category]


def _controls(kb: KnowledgeBase, subject: str) -> list[Record]:
    kinds = ("chip-export-controls", "mineral-restrictions")
    return [
        record for kind in kinds for record in kb.of_kind(kind) if subject in record.data.get("subjects", ())
    ]


def _contents(kb: KnowledgeBase, categories: list[str], subjects: list[str]) -> Page:
    terms = [content(Link("All providers and categories", matrix_path("")))]
    terms += [content(Link(label(kb, "terms-categories", one), f"{FOLDER}/{one}.html")) for one in categories]
    regimes = [content(Link(label(kb, "subjects", one), f"{FOLDER}/subject-{one}.html")) for one in subjects]
    elements = (content(Link("Elements by announcement of China", ELEMENTS_PATH)),)
    groups = (
        LinkGroup("Terms of service, by category", tuple(terms)),
        LinkGroup("Terms of service, by who is bound", tuple(party_links(kb))),
        LinkGroup(
            "Terms of service, by provider",
            tuple(content(Link(group_title(kb, one), provider_path(one))) for one in providers(kb)),
        ),
        LinkGroup("Incidents and listings", tuple(_other_links(kb))),
        LinkGroup("Elements", elements),
        LinkGroup("Regimes by subject", tuple(regimes)),
    )
    block = Links("Comparisons", "comparisons", groups)
    return Page(f"{FOLDER}/index.html", "Compare", (block,), "index", FOLDER, trail=TRAIL[:1])


def _other_links(kb: KnowledgeBase) -> Iterator[Content]:
    if kb.of_kind("incidents"):
        yield content(Link("Incidents over time, with counts of accounts and exchanges", TIMELINE_PATH))
    if any("listings" in record.data for record in kb.of_kind("organisations")):
        yield content(Link("Listed organisations", LISTINGS_PATH))


def _category(kb: KnowledgeBase, category: str, on: str) -> Iterator[Page]:
    """One category across providers: every clause with the wordings it had, and where it was not found."""
    records = sorted(
        _provisions(kb, category), key=lambda one: (group_title(kb, one.data["provider"]).lower(), one.id)
    )
    columns = (Column("Provider"), Column("Provision"), Column("What holds on the day"), Column("Status"))
    meaning: Block = Prose(str(kb.vocabularies["terms-categories"][category]["meaning"]))
    absences = compare(kb, category, on).absences
    after: tuple[Block, ...] = (_absences(kb, absences, on),) if absences else ()
    title = f"Terms on {label(kb, 'terms-categories', category).lower()}"
    rows = [(record, row) for record in records for row in _clause_rows(kb, record)]
    yield from _paged(kb, f"{FOLDER}/{category}", title, columns, rows, on, meaning, "Clauses", after)


def _clause_rows(kb: KnowledgeBase, record: Record) -> Iterator[Row]:
    for key, versions in record.data["items"].items():
        spans = kb.spans(record, "items", key)
        said: list[Inline] = []
        for index, version in enumerate(versions):
            held = joined(span.interval for span in spans if span.codified.version == index)
            if held:
                text = f"{SIGNS[version['stance']]}: {version['covers']} "
                place = Text(f", {version['pinpoint']}")
                said.append(During(held, (Text(text), cited(kb, version["by"], brief=True), place)))
        first = (content(link_to(kb, record.data["provider"])), content(link_to(kb, record.id)))
        yield Row((*first, tuple(said), content(StatusBadge(page_spans(spans)))))


def _paged(
    kb: KnowledgeBase,
    path: str,
    title: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Record, Row]],
    on: str,
    before: Block,
    table_title: str,
    after: tuple[Block, ...] = (),
) -> Iterator[Page]:
    """A long comparison on as many pages as it needs; the days of change are those of the page's records."""
    parts = [rows[start : start + ROWS_A_PAGE] for start in range(0, len(rows), ROWS_A_PAGE)]
    for number, part in enumerate(parts, start=1):
        count = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        table = Table(columns, tuple(row for _, row in part), table_title, "compared")
        last = number == len(parts)
        yield Page(
            path=_part_path(path, number),
            title=title + count,
            blocks=(before, table, *(after if last else ())),
            layout="index",
            section=FOLDER,
            trail=TRAIL,
            switch=DateSwitch(on, turns(kb, [record for record, _ in part])),
            previous=Link("Before", _part_path(path, number - 1)) if number > 1 else None,
            following=None if last else Link("More", _part_path(path, number + 1)),
        )


def _part_path(path: str, number: int) -> str:
    return f"{path}.html" if number == 1 else f"{path}.{number}.html"


def _absences(kb: KnowledgeBase, absences: Mapping[str, Any], on: str) -> Block:
    rows = []
    for provider, found in absences.items():
        for one in found:
            word = "silent, with all it incorporates" if one.whole else "not found in this document"
            rows.append(
                Row((content(link_to(kb, provider)), content(link_to(kb, one.document.id)), content(word)))
            )
    columns = (Column("Provider"), Column("Document"), Column("Finding"))
    title = f"Looked for and not found, in documents in force on {on}"
    return Table(columns, tuple(rows), title, "not-found")


def _subject(kb: KnowledgeBase, subject: str, on: str) -> Iterator[Page]:
    """All regimes on one subject: code, limit, destinations, since when, status, authority."""
    records = sorted(
        _controls(kb, subject),
        key=lambda one: (one.data["jurisdiction"], str(one.data.get("code", "")), one.id),
    )
    labels = ("Regime", "Control", "Limits", "Destinations", "Since", "Authority", "Corresponds to", "Status")
    columns = tuple(Column(label, minor=label in ("Since", "Authority")) for label in labels)
    meaning = Prose(str(kb.vocabularies["subjects"][subject]["meaning"]))
    title = f"{label(kb, 'subjects', subject)}: regimes compared"
    rows = [(record, _control_row(kb, record, subject)) for record in records]
    yield from _paged(kb, f"{FOLDER}/subject-{subject}", title, columns, rows, on, meaning, "Controls")


def items_of_subject(record: Record, subject: str) -> tuple[str, ...]:
    """Keys of the items that belong to a subject of the record: those it names, else all of them."""
    keys = tuple(record.data["items"])
    named = record.data.get("subject_items", {}).get(subject)
    if named is None:
        return keys
    return tuple(key for key in keys if any(key == one or key.startswith(f"{one}.") for one in named))


def _control_row(kb: KnowledgeBase, record: Record, subject: str) -> Row:
    jurisdiction = str(record.data["jurisdiction"])
    keys = items_of_subject(record, subject)
    return Row(
        (
            content(Regime(jurisdiction.upper(), group_title(kb, jurisdiction))),
            _control(kb, record, keys),
            _limits(kb, record, keys),
            _destinations(kb, record),
            content(_since(record, keys)),
            _authority(kb, record, keys[0]),
            _correspondences(kb, record, subject),
            content(leading_badge(kb, record, keys)),
        )
    )


def _control(kb: KnowledgeBase, record: Record, keys: tuple[str, ...]) -> Content:
    """The record, and the paragraphs meant where they are not the whole of it."""
    found: list[Inline] = [link_to(kb, record.id)]
    if len(keys) < len(record.data["items"]):
        for number, key in enumerate(keys):
            found += [
                Text(", " if number else ": "),
                Link(key, item_path(record, key), item_anchor(record, key)),
            ]
    return tuple(found)


def _since(record: Record, keys: tuple[str, ...]) -> str:
    """The first day of the earliest of the items, or the bounds of it."""
    found = [record.data["items"][key][0]["from"] for key in keys]
    first = min(found, key=lambda day: day if isinstance(day, str) else day["by"])
    return first if isinstance(first, str) else f"after {first['after']}, by {first['by']}"


def _authority(kb: KnowledgeBase, record: Record, key: str) -> Content:
    """What gave the first of the items the wording that holds on the day, with the place in it."""
    found: list[Inline] = []
    spans = kb.spans(record, "items", key)
    for index, version in enumerate(record.data["items"][key]):
        held = joined(span.interval for span in spans if span.codified.version == index)
        if held:
            place = f", {version['pinpoint']} " if "pinpoint" in version else " "
            found.append(During(held, (cited(kb, version["by"], brief=True), Text(place))))
    if not found:
        first = record.data["items"][key][0]
        found = [
            cited(kb, first["by"], brief=True),
            Text(f", {first['pinpoint']}" if "pinpoint" in first else ""),
        ]
    return tuple(found)


INVERSE = {"same": "same", "narrower": "wider", "wider": "narrower", "similar": "similar"}


def _correspondences(kb: KnowledgeBase, record: Record, subject: str) -> Content:
    """Links between the record and entries of other regimes on the subject, from either side, with a word."""
    links: dict[str, tuple[str, str]] = {}
    for one in record.data.get("related", ()):
        if one["how"] in INVERSE and _on_subject(kb, one["record"], subject):
            links[one["record"]] = (one["how"], one.get("note", ""))
    named = {target.partition("#")[0] for target in links}
    for origin in sorted({link.origin for link in kb.graph.back(record.id) if link.path[0] == "related"}):
        if origin in named or not _on_subject(kb, origin, subject):
            continue
        for one in kb.records[origin].data.get("related", ()):
            target, _, key = one["record"].partition("#")
            if target == record.id and one["how"] in INVERSE:
                if key and key not in items_of_subject(record, subject):
                    continue
                links.setdefault(origin, (INVERSE[one["how"]], one.get("note", "")))
    found: list[Inline] = []
    for target, (how, note) in links.items():
        found += [Text("; ")] if found else []
        found += [Text(f"{how}: "), link_to(kb, target)]
        found += [Text(f" ({note.rstrip('.')})")] if note else []
    return tuple(found)


def _on_subject(kb: KnowledgeBase, target: str, subject: str) -> bool:
    identity, _, key = target.partition("#")
    record = kb.records[identity]
    if subject not in record.data.get("subjects", ()):
        return False
    return not key or any(
        one == key or one.startswith(f"{key}.") for one in items_of_subject(record, subject)
    )


LIMITS_SHOWN = 8


def _limits(kb: KnowledgeBase, record: Record, keys: tuple[str, ...]) -> Content:
    """The numeric limits of the first of the items, as they hold on the day."""
    found: list[Inline] = []
    shown = 0
    for key in keys:
        versions = record.data["items"][key]
        texts = [(index, condition_text(kb, version)) for index, version in enumerate(versions)]
        if not any(text for _, text in texts):
            continue
        shown += 1
        if shown > LIMITS_SHOWN:
            found.append(Text("and more"))
            break
        spans = kb.spans(record, "items", key)
        for index, text in texts:
            held = joined(span.interval for span in spans if span.codified.version == index)
            if text and held:
                found += [During(held, (Text(f"{key}: {text}."),)), Text(" ")]
    return tuple(found)


def _destinations(kb: KnowledgeBase, record: Record) -> Content:
    found: list[Inline] = []
    for key, versions in record.data.get("destinations", {}).items():
        spans = kb.spans(record, "destinations", key)
        for index, version in enumerate(versions):
            held = joined(span.interval for span in spans if span.codified.version == index)
            if held:
                found += [During(held, (Text(str(version["covers"])),)), Text(" ")]
    return tuple(found)
