"""``atlas release``: stamp a version and write what is published with it."""

from __future__ import annotations

from pathlib import Path

import click

from control_atlas import clock
from control_atlas.atlas import load
from control_atlas.commands.asking import on_option
from control_atlas.release.make import SUMS, make_release


@click.command()
@click.argument("version", metavar="VERSION")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder; default: build/release/VERSION.",
)
@on_option
@click.pass_context
def release(ctx: click.Context, version: str, output: Path | None, on: str | None) -> None:
    """Stamp VERSION: changelog, citation file, kept edition with its delta, exports, sums and list of parts.

    Nothing is committed, tagged or sent anywhere; the last lines say what is left to do.
    """
    kb = load(ctx.obj).kb
    folder = output or kb.root / "build" / "release" / version
    made = make_release(kb, version, clock.today(on), folder)
    click.echo(f"{made.files} files and {SUMS} are in {made.folder}")
    for name in made.changed:
        click.echo(f"changed: {name}")
    click.echo(
        f"Left to do: git commit -m 'Release {version}' -- {' '.join(made.changed)} && git tag v{version}"
    )
