"""Incidents over time, and the counts of accounts and exchanges that accusers gave in the disclosures of a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.days import earliest
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import (
    Block,
    Column,
    Entry,
    LinkGroup,
    Links,
    Notice,
    Page,
    Row,
    Table,
    Timeline,
)
from control_atlas.pages.figures import Bar, Bars
from control_atlas.pages.inline import Content, Inline, Link, Text, content
from control_atlas.records import Record
from control_atlas.views.words import date_text, link_to, name_of, path_of, word_label

TIMELINE_PATH = "compare/incidents.html"
YEAR = "2026"
COUNTED = ("accounts", "exchanges", "prompts")
CLAIMS = (
    "Every count is that of the party that made the claim. None was established by a court or an authority, and the "
    "ways of counting were not disclosed, so that bars of different parties do not measure the same thing. A total "
    "and its parts stand side by side."
)
ORDER = (
    "Each incident stands on the day it became public, or was made or decided where that is not known. Standing and "
    "answers stand beside every claim; how to ask for a correction or a removal is told on the page about this site."
)


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a claim, with the incident and the claim it stands in."""

    incident: Record
    claim: Mapping[str, Any]
    figure: Mapping[str, Any]

    @property
    def words(self) -> str:
        """The number as it was claimed: qualifier, figure, unit."""
        return f"{self.figure.get('qualifier', '')} {self.figure['value']:,} {self.figure['unit']}".strip()


def incident_day(record: Record) -> Any:
    """The day of an incident as written: public, decided, made, or the start of the conduct."""
    dates = record.data["dates"]
    return next((dates[one] for one in ("public", "decided", "made", "conduct_from") if one in dates), None)


def counts(kb: KnowledgeBase, year: str = YEAR) -> list[Count]:
    """Figures on accounts, exchanges and prompts in the claims of incidents made public in ``year``, by day."""
    found = [
        Count(record, claim, figure)
        for record in kb.of_kind("incidents")
        if str(earliest(incident_day(record) or "0")).startswith(year)
        for claim in record.data.get("claims", ())
        for figure in claim.get("figures", ())
        if figure["unit"] in COUNTED
    ]
    return sorted(found, key=lambda one: (str(earliest(incident_day(one.incident))), one.incident.id))


def disclosure_pages(kb: KnowledgeBase, trail: tuple[Link, ...]) -> Iterator[Page]:
    """The page of incidents: counts as a figure and a table, then all incidents in the order of their days."""
    if not kb.of_kind("incidents"):
        return
    found = counts(kb)
    blocks: list[Block] = [Notice("legal", (content(ORDER),))]
    if found:
        blocks += [Notice("legal", (content(CLAIMS),)), *_figures(kb, found), _table(kb, found)]
    blocks.append(_timeline(kb))
    blocks.append(_corrections())
    yield Page(TIMELINE_PATH, "Incidents over time", tuple(blocks), "index", "compare", trail=trail)


def _figures(kb: KnowledgeBase, found: list[Count]) -> Iterator[Bars]:
    for unit in COUNTED:
        bars = tuple(_bar(kb, one) for one in found if one.figure["unit"] == unit)
        if bars:
            title = f"{word_label(kb, 'units', unit).capitalize()} as claimed in the disclosures of {YEAR}"
            yield Bars(title, f"figure-{unit}", bars)


def _bar(kb: KnowledgeBase, one: Count) -> Bar:
    about = ", ".join(_name(kb, name) for name in one.claim.get("about", ())) or "nobody named"
    label = f"{_name(kb, one.claim['by'])} about {about}, {_month(one.incident)}"
    return Bar(label, float(one.figure["value"]), f"{one.words} ({_answered(one.incident)})")


def _name(kb: KnowledgeBase, identity: str) -> str:
    record = kb.records.get(identity)
    return record.title if record else identity


def _month(record: Record) -> str:
    return str(earliest(incident_day(record)))[:7]


def _answered(record: Record) -> str:
    """The kinds of answer that an incident holds, in few words."""
    kinds = {one["kind"].replace("-", " ") for one in record.data.get("answers", ())}
    return "; ".join(sorted(kinds)) or "no party named that could answer"


def _table(kb: KnowledgeBase, found: list[Count]) -> Table:
    rows = []
    for one in found:
        about: list[Inline] = []
        for name in one.claim.get("about", ()):
            about += [Text(", ")] if about else []
            about.append(link_to(kb, name))
        standing = f"{one.incident.data['standing'].replace('-', ' ')}. {one.incident.data['standing_note']}"
        rows.append(
            Row(
                (
                    content(date_text(incident_day(one.incident))),
                    content(link_to(kb, one.incident.id)),
                    content(link_to(kb, one.claim["by"])),
                    tuple(about) or content("nobody named"),
                    content(one.words),
                    content(standing),
                    _answers(kb, one.incident),
                ),
                sort=("",) * 4 + (f"{one.figure['value']:015.0f}", "", ""),
            )
        )
    labels = ("Public", "Incident", "Claimed by", "About", "As claimed", "Standing", "Answers")
    columns = tuple(Column(label, minor=label == "Standing") for label in labels)
    return Table(columns, tuple(rows), f"Counts claimed in {YEAR}, with standing and answers", "counts")


def _answers(kb: KnowledgeBase, record: Record) -> Content:
    found: list[Inline] = []
    for one in record.data.get("answers", ()):
        found += [link_to(kb, one["by"]), Text(f" ({one['kind'].replace('-', ' ')}): {one['says']} ")]
    return tuple(found) or content("None: no party is named that could answer.")


def _timeline(kb: KnowledgeBase) -> Timeline:
    dated = [(incident_day(record), record) for record in kb.of_kind("incidents")]
    known = sorted(
        ((day, record) for day, record in dated if day is not None),
        key=lambda pair: (str(earliest(pair[0])), pair[1].id),
    )
    entries = []
    for day, record in known:
        kind, standing = (record.data[one].replace("-", " ") for one in ("type", "standing"))
        said = f"{kind.capitalize()}. Standing: {standing}."
        if record.data.get("claims"):
            said += f" Answers: {_answered(record)}."
        title: Content = (Link(name_of(record), path_of(record)),)
        entries.append(Entry(date_text(day), title, content(said)))
    return Timeline("All incidents", "incidents", tuple(entries))


def _corrections() -> Links:
    link = Link("Ask for a correction or a removal", "about.html", "corrections")
    return Links("Corrections and removal", "corrections", (LinkGroup("How to ask", (content(link),)),))
