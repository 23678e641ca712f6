"""``atlas cite``: citations of records in the forms their readers use, and lists of them as files."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any

import click

from control_atlas import clock
from control_atlas.atlas import load
from control_atlas.cite import FORMS, Form
from control_atlas.cite.lists import LIST_FORMS, write_list
from control_atlas.cite.works import CITABLE, Shelf, Work
from control_atlas.commands.asking import echo_json, json_option, on_option
from control_atlas.export.files import replacing


@click.command()
@click.argument("names", nargs=-1, metavar="[ID[#PARAGRAPH]]...")
@click.option("--form", type=click.Choice(FORMS), help="Only this form.")
@click.option("--pinpoint", help="Paragraph to cite, of one instrument.")
@click.option("--format", "form_of_list", type=click.Choice(tuple(LIST_FORMS)), help="A list in this form.")
@click.option("--all", "everything", is_flag=True, help="One citation for every record (with --format).")
@click.option(
    "--kind", "kinds", type=click.Choice(CITABLE), multiple=True, help="With --all: only these kinds."
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write a list to.")
@on_option
@json_option
@click.pass_context
def cite(
    ctx: click.Context,
    names: tuple[str, ...],
    form: Form | None,
    pinpoint: str | None,
    form_of_list: str | None,
    everything: bool,
    kinds: tuple[str, ...],
    output: Path | None,
    on: str | None,
    as_json: bool,
) -> None:
    """Citations of instruments, paragraphs, clauses and incidents, and of our records of them.

    Of a paragraph: its place in the law on the day, the instrument that gave the wording, and our record. With
    --format a list for a reference manager or a document: of the records named, or of all.
    """
    if everything == bool(names):
        raise ValueError("Name records to cite, or give --all with --format.")
    if (everything or output) and form_of_list is None:
        raise ValueError(f"A list needs its form: --format {', '.join(LIST_FORMS)}.")
    if kinds and not everything:
        raise ValueError("--kind goes with --all.")
    if form_of_list and (form or pinpoint or as_json):
        raise ValueError(
            "--form, --pinpoint and --json show citations one by one; they do not go with --format."
        )
    if pinpoint and len(names) != 1:
        raise ValueError("--pinpoint goes with one instrument.")
    atlas = load(ctx.obj)
    day = clock.today(on)
    shelf = Shelf(atlas.kb, os.environ.get("ATLAS_SITE_URL", ""))
    if form_of_list is None:
        _show([(name, _works(shelf, name, pinpoint, day)) for name in names], form, day, as_json)
        return
    works = (
        list(shelf.main(day, kinds)) if everything else [w for name in names for w in shelf.works(name, day)]
    )
    text = write_list(works, form_of_list)
    if output is None:
        click.echo(text, nl=False)
        return
    with replacing(output) as file:
        file.write(text)
    click.echo(f"{len(works)} citations in {output}, as of {day}")


def _works(shelf: Shelf, name: str, pinpoint: str | None, day: str) -> list[Work]:
    works = shelf.works(name, day)
    if pinpoint is None:
        return works
    if shelf.kb.get(name.partition("#")[0]).kind != "instruments" or len(works) < 2:
        raise ValueError(f"{name} is no instrument with citation fields; --pinpoint needs one.")
    return [dataclasses.replace(works[0], place=pinpoint), *works[1:]]


def _show(found: list[tuple[str, list[Work]]], form: Form | None, day: str, as_json: bool) -> None:
    answers = [_answer(name, works, form, day) for name, works in found]
    if as_json:
        echo_json(answers[0] if len(answers) == 1 else answers)
        return
    for name, works in found:
        if form is not None:
            click.echo(works[0].write(form))
            continue
        for work in works:
            click.echo(f"{name}: {_ROLES[work.role]}")
            for one in work.forms():
                click.echo(f"  {one.label}: {one.text}")
            for link in work.citation.links(day):
                click.echo(f"  {link.label}: {link.url}")


_ROLES = {
    "law": "the law itself",
    "by": "what gave the wording",
    "text": "a text that tells of it",
    "record": "our record of it",
}


def _answer(name: str, works: list[Work], form: Form | None, day: str) -> dict[str, Any]:
    first = works[0]
    if form is not None and form not in first.citation.FORMS:
        forms = ", ".join(first.citation.FORMS)
        raise ValueError(f"{name} is not cited in the form {form!r}; forms: {forms}.")
    wanted = [one for one in first.citation.FORMS if form in (None, one)]
    return {
        "id": name,
        "on": day,
        "fields": first.citation.fields(),
        "written": {one: first.write(one) for one in wanted},
        "links": _links(first, day),
        "works": [
            {
                "role": work.role,
                "key": work.key,
                "fields": work.citation.fields(),
                "pinpoint": work.place,
                "forms": [{"label": one.label, "form": one.form, "text": one.text} for one in work.forms()],
                "links": _links(work, day),
                "address": work.url,
                "archived": work.archived,
            }
            for work in works
        ],
    }


def _links(work: Work, day: str) -> list[dict[str, str]]:
    return [{"label": link.label, "url": link.url} for link in work.citation.links(day)]
