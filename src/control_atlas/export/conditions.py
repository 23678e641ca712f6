"""The conditions as data for the site's evaluator: every evaluable paragraph with its days and its standing.

One book answers what the Python evaluation answers, on any day: conditions and texts that repeat are kept
once and named by their number. It ships as a classic script that assigns one global, so that pages work from
a folder on disk, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from control_atlas.ask.charted import axes, charted
from control_atlas.ask.classify import first_day
from control_atlas.ask.evaluate import is_control
from control_atlas.ask.facts import product_facts
from control_atlas.ask.status import status
from control_atlas.ask.told import NO_DETERMINATION, NOT_ADVICE, standing_text
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import SECTIONS, Side, Span
from control_atlas.records import Record

PATH = "assets/conditions.js"
GLOBAL = "ATLAS_CONDITIONS"
# What the pages ask of each type of control.
PAGES: Mapping[str, tuple[str, ...]] = {
    "list-entry": ("items", "destinations"),
    "licence-policy": ("policies",),
    "letter": ("items", "destinations"),
}
# Sections whose wording the pages show beside whether it is met.
WORDED = ("destinations", "policies")
Spans = list[list[Any]]
# Where a paragraph (record, section, key) stands on the site, from its root; None when nowhere.
Address = Callable[[Record, str, str], str | None]


class Numbered:
    """Values kept once, each named by the number of its place."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[str, int] = {}

    def number(self, value: Any) -> int:
        """The number of ``value``, which is added when it is new."""
        key = json.dumps(value, ensure_ascii=False, sort_keys=True)
        if key not in self._places:
            self._places[key] = len(self.values)
            self.values.append(value)
        return self._places[key]


class Tables:
    """What repeats in the book: words of status, texts, conditions, and lists of spans."""

    def __init__(self) -> None:
        self.words, self.texts, self.conditions, self.spans = Numbered(), Numbered(), Numbered(), Numbered()

    def text(self, text: str | None) -> int:
        """The number of a text; -1 for none."""
        return -1 if text is None else self.texts.number(text)


def script(kb: KnowledgeBase, on: str, address: Address) -> bytes:
    """The book of what the pages ask, as a script; ``address`` says where a paragraph stands on the site."""
    text = json.dumps(book(kb, on, PAGES, address), ensure_ascii=False, separators=(",", ":"))
    for separator in "\u2028\u2029":
        text = text.replace(separator, f"\\u{ord(separator):04x}")
    return f"window.{GLOBAL}={text};\n".encode()


def book(
    kb: KnowledgeBase,
    on: str,
    asked: Mapping[str, tuple[str, ...]] | None = None,
    address: Address = lambda record, section, key: None,
) -> dict[str, Any]:
    """Everything that evaluating in the browser needs.

    ``asked`` names the sections wanted of each type of control; without it every dated section of every
    control is there. Whatever a condition refers to comes along.

    ``controls`` hold their asked sections as rows ``[section, key, versions, spans, address]``; a version is
    ``[from, pinpoint, instrument, condition, exclusions, covers]`` and a span ``[start, codified, version,
    enforced, version, word, standing]``. Texts and conditions stand as numbers into ``texts`` and
    ``conditions``; -1 says that there is none.
    """
    tables = Tables()
    wanted = _wanted(kb, asked)
    controls = {
        record.id: _control(kb, record, wanted[record.id], tables, address)
        for record in kb
        if record.id in wanted
    }
    letters = dict(_letters(kb, tables))
    used = _Used(tables.conditions.values)
    return {
        "on": on,
        "first": first_day(kb),
        "determination": NO_DETERMINATION,
        "advice": NOT_ADVICE,
        "parameters": dict(_parameters(kb, used.words["param"])),
        "units": dict(kb.vocabularies["units"]),
        "facts": dict(_labels(kb, "facts", used.words["fact"] | used.words["judgement"])),
        "judgements": sorted(used.words["judgement"]),
        "choices": {
            name: {"label": word["label"], "values": word["values"]}
            for name, word in kb.vocabularies["choices"].items()
            if name in used.words["choice"]
        },
        "places": dict(_places(kb)),
        "jurisdictions": {
            word: kb.records[word].title
            for word in sorted({control["jurisdiction"] for control in controls.values()})
            if word in kb.records
        },
        "words": tables.words.values,
        "texts": tables.texts.values,
        "conditions": tables.conditions.values,
        "spans": tables.spans.values,
        "controls": controls,
        "letters": letters,
        "charted": [[record.id, key] for record, key in charted(kb)],
        "axes": axes(kb),
        "products": [_product(kb, product) for product in kb.of_kind("products")],
    }


