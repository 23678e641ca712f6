"""Random questions for the evaluators: an item, a day near a change, and facts near the limits asked about."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

LIMITS = ("at_least", "more_than", "at_most", "less_than", "equals")
SIDES = ("-0.001", "0", "0.001")
Question = tuple[str, str, str, dict[str, Any], str]


class Questions:
    """Questions drawn from a book of conditions by a seeded generator."""

    def __init__(self, book: Mapping[str, Any], seed: int) -> None:
        self.book = book
        self.draw = random.Random(seed)
        self.places = [name for name, place in book["places"].items()]
        self.rows = [
            (identity, row[0], row[1], row)
            for identity, control in book["controls"].items()
            for row in control["rows"]
            if any(version[3] >= 0 for version in row[2])
        ]

    def __iter__(self) -> Iterator[Question]:
        while True:
            identity, section, key, row = self.draw.choice(self.rows)
            tests = [test for version in row[2] for test in self._tests_of(version, frozenset())]
            yield identity, section, key, self._facts(tests), self._day(row)

    def _tests_of(self, version: list[Any], seen: frozenset[str]) -> Iterator[Mapping[str, Any]]:
        numbers = [version[3], *(exclusion[2] for exclusion in version[4])]
        for number in numbers:
            if number >= 0:
                yield from self._tests(self.book["conditions"][number], seen)

    def _tests(self, condition: Any, seen: frozenset[str]) -> Iterator[Mapping[str, Any]]:
        if isinstance(condition, list):
            for one in condition:
                yield from self._tests(one, seen)
        elif isinstance(condition, dict):
            yield condition
            for form in ("all", "any", "not", "contains"):
                yield from self._tests(condition.get(form), seen)
            reference = condition.get("meets")
            if reference is not None and reference not in seen:
                identity, _, key = reference.partition("#")
                for row in self.book["controls"][identity]["rows"]:
                    if row[1] == key:
                        for version in row[2]:
                            yield from self._tests_of(version, seen | {reference})

    def _day(self, row: list[Any]) -> str:
        starts = [span[0] for span in self.book["spans"][row[3]] if "2000" < span[0] < "2099"]
        if starts and self.draw.random() < 0.5:
            near = datetime.date.fromisoformat(self.draw.choice(starts))
            return (near + datetime.timedelta(days=self.draw.choice((-1, 0, 1)))).isoformat()
        first = datetime.date(2022, 1, 1)
        return (first + datetime.timedelta(days=self.draw.randrange(2100))).isoformat()

    def _facts(self, tests: list[Mapping[str, Any]], nested: bool = False) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        share = self.draw.choice((0.3, 0.7, 0.9, 1.0))
        for test in tests:
            if self.draw.random() > share:
                continue
            if "param" in test:
                self._figure(test, facts)
            for form in ("fact", "judgement"):
                if form in test:
                    facts[test[form]] = self.draw.random() < 0.5
            if "role" in test:
                groups = [name for name in test["in"] if self.book["places"][name].get("type") == "group"]
                inside = [name for group in groups for name in self.book["places"][group]["members"]]
                facts[test["role"]] = self.draw.choice(inside or test["in"]) if self.draw.random() < 0.4 else (
                    self.draw.choice(self.places))  # fmt: skip
            if "choice" in test:
                facts[test["choice"]] = self.draw.choice([*test["one_of"], "export", "reexport"])
            if "contains" in test and not nested:
                count = self.draw.randrange(3)
                facts["contents"] = [self._facts(tests, nested=True) for _ in range(count)]
        return facts

    def _figure(self, test: Mapping[str, Any], facts: dict[str, Any]) -> None:
        name = test["param"]
        formula = self.book["parameters"].get(name, {}).get("formula")
        if formula is not None and self.draw.random() < 0.6:
            self._parts(formula, facts)
            if self.draw.random() < 0.8:
                return
        bound = next(test[word] for word in LIMITS if word in test)
        count = self.draw.choice((1, 1, 1, 2))
        values = [self._near(bound) for _ in range(count)]
        facts[name] = values[0] if count == 1 else values

    def _near(self, bound: float) -> Any:
        chosen = self.draw.randrange(5)
        if chosen == 0:
            return bound
        if chosen == 1:
            exact = Decimal(str(bound)) + Decimal(self.draw.choice(("-1e-12", "0", "1e-12")))
            return str(exact)
        if chosen == 2:
            return round(float(bound) + float(self.draw.choice(SIDES)), 6)
        if chosen == 3:
            return str(self.draw.randrange(int(abs(bound)) * 2 + 2))
        return f"{self.draw.randrange(1, 10**6)}/{self.draw.randrange(1, 999)}"

    def _parts(self, formula: Any, facts: dict[str, Any]) -> None:
        """Figures for what a formula is made of; areas may be zero, bit lengths open, a rate may lack."""
        if isinstance(formula, str):
            inner = self.book["parameters"].get(formula, {}).get("formula")
            if inner is not None:
                self._parts(inner, facts)
            else:
                facts[formula] = self.draw.choice((0, 0.25, 100, 814, 1628.5, [300, 600.5]))
        elif isinstance(formula, dict) and "max_over" in formula:
            rows = [
                {"format": f"f{number}", "rate": self.draw.choice((0, 75, 148.5, 296, 600, 989.4, 1979)),
                 "bits": self.draw.choice((4, 8, 16, [19, 32]))}
                for number in range(self.draw.randrange(4))
            ]  # fmt: skip
            if rows and self.draw.random() < 0.1:
                del rows[0][self.draw.choice(("rate", "bits"))]
            facts[formula["max_over"]] = rows
        elif isinstance(formula, dict):
            for part in next(iter(formula.values())):
                self._parts(part, facts)
