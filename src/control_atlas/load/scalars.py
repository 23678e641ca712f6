"""What a plain (unquoted) scalar means, and which ones no two YAML parsers agree about.

Only ``null``, ``true``, ``false`` and JSON-style numbers are anything but text. A plain scalar that a YAML
1.1 parser (PyYAML, Ruby's Psych) or a YAML 1.2 parser (most others) would read as something else is
*ambiguous*: our records are published for other tools, and ECCN 3E001 must not arrive there as thirty.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

LARGEST_INTEGER = 2**53 - 1  # beyond it JavaScript and every parser built on doubles loses digits
_LONGEST_NUMBER = 40

# A plain scalar that starts with none of these is text to every parser.
SUSPECT_FIRST = frozenset("+-.0123456789~=<:nNyYtTfFoOiI") | {""}

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]*)\.(?P<fraction>[0-9]+)(?P<exponent>[eE][-+][0-9]+)?")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A plain scalar with no single meaning: the rule it breaks, why, what to write instead, and whether
    quoting it as written is a cure (nothing at all cannot be quoted)."""

    rule: str
    reason: str
    fix: str
    quotable: bool = True


Plain = str | int | float | bool | None | Ambiguous


def quoted(text: str) -> str:
    """``text`` as a double-quoted YAML scalar on one line."""
    pieces = ['"']
    for character in text:
        if character in '"\\':
            pieces.append("\\" + character)
        elif character == "\n":
            pieces.append("\\n")
        else:
            pieces.append(character)
    pieces.append('"')
    return "".join(pieces)


@lru_cache(maxsize=8192)
def plain(text: str) -> Plain:
    """The value of a plain scalar, or why it has none that all parsers share."""
    first = text[:1]
    if first not in SUSPECT_FIRST:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if first.isalpha():
        return _word(text) if len(text) <= _LONGEST_WORD else text
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if match := _FRACTION.fullmatch(text):
        return _fraction(text, match)
    for pattern, reason, is_number in _READ_AS_SOMETHING_ELSE:
        if pattern.fullmatch(text):
            return _ambiguous(text, reason, _portable(text) if is_number else None)
    return text


def plain_in_flow(text: str) -> Ambiguous | None:
    """Why a plain scalar inside brackets or braces has no meaning that all parsers share, if so."""
    if "?" not in text:
        return None
    return _ambiguous(text, "some YAML parsers stop at a question mark inside brackets or braces")


def _ambiguous(text: str, reason: str, number: str | None = None) -> Ambiguous:
    said = quoted(text) if len(text) <= _LONGEST_NUMBER else "the whole value"
    fix = f"Quote it: {said}."
    if number is not None:
        fix = f"Quote it if it is text: {said}; if the number is meant, write {number}."
    return Ambiguous("yaml-ambiguous-scalar", reason, fix)


def _word(text: str) -> str | Ambiguous:
    kind = _WORDS_IN_ANY_CASE.get(text.lower())
    if kind is None:
        return text
    return Ambiguous(
        "yaml-ambiguous-scalar",
        f"some YAML parsers read it as {kind} and others as text",
        f"Quote it if it is text: {quoted(text)}; otherwise write {_INSTEAD[kind]}.",
    )


def _integer(text: str) -> int | Ambiguous:
    if text == "-0":
        return _ambiguous(text, "the sign of zero is kept by some parsers and lost by others", "0")
    if len(text) > _LONGEST_NUMBER or abs(int(text)) > LARGEST_INTEGER:
        return _ambiguous(text, "it is a whole number with more digits than all parsers keep")
    return int(text)


def _fraction(text: str, match: re.Match[str]) -> float | Ambiguous:
    if len(text) > _LONGEST_NUMBER:
        return _ambiguous(text, "it is a number with more digits than all parsers keep")
    value = float(text)
    mantissa = text[: match.start("exponent")] if match["exponent"] else text
    if math.isinf(value) or (value == 0 and mantissa.strip("-0.")):
        return _ambiguous(text, "it is a number outside the range that all parsers keep")
    if value == 0 and text.startswith("-"):
        return _ambiguous(text, "the sign of zero is kept by some parsers and lost by others", "0")
    fraction = match["fraction"]
    if fraction.endswith("0") and fraction != "0":
        return _ambiguous(
            text, f"it is read as the number {_shortest(value)}, without the final zero", _shortest(value)
        )
    if Decimal(repr(value)) != Decimal(text):
        return _ambiguous(
            text, f"it is read as the number {_shortest(value)}, with fewer digits", _shortest(value)
        )
    return value


