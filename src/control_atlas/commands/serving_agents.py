"""``atlas mcp``: the server for agents."""

from __future__ import annotations

import click

from control_atlas.atlas import load


@click.command()
@click.pass_context
def mcp(ctx: click.Context) -> None:
    """Answer language models and agents over standard input and output (Model Context Protocol)."""
    try:
        from control_atlas.agents.server import server
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise click.ClickException(
            'This needs the extra "mcp": install control-atlas[mcp], or run scripts/install.'
        ) from fault
    server(load(ctx.obj)).run("stdio")
