"""Where a pinpoint of the US regulations leads: the cited paragraph, and the section or entry around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_ENTRY = re.compile(r"(?:ECCNs? )?\b([0-9][A-E][0-9]{3})((?:\.[a-z0-9]+)*)\b")
_SECTION = re.compile(r"\b(7[0-9]{2})\.([0-9]+)((?: ?\([A-Za-z0-9]+\))*)")
_SUPPLEMENT = re.compile(
    r"supp(?:\.|lement) no\. ([0-9]+) to part ([0-9]+)(?:, paras?\. ((?:\([A-Za-z0-9]+\))+))?"
)
_MORE = re.compile(r"(?<=[\w)]), ((?:\([A-Za-z0-9]+\))+)")
_STEP = re.compile(r"\(([A-Za-z0-9]+)\)")
CCL = ("supp-1", "774")


@dataclass(frozen=True, slots=True)
class Place:
    """One place a pinpoint names: ``("3A090", ("a", "1"))`` in the list, ``("742.6", ("a", "6"))`` in a
    section, ``("supp-2-748", ("dd",))`` in a supplement."""

    unit: str
    path: tuple[str, ...]

    @property
    def is_entry(self) -> bool:
        return len(self.unit) == 5 and self.unit[1].isalpha()


@dataclass(frozen=True, slots=True)
class Passage:
    """The text found for a place: the paragraph with the opening words above it, and all that surrounds it.

    ``paragraph`` is None when the section or entry is there and the paragraph is not.
    """

    paragraph: str | None
    around: str


class Text(Protocol):
    """A copy of a text that can be asked for a place."""

    def find(self, place: Place) -> Passage | None:
        """The passage, or None when the text has no such section or entry."""


def places(pinpoint: str) -> Iterator[Place]:
    """Every place that a pinpoint names, in order; a range stands for its beginning's parent paragraph."""
    for piece in pinpoint.split(";"):
        yield from _places(piece.strip())


def _places(piece: str) -> Iterator[Place]:
    if "part 774" in piece or "ECCN" in piece:
        for unit, path in _ENTRY.findall(piece):
            yield Place(unit, tuple(path.strip(".").split(".")) if path else ())
        return
    supplement = _SUPPLEMENT.search(piece)
    if supplement:
        number, part, path = supplement.groups()
        yield Place(
            f"supp-{number}-{part}", _ranged(tuple(_STEP.findall(path or "")), piece[supplement.end() :])
        )
        return
    last: tuple[str, tuple[str, ...]] | None = None
    for match in _SECTION.finditer(piece):
        unit = f"{match[1]}.{match[2]}"
        path = _ranged(tuple(_STEP.findall(match[3])), piece[match.end() :])
        last = (unit, path)
        yield Place(unit, path)
    if last:
        for more in _MORE.findall(piece):
            steps = tuple(_STEP.findall(more))
            yield Place(last[0], steps)


def _ranged(path: tuple[str, ...], rest: str) -> tuple[str, ...]:
    """The parent when the pinpoint goes on as a range (``-(C)``, ``to (C)``)."""
    return path[:-1] if re.match(r" ?(?:-|–|to) ?\(", rest) else path
