"""Commands that publish: export and site."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

import click
from mkdocs.exceptions import MkDocsException

from control_atlas import clock
from control_atlas.atlas import load
from control_atlas.commands.asking import on_option
from control_atlas.export.edition import Edition
from control_atlas.export.formats import WRITERS
from control_atlas.export.past_editions import FOLDER, keep, write_edition
from control_atlas.export.writer import run
from control_atlas.load.folder import find_root
from control_atlas.pages.build import build_site
from control_atlas.pages.serve import serve_site

EDITION = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")


@click.command()
@click.option("--format", "forms", type=click.Choice(list(WRITERS)), multiple=True, help="Default: all.")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write to."
)
@on_option
@click.pass_context
def export(ctx: click.Context, forms: tuple[str, ...], output: Path, on: str | None) -> None:
    """Write all records in the published form. Files are replaced only when they are complete."""
    atlas = load(ctx.obj)
    day = clock.today(on)
    made = run(
        Edition(atlas.kb, day), [WRITERS[name] for name in WRITERS if not forms or name in forms], output
    )
    for download in made:
        size = (output / download.path).stat().st_size
        click.echo(f"{download.path}: {download.rows:,} {download.of}, {size:,} bytes, as of {day}")


@click.command()
@click.argument("name", metavar="NAME")
@on_option
@click.pass_context
def edition(ctx: click.Context, name: str, on: str | None) -> None:
    """Keep the records as the edition NAME (a version or a day), so that later exports tell what changed since."""
    if not EDITION.fullmatch(name):
        raise ValueError(f"{name!r} names no edition: use letters, digits, dots and hyphens, as in 0.2.0")
    atlas = load(ctx.obj)
    path = write_edition(keep(Edition(atlas.kb, clock.today(on)), name), atlas.kb.root / FOLDER)
    click.echo(f"{len(atlas.kb.records):,} records are kept in {path}")


@click.group()
def site() -> None:
    """Build or serve the site."""


@site.command()
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Link to the site; default: site."
)
@on_option
@click.pass_context
def build(ctx: click.Context, output: Path | None, on: str | None) -> None:
    """Build the site into a new folder and put it in place of the last one in one step."""
    root = find_root(ctx.obj)
    os.environ["ATLAS_ROOT"] = str(root)
    os.environ["ATLAS_TODAY"] = clock.today(on)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    logging.getLogger("mkdocs.atlas").setLevel(logging.INFO)
    try:
        built = build_site(root / "mkdocs.yml", (output or root / "site").absolute())
    except (MkDocsException, SystemExit) as fault:
        raise click.ClickException("The site was not built; the last one stays as it was.") from fault
    click.echo(f"The site is in {built}")


@site.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: site/.")
@click.pass_context
def serve(ctx: click.Context, port: int, output: Path | None) -> None:
    """Serve the built site on this machine."""
    root = find_root(ctx.obj)
    serve_site(output or root / "site", port, say=click.echo)
