"""One dated wording asked of a transaction, on its codified and its enforced side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from control_atlas.ask.conditions import Answer, Asking, Outcome, version_outcome
from control_atlas.ask.evaluate import asking
from control_atlas.ask.screening.transaction import Transaction
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import Side, Span
from control_atlas.records import Record


@dataclass(frozen=True, slots=True)
class Line:
    """The answer of one keyed wording of a record.

    ``version`` is the codified wording, None where none governs; ``enforced`` the answer of the side that is
    enforced where it differs from the codified one. A wording without a condition answers None.
    """

    control: Record
    section: str
    key: str
    span: Span
    version: Mapping[str, Any] | None
    outcome: Outcome
    enforced_version: Mapping[str, Any] | None = None
    enforced: Outcome | None = None

    @property
    def name(self) -> str:
        return f"{self.control.id}#{self.key}"

    @property
    def differs(self) -> bool:
        """Whether the enforced side is another than the codified one."""
        return self.span.codified != self.span.enforced

    @property
    def answer(self) -> Answer:
        """The codified answer."""
        return self.outcome.answer


def ask_for(kb: KnowledgeBase, transaction: Transaction) -> Asking:
    """What evaluating needs for a transaction."""
    return replace(asking(kb, transaction.on), stated=transaction.stated)


def lines(
    kb: KnowledgeBase, control: Record, section: str, transaction: Transaction, facts: Mapping[str, Any]
) -> Iterator[Line]:
    """Every keyed wording of a section that governs on the day, or whose status is unknown then."""
    ask = ask_for(kb, transaction)
    for key in control.data.get(section, {}):
        found = line(kb, control, section, key, ask, facts)
        if found is not None:
            yield found


def line(
    kb: KnowledgeBase, control: Record, section: str, key: str, ask: Asking, facts: Mapping[str, Any]
) -> Line | None:
    """The answer of one keyed wording; None where neither side has a wording in force or of unknown status."""
    span = kb.span_on(control, section, key, ask.day)
    versions = control.data[section][key]
    name = f"{control.id}#{key}"
    version, outcome = _side(versions, span.codified, ask, facts, name)
    enforced_version, enforced = None, None
    if span.codified != span.enforced:
        enforced_version, enforced = _side(versions, span.enforced, ask, facts, name)
    if outcome is None and enforced is None:
        return None
    nothing = Outcome(False, f"{name} is {span.codified.word} on {ask.day}")
    return Line(control, section, key, span, version, outcome or nothing, enforced_version, enforced)


def _side(
    versions: list[Mapping[str, Any]], side: Side, ask: Asking, facts: Mapping[str, Any], name: str
) -> tuple[Mapping[str, Any] | None, Outcome | None]:
    if side.word == "in force" and side.version is not None:
        version = versions[side.version]
        if name in ask.stated:
            return version, Outcome(True, f"{name}: stated by whoever asks", pinpoint=version["pinpoint"])
        return version, version_outcome(version, facts, ask, (name,))
    if side.word == "unknown":
        text = f"{name}: what applied on {ask.day} is not recorded"
        return None, Outcome(None, text, frozenset({f"the text of {name} on {ask.day}"}))
    return None, None


def concerns(control: Record, version: Mapping[str, Any] | None, key: str, item: str) -> bool:
    """Whether a wording keyed ``key`` concerns the paragraph ``item`` of the same record.

    As it says itself (``applies_to``); else a wording keyed by a paragraph, or by one and a word after a
    hyphen (``a``, ``a-headquarters``), concerns that paragraph and what is under it; any other concerns all.
    """
    named = (version or {}).get("applies_to")
    if named is None:
        head = key.partition("-")[0]
        if head not in control.data["items"] or key in ("all", "entry"):
            return True
        named = [head]
    return any(item == one or item.startswith(f"{one}.") for one in named)


def known(version: Mapping[str, Any] | None) -> bool:
    """Whether a wording has a condition that can be evaluated."""
    return version is not None and "when" in version
