"""``atlas show``: a record as people read it."""

from __future__ import annotations

import click

from control_atlas import clock
from control_atlas.atlas import load
from control_atlas.commands.asking import echo_json, json_option, on_option
from control_atlas.export.envelope import published
from control_atlas.pages.markdown import render_markdown
from control_atlas.views.record import record_page


@click.command()
@click.argument("name", metavar="ID")
@on_option
@json_option
@click.pass_context
def show(ctx: click.Context, name: str, on: str | None, as_json: bool) -> None:
    """A record as people read it (Markdown), or its published form with --json."""
    atlas = load(ctx.obj)
    day = clock.today(on)
    record = atlas.get(name)
    if as_json:
        echo_json(published(atlas.kb, record, day))
        return

    click.echo(render_markdown(record_page(atlas.kb, record, day)), nl=False)
