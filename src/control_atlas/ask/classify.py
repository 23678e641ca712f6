"""Classification: which list entries catch an item on a day, with the working; and, never without it,
the party-specific requirements that were in force that day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from control_atlas.ask.conditions import Answer, Outcome, version_outcome
from control_atlas.ask.evaluate import Finding, asking, item_outcome
from control_atlas.ask.facts import Facts
from control_atlas.ask.letters import BEARING, Letter, letters_on
from control_atlas.ask.prepared import Paragraph, Prepared, alternatives
from control_atlas.ask.quantities import Quantity
from control_atlas.days import day_before, earliest
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

SHOWN = ("total-processing-performance", "performance-density")
SHOWN_WHEN_KNOWN = ("memory-bandwidth-density", "total-dram-bandwidth", "aggregate-transfer-rate")
PARTY_SPECIFIC = frozenset({"letter", "validated-end-user"})
_PREPARED: WeakKeyDictionary[KnowledgeBase, dict[str, Prepared]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Before:
    """The wording before the one that governs, asked of the same facts on its last day.

    ``limits_changed`` says whether its condition or exclusions read otherwise; ``answer`` is its answer.
    """

    since: Any
    last_day: str
    by: str
    answer: Answer
    limits_changed: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A question the law or the facts leave open, and which entries turn on it.

    ``values`` are the possible readings; ``matters`` gives, for each entry whose answer depends on the choice,
    its answer by value. Empty: the choice changes no answer.
    """

    name: str
    values: tuple[str, ...]
    matters: Mapping[str, Mapping[str, Answer]]


@dataclass(frozen=True, slots=True)
class Classification:
    """What an item meets on a day.

    ``entries`` are answers of list-entry items; ``letters`` the party-specific requirements in force on the
    day that bear on the item, ``other_letters`` the rest in force; ``quantities`` the computed figures;
    ``before`` the preceding wording of each entry that was evaluated, by ``record#key``; ``choices`` open
    questions of law or fact. A list entry not met says nothing about other requirements.
    """

    on: str
    product: str | None
    quantities: Mapping[str, Quantity]
    entries: tuple[Finding, ...]
    letters: tuple[Letter, ...]
    other_letters: tuple[Letter, ...]
    before: Mapping[str, Before]
    choices: tuple[Choice, ...]

    @property
    def met(self) -> tuple[Finding, ...]:
        return tuple(entry for entry in self.entries if entry.outcome.answer)

    @property
    def open(self) -> tuple[Finding, ...]:
        """Entries that some given fact speaks to, but that more facts must decide."""
        return tuple(one for one in self.entries if one.outcome.answer is None and one.outcome.touched)

    @property
    def not_met(self) -> tuple[Finding, ...]:
        """Entries that the given facts decide, and that they do not meet."""
        return tuple(one for one in self.entries if one.outcome.answer is False)

    @property
    def not_asked(self) -> tuple[Finding, ...]:
        """Entries none of whose facts were given; nothing is said about them."""
        return tuple(one for one in self.entries if one.outcome.answer is None and not one.outcome.touched)

    @property
    def changed(self) -> tuple[Finding, ...]:
        """Entries whose answer differs from that of their preceding wording."""
        return tuple(
            one for one in self.entries
            if one.name in self.before and self.before[one.name].answer != one.outcome.answer
        )  # fmt: skip


def prepared(kb: KnowledgeBase, day: str) -> Prepared:
    """The wordings of ``day``, prepared once for a knowledge base."""
    days = _PREPARED.setdefault(kb, {})
    if day not in days:
        days[day] = Prepared(kb, day)
    return days[day]


def first_day(kb: KnowledgeBase) -> str:
    """The first day for which any list entry with recorded limits holds; the empty text when none is recorded."""
    days = [
        str(earliest(version["from"]))
        for control in kb
        if control.data.get("type") == "list-entry"
        for versions in control.data["items"].values()
        for version in versions
        if "when" in version
    ]
    return min(days, default="")