def _shortest(value: float) -> str:
    """The shortest decimal text of a number in the one form that all parsers read as a number."""
    text = repr(value)
    mantissa, exponent, power = text.partition("e")
    return f"{mantissa}.0{exponent}{power}" if exponent and "." not in mantissa else text


def _portable(text: str) -> str | None:
    """How to write the number that ``text`` seems to be so that all parsers read it; None if unclear."""
    if len(text) > _LONGEST_NUMBER or "_" in text or "," in text:
        return None
    value = float(text)
    if not text.lstrip("+-").isdigit():
        return None if math.isinf(value) else _shortest(value or 0.0)
    return str(int(text)) if abs(value) <= LARGEST_INTEGER else None


_NULL, _TRUTH, _NOT_A_NUMBER = "null", "a yes or no", "a special number"
_INSTEAD = {
    _NULL: "null",
    _TRUTH: "true or false",
    _NOT_A_NUMBER: "a number or null",
}
_WORDS_IN_ANY_CASE = {
    "null": _NULL,
    **dict.fromkeys(("true", "false", "yes", "no", "on", "off", "y", "n"), _TRUTH),
    **dict.fromkeys(("nan", "inf", "infinity"), _NOT_A_NUMBER),
}
_LONGEST_WORD = max(map(len, _WORDS_IN_ANY_CASE))

_WORDS: dict[str, Plain] = {
    "null": None,
    "true": True,
    "false": False,
    "": Ambiguous(
        "yaml-empty-value",
        "nothing at all is null to some readers and an empty text to others",
        'Write the value, null if there is none, or leave the key out ("" is an empty text).',
        quotable=False,
    ),
    "~": Ambiguous(
        "yaml-ambiguous-scalar",
        "it is null to most YAML parsers and text to others",
        'Write null; if the character itself is meant, "~".',
        quotable=False,
    ),
    "=": _ambiguous("=", "YAML 1.1 parsers give it a meaning of its own or fail on it"),
    "<<": _ambiguous("<<", "YAML 1.1 parsers read it as a merge key"),
}

# Pattern of the whole scalar, what happens to it elsewhere, and whether it may be meant as a number.
# They are tried in this order on text that starts with a digit, a sign, a dot or a colon.
_READ_AS_SOMETHING_ELSE: tuple[tuple[re.Pattern[str], str, bool], ...] = tuple(
    (re.compile(pattern, re.DOTALL), reason, is_number)
    for pattern, reason, is_number in (
        (
            r"-?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|\s+)[0-9].*)?",
            "YAML 1.1 parsers read it as a date and others as text",
            False,
        ),
        (
            r"[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?",
            "YAML 1.1 parsers read it as a number in base 60 and others as text",
            False,
        ),
        (
            r"[-+]?0(?:[xX][0-9a-fA-F_,]+|[oO][0-9_,]+|[bB][0-9_,]+)",
            "some YAML parsers read it as a number in another base and others as text",
            False,
        ),
        (
            r"[-+]?0[0-9_,]+",
            "some YAML parsers read it as an octal number, some as a decimal one and others as text",
            False,
        ),
        (
            r"[-+]?[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+",
            "some YAML parsers read it as a number with an exponent and others as text",
            True,
        ),
        (
            r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+(?:[eE][-+]?[0-9]+)?)",
            "some YAML parsers read it as a number and others as text",
            True,
        ),
        (
            r"[-+]?(?:[0-9][0-9_,]*(?:\.[0-9_,]*)?|\.[0-9_,]+)(?:[eE][-+]?[0-9]+)?",
            "some YAML parsers read it as a number without the separators and others as text",
            False,
        ),
        (
            r"[-+]?\.?(?:[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN])",
            "some YAML parsers read it as infinity or not-a-number and others as text",
            False,
        ),
        (r":.*", "Ruby's YAML parser reads it as a symbol and others as text", False),
    )
)
