"""Rules on conditions, units and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.ask.evaluate import item_outcome
from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule, record_rule
from control_atlas.link.knowledge import NotFound
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Path, Record

ORDERED = ("all", "any", "not", "param", "fact", "judgement", "role", "choice", "meets", "contains")
FORMS = frozenset(ORDERED)
LOWER, UPPER = ("at_least", "more_than"), ("at_most", "less_than")


@record_rule(
    "condition-one-form",
    topic="conditions",
    example="a condition with both `param` and `fact`",
    fix="Put the tests into `all` or `any`.",
    fields=SECTIONS,
)
def condition_one_form(record: Record, context: Context) -> Iterator[Fault]:
    """A condition is one test, or one `all`, `any` or `not`. Two side by side leave their sense open."""
    for path, condition in context.conditions(record):
        if len(condition.keys() & FORMS) != 1:
            forms = [form for form in ORDERED if form in condition]
            found = " and ".join(forms) or "none"
            message = f"A condition needs exactly one form; this has {found}."
            yield Fault(path, found, message, "Put the tests into `all` or `any`.")


@record_rule(
    "condition-bounds",
    topic="conditions",
    example="at_least: 5.92, less_than: 1.6",
    fix="Exchange or correct the limits.",
    fields=SECTIONS,
)
def condition_bounds(record: Record, context: Context) -> Iterator[Fault]:
    """The limits of one parameter leave room between them. A condition that nothing can meet is a slip."""
    for path, condition in context.conditions(record, "param"):
        lower = [(condition[word], word == "more_than") for word in LOWER if word in condition]
        upper = [(condition[word], word == "less_than") for word in UPPER if word in condition]
        for low, low_open in lower:
            for high, high_open in upper:
                if low > high or (low == high and (low_open or high_open)):
                    message = f"No value lies between {low} and {high}."
                    yield Fault(path, f"{low}..{high}", message, "Exchange or correct the limits.")


@record_rule(
    "judgement-marked",
    topic="conditions",
    example="`fact: designed-for-data-centre`, which the vocabulary marks as a judgement",
    fix="Use `judgement:` for facts marked so in vocabularies/facts.yaml, `fact:` for the others.",
    fields=SECTIONS,
)
def judgement_marked(record: Record, context: Context) -> Iterator[Fault]:
    """What only a person can judge is marked as a judgement, and nothing else is."""
    words = context.vocabularies.get("facts", {})
    for form, judged in (("fact", False), ("judgement", True)):
        for path, condition in context.conditions(record, form):
            name = condition[form]
            if name in words and bool(words[name].get("judgement")) != judged:
                other = "judgement" if not judged else "fact"
                message = f"{name!r} is {'not ' if judged else ''}marked as a judgement in the vocabulary."
                yield Fault((*path, form), name, message, f"Write `{other}: {name}`.")


@record_rule(
    "choice-value-known",
    topic="conditions",
    example="`choice: transaction` with `one_of: [shipment]`",
    fix="Use a value of the choice, or add it to vocabularies/choices.yaml.",
    fields=SECTIONS,
)
def choice_value_known(record: Record, context: Context) -> Iterator[Fault]:
    """The values of a choice are those its vocabulary lists."""
    for path, condition in context.conditions(record, "choice"):
        values = context.vocabularies.get("choices", {}).get(condition["choice"], {}).get("values")
        for position, value in enumerate(condition.get("one_of", ())):
            if values is not None and value not in values:
                message = f"{value!r} is not a value of {condition['choice']!r}."
                fix = f"Use one of: {', '.join(values)}."
                yield Fault((*path, "one_of", position), value, message, fix)


@record_rule(
    "unit-fits-parameter",
    topic="conditions",
    example="a die area in gigabytes per second",
    fix="Convert the value to the parameter's unit.",
    kinds=("products",),
)
def unit_fits_parameter(record: Record, context: Context) -> Iterator[Fault]:
    """A product's value has the unit of its parameter. Limits are compared without conversion."""
    parameters = context.vocabularies.get("parameters", {})
    for name, value in record.data.get("values", {}).items():
        wanted = parameters.get(name, {}).get("unit")
        if wanted is not None and value["unit"] != wanted:
            message = f"{name} is counted in {wanted}, not {value['unit']}."
            yield Fault(("values", name, "unit"), value["unit"], message, f"Convert the value to {wanted}.")
        if "formula" in parameters.get(name, {}):
            message = f"{name} is computed from other values and must not be typed."
            yield Fault(("values", name), name, message, "Remove it; record the values it follows from.")


