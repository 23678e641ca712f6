"""Conditions of one day, prepared once, so that asking them of many items is quick.

Gives the same answers as ``control_atlas.ask.conditions`` without the working. Two things make it quick: a
wording none of whose facts are given keeps its answer to no facts at all, and what several wordings ask, a
quantity or another paragraph, is worked out once an item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from control_atlas.ask.conditions import LIMITS, Answer, Asking
from control_atlas.ask.evaluate import asking, is_control
from control_atlas.ask.facts import Facts
from control_atlas.ask.quantities import Numbers, exact
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import Span
from control_atlas.records import Record

NEVER = ("not yet made", "issued", "ended")
Test = Callable[["Item"], Answer]


class Item:
    """Facts of one thing, with what was worked out of them so far."""

    __slots__ = ("contents", "facts", "met", "numbers")

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts if isinstance(facts, Facts) else Facts(facts)
        self.numbers: dict[str, Numbers] = {}
        self.met: dict[str, Answer] = {}
        self.contents: list[Item] | None = None

    def inside(self) -> list[Item] | None:
        """The things contained in it; None when they are not known."""
        if self.contents is None and self.facts.get("contents") is not None:
            self.contents = [Item(one) for one in self.facts["contents"]]
        return self.contents


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A wording in force on the day: where it stands, its interval, and the names of facts it could ask."""

    control: Record
    section: str
    key: str
    version: Mapping[str, Any]
    span: Span
    names: frozenset[str]
    test: Test

    @property
    def name(self) -> str:
        return f"{self.control.id}#{self.key}"


class Prepared:
    """Every evaluable wording of a section in force on ``day``.

    Raises ValueError when ``day`` is no calendar day.
    """

    def __init__(self, kb: KnowledgeBase, day: str, section: str = "items") -> None:
        self.kb, self.day = kb, day
        self.ask: Asking = asking(kb, day)
        self._tests: dict[str, tuple[Test, frozenset[str]]] = {}
        self.paragraphs: tuple[Paragraph, ...] = tuple(self._in_force(section))
        nothing = Item({})
        self._untouched = {one.name: one.test(nothing) for one in self.paragraphs}
        self._asked_by: dict[str, list[Paragraph]] = {}
        for one in self.paragraphs:
            for name in one.names:
                self._asked_by.setdefault(name, []).append(one)

    def _in_force(self, section: str) -> Iterator[Paragraph]:
        for control in self.kb:
            if not is_control(control):
                continue
            for key, versions in control.data.get(section, {}).items():
                span = self.kb.span_on(control, section, key, self.day)
                side = span.codified
                if side.word == "in force" and side.version is not None and "when" in versions[side.version]:
                    test, names = self._version(versions[side.version], (f"{control.id}#{key}",))
                    yield Paragraph(control, section, key, versions[side.version], span, names, test)

    def asked_by(self, facts: Mapping[str, Any]) -> list[Paragraph]:
        """The wordings that could ask for at least one of the facts given, in the records' order."""
        given = {*facts}
        return [one for one in self.paragraphs if not one.names.isdisjoint(given)]

    def answers(self, facts: Mapping[str, Any]) -> dict[str, Answer]:
        """The answer of every wording, by ``record#key``, for one item."""
        item, found = Item(facts), dict(self._untouched)
        for one in {id(one): one for name in facts for one in self._asked_by.get(name, ())}.values():
            found[one.name] = one.test(item)
        return found

    # -- preparing -----------------------------------------------------------------------------------

    def _version(self, version: Mapping[str, Any], seen: tuple[str, ...]) -> tuple[Test, frozenset[str]]:
        if "when" not in version:
            return (lambda item: None), frozenset()
        parts = [self._condition(version["when"], seen)]
        for exclusion in version.get("except", ()):
            test, names = self._condition(exclusion["when"], seen)
            parts.append((_not(test), names))
        return _joined(parts, _all)

    def _condition(self, condition: Mapping[str, Any], seen: tuple[str, ...]) -> tuple[Test, frozenset[str]]:
        parts = []
        for word, join in (("all", _all), ("any", _any)):
            if word in condition:
                parts.append(_joined([self._condition(one, seen) for one in condition[word]], join))
        if "not" in condition:
            test, names = self._condition(condition["not"], seen)
            parts.append((_not(test), names))
        if "param" in condition:
            parts.append(self._limits(condition))
        for form in ("fact", "judgement"):
            if form in condition:
                parts.append((_fact(condition[form]), frozenset({condition[form]})))
        if "role" in condition:
            parts.append((self._membership(condition), frozenset({condition["role"]})))
        if "choice" in condition:
            parts.append(
                (_choice(condition["choice"], condition["one_of"]), frozenset({condition["choice"]}))
            )
        if "meets" in condition:
            parts.append(self._meets(condition["meets"], seen))
        if "contains" in condition:
            test, _ = self._condition(condition["contains"], seen)
            parts.append((_contains(test), frozenset({"contents"})))
        return _joined(parts, _all)

    def _limits(self, condition: Mapping[str, Any]) -> tuple[Test, frozenset[str]]:
        name, formulas = condition["param"], self.ask.formulas
        written = [(word, exact(condition[word])) for word in LIMITS if word in condition]
        limits = [(LIMITS[word][0], bound) for word, bound in written]
        memo = f"{name} {written}"

        def compared(item: Item) -> Answer:
            values = item.numbers.get(name)
            if values is None:
                values = item.numbers[name] = formulas.quantity(name, item.facts).values
            answer: Answer = None
            for value in values:
                within = all(compare(value, bound) for compare, bound in limits)
                if answer is not None and within != answer:
                    return None
                answer = within
            return answer

        return _once(memo, compared), formulas.inputs(name)

    def _membership(self, condition: Mapping[str, Any]) -> Test:
        role, groups, side = condition["role"], condition["in"], condition.get("membership", "legal")
        known: dict[str, Answer] = {}

        def test(item: Item) -> Answer:
            place = item.facts.get(role)
            if not isinstance(place, str):
                return None
            if place not in known:
                answers = [self.ask.is_member(place, group, self.day, side) for group in groups]
                known[place] = True if any(answers) else (None if None in answers else False)
            return known[place]

        return test

    def _meets(self, reference: str, seen: tuple[str, ...]) -> tuple[Test, frozenset[str]]:
        if reference in seen:
            return (lambda item: None), frozenset()
        if reference not in self._tests:
            version, why = self.ask.paragraph(reference, self.day)
            if version is None:
                answer: Answer = False if why in NEVER else None
                return (lambda item: answer), frozenset()
            self._tests[reference] = self._version(version, (*seen, reference))
        inner, names = self._tests[reference]
        return _once(reference, inner), names


