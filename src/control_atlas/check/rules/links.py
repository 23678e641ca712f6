"""Rules on links between records: both ways, to live records, and acts that have something to act on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule, record_rule
from control_atlas.days import earliest, latest, spoken
from control_atlas.link.acts import split
from control_atlas.link.life import MADE
from control_atlas.records import Record

OPPOSITE = {"same": "same", "narrower": "wider", "wider": "narrower", "similar": "similar"}
# Ids written from a citation: what follows is its number.
NUMBERED = (
    (re.compile(r"us-fr-(\d{4}-\d{5}|\d{2}-\d{4,5}|e\d-\d+)$"), "fr", ("document",)),
    (re.compile(r"us-cfr-(\d+)-(\d+)-(\d+)$"), "cfr", ("title", "part", "section")),
    (re.compile(r"cn-mofcom-(\d{4})-(\d+)$"), "cn-announcement", ("year", "number")),
)


@base_rule(
    "reference-not-withdrawn",
    topic="references",
    example="a product whose `vendor` was withdrawn for another record",
    fix="Name the record that replaces it.",
)
def reference_not_withdrawn(context: Context) -> Iterator[tuple[Record, Fault]]:
    """No live record rests on a withdrawn one. What was wrong must not go on through a reference."""
    gone = {record.id: record for record in context.loaded.records if "withdrawn" in record.data}
    if not gone:
        return
    for record in context.loaded.records:
        if "withdrawn" in record.data:
            continue
        for use in context.uses(record):
            target = gone.get(split(use.name)[0]) if use.word is None else None
            if target is not None:
                better = target.data["withdrawn"].get("replaced_by")
                fix = f"Name {better!r}." if better else "Remove the reference."
                yield record, Fault(use.path, use.name, f"{target.id} was withdrawn.", fix)


@base_rule(
    "correspondence-agrees",
    topic="references",
    example="a says it is narrower than b, and b says it is narrower than a",
    fix="Correct one of the two; the opposite of narrower is wider.",
)
def correspondence_agrees(context: Context) -> Iterator[tuple[Record, Fault]]:
    """Two records that compare their limits say the same of them from both sides."""
    said = {
        (record.id, *split(link["record"])): (record, position, link["how"])
        for record in context.loaded.records
        for position, link in enumerate(record.data.get("related", ()))
        if link["how"] in OPPOSITE and "#" not in link["record"]
    }
    for (origin, target, part), (record, position, how) in said.items():
        back = said.get((target, origin, part))
        if back is not None and back[2] != OPPOSITE[how] and origin > target:
            message = f"{origin} says {how} of {target}, which says {back[2]} of it."
            fix = f"Write {OPPOSITE[back[2]]!r} here, or {OPPOSITE[how]!r} there."
            yield record, Fault(("related", position, "how"), how, message, fix)


@base_rule(
    "extends-an-end",
    topic="acts",
    example="an act that extends a notice without a last day and without a suspension",
    fix="Name the instrument whose end or suspension is moved.",
)
def extends_an_end(context: Context) -> Iterator[tuple[Record, Fault]]:
    """An extension moves a last day that the target, or a suspension of it, has; and moves it later."""
    lives = context.kb.lives
    for act in context.kb.acts:
        target = context.kb.instruments.get(act.target)
        if act.does != "extends" or target is None:
            continue
        own = [lives.dates(act.target, act.target_part).get("last_day")]
        own += [written.get("last_day") for written in target.data.get("parts", {}).values()]
        own += [written.get("last_day") for written in target.data.get("acts", ())]
        lasts = sorted(str(earliest(last)) for last in own if last is not None)
        record, path = context.kb.records[act.by], ("acts", act.position)
        if not lasts:
            message = f"{act.target} has no last day that could be extended."
            yield record, Fault(path, act.target, message, "Name the instrument whose end is moved.")
        elif act.last_day is not None and str(latest(act.last_day)) < lasts[0]:
            message = f"The extension runs to {spoken(act.last_day)}, before the old end {lasts[0]}."
            yield record, Fault((*path, "last_day"), spoken(act.last_day), message, "Correct the day.")


@base_rule(
    "reinstates-a-suspension",
    topic="acts",
    example="an act that reinstates a rule which nothing suspended",
    fix="Record the suspension, or correct what the act does.",
)
def reinstates_a_suspension(context: Context) -> Iterator[tuple[Record, Fault]]:
    """What is put back was suspended before. Otherwise a suspension is missing from the records."""
    lives = context.kb.lives
    for act in context.kb.acts:
        if act.does != "reinstates":
            continue
        start = latest(lives.start(act))
        before = [
            other
            for other in lives.on_target.get(act.target, ())
            if other.does in ("suspends", "enjoins")
            and (other.target_part is None or act.target_part is None or other.target_part == act.target_part)
            and (start is None or str(earliest(lives.start(other))) <= start)
        ]
        if not before:
            message = f"Nothing recorded suspends {act.target} before."
            path = ("acts", act.position, "target")
            fix = "Record the suspension, or correct what the act does."
            yield context.kb.records[act.by], Fault(path, act.target, message, fix)


@record_rule(
    "part-after-instrument",
    topic="dates",
    example="a part effective 2023-10-01 of a rule filed 2023-10-17",
    fix="Correct the day of the part, or the dates of the instrument.",
    kinds=("instruments",),
)
def part_after_instrument(record: Record, context: Context) -> Iterator[Fault]:
    """A part of an instrument takes effect no earlier than the instrument was made."""
    dates = record.data.get("dates", {})
    made = [str(earliest(dates[name])) for name in (*MADE, "effective") if name in dates]
    for key, part in record.data.get("parts", {}).items() if made else ():
        start = part.get("effective")
        if start is not None and str(latest(start)) < min(made):
            message = f"The part takes effect {spoken(start)}, before the instrument was made ({min(made)})."
            yield Fault(("parts", key, "effective"), spoken(start), message, "Correct one of the days.")


@record_rule(
    "id-fits-citation",
    topic="identity",
    example="us-fr-2023-23055 whose citation gives document 2023-23049",
    fix="Correct the id or the citation.",
    kinds=("instruments",),
)
def id_fits_citation(record: Record, context: Context) -> Iterator[Fault]:
    """An id that is written from a number has the number of its citation. People read the one and cite the
    other."""
    fields = record.data.get("citation")
    if fields is None:
        return
    for pattern, kind, names in NUMBERED:
        found = pattern.match(record.id)
        if found is None or fields.get("type") != kind:
            continue
        for name, number in zip(names, found.groups(), strict=True):
            written = str(fields.get(name, number)).lower().rpartition(".")[2]
            if written != number:
                message = f"The id says {number}, the citation's {name} is {fields[name]}."
                yield Fault(("citation", name), str(fields[name]), message, "Correct the id or the citation.")


@record_rule(
    "listings-apart",
    topic="dates",
    example="two listings of one name on one list whose periods overlap",
    fix="Give the first its last day, or merge the two.",
    fields=("listings",),
)
def listings_apart(record: Record, context: Context) -> Iterator[Fault]:
    """The same name stands on a list once at a time. Two overlapping entries are one entry and a copy."""
    periods: list[tuple[str, str, str]] = []
    for position, listing in enumerate(record.data.get("listings", ())):
        if "from" not in listing:
            continue
        name = "\n".join((listing["list"], str(listing.get("name")), str(listing.get("pinpoint", ""))))
        start = str(earliest(listing["from"]))
        end = str(latest(listing["last_day"])) if "last_day" in listing else "9999-12-31"
        if any(name == other and start <= last and first <= end for other, first, last in periods):
            message = f"{listing.get('name')!r} already stands on {listing['list']} in this period."
            yield Fault(("listings", position), start, message, "Give the first its last day, or merge them.")
        periods.append((name, start, end))