def classify(
    kb: KnowledgeBase,
    facts: Mapping[str, Any],
    on: str,
    product: Record | None = None,
    compared: bool = True,
) -> Classification:
    """Evaluate every list entry in force on ``on`` and gather the letters that stand beside.

    Without ``compared``, the wordings before and the open choices are left out, which halves the work.

    Raises ValueError for a day that is none or before any list entry recorded here.
    """
    ready = prepared(kb, on)
    if on < (start := first_day(kb)):
        raise ValueError(
            f"--on: {on} is before any list entry with limits recorded here; the first is of {start}."
        )
    facts = facts if isinstance(facts, Facts) else Facts(facts)
    asked = [one for one in ready.asked_by(facts) if _entry(one)]
    given = {one.name for one in asked}
    entries = tuple(_findings(kb, ready, given, facts, on))
    letters = tuple(letters_on(kb, facts, on, product))
    formulas = asking(kb, on).formulas
    found = {name: formulas.quantity(name, facts) for name in (*SHOWN, *SHOWN_WHEN_KNOWN)}
    return Classification(
        on=on,
        product=product.id if product else None,
        quantities={name: one for name, one in found.items() if one.known or name in SHOWN},
        entries=entries,
        letters=tuple(letter for letter in letters if letter.bears in BEARING),
        other_letters=tuple(letter for letter in letters if letter.bears not in BEARING),
        before={
            one.name: was
            for one in (entries if compared else ())
            if one.outcome.touched and (was := _before(kb, one, facts))
        },
        choices=tuple(_choices(ready, asked, facts)) if compared else (),
    )


def _entry(one: Paragraph) -> bool:
    return bool(one.control.data["type"] == "list-entry")


def _findings(
    kb: KnowledgeBase, ready: Prepared, given: set[str], facts: Mapping[str, Any], on: str
) -> Iterator[Finding]:
    ask = asking(kb, on)
    answers = ready.answers({})
    for one in filter(_entry, ready.paragraphs):
        if one.name in given:
            outcome = version_outcome(one.version, facts, ask, (one.name,))
        else:
            missing = one.names if answers[one.name] is None else frozenset[str]()
            text = "none of the facts it asks for is given"
            outcome = Outcome(answers[one.name], text, missing, pinpoint=one.version["pinpoint"])
        yield Finding(one.control, one.section, one.key, one.version, one.span, outcome)


def _before(kb: KnowledgeBase, one: Finding, facts: Mapping[str, Any]) -> Before | None:
    """The last other wording of the same key that was in force, with its answer; None when there is none."""
    later = ""
    for span in reversed(kb.spans(one.control, one.section, one.key)):
        side = span.codified
        earlier = span.interval.start < one.span.interval.start
        if earlier and side.word == "in force" and side.version not in (None, one.span.codified.version):
            day = day_before(later)
            outcome = item_outcome(kb, one.control, one.section, one.key, facts, day)
            version = one.control.data[one.section][one.key][side.version]
            now = one.version
            limits = (version.get("when"), [note["when"] for note in version.get("except", ())])
            changed = limits != (now.get("when"), [note["when"] for note in now.get("except", ())])
            return Before(version["from"], day, version["by"], outcome.answer, changed)
        later = span.interval.start
    return None


def _choices(ready: Prepared, asked: list[Paragraph], facts: Mapping[str, Any]) -> Iterator[Choice]:
    taken: dict[str, dict[str, dict[str, Answer]]] = {}
    for name, value, chosen in alternatives(facts):
        answers = ready.answers(chosen)
        taken.setdefault(name, {})[value] = {one.name: answers[one.name] for one in asked}
    for name, by_value in taken.items():
        turning = {
            entry.name: {value: answers[entry.name] for value, answers in by_value.items()}
            for entry in asked
            if len({answers[entry.name] for answers in by_value.values()}) > 1
        }
        yield Choice(name, tuple(by_value), turning)
