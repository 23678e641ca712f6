"""The pages of the downloads, of the feeds and calendars, and of the static API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.export.examples import EXAMPLES
from control_atlas.export.openapi import COMPONENTS, ROUTES
from control_atlas.pages.blocks import Block, Column, Notice, Page, Prose, Row, Table
from control_atlas.pages.inline import Code, Link, content

FOLDER = "data"
ROOT = "data/v1"
BUNDLE = "data/control-atlas-site.zip"
TRAIL = (Link("Home", "index.html"), Link("Data", f"{FOLDER}/index.html"))
Manifest = Mapping[str, Any]
# The formats in the order in which a reader meets them: name, forms in the manifest, what to take it for.
FORMATS = (
    ("Workbook (XLSX)", "excel", ("xlsx",),
     "For people. Every code, day and word is a text cell, so that `3E001` and `744.10` stay what they are. A "
     "text longer than a cell may be stands in pieces on the sheet `long_texts`."),
    ("CSV and data package", "csv", ("csv", "datapackage"),
     "For programs: plain UTF-8 without a byte order mark, comma, double quotes, line feed, an empty cell for no "
     "value, JSON in cells of lists. **Do not open it with a double click in Excel**, which rewrites codes and "
     "days; take the workbook, or import the file with every column as text."),
    ("SQLite", "sqlite", ("sqlite",),
     "One file with foreign keys. The view `status_as_of` answers for the day in the table `meta`; set another "
     "day there and it answers for that. `search` finds parts of three letters and more; for two Chinese "
     "characters use `LIKE`."),
    ("Parquet", "parquet", ("parquet",), "The same tables with types, compressed."),
    ("JSON", "json", ("json",), "Every record in the published form, as one array; each also at its own address."),
    ("JSON Lines", "jsonl", ("jsonl",), "One published record a line: all, and by kind."),
    ("Linked data (JSON-LD)", "jsonld", ("jsonld",),
     "The records in the words of schema.org and of the European Legislation Identifier."),
    ("Citations", "citations", ("csl", "bibtex", "ris"), "For reference managers: one entry a record."),
    ("Changes between editions", "delta", ("delta",),
     "What was added, changed or removed since an edition, each marked *law* (the law changed), *record* (we "
     "changed our record of it), or both."),
)  # fmt: skip

NOTHING_YET = "Nothing of this is there yet: the first is made once an edition has been kept."


def data_pages(manifest: Manifest) -> Iterator[Page]:
    """The download page, the page of feeds and calendars, and the description of the API."""
    yield _downloads(manifest)
    yield _subscriptions(manifest)
    yield _api()


def _downloads(manifest: Manifest) -> Page:
    blocks: list[Block] = [
        Prose(
            f"All {manifest['records']:,} records, computed for **{manifest['as_of']}**, in the form that your tool "
            "reads. Every format holds the same records. Addresses under `data/v1/` stay; what may change in "
            "them is written in the [versioning policy](data-policy.html). The records are under "
            "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)."
        ),
        Notice(
            "legal",
            (
                content(
                    "Not legal advice. That something is not in these files does not mean that it is not "
                    "controlled. Allegations are claims of those who make them; the answers stand in the same row."
                ),
            ),
        ),
        Table((Column("What"), Column("What it is for")), _others(), "Also here", "more"),
    ]
    for title, anchor, forms, text in FORMATS:
        table = _table(manifest, forms, title, anchor)
        if table.rows:
            blocks += [table, Prose("\n\n".join((text, *_examples(forms))))]
        else:
            blocks.append(Prose(f"{text} {NOTHING_YET}", title, anchor))
    return _page(
        "index", "Data", tuple(blocks), "All records as files, with sizes, rows, hashes and examples."
    )


def _others() -> tuple[Row, ...]:
    rows = (
        (Link("Static API", f"{FOLDER}/api.html"), "Small JSON answers at fixed addresses."),
        (Link("Feeds and calendars", f"{FOLDER}/feeds.html"), "What changed (Atom), what changes next (iCalendar)."),
        (Link("index.json", f"{ROOT}/index.json", code=True), "This list for programs."),
        (Link("Language models", "agents.html"), "The server for agents, llms.txt, and a Markdown twin of each page."),
        (Link("The site as a zip", BUNDLE),
         "Works from a folder without a server: pages, the look-up of codes and the as-of switch. Full-text search "
         "and these downloads are not in it; the look-up says so."),
        (Link("Its SHA-256", f"{BUNDLE}.sha256"), "To check the zip."),
    )  # fmt: skip
    return tuple(Row((content(link), content(text))) for link, text in rows)


def _table(manifest: Manifest, forms: tuple[str, ...], title: str, anchor: str) -> Table:
    columns = (
        Column("File"),
        Column("What it holds"),
        Column("Rows", numeric=True),
        Column("Size", numeric=True),
        Column("SHA-256", minor=True),
    )
    rows = [_row(one) for one in manifest["downloads"] if one["format"] in forms]
    return Table(columns, tuple(rows), title, anchor)


def _row(one: Mapping[str, Any]) -> Row:
    return Row(
        (
            content(Link(one["path"].rpartition("/")[2], f"{ROOT}/{one['path']}", code=True)),
            content(one["title"]),
            content(
                f"{one['rows']:,} {one['of'] if one['of'] in ('rows', 'tables', 'paths') else ''}".strip()
            ),
            content(size(one["bytes"])),
            content(Code(one["sha256"])),
        )
    )


def size(count: int) -> str:
    """A number of bytes as people read it: ``482 B``, ``18.3 kB``, ``24.2 MB``."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _examples(forms: tuple[str, ...]) -> Iterator[str]:
    """The examples of some forms as Markdown."""
    for one in EXAMPLES:
        if one.form in forms:
            needs = f" (install `{one.needs}` first)" if one.needs else ""
            code = "\n".join(f"    {line}" for line in one.code.splitlines())
            yield f"**{one.tool}**{needs}\n\n{code}"


