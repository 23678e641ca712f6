"""A redline of two versions of a passage: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "gone", "new"]
_WORD = re.compile(r"\s+|[^\s]+")
#: Beyond so many words a passage is compared line by line, which is coarser and quick.
MOST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a redline."""

    change: Change
    text: str


def redline(before: str, after: str) -> list[Piece]:
    """The pieces from which both versions can be put together again: ``same`` and ``gone`` make the earlier one,
    ``same`` and ``new`` the later one."""
    cut = _lines if max(len(before.split()), len(after.split())) > MOST_WORDS else _words
    old, new = cut(before), cut(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            _add(pieces, Piece("same", "".join(old[a:b])))
            continue
        _add(pieces, Piece("gone", "".join(old[a:b])))
        _add(pieces, Piece("new", "".join(new[c:d])))
    return pieces


def shortened(pieces: list[Piece], around: int = 200) -> Iterator[Piece]:
    """The pieces with long stretches that stayed cut down to their edges."""
    for number, piece in enumerate(pieces):
        if piece.change != "same" or len(piece.text) <= 2 * around + 40:
            yield piece
            continue
        head = piece.text[:around] if number else ""
        tail = piece.text[-around:] if number + 1 < len(pieces) else ""
        yield Piece("same", f"{head} […] {tail}")


def _add(pieces: list[Piece], piece: Piece) -> None:
    if piece.text:
        pieces.append(piece)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
