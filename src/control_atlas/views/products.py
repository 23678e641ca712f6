"""What a product's page adds: its figures with their sources, and what the law makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.ask.classify import classify
from control_atlas.ask.facts import product_facts
from control_atlas.ask.told import NO_DETERMINATION, standing_text
from control_atlas.days import spoken
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Block, Column, Fact, Facts, Notice, Row, Table
from control_atlas.pages.inline import Content, Link, Verification, content
from control_atlas.records import Record
from control_atlas.views.words import link_to, word_label

CLASSIFY = "tools/classify.html"


def sections(kb: KnowledgeBase, record: Record, on: str) -> Iterator[Block]:
    """Throughput, values, the computed classification on ``on``, and public statements."""
    data = record.data
    rates = tuple(_rate_row(kb, row) for row in data.get("throughput", ()))
    if rates:
        labels = ("Format", "Bits", "Dense rate", "Basis", "Source")
        columns = tuple(Column(label, numeric=label in ("Bits", "Dense rate")) for label in labels)
        yield Table(columns, rates, "Throughput", "throughput")
    values = tuple(_value_row(kb, name, value) for name, value in data.get("values", {}).items())
    if values:
        columns = tuple(
            Column(label, numeric=label == "Value") for label in ("Parameter", "Value", "Basis", "Source")
        )
        yield Table(columns, values, "Values", "values")
    yield from _classified(kb, record, on)
    said = []
    for one in data.get("statements", ()):
        label = spoken(one.get("day")).capitalize()
        said.append(Fact(label, (content(link_to(kb, one["by"]), f": {one['says']}"),)))
    if said:
        yield Facts(tuple(said), "Public statements", "statements")


def _rate_row(kb: KnowledgeBase, row: Mapping[str, Any]) -> Row:
    basis = row["basis"].replace("-", " ") + (f": {row['note']}" if "note" in row else "")
    rate = f"{row['rate']:,} {_unit(kb, row['unit'])}"
    texts = (row["format"].upper(), _bits(row), rate, basis)
    return Row((*(content(text) for text in texts), _sources(kb, row["sources"])))


def _value_row(kb: KnowledgeBase, name: str, value: Mapping[str, Any]) -> Row:
    texts = (word_label(kb, "parameters", name), _value(kb, value), _basis(value))
    return Row((*(content(text) for text in texts), _sources(kb, value["sources"])))


def _classified(kb: KnowledgeBase, record: Record, on: str) -> Iterator[Block]:
    answer = classify(kb, product_facts(kb, record), on, record)
    rows = [
        Fact(word_label(kb, "parameters", name), (content(quantity.working),))
        for name, quantity in answer.quantities.items()
    ]
    met = tuple(content(link_to(kb, found.name), f" ({standing_text(found.span)})") for found in answer.met)
    rows.append(Fact("List entries met", met or (content("none of those recorded"),)))
    if answer.open:
        rows.append(Fact("Cannot be told", tuple(
            content(link_to(kb, found.name), f": without {', '.join(sorted(found.outcome.missing)) or 'more facts'}")
            for found in answer.open)))  # fmt: skip
    letters = tuple(
        content(link_to(kb, letter.control.id), f": {letter.status.word} ({letter.status.standing})")
        for letter in answer.letters
    )
    rows.append(Fact("Addressed to named parties", letters or (content("none recorded"),)))
    preset = Link("Ask for another day, destination or figure", CLASSIFY, query=f"chip={record.id}")
    rows.append(Fact("On the classify page", (content(preset),)))
    yield Facts(tuple(rows), f"Classification computed for {on}", "classification")
    yield Notice("legal", (content(NO_DETERMINATION),))


def _bits(row: Mapping[str, Any]) -> str:
    either = row.get("bits_either")
    return " or ".join(map(str, either)) if isinstance(either, list) else str(row["bits"])


def _value(kb: KnowledgeBase, value: Mapping[str, Any]) -> str:
    either = value.get("either")
    number = " or ".join(map(str, either)) if isinstance(either, list) else f"{value['value']:,}"
    return f"{number} {_unit(kb, str(value['unit']))}".rstrip()


def _basis(value: Mapping[str, Any]) -> str:
    parts = [str(value["basis"]), *(str(value[key]) for key in ("note", "question") if key in value)]
    return ": ".join(parts)


def _unit(kb: KnowledgeBase, unit: str) -> str:
    return str(kb.vocabularies["units"].get(unit, {}).get("symbol", unit))


def _sources(kb: KnowledgeBase, names: list[str]) -> Content:
    parts: list[object] = []
    for name in names:
        source = kb.records.get(name)
        if parts:
            parts.append("; ")
        parts.append(link_to(kb, name))
        if source is not None:
            parts += [" ", Verification(source.data["read"])]
    return content(*parts)  # type: ignore[arg-type]
