"""The home page: how far we checked, the ways in, what changes next and what changed lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from control_atlas.ask.changes import upcoming
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Agenda, Checked, CheckedLine, DateSwitch, Door, Doors, Hero, Page
from control_atlas.pages.inline import Link, Regime, content
from control_atlas.records import Record
from control_atlas.views.groups import group_title
from control_atlas.views.tools import CHIPS, CLASSIFY
from control_atlas.views.turns import CHANGES_PATH, COMING_PATH, SCRIPTS, coming, gathered, lately
from control_atlas.views.words import link_to

SHOWN = 8
DOORS = {
    "chip-export-controls": (
        "Chips",
        "List entries, end-use and end-user rules, licence exceptions and letters on chips and the machines "
        "that make them.",
    ),
    "mineral-restrictions": (
        "Minerals",
        "Rare earths, gallium, germanium and the rest: by element, customs code or announcement.",
    ),
    "terms-provisions": (
        "Terms",
        "What AI providers' terms forbid: competing models, distillation, regions and owners, clause by clause.",
    ),
}
BODIES = (("US law", "us"), ("China", "cn"), ("EU", "eu"))


def home_page(kb: KnowledgeBase, on: str) -> Page:
    """The home page for the day ``on``."""
    ahead = tuple(coming(kb, turn) for turn in gathered(kb, upcoming(kb, on))[:SHOWN])
    past = tuple(coming(kb, turn) for turn in lately(kb, on, known=True)[:SHOWN])
    return Page(
        path="index.html",
        title="Control Atlas",
        layout="home",
        switch=DateSwitch(on),
        scripts=SCRIPTS,
        summary="Chip export controls, mineral restrictions and AI terms of service as dated, cited records.",
        blocks=(
            CheckedLine(tuple(_checked(kb)), on),
            Hero(
                "Control Atlas",
                "What is controlled, where, since when, by which paragraph, and how far that was checked.",
            ),
            Doors(tuple(_doors(kb))),
            Agenda(
                "What changes next",
                "next",
                on,
                ahead,
                "No change ahead is recorded.",
                Link("All that is coming", COMING_PATH),
            ),
            Agenda(
                "What changed lately",
                "lately",
                on,
                past,
                "No change in the last months is recorded.",
                Link("What changed in any period", CHANGES_PATH),
            ),
        ),
    )


def _checked(kb: KnowledgeBase) -> Iterable[Checked]:
    """The last day for which an official text, or a faithful copy, of each body of law speaks."""
    for label, jurisdiction in BODIES:
        days = [
            reading.confirmed_to
            for record in kb.of_kind("sources")
            if record.data.get("jurisdiction") == jurisdiction
            and (reading := kb.texts.single[record.id]).confirmed_to is not None
        ]
        if days:
            yield Checked(label, max(days))
    terms = [
        reading.confirmed_to
        for record in kb.of_kind("terms-provisions")
        if (reading := kb.speaks_for(record)).confirmed_to is not None
    ]
    if terms:
        yield Checked("the newest terms", max(terms))


def _doors(kb: KnowledgeBase) -> Iterable[Door]:
    for name, (title, text) in DOORS.items():
        counts = Counter(str(record.data.get("jurisdiction", "")).upper() for record in kb.of_kind(name))
        regimes = [code for code, _ in counts.most_common() if code]
        lines = tuple(content(link_to(kb, record.id)) for record in _first(kb, name))
        shown = tuple(Regime(code, group_title(kb, code.lower())) for code in regimes[:6])
        if name == "terms-provisions":
            shown = (Regime("terms", "terms"),)
        if name == "chip-export-controls":
            lines = (content(CLASSIFY), content(CHIPS), *lines[:3])
        yield Door(
            title, Link(f"All {kb.kinds[name].plural.lower()}", f"{name}/index.html"), text, shown, lines
        )


def _first(kb: KnowledgeBase, kind: str) -> list[Record]:
    """The records of a kind that most others name."""
    records = kb.of_kind(kind)
    return sorted(records, key=lambda record: (-len(kb.graph.back(record.id)), record.id))[:4]
