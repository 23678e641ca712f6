"""Classification: which list entries catch an item on a day, with the working; and, never without it,
the party-specific requirements that name the item and were in force that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.evaluate import Finding, asking, findings
from control_atlas.ask.quantities import Quantity
from control_atlas.ask.status import Status, status
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

SHOWN = ("total-processing-performance", "performance-density")
PARTY_SPECIFIC = frozenset({"letter", "validated-end-user"})


@dataclass(frozen=True, slots=True)
class Letter:
    """A requirement addressed to named parties that names the item, with its status on the day."""

    control: Record
    status: Status
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """What an item meets on a day.

    ``entries`` are answers of list-entry items; ``letters`` the party-specific requirements in force on the
    day that name the product or whose limits its figures reach; ``quantities`` the computed figures.
    A list entry not met says nothing about other requirements.
    """

    on: str
    product: str | None
    quantities: Mapping[str, Quantity]
    entries: tuple[Finding, ...]
    letters: tuple[Letter, ...]

    @property
    def met(self) -> tuple[Finding, ...]:
        return tuple(entry for entry in self.entries if entry.outcome.answer)

    @property
    def open(self) -> tuple[Finding, ...]:
        """Entries that some given fact speaks to, but that more facts must decide."""
        return tuple(one for one in self.entries if one.outcome.answer is None and one.outcome.touched)

    @property
    def not_asked(self) -> tuple[Finding, ...]:
        """Entries none of whose facts were given; nothing is said about them."""
        return tuple(one for one in self.entries if one.outcome.answer is None and not one.outcome.touched)


def classify(
    kb: KnowledgeBase, facts: Mapping[str, Any], on: str, product: Record | None = None
) -> Classification:
    """Evaluate every list entry in force on ``on`` and gather the letters that stand beside."""
    entries, letters = [], []
    for found in findings(kb, facts, on):
        if found.control.data["type"] == "list-entry":
            entries.append(found)
        elif found.control.data["type"] in PARTY_SPECIFIC and found.outcome.answer:
            letters.append(found.control)
    for control in kb:
        named = product is not None and product.id in control.data.get("products", ())
        if named and control.data.get("type") in PARTY_SPECIFIC and control not in letters:
            letters.append(control)
    ask = asking(kb, on)
    return Classification(
        on=on,
        product=product.id if product else None,
        quantities={name: ask.formulas.quantity(name, facts) for name in SHOWN},
        entries=tuple(entries),
        letters=tuple(sorted(_in_force(kb, letters, on), key=lambda letter: letter.control.id)),
    )


def _in_force(kb: KnowledgeBase, controls: list[Record], on: str) -> list[Letter]:
    found = []
    for control in controls:
        answer = status(kb, control.id, on)
        if answer.word in ("in force", "not enforced", "suspended", "unknown"):
            found.append(Letter(control, answer, tuple(control.data.get("addressees", ()))))
    return found
