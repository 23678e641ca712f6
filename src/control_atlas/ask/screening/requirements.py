"""Licence requirements and prohibitions: list entries with their rules of destination, end-use and persons
rules, bans, and letters to named parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.classify import Classification
from control_atlas.ask.conditions import Answer, Outcome
from control_atlas.ask.letters import ELSEWHERE, NAMES, Letter
from control_atlas.ask.screening.lines import Line, ask_for, concerns, known, line, lines
from control_atlas.ask.screening.reach import PARTIES, Attachment, attached
from control_atlas.ask.screening.transaction import CONTROLS, Transaction
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

RULES = frozenset({
    "end-use", "end-user", "persons", "catch-all", "technology-ban", "destination-ban", "export-ban", "quota",
})  # fmt: skip
NOT_PRINTED = "the record of this list entry names no destinations; exports to any place are taken as meant"
# Kinds of transaction that rules on items do not cover by their words alone.
BEYOND_ITEMS = ("remote-access", "us-person-support")
# A release to a foreign person is one of technology or source code (15 CFR 734.13(a)(2)), not of commodities.
DEEMED, COMMODITIES = ("deemed-export", "deemed-reexport"), ("A", "B", "C")
ON_PERSONS = frozenset({"persons", "catch-all", "end-use"})


@dataclass(frozen=True, slots=True)
class Requirement:
    """One rule asked of the transaction.

    ``item`` is the paragraph that catches the item (or the rule itself), ``destinations`` the wordings that say
    where it reaches; ``answer`` joins both on the codified side, ``enforced`` on the enforced side.
    ``addressed`` is False where the text does not speak of this kind of transaction; ``remark`` says what was
    taken for granted.
    """

    regime: str
    control: Record
    item: Line
    destinations: tuple[Line, ...]
    answer: Answer
    enforced: Answer
    reasons: tuple[str, ...]
    missing: frozenset[str]
    addressed: bool = True
    letter: Letter | None = None
    remark: str | None = None

    @property
    def name(self) -> str:
        return f"{self.control.id}#{self.item.key}"

    @property
    def matched(self) -> tuple[Line, ...]:
        """The rules of destination that are met."""
        return tuple(one for one in self.destinations if one.answer)


def requirements(
    kb: KnowledgeBase,
    transaction: Transaction,
    facts: Mapping[str, Any],
    found: Classification,
    reach: tuple[Attachment, ...],
) -> tuple[Requirement, ...]:
    """Every rule of an attached or possibly attached regime that catches the item, or may."""
    rules = [*_entries(kb, transaction, facts, found, reach), *_others(kb, transaction, facts, reach)]
    rules += _letters(kb, transaction, facts, found, reach)
    return tuple(
        sorted(rules, key=lambda one: (one.answer is not True, one.answer is False, one.regime, one.name))
    )


def _entries(
    kb: KnowledgeBase,
    transaction: Transaction,
    facts: Mapping[str, Any],
    found: Classification,
    reach: tuple[Attachment, ...],
) -> Iterator[Requirement]:
    ask = ask_for(kb, transaction)
    names = [one.name for one in (*found.met, *found.open)]
    for name in dict.fromkeys([*sorted(transaction.stated), *names]):
        identity, _, key = name.partition("#")
        control = kb.get(identity)
        if control.data.get("type") != "list-entry" or control.data["jurisdiction"] == "international":
            continue
        if attached(reach, control.data["jurisdiction"]) is False:
            continue
        item = line(kb, control, "items", key, ask, facts)
        if item is not None:
            yield _with_destinations(kb, control, item, transaction, facts, reach)


def _with_destinations(
    kb: KnowledgeBase,
    control: Record,
    item: Line,
    transaction: Transaction,
    facts: Mapping[str, Any],
    reach: tuple[Attachment, ...],
) -> Requirement:
    regime = str(control.data["jurisdiction"])
    rules = tuple(
        one
        for one in lines(kb, control, "destinations", transaction, facts)
        if concerns(control, one.version or one.enforced_version, one.key, item.key)
    )
    codified = _both(item.answer, [one.answer for one in rules])
    enforced = _both(_enforced(item), [_enforced(one) for one in rules])
    missing = set[str]()
    everywhere = "destinations" not in control.data
    if everywhere:
        codified, enforced = item.answer, _enforced(item)
    elif not rules:
        missing.add(f"the rule of destination for {item.name}, which is not recorded for the day")
    for one in (item, *rules):
        if one.answer is None:
            missing |= one.outcome.missing or {f"what {one.name} asks, which is recorded in words only"}
    attaches = attached(reach, regime)
    if attaches is None:
        codified, enforced = _and(codified, None), _and(enforced, None)
        for way in reach:
            if way.regime == regime and way.answer is None and way.by != PARTIES:
                missing |= way.missing
    written = [one for one in rules if one.version is not None]
    matched = (
        [one for one in written if one.answer] or [one for one in written if one.answer is None] or written
    )
    own = control.data.get("reasons", ())
    reasons = [reason for one in matched for reason in (one.version or {}).get("reasons", own)] or list(own)
    return Requirement(
        regime, control, item, rules, codified, enforced, tuple(dict.fromkeys(reasons)),
        frozenset(missing) if None in (codified, enforced) else frozenset(),
        _addressed(control, transaction, (item, *rules)), None, NOT_PRINTED if everywhere else None,
    )  # fmt: skip


def _others(
    kb: KnowledgeBase, transaction: Transaction, facts: Mapping[str, Any], reach: tuple[Attachment, ...]
) -> Iterator[Requirement]:
    for kind in CONTROLS:
        for control in kb.of_kind(kind):
            if not _is_asked(control, transaction, reach):
                continue
            for item in lines(kb, control, "items", transaction, facts):
                if known(item.version) or known(item.enforced_version):
                    if "destinations" in control.data:
                        found = _with_destinations(kb, control, item, transaction, facts, reach)
                    else:
                        found = _alone(control, item, transaction)
                    if found.addressed or found.answer is not None:
                        yield found


def _is_asked(control: Record, transaction: Transaction, reach: tuple[Attachment, ...]) -> bool:
    """Rules of use, persons and bans are asked where their regime attaches; until that can be told, its reach
    is asked for first. Rules on US persons follow the person and are asked for their support in any case."""
    data = control.data
    if data["type"] not in RULES or "conflict-of-laws" in data.get("subjects", ()):
        return False
    if data["type"] == "persons" and data["jurisdiction"] == "us" and transaction.kind == "us-person-support":
        return True
    return attached(reach, data["jurisdiction"]) is True


def _alone(control: Record, item: Line, transaction: Transaction) -> Requirement:
    answer, enforced = item.answer, _enforced(item)
    missing = item.outcome.missing if answer is None else frozenset[str]()
    reasons = tuple(control.data.get("reasons", ()))
    addressed = _addressed(control, transaction, (item,))
    regime = str(control.data["jurisdiction"])
    return Requirement(regime, control, item, (), answer, enforced, reasons, missing, addressed)


def _letters(
    kb: KnowledgeBase,
    transaction: Transaction,
    facts: Mapping[str, Any],
    found: Classification,
    reach: tuple[Attachment, ...],
) -> Iterator[Requirement]:
    for letter in found.letters:
        control = letter.control
        regime = str(control.data["jurisdiction"])
        if letter.bears == ELSEWHERE or attached(reach, regime) is False:
            continue
        items = list(lines(kb, control, "items", transaction, facts))
        if not items:
            continue
        item = next((one for one in items if one.answer), items[0])
        bears: Answer = True if letter.bears == NAMES or item.answer else None
        rules = tuple(lines(kb, control, "destinations", transaction, facts))
        addressed_to = _addressee(letter, transaction)
        answer = _and(_and(bears, addressed_to), _any([one.answer for one in rules]) if rules else None)
        missing = set(letter.missing)
        if addressed_to is None:
            who = ", ".join(kb.get(name).title for name in letter.addressees) or "an addressee, not public"
            missing.add(f"whether the exporter is {who} (--exporter)")
        for one in rules:
            missing |= one.outcome.missing
        if attached(reach, regime) is None:
            answer = _and(answer, None)
        named = Line(control, "items", item.key, item.span, item.version, Outcome(bears, letter.bears))
        yield Requirement(
            regime, control, named, rules, answer, answer, tuple(control.data.get("reasons", ())),
            frozenset(missing) if answer is None else frozenset(), True, letter,
        )  # fmt: skip


def _addressee(letter: Letter, transaction: Transaction) -> Answer:
    if not letter.addressees or transaction.exporter is None:
        return None
    return transaction.exporter.id in letter.addressees


def _addressed(control: Record, transaction: Transaction, asked: tuple[Line, ...]) -> bool:
    """Whether the texts speak of this kind of transaction, where it is one beyond the item itself."""
    if transaction.kind in DEEMED and control.data.get("list") == "us-ccl":
        return str(control.data["code"])[1] not in COMMODITIES
    if transaction.kind not in BEYOND_ITEMS or control.data["type"] in ON_PERSONS:
        return True
    return any(_names(one.version, transaction.kind) for one in asked)


def _names(condition: Any, kind: str) -> bool:
    if isinstance(condition, Mapping):
        return kind in condition.get("one_of", ()) or any(_names(value, kind) for value in condition.values())
    return isinstance(condition, list) and any(_names(one, kind) for one in condition)


def _enforced(one: Line) -> Answer:
    if not one.differs:
        return one.answer
    return one.enforced.answer if one.enforced is not None else False


def _both(item: Answer, rules: list[Answer]) -> Answer:
    return _and(item, _any(rules) if rules else None)


def _and(first: Answer, second: Answer) -> Answer:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _any(answers: list[Answer]) -> Answer:
    return True if True in answers else (None if None in answers else False)
