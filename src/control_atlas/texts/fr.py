"""Rules as the Federal Register prints them: list entries and amended sections inside a running text."""

from __future__ import annotations

import re
from pathlib import Path

from control_atlas.texts.passages import Passage, Place

_ENTRY = re.compile(r"^(?P<unit>[0-9][A-E][0-9]{3}) [A-Z“\"`]", re.M)
_INSTRUCTION = re.compile(
    r"^[0-9]{1,3}\. (?=(?:Section|Supplement|Part|The authority|Revise|Add|Amend|Remove|In (?:§|part|supp)))",
    re.M,
)
_SIGN = "[ FR Doc."


class Rule:
    """One document: its list entries by ECCN, its amendatory instructions, and its whole text."""

    def __init__(self, text: str) -> None:
        self._text = text
        marks = sorted(
            [(match.start(), match["unit"]) for match in _ENTRY.finditer(text)]
            + [(match.start(), "") for match in _INSTRUCTION.finditer(text)]
        )
        ends = [start for start, _ in marks[1:]] + [len(text)] * bool(marks)
        self._blocks = [(unit, text[start:end]) for (start, unit), end in zip(marks, ends, strict=True)]

    @classmethod
    def read(cls, file: Path) -> Rule | None:
        """The document in ``file``; None when it is no document of the Federal Register."""
        text = file.read_text(encoding="utf-8", errors="replace")
        return cls(text) if _SIGN in text or re.search(r"\bFR\b|Federal Register", text) else None

    def find(self, place: Place) -> Passage | None:
        """What the rule prints for an entry's paragraph or a section; around it everything the rule says.

        A rule prints only what it changes, so a section's passage is the whole instruction on it.
        """
        if place.is_entry:
            found = [text for unit, text in self._blocks if unit == place.unit]
            passage = "\n".join(filter(None, (_lines(text, ".".join(place.path)) for text in found)))
        else:
            name = _spoken(place.unit)
            found = [
                text for unit, text in self._blocks if not unit and name in text.split("\n", 1)[0].lower()
            ]
            passage = "\n".join(found)
        if not passage and place.unit not in self._text and _spoken(place.unit) not in self._text.lower():
            return None
        return Passage(passage or None, self._text)


def _spoken(unit: str) -> str:
    if unit.startswith("supp-"):
        _, number, part = unit.split("-")
        return f"supplement no. {number} to part {part}"
    return unit


def _lines(entry: str, key: str) -> str:
    """The lines of an entry under a paragraph, with its heading and the paragraphs above it."""
    lines = [line.strip() for line in entry.splitlines() if line.strip()]
    if not key:
        return "\n".join(lines)
    steps = key.split(".")
    parents = {".".join(steps[:count]) for count in range(1, len(steps))}
    own, above, inside = [], lines[:1], False
    for line in lines[1:]:
        label = re.match(r"([a-z](?:\.[a-z0-9]+)*)\.? ", line)
        if label:
            inside = label[1] == key or label[1].startswith(f"{key}.")
            if label[1] in parents:
                above.append(line)
        if inside:
            own.append(line)
    return "\n".join([*above, *own]) if own else ""
