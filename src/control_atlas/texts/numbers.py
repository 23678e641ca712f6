"""The numbers and control codes that a passage of a rule writes, in whatever way it writes them."""

from __future__ import annotations

import re
from fractions import Fraction

_TOKEN = re.compile(r"(?<![A-Za-z0-9.])[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9])")
_POWER = re.compile(
    r"(?:(?P<times>[0-9]+(?:\.[0-9]+)?) ?[×x*·] ?)?\b10 ?\^? ?(?P<power>[0-9]{1,2})\b"
    r"|\b(?P<head>[0-9]+(?:\.[0-9]+)?)[eE]\+?(?P<tail>[0-9]{1,2})\b"
)
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?: ?([0-9]+(?:\.[0-9]+)?)")
_SCALED = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)[ -](hundred|thousand|million|billion|trillion)\b", re.I)
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_WORDS = {
    **{word: number for number, word in enumerate((
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ))},
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "single": 1,
    "once": 1, "twice": 2, "any": 1,
}  # fmt: skip
_HALF = re.compile(r"\bhalf\b", re.I)
_SEVERAL = re.compile(r"\b(?:multiple|multi|plural|several)", re.I)
ECCN = re.compile(r"\b([0-9][A-E][0-9]{3})((?:\.[a-z0-9]+)*)\b")
# What goes on after an entry: 3A001.z.1.a, z.2.a and z.3.a name three paragraphs of one entry.
_LISTED = re.compile(
    r"(?:(?:,|;)? ?(?:and|or|to|through)? ?\.?[a-z](?:\.[a-z0-9]+)*(?=[\s,;).])(?! [a-z]{3}))+"
)
_PARAGRAPH = re.compile(r"(?<![a-z])([a-z](?:\.[a-z0-9]+)*)(?![a-z])")
_WHOLE_GROUP = re.compile(r"\bCountry Group ([ABDE])\b(?! ?:)")
GROUP = re.compile(r"\b([ABDE]) ?: ?([1-6])\b")


def numbers(text: str) -> set[Fraction]:
    """Every number in ``text``: digits with or without separators, powers of ten whose superscript was lost
    (``10 26``), ratios as their quotient, scales (``3.2 million``) and words up to a hundred."""
    found = {_value(one) for one in _TOKEN.findall(text)}
    for match in _POWER.finditer(text):
        power = Fraction(10) ** int(match["power"] or match["tail"])
        found |= {power, Fraction(match["times"] or match["head"] or 1) * power}
    for first, second in _RATIO.findall(text):
        if Fraction(second):
            found.add(Fraction(first) / Fraction(second))
    for amount, scale in _SCALED.findall(text):
        found.add(_value(amount) * 10 ** _SCALES[scale.lower()])
    words = set(re.findall(r"[a-z]+", text.lower()))
    found |= {Fraction(number) for word, number in _WORDS.items() if word in words}
    if _HALF.search(text):
        found |= {Fraction(1, 2), Fraction(50)}
    if _SEVERAL.search(text):
        found.add(Fraction(1))  # more than one
    return found


def _value(token: str) -> Fraction:
    return Fraction(token.replace(",", "").rstrip("."))


def has_number(value: float, found: set[Fraction]) -> str:
    """``same`` when ``value`` is among ``found``, ``unit`` when a thousandfold change of unit makes it so,
    else an empty text. Values typed from a quotient are compared to nine digits."""
    wanted = Fraction(str(value))
    if wanted in found or any(_near(wanted, one) for one in found):
        return "same"
    steps = [Fraction(1000) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4)]
    return "unit" if any(_near(wanted * step, one) for step in steps for one in found) else ""


def _near(first: Fraction, second: Fraction) -> bool:
    return abs(first - second) <= abs(second) / 10**9


def whole_entries(text: str) -> set[str]:
    """The ECCNs, and paragraphs of them, that ``text`` names without going further down."""
    return {match[1] + match[2] for match in ECCN.finditer(text)}


def codes(text: str) -> set[str]:
    """Every ECCN with its paragraph (``3A090.a.1``), its shorter forms, and country groups (``D:5``, or ``E:*``
    for a group named as a whole)."""
    found = {f"{letter}:{number}" for letter, number in GROUP.findall(text)}
    found |= {f"{letter}:*" for letter in _WHOLE_GROUP.findall(text)}
    for match in ECCN.finditer(text):
        listed = _LISTED.match(text, match.end())
        others = _PARAGRAPH.findall(listed[0]) if listed else []
        for paragraph in (match[2], *(f".{other}" for other in others)):
            steps = paragraph.split(".")
            found |= {match[1] + ".".join(steps[: count + 1]) for count in range(len(steps))}
    return found