def _subscriptions(manifest: Manifest) -> Page:
    text = (
        "Feeds tell what changed in the last two years, at most 200 entries each; calendars tell the dated events "
        "ahead. Events keep their identity when their day moves, so that a calendar moves them too. Alarms are "
        "left to you. What holds only by the terms read so far is marked tentative."
    )
    tables = (
        _table(manifest, ("ics",), "Calendars (iCalendar)", "calendars"),
        _table(manifest, ("atom",), "Feeds (Atom)", "feeds"),
    )
    examples = Prose("\n\n".join(_examples(("ics", "atom"))), "Examples", "examples")
    return _page("feeds", "Feeds and calendars", (Prose(text), *tables, examples), "To be told of changes.")


def _api() -> Page:
    blocks: list[Block] = [
        Prose(
            "Files at fixed addresses below `data/v1/`, made when the site is built. There is no key, no query "
            "and no limit. The same description for programs is in "
            f"[openapi.json]({ROOT}/openapi.json) (OpenAPI 3.1). What may change is written in the "
            "[versioning policy](data-policy.html). An address that is not there says nothing about the law."
        ),
        Table(
            (Column("GET"), Column("Answer"), Column("Meaning"), Column("Example", minor=True)),
            tuple(_route(route) for route in ROUTES),
            "Addresses",
            "addresses",
        ),
        Prose("\n\n".join(_examples(("openapi",)))),
    ]
    for name, schema in COMPONENTS.items():
        if "properties" in schema:
            blocks.append(_component(name, schema))
    return _page("api", "Static API", tuple(blocks), "Small JSON answers at fixed addresses.")


def _route(route: Any) -> Row:
    example = route.path
    for one in route.parameters:
        example = example.replace("{" + one.name + "}", one.example)
    answer = Link(route.schema.rpartition("/")[2], f"{ROOT}/{route.schema}") if "/" in route.schema else None
    known = "properties" in COMPONENTS.get(route.schema, {})
    own = Link(route.schema, f"{FOLDER}/api.html", f"answer-{route.schema}") if known else route.schema
    return Row((content(Code(route.path)), content(answer or own), content(route.meaning),
                content(Code(example))))  # fmt: skip


def _component(name: str, schema: Mapping[str, Any]) -> Table:
    rows = []
    for field, inner in schema["properties"].items():
        remark = "" if field in schema["required"] else "may be left out"
        rows.append(Row((content(Code(field)), content(_type(inner)), content(remark))))
    columns = (Column("Field"), Column("Holds"), Column("Remark"))
    return Table(columns, tuple(rows), f"{name}: {schema['description']}", f"answer-{name}")


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"name to {_type(schema['additionalProperties'])}"
    if schema.get("format") == "date":
        return "day"
    kind = schema.get("type", "value")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _page(name: str, title: str, blocks: tuple[Block, ...], summary: str) -> Page:
    return Page(f"{FOLDER}/{name}.html", title, blocks, "index", FOLDER, trail=TRAIL, summary=summary)