def alternatives(facts: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Facts with each open choice taken one way: the name of the choice, the value taken, and the facts."""
    for name, value in facts.items():
        if name == "throughput":
            yield from _bit_lengths(facts, value)
        elif isinstance(value, (list, tuple)) and name != "contents":
            for one in value:
                yield name, str(one), {**facts, name: one}


def _bit_lengths(
    facts: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for number, row in enumerate(rows):
        if isinstance(row["bits"], (list, tuple)):
            for length in row["bits"]:
                taken = [*rows[:number], {**row, "bits": length}, *rows[number + 1 :]]
                yield f"bit length of {row['format']}", str(length), {**facts, "throughput": taken}


def _once(memo: str, test: Test) -> Test:
    def kept(item: Item) -> Answer:
        if memo not in item.met:
            item.met[memo] = test(item)
        return item.met[memo]

    return kept


def _joined(
    parts: Sequence[tuple[Test, frozenset[str]]], join: Callable[[Sequence[Test]], Test]
) -> tuple[Test, frozenset[str]]:
    names = frozenset[str]().union(*(names for _, names in parts))
    tests = [test for test, _ in parts]
    return (tests[0] if len(tests) == 1 else join(tests)), names


def _all(tests: Sequence[Test]) -> Test:
    def test(item: Item) -> Answer:
        answer: Answer = True
        for one in tests:
            found = one(item)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    return test


def _any(tests: Sequence[Test]) -> Test:
    def test(item: Item) -> Answer:
        answer: Answer = False
        for one in tests:
            found = one(item)
            if found:
                return True
            if found is None:
                answer = None
        return answer

    return test


def _not(test: Test) -> Test:
    def negated(item: Item) -> Answer:
        answer = test(item)
        return None if answer is None else not answer

    return negated


def _fact(name: str) -> Test:
    def test(item: Item) -> Answer:
        value = item.facts.get(name)
        return value if isinstance(value, bool) else None

    return test


def _choice(name: str, values: Iterable[str]) -> Test:
    wanted = frozenset(values)

    def test(item: Item) -> Answer:
        value = item.facts.get(name)
        return value in wanted if isinstance(value, str) else None

    return test


def _contains(test: Test) -> Test:
    def any_inside(item: Item) -> Answer:
        contents = item.inside()
        if contents is None:
            return None
        answer: Answer = False
        for one in contents:
            found = test(one)
            if found:
                return True
            if found is None:
                answer = None
        return answer

    return any_inside
