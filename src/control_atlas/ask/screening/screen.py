"""The screen: what was found, what is still to be told, what was not looked at."""

from __future__ import annotations

from dataclasses import dataclass

from control_atlas.ask.classify import Choice, Classification, classify
from control_atlas.ask.conditions import Answer
from control_atlas.ask.screening.conflicts import Conflict, conflicts
from control_atlas.ask.screening.derived import derived
from control_atlas.ask.screening.exceptions import Exemption, exemptions, restrictions
from control_atlas.ask.screening.limits import Gate, gates
from control_atlas.ask.screening.lines import Line
from control_atlas.ask.screening.policies import Review, reviews
from control_atlas.ask.screening.reach import FOLLOWS, PARTIES, SHIPS, Attachment, attached, attachments
from control_atlas.ask.screening.requirements import Requirement, requirements
from control_atlas.ask.screening.transaction import Transaction
from control_atlas.ask.screening.transitions import Transition, transitions
from control_atlas.ask.screening.unlooked import not_looked_at, silent_texts
from control_atlas.link.knowledge import KnowledgeBase

CANNOT, FOUND, NOT_YET, NO_MATCH = "cannot tell", "requirement found", "cannot tell yet", "no match"


@dataclass(frozen=True, slots=True)
class Screen:
    """The answer to a screening question.

    ``outcome`` is *cannot tell* (``gates`` say why), *requirement found*, *cannot tell yet* (``asks`` name the
    facts), or *no match*: never that nothing is required. ``checks`` and ``not_made`` count the paragraphs that
    were and were not answered; ``summary`` says the outcome in a sentence.
    """

    transaction: Transaction
    outcome: str
    summary: str
    gates: tuple[Gate, ...]
    classification: Classification
    reach: tuple[Attachment, ...]
    requirements: tuple[Requirement, ...]
    exemptions: tuple[Exemption, ...]
    restrictions: tuple[tuple[Line, Answer], ...]
    reviews: tuple[Review, ...]
    transitions: tuple[Transition, ...]
    conflicts: tuple[Conflict, ...]
    silent: tuple[str, ...]
    asks: tuple[tuple[str, tuple[str, ...]], ...]
    checks: int
    not_made: tuple[str, ...]
    not_looked_at: tuple[str, ...]

    @property
    def found(self) -> tuple[Requirement, ...]:
        """Requirements that the facts told meet, on the codified or the enforced side."""
        return tuple(one for one in self.requirements if _holds(one))

    @property
    def heads(self) -> tuple[Requirement, ...]:
        """Requirements found, without those of a paragraph under another one found."""
        return _heads(self.found)

    @property
    def open(self) -> tuple[Requirement, ...]:
        """Rules that more facts must decide, or whose text does not address this kind of transaction."""
        return tuple(one for one in self.requirements if not _holds(one) and _undecided(one))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Questions left open by the law or the data that change an answer."""
        return tuple(one for one in self.classification.choices if one.matters)


def screen(kb: KnowledgeBase, transaction: Transaction) -> Screen:
    """Ask every recorded rule of the regimes that attach, or may attach, to a transaction."""
    found = classify(kb, transaction.facts, transaction.on, transaction.product)
    met = [*sorted(transaction.stated), *(one.name for one in found.met)]
    facts = derived(kb, transaction.facts, met)
    reach = attachments(kb, transaction, facts)
    subject = attached(reach, "us")
    if subject is not None and "subject-to-the-ear" not in facts:
        facts = facts.plus({"subject-to-the-ear": subject}, "follows from how the regime attaches")
    rules = requirements(kb, transaction, facts, found, reach)
    barred = gates(kb, transaction)
    holding = tuple(one for one in rules if _holds(one))
    undecided = tuple(one for one in rules if not _holds(one) and _undecided(one))
    policies = reviews(kb, transaction, facts, (*holding, *undecided))
    asks = _asks(transaction, found, reach, undecided, policies)
    checks, not_made = _counts(found, reach, rules)
    if barred:
        outcome = CANNOT
    elif holding:
        outcome = FOUND
    elif undecided or asks:
        outcome = NOT_YET
    else:
        outcome = NO_MATCH
    return Screen(
        transaction=transaction,
        outcome=outcome,
        summary=_summary(outcome, barred, holding, undecided, checks, not_made),
        gates=barred,
        classification=found,
        reach=reach,
        requirements=rules,
        exemptions=exemptions(kb, transaction, facts, (*holding, *undecided)),
        restrictions=restrictions(kb, transaction, facts) if attached(reach, "us") is not False else (),
        reviews=policies,
        transitions=transitions(kb, transaction, (*holding, *undecided)),
        conflicts=conflicts(kb, transaction, reach),
        silent=silent_texts(kb, transaction, reach),
        asks=asks,
        checks=checks,
        not_made=not_made,
        not_looked_at=not_looked_at(kb, transaction, found, reach),
    )


def _holds(one: Requirement) -> bool:
    return one.addressed and (one.answer is True or one.enforced is True)


def _heads(found: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    names = {one.name for one in found}
    return tuple(one for one in found if not any(one.name.startswith(f"{other}.") for other in names))


def _undecided(one: Requirement) -> bool:
    silent = not one.addressed and one.answer is not False
    return silent or one.answer is None or one.enforced is None


def _asks(
    transaction: Transaction,
    found: Classification,
    reach: tuple[Attachment, ...],
    undecided: tuple[Requirement, ...],
    policies: tuple[Review, ...],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each fact that is asked for, with what asks for it: those that only further list entries ask for come
    last, and the most wanted first."""
    wanted: dict[str, set[str]] = {}
    decided = any(one.outcome.touched for one in (*found.met, *found.not_met))
    if not decided and not transaction.stated:
        wanted["figures of the item, or the paragraph it meets"] = {"list entries"}
    if transaction.itar is None:
        wanted.setdefault("whether the item is under the ITAR", set()).add("jurisdiction")
    if transaction.nuclear is None:
        wanted.setdefault("whether the item is under nuclear jurisdiction", set()).add("jurisdiction")
    if transaction.destination == "ua" and transaction.occupied_region is None:
        wanted.setdefault("whether the destination is an occupied region", set()).add("embargo")
    for way in reach:
        if way.answer is None and way.by in (SHIPS, FOLLOWS) and attached(reach, way.regime) is None:
            for name in way.missing:
                wanted.setdefault(name, set()).add(f"reach of {way.regime}")
    for one in undecided:
        for name in one.missing:
            wanted.setdefault(name, set()).add(one.name)
    further = {one.name for one in undecided if one.control.data["type"] == "list-entry"}
    for review in policies:
        for name in review.line.outcome.missing if review.requirement not in further else ():
            wanted.setdefault(name, set()).add(f"review policy {review.line.key} of {review.requirement}")
    ordered = sorted(wanted.items(), key=lambda pair: (pair[1] <= further, -len(pair[1]), pair[0]))
    return tuple((name, tuple(sorted(by))) for name, by in ordered)


