"""``atlas classify``: list entries met by a product or by given figures, or by every product."""

from __future__ import annotations

from typing import Any

import click

from control_atlas.ask.classification_told import classification_json, classification_text
from control_atlas.ask.cross_checks import cross_checks, cross_checks_json, cross_checks_text
from control_atlas.atlas import load
from control_atlas.commands.asking import echo_json, json_option, on_option
from control_atlas.commands.figures import given_facts


@click.command()
@click.argument("product", required=False)
@click.option(
    "--throughput", multiple=True, metavar="FORMAT:TOPS", help="Dense rate, e.g. fp8:1979 or int8/8:600."
)
@click.option(
    "--die-area",
    "areas",
    multiple=True,
    metavar="MM2",
    help="Applicable die area in square millimetres; once for each die, or once for all together.",
)
@click.option("--dies", type=click.IntRange(1), help="How many logic dies the areas are given for.")
@click.option(
    "--set", "values", multiple=True, metavar="NAME=VALUE", help="A parameter, fact (yes/no), role or choice."
)
@click.option("--all-products", is_flag=True, help="Every product, with what makers and governments said.")
@click.option("--working", is_flag=True, help="Every test of the entries that are not met or open, too.")
@on_option
@json_option
@click.pass_context
def classify(
    ctx: click.Context,
    product: str | None,
    throughput: tuple[str, ...],
    areas: tuple[str, ...],
    dies: int | None,
    values: tuple[str, ...],
    all_products: bool,
    working: bool,
    on: str | None,
    as_json: bool,
) -> None:
    """List entries that a product or given figures meet on a day, and the letters that stand beside.

    It looks at no other requirement: an entry that is not met says nothing about other controls.
    """
    atlas = load(ctx.obj)
    given = given_facts(throughput, areas, dies, values)
    if all_products:
        _refuse_both(product, given, "--all-products")
        checks = cross_checks(atlas.kb, atlas.day(on))
        if as_json:
            echo_json(cross_checks_json(checks))
        else:
            click.echo(cross_checks_text(checks))
        return
    if product is None and not given:
        raise ValueError("Name a product, or give figures with --throughput, --die-area or --set.")
    if product is not None:
        _refuse_both(None, given, "a product")
    answer = atlas.classify(product if product is not None else given, on)
    if as_json:
        echo_json(classification_json(answer))
    else:
        click.echo(classification_text(atlas.kb, answer, working))


def _refuse_both(product: str | None, given: dict[str, Any], what: str) -> None:
    if product is not None or given:
        raise ValueError(f"Give {what} or figures, not both.")
