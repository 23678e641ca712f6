"""The coverage page: what is modelled, how far it was checked, and what was left out, with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import SECTIONS
from control_atlas.pages.blocks import Block, Column, Prose, Row, Table
from control_atlas.pages.inline import Content, Verification, content
from control_atlas.records import Record
from control_atlas.views.groups import group_title
from control_atlas.views.words import link_to

READS = ("full-text", "excerpt", "secondary", "not-seen")
DETAILS = ("full", "outline", "pointer")
CONTROLS = ("chip-export-controls", "mineral-restrictions")
COUNTED = (*CONTROLS, "terms-provisions", "instruments", "incidents")
RULES = ("rule", "correction", "regulation")
REASONS = {
    "same-fact": "stands in another record",
    "contradicted": "a text says otherwise",
    "too-weak": "no source carries it",
    "out-of-scope": "concerns none of the subjects",
    "too-fine": "only the gist is told",
    "person": "would name someone not charged",
    "about-the-notes": "tells how the notes were made",
    "not-yet": "still to be entered",
}


def best_read(kb: KnowledgeBase, record: Record) -> str:
    """How well the best of a record's sources was read, as far as the record claims it."""
    return kb.speaks_for(record).narrowed(record.data.get("verification")).read


def coverage_blocks(kb: KnowledgeBase) -> Iterator[Block]:
    """The blocks of the page, from counts by kind down to single entries, rules and facts left out."""
    yield Prose(
        "Counts of records, computed when the site was built. *Full* means that every limit of the text is "
        "modelled, *outline* the gist with a link to the text, *pointer* that it is only named. What a "
        "record is read from is the best of its sources; single paragraphs can rest on less and say so."
    )
    for name in COUNTED:
        groups: dict[str, list[Record]] = defaultdict(list)
        for record in kb.of_kind(name):
            groups[str(record.data.get("provider") or record.data.get("jurisdiction") or "other")].append(
                record
            )
        rows = tuple(_group_row(kb, group, found) for group, found in sorted(groups.items()))
        if rows:
            yield Table(_group_columns(), rows, kb.kinds[name].plural, name, sortable=True)
    yield _entries(kb)
    yield _rules(kb)
    yield from _left_out(kb)


def _group_columns() -> tuple[Column, ...]:
    labels = ("Records", "Full", "Outline", "Pointer", "Full text", "Excerpt", "Secondary", "Not seen")
    return (
        Column("Whose"),
        *(Column(label, numeric=True) for label in (*labels, "With open questions")),
    )


def _group_row(kb: KnowledgeBase, group: str, found: list[Record]) -> Row:
    detail = Counter(str(record.data.get("detail", "")) for record in found)
    reads = Counter(best_read(kb, record) for record in found)
    counts = (
        len(found),
        *(detail[word] for word in DETAILS),
        *(reads[read] for read in READS),
        sum("open_questions" in record.data for record in found),
    )
    return Row((content(group_title(kb, group)), *(content(str(count)) for count in counts)))


def _entries(kb: KnowledgeBase) -> Block:
    """Every control with its paragraphs: how many can be evaluated, and how their wordings were read."""
    rows = []
    for record in sorted(
        (one for kind in CONTROLS for one in kb.of_kind(kind)),
        key=lambda one: (str(one.data.get("jurisdiction", "")), str(one.data.get("code", "~")), one.id),
    ):
        keys = [(section, key) for section, key in kb.keys(record) if section in SECTIONS]
        tested = sum(any("when" in one for one in record.data[section][key]) for section, key in keys)
        reads = Counter(span.read for section, key in keys for span in kb.spans(record, section, key)[-1:])
        rows.append(
            Row(
                (
                    content(link_to(kb, record.id)),
                    content(group_title(kb, str(record.data.get("jurisdiction", "")))),
                    content(str(record.data["detail"])),
                    content(str(len(keys))),
                    content(str(tested)),
                    *(content(str(reads[read])) for read in READS),
                    _read(best_read(kb, record)),
                )
            )
        )
    columns = (
        Column("Control"),
        Column("Whose", minor=True),
        Column("Modelled"),
        Column("Paragraphs", numeric=True),
        Column("With a condition", numeric=True),
        *(
            Column(label, numeric=True, minor=True)
            for label in ("Full text", "Excerpt", "Secondary", "Not seen")
        ),
        Column("Best read"),
    )
    caption = "Paragraphs by how their newest wording was read"
    return Table(columns, tuple(rows), "Controls, one by one", "controls", caption, sortable=True)