def _counts(
    found: Classification, reach: tuple[Attachment, ...], rules: tuple[Requirement, ...]
) -> tuple[int, tuple[str, ...]]:
    """How many paragraphs were answered, and the names of those that were not."""
    made = {one.name for one in (*found.met, *found.not_met)}
    open_ones = {one.name for one in (*found.open, *found.not_asked)}
    for way in reach:
        for test in way.tests:
            (open_ones if test.answer is None else made).add(test.name)
        if way.by == PARTIES:
            open_ones.add(way.text.partition("[")[2].partition("]")[0])
    for one in rules:
        for line in (one.item, *one.destinations):
            name = f"{line.control.id} {line.section} {line.key}" if line.section != "items" else line.name
            (open_ones if line.answer is None else made).add(name)
    return len(made - open_ones), tuple(sorted(open_ones))


def _summary(
    outcome: str,
    barred: tuple[Gate, ...],
    holding: tuple[Requirement, ...],
    undecided: tuple[Requirement, ...],
    checks: int,
    not_made: tuple[str, ...],
) -> str:
    made = f"{checks} checks were made, {len(not_made)} were not. This is not a determination."
    beside = f"requirements found by the facts told: {len(_heads(holding))}; rules that stay open: {len(undecided)}"
    if outcome == CANNOT:
        return f"Cannot tell: {' '.join(gate.text for gate in barred)} Beside this, {beside}; {made}"
    if outcome == FOUND:
        return f"Requirement found: {beside}; {made}"
    if outcome == NOT_YET:
        return f"Cannot tell yet: {beside}; {made}"
    return f"No match among {checks} checks made; {len(not_made)} were not made. This is not a determination."
