"""Text as people paste it, folded for reading: full-width signs, odd spaces and dashes, invisible marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# One character for one character, so that positions stay what they were.
_SAME_LENGTH: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms of ASCII
    **dict.fromkeys((0xA0, 0x3000, 0x1680, 0x202F, 0x205F, *range(0x2000, 0x200B)), " "),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63), "-"),
    **dict.fromkeys(map(ord, "“”„‟«»"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛"), "'"),
    **dict(zip(map(ord, "〔〕【】"), "[][]", strict=True)),
}
# Soft hyphen, zero-width signs, direction marks and isolates, word joiner, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded ``text`` and the way back: ``start(i)`` and ``end(i)`` are positions in the original.

    ``dropped`` holds, in rising order, the positions in the folded text before which an invisible
    character was left out. Titles are taken from the original by ``written``, which keeps their signs.
    ``whole`` texts are one citation from end to end, not prose with citations in it.
    """

    original: str
    text: str
    dropped: tuple[int, ...] = ()
    whole: bool = False

    def start(self, position: int) -> int:
        """Where the folded character at ``position`` stood in the original."""
        return position + bisect_right(self.dropped, position)

    def end(self, position: int) -> int:
        """The end, in the original, of a stretch that ends before the folded ``position``."""
        return self.start(position - 1) + 1 if position else 0

    def written(self, start: int, end: int) -> str:
        """The original words between two folded positions, with single spaces for any white space."""
        return " ".join(self.original[self.start(start) : self.end(end)].split())


def fold(text: str, *, whole: bool = False) -> Folded:
    """Fold ``text`` for reading; never fails, takes time proportional to its length."""
    folded = text.translate(_SAME_LENGTH)
    dropped: list[int] = []
    for count, mark in enumerate(_INVISIBLE.finditer(folded)):
        dropped.append(mark.start() - count)
    return Folded(text, _INVISIBLE.sub("", folded) if dropped else folded, tuple(dropped), whole)
