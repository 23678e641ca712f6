"""What a screen cannot answer at all: destinations and jurisdictions not modelled, parties not screened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from control_atlas.ask.places import is_member
from control_atlas.ask.screening.transaction import Transaction
from control_atlas.link.knowledge import KnowledgeBase

EMBARGOED = {"us-country-group-e1": "Country Group E:1", "us-country-group-e2": "Country Group E:2"}
SANCTIONED = {"ru": "Russia", "by": "Belarus"}


@dataclass(frozen=True, slots=True)
class Gate:
    """A reason why the answer is "cannot tell" before anything else; ``fix`` says what would open it."""

    code: str
    text: str
    fix: str


def gates(kb: KnowledgeBase, transaction: Transaction) -> tuple[Gate, ...]:
    """Every reason that stands before an answer, the gravest first."""
    found = list(_places(kb, transaction))
    if transaction.itar:
        text = "The item is said to be under the ITAR (22 CFR parts 120 to 130), which is not modelled here."
        found.append(Gate("itar", text, "Ask the Directorate of Defense Trade Controls' rules."))
    if transaction.nuclear:
        text = (
            "The item is said to be under nuclear jurisdiction (10 CFR parts 110 and 810), not modelled here."
        )
        found.append(
            Gate(
                "nuclear",
                text,
                "Ask the rules of the Nuclear Regulatory Commission and the Department of Energy.",
            )
        )
    if not transaction.parties_screened:
        told = "were not screened" if transaction.parties_screened is False else "are not said to be screened"
        text = f"The parties {told}; lists and ownership can require a licence whatever the item is."
        fix = "Screen every party and its owners elsewhere, then say so with --parties-screened."
        found.append(Gate("parties", text, fix))
    return tuple(found)


def _places(kb: KnowledgeBase, transaction: Transaction) -> Iterator[Gate]:
    fix = "Ask the sanctions and embargo rules themselves; they are not recorded here."
    for role, place in transaction.places.items():
        shown = f"{kb.get(place).title} ({role.replace('-', ' ')})"
        for group, name in EMBARGOED.items():
            if group not in kb.records:
                continue
            member = is_member(kb, place, group, transaction.on)
            if member is not False and place in kb.get(group).data["members"]:
                since = "" if member else ", as far as its table is known for that day"
                yield Gate(
                    "embargo", f"{shown} stands in {name}{since}; embargoes are not modelled here.", fix
                )
        if place in SANCTIONED:
            yield Gate("sanctions", f"{shown}: the rules for Russia and Belarus are not modelled here.", fix)
    if transaction.occupied_region:
        text = (
            "The destination is a region of Ukraine under embargo or occupation, which is not modelled here."
        )
        yield Gate("occupied", text, fix)
