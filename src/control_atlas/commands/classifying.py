"""``atlas classify``: list entries met by a product or by given figures."""

from __future__ import annotations

from typing import Any

import click

from control_atlas.ask.quantities import exact
from control_atlas.ask.told import classification_json, classification_text
from control_atlas.atlas import load
from control_atlas.commands.asking import echo_json, json_option, on_option


@click.command()
@click.argument("product", required=False)
@click.option(
    "--throughput", multiple=True, metavar="FORMAT:TOPS", help="Dense rate, e.g. fp8:1979 or int8/8:600."
)
@click.option("--die-area", metavar="MM2", help="Applicable die area in square millimetres.")
@click.option(
    "--set", "values", multiple=True, metavar="NAME=VALUE", help="A parameter, fact (yes/no), role or choice."
)
@on_option
@json_option
@click.pass_context
def classify(
    ctx: click.Context,
    product: str | None,
    throughput: tuple[str, ...],
    die_area: str | None,
    values: tuple[str, ...],
    on: str | None,
    as_json: bool,
) -> None:
    """List entries that a product or given figures meet on a day, and the letters that stand beside.

    It looks at no other requirement: an entry that is not met says nothing about other controls.
    """
    atlas = load(ctx.obj)
    given = _given(atlas.kb.vocabularies, throughput, die_area, values)
    if product is None and not given:
        raise ValueError("Name a product, or give figures with --throughput, --die-area or --set.")
    if product is None:
        answer = atlas.classify(given, on)
    elif given:
        raise ValueError("Give a product or figures, not both.")
    else:
        answer = atlas.classify(product, on)
    if as_json:
        echo_json(classification_json(answer))
    else:
        click.echo(classification_text(atlas.kb, answer))


BITS = {"fp64": 64, "fp32": 32, "fp16": 16, "bf16": 16, "fp8": 8, "int8": 8, "fp6": 6, "fp4": 4, "int4": 4}


def _given(
    vocabularies: Any, rates: tuple[str, ...], area: str | None, values: tuple[str, ...]
) -> dict[str, Any]:
    """Facts from the options; ValueError names the field and the accepted form."""
    facts: dict[str, Any] = {}
    rows = []
    for text in rates:
        name, mark, rate = text.partition(":")
        name, _, bits = name.partition("/")
        if not mark or (not bits and name.lower() not in BITS):
            raise ValueError(
                f"--throughput {text!r}: write FORMAT:TOPS with one of {', '.join(BITS)}, or FORMAT/BITS:TOPS."
            )
        length = exact(bits) if bits else exact(BITS[name.lower()])
        rows.append({"format": name.lower(), "bits": length, "rate": _positive("--throughput", rate)})
    if rows:
        facts["throughput"] = rows
    if area is not None:
        facts["applicable-die-area"] = _positive("--die-area", area)
    for text in values:
        name, mark, value = text.partition("=")
        if not mark:
            raise ValueError(f"--set {text!r}: write NAME=VALUE.")
        facts[name] = _value(vocabularies, name, value)
    return facts


def _value(vocabularies: Any, name: str, value: str) -> Any:
    if name in vocabularies["parameters"]:
        return _positive(f"--set {name}", value)
    if name in vocabularies["facts"]:
        if value not in ("yes", "no"):
            raise ValueError(f"--set {name}: {value!r} is neither yes nor no.")
        return value == "yes"
    if name in ("destination", "origin", "headquarters", "parent-headquarters", "end-user-location"):
        return value.lower()
    if name in vocabularies["choices"]:
        return value
    raise ValueError(f"--set {name}: no parameter, fact, role or choice has this name.")


def _positive(field: str, text: str) -> Any:
    try:
        number = exact(text)
    except ValueError as fault:
        raise ValueError(
            f"{field}: {text!r} is not a number; write digits with a point, as 1979.5."
        ) from fault
    if number < 0:
        raise ValueError(f"{field}: {text!r} is negative; give a number of zero or more.")
    return number
