"""Conditions asked of the knowledge base: every control with evaluable items, on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.conditions import Asking, Outcome, version_outcome
from control_atlas.ask.places import is_member
from control_atlas.ask.quantities import Formulas
from control_atlas.ask.status import governing
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import Span
from control_atlas.records import Record


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one item of a control on a day: the version evaluated and the outcome."""

    control: Record
    section: str
    key: str
    version: Mapping[str, Any]
    span: Span
    outcome: Outcome

    @property
    def name(self) -> str:
        return f"{self.control.id}#{self.key}"


def asking(kb: KnowledgeBase, day: str) -> Asking:
    """What evaluation needs on ``day``, drawn from the knowledge base."""

    def label(vocabulary: str, word: str) -> str:
        if vocabulary == "places":
            record = kb.records.get(word)
            return word if record is None else str(record.data.get("code") or record.title)
        return str(kb.vocabularies.get(vocabulary, {}).get(word, {}).get("label", word.replace("-", " ")))

    return Asking(
        day=day,
        formulas=Formulas(kb.vocabularies["parameters"]),
        is_member=lambda place, group, on, side: is_member(kb, place, group, on, side),
        paragraph=lambda reference, on: governing(kb, reference, on),
        label=label,
    )


def item_outcome(
    kb: KnowledgeBase, control: Record, section: str, key: str, facts: Mapping[str, Any], day: str
) -> Outcome:
    """Evaluate the codified version of one item on a day; an item that does not hold then is not met, one
    of unknown status cannot be told."""
    side = kb.codified_on(control, section, key, day)
    if side.word != "in force" or side.version is None:
        answer = None if side.word == "unknown" else False
        return Outcome(answer, f"{control.id}#{key} is {side.word} on {day}")
    version = control.data[section][key][side.version]
    return version_outcome(version, facts, asking(kb, day), (f"{control.id}#{key}",))


def findings(
    kb: KnowledgeBase, facts: Mapping[str, Any], day: str, section: str = "items"
) -> Iterator[Finding]:
    """Every item in force on ``day`` that has an evaluable condition, with its answer."""
    ask = asking(kb, day)
    for control in kb:
        for key, versions in control.data.get(section, {}).items() if is_control(control) else ():
            span = kb.span_on(control, section, key, day)
            if span.codified.word != "in force" or span.codified.version is None:
                continue
            version = versions[span.codified.version]
            if "when" in version:
                outcome = version_outcome(version, facts, ask, (f"{control.id}#{key}",))
                yield Finding(control, section, key, version, span, outcome)


def is_control(record: Record) -> bool:
    """Whether a record is a control: it has items and says how far they are modelled."""
    return "type" in record.data and "detail" in record.data and "items" in record.data
