"""Chinese rules that may forbid what another regime asks: pointed at, not decided."""

from __future__ import annotations

from dataclasses import dataclass

from control_atlas.ask.screening.reach import Attachment, attached, regimes
from control_atlas.ask.screening.transaction import Transaction
from control_atlas.ask.status import status
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

CHINA = ("cn", "hk", "mo")
SUBJECT = "conflict-of-laws"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record on conflicts of laws in force on the day: its title and each paragraph with its pinpoint."""

    record: Record
    word: str
    paragraphs: tuple[tuple[str, str, str], ...]


def conflicts(
    kb: KnowledgeBase, transaction: Transaction, reach: tuple[Attachment, ...]
) -> tuple[Conflict, ...]:
    """The records to look at where a party or place of China meets a regime of another country."""
    touches = any(place in CHINA for place in transaction.places.values())
    touches = touches or transaction.facts.get("chinese-origin") is True
    foreign = any(attached(reach, regime) is not False for regime in regimes(kb) if regime != "cn")
    if not (touches and foreign):
        return ()
    found = []
    for record in kb.of_kind("mineral-restrictions"):
        if record.data["jurisdiction"] != "cn" or SUBJECT not in record.data.get("subjects", ()):
            continue
        answer = status(kb, record.id, transaction.on)
        if answer.word not in ("in force", "unknown", "suspended"):
            continue
        paragraphs = tuple(
            (str(item.key), item.codified["pinpoint"], item.codified["covers"])
            for item in answer.items
            if item.section == "items" and item.codified is not None and item.span.codified.word == "in force"
        )
        found.append(Conflict(record, answer.word, paragraphs))
    return tuple(found)
