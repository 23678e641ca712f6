"""Commands that compare and look up: compare, lookup."""

from __future__ import annotations

import click

from control_atlas import clock
from control_atlas.ask.compare import Comparison
from control_atlas.ask.compare import compare as compare_terms
from control_atlas.ask.lookup import Named, codes_for
from control_atlas.ask.lookup import lookup as look_up
from control_atlas.ask.told import NOT_ADVICE, standing_text
from control_atlas.atlas import load
from control_atlas.commands.asking import echo_json, json_option, on_option
from control_atlas.link.knowledge import KnowledgeBase


@click.command()
@click.option("--category", required=True, help="Word of the vocabulary terms-categories.")
@click.option("--binds", help="Only clauses that bind this party (vocabulary bound-parties).")
@on_option
@json_option
@click.pass_context
def compare(ctx: click.Context, category: str, binds: str | None, on: str | None, as_json: bool) -> None:
    """What AI providers' terms say on one category on a day, clause by clause."""
    atlas = load(ctx.obj)
    found = compare_terms(atlas.kb, category, clock.today(on), binds)
    if as_json:
        echo_json(_comparison_json(found))
        return
    click.echo(f"{atlas.kb.vocabularies['terms-categories'][category]['label']}, on {found.on}")
    for provider in sorted({*found.clauses, *found.absences}):
        click.echo(atlas.kb.records[provider].title if provider in atlas.kb.records else provider)
        for clause in found.clauses.get(provider, ()):
            if clause.version is None:
                click.echo(f"  - {clause.span.word}: {clause.provision.title}")
                continue
            name = atlas.kb.name_of(str(clause.version["by"]).partition("#")[0])
            place = f"{name}, {clause.version['pinpoint']}"
            click.echo(f"  {clause.version['stance']}: {place} ({standing_text(clause.span)})")
        for absence in found.absences.get(provider, ()):
            word = (
                "silent"
                if absence.whole
                else "not found in this document; documents it incorporates were not all read"
            )
            click.echo(f"  {word}: {absence.document.title}")
    click.echo(NOT_ADVICE)


def _comparison_json(found: Comparison) -> dict[str, object]:
    return {
        "category": found.category,
        "on": found.on,
        "clauses": [
            {
                "provider": provider,
                "provision": clause.provision.id,
                "status": clause.span.word,
                "standing": clause.span.standing,
                "stance": clause.version["stance"] if clause.version else None,
                "pinpoint": clause.version["pinpoint"] if clause.version else None,
                "by": clause.version["by"] if clause.version else None,
            }
            for provider, clauses in found.clauses.items()
            for clause in clauses
        ],
        "looked_for_not_found": [
            {"provider": provider, "document": absence.document.id, "whole_stack_read": absence.whole}
            for provider, absences in found.absences.items()
            for absence in absences
        ],
        "not_legal_advice": NOT_ADVICE,
    }


@click.command()
@click.argument("code")
@on_option
@json_option
@click.pass_context
def lookup(ctx: click.Context, code: str, on: str | None, as_json: bool) -> None:
    """Controls that name a customs number, or a longer one that begins with it."""
    atlas = load(ctx.obj)
    day = clock.today(on)
    codes = codes_for(atlas.kb, code)
    found = look_up(atlas.kb, code, day)
    if as_json:
        echo_json({"code": code, "on": day, "codes": [one.id for one in codes],
                   "items": [_named_json(one) for one in found], "not_legal_advice": NOT_ADVICE})  # fmt: skip
        return
    if not codes:
        click.echo(
            f"No customs number recorded here begins with {code}. That says nothing about other lists."
        )
    for record in codes:
        click.echo(f"{record.data['code']} ({record.data['system']}): {record.title}")
        for one in found:
            if one.code.id == record.id:
                click.echo(f"  {_named_line(atlas.kb, one)}")
    click.echo(NOT_ADVICE)


def _named_line(kb: KnowledgeBase, one: Named) -> str:
    name = kb.name_of(one.by.partition("#")[0])
    other = "" if one.current else "; named in another wording than the one of that day"
    basis = one.basis.replace("-", " ")
    return f"{one.control.id}#{one.key}: {one.span.word} ({standing_text(one.span)}); {name}; basis {basis}{other}"


def _named_json(one: Named) -> dict[str, object]:
    return {
        "code": one.code.data["code"],
        "item": f"{one.control.id}#{one.key}",
        "status": one.span.word,
        "standing": one.span.standing,
        "by": one.by,
        "pinpoint": one.pinpoint,
        "basis": one.basis,
        "named_in_governing_wording": one.current,
    }
