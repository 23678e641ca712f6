"""The timeline of a record: its own dates, what was done to it and by it, and its course of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.days import earliest
from control_atlas.link.acts import BESIDE, Act, split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Entry, Mark
from control_atlas.pages.inline import Text, content
from control_atlas.records import Record
from control_atlas.views.words import cited, date_text


def timeline(kb: KnowledgeBase, record: Record) -> Iterator[Entry]:
    """Dates of the record, acts on it and by it, and its course of events, earliest first."""
    found: list[tuple[str, Entry]] = []
    for name, written in record.data.get("dates", {}).items():
        label = name.replace("_", " ").capitalize()
        found.append(
            (
                str(earliest(written)),
                Entry(
                    date_text(written),
                    content(label),
                    mark="end" if name == "last_day" else "start" if name == "effective" else "plain",
                ),
            )
        )
    acts = [*kb.acts_by.get(record.id, ()), *kb.lives.on_target.get(record.id, ())]
    given = {
        split(version["by"]) for section, key in kb.keys(record) for version in record.data[section][key]
    }
    for identity, part in sorted(given, key=str):
        on_it = kb.lives.on_target.get(identity, ())
        acts += [act for act in on_it if act.touches(part) and act not in acts]
    for act in acts:
        start = kb.lives.start(act)
        if start is not None:
            found.append((str(earliest(start)), _act_entry(kb, act, start)))
    found += _wordings(kb, record)
    for event in record.data.get("events", ()):
        found.append((str(earliest(event["day"])), Entry(date_text(event["day"]), content(event["what"]))))
    yield from (entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def _wordings(kb: KnowledgeBase, record: Record) -> Iterator[tuple[str, Entry]]:
    """One entry for all wordings that one instrument, or part of it, gave from one day."""
    gathered: dict[tuple[str, str], tuple[Any, list[str]]] = {}
    for section, key in kb.keys(record):
        if section == "members":
            continue
        for version in record.data[section][key]:
            name = key if section == "items" else f"{section} {key}"
            day = str(earliest(version["from"]))
            gathered.setdefault((day, version["by"]), (version["from"], []))[1].append(name)
    for (day, by), (written, names) in gathered.items():
        title = content("Wording of ", ", ".join(names), " by ", cited(kb, by))
        yield day, Entry(date_text(written), title, mark="change")


MARKS: Mapping[str, Mark] = {
    "suspends": "pause",
    "enjoins": "pause",
    "stops-enforcing": "pause",
    "reinstates": "resume",
    "confirms-enforcement": "resume",
    "rescinds": "end",
    "supersedes": "end",
    "vacates": "end",
    "announces": "statement",
    "questions": "statement",
}


def _act_entry(kb: KnowledgeBase, act: Act, start: Any) -> Entry:
    target = act.target + (f"#{act.target_part}" if act.target_part else "")
    title = content(cited(kb, act.by), f" {act.does.replace('-', ' ')} ", cited(kb, target))
    said = [Text(act.says)] if act.says else []
    if act.does in BESIDE:
        said.append(Text(" A statement without an instrument; it changes no status."))
    if act.presumed:
        said.append(Text(" That the last day is included is presumed."))
    until = date_text(act.last_day) if act.last_day is not None else None
    return Entry(date_text(start), title, tuple(said), until, MARKS.get(act.does, "plain"))
