"""Every product evaluated on a day, beside what makers and governments said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.classify import Classification, classify
from control_atlas.ask.evaluate import item_outcome
from control_atlas.ask.facts import product_facts
from control_atlas.ask.told import NO_DETERMINATION, NOT_ADVICE
from control_atlas.days import latest, spoken
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

AGREE, DISAGREE, NOT_COMPARABLE = "agree", "disagree", "not comparable"


@dataclass(frozen=True, slots=True)
class Check:
    """One public statement about a product beside what its recorded figures give.

    ``item`` is the paragraph spoken of, None where the statement names none that figures could decide;
    ``evaluated_on`` the day it was evaluated for; ``why`` explains the verdict.
    """

    product: str
    by: str
    day: Any
    says: str
    item: str | None
    evaluated_on: str | None
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A product's classification on the day, and the statements about it made by that day."""

    classification: Classification
    checks: tuple[Check, ...]


def cross_checks(kb: KnowledgeBase, on: str) -> tuple[Checked, ...]:
    """Every product, by id. Raises ValueError for a day that is none or before any list entry."""
    return tuple(
        Checked(
            classify(kb, product_facts(kb, product), on, product, compared=False),
            tuple(_checks(kb, product, on)),
        )
        for product in kb.of_kind("products")
    )


def _checks(kb: KnowledgeBase, product: Record, on: str) -> Iterator[Check]:
    for said in product.data.get("statements", ()):
        if str(latest(said.get("day")) or "") > on:
            continue
        by = kb.get(said["by"]).title
        outcomes = said.get("outcome", ())
        if not outcomes:
            why = _why_not(kb, product)
            yield Check(product.id, by, said.get("day"), said["says"], None, None, NOT_COMPARABLE, why)
        for outcome in outcomes:
            day = str(outcome.get("day", on))
            verdict, why = _verdict(kb, product, outcome, day)
            yield Check(product.id, by, said.get("day"), said["says"], outcome["item"], day, verdict, why)


def _why_not(kb: KnowledgeBase, product: Record) -> str:
    why = "the statement names no list entry that recorded figures could decide"
    letters = [
        record.id
        for record in kb
        if record.data.get("type") == "letter" and product.id in record.data.get("products", ())
    ]
    return f"{why}; letters that name the product: {', '.join(letters)}" if letters else why


def _verdict(kb: KnowledgeBase, product: Record, outcome: Mapping[str, Any], day: str) -> tuple[str, str]:
    identity, key = split(outcome["item"])
    found = item_outcome(kb, kb.get(identity), "items", str(key), product_facts(kb, product), day)
    said = "met" if outcome["met"] else "not met"
    if found.answer is None:
        return NOT_COMPARABLE, f"said to be {said}; cannot be told without {', '.join(sorted(found.missing))}"
    tests = "; ".join(dict.fromkeys(leaf.text for leaf in found.leaves() if leaf.used is not None))
    computed = "met" if found.answer else "not met"
    if found.answer == outcome["met"]:
        return AGREE, f"said and computed: {said} ({tests})"
    return DISAGREE, f"said to be {said}, computed {computed} from the figures recorded: {tests}"


def cross_checks_json(found: tuple[Checked, ...]) -> dict[str, Any]:
    """Every product as plain data, without the working."""
    return {
        "on": found[0].classification.on if found else None,
        "products": [
            {
                "product": one.classification.product,
                "quantities": {name: str(value) for name, value in one.classification.quantities.items()},
                "met": [entry.name for entry in one.classification.met],
                "cannot_tell": {
                    entry.name: sorted(entry.outcome.missing) for entry in one.classification.open
                },
                "not_met": [entry.name for entry in one.classification.not_met if entry.outcome.touched],
                "party_specific": [letter.control.id for letter in one.classification.letters],
                "statements": [
                    {
                        "by": check.by,
                        "day": check.day,
                        "says": check.says,
                        "item": check.item,
                        "evaluated_on": check.evaluated_on,
                        "verdict": check.verdict,
                        "why": check.why,
                    }
                    for check in one.checks
                ],
            }
            for one in found
        ],
        "caveat": NO_DETERMINATION,
        "not_legal_advice": NOT_ADVICE,
    }


def cross_checks_text(found: tuple[Checked, ...]) -> str:
    """A line a product, then the statements by verdict."""
    lines = [f"{len(found)} products, as of {found[0].classification.on if found else ''}"]
    lines += [_line(one.classification) for one in found]
    checks = [check for one in found for check in one.checks]
    for verdict in (DISAGREE, NOT_COMPARABLE, AGREE):
        these = [check for check in checks if check.verdict == verdict]
        lines.append(f"Statements that {verdict}: {len(these)}" if verdict != NOT_COMPARABLE
                     else f"Statements not comparable: {len(these)}")  # fmt: skip
        lines += [f"  {check.product}, {check.by}, {spoken(check.day)}: {check.why}" for check in these]
    return "\n".join([*lines, NO_DETERMINATION, NOT_ADVICE])


def _line(answer: Classification) -> str:
    tpp, density = (
        str(answer.quantities[name]) for name in ("total-processing-performance", "performance-density")
    )
    met = ", ".join(entry.name for entry in answer.met) or "none of those recorded"
    text = f"  {answer.product}: TPP {tpp}, density {density}; met: {met}; cannot tell: {len(answer.open)}"
    decisive = [entry.name for entry in answer.open if entry.control.id == "us-eccn-3a090"]
    if decisive:
        text += f", among them {', '.join(decisive)}"
    letters = ", ".join(letter.control.id for letter in answer.letters)
    return f"{text}; to named parties: {letters or 'none recorded'}"
