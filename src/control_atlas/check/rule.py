"""What a rule is: a small named check with its own documentation.

A rule's docstring is its documentation: the first sentence says what must hold, the rest why. ``example``
shows a fault, ``fix`` the cure. A record rule sees one record; a base rule sees all of them linked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from control_atlas.records import Level, Path, Problem, Record, dotted

if TYPE_CHECKING:
    from control_atlas.check.context import Context

Scope = Literal["record", "base"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of a rule: where in the record, the value, a sentence, and a fix."""

    path: Path
    value: str
    message: str
    fix: str


RecordCheck = Callable[[Record, "Context"], Iterator[Fault]]
BaseCheck = Callable[["Context"], Iterator[tuple[Record, Fault]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. ``check`` yields faults; the runner places them in their files, and asks a record rule only
    about records of its ``kinds`` with one of its ``fields``, where it names any."""

    name: str
    scope: Scope
    level: Level
    topic: str
    example: str
    fix: str
    doc: str
    check: Callable[..., Iterator[object]]
    kinds: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()

    def concerns(self, record: Record) -> bool:
        """Whether a record rule can find anything in ``record``: by its kind, and by what it has at its top."""
        return (not self.kinds or record.kind in self.kinds) and (
            not self.fields or not self.fields.isdisjoint(record.data)
        )


RULES: dict[str, Rule] = {}


def record_rule(
    name: str,
    *,
    topic: str,
    example: str,
    fix: str,
    level: Level = "error",
    kinds: Iterable[str] = (),
    fields: Iterable[str] = (),
) -> Callable[[RecordCheck], RecordCheck]:
    """Register a check of one record at a time, of one of these ``kinds`` (none: any) and with one of these
    ``fields`` at its top (none: whatever it has)."""

    def register(check: RecordCheck) -> RecordCheck:
        concerned = (frozenset(kinds), frozenset(fields))
        _add(Rule(name, "record", level, topic, example, fix, _doc(check), check, *concerned))
        return check

    return register


def base_rule(
    name: str, *, topic: str, example: str, fix: str, level: Level = "error"
) -> Callable[[BaseCheck], BaseCheck]:
    """Register a check of all records together."""

    def register(check: BaseCheck) -> BaseCheck:
        _add(Rule(name, "base", level, topic, example, fix, _doc(check), check))
        return check

    return register


def _doc(check: Callable[..., object]) -> str:
    if not check.__doc__:
        raise TypeError(f"the rule {check} has no docstring; it is its documentation")
    return " ".join(check.__doc__.split())


def _add(rule: Rule) -> None:
    if rule.name in RULES:
        raise TypeError(f"two rules are named {rule.name}")
    RULES[rule.name] = rule


def placed(record: Record, rule: Rule, fault: Fault) -> Problem:
    """A fault as a problem with its place in the file."""
    line, column = record.mark(fault.path)
    return Problem(
        record.path,
        line,
        column,
        rule.level,
        rule.name,
        dotted(fault.path),
        fault.value[:80],
        fault.message,
        fault.fix,
    )