def _rules(kb: KnowledgeBase) -> Block:
    """Every rule: in full when each wording it gave stands in a control modelled in full, in outline when
    some do not, a pointer when it gave none that is recorded."""
    given: dict[str, list[Record]] = defaultdict(list)
    for kind in CONTROLS:
        for record in kb.of_kind(kind):
            by = {
                split(version["by"])[0]
                for section, key in kb.keys(record)
                for version in record.data[section][key]
            }
            for identity in by:
                given[identity].append(record)
    rows = []
    for record in kb.of_kind("instruments"):
        if record.data["type"] in RULES and not record.data.get("family"):
            controls = given.get(record.id, [])
            rows.append(
                Row(
                    (
                        content(link_to(kb, record.id)),
                        content(group_title(kb, str(record.data["jurisdiction"]))),
                        content(_modelled(record, controls)),
                        content(str(len(record.data.get("parts", {})))),
                        content(str(len(record.data.get("acts", ())))),
                        content(str(len(controls))),
                        _read(best_read(kb, record)),
                    )
                )
            )
    columns = (
        Column("Rule"),
        Column("Whose", minor=True),
        Column("Modelled"),
        *(Column(label, numeric=True) for label in ("Parts", "Acts", "Controls worded by it")),
        Column("Best read"),
    )
    return Table(columns, tuple(rows), "Rules, one by one", "rules", sortable=True)


def _modelled(rule: Record, controls: list[Record]) -> str:
    """How far the contents of a rule are recorded."""
    if controls and all(control.data["detail"] == "full" for control in controls):
        return "full"
    return "outline" if controls or "parts" in rule.data or "acts" in rule.data else "pointer"


def _left_out(kb: KnowledgeBase) -> Iterator[Block]:
    """What the research notes hold beyond the records, one table a set of notes."""
    lists = sorted(kb.coverage.items())
    if lists:
        yield Prose(
            "The records began as research notes. What those hold and no record carries is listed below with "
            "the reason, so that nothing is dropped in silence.",
            "Facts not made records",
            "left-out",
        )
    for name, listed in lists:
        facts = listed.data["left_out"]
        rows = tuple(
            Row(
                (
                    content(fact["fact"]),
                    content(REASONS[fact["reason"]]),
                    content(fact["why"]),
                    _linked(kb, fact.get("records", ())),
                )
            )
            for fact in facts
        )
        counted = f"{listed.data['facts']} facts, " if "facts" in listed.data else ""
        day = listed.data.get("gone_through")
        state = f"gone through on {day}" if day else "not yet gone through to the end"
        yield Prose(
            f"{listed.data['about']} {counted}{len(facts)} left out; {state}.".replace("*", "\\*"),
            listed.data["title"],
            f"left-out-{name}",
        )
        if rows:
            columns = (Column("Fact"), Column("Reason"), Column("Why"), Column("See", minor=True))
            yield Table(columns, rows, sortable=True)


def _linked(kb: KnowledgeBase, identities: Any) -> Content:
    parts: list[Any] = []
    for identity in identities:
        parts += [", ", link_to(kb, identity)] if parts else [link_to(kb, identity)]
    return content(*parts) if parts else content("")


def _read(word: str) -> Content:
    read: Any = word
    return content(Verification(read))
