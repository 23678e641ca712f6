"""How each regime comes to a transaction: by where it ships from, by what follows the item, or by who stands
at the other end; or that this cannot be told yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.conditions import Answer
from control_atlas.ask.places import is_member
from control_atlas.ask.screening.lines import Line, known, lines
from control_atlas.ask.screening.transaction import CONTROLS, Transaction
from control_atlas.link.knowledge import KnowledgeBase

SHIPS, FOLLOWS, PARTIES = "where it ships from", "what follows the item", "who stands at the other end"
THRESHOLDS = "us-de-minimis-thresholds"
ZERO = "us-de-minimis-zero"
CHINESE_REACH = (
    "cn-rare-earth-foreign-direct-product",
    "cn-foreign-transfers-article-49",
    "cn-conflict-third-country-transfer",
)
US_ORIGIN, US_CONTENT = "US origin of the item", "us-controlled-content"


@dataclass(frozen=True, slots=True)
class Attachment:
    """Whether a regime attaches by one of the three ways, with the tests it rests on and what is missing."""

    regime: str
    by: str
    answer: Answer
    text: str
    missing: frozenset[str] = frozenset()
    tests: tuple[Line, ...] = ()


def regimes(kb: KnowledgeBase) -> list[str]:
    """Jurisdictions whose controls are recorded, the international lists aside, which bind nobody directly."""
    found = {str(record.data["jurisdiction"]) for kind in CONTROLS for record in kb.of_kind(kind)}
    return sorted(found - {"international"})


def attachments(
    kb: KnowledgeBase, transaction: Transaction, facts: Mapping[str, Any]
) -> tuple[Attachment, ...]:
    """How every regime attaches, or does not, by each way."""
    found: list[Attachment] = []
    for regime in regimes(kb):
        ships = _ships(kb, regime, transaction)
        found.append(ships)
        following: list[Attachment] = []
        if regime == "us" and not ships.answer:
            following = list(_united_states(kb, transaction, facts))
        elif regime == "cn" and not ships.answer:
            following = list(_china(kb, transaction, facts))
        found += following
        if any(one.answer is not False for one in (ships, *following)):
            found += _parties(kb, regime, transaction)
    return tuple(found)


def attached(found: tuple[Attachment, ...], regime: str) -> Answer:
    """Whether a regime attaches by any way: True, False, or None where it cannot be told yet."""
    answers = [one.answer for one in found if one.regime == regime and one.by != PARTIES]
    return True if True in answers else (None if None in answers else False)


def _ships(kb: KnowledgeBase, regime: str, transaction: Transaction) -> Attachment:
    place, name = kb.get(transaction.origin), kb.get(regime).title
    if transaction.origin == regime:
        return Attachment(regime, SHIPS, True, f"It ships from {place.title}.")
    if regime == "eu" and is_member(kb, transaction.origin, "eu-customs-territory", transaction.on):
        return Attachment(
            regime, SHIPS, True, f"It ships from {place.title}, in the customs territory of the Union."
        )
    if transaction.destination == regime and regime != transaction.origin:
        text = f"It arrives in {name}; rules on imports of {name} are not asked here."
        return Attachment(regime, SHIPS, False, text)
    return Attachment(regime, SHIPS, False, f"It does not ship from {name}.")


def _united_states(
    kb: KnowledgeBase, transaction: Transaction, facts: Mapping[str, Any]
) -> Iterator[Attachment]:
    if transaction.us_origin is None:
        text = "Whether the item is of US origin, so that the EAR follow it everywhere, is not told."
        yield Attachment("us", FOLLOWS, None, text, frozenset({US_ORIGIN}))
    else:
        said = "is" if transaction.us_origin else "is not"
        text = f"The item {said} of US origin (15 CFR 734.3(a)(2))."
        yield Attachment("us", FOLLOWS, transaction.us_origin, text)
    if ZERO in kb.records:
        yield _zero(kb, transaction, facts)
    if THRESHOLDS in kb.records:
        yield _content(kb, transaction, facts)
    for control in kb.of_kind("chip-export-controls"):
        if control.data["type"] == "foreign-direct-product" and control.data["jurisdiction"] == "us":
            tests = tuple(lines(kb, control, "items", transaction, facts))
            yield _joined("us", control.title, tests)


def _zero(kb: KnowledgeBase, transaction: Transaction, facts: Mapping[str, Any]) -> Attachment:
    tests = tuple(lines(kb, kb.get(ZERO), "items", transaction, facts))
    return _joined("us", "De minimis without a threshold (15 CFR 734.4(a))", tests)


def _content(kb: KnowledgeBase, transaction: Transaction, facts: Mapping[str, Any]) -> Attachment:
    """Above the threshold the item is subject to the EAR; the recorded items say what stays below."""
    below = tuple(lines(kb, kb.get(THRESHOLDS), "items", transaction, facts))
    name = "De minimis by controlled US content (15 CFR 734.4(c) and (d))"
    if not below:
        text = f"{name}: no threshold is recorded for the day."
        return Attachment("us", FOLLOWS, None, text, frozenset({US_CONTENT}))
    answers = [one.answer for one in below]
    answer: Answer = None
    if US_CONTENT in facts:
        answer = False if any(answers) else (None if None in answers else True)
    missing = (
        frozenset[str]().union(*(one.outcome.missing for one in below)) if answer is None else frozenset()
    )
    told = {True: "above the threshold", False: "not above the threshold", None: "cannot be told yet"}[answer]
    return Attachment("us", FOLLOWS, answer, f"{name}: {told}.", missing or frozenset(), below)


def _china(kb: KnowledgeBase, transaction: Transaction, facts: Mapping[str, Any]) -> Iterator[Attachment]:
    for control in (kb.get(identity) for identity in CHINESE_REACH if identity in kb.records):
        identity = control.id
        tests = tuple(lines(kb, control, "items", transaction, facts))
        if tests:
            yield _joined("cn", control.title, tests)
        else:
            word = kb.word_on(control, transaction.on)
            yield Attachment(
                "cn", FOLLOWS, False, f"{control.title} [{identity}]: {word} on {transaction.on}."
            )


def _joined(regime: str, title: str, tests: tuple[Line, ...]) -> Attachment:
    asked = [one for one in tests if known(one.version) or one.answer is not None]
    if not asked:
        return Attachment(regime, FOLLOWS, False, f"{title}: no wording with a test governs on the day.")
    answers = [one.answer for one in asked]
    answer: Answer = True if True in answers else (None if None in answers else False)
    missing = frozenset[str]().union(*(one.outcome.missing for one in asked if one.answer is None))
    told = {True: "reaches it", False: "does not reach it", None: "cannot be told yet"}[answer]
    name = ", ".join(one.name for one in asked)
    missing = missing if answer is None else frozenset()
    return Attachment(regime, FOLLOWS, answer, f"{title} [{name}]: {told}.", missing, tuple(asked))


def _parties(kb: KnowledgeBase, regime: str, transaction: Transaction) -> Iterator[Attachment]:
    """Lists and ownership rules of a regime, named as to be checked: no party is looked up here."""
    for kind in CONTROLS:
        for control in kb.of_kind(kind):
            about = control.data["jurisdiction"] == regime and control.data["type"] == "end-user"
            if about and kb.word_on(control, transaction.on) in ("in force", "unknown"):
                text = f"{control.title} [{control.id}]: to be checked; no party is looked up here."
                yield Attachment(regime, PARTIES, None, text, frozenset({f"parties against {control.id}"}))
