"""The list entries that a chart of computing power shows: those that compare its two axes themselves.

The axes are total processing performance and performance density; a measure that is computed by the same
formula as one of them counts as that axis.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

ACROSS, UP = "total-processing-performance", "performance-density"


def axes(kb: KnowledgeBase) -> dict[str, str]:
    """Each parameter that lies on an axis, with the axis."""
    parameters = kb.vocabularies["parameters"]
    return {
        name: axis
        for axis in (ACROSS, UP)
        for name, word in parameters.items()
        if "formula" in word and word["formula"] == parameters[axis]["formula"]
    }


def charted(kb: KnowledgeBase) -> list[tuple[Record, str]]:
    """Every item of a list entry with a wording that compares an axis of what it lists, in order of
    jurisdiction and id; of an item and its own limbs, the item alone."""
    names = axes(kb)
    found: list[tuple[Record, str]] = []
    controls = [record for record in kb if record.data.get("type") == "list-entry"]
    for record in sorted(controls, key=lambda one: (one.data["jurisdiction"], one.id)):
        keys = [
            key
            for key, versions in record.data["items"].items()
            if any(name in names for version in versions for name in compared(version.get("when")))
        ]
        found += [(record, key) for key in keys if not any(key.startswith(f"{outer}.") for outer in keys)]
    return found


def compared(condition: Any) -> Iterator[str]:
    """The parameters that a condition compares of the item itself, not of what it contains or meets."""
    if isinstance(condition, Mapping):
        if "param" in condition:
            yield condition["param"]
        for form in ("all", "any", "not"):
            yield from compared(condition.get(form))
    elif isinstance(condition, list):
        for one in condition:
            yield from compared(one)
