"""``atlas check-texts``: the records against the texts they were read from."""

from __future__ import annotations

from pathlib import Path

import click

from control_atlas.atlas import load
from control_atlas.check.report import FORMATS
from control_atlas.texts.run import CHECKS, skipped
from control_atlas.texts.run import check_texts as run


@click.command("check-texts")
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="Form of the list."
)
@click.pass_context
def check_texts(ctx: click.Context, folder: Path | None, form: str) -> None:
    """Compare the records with the texts in FOLDER, found there by hash: pinpoints, figures, own words.

    The texts are not part of this project: bring your own copies. Without FOLDER it says what was skipped.
    Exits 1 when something does not agree.
    """
    kb = load(ctx.obj).kb
    if folder is None:
        for sentence in skipped(kb, None):
            click.echo(sentence, err=True)
        return
    outcomes = run(kb, folder)
    click.echo(FORMATS[form](problem for outcome in outcomes for problem in outcome.problems), nl=False)
    for outcome in outcomes:
        counted = "; ".join(f"{name}: {count}" for name, count in outcome.counts.items())
        click.echo(f"{outcome.name}: {counted}; errors: {outcome.errors}.", err=True)
    if len(outcomes) < len(CHECKS):
        for sentence in skipped(kb, folder):
            click.echo(sentence, err=True)
    if any(outcome.errors for outcome in outcomes):
        ctx.exit(1)
