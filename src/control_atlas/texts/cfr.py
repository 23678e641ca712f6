"""Sections of the Code of Federal Regulations in Markdown, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from control_atlas.texts.passages import Passage, Place

_HEAD = re.compile(
    r"^#{2,4} (?:(?:§ ?)*(?P<section>7[0-9]{2}\.[0-9]+)|Supplement no\. (?P<number>[0-9]+) to part (?P<part>[0-9]+))"
    r"(?P<rest>.*)$",
    re.M,
)
_STEPS = re.compile(r"\([a-z]{1,2}\)(?:\([A-Za-z0-9]{1,5}\))*")
_LABELS = re.compile(r"^(?:\( ?[A-Za-z0-9]{1,5} ?\) ?)+")
_LABEL = re.compile(r"\( ?([A-Za-z0-9]{1,5}) ?\)")
_ROMAN = re.compile(r"^[ivx]+$")
# Kinds of label from the outermost level inwards: (a), (1), (i), (A), (1), (i).
_LEVELS = ("lower", "digit", "roman", "upper", "digit", "roman")


class Sections:
    """Sections and supplements by number, from Markdown whose headings carry the section."""

    def __init__(self, blocks: list[tuple[str, tuple[str, ...], str]]) -> None:
        self._blocks = blocks

    @classmethod
    def read(cls, file: Path) -> Sections | None:
        """The sections in ``file``; None when it has no such headings."""
        text = file.read_text(encoding="utf-8", errors="replace")
        heads = list(_HEAD.finditer(text))
        blocks = []
        for number, head in enumerate(heads):
            end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
            blocks.append((*_named(head), text[head.end() : end]))
        return cls(blocks) if blocks else None

    def find(self, place: Place) -> Passage | None:
        """The paragraph with the opening words above it; around it the section."""
        found = [(steps, text) for unit, steps, text in self._blocks if unit == place.unit]
        if not found:
            return None
        around = "\n".join(text for _, text in found)
        own = [text for steps, text in found if steps and (steps[: len(place.path)] == place.path
               or place.path[: len(steps)] == steps)]  # fmt: skip
        whole = [paragraph(text, place.path) for steps, text in found if not steps]
        parts = [*own, *(text for text in whole if text)]
        return Passage("\n".join(parts) if parts else None, around)


def _named(head: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Section or supplement of a heading, and the paragraph when the block below holds only that one."""
    steps = _STEPS.search(head["rest"])
    unit = head["section"] or f"supp-{head['number']}-{head['part']}"
    return unit, tuple(_LABEL.findall(steps[0])) if steps else ()


def paragraph(text: str, path: tuple[str, ...]) -> str | None:
    """The lines of a section that stand under ``path``, with those that introduce them; None without any."""
    if not path:
        return text
    own: list[str] = []
    reached = False
    for at, line in labelled(text):
        if at[: len(path)] == path:
            reached = True
            own.append(line)
        elif at and path[: len(at)] == at:
            own.append(line)
    return "\n".join(own) if reached else None


def labelled(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each line with the path of the paragraph it stands in; a line without a label stays in the last."""
    path: tuple[str, ...] = ()
    for line in (one.strip() for one in text.splitlines()):
        if not line:
            continue
        labels = _LABELS.match(line)
        for label in _LABEL.findall(labels[0]) if labels else ():
            path = _next(path, label)
        yield path, line


def _next(path: tuple[str, ...], label: str) -> tuple[str, ...]:
    """The path after ``label``: a level deeper, or the next one on a level that is open.

    ``(i)`` after ``(h)`` is a letter, and after ``(h)(1)`` a Roman numeral. Else the level wins that the label
    continues with the smallest gap, the deepest of several; then a new level below, which an extract may
    open anywhere.
    """
    below = _LEVELS[len(path)] if len(path) < len(_LEVELS) else ""
    if label == "i" and below == "roman":
        return (*path, label)
    gaps = [(_gap(path[depth], label, _LEVELS[depth]), -depth) for depth in range(len(path))]
    continued = [(gap, depth) for gap, depth in gaps if gap]
    if continued:
        return (*path[: -min(continued)[1]], label)
    fitting = [depth for depth in range(len(path)) if _is(label, _LEVELS[depth])]
    if below and _is(label, below) and (not fitting or label in ("a", "1", "A")):
        return (*path, label)
    return (*path[: fitting[-1]], label) if fitting else path


def _is(label: str, level: str) -> bool:
    return {
        "lower": label.islower() and label.isalpha(),
        "digit": label.isdigit(),
        "roman": bool(_ROMAN.match(label)),
        "upper": label.isupper(),
    }[level]


def _gap(last: str, label: str, level: str) -> int:
    """How many steps ``label`` comes after ``last`` on a level; 0 when it does not, or too many are left out."""
    if not (_is(last, level) and _is(label, level)):
        return 0
    if level == "digit":
        steps, most = int(label) - int(last), 12
    else:
        value = _roman if level == "roman" else _letters
        steps, most = value(label) - value(last), 4
    return steps if 0 < steps <= most else 0


def _letters(label: str) -> int:
    value = ord(label[0].lower()) - 96
    return value + 26 * (len(label) - 1)


def _roman(label: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in label]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
