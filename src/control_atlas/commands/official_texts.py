"""Commands for official texts: texts fetch, texts compare, text."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import click

from control_atlas import clock
from control_atlas.ask.told import NOT_ADVICE
from control_atlas.atlas import load
from control_atlas.check.report import as_text
from control_atlas.cite.works import TITLE, Shelf, Work
from control_atlas.cite.writing import placed
from control_atlas.commands.asking import echo_json, json_option, on_option
from control_atlas.official.client import Client
from control_atlas.official.fetching import Found, fetch_all, find, wanted
from control_atlas.official.figures import differences
from control_atlas.official.store import FOLDER, Store

#: Address of a server that stands for all publishers, in tests.
SERVER = "ATLAS_TEXTS_SERVER"


@click.group()
def texts() -> None:
    """Official texts, fetched from their publishers into a folder that git ignores."""


@texts.command("fetch")
@click.argument("names", nargs=-1, metavar="[ID[#PARAGRAPH]]...")
@click.option("--history", is_flag=True, help="Also the code on the first day of each recorded wording.")
@click.option("--limit", type=click.IntRange(1), help="At most so many texts.")
@on_option
@click.pass_context
def fetch(
    ctx: click.Context, names: tuple[str, ...], history: bool, limit: int | None, on: str | None
) -> None:
    """Get the texts that records cite, of all records when none is named: one request a second, nothing twice.

    From the eCFR, the Federal Register, the Publications Office of the European Union and legislation.gov.uk. Exits 3
    when a text could not be had.
    """
    atlas = load(ctx.obj)
    today = clock.today()
    day = clock.today(on)
    store, shelf = Store(atlas.kb.root), Shelf(atlas.kb)
    server = os.environ.get(SERVER, "")
    client = Client(server=server, every=0.0 if server else 1.0, first_wait=0.01 if server else 1.0)
    states: Counter[str] = Counter()
    asked = wanted(shelf, names or None, day, history=history)[:limit]
    if not asked:
        raise ValueError("Nothing that is named has a text at a publisher that is read here.")
    for got in fetch_all(client, store, asked, today):
        states[got.state] += 1
        click.echo(f"{got.state}: {got.wanted.citation.write('short')}: {got.detail}")
    click.echo(
        "; ".join(f"{count} {state}" for state, count in sorted(states.items())) + f". Kept in {FOLDER}/."
    )
    count, found = differences(shelf, store, day)
    click.echo(
        f"{count} numbers of conditions compared with the official paragraphs, {len(found)} not found there."
    )
    click.echo(as_text(found), nl=False)
    if states["failed"]:
        ctx.exit(3)


@texts.command("compare")
@on_option
@click.pass_context
def compare(ctx: click.Context, on: str | None) -> None:
    """Compare the numbers of our conditions with the official paragraphs that are held. Exits 1 on a difference."""
    atlas = load(ctx.obj)
    store = Store(atlas.kb.root)
    if not store:
        raise ValueError(f"No text is held in {FOLDER}/; get them with: atlas texts fetch.")
    count, found = differences(Shelf(atlas.kb), store, clock.today(on))
    click.echo(as_text(found), nl=False)
    click.echo(f"{count} numbers compared, {len(found)} not found in the official paragraph.")
    if found:
        ctx.exit(1)


@click.command()
@click.argument("name", metavar="ID[#PARAGRAPH]")
@click.option("--paragraph", help="A paragraph of the record, or a place in an instrument.")
@on_option
@json_option
@click.pass_context
def text(ctx: click.Context, name: str, paragraph: str | None, on: str | None, as_json: bool) -> None:
    """The operative words of what a record cites, from the texts fetched; without them, the dated address."""
    atlas = load(ctx.obj)
    day = clock.today(on)
    store, shelf = Store(atlas.kb.root), Shelf(atlas.kb)
    works = _works(shelf, name, paragraph, day)
    answers = [_answer(store, work, day) for work in works]
    if as_json:
        echo_json(
            {
                "name": name,
                "paragraph": paragraph,
                "on": day,
                "texts": answers,
                "not_legal_advice": NOT_ADVICE,
            }
        )
        return
    for answer in answers:
        click.echo(answer["citation"])
        if answer["words"] is None:
            click.echo(f"  Not held here. Official text: {answer['address'] or 'no address is known'}")
            continue
        wider = "" if answer["exact"] else " (a wider place; the text does not set the one cited apart)"
        click.echo(f"  {answer['title']}, {answer['place'] or 'whole'}{wider}")
        click.echo(f"  Text of {answer['text_of']}, fetched {answer['fetched']}, sha256 {answer['sha256']}")
        click.echo(f"  {answer['address']}")
        for line in str(answer["words"]).splitlines():
            click.echo(f"    {line}")
    click.echo(NOT_ADVICE)


def _works(shelf: Shelf, name: str, paragraph: str | None, day: str) -> list[Work]:
    record = shelf.kb.get(name.partition("#")[0])
    if paragraph is not None and record.kind != "instruments":
        name, paragraph = f"{record.id}#{paragraph}", None
    works = [work for work in shelf.works(name, day) if work.role in ("law", "by")]
    if not works:
        raise ValueError(f"{name} cites no law whose text could be shown.")
    if paragraph is not None:
        own = works[0]
        works = [Work(own.key, own.role, own.title, own.citation, paragraph, own.url)]
    # The original language stands first: a Chinese text before the English one that a record also cites.
    return sorted(works, key=lambda work: (work.language or "en").startswith("en"))


def _answer(store: Store, work: Work, day: str) -> dict[str, Any]:
    where = placed(work.citation, work.place, TITLE) if work.place else None
    cited = where.citation if where else work.citation
    found: Found | None = find(store, cited, day) if store else None
    dated = cited.links(day)
    answer: dict[str, Any] = {
        "citation": work.write("full"),
        "address": dated[0].url if dated else work.url,
        "words": None,
    }
    if found is not None:
        answer |= {
            "title": found.text.title,
            "place": found.path,
            "exact": found.exact,
            "text_of": found.text.on,
            "fetched": found.text.fetched,
            "sha256": found.text.sha256,
            "address": found.text.address,
            "language": found.text.language,
            "words": found.words,
        }
    return answer
