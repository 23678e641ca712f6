"""How records, words, dates and intervals are named on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from control_atlas.ask.told import standing_text
from control_atlas.cite import Citation
from control_atlas.days import FIRST, Interval
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import CONFIRMED, SECTIONS, Span
from control_atlas.pages.inline import Code, Content, DateText, Inline, Lang, Link, Text, WebLink
from control_atlas.pages.spans import Period, Standing, State
from control_atlas.pages.spans import Span as PageSpan
from control_atlas.records import Record
from control_atlas.views.paging import page_of, part_path

RECONSTRUCTED = "confirmed, reconstructed from excerpts"
# Anchors that the headings of a record's page take.
HEADING_WORDS = "overview parts why timeline notes sources cite further refers-to referred-by"
HEADINGS = frozenset((*HEADING_WORDS.split(), *SECTIONS))
CODED = frozenset({"chip-export-controls", "mineral-restrictions", "commodity-codes"})


def path_of(record: Record) -> str:
    """The page of a record, from the site's root."""
    return f"{record.kind}/{record.id}.html"


def name_of(record: Record) -> str:
    """A record's name in a list: its code first where it has one."""
    code = record.data.get("code")
    return f"{code} {record.title}" if code and record.kind in CODED else record.title


def link_to(kb: KnowledgeBase, reference: str) -> Inline:
    """A link to a record or to one of its items; plain text where there is no such record."""
    identity, key = split(reference)
    record = kb.records.get(kb.former.get(identity, identity))
    if record is None:
        return Code(reference)
    text = name_of(record)
    if key is None:
        return Link(text, path_of(record))
    part = record.data.get("parts", {}).get(key)
    return Link(
        f"{text}, {part['pinpoint'] if part else key}", item_path(record, key), item_anchor(record, key)
    )


def cited(kb: KnowledgeBase, reference: str, brief: bool = False) -> Inline:
    """A link to an instrument by its short citation, which readers know it by; by its title without one.

    ``brief`` leaves the pinpoint of a part to its anchor.
    """
    identity, key = split(reference)
    record = kb.records.get(kb.former.get(identity, identity))
    fields = record.data.get("citation") if record is not None else None
    if record is None or fields is None:
        return link_to(kb, reference)
    text = Citation.from_fields(fields).write("short")
    part = record.data.get("parts", {}).get(key)
    if key is None:
        return Link(text, path_of(record))
    if brief:
        return Link(text, path_of(record), item_anchor(record, key))
    return Link(f"{text}, {part['pinpoint'] if part else key}", path_of(record), item_anchor(record, key))


def item_anchor(record: Record, key: str) -> str:
    """The anchor of what ``key`` names: a part, or the first dated section that has it."""
    if key in record.data.get("parts", {}):
        return f"part-{key}"
    found = next((section for section in SECTIONS if key in record.data.get(section, {})), None)
    return section_anchor(found, key) if found else ""


def item_path(record: Record, key: str) -> str:
    """The page on which what ``key`` names stands."""
    found = next((section for section in SECTIONS if key in record.data.get(section, {})), None)
    if key in record.data.get("parts", {}) or found is None:
        return path_of(record)
    return part_path(record, page_of(record, found, key))


def section_anchor(section: str, key: str) -> str:
    """The anchor of a keyed item: the official paragraph itself; with its section before it in other sections,
    and where the page has a heading of that name."""
    return key if section == "items" and key not in HEADINGS else f"{section}-{key}"


def word_label(kb: KnowledgeBase, vocabulary: str, word: str) -> str:
    """The label of a vocabulary word."""
    return str(kb.vocabularies.get(vocabulary, {}).get(word, {}).get("label", word.replace("-", " ")))


def date_text(written: Any) -> DateText:
    """A day, or its bounds, as written in a record."""
    if isinstance(written, str):
        return DateText(written)
    return DateText(str(written["after"]), str(written["by"]))


def period(interval: Interval) -> Period:
    """An interval as pages carry it: open where the calendar begins."""
    return Period(None if interval.start == FIRST else interval.start, interval.end)


def joined(intervals: Iterable[Interval]) -> tuple[Period, ...]:
    """Intervals in order as periods, neighbours run together."""
    found: list[Interval] = []
    for interval in intervals:
        if found and found[-1].end == interval.start:
            found[-1] = Interval(found[-1].start, interval.end)
        else:
            found.append(interval)
    return tuple(period(interval) for interval in found)


def page_spans(spans: Iterable[Span], side: str = "") -> tuple[PageSpan, ...]:
    """Computed spans as a badge carries them; ``side`` picks one side of the answer."""
    found: list[PageSpan] = []
    for span in spans:
        word = {"codified": span.codified.word, "enforced": span.enforced.word}.get(side, span.word)
        bounds = period(span.interval)
        standing = "" if word in ("not yet made", "unknown") else span.standing
        if standing == CONFIRMED and span.read == "excerpt":
            standing = RECONSTRUCTED
        plain = standing in (CONFIRMED, RECONSTRUCTED)
        note = "" if plain or not standing else standing_text(span)
        if span.compliance and word == "in force":
            note = f"{note}; compliance from {span.compliance}".lstrip("; ")
        one = PageSpan(bounds.start, bounds.end, cast(State, word), cast(Standing, standing), _sentence(note))
        if found and (found[-1].state, found[-1].standing, found[-1].note) == (
            one.state,
            one.standing,
            one.note,
        ):
            one = PageSpan(found[-1].start, one.end, one.state, one.standing, one.note)
            found[-1] = one
        else:
            found.append(one)
    return tuple(found)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "." if text else ""


def titles(record: Record) -> Content:
    """A record's titles in other languages, one after the other."""
    parts: list[Inline] = []
    for language, text in record.data.get("titles", {}).items():
        parts += [Text(" · "), Lang(text, language)] if parts else [Lang(text, language)]
    return tuple(parts)


def web(address: str) -> WebLink:
    """A link outside, named by its host and path."""
    shown = address.removeprefix("https://")
    return WebLink(shown if len(shown) <= 70 else f"{shown[:67]}...", address)


def schema_title(schema: Mapping[str, Any] | None, key: str) -> str:
    """The label of a field: its schema's title, else its name."""
    title = (schema or {}).get("title")
    return str(title) if title else key.replace("_", " ").capitalize()
