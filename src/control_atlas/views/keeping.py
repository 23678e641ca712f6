"""How a record is kept current: who read it again, what is due; and the page that gathers what is due."""

from __future__ import annotations

from collections.abc import Iterator

from control_atlas.ask.stale import Stale, has_limits, read_by_two, record_stale, stale
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Block, Column, Fact, Facts, Prose, Row, Table
from control_atlas.pages.inline import Code, Content, DateText, content
from control_atlas.records import Record
from control_atlas.views.words import link_to

SHOWN = 400
WHY = {
    "due": "its review fell due",
    "interval": "not read within its interval",
    "passed": "a fixed day passed",
}


def kept(kb: KnowledgeBase, record: Record, on: str) -> Iterator[Block]:
    """What a reader must know of the upkeep of a record on the day ``on``."""
    rows: list[Fact] = []
    reviews: list[Content] = []
    for one in record.data.get("reviews", ()):
        against = [link_to(kb, name) for name in one["against"]]
        listed = [part for link in against for part in (", ", link)][1:]
        reviews.append(
            content(
                f"{one['day']}, {one['by']}: {one['checked']} ",
                *(["Against: ", *listed, "."] if listed else []),
            )
        )
    if reviews:
        rows.append(Fact("Read again", tuple(reviews)))
    elif has_limits(record):
        text = "No second person has compared the limits of this record with the texts yet."
        rows.append(Fact("Read by two", (content(text),)))
    due = tuple(content(f"{one.text}{_items(one)}") for one in record_stale(kb, record, on))
    if due:
        rows.append(Fact("To be read again", due))
    if rows:
        yield Facts(tuple(rows), "Upkeep", "upkeep")


def upkeep_blocks(kb: KnowledgeBase, on: str) -> Iterator[Block]:
    """The page of everything to be read again on the day ``on``, and of limits that one person read."""
    found = stale(kb, on)
    limited = [record for record in kb if has_limits(record) and "withdrawn" not in record.data]
    twice = sum(read_by_two(record) for record in limited)
    yield Prose(
        "A record is read again when one of its sources asks for it, when the interval of its kind has passed, or "
        "when its status turned on a day for which no text read speaks. `atlas stale` prints the same list."
    )
    yield Prose(
        f"{len(found)} entries on {on}. Of {len(limited)} records with limits or quantities, {twice} were compared "
        "with their texts by a second person."
    )
    columns = (Column("Since"), Column("Record"), Column("Reason"), Column("What turned", minor=True))
    for why, label in WHY.items():
        rows = [_row(kb, one) for one in found if one.why == why]
        if rows:
            yield Table(columns, tuple(rows[:SHOWN]), label.capitalize(), f"due-{why}")
            if len(rows) > SHOWN:
                yield Prose(f"{len(rows) - SHOWN} more are left out here; `atlas stale` prints all.")


def _row(kb: KnowledgeBase, one: Stale) -> Row:
    parts = (
        content(Code(", ".join(one.keys[:8]) + (" and more" if len(one.keys) > 8 else "")))
        if one.keys
        else ()
    )
    return Row((content(DateText(one.day)), content(link_to(kb, one.id)), content(one.text), parts))


def _items(one: Stale) -> str:
    return f" ({', '.join(one.keys[:8])}{' and more' if len(one.keys) > 8 else ''})" if one.keys else ""
