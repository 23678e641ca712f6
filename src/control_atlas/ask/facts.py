"""Facts to evaluate conditions with: from a product's record, or given by somebody who asks.

Facts are a plain mapping (parameter to number or alternatives, fact to yes or no, role to place, choice to
value, ``throughput`` to rows, ``contents`` to facts of each thing contained); beside it stands where each came
from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from control_atlas.ask.quantities import exact
from control_atlas.ask.units import WrongUnit, alike, convert, unit_named
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

ROLES = ("destination", "origin", "headquarters", "parent-headquarters", "end-user-location")
GIVEN = "given"


class Facts(dict[str, Any]):
    """Facts by name; ``origins`` says of each where its value came from, ``worked`` keeps computed quantities."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.origins: dict[str, str] = {}
        self.worked: dict[str, Any] = {}

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        self.worked.clear()

    def origin(self, name: str) -> str:
        """Where the value of ``name`` came from; ``given`` when nothing else is known."""
        return self.origins.get(name, GIVEN)

    def plus(self, more: Mapping[str, Any], origin: str | None = None) -> Facts:
        """These facts with others set over them."""
        joined = Facts({**self, **more})
        joined.origins = {**self.origins, **getattr(more, "origins", {})}
        if origin is not None:
            joined.origins.update(dict.fromkeys(more, origin))
        return joined