def _wanted(
    kb: KnowledgeBase, asked: Mapping[str, tuple[str, ...]] | None
) -> dict[str, set[tuple[str, str]]]:
    """The keyed paragraphs that have a condition, and those that conditions refer to, directly or through
    others."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    waiting: list[tuple[Record, str, str]] = []
    for record in kb:
        if not is_control(record):
            continue
        for section in SECTIONS if asked is None else asked.get(record.data["type"], ()):
            for key, versions in record.data.get(section, {}).items():
                if any("when" in version for version in versions):
                    waiting.append((record, section, key))
    while waiting:
        record, section, key = waiting.pop()
        if (section, key) in wanted.setdefault(record.id, set()):
            continue
        wanted[record.id].add((section, key))
        for version in record.data[section][key]:
            for reference in _references([version.get("when"), version.get("except")]):
                identity, name = split(reference)
                other = kb.get(identity)
                found = (one for one in SECTIONS if name in other.data.get(one, {}))
                waiting.append((other, next(found), str(name)))
    return wanted


def _references(condition: Any) -> Iterator[str]:
    if isinstance(condition, Mapping):
        if "meets" in condition:
            yield condition["meets"]
        for value in condition.values():
            yield from _references(value)
    elif isinstance(condition, list):
        for one in condition:
            yield from _references(one)


def _control(
    kb: KnowledgeBase,
    record: Record,
    wanted: set[tuple[str, str]],
    tables: Tables,
    address: Address,
) -> dict[str, Any]:
    """One control with its wanted paragraphs in written order."""
    data = record.data
    rows = []
    for section, key in kb.keys(record):
        if (section, key) in wanted:
            versions = [_version(kb, section, one, tables) for one in data[section][key]]
            spans = _spans(kb.spans(record, section, key), tables)
            rows.append([section, key, versions, spans, tables.text(address(record, section, key))])
    told = {"title": record.title, "kind": record.kind, "jurisdiction": data["jurisdiction"], "rows": rows}
    for word in ("type", "list", "code", "subjects", "reasons"):
        if word in data:
            told[word] = data[word]
    return told


def _version(kb: KnowledgeBase, section: str, version: Mapping[str, Any], tables: Tables) -> list[Any]:
    text = tables.text
    when = tables.conditions.number(version["when"]) if "when" in version else -1
    exclusions = [
        [text(one["note"]), text(one.get("pinpoint")), tables.conditions.number(one["when"])]
        for one in version.get("except", ())
    ]
    covers = text(version["covers"]) if section in WORDED else -1
    by = text(kb.name_of(split(version["by"])[0]))
    return [version["from"], text(version.get("pinpoint")), by, when, exclusions, covers]


def _spans(spans: Iterable[Span], tables: Tables) -> int:
    rows: Spans = []
    for span in spans:
        told = [
            *_side(span.codified, tables),
            *_side(span.enforced, tables),
            tables.words.number(span.word),
            tables.text(standing_text(span)),
        ]
        if not rows or rows[-1][1:] != told:
            rows.append([span.interval.start, *told])
    return tables.spans.number(rows)


def _side(side: Side, tables: Tables) -> tuple[int, int]:
    return tables.words.number(side.word), -1 if side.version is None else side.version


class _Used:
    """The words that conditions use, by the form that uses them."""

    def __init__(self, conditions: Iterable[Any]) -> None:
        self.words: dict[str, set[str]] = {
            form: set() for form in ("param", "fact", "judgement", "role", "choice")
        }
        for condition in conditions:
            self._walk(condition)

    def _walk(self, condition: Any) -> None:
        if isinstance(condition, Mapping):
            for form, found in self.words.items():
                if form in condition:
                    found.add(condition[form])
            for value in condition.values():
                self._walk(value)
        elif isinstance(condition, list):
            for one in condition:
                self._walk(one)


def _parameters(kb: KnowledgeBase, used: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The parameters that conditions compare, those their formulas need, and those that products carry."""
    vocabulary = kb.vocabularies["parameters"]
    needed = set(used)
    for product in kb.of_kind("products"):
        needed.update(product.data.get("values", {}))
    waiting = list(needed)
    while waiting:
        for name in _names(vocabulary.get(waiting.pop(), {}).get("formula")):
            if name in vocabulary and name not in needed:
                needed.add(name)
                waiting.append(name)
    for name, word in vocabulary.items():
        if name in needed:
            kept = ("label", "symbol", "unit", "formula", "source")
            yield name, {field: word[field] for field in kept if field in word}


