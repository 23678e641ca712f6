"""Reference pages made from the schemas, the rules and the records: dictionary, rules, coverage, questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from control_atlas.check.exceptions import RUN_RULES
from control_atlas.check.rule import RULES
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.faults import RULES as READING_RULES
from control_atlas.load.kinds import Kind, resolve
from control_atlas.pages.blocks import Block, Column, Fact, Facts, LinkGroup, Links, Page, Prose, Row, Table
from control_atlas.pages.inline import Badge, Code, Content, Link, content
from control_atlas.records import Record
from control_atlas.views.coverage import coverage_blocks
from control_atlas.views.keeping import upkeep_blocks
from control_atlas.views.words import link_to

FOLDER = "reference"
QUESTIONS_A_PAGE = 150
COVERAGE_ROWS = 120
TRAIL = (Link("Home", "index.html"), Link("Reference", f"{FOLDER}/index.html"))


def reference_pages(kb: KnowledgeBase, on: str) -> Iterator[Page]:
    """The contents page, the dictionary of each kind, the rules, the coverage, the upkeep on the day ``on`` and
    the open questions."""
    questions = list(_question_pages(kb))
    yield _contents(kb, questions)
    for kind in kb.kinds:
        yield _dictionary(kb, kind)
    yield from _vocabulary_pages(kb)
    yield _rules()
    yield from _coverage_pages(kb)
    yield _page("upkeep", "Upkeep", tuple(upkeep_blocks(kb, on)), "What is to be read again, and since when.")
    yield from questions


def _coverage_pages(kb: KnowledgeBase) -> Iterator[Page]:
    """Counts first, with links to the pages that list controls, rules and facts left out one by one."""
    counts: list[Block] = []
    pages: list[tuple[str, str, list[Block]]] = []
    for block in coverage_blocks(kb):
        anchor = getattr(block, "anchor", "")
        if isinstance(block, Table) and anchor in ("controls", "rules"):
            parts = [
                block.rows[start : start + COVERAGE_ROWS]
                for start in range(0, len(block.rows), COVERAGE_ROWS)
            ]
            for number, rows in enumerate(parts, start=1):
                name = f"coverage-{anchor}" if number == 1 else f"coverage-{anchor}-{number}"
                count = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
                pages.append((name, f"{block.title}{count}", [replace(block, rows=rows)]))
        elif anchor.startswith("left-out-"):
            pages.append((f"coverage-{anchor}", f"Left out: {getattr(block, 'title', '')}", [block]))
        elif pages and pages[-1][0].startswith("coverage-left-out-") and isinstance(block, Table):
            pages[-1][2].append(block)
        else:
            counts.append(block)
    links = tuple(content(Link(title, f"{FOLDER}/{name}.html")) for name, title, _ in pages)
    if links:
        counts.append(Links("One by one", "one-by-one", (LinkGroup("Pages", links),)))
    summary = "What is modelled, and how far it was checked."
    yield _page("coverage", "Coverage", tuple(counts), summary)
    for name, title, blocks in pages:
        yield _page(name, f"Coverage: {title}", tuple(blocks), summary)


def _page(
    name: str, title: str, blocks: tuple[Block, ...], summary: str, following: Link | None = None
) -> Page:
    return Page(
        f"{FOLDER}/{name}.html",
        title,
        blocks,
        "index",
        FOLDER,
        trail=TRAIL,
        summary=summary,
        following=following,
    )


def _contents(kb: KnowledgeBase, questions: list[Page]) -> Page:
    kinds = tuple(content(Link(kind.plural, f"{FOLDER}/{kind.name}.html")) for kind in kb.kinds)
    more = [
        content(Link("Coverage: what is modelled, and how far it was checked", f"{FOLDER}/coverage.html")),
        content(Link("Rules that records must keep", f"{FOLDER}/rules.html")),
        content(Link("Upkeep: what is to be read again", f"{FOLDER}/upkeep.html")),
    ]
    if questions:
        more.append(content(Link("Open questions, by record", questions[0].path)))
    words = tuple(
        content(Link(name.replace("-", " ").capitalize(), f"{FOLDER}/vocabulary-{name}.html"))
        for name in sorted(kb.vocabularies)
    )
    groups = (
        LinkGroup("About the records", tuple(more)),
        LinkGroup("Data dictionary", kinds),
        LinkGroup("Words editors may use", words),
    )
    block = Links("Contents", "contents", groups)
    page = _page("index", "Reference", (block,), "Data dictionary, rules, coverage and open questions.")
    return Page(page.path, page.title, page.blocks, "index", FOLDER, trail=TRAIL[:1], summary=page.summary)


def _dictionary(kb: KnowledgeBase, kind: Kind) -> Page:
    """Every field of a kind, with the shapes it uses, from its schema."""
    schemas = kb.kinds.schemas
    seen: dict[str, Mapping[str, Any]] = {}
    blocks: list[Block] = [Prose(str(kind.schema["description"]))]
    blocks.append(
        _fields_table("Fields", "fields", _flat(kind.schema, schemas), _required(kind.schema, schemas), seen)
    )
    done: set[str] = set()
    while set(seen) - done:
        for name in sorted(set(seen) - done):
            done.add(name)
            shape = seen[name]
            fields = _flat(shape, schemas)
            if fields:
                anchor = f"shape-{name}"
                blocks.append(
                    _fields_table(
                        str(shape.get("title", name)), anchor, fields, _required(shape, schemas), seen
                    )
                )
    return _page(kind.name, f"Data dictionary: {kind.plural}", tuple(blocks), str(kind.schema["description"]))


def _fields_table(
    title: str,
    anchor: str,
    fields: Mapping[str, Mapping[str, Any]],
    required: set[str],
    seen: dict[str, Mapping[str, Any]],
) -> Table:
    rows = []
    for name, schema in fields.items():
        key: list[Any] = [Code(name)]
        if name in required:
            key += [" ", Badge("required", "strong")]
        rows.append(
            Row((content(*key), content(*_type(schema, seen)), content(str(schema.get("description", "")))))
        )
    return Table((Column("Field"), Column("Holds"), Column("Meaning")), tuple(rows), title, anchor)


def _type(schema: Mapping[str, Any], seen: dict[str, Mapping[str, Any]]) -> list[Any]:
    """What a field holds, in words; shapes of their own are collected in ``seen``."""
    if "x-refers" in schema:
        kinds = schema["x-refers"]
        return ["reference to ", ", ".join(kinds) if kinds else "any record"]
    if "x-word" in schema:
        return ["word of ", Link(str(schema["x-word"]), f"{FOLDER}/vocabulary-{schema['x-word']}.html")]
    if "enum" in schema:
        return ["one of: ", ", ".join(str(one).replace("_", " ") for one in schema["enum"])]
    if schema.get("type") == "array":
        inner = schema.get("items", {})
        return ["list of ", *_type(inner, seen)]
    if "properties" in schema or "allOf" in schema:
        name = str(schema.get("title", "shape")).lower().replace(" ", "-")
        seen.setdefault(name, schema)
        return [str(schema.get("title", "mapping")).lower()]
    if isinstance(schema.get("additionalProperties"), Mapping):
        return ["key to ", *_type(schema["additionalProperties"], seen)]
    kind = schema.get("type", "value")
    return [" or ".join(kind) if isinstance(kind, list) else str(kind)]


def _flat(
    schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]
) -> dict[str, Mapping[str, Any]]:
    """Property name to resolved schema, over everything a schema builds on."""
    found: dict[str, Mapping[str, Any]] = {}
    for part in schema.get("allOf", ()):
        if "if" not in part:
            found.update(_flat(_resolved(part, schemas), schemas))
    for name, inner in schema.get("properties", {}).items():
        found[name] = _resolved(inner, schemas)
    return found


def _required(schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]) -> set[str]:
    found = set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        if "if" not in part:
            found |= _required(_resolved(part, schemas), schemas)
    return found


def _resolved(schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        items = schema.get("items")
        return {**schema, "items": _resolved(items, schemas)} if isinstance(items, Mapping) else schema
    target = resolve({"$ref": schema["$ref"]}, schemas)
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


def _vocabulary_pages(kb: KnowledgeBase) -> Iterator[Page]:
    for name in sorted(kb.vocabularies):
        rows = []
        for word, about in kb.vocabularies[name].items():
            meaning = str(about["meaning"])
            if "source" in about:
                meaning += f" Source: {about['source']}."
            unit = str(kb.vocabularies["units"].get(about.get("unit", ""), {}).get("label", ""))
            cells = (content(Code(word)), content(str(about["label"])), content(meaning), content(unit))
            rows.append(Row(cells))
        columns = (Column("Word"), Column("Label"), Column("Meaning"), Column("Unit", minor=True))
        title = f"Words: {name.replace('-', ' ')}"
        table = Table(columns, tuple(rows), anchor="words", caption=f"{len(rows)} words", sortable=True)
        yield _page(f"vocabulary-{name}", title, (table,), f"Words of the vocabulary {name}.")


def _rules() -> Page:
    blocks: list[Block] = []
    topics: dict[str, list[Row]] = defaultdict(list)
    for rule in RULES.values():
        where = "one record" if rule.scope == "record" else "all records"
        topics[rule.topic].append(
            _rule_row(rule.name, f"{rule.level}, {where}", rule.doc, rule.example, rule.fix)
        )
    for name, (meaning, example, fix) in READING_RULES.items():
        topics["reading"].append(_rule_row(name, "error, one file", meaning, example, fix))
    for name, (meaning, example, fix) in RUN_RULES.items():
        topics["exceptions"].append(_rule_row(name, "error, exceptions.yaml", meaning, example, fix))
    columns = (Column("Rule"), Column("What must hold, and why"), Column("Example of a fault"), Column("Fix"))
    for topic, rows in topics.items():
        blocks.append(Table(columns, tuple(rows), topic.capitalize(), f"topic-{topic}"))
    text = (
        "Besides these rules every record fits the schema of its kind; those messages are named schema-… after "
        "the word of JSON Schema that failed."
    )
    return _page(
        "rules", "Rules that records must keep", (Prose(text), *blocks), "Every rule of atlas validate."
    )


def _rule_row(name: str, scope: str, meaning: str, example: str, fix: str) -> Row:
    return Row(
        (content(Code(name), " ", Badge(scope, "quiet")), content(meaning), content(example), content(fix)),
        name,
    )


def _question_pages(kb: KnowledgeBase) -> Iterator[Page]:
    asked = [
        record for record in sorted(kb, key=lambda one: (one.kind, one.id)) if "open_questions" in record.data
    ]
    pages = [asked[start : start + QUESTIONS_A_PAGE] for start in range(0, len(asked), QUESTIONS_A_PAGE)]
    for number, found in enumerate(pages, start=1):
        rows = tuple(_question_fact(kb, record) for record in found)
        name = "questions" if number == 1 else f"questions-{number}"
        title = "Open questions" if len(pages) == 1 else f"Open questions ({number} of {len(pages)})"
        following = Link("More", f"{FOLDER}/questions-{number + 1}.html") if number < len(pages) else None
        yield _page(name, title, (Facts(rows),), "What is not known, record by record.", following)


def _question_fact(kb: KnowledgeBase, record: Record) -> Fact:
    values: list[Content] = [content(link_to(kb, record.id))]
    for one in record.data["open_questions"]:
        settled = f" Settled by: {one['settled_by']}" if "settled_by" in one else ""
        values.append(content(f"{one['ask']}{settled}"))
    return Fact(kb.kinds[record.kind].label, tuple(values))
