"""Findings that a file of the data folder accepts, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from control_atlas.check.rule import RULES
from control_atlas.load.faults import RuleText
from control_atlas.records import Path, Problem, Record, dotted

NEEDED = "exception-needed"
RUN_RULES = {
    NEEDED: RuleText(
        "Every exception is of a rule that exists and accepts a finding that the run has. One that nothing "
        "needs hides the next fault in its place.",
        "an exception left in exceptions.yaml after its record was corrected",
        "Remove the exception.",
    )
}


def accepted(
    problems: Iterable[Problem], exceptions: Record | None, whole: bool
) -> tuple[list[Problem], list[Problem]]:
    """The problems that remain, and those that ``exceptions`` accepts.

    Only findings of rules can be accepted, not faults of form. After a run over all files, an exception
    that accepted nothing, and in any run one of an unknown rule, is a problem itself.
    """
    if exceptions is None:
        return list(problems), []
    listed = exceptions.data["exceptions"]
    used: set[int] = set()
    remaining: list[Problem] = []
    taken: list[Problem] = []
    for problem in problems:
        fitting = [number for number, one in enumerate(listed) if _fits(one, problem)]
        used.update(fitting)
        (taken if fitting else remaining).append(problem)
    for number, one in enumerate(listed):
        path: Path = ("exceptions", number)
        if one["rule"] not in RULES:
            message = f"There is no rule {one['rule']!r} whose findings can be accepted."
            remaining.append(_needed(exceptions, (*path, "rule"), one["rule"], message))
        elif whole and number not in used:
            message = f"{one['rule']} finds nothing at {one['file']} {one.get('field', '')}".rstrip() + "."
            remaining.append(_needed(exceptions, path, one["rule"], message))
    return remaining, taken


def _fits(one: dict[str, str], problem: Problem) -> bool:
    return (
        one["rule"] == problem.rule
        and one["rule"] in RULES
        and one["file"] == problem.path
        and one.get("field", problem.field) == problem.field
    )


def _needed(exceptions: Record, path: Path, value: str, message: str) -> Problem:
    line, column = exceptions.mark(path)
    return Problem(
        exceptions.path, line, column, "error", NEEDED, dotted(path), value, message, RUN_RULES[NEEDED].fix
    )
