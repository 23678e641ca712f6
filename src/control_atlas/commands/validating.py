"""``atlas validate``: every problem of the records, in one run."""

from __future__ import annotations

from pathlib import Path

import click

from control_atlas.check.exceptions import RUN_RULES
from control_atlas.check.report import FORMATS
from control_atlas.check.rule import RULES
from control_atlas.check.run import validate as run
from control_atlas.load.faults import RULES as READING_RULES
from control_atlas.load.folder import find_root


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="Form of the list."
)
@click.option("--explain", metavar="NAME", help="Say what a rule means, with an example and the fix.")
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
@click.pass_context
def validate(
    ctx: click.Context, files: tuple[Path, ...], form: str, explain: str | None, strict: bool
) -> None:
    """Check all records, or only FILES (schema, rules about one record, and that references exist)."""
    if explain is not None:
        click.echo(_explanation(explain))
        return
    root = find_root(ctx.obj)
    report = run(root, [file.absolute() for file in files] or None)
    click.echo(FORMATS[form](report.problems), nl=False)
    if form == "text":
        count = len(report.loaded.records)
        click.echo(f"{count} sound records, {report.errors} errors, {report.warnings} warnings.", err=True)
        if report.accepted:
            click.echo(f"Findings accepted by exceptions.yaml: {len(report.accepted)}.", err=True)
        if report.not_run:
            reason = "only some files were checked" if files else "they need every record to be sound"
            click.echo(f"Rules not run, since {reason}: {', '.join(report.not_run)}.", err=True)
    if report.errors or (strict and report.warnings):
        ctx.exit(1)


def _explanation(name: str) -> str:
    rule = RULES.get(name)
    if rule is not None:
        head = f"{rule.name} ({rule.level}, {rule.topic})"
        return f"{head}\n{rule.doc}\nExample of a fault: {rule.example}\nFix: {rule.fix}"
    other = {**READING_RULES, **RUN_RULES}.get(name)
    if other is not None:
        meaning, example, fix = other
        topic = "exceptions" if name in RUN_RULES else "reading"
        return f"{name} (error, {topic})\n{meaning}\nExample of a fault: {example}\nFix: {fix}"
    known = ", ".join(sorted([*RULES, *READING_RULES, *RUN_RULES]))
    raise ValueError(f"There is no rule {name!r}. The rules: {known}.")
