"""Pieces of pattern that every reader uses; all are bounded, so that no reader can run away."""

from __future__ import annotations

#: No space, a space, or a line break with indentation; and the same where there must be some.
S = r"[ \t\r\n]{0,3}"
G = r"[ \t\r\n]{1,3}"
#: A citation does not begin in the middle of a word, number or code.
START = r"(?<![0-9A-Za-z.,/-])"
#: Nor does a number or code end in the middle of one.
STOP = r"(?![0-9A-Za-z])"
#: What follows the last of several values: punctuation, brackets, Chinese text, the end, or a conjunction.
CLOSE = rf"(?={S}(?:[,;.:()\]\"\u3000-\u9fff]|$|and\b|or\b))"
#: The path of a paragraph in the US codes: ``(a)(3)(i)(B)``; ``(2025)`` is a year and no step of one.
STEP = r"\((?:[0-9]{1,3}[a-z]?|[A-Za-z]{1,5})\)"
PATH = rf"(?:{STEP}){{1,9}}"
#: A number of up to seven digits, with or without commas between the thousands.
COUNT = r"[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,7}"


def count(text: str) -> int:
    """The whole number that a match of ``COUNT`` says."""
    return int(text.replace(",", ""))


def grouped(number: int) -> str:
    """A number as the Bluebook prints it: commas from five digits on, ``4544`` and ``73,458``."""
    return f"{number:,}" if number > 9999 else str(number)