class BadFacts(ValueError):
    """Facts that cannot be used; ``problems`` names each field with the accepted form."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def product_facts(kb: KnowledgeBase, product: Record) -> Facts:
    """What is recorded of a product: values by parameter, facts, throughput rows, and its contents.

    A value with open alternatives becomes a list of them. Computed quantities are not filled in; the
    formulas of the vocabulary do that when asked.
    """
    facts = Facts()
    for name, value in product.data.get("values", {}).items():
        facts[name] = value["value"] if "value" in value else list(value["either"])
        facts.origins[name] = _recorded(product, value)
    for name, fact in product.data.get("facts", {}).items():
        facts[name] = fact["is"]
        facts.origins[name] = _recorded(product, fact)
    rows = [
        {"format": row["format"], "rate": row["rate"], "bits": row.get("bits", row.get("bits_either"))}
        for row in product.data.get("throughput", ())
    ]
    if rows:
        facts["throughput"] = rows
        facts.origins["throughput"] = _recorded(product, product.data["throughput"][0])
    if product.data.get("contents"):
        facts["contents"] = [product_facts(kb, kb.get(inner)) for inner in product.data["contents"]]
        facts.origins["contents"] = f"{product.id}: contents"
    return facts


def _recorded(product: Record, value: Mapping[str, Any]) -> str:
    sources = ", ".join(value.get("sources", product.data.get("sources", ())))
    basis = (
        f", {value['basis']}" if value.get("basis") in ("stated", "reported", "derived", "measured") else ""
    )
    return f"{product.id}{basis} ({sources})"


def read_facts(kb: KnowledgeBase, given: Mapping[str, Any]) -> Facts:
    """Facts that somebody gave, checked and with every number exact and in its parameter's unit.

    A number may be given as itself, as ``{value, unit}``, or as text with a unit behind it. Raises BadFacts
    with every problem at once: each names the field, the value and the accepted form.
    """
    facts, problems = Facts(), list[str]()
    for name, value in given.items():
        try:
            facts[name] = _read(kb, name, value)
        except BadFacts as fault:
            problems += fault.problems
        facts.origins[name] = getattr(given, "origins", {}).get(name, GIVEN)
    if problems:
        raise BadFacts(problems)
    return facts


def _read(kb: KnowledgeBase, name: str, value: Any) -> Any:
    if name == "throughput":
        return _rows(value)
    if name == "contents":
        if isinstance(value, (str, Mapping)) or not isinstance(value, Sequence):
            raise BadFacts([f"contents: {value!r} is not a list of things, each with its own facts."])
        return [read_facts(kb, one) for one in value]
    if name in kb.vocabularies["parameters"]:
        return _quantity(kb, name, value)
    if name in kb.vocabularies["facts"]:
        if not isinstance(value, bool):
            raise BadFacts([f"{name}: {value!r} is neither yes nor no."])
        return value
    if name in ROLES:
        return place_named(kb, name, value)
    choices = kb.vocabularies["choices"]
    if name in choices:
        if value not in choices[name]["values"]:
            raise BadFacts([f"{name}: {value!r} is none of {', '.join(choices[name]['values'])}."])
        return value
    known = [*kb.vocabularies["parameters"], *kb.vocabularies["facts"], *ROLES, *choices, "throughput"]
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    hint = f" Near: {', '.join(near)}." if near else ""
    raise BadFacts([f"{name}: no parameter, fact, role or choice has this name.{hint}"])


def _quantity(kb: KnowledgeBase, name: str, value: Any) -> Fraction | list[Fraction]:
    if isinstance(value, (list, tuple)):
        if not value:
            raise BadFacts([f"{name}: an empty list of alternatives; give at least one number."])
        return [_one_quantity(kb, name, one) for one in value]
    return _one_quantity(kb, name, value)


def _one_quantity(kb: KnowledgeBase, name: str, value: Any) -> Fraction:
    wanted = str(kb.vocabularies["parameters"][name].get("unit", "count"))
    units = kb.vocabularies["units"]
    unit: Any = wanted
    if isinstance(value, Mapping):
        value, unit = value.get("value"), value.get("unit", wanted)
    elif isinstance(value, str) and " " in value.strip():
        value, _, unit = value.strip().partition(" ")
    number = positive(name, value, signed=units[wanted].get("base") == "kelvin")
    try:
        return convert(number, unit_named(units, str(unit)), wanted, units)
    except WrongUnit as fault:
        forms = ", ".join(alike(units, wanted))
        raise BadFacts([f"{name}: {fault}; {name} is given in {forms}."]) from fault


def _rows(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, (str, Mapping)) or not isinstance(value, Sequence):
        raise BadFacts([f"throughput: {value!r} is not a list of rows with format, bits and rate."])
    rows, problems = list[dict[str, Any]](), list[str]()
    for number, row in enumerate(value):
        field = f"throughput[{number}]"
        try:
            bits = row["bits"]
            lengths = bits if isinstance(bits, (list, tuple)) else [bits]
            read = [positive(f"{field}.bits", length) for length in lengths]
            if not read or not all(read):
                raise BadFacts([f"{field}.bits: a bit length is more than zero."])
            rate = positive(f"{field}.rate", row["rate"])
            rows.append(
                {
                    "format": str(row.get("format", "")),
                    "rate": rate,
                    "bits": read if len(read) > 1 else read[0],
                }
            )
        except BadFacts as fault:
            problems += fault.problems
        except (KeyError, TypeError):
            problems.append(
                f"{field}: a row has format, bits (one length, or those in question) and rate in TOPS."
            )
    if problems:
        raise BadFacts(problems)
    return rows


def positive(field: str, value: Any, signed: bool = False) -> Fraction:
    """An exact number of zero or more; BadFacts names the field and the accepted form."""
    try:
        number = exact(value)
    except (ValueError, TypeError) as fault:
        text = f"{field}: {value!r} is not a number; write digits with a point, as 1979.5."
        raise BadFacts([text]) from fault
    if number < 0 and not signed:
        raise BadFacts([f"{field}: {value!r} is negative; give a number of zero or more."])
    return number


def place_named(kb: KnowledgeBase, field: str, value: Any) -> str:
    """The id of the country, region or economy with this id, ISO code or name; BadFacts when none has it."""
    text = str(value).strip()
    for record in kb.of_kind("places"):
        data = record.data
        names = {record.id, str(data.get("iso2", "")), str(data.get("iso3", "")), record.title}
        names |= {str(alias) for alias in data.get("aliases", ())}
        if data.get("type") != "group" and text and text.lower() in {name.lower() for name in names}:
            return record.id
    near = [one.id for one in _near_places(kb, text)]
    hint = f" Near: {', '.join(near)}." if near else ""
    raise BadFacts(
        [f"{field}: no country is recorded as {text!r}; write its two-letter code, as US or CN.{hint}"]
    )


def _near_places(kb: KnowledgeBase, text: str) -> list[Record]:
    places = {record.title: record for record in kb.of_kind("places") if record.data.get("type") != "group"}
    return [places[title] for title in get_close_matches(text, places, n=3, cutoff=0.6)]