def _names(formula: Any) -> Iterator[str]:
    if isinstance(formula, str):
        yield formula
    elif isinstance(formula, Mapping):
        for value in formula.values():
            yield from _names(value)
    elif isinstance(formula, list):
        for part in formula:
            yield from _names(part)


def _labels(kb: KnowledgeBase, vocabulary: str, words: set[str]) -> Iterator[tuple[str, str]]:
    for name, word in kb.vocabularies[vocabulary].items():
        if name in words:
            yield name, word["label"]


def _places(kb: KnowledgeBase) -> Iterator[tuple[str, dict[str, Any]]]:
    for record in kb.of_kind("places"):
        told: dict[str, Any] = {"title": record.title}
        for word in ("code", "treated_as", "type"):
            if word in record.data:
                told[word] = record.data[word]
        if record.data.get("type") == "group":
            told["members"] = {place: _membership(kb, record, place) for place in record.data["members"]}
            for word in ("follows", "history_from"):
                if word in record.data:
                    told[word] = record.data[word]
        yield record.id, told


def _membership(kb: KnowledgeBase, group: Record, place: str) -> list[list[Any]]:
    """Whether ``place`` is printed as a member, from each day on that it changes; None where unknown."""
    rows: list[list[Any]] = []
    for span in kb.spans(group, "members", place):
        side = span.codified
        answer: bool | None = False
        if side.word == "unknown":
            answer = None
        elif side.word == "in force" and side.version is not None:
            answer = bool(group.data["members"][place][side.version]["member"])
        if not rows or rows[-1][1] != answer:
            rows.append([span.interval.start, answer])
    return rows


def _letters(kb: KnowledgeBase, tables: Tables) -> Iterator[tuple[str, dict[str, Any]]]:
    """Requirements addressed to named parties: over time their status as Python answers it, and what they
    cover, as rows ``[day, word, standing, unconfirmed since, texts]``."""
    for record in kb:
        if record.data.get("type") != "letter" or not is_control(record):
            continue
        days = {s.interval.start for key in record.data["items"] for s in kb.spans(record, "items", key)}
        rows: Spans = []
        for day in sorted(days):
            answer = status(kb, record.id, day)
            held = [one.codified for one in answer.items if one.section == "items" and one.codified]
            covers = [tables.text(text) for text in dict.fromkeys(one["covers"] for one in held)]
            told = [answer.word, answer.standing, answer.since, covers]
            if not rows or rows[-1][1:] != told:
                rows.append([day, *told])
        data = record.data
        addressees = [
            [name, kb.records[name].title] for name in data.get("addressees", ()) if name in kb.records
        ]
        letter: dict[str, Any] = {"title": record.title, "kind": record.kind, "addressees": addressees}
        letter |= {
            "spans": rows,
            "publication": data.get("publication"),
            "products": list(data.get("products", ())),
        }
        yield record.id, letter


def _product(kb: KnowledgeBase, product: Record) -> dict[str, Any]:
    """A product with the facts its record gives, as the evaluation takes them, and where each came from."""
    vendor = kb.records.get(str(product.data.get("vendor")))
    facts = product_facts(kb, product)
    return {
        "id": product.id,
        "title": product.title,
        "maker": product.data.get("vendor"),
        "vendor": vendor.title if vendor is not None else str(product.data.get("vendor", "")),
        "launched": product.data.get("launched"),
        "facts": facts,
        "origins": facts.origins,
        "read": product.data.get("verification", {}).get("read"),
    }
