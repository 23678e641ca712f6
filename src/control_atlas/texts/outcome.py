"""What a check against texts found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from control_atlas.records import Level, Path, Problem, Record, dotted


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check: its name, what was counted (in the order to print), and every problem by place."""

    name: str
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)


def problem_at(
    record: Record, path: Path, rule: str, value: str, message: str, fix: str, level: Level = "error"
) -> Problem:
    """A problem with its place in the record's file."""
    line, column = record.mark(path)
    return Problem(record.path, line, column, level, rule, dotted(path), value[:80], message, fix)