@record_rule(
    "quantity-positive",
    topic="conditions",
    example="a die area of -800 square millimetres",
    fix="Correct the figure; what is not known is left out.",
    kinds=("products",),
)
def quantity_positive(record: Record, context: Context) -> Iterator[Fault]:
    """The quantities of a product are above zero. Zero and less are slips, or stand for what is not known,
    which is never written as a number."""
    rows = [(("throughput", number), row) for number, row in enumerate(record.data.get("throughput", ()))]
    values: list[tuple[Path, Mapping[str, Any]]] = [
        (("values", name), value) for name, value in record.data.get("values", {}).items()
    ]
    for path, holder in (*values, *rows):
        for field in ("value", "rate", "bits"):
            number = holder.get(field)
            if isinstance(number, (int, float)) and number <= 0:
                message = f"{number} is no quantity that a product can have."
                yield Fault((*path, field), str(number), message, "Correct the figure, or leave it out.")


@record_rule(
    "example-facts-fit",
    topic="conditions",
    example='an example with `total-processing-performance: "4800"`',
    fix="Write a number for a parameter, true or false for a fact, a listed value for a choice.",
    fields=("examples",),
)
def example_facts_fit(record: Record, context: Context) -> Iterator[Fault]:
    """The facts of an example have the form that their vocabulary word asks for. A text is compared with
    no limit."""
    words = context.vocabularies
    for position, example in enumerate(record.data.get("examples", ())):
        for name, value in example["facts"].items():
            wanted = None
            if name in words.get("parameters", {}):
                wanted = None if _is_number(value) else "a number"
            elif name in words.get("facts", {}):
                wanted = None if isinstance(value, bool) else "true or false"
            elif name in words.get("choices", {}):
                values = words["choices"][name].get("values", ())
                wanted = None if value in values else f"one of {', '.join(values)}"
            if wanted:
                path = ("examples", position, "facts", name)
                yield Fault(path, str(value), f"{name} takes {wanted}, not {value!r}.", f"Write {wanted}.")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@base_rule(
    "condition-cycle",
    topic="conditions",
    example="item a meets item b, and item b meets item a",
    fix="Remove the reference that closes the circle.",
)
def condition_cycle(context: Context) -> Iterator[tuple[Record, Fault]]:
    """Paragraphs that refer to one another's conditions form no circle."""
    points: dict[str, list[tuple[str, Record, Path]]] = {}
    for record in context.loaded.records:
        for path, condition in context.conditions(record, "meets"):
            origin = f"{record.id}#{path[1]}"
            points.setdefault(origin, []).append((condition["meets"], record, (*path, "meets")))
    for origin in points:
        for target, record, path in points[origin]:
            if _reaches(points, target, origin):
                message = f"{origin} refers to {target}, which refers back to it."
                fix = "Remove the reference that closes the circle."
                yield record, Fault(path, target, message, fix)


def _reaches(points: Mapping[str, list[tuple[str, Record, Path]]], start: str, goal: str) -> bool:
    open_, seen = [start], set[str]()
    while open_:
        name = open_.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            open_ += [target for target, _, _ in points.get(name, ())]
    return False


@base_rule(
    "example-holds",
    topic="conditions",
    example="an example at the limit itself that expects `not-met` of `at_least`",
    fix="Correct the example or the condition.",
)
def example_holds(context: Context) -> Iterator[tuple[Record, Fault]]:
    """Every example of a control gives the answer it promises. Examples carry the boundaries."""
    for record in context.loaded.records:
        for position, example in enumerate(record.data.get("examples", ())):
            section, key = example.get("section", "items"), example["item"]
            if key not in record.data.get(section, {}):
                message = f"The record has no {section} entry {key!r}."
                yield record, Fault(("examples", position, "item"), key, message, "Name an existing key.")
                continue
            try:
                outcome = item_outcome(context.kb, record, section, key, example["facts"], example["day"])
            except NotFound:
                continue  # a reference that leads nowhere; reference-exists reports it
            if outcome.word != example["expect"]:
                missing = f" (missing: {', '.join(sorted(outcome.missing))})" if outcome.missing else ""
                message = (
                    f"The example expects {example['expect']}, the condition answers {outcome.word}{missing}."
                )
                fault = Fault(("examples", position, "expect"), example["expect"], message,
                              "Correct the example or the condition.")  # fmt: skip
                yield record, fault
