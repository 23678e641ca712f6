"""Exact quantities: numbers as fractions, sets of open alternatives, and formulas over them.

A JSON number is taken by its shortest decimal text, so 5.92 means exactly 592/100; a quotient is never
rounded. Where the law or the facts leave a choice open, a quantity is a set of numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import isfinite
from typing import Any

Numbers = frozenset[Fraction]


class NotANumber(ValueError):
    """A text or value was given where a finite number is needed."""


def exact(number: int | float | str | Fraction) -> Fraction:
    """The exact value of a number's shortest decimal text; NotANumber for anything else or non-finite."""
    if isinstance(number, Fraction):
        return number
    if type(number) is int:
        return Fraction(number)
    if isinstance(number, bool):
        raise NotANumber(f"{number!r} is a yes or no, not a number")
    if isinstance(number, float) and not isfinite(number):
        raise NotANumber(f"{number!r} is not a finite number")
    try:
        return _decimal(repr(number) if isinstance(number, float) else str(number))
    except (ValueError, ZeroDivisionError) as fault:
        raise NotANumber(f"{number!r} is not a number") from fault


@lru_cache(maxsize=4096)
def _decimal(text: str) -> Fraction:
    return Fraction(text)


def plain(number: Fraction, digits: int = 6) -> str:
    """A fraction for people: exact when it ends within ``digits`` places, else cut and marked."""
    if number.denominator == 1:
        return str(number.numerator)
    scaled = number * 10**digits
    whole = int(scaled)
    sign = "-" if number < 0 and whole >= 0 else ""
    text = f"{abs(whole):0{digits + 1}d}"
    shown = f"{'-' if whole < 0 else sign}{text[:-digits]}.{text[-digits:]}".rstrip("0").rstrip(".")
    return shown if scaled.denominator == 1 else f"{shown}…"


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is known of a parameter: its possible exact values, or none with the names that are missing.

    ``working`` says in short how it was obtained, ``inputs`` from which facts.
    """

    values: Numbers
    missing: frozenset[str] = frozenset()
    working: str = ""
    inputs: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        return bool(self.values)

    def __str__(self) -> str:
        return " or ".join(plain(value) for value in sorted(self.values)) if self.values else "not known"


def given(value: Any) -> Numbers:
    """Possible values of something given: a number, or a list of alternatives."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return frozenset(exact(one) for one in value)
    return frozenset({exact(value)})


class Formulas:
    """Evaluates parameters by the formulas of the vocabulary ``parameters``."""

    def __init__(self, parameters: Mapping[str, Mapping[str, Any]]) -> None:
        self.parameters = parameters

    def quantity(self, name: str, facts: Mapping[str, Any]) -> Quantity:
        """The parameter ``name`` from ``facts``: as given, or computed when it is not given.

        Facts that keep what was ``worked`` out of them are asked only once.
        """
        worked: dict[str, Quantity] | None = getattr(facts, "worked", None)
        if worked is None:
            return self._worked_out(name, facts)
        if name not in worked:
            worked[name] = self._worked_out(name, facts)
        return worked[name]

    def _worked_out(self, name: str, facts: Mapping[str, Any]) -> Quantity:
        label = str(self.parameters.get(name, {}).get("label", name))
        if name in facts:
            values = given(facts[name])
            shown = " or ".join(plain(value) for value in sorted(values))
            return Quantity(values, working=f"{label} = {shown} (given)", inputs=frozenset({name}))
        formula = self.parameters.get(name, {}).get("formula")
        if formula is None:
            return Quantity(frozenset(), frozenset({name}), f"{label} is not given")
        found = self._evaluate(formula, facts)
        if not found.known:
            return Quantity(frozenset(), found.missing or frozenset({name}), f"{label}: {found.working}")
        return Quantity(found.values, working=f"{label} = {found.working} = {found}", inputs=found.inputs)

    def inputs(self, name: str) -> frozenset[str]:
        """The names whose facts could give the parameter: itself, and what its formula needs."""
        return frozenset({name}) | self._needed(self.parameters.get(name, {}).get("formula"))

    def _needed(self, formula: Any) -> frozenset[str]:
        if isinstance(formula, str):
            return self.inputs(formula)
        if isinstance(formula, Mapping):
            if "max_over" in formula:
                return frozenset({formula["max_over"]})
            parts = [part for parts in formula.values() for part in parts]
            return frozenset[str]().union(*(self._needed(part) for part in parts))
        return frozenset()

    def _evaluate(self, formula: Any, facts: Mapping[str, Any]) -> Quantity:
        if isinstance(formula, str):
            return self.quantity(formula, facts)
        if isinstance(formula, (int, float)):
            return Quantity(given(formula), working=plain(exact(formula)))
        if "max_over" in formula:
            return self._largest(formula["max_over"], formula["of"], facts)
        word, parts = next(iter(formula.items()))
        found = [self._evaluate(part, facts) for part in parts]
        missing = frozenset[str]().union(*(one.missing for one in found))
        if missing:
            return Quantity(frozenset(), missing, "; ".join(one.working for one in found if one.missing))
        sign = {"product": " × ", "sum": " + ", "quotient": " ÷ "}[word]
        working = sign.join(str(one) for one in found)
        if word == "quotient" and any(value == 0 for value in found[1].values):
            return Quantity(frozenset(), frozenset({str(parts[1])}), f"{parts[1]} is zero")
        values = frozenset(
            _apply(word, combination) for combination in product(*(one.values for one in found))
        )
        return Quantity(values, working=working, inputs=_inputs(found))

    def _largest(self, rows_name: str, formula: Any, facts: Mapping[str, Any]) -> Quantity:
        rows: Sequence[Mapping[str, Any]] = facts.get(rows_name, ())
        if not rows:
            return Quantity(frozenset(), frozenset({rows_name}), f"{rows_name} is not given")
        found = [(row, self._evaluate(formula, row)) for row in rows]
        missing = frozenset[str]().union(*(one.missing for _, one in found))
        if missing:
            return Quantity(frozenset(), missing, f"{', '.join(sorted(missing))} is not given")
        values = frozenset(max(pick) for pick in product(*(one.values for _, one in found)))
        best = max(found, key=lambda pair: max(pair[1].values))
        shown = f"{best[0].get('format', rows_name)}: {best[1].working}"
        working = f"largest of {len(found)} ({shown})" if len(found) > 1 else shown
        return Quantity(values, working=working, inputs=frozenset({rows_name}))


def _inputs(found: Iterable[Quantity]) -> frozenset[str]:
    return frozenset[str]().union(*(one.inputs for one in found))


def _apply(word: str, numbers: Iterable[Fraction]) -> Fraction:
    first, *others = numbers
    for other in others:
        if word == "product":
            first *= other
        elif word == "sum":
            first += other
        else:
            first /= other
    return first
