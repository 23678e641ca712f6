"""Rules on sources and verification: no fact without one, and none better than what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, record_rule
from control_atlas.link.texts import ORDER, PRIMARY
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Path, Record

FACTUAL = frozenset(
    {
        "chip-export-controls",
        "mineral-restrictions",
        "terms-provisions",
        "instruments",
        "incidents",
        "products",
    }
)


@record_rule(
    "source-is-named",
    topic="sources",
    example="a wording without sources in a record without sources",
    fix="Name the source record of the text that was read.",
    kinds=FACTUAL,
)
def source_is_named(record: Record, context: Context) -> Iterator[Fault]:
    """Every record of facts names the texts it was read from. A number never travels without its source."""
    if not record.data.get("sources"):
        yield Fault(("id",), record.id, "No source is named.", "Add `sources:` with source records.")


@record_rule(
    "not-by-memory-alone",
    topic="sources",
    example="a limit whose only source is marked not-seen",
    fix="Read a source, or move the value to open_questions.",
    fields=(*SECTIONS, "values", "throughput"),
)
def not_by_memory_alone(record: Record, context: Context) -> Iterator[Fault]:
    """A condition, value or act rests on something that somebody read. Memory is no source: what rests on
    it is an open question."""
    for path, mapping in _bearing(record, context):
        named = mapping.get("sources") or record.data.get("sources", ())
        reads = [found.data.get("read") for name in named if (found := context.find(name)) is not None]
        said = (mapping.get("verification") or record.data.get("verification") or {}).get("read")
        if (reads and all(read == "not-seen" for read in reads)) or said == "not-seen":
            message = "This value rests on texts that nobody here has read."
            yield Fault(path, "not-seen", message, "Read a source, or move the value to open_questions.")


def _bearing(record: Record, context: Context) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The parts of a record that carry values users rely on."""
    for section, key, number, version in context.wordings(record):
        if "when" in version or "parameters" in version:
            yield (section, key, number), version
    if record.kind == "products":
        for name, value in record.data.get("values", {}).items():
            yield ("values", name), value
        for number, row in enumerate(record.data.get("throughput", ())):
            yield ("throughput", number), row


@record_rule(
    "verification-not-upgraded",
    topic="sources",
    example="verification full-text over sources that were read in excerpt",
    fix="Say what was really read.",
    fields=(*SECTIONS, "verification"),
)
def verification_not_upgraded(record: Record, context: Context) -> Iterator[Fault]:
    """A verification mark never claims more than the sources named were read. It may claim less."""
    for path, mapping in _marked(record, context):
        said = mapping["verification"].get("read")
        named = mapping.get("sources") or record.data.get("sources", ())
        reads = [_read(found) for name in named if (found := context.find(name)) is not None]
        if reads and said in ORDER and ORDER.index(said) > max(ORDER.index(read) for read in reads):
            best = max(reads, key=ORDER.index)
            message = f"The mark says {said}, but the best of the sources was read as {best}."
            yield Fault(
                (*path, "verification", "read"), said, message, f"Write {best!r}, or name a better source."
            )


def _marked(record: Record, context: Context) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if "verification" in record.data:
        yield (), record.data
    for section, key, number, version in context.wordings(record):
        if "verification" in version:
            yield (section, key, number), version


def _read(source: Record) -> str:
    read = str(source.data.get("read", "not-seen"))
    if source.data.get("rank") not in PRIMARY and read in ("full-text", "excerpt"):
        return "secondary"
    return read


@record_rule(
    "source-read-after-current",
    topic="sources",
    example="read_on 2026-01-01 of a text current to 2026-07-23",
    fix="Correct the day of reading or the last day the text was current.",
    kinds=("sources",),
)
def source_read_after_current(record: Record, context: Context) -> Iterator[Fault]:
    """A text is not known to be current on a day after it was read."""
    current, read_on = (record.data.get("current") or {}).get("to"), record.data.get("read_on")
    if current is not None and read_on is not None and current > read_on:
        message = f"The text is said to be current to {current}, but was read on {read_on}."
        yield Fault(("current", "to"), current, message, "Correct one of the two days.")
