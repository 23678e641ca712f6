"""Rules against one thing recorded twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule, record_rule
from control_atlas.records import Path, Record

# Several of these share a title by their nature: a tariff's lines, the versions of a document, copies of a text.
SAME_TITLES = frozenset({"commodity-codes", "sources", "instruments"})
TOLD_APART = frozenset(
    {"chip-export-controls", "mineral-restrictions", "terms-provisions", "incidents", "products"}
)


def live(context: Context) -> Iterator[Record]:
    """The records that were not withdrawn; a withdrawn one may well repeat another."""
    return (record for record in context.loaded.records if "withdrawn" not in record.data)


def repeated(
    records: Iterable[Record], key: Callable[[Record], Hashable | None]
) -> Iterator[tuple[Record, Record]]:
    """Each record whose key an earlier one has, with that earlier one; None is no key."""
    first: dict[Hashable, Record] = {}
    for record in records:
        name = key(record)
        if name is not None:
            earlier = first.setdefault(name, record)
            if earlier is not record:
                yield record, earlier


def plain(text: str) -> str:
    """A text as compared: lower case, one space between words."""
    return " ".join(text.lower().split())


@base_rule(
    "citation-unique",
    topic="duplicates",
    example="two instruments cited as 90 FR 47201, document 2025-19001",
    fix="Merge the records and withdraw one, or tell the citations apart.",
)
def citation_unique(context: Context) -> Iterator[tuple[Record, Fault]]:
    """No two live instruments have the same citation. A lawyer who follows it must arrive at one record."""

    def key(record: Record) -> Hashable | None:
        fields = record.data.get("citation")
        return None if fields is None else tuple(sorted((word, str(value)) for word, value in fields.items()))

    for record, earlier in repeated(live(context), key):
        message = f"{earlier.id} has the same citation."
        fix = "Merge the two and withdraw one, or give each the field that tells them apart."
        yield record, Fault(("citation",), record.id, message, fix)


@base_rule(
    "code-unique",
    topic="duplicates",
    example='two controls with `code: "3A090"` of the Commerce Control List',
    fix="Merge the records and withdraw one.",
)
def code_unique(context: Context) -> Iterator[tuple[Record, Fault]]:
    """A code of a list is that of one live record; a large entry may be split by its items, but no item
    stands in two records. Otherwise look-up has two answers."""

    first: dict[Hashable, Record] = {}
    for record in live(context):
        listing, code = record.data.get("list") or record.data.get("system"), record.data.get("code")
        if listing is None or code is None:
            continue
        for item in record.data.get("items", {"": ()}):
            earlier = first.setdefault((record.kind, listing, code, item), record)
            if earlier is not record:
                what = f"item {item!r} of the same code" if item else "the same code"
                message = f"{earlier.id} has {what} in the same list."
                yield record, Fault(("code",), str(code), message, "Merge the two and withdraw one.")
                break


@base_rule(
    "title-unique",
    topic="duplicates",
    example="two incidents in the same jurisdiction called `Chips through front companies`",
    fix="Merge the records, or give each a title that tells them apart.",
)
def title_unique(context: Context) -> Iterator[tuple[Record, Fault]]:
    """Live records of one kind and jurisdiction or provider have different titles. In a list of results the
    title is all one sees."""

    def key(record: Record) -> Hashable | None:
        data = record.data
        if record.kind in SAME_TITLES:
            return None
        return (record.kind, data.get("jurisdiction"), data.get("provider"), plain(data["title"]))

    for record, earlier in repeated(live(context), key):
        message = f"{earlier.id} has the same title."
        yield record, Fault(("title",), record.data["title"], message, "Merge the two, or tell them apart.")


@base_rule(
    "summary-unique",
    topic="duplicates",
    example="two incidents with one summary",
    fix="Merge the records, or say what is particular to each.",
)
def summary_unique(context: Context) -> Iterator[tuple[Record, Fault]]:
    """Live records of one kind and jurisdiction or provider have different summaries. The same summary
    twice is a copied record, or one that says nothing of its own."""

    def key(record: Record) -> Hashable | None:
        data = record.data
        if "summary" not in data or record.kind not in TOLD_APART:
            return None
        return (
            record.kind,
            data.get("jurisdiction"),
            data.get("provider"),
            data.get("document"),
            plain(data["summary"]),
        )

    for record, earlier in repeated(live(context), key):
        message = f"{earlier.id} has the same summary."
        yield record, Fault(("summary",), record.data["summary"], message, "Say what is particular to each.")


@base_rule(
    "source-unique",
    topic="duplicates",
    example="two source records of one press report, read to the same depth",
    fix="Use one record for both; withdraw the other.",
)
def source_unique(context: Context) -> Iterator[tuple[Record, Fault]]:
    """One text read to one depth is one source record. Two make one report look like two witnesses."""

    def key(record: Record) -> Hashable | None:
        data = record.data
        if record.kind != "sources" or "address" not in data:
            return None
        of = tuple(sorted(data.get("of", ())))
        return (data["address"], data["read"], of, data.get("sha256"), data["title"])

    for record, earlier in repeated(live(context), key):
        message = f"{earlier.id} is a record of the same text, read to the same depth."
        yield record, Fault(("address",), record.data["address"], message, "Use one record; withdraw one.")


@record_rule(
    "alias-adds-a-name",
    topic="duplicates",
    example="`aliases: [H20]` on a record titled H20",
    fix="Remove the alias.",
    fields=("aliases",),
)
def alias_adds_a_name(record: Record, context: Context) -> Iterator[Fault]:
    """An alias is a name that neither the title nor another alias gives. It is there for people who type
    something else."""
    known = {plain(record.data.get("title", ""))}
    for position, alias in enumerate(record.data.get("aliases", ())):
        if plain(alias) in known:
            message = f"{alias!r} repeats the title or another alias."
            yield Fault(("aliases", position), alias, message, "Remove the alias.")
        known.add(plain(alias))


@record_rule(
    "related-once",
    topic="duplicates",
    example="`related` names eu-3a501 twice as `same` and `see-also`",
    fix="Keep the link that says more.",
    fields=("related",),
)
def related_once(record: Record, context: Context) -> Iterator[Fault]:
    """A record is related to another in one way, and never to itself."""
    seen: set[str] = set()
    for position, link in enumerate(record.data.get("related", ())):
        path: Path = ("related", position, "record")
        name = link["record"]
        if name.partition("#")[0] == record.id:
            yield Fault(path, name, "The record is related to itself.", "Name another record.")
        elif name in seen:
            yield Fault(path, name, f"{name!r} is named twice.", "Keep the link that says more.")
        seen.add(name)
