"""Requirements addressed to named parties: which are in force on a day, what they bear on, and when lifted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.conditions import Outcome
from control_atlas.ask.evaluate import is_control, item_outcome
from control_atlas.ask.status import Status, status
from control_atlas.days import day_before
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

NAMES, REACHES, OPEN, SILENT = "names the item", "limits reached", "cannot tell", "does not name the item"
ELSEWHERE = "limits reached, but addressed to others than its maker"
BEARING = (NAMES, REACHES, OPEN, ELSEWHERE)
IN_FORCE = ("in force", "not enforced", "suspended", "unknown")


@dataclass(frozen=True, slots=True)
class Letter:
    """A requirement addressed to named parties, with its status on the day.

    ``bears`` says how it bears on the item: it names it, its limits are reached, that cannot be told without
    ``missing``, its limits are reached but its addressees are not the maker, or it does not name it.
    ``publication`` is public or reported; ``object`` what it covers, in our words; ``lifted`` the day from
    which it has ended, None where no end is recorded.
    """

    control: Record
    status: Status
    addressees: tuple[str, ...]
    bears: str = SILENT
    missing: frozenset[str] = frozenset()
    publication: str | None = None
    object: tuple[str, ...] = ()
    lifted: str | None = None
    outcomes: Mapping[str, Outcome] | None = None


def letters_on(
    kb: KnowledgeBase, facts: Mapping[str, Any], on: str, product: Record | None
) -> Iterator[Letter]:
    """Every letter that is not ended on ``on``, by id, with what it has to do with the item."""
    for control in sorted(kb, key=lambda record: record.id):
        if control.data.get("type") != "letter" or not is_control(control):
            continue
        answer = status(kb, control.id, on)
        if answer.word in IN_FORCE:
            yield _letter(kb, control, answer, facts, product)


def _letter(
    kb: KnowledgeBase, control: Record, answer: Status, facts: Mapping[str, Any], product: Record | None
) -> Letter:
    outcomes = {
        key: item_outcome(kb, control, "items", key, facts, answer.on)
        for key, versions in control.data["items"].items()
        if any("when" in version for version in versions)
    }
    bears, missing = SILENT, frozenset[str]()
    others = product is not None and product.data.get("vendor") not in control.data.get("addressees", ())
    if product is not None and product.id in control.data.get("products", ()):
        bears = NAMES
    elif any(outcome.answer for outcome in outcomes.values()):
        bears = ELSEWHERE if others else REACHES
    elif not others and any(outcome.answer is None and outcome.touched for outcome in outcomes.values()):
        bears = OPEN
        missing = frozenset[str]().union(*(outcome.missing for outcome in outcomes.values()))
    covers = [item.codified["covers"] for item in answer.items if item.section == "items" and item.codified]
    return Letter(
        control, answer, tuple(control.data.get("addressees", ())), bears, missing,
        control.data.get("publication"), tuple(dict.fromkeys(covers)), lifted(kb, control, answer.on), outcomes,
    )  # fmt: skip


def lifted(kb: KnowledgeBase, control: Record, on: str) -> str | None:
    """The first day after ``on`` from which nothing of a letter is left, None where none is recorded."""
    for interval, word in kb.leading(control):
        if interval.start > on and word == "ended":
            return interval.start
    return None


def told(kb: KnowledgeBase, letter: Letter) -> str:
    """A letter in one line: title, addressees, whether public, status, standing, and when lifted."""
    who = ", ".join(kb.get(name).title for name in letter.addressees) or "addressees not public"
    public = "text published" if letter.publication == "public" else "text not published, reported by others"
    end = "no end is recorded"
    if letter.lifted is not None:
        end = f"lifted with effect from {letter.lifted} (last day {day_before(letter.lifted)})"
    text = f"{letter.control.title} [{letter.control.id}]: to {who}; {public}; {letter.status.word}"
    text += f" ({letter.status.standing}); {end}; {letter.bears}"
    return f"{text} without {', '.join(sorted(letter.missing))}" if letter.missing else text
