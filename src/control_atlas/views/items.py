"""Dated items as blocks: their wordings with the days each held, conditions in words, and both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from control_atlas.ask.conditions import LIMITS
from control_atlas.ask.quantities import exact, plain
from control_atlas.days import latest
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Condition, Fact, Group, Item, Items, Test, Version
from control_atlas.pages.inline import (
    Code,
    Content,
    Inline,
    Link,
    Read,
    StatusBadge,
    Text,
    Verification,
    content,
)
from control_atlas.pages.spans import holds_on
from control_atlas.pages.words import stretches
from control_atlas.records import Record
from control_atlas.views.citing import wording_forms
from control_atlas.views.fields import Fields
from control_atlas.views.official import official_words
from control_atlas.views.paging import Keys
from control_atlas.views.words import (
    cited,
    date_text,
    joined,
    link_to,
    page_spans,
    path_of,
    section_anchor,
    word_label,
)

HEADINGS = {
    "items": ("Paragraphs", "What is controlled, paragraph by paragraph, each with its own history."),
    "destinations": ("Destinations", "Where the control reaches."),
    "policies": ("Licence review policy", "How applications are reviewed."),
    "exceptions": ("Licence exceptions", "Exceptions that may be used, and on what terms."),
    "members": ("Members", "Membership as printed, each with its own history."),
}
# Told on their own lines of a wording.
TOLD_WORDS = """from last_day compliance_from by pinpoint covers when except applies_to transition readings
sources verification note"""
TOLD = frozenset(TOLD_WORDS.split())


def sections(kb: KnowledgeBase, record: Record, fields: Fields, shown: Keys, on: str) -> Iterator[Items]:
    """One block for each dated section that has items among those ``shown``."""
    for section, (title, intro) in HEADINGS.items():
        keyed = [key for of, key in shown if of == section]
        if not keyed:
            continue
        if record.kind == "terms-provisions" and section == "items":
            title, intro = "Wordings", "What the clause says, version by version."
        items = tuple(_item(kb, record, section, key, fields, on) for key in keyed)
        yield Items(title, section, items, content(intro))


def _item(kb: KnowledgeBase, record: Record, section: str, key: str, fields: Fields, on: str) -> Item:
    spans = kb.spans(record, section, key)
    versions: list[Mapping[str, Any]] = record.data[section][key]
    both = any(span.codified != span.enforced for span in spans)
    badges: tuple[Inline, ...] = (StatusBadge(page_spans(spans)),)
    if both:
        badges = (
            StatusBadge(page_spans(spans, "codified"), "codified"),
            StatusBadge(page_spans(spans, "enforced"), "enforced"),
        )
    title: Content = (
        content(link_to(kb, key)) if section == "members" else content(_item_title(record, section, key))
    )
    shown = []
    for index, version in enumerate(versions):
        held = joined(span.interval for span in spans if span.codified.version == index)
        enforced = joined(span.interval for span in spans if span.enforced.version == index)
        one = _version(kb, record, section, version, held, held != enforced, enforced, fields)
        later = versions[index + 1] if index + 1 < len(versions) else None
        if later is not None and "when" in version and _tests(version) == _tests(later):
            same = content("Same limits as in the wording of ", date_text(later["from"]))
            one = replace(one, when=None, facts=(Fact("Limits", (same,)), *one.facts))
        if "by" in version:
            # A wording that does not hold on the page's day is cited as of the first day on which it did.
            day = on if holds_on(held, on) else str(latest(version["from"]))
            one = replace(one, cites=wording_forms(kb, record, key, version, day))
            one = replace(one, official=official_words(kb, versions, index, held, on))
        shown.append(one)
    return Item(key, section_anchor(section, key), title, tuple(shown), badges, key.count("."))


def _tests(version: Mapping[str, Any]) -> tuple[Any, Any]:
    """The condition of a wording and what is taken out of it, to compare wordings."""
    return version.get("when"), [one["when"] for one in version.get("except", ())]


def _item_title(record: Record, section: str, key: str) -> str:
    code = record.data.get("code")
    if section == "items" and code:
        return f"{code}.{key}"
    return key.replace("-", " ") if section != "items" else f"({key})"


def _version(
    kb: KnowledgeBase,
    record: Record,
    section: str,
    version: Mapping[str, Any],
    held: Any,
    differs: bool,
    enforced: Any,
    fields: Fields,
) -> Version:
    facts = [
        Fact("Authority", (content(cited(kb, version["by"], brief=True), " ", Code(version["pinpoint"])),))
    ]
    if "last_day" in version:
        facts.append(Fact("Last day", (content(date_text(version["last_day"])),)))
    if "compliance_from" in version:
        facts.append(Fact("Compliance from", (content(date_text(version["compliance_from"])),)))
    if differs:
        facts.append(Fact("Enforced", (content(stretches(enforced)),)))
    if "applies_to" in version:
        facts.append(Fact("Applies to", tuple(content(Code(key)) for key in version["applies_to"])))
    facts += _own_facts(kb, section, version, fields)
    if "transition" in version:
        facts.append(Fact("Transition", (content(_transition(version["transition"])),)))
    notes = [content(version["note"])] if "note" in version else []
    notes += [
        content(f"Reading held by {one['held_by']}: {one['says']}") for one in version.get("readings", ())
    ]
    said = version.get("verification", {})
    sources = tuple(_source(kb, name, said) for name in version.get("sources", ()))
    if not sources:
        best = kb.texts.reading(record.data.get("sources", ())).narrowed(record.data.get("verification"))
        read = cast(Read, best.narrowed(said).read)
        sources = (
            content(Link("the sources of this record", path_of(record), "sources"), " ", Verification(read)),
        )
    return Version(
        held=held,
        label=content("Wording of ", date_text(version["from"])),
        text=(content(version["covers"]),),
        when=condition(kb, version),
        facts=tuple(facts),
        notes=tuple(notes),
        sources=sources,
    )


def _own_facts(kb: KnowledgeBase, section: str, version: Mapping[str, Any], fields: Fields) -> Iterator[Fact]:
    """Facts of a wording that only this section knows, by its schema."""
    for key, value in version.items():
        if key in TOLD:
            continue
        if key == "commodity_codes":
            codes = [
                content(link_to(kb, one["code"]), f" ({one['basis'].replace('-', ' ')})") for one in value
            ]
            yield Fact("Commodity codes", tuple(codes))
        elif key == "parameters":
            yield Fact("Parameters", tuple(content(f"{name}: {inner}") for name, inner in value.items()))
        elif key == "member":
            yield Fact("Member", (content("yes" if value else "no"),))
        elif key == "exception":
            yield Fact("Exception", (content(link_to(kb, value)),))
        elif key == "substances":
            yield Fact("Substances", tuple(content(link_to(kb, one)) for one in value))
        elif key == "form":
            yield Fact("Form", tuple(content(word_label(kb, "forms", one)) for one in value))
        elif key == "first_seen":
            yield Fact("First seen", (content(date_text(value)),))
        else:
            shown = value if isinstance(value, list) else [value]
            label = key.replace("_", " ").capitalize()
            yield Fact(
                label,
                tuple(
                    content(
                        str(one).replace("-", " ")
                        if key in ("policy", "otherwise", "stance", "available")
                        else str(one)
                    )
                    for one in shown
                ),
            )


def _transition(clause: Mapping[str, Any]) -> str:
    text = str(clause["what"])
    if "en_route_by" in clause:
        text += f" En route by {clause['en_route_by']}."
    if "delivered_by" in clause:
        text += f" Delivered by {clause['delivered_by']}."
    return text


def _source(kb: KnowledgeBase, name: str, said: Mapping[str, Any]) -> Content:
    source = kb.records.get(name)
    if source is None:
        return content(Code(name))
    read = said.get("read", source.data["read"])
    return content(link_to(kb, name), " ", Verification(read, said.get("note", "")))


def condition(kb: KnowledgeBase, version: Mapping[str, Any]) -> Condition | None:
    """The condition of a wording with its exclusions, as a tree of tests."""
    if "when" not in version:
        return None
    main = _condition(kb, version["when"])
    excluded = [
        Group("none", (_condition(kb, one["when"]),), f"Taken out by {one['note']}")
        for one in version.get("except", ())
    ]
    return Group("all", (main, *excluded)) if excluded else main


def condition_text(kb: KnowledgeBase, version: Mapping[str, Any]) -> str:
    """The numeric limits of a wording on one line, without what is taken out; empty when it has none."""
    return _limits_text(kb, version["when"]) if "when" in version else ""


def _limits_text(kb: KnowledgeBase, written: Mapping[str, Any]) -> str:
    for word, joint in (("all", " and "), ("any", " or ")):
        if word in written:
            parts = [text for one in written[word] if (text := _limits_text(kb, one))]
            text = joint.join(parts)
            return f"({text})" if len(parts) > 1 else text
    if "not" in written:
        inner = _limits_text(kb, written["not"])
        return f"not {inner}" if inner else ""
    if "param" not in written:
        return ""
    return "".join(part.text for part in _leaf(kb, written) if isinstance(part, Text))


def _condition(kb: KnowledgeBase, written: Mapping[str, Any]) -> Condition:
    label = str(written.get("pinpoint", ""))
    for word in ("all", "any"):
        if word in written:
            return Group(word, tuple(_condition(kb, one) for one in written[word]), label)
    if "not" in written:
        inner = _condition(kb, written["not"])
        if isinstance(inner, Test):
            return Test((Text("not: "), *inner.content), inner.judgement)
        return Group("none", (inner,), label)
    if "contains" in written:
        return Group("any", (_condition(kb, written["contains"]),), "contains at least one thing that meets")
    parts = [*_leaf(kb, written)]
    if written.get("note"):
        parts.append(Text(f" ({written['note']})"))
    if label:
        parts += [Text(" "), Code(label)]
    return Test(tuple(parts), "judgement" in written)


def _leaf(kb: KnowledgeBase, written: Mapping[str, Any]) -> Content:
    if "param" in written:
        word = kb.vocabularies["parameters"].get(written["param"], {})
        unit = kb.vocabularies["units"].get(word.get("unit", ""), {}).get("symbol", "")
        limits = [f"{sign} {_number(written[name])}" for name, (_, sign) in LIMITS.items() if name in written]
        text = f"{word.get('label', written['param'])} {' and '.join(limits)}"
        return content(f"{text} {unit}".rstrip() if unit != word.get("symbol") else text)
    for form in ("fact", "judgement"):
        if form in written:
            return content(word_label(kb, "facts", written[form]))
    if "role" in written:
        parts: list[str | Inline] = [f"{written['role'].replace('-', ' ')} in "]
        for number, place in enumerate(written["in"]):
            parts += [", "] if number else []
            record = kb.records.get(place)
            parts.append(link_to(kb, place) if record is None else _place_link(record))
        if written.get("membership") == "printed":
            parts.append(" (as printed)")
        return content(*parts)
    if "choice" in written:
        values = kb.vocabularies["choices"].get(written["choice"], {}).get("values", {})
        named = " or ".join(str(values.get(one, one)) for one in written["one_of"])
        return content(f"{word_label(kb, 'choices', written['choice'])}: {named}")
    return content("meets ", link_to(kb, written["meets"]))


def _place_link(record: Record) -> Inline:
    return Link(str(record.data.get("code") or record.title), path_of(record))


def _number(number: Any) -> str:
    value = exact(number)
    return f"{value.numerator:,}" if value.denominator == 1 else plain(value, 9)
