"""Commands of those who keep the records current: what is to be read again."""

from __future__ import annotations

import dataclasses

import click

from control_atlas import clock
from control_atlas.ask.stale import has_limits, read_by_two
from control_atlas.ask.stale import stale as find
from control_atlas.atlas import load
from control_atlas.commands.asking import echo_json, json_option, on_option


@click.command()
@on_option
@click.option(
    "--unread-by-two", is_flag=True, help="List records with limits that one person alone has read."
)
@click.option("--fail", is_flag=True, help="Exit 1 when anything is listed.")
@json_option
@click.pass_context
def stale(ctx: click.Context, on: str | None, unread_by_two: bool, fail: bool, as_json: bool) -> None:
    """Records to read again: reviews due, intervals past, fixed days that passed unread."""
    kb = load(ctx.obj).kb
    day = clock.today(on)
    if unread_by_two:
        names = [
            record.id
            for record in kb
            if has_limits(record) and not read_by_two(record) and "withdrawn" not in record.data
        ]
        if as_json:
            echo_json({"on": day, "unread_by_two": names})
        else:
            click.echo("".join(f"{name}\n" for name in names), nl=False)
        ctx.exit(1 if fail and names else 0)
    found = find(kb, day)
    if as_json:
        echo_json({"on": day, "stale": [dataclasses.asdict(one) for one in found]})
    else:
        for one in found:
            keys = f" [{', '.join(one.keys)}]" if one.keys else ""
            click.echo(f"{one.day} {one.id}{keys}: {one.text}")
        click.echo(f"{len(found)} to read again on {day}.", err=True)
    ctx.exit(1 if fail and found else 0)
