"""Clauses that spare goods already on their way, and whether they could spare these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.conditions import Answer
from control_atlas.ask.screening.requirements import Requirement
from control_atlas.ask.screening.transaction import Transaction
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Transition:
    """A transition clause of a wording that a requirement rests on.

    ``spares`` is whether the days fit: None while the day of shipment is not told. Other conditions of the
    clause stay to be checked in any case.
    """

    requirement: str
    instrument: str
    what: str
    pinpoint: str | None
    en_route_by: str | None
    delivered_by: str | None
    spares: Answer


def transitions(
    kb: KnowledgeBase, transaction: Transaction, requirements: tuple[Requirement, ...]
) -> tuple[Transition, ...]:
    """The clauses that could still matter on the day, by requirement."""
    found: dict[tuple[str, str, str], Transition] = {}
    for requirement in requirements:
        if requirement.answer is False:
            continue
        for version in _versions(requirement):
            for instrument, clause in _clauses(kb, version):
                one = _transition(transaction, requirement.name, instrument, clause)
                if one is not None:
                    found.setdefault((requirement.name, instrument, one.what), one)
    return tuple(found.values())


def _versions(requirement: Requirement) -> Iterator[Mapping[str, Any]]:
    for line in (requirement.item, *(one for one in requirement.destinations if one.answer is not False)):
        if line.version is not None:
            yield line.version


def _clauses(kb: KnowledgeBase, version: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    identity, part = split(version["by"])
    if "transition" in version:
        yield identity, version["transition"]
    instrument = kb.get(identity)
    inside = instrument.data.get("parts", {}).get(part, {}) if part else instrument.data
    if "transition" in inside:
        yield version["by"], inside["transition"]


def _transition(
    transaction: Transaction, requirement: str, instrument: str, clause: Mapping[str, Any]
) -> Transition | None:
    by, delivered = clause.get("en_route_by"), clause.get("delivered_by")
    if delivered is not None and transaction.on > delivered:
        return None
    spares: Answer = None
    if transaction.shipped_on is not None:
        spares = by is None or transaction.shipped_on <= by
    return Transition(requirement, instrument, clause["what"], clause.get("pinpoint"), by, delivered, spares)
