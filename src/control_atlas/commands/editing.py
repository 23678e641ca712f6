"""Commands that help to write records: format and new."""

from __future__ import annotations

from pathlib import Path

import click

from control_atlas.check.run import validate
from control_atlas.load.folder import find_root, record_files
from control_atlas.load.formatter import format_file
from control_atlas.load.kinds import Kinds
from control_atlas.load.scaffold import scaffold


@click.command("format")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would change.")
@click.pass_context
def format_(ctx: click.Context, files: tuple[Path, ...], check: bool) -> None:
    """Quote what parsers read differently and order the keys, in place; comments stay where they are."""
    root = find_root(ctx.obj)
    kinds = Kinds(root / "schemas")
    chosen = [file.absolute() for file in files] or record_files(root)
    changed = 0
    for file in chosen:
        parts = file.relative_to(root).parts if file.is_relative_to(root) else ()
        kind = kinds.by_folder.get(parts[1]) if len(parts) > 2 and parts[0] == "records" else None
        if format_file(file, kind.key_order if kind else (), check=check):
            changed += 1
            click.echo(f"{'would change' if check else 'changed'} {file}")
    click.echo(f"{len(chosen)} files, {changed} {'to change' if check else 'changed'}.", err=True)
    if check and changed:
        ctx.exit(1)


@click.command()
@click.argument("kind")
@click.argument("identity", metavar="ID")
@click.option("--folder", required=True, help="Jurisdiction, provider or group: the folder below the kind.")
@click.option("--print", "only_print", is_flag=True, help="Print the scaffold; write nothing.")
@click.pass_context
def new(ctx: click.Context, kind: str, identity: str, folder: str, only_print: bool) -> None:
    """Write a commented scaffold of a record that passes its schema, to be filled in."""
    root = find_root(ctx.obj)
    kinds = Kinds(root / "schemas")
    if kind not in kinds.by_name:
        raise ValueError(f"There is no kind {kind!r}. Kinds: {', '.join(kinds.by_name)}.")
    text = scaffold(kinds, kinds[kind], identity)
    if only_print:
        click.echo(text, nl=False)
        return
    target = root / "records" / kinds[kind].folder / folder / f"{identity}.yaml"
    if target.exists():
        raise ValueError(f"{target.relative_to(root)} exists already.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8") as file:
        file.write(text)
    report = validate(root, [target])
    click.echo(f"{target.relative_to(root)} written.")
    for problem in report.problems:
        click.echo(str(problem))
