"""Units: exact conversion between those that share a base, and refusal between those that do not."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from control_atlas.ask.quantities import exact

Vocabulary = Mapping[str, Mapping[str, Any]]


class WrongUnit(ValueError):
    """A unit is unknown, or measures something else than the parameter it was given for."""


def unit_named(units: Vocabulary, text: str) -> str:
    """The unit with this word, symbol or label; raises WrongUnit."""
    wanted = text.strip()
    if wanted in units:
        return wanted
    for word, unit in units.items():
        if wanted in (unit.get("symbol"), unit.get("label")):
            return word
    raise WrongUnit(f"there is no unit {wanted!r}")


def convert(value: Fraction, given: str, wanted: str, units: Vocabulary) -> Fraction:
    """``value`` of the unit ``given`` in the unit ``wanted``, exactly; raises WrongUnit."""
    if given == wanted:
        return value
    base, factor, offset = _scale(units, given)
    other, other_factor, other_offset = _scale(units, wanted)
    if base != other:
        raise WrongUnit(f"{given} cannot be converted to {wanted}")
    return (value * factor + offset - other_offset) / other_factor


def alike(units: Vocabulary, unit: str) -> list[str]:
    """The units that convert to ``unit``, itself first."""
    base = _scale(units, unit)[0]
    return [unit, *(word for word in units if word != unit and _scale(units, word)[0] == base)]


def _scale(units: Vocabulary, name: str) -> tuple[str, Fraction, Fraction]:
    unit = units[name]
    if "base" not in unit:
        return name, Fraction(1), Fraction(0)
    return str(unit["base"]), exact(unit["factor"]), exact(unit.get("offset", 0))
