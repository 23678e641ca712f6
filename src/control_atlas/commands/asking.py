"""Commands that ask: status, search, changes, upcoming."""

from __future__ import annotations

import json
from typing import Any

import click

from control_atlas import clock
from control_atlas.ask.told import change_json, status_json, status_text
from control_atlas.atlas import load

on_option = click.option("--on", metavar="DAY", help="As-of day, YYYY-MM-DD.")
json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


def echo_json(answer: Any) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


@click.command()
@click.argument("name", metavar="ID[#PARAGRAPH]")
@on_option
@json_option
@click.pass_context
def status(ctx: click.Context, name: str, on: str | None, as_json: bool) -> None:
    """Status of a record, paragraph or part on a day, with its standing and reasons."""
    atlas = load(ctx.obj)
    answer = atlas.status(name, on)
    if as_json:
        echo_json(status_json(answer))
    else:
        click.echo(status_text(atlas.kb, answer))


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--kind", help="Only records of this kind.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="At most so many.")
@on_option
@json_option
@click.pass_context
def search(
    ctx: click.Context, query: tuple[str, ...], kind: str | None, limit: int, on: str | None, as_json: bool
) -> None:
    """Find records by code, citation, name or words, in English or Chinese."""
    atlas = load(ctx.obj)
    day = clock.today(on)
    if kind is not None and kind not in atlas.kb.kinds.by_name:
        raise ValueError(f"There is no kind {kind!r}. Kinds: {', '.join(atlas.kb.kinds.by_name)}.")
    hits = atlas.search(" ".join(query), kind, limit)
    rows = [
        {
            "id": hit.record.id,
            "kind": hit.record.kind,
            "title": hit.record.title,
            "status": atlas.kb.word_on(hit.record, day) if atlas.kb.has_status(hit.record) else None,
            "found_by": hit.by,
        }
        for hit in hits
    ]
    if as_json:
        echo_json({"query": " ".join(query), "on": day, "hits": rows})
        return
    for row in rows:
        word = f" [{row['status']}]" if row["status"] else ""
        click.echo(f"{row['id']}  {row['title']}{word}")
    if not rows:
        near = atlas.kb.near(" ".join(query))
        click.echo(f"Nothing found here.{' Near: ' + ', '.join(near) + '.' if near else ''}", err=True)


@click.command()
@click.option("--from", "start", metavar="DAY", required=True, help="First day, YYYY-MM-DD.")
@click.option("--to", "end", metavar="DAY", help="Last day; today when left out.")
@json_option
@click.pass_context
def changes(ctx: click.Context, start: str, end: str | None, as_json: bool) -> None:
    """What changed in a period: status and governing wording, day by day."""
    atlas = load(ctx.obj)
    found = atlas.changes(start, clock.today(end))
    if as_json:
        echo_json([change_json(change) for change in found])
    else:
        click.echo(
            "".join(f"{change}\n" for change in found) or "No change is recorded in this period.\n", nl=False
        )


@click.command()
@on_option
@click.option("--days", type=click.IntRange(1, 3660), default=400, show_default=True, help="How far ahead.")
@json_option
@click.pass_context
def upcoming(ctx: click.Context, on: str | None, days: int, as_json: bool) -> None:
    """What changes next by the terms recorded so far."""
    atlas = load(ctx.obj)
    found = atlas.upcoming(on, days)
    if as_json:
        echo_json([change_json(change) for change in found])
    else:
        click.echo("".join(f"{change}\n" for change in found) or "No change ahead is recorded.\n", nl=False)
