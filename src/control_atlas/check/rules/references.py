"""Rules on references to records and words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule, record_rule
from control_atlas.link.acts import split
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Record


@record_rule(
    "reference-exists",
    topic="references",
    example="`by: us-fr-2023-99999` when there is no such record",
    fix="Correct the id, or add the record.",
)
def reference_exists(record: Record, context: Context) -> Iterator[Fault]:
    """Every reference names a record that exists, of a kind that fits the field. A broken reference is a
    fact without its source."""
    known = context.known
    for use in context.uses(record):
        if use.word is not None:
            continue
        identity = use.name
        kind = known.get(identity)
        if kind is None:
            identity = split(identity)[0]
            kind = known.get(identity)
        if kind is None:
            near = get_close_matches(identity, known, n=1, cutoff=0.75)
            hint = f"Write {near[0]!r}, or add the record." if near else "Correct the id, or add the record."
            yield Fault(use.path, use.name, f"There is no record {identity!r}.", hint)
        elif use.kinds and kind not in use.kinds:
            wanted = " or ".join(use.kinds)
            message = f"{identity!r} is one of the {kind}; here one of the {wanted} is needed."
            yield Fault(use.path, use.name, message, f"Name a record of {wanted}.")


@base_rule(
    "reference-part-exists",
    topic="references",
    example="`by: us-fr-2023-23055#xyz` when the instrument declares no part `xyz`",
    fix="Declare the part on the instrument, or correct the key.",
)
def reference_part_exists(context: Context) -> Iterator[tuple[Record, Fault]]:
    """The part after `#` is a part of the instrument, or a dated item of the record, that is named. The
    pinpoint and dates of the part come from there."""
    for record in context.loaded.records:
        for use in context.uses(record):
            if use.word is None and "#" in use.name and not context.has_part(use.name):
                identity, part = split(use.name)
                target = context.find(identity)
                if target is not None:
                    known = [*target.data.get("parts", {})]
                    known += [key for section in SECTIONS for key in target.data.get(section, {})]
                    message = f"{identity!r} has no part or item {part!r}."
                    fix = f"Use one of: {', '.join(known[:8])}." if known else "Declare the part there."
                    yield record, Fault(use.path, use.name, message, fix)


@base_rule(
    "coverage-record-exists",
    topic="references",
    example="`records: [us-fr-2023-99999]` in a coverage list when there is no such record",
    fix="Correct the id, or leave it out.",
)
def coverage_record_exists(context: Context) -> Iterator[tuple[Record, Fault]]:
    """Every record that a coverage list points at exists. Who looks for a fact that was left out must find
    what there is of it."""
    for listed in context.loaded.coverage.values():
        places = [(("jurisdiction",), listed.data[word]) for word in ("jurisdiction",) if word in listed.data]
        named = [
            (("left_out", number, "records", position), identity)
            for number, fact in enumerate(listed.data["left_out"])
            for position, identity in enumerate(fact.get("records", ()))
        ]
        for path, identity in [*places, *named]:
            if identity not in context.known:
                message = f"There is no record {identity!r}."
                yield listed, Fault(path, identity, message, "Correct the id, or leave it out.")


@record_rule(
    "word-known",
    topic="references",
    example="`subjects: [advanced-computers]` when the vocabulary has advanced-computing",
    fix="Use a word of the vocabulary, or add the word to it.",
)
def word_known(record: Record, context: Context) -> Iterator[Fault]:
    """Every vocabulary word used is in its vocabulary. Filters, labels and units come from there."""
    for use in context.uses(record):
        if use.word is None:
            continue
        words = context.vocabularies.get(use.word)
        if words is None:
            yield Fault(
                use.path, use.name, f"There is no vocabulary {use.word!r}.", "Add it to vocabularies/."
            )
        elif use.name not in words:
            near = get_close_matches(use.name, words, n=1, cutoff=0.6)
            hint = f"Write {near[0]!r}, or add" if near else "Add"
            message = f"{use.name!r} is not a word of the vocabulary {use.word}."
            yield Fault(use.path, use.name, message, f"{hint} the word to vocabularies/{use.word}.yaml.")


@record_rule(
    "applies-to-known",
    topic="references",
    example="`applies_to: [d]` in a control without an item `d`",
    fix="Name keys of the record's items.",
    fields=SECTIONS[1:4],
)
def applies_to_known(record: Record, context: Context) -> Iterator[Fault]:
    """Destinations, policies and exceptions apply to items that the record has."""
    items = record.data.get("items", {})
    for section in SECTIONS[1:4]:
        for key, versions in record.data.get(section, {}).items():
            for number, version in enumerate(versions):
                for position, name in enumerate(version.get("applies_to", ())):
                    if name not in items:
                        path = (section, key, number, "applies_to", position)
                        message = f"The record has no item {name!r}."
                        yield Fault(path, name, message, f"Use one of: {', '.join(items)}.")


@record_rule(
    "terms-document-family",
    topic="references",
    example="a provision of anthropic-usage-policy whose wording names a version of another document",
    fix="Name a version of the provision's own document.",
    kinds=("terms-provisions",),
)
def terms_document_family(record: Record, context: Context) -> Iterator[Fault]:
    """Each wording of a terms provision comes from a version of the provision's own document."""
    for key, versions in record.data["items"].items():
        for number, version in enumerate(versions):
            instrument = context.find(split(version["by"])[0])
            if instrument is None:
                continue
            family = instrument.data.get("family")
            if family != record.data["document"]:
                message = f"{instrument.id} is a version of {family!r}, not of {record.data['document']!r}."
                path = ("items", key, number, "by")
                yield Fault(path, version["by"], message, "Name a version of the provision's own document.")
