"""Whether the numbers of our conditions occur in the official paragraph that governs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.cite.works import Shelf
from control_atlas.official.fetching import Found, find
from control_atlas.official.store import Store
from control_atlas.records import Path, Problem, Record, dotted
from control_atlas.texts.numbers import has_number, numbers

LIMITS = ("at_least", "more_than", "at_most", "less_than", "equals")
RULE = "number-in-official-text"


def differences(shelf: Shelf, store: Store, on: str) -> tuple[int, list[Problem]]:
    """How many numbers were compared, and a warning for each that its official paragraph does not have.

    Compared are the limits of the wordings in force on the day whose cited place in the code is held for that day,
    or for an earlier one on which the same wording was in force.
    """
    count, found = 0, []
    for record in shelf.kb.of_kind("chip-export-controls"):
        for section, key in shelf.kb.keys(record):
            wording = shelf.governing(record, section, key, on)
            text = official(shelf, store, wording, on) if wording is not None and "when" in wording else None
            if wording is None or text is None:
                continue
            position = record.data[section][key].index(wording)
            said = numbers(text.words)
            for path, number in limits(wording["when"], (section, key, position, "when")):
                count += 1
                if not has_number(number, said):
                    found.append(_problem(record, path, number, text))
    return count, found


def official(shelf: Shelf, store: Store, wording: Mapping[str, Any], on: str) -> Found | None:
    """The official paragraph of a wording, of a text that was current while the wording was in force; None when no
    such text is held."""
    place = shelf.codified(str(wording.get("pinpoint", "")))
    found = find(store, place, on) if place is not None else None
    start = wording["from"] if isinstance(wording["from"], str) else wording["from"]["by"]
    return found if found is not None and found.text.on >= start else None


def limits(condition: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, float]]:
    """Every limit in a condition with its place in the record."""
    for name in LIMITS:
        if name in condition:
            yield (*path, name), condition[name]
    for name in ("all", "any"):
        for position, inner in enumerate(condition.get(name, ())):
            yield from limits(inner, (*path, name, position))
    for name in ("not", "contains"):
        if name in condition:
            yield from limits(condition[name], (*path, name))


def _problem(record: Record, path: Path, number: float, text: Found) -> Problem:
    line, column = record.mark(path)
    where = f"{text.text.title} ({text.path}), text of {text.text.on}"
    message = f"The number {number:g} does not occur in the official paragraph: {where}."
    fix = f"Read {text.text.address}; correct the number or the pinpoint, or enter the new wording."
    return Problem(record.path, line, column, "warning", RULE, dotted(path), f"{number:g}", message, fix)
