"""Commands of those who keep the records current: what moved, and what is to be read again."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import click

from control_atlas import clock
from control_atlas.ask.stale import has_limits, read_by_two
from control_atlas.ask.stale import stale as find
from control_atlas.atlas import load
from control_atlas.commands.asking import echo_json, json_option, on_option
from control_atlas.commands.official_texts import SERVER
from control_atlas.official.client import Client
from control_atlas.watch.memory import FILE, Memory
from control_atlas.watch.news import ASKERS
from control_atlas.watch.plan import Kind, plan
from control_atlas.watch.run import Told
from control_atlas.watch.run import watch as run


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


@click.command()
@click.option(
    "--only", "kinds", multiple=True, type=click.Choice(sorted(ASKERS)), help="Only these questions."
)
@click.option("--memory", type=click.Path(path_type=Path, dir_okay=False), help=f"Default: {FILE}.")
@click.option("--limit", type=click.IntRange(1), help="At most so many questions.")
@click.option("--plan", "planned", is_flag=True, help="Only say what would be asked.")
@click.option("--fail", is_flag=True, help="Exit 1 when something moved.")
@json_option
@click.pass_context
def watch(
    ctx: click.Context,
    kinds: tuple[Kind, ...],
    memory: Path | None,
    limit: int | None,
    planned: bool,
    fail: bool,
    as_json: bool,
) -> None:
    """Ask publishers what moved since the texts were read, and list the records to read again.

    Asks the eCFR, the Federal Register, the Publications Office of the European Union, public collections in version
    control and watched pages: one request a second to each, and no question twice a day, so that a run broken
    off goes on where it stopped. Exits 3 when a question had no answer.
    """
    kb = load(ctx.obj).kb
    today = clock.today()
    questions = plan(kb, today, kinds or None)[:limit]
    if planned:
        rows = [
            {"kind": one.kind, "key": one.key, "since": one.since, "covers": len(one.members)}
            for one in questions
        ]
        if as_json:
            echo_json(rows)
        else:
            click.echo(
                "".join(f"{one.name}, since {one.since} ({len(one.members)})\n" for one in questions),
                nl=False,
            )
        return
    server = os.environ.get(SERVER, "")
    client = Client(server=server, every=0.0 if server else 1.0, first_wait=0.01 if server else 1.0)
    told = []
    for one in run(kb, client, Memory.load(memory or kb.root / FILE, today), questions):
        told.append(one)
        if not as_json:
            _tell(one)
    news = [dataclasses.asdict(item) for one in told for item in one.news]
    silent = [{"question": one.watched.name, "why": one.silent} for one in told if one.silent]
    if as_json:
        echo_json({"on": today, "news": news, "no_answer": silent, "asked": len(told)})
    else:
        asked = sum(not one.skipped for one in told)
        click.echo(f"{asked} asked, {len(news)} moved, {len(silent)} without an answer.", err=True)
    if silent:
        ctx.exit(3)
    ctx.exit(1 if fail and news else 0)


def _tell(one: Told) -> None:
    if one.silent:
        click.echo(f"no answer: {one.watched.name}: {one.silent}")
    for item in one.news:
        click.echo(f"{item.day} {item.what}" + (f" ({item.detail})" if item.detail else ""))
        click.echo(f"  {item.address}")
        if item.records:
            click.echo(f"  read again: {', '.join(item.records)}")
