"""Rules on what a condition amounts to: that it can be met, can fail, and says nothing twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, record_rule
from control_atlas.check.rules.conditions import LOWER, UPPER
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Record

Condition = Mapping[str, Any]
# A bound with its openness; sorted, the later of two lower bounds is the stricter.
Bound = tuple[float, bool]


def members(condition: Condition, word: str) -> list[Condition]:
    """The members of an ``all`` or ``any``, those of the same word nested in it included."""
    found: list[Condition] = []
    for inner in condition[word]:
        found += members(inner, word) if set(inner) == {word} else [inner]
    return found


def _lower(condition: Condition) -> Bound | None:
    return next(((float(condition[word]), word == "more_than") for word in LOWER if word in condition), None)


def _upper(condition: Condition) -> Bound | None:
    return next(
        ((float(condition[word]), word == "at_most") for word in reversed(UPPER) if word in condition), None
    )


def _empty(low: Bound, high: Bound) -> bool:
    """Whether no number lies between: ``high`` is closed when its flag is True, ``low`` open when True."""
    return low[0] > high[0] or (low[0] == high[0] and (low[1] or not high[1]))


def _param_clash(parts: Sequence[Condition]) -> str | None:
    """The parameter of which all limits together leave nothing."""
    lows: dict[str, Bound] = {}
    highs: dict[str, Bound] = {}
    for part in parts:
        if "param" not in part:
            continue
        low, high = _lower(part), _upper(part)
        if low is not None:
            lows[part["param"]] = max(low, lows.get(part["param"], low))
        if high is not None:
            highs[part["param"]] = min(high, highs.get(part["param"], high))
    return next((name for name in lows if name in highs and _empty(lows[name], highs[name])), None)


def _param_cover(parts: Sequence[Condition]) -> str | None:
    """The parameter of which one-sided limits together leave out nothing."""
    lows: dict[str, Bound] = {}
    highs: dict[str, Bound] = {}
    for part in parts:
        if "param" not in part:
            continue
        low, high = _lower(part), _upper(part)
        if low is not None and high is None:
            lows[part["param"]] = min(low, lows.get(part["param"], low))
        if high is not None and low is None:
            highs[part["param"]] = max(high, highs.get(part["param"], high))
    for name, low in lows.items():
        if name in highs:
            high = highs[name]
            if low[0] < high[0] or (low[0] == high[0] and (high[1] or not low[1])):
                return name
    return None


def _denied(parts: Sequence[Condition]) -> bool:
    """Whether a test stands beside its opposite. A place in or out of a list is how a requirement for
    every destination asks for one, so roles do not count."""
    return any({"not": part} in parts for part in parts if "role" not in part)


@record_rule(
    "condition-can-be-met",
    topic="conditions",
    example="`all` of at_least 4800 and less_than 1600 of one parameter",
    fix="Correct the limits, or use `any`.",
    fields=SECTIONS,
)
def condition_can_be_met(record: Record, context: Context) -> Iterator[Fault]:
    """The members of an `all` do not exclude each other. A paragraph that nothing can meet is a slip."""
    for path, condition in context.conditions(record, "all"):
        parts = members(condition, "all")
        name = _param_clash(parts)
        if name is not None or _denied(parts):
            what = f"the limits of {name}" if name else "a test and its opposite"
            message = f"Nothing can meet this: {what} exclude each other."
            yield Fault((*path, "all"), name or "not", message, "Correct the limits, or use `any`.")


@record_rule(
    "condition-can-fail",
    topic="conditions",
    example="`any` of at_least 1600 and less_than 4800 of one parameter",
    fix="Correct the limits, use `all`, or leave the condition out.",
    fields=SECTIONS,
)
def condition_can_fail(record: Record, context: Context) -> Iterator[Fault]:
    """The members of an `any` leave something out. A condition that everything meets tests nothing."""
    for path, condition in context.conditions(record, "any"):
        parts = members(condition, "any")
        name = _param_cover(parts)
        if name is not None or _denied(parts):
            what = f"every value of {name}" if name else "everything"
            message = f"This tests nothing: {what} meets it."
            yield Fault((*path, "any"), name or "not", message, "Correct the limits, or use `all`.")


@record_rule(
    "condition-says-once",
    topic="conditions",
    example="`any` with the same test twice",
    fix="Remove one; perhaps another limit was meant.",
    fields=SECTIONS,
)
def condition_says_once(record: Record, context: Context) -> Iterator[Fault]:
    """No test stands twice in one `all` or `any`. The second was perhaps meant to be another."""
    for word in ("all", "any"):
        for path, condition in context.conditions(record, word):
            parts = members(condition, word)
            twice = next((part for position, part in enumerate(parts) if part in parts[:position]), None)
            if twice is not None:
                message = f"The same test stands twice: {str(twice)[:60]}."
                yield Fault((*path, word), str(twice), message, "Remove one, or correct it.")


@record_rule(
    "destination-leaves-a-place",
    topic="destinations",
    example="`all` of `in: [cn]` and `not: {in: [cn, mo]}` of one role",
    fix="Correct one of the two lists.",
    fields=SECTIONS,
)
def destination_leaves_a_place(record: Record, context: Context) -> Iterator[Fault]:
    """What one test of a role lets in, another beside it does not shut out whole. A line that reaches no
    place controls nothing."""
    for path, condition in context.conditions(record, "all"):
        parts = members(condition, "all")
        shut = [part["not"] for part in parts if "role" in part.get("not", ())]
        for part in parts if shut else ():
            if "role" not in part:
                continue
            for other in shut:
                if other["role"] == part["role"] and set(part["in"]) <= set(other["in"]):
                    message = f"Every place named for the {part['role']} is shut out beside it."
                    yield Fault((*path, "all"), ", ".join(part["in"]), message, "Correct one of the lists.")


@record_rule(
    "limit-has-example",
    topic="conditions",
    example="an item with `at_least: 4800` in a control without an example of that item",
    fix="Add examples at the limit and on either side of it.",
    fields=("items",),
)
def limit_has_example(record: Record, context: Context) -> Iterator[Fault]:
    """A control whose items set numeric limits carries examples of them. They hold the boundary in place
    when somebody edits the number."""
    if record.kind == "terms-provisions":
        return
    shown = {
        (example.get("section", "items"), example["item"]) for example in record.data.get("examples", ())
    }
    for section in SECTIONS[:1]:
        limited = {path[1] for path, _ in context.conditions(record, "param") if path[0] == section}
        if limited and not any((section, key) in shown for key in limited):
            first = sorted(map(str, limited))[0]
            message = f"No example shows the limits of this record (item {first!r} and others)."
            yield Fault((section, first), first, message, "Add examples at the limit and on either side.")
