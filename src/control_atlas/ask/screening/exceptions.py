"""Licence exceptions that could apply to a requirement, with the conditions still to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.conditions import Answer
from control_atlas.ask.screening.lines import Line, concerns, known, lines
from control_atlas.ask.screening.requirements import Requirement
from control_atlas.ask.screening.transaction import Transaction
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

RESTRICTIONS = "us-licence-exceptions-740-2"


@dataclass(frozen=True, slots=True)
class Exemption:
    """A licence exception or general licence of a requirement.

    ``available`` is what the entry prints: yes, conditional or no. ``line`` is the entry's own condition,
    ``record`` the exception itself with its status ``word`` on the day, and ``terms`` its paragraphs with their
    answers, those in words only answering None.
    """

    requirement: str
    key: str
    available: str
    line: Line
    record: Record | None
    word: str
    terms: tuple[Line, ...]

    @property
    def failing(self) -> tuple[Line, ...]:
        """The entry's own condition and the exception's paragraphs that the facts told do not meet."""
        return tuple(one for one in (self.line, *self.terms) if one.answer is False)

    @property
    def shut(self) -> bool:
        """Whether the entry rules it out, or its own condition, its scope or every paragraph asked fails."""
        decided = [one for one in self.terms if known(one.version)]
        return (
            self.available == "no"
            or self.line.answer is False
            or any(one.answer is False and one.key == "scope" for one in self.terms)
            or (bool(decided) and all(one.answer is False for one in decided))
        )

    @property
    def to_check(self) -> tuple[str, ...]:
        """What is still to be checked, each condition in words."""
        found = []
        if known(self.line.version) and self.line.answer is None:
            found.append(f"{self.line.name}: {', '.join(sorted(self.line.outcome.missing))}")
        for term in self.terms:
            if term.answer is None and term.version is not None:
                found.append(f"{term.version['pinpoint']}: {term.version['covers']}")
        return tuple(found)


def exemptions(
    kb: KnowledgeBase,
    transaction: Transaction,
    facts: Mapping[str, Any],
    requirements: tuple[Requirement, ...],
) -> tuple[Exemption, ...]:
    """The exceptions of every requirement that is found or open."""
    return tuple(
        one
        for requirement in requirements
        if requirement.answer is not False and requirement.letter is None
        for one in _of(kb, transaction, facts, requirement)
    )


def _of(
    kb: KnowledgeBase, transaction: Transaction, facts: Mapping[str, Any], requirement: Requirement
) -> Iterator[Exemption]:
    for found in lines(kb, requirement.control, "exceptions", transaction, facts):
        if found.version is None or not concerns(
            requirement.control, found.version, found.key, requirement.item.key
        ):
            continue
        identity = found.version.get("exception")
        record = kb.get(identity) if identity is not None else None
        terms = tuple(lines(kb, record, "items", transaction, facts)) if record is not None else ()
        word = kb.word_on(record, transaction.on) if record is not None else found.span.word
        yield Exemption(requirement.name, found.key, found.version["available"], found, record, word, terms)


def restrictions(
    kb: KnowledgeBase, transaction: Transaction, facts: Mapping[str, Any]
) -> tuple[tuple[Line, Answer], ...]:
    """Restrictions on all United States licence exceptions (15 CFR 740.2) that hold or are open."""
    if RESTRICTIONS not in kb.records:
        return ()
    found = lines(kb, kb.get(RESTRICTIONS), "items", transaction, facts)
    return tuple((one, one.answer) for one in found if one.answer is not False)
