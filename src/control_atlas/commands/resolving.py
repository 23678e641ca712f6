"""Commands that read citations: resolve and cite-check."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from control_atlas import clock
from control_atlas.ask.cite_check import Checked, check_memo
from control_atlas.ask.cited import CitationIndex, Named, Resolved
from control_atlas.ask.cited import resolve as resolve_text
from control_atlas.ask.told import NOT_ADVICE
from control_atlas.atlas import load
from control_atlas.commands.asking import echo_json, json_option, on_option
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.official.fetching import sections_held
from control_atlas.official.store import Store

_HOW = {
    "exact": "",
    "wider": " (a wider place; the one cited is not recorded by itself)",
    "inside": " (inside the place cited)",
    "page": " (the document on whose pages it lies)",
}
LARGEST = 20_000_000


@click.command()
@click.argument("text", nargs=-1, required=True)
@on_option
@json_option
@click.pass_context
def resolve(ctx: click.Context, text: tuple[str, ...], on: str | None, as_json: bool) -> None:
    """What a citation, code, customs number, id or name means, and how it stands on a day.

    Citations are read as people type them: 88 Fed. Reg. 73,458; § 744.23; 3A090.a.1; 商务部公告2025年第61号.
    """
    atlas = load(ctx.obj)
    day = clock.today(on)
    found = resolve_text(CitationIndex(atlas.kb), " ".join(text), day)
    if as_json:
        answers = [_resolved_json(atlas.kb, one) for one in found]
        echo_json({"text": " ".join(text), "on": day, "answers": answers, "not_legal_advice": NOT_ADVICE})
        return
    for one in found:
        click.echo(f"{one.canonical}: " + (f"read as {one.read_as}" if one.read_as else "not understood"))
        if one.citation is not None:
            parts = [f"{name} {value}" for name, value in one.citation.fields().items()]
            click.echo(f"  parts: {'; '.join(parts)}")
        for named in one.named:
            click.echo(f"  {_named_line(atlas.kb, named)}")
        if not one.named:
            click.echo("  Nothing recorded here has this name. That says nothing about the law.")
        if one.near:
            click.echo(f"  Near: {'; '.join(one.near)}")
        if one.citation is not None:
            for link in one.citation.links(day):
                click.echo(f"  {link.label}: {link.url}")
    click.echo(NOT_ADVICE)


@click.command("cite-check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--strict", is_flag=True, help="Exit 1 when any citation calls for a second look.")
@on_option
@json_option
@click.pass_context
def cite_check(ctx: click.Context, file: Path, strict: bool, on: str | None, as_json: bool) -> None:
    """Every citation in a memo (text or Markdown): known or not, its status on the memo's day, what is doubtful.

    The day is --on, else a line "Date: ..." at the head of the memo, else today. Sections of the Code of Federal
    Regulations are checked against its table of contents where that was fetched (atlas texts fetch).
    """
    text = _memo(file)
    atlas = load(ctx.obj)
    day = clock.today(on) if on else None
    store = Store(atlas.kb.root)
    sections = partial(sections_held, store) if store else None
    memo = check_memo(CitationIndex(atlas.kb), text, day, clock.today(), sections)
    known = sum(one.known for one in memo.checked)
    second = [one for one in memo.checked if not one.fine]
    if as_json:
        echo_json({
            "file": file.name,
            "on": memo.on,
            "day_from": "memo" if memo.own_day else "asked or today",
            "citations": len(memo.checked),
            "known": known,
            "to_look_at": len(second),
            "checked": [_checked_json(atlas.kb, one) for one in memo.checked],
            "not_legal_advice": NOT_ADVICE,
        })  # fmt: skip
    else:
        source = "the memo's own date" if memo.own_day else "asked or today"
        click.echo(
            f"{file.name}: {len(memo.checked)} citations, {known} known here, for {memo.on} ({source})"
        )
        for one in memo.checked:
            for line in _checked_lines(atlas.kb, one):
                click.echo(line)
        click.echo(f"{len(second)} to look at again. Not known here is not the same as wrong. {NOT_ADVICE}")
    if strict and second:
        ctx.exit(1)


def _memo(file: Path) -> str:
    if file.stat().st_size > LARGEST:
        raise ValueError(f"{file.name} is larger than {LARGEST:,} bytes; check it in parts.")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ValueError(f"{file.name} is not UTF-8 text (byte {fault.start}); save it as UTF-8.") from fault


def _checked_lines(kb: KnowledgeBase, one: Checked) -> list[str]:
    mark = "ok" if one.fine else "look"
    lines = [f"{one.line}:{one.column} {mark}: {' '.join(one.text.split())}"]
    if one.canonical != one.text:
        lines[0] += f" [{one.canonical}]"
    lines += [f"    {_named_line(kb, named)}" for named in one.named[:6]]
    if len(one.named) > 6:
        lines.append(f"    and {len(one.named) - 6} more")
    if not one.named:
        lines.append("    not known here")
    lines += [f"    doubtful: {doubt}" for doubt in one.doubts]
    if one.near:
        lines.append(f"    near: {'; '.join(one.near)}")
    return lines


def _named_line(kb: KnowledgeBase, named: Named) -> str:
    line = f"{named.name}: {named.record.title}{_HOW[named.how]}"
    if named.word:
        line += f" [{named.word}" + (f"; {named.standing}" if named.standing else "") + "]"
    for by, start in named.ended_by:
        line += f"; ended by {kb.name_of(by)}" + (f" from {start}" if start else "")
    return line


def _named_json(kb: KnowledgeBase, named: Named) -> dict[str, Any]:
    return {
        "name": named.name,
        "kind": named.record.kind,
        "title": named.record.title,
        "how": named.how,
        "status": named.word,
        "standing": named.standing,
        "superseded_by": [{"id": by, "name": kb.name_of(by), "from": start} for by, start in named.ended_by],
    }


def _resolved_json(kb: KnowledgeBase, one: Resolved) -> dict[str, Any]:
    return {
        "text": one.text,
        "read_as": one.read_as,
        "canonical": one.canonical,
        "fields": one.citation.fields() if one.citation else None,
        "names": [_named_json(kb, named) for named in one.named],
        "near": list(one.near),
    }


def _checked_json(kb: KnowledgeBase, one: Checked) -> dict[str, Any]:
    return {
        "line": one.line,
        "column": one.column,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "canonical": one.canonical,
        "fields": one.citation.fields() if one.citation else None,
        "known": one.known,
        "pinpoint": one.place,
        "names": [_named_json(kb, named) for named in one.named],
        "doubts": list(one.doubts),
        "near": list(one.near),
    }
