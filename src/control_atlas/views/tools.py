"""The pages that evaluate in the browser: classify a chip, and the chart of chips with its table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from control_atlas.ask.charted import ACROSS, UP, charted
from control_atlas.ask.evaluate import asking, item_outcome
from control_atlas.ask.facts import product_facts
from control_atlas.ask.quantities import Quantity
from control_atlas.ask.told import NO_DETERMINATION
from control_atlas.export.conditions import PATH as BOOK
from control_atlas.export.conditions import script
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import (
    Block,
    Column,
    LinkGroup,
    Links,
    Notice,
    Page,
    Prose,
    Row,
    SearchFacts,
    Table,
    Tool,
)
from control_atlas.pages.inline import Code, Content, Link, content
from control_atlas.records import Record
from control_atlas.views.groups import group_title
from control_atlas.views.paging import page_of, part_path
from control_atlas.views.words import link_to, section_anchor

FOLDER = "tools"
HOME = Link("Home", "index.html")
CLASSIFY = Link("Classify a chip", f"{FOLDER}/classify.html")
CHIPS = Link("Chips charted", f"{FOLDER}/chips.html")
SHARED = ("exact.js", "evaluator.js", "classification.js", "tool.js")
WORDS = {True: "met", False: "not met", None: "cannot tell"}
NO_SCRIPT = (
    "This page computes in your browser, and its script has not run here. On the command line the same "
    "question is asked with "
)


def tool_pages(kb: KnowledgeBase, on: str) -> Iterator[Page]:
    """The contents of the folder, the classify page and the chips page."""
    groups = (
        LinkGroup("Which list entries catch a chip on a day, with the working", (content(CLASSIFY),)),
        LinkGroup("All chips by computing power and density, with the limits", (content(CHIPS),)),
    )
    contents: tuple[Block, ...] = (Links("Tools", "tools", groups),)
    yield Page(f"{FOLDER}/index.html", "Tools", contents, "index", trail=(HOME,))
    yield _classify_page()
    yield _chips_page(kb, on)


def tool_files(kb: KnowledgeBase, on: str) -> Iterator[tuple[str, bytes]]:
    """The book of conditions that the pages evaluate."""
    yield BOOK, script(kb, on, _address)


def _address(record: Record, section: str, key: str) -> str:
    return f"{part_path(record, page_of(record, section, key))}#{section_anchor(section, key)}"


def _scripts(*names: str) -> tuple[str, ...]:
    return (BOOK, *(f"assets/js/{name}" for name in (*SHARED, *names)))


def _trail() -> tuple[Link, ...]:
    return (HOME, Link("Tools", f"{FOLDER}/index.html"))


def _classify_page() -> Page:
    without = (content(NO_SCRIPT, Code("atlas classify nvidia-h20 --on 2025-05-01"), "."),)
    return Page(
        path=CLASSIFY.path,
        title="Classify a chip",
        summary="Which list entries catch a chip or given figures on a day, paragraph by paragraph.",
        blocks=(Notice("legal", (content(NO_DETERMINATION),)), Tool("classify", without)),
        layout="index",
        section="classify",
        search=SearchFacts(FOLDER, "Tool", "", aliases=("classification", "TPP calculator")),
        trail=_trail(),
        scripts=_scripts("classify-form.js", "memo.js", "classify.js"),
    )


def _chips_page(kb: KnowledgeBase, on: str) -> Page:
    without = (content("The chart is drawn by a script, which has not run here; the table says the same."),)
    entries = {
        jurisdiction: list(group)
        for jurisdiction, group in groupby(charted(kb), key=lambda one: str(one[0].data["jurisdiction"]))
    }
    labels = ("Chip", "Maker", "TPP", "Performance density")
    columns = (
        *(Column(label, numeric=label in labels[2:]) for label in labels),
        *(Column(group_title(kb, jurisdiction)) for jurisdiction in entries),
    )
    rows = tuple(_row(kb, product, entries, on) for product in kb.of_kind("products"))
    caption = f"As of {on}, from the figures on record; open each chip for their sources"
    return Page(
        path=CHIPS.path,
        title="Chips charted",
        summary="Total processing performance against performance density, with the limits of each regime.",
        blocks=(
            Notice("legal", (content(NO_DETERMINATION),)),
            Tool("chips", without),
            Table(columns, rows, "Chips and the entries they meet", "chips", caption, sortable=True),
            Prose(
                "The table asks only the entries that the chart draws. Letters to named parties, end uses, end "
                "users and destinations stand apart; [classify a chip](tools/classify.html) asks about more."
            ),
        ),
        layout="index",
        section=FOLDER,
        search=SearchFacts(FOLDER, "Tool", "", aliases=("chip plot", "scatter plot of chips")),
        trail=_trail(),
        scripts=_scripts("regions.js", "plot.js", "chips.js"),
    )


def _row(kb: KnowledgeBase, product: Record, entries: dict[str, list[tuple[Record, str]]], on: str) -> Row:
    facts = product_facts(kb, product)
    formulas = asking(kb, on).formulas
    figures = [formulas.quantity(name, facts) for name in (ACROSS, UP)]
    answers = [_answer(kb, of_one, facts, on) for of_one in entries.values()]
    vendor = str(product.data.get("vendor", ""))
    shown = (*(content(_figure(figure)) for figure in figures), *(content(answer) for answer in answers))
    cells: tuple[Content, ...] = (content(link_to(kb, product.id)), content(link_to(kb, vendor)), *shown)
    sort = (product.title, group_title(kb, vendor), *(_sortable(figure) for figure in figures), *answers)
    return Row(cells, product.id, sort=sort)


def _figure(quantity: Quantity) -> str:
    if not quantity.known:
        return "not known"
    return " or ".join(f"{float(value):,.2f}".rstrip("0").rstrip(".") for value in sorted(quantity.values))


def _sortable(quantity: Quantity) -> str:
    return f"{float(max(quantity.values)):.6f}" if quantity.known else ""


def _answer(kb: KnowledgeBase, entries: list[tuple[Record, str]], facts: dict[str, Any], on: str) -> str:
    """The entries met; else that it cannot be told, or that none is."""
    answers = [
        (_code(record, key), item_outcome(kb, record, "items", key, facts, on)) for record, key in entries
    ]
    for answer in (True, None):
        found = [code for code, outcome in answers if outcome.answer is answer]
        if found:
            return f"{', '.join(found)}: {WORDS[answer]}"
    held = any(kb.codified_on(record, "items", key, on).word == "in force" for record, key in entries)
    return WORDS[False] if held else "no entry in force"


def _code(record: Record, key: str) -> str:
    code = str(record.data.get("code", record.id))
    return f"{code}.{key}" if code.isalnum() else f"{code} {key}"
