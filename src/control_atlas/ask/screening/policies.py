"""How an application would be reviewed, as the texts print it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.screening.lines import Line, concerns, known, lines
from control_atlas.ask.screening.requirements import Requirement
from control_atlas.ask.screening.transaction import Transaction
from control_atlas.link.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Review:
    """A review policy of a requirement.

    ``policy`` is the word that holds where its condition is met, ``otherwise`` where it is not (None where the
    text gives none); ``word`` the one that holds here, None while that cannot be told.
    """

    requirement: str
    line: Line
    policy: str
    otherwise: str | None
    word: str | None


def reviews(
    kb: KnowledgeBase,
    transaction: Transaction,
    facts: Mapping[str, Any],
    requirements: tuple[Requirement, ...],
) -> tuple[Review, ...]:
    """The review policies of every requirement that is found or open, those that cannot hold left out."""
    found = []
    for requirement in requirements:
        if requirement.answer is False:
            continue
        for line in lines(kb, requirement.control, "policies", transaction, facts):
            if line.version is None or not concerns(
                requirement.control, line.version, line.key, requirement.item.key
            ):
                continue
            policy, otherwise = line.version["policy"], line.version.get("otherwise")
            word = policy if line.answer or not known(line.version) else None
            if line.answer is False:
                if otherwise in (None, "not-stated"):
                    continue
                word = otherwise
            found.append(Review(requirement.name, line, policy, otherwise, word))
    return tuple(found)
