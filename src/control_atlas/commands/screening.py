"""``atlas screen``: which recorded requirements reach a transaction."""

from __future__ import annotations

import click

from control_atlas.ask.screening import screen_json, screen_text
from control_atlas.atlas import load
from control_atlas.commands.asking import echo_json, json_option, on_option
from control_atlas.commands.figures import given_facts

KINDS = (
    "export",
    "reexport",
    "transfer",
    "deemed-export",
    "deemed-reexport",
    "remote-access",
    "us-person-support",
)


@click.command()
@click.option("--item", help="A product's id, or a paragraph it is stated to meet, as us-eccn-3a090#a.")
@click.option("--from", "origin", metavar="COUNTRY", required=True, help="Country it ships from.")
@click.option("--to", "destination", metavar="COUNTRY", required=True, help="Country it goes to.")
@click.option("--throughput", multiple=True, metavar="FORMAT:TOPS", help="Dense rate, e.g. fp8:1979.")
@click.option(
    "--die-area", "areas", multiple=True, metavar="MM2", help="Applicable die area, once for each die."
)
@click.option("--dies", type=click.IntRange(1), help="How many logic dies the areas are given for.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="A parameter or fact (yes/no).")
@click.option("--transaction", "kind", type=click.Choice(KINDS), help="Left out: taken from the route.")
@click.option("--headquarters", metavar="COUNTRY", help="Where the recipient has its headquarters.")
@click.option("--parent-headquarters", metavar="COUNTRY", help="Where its ultimate parent has them.")
@click.option("--end-user-location", metavar="COUNTRY", help="Where the end user is.")
@click.option(
    "--end-use", "end_uses", multiple=True, metavar="FACT", help="An end use, by its word among the facts."
)
@click.option("--exporter", metavar="ID", help="The exporter, an organisation recorded here.")
@click.option("--shipped-on", metavar="DAY", help="Day the goods left, for transition clauses.")
@click.option(
    "--parties-screened/--parties-not-screened", default=None, help="Whether all parties were screened."
)
@click.option("--us-origin/--not-us-origin", default=None, help="Whether the item is of US origin.")
@click.option("--itar/--not-itar", default=None, help="Whether the item is under the ITAR.")
@click.option("--nuclear/--not-nuclear", default=None, help="Whether it is under nuclear jurisdiction.")
@click.option(
    "--occupied-region/--no-occupied-region", default=None, help="Whether it goes to one, for Ukraine."
)
@on_option
@json_option
@click.pass_context
def screen(
    ctx: click.Context,
    item: str | None,
    origin: str,
    destination: str,
    throughput: tuple[str, ...],
    areas: tuple[str, ...],
    dies: int | None,
    values: tuple[str, ...],
    kind: str | None,
    headquarters: str | None,
    parent_headquarters: str | None,
    end_user_location: str | None,
    end_uses: tuple[str, ...],
    exporter: str | None,
    shipped_on: str | None,
    parties_screened: bool | None,
    us_origin: bool | None,
    itar: bool | None,
    nuclear: bool | None,
    occupied_region: bool | None,
    on: str | None,
    as_json: bool,
) -> None:
    """Requirements recorded here that reach a transaction, what is still to be told, and what was not looked at.

    It is no determination: without a match it says how many checks were made and how many were not.
    """
    atlas = load(ctx.obj)
    figures = given_facts(throughput, areas, dies, values)
    if item is None and not figures:
        raise ValueError("Name an item with --item, or give figures with --throughput, --die-area or --set.")
    answer = atlas.screen(
        item if item is not None else figures,
        origin,
        destination,
        on,
        kind=kind,
        headquarters=headquarters,
        parent_headquarters=parent_headquarters,
        end_user_location=end_user_location,
        end_uses=end_uses,
        facts=figures if item is not None else None,
        exporter=exporter,
        parties_screened=parties_screened,
        us_origin=us_origin,
        itar=itar,
        nuclear=nuclear,
        occupied_region=occupied_region,
        shipped_on=shipped_on,
    )
    if as_json:
        echo_json(screen_json(answer))
    else:
        click.echo(screen_text(atlas.kb, answer))
