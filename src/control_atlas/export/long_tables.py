"""The long tables: what a record holds many of, one row each, with the record's id in front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.days import earliest, latest
from control_atlas.export.columns import Column, Table, Type
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import SECTIONS

Values = tuple[str, dict[str, Any]]

RECORD = Column("record", "string", "The record that the row belongs to.", refers="records")
SECTION = Column(
    "section",
    "string",
    "items, destinations, policies, exceptions, members, parts, or instrument (the whole of one).",
)
KEY = Column(
    "key", "string", "The official paragraph, or the key of the part; empty for the whole instrument."
)
VERSION = Column("version", "integer", "Place of the wording in the history of its key, from 0.")
NO_ANSWER = "no answer is recorded"
# The leaves of a condition: the word that says what is tested, and what its cell holds.
TESTS = ("param", "fact", "judgement", "role", "choice", "meets")
LIMITS = ("at_least", "more_than", "at_most", "less_than", "equals")


def _columns(*told: tuple[str, Type, str]) -> tuple[Column, ...]:
    return tuple(Column(*one) for one in told)


EVENTS = Table(
    "events",
    "a dated event: a date of an instrument, an act of one on another, a step of an incident, a listing",
    (
        RECORD,
        *_columns(
            ("event", "string", "What happened: the date's name, the act, step, claim, answer, listed or removed."),
            ("earliest", "string", "First day on which it may have happened."),
            ("latest", "string", "First day on which it is known to have happened; equal when the day is known."),
            ("last_day", "string", "Last day of its effect, included, where one is fixed."),
            ("part", "string", "Part of the instrument through which it acts."),
        ),
        Column("target", "string", "The record acted on; of a listing: the instrument that lists.", refers="records"),
        *_columns(
            ("target_part", "string", "Part of the record acted on."),
            ("pinpoint", "string", "Where it stands."),
            ("text", "string", "What it is, in our own words."),
            ("standing", "string", "Of an incident: how far it has been established."),
            ("answers", "array", "Of an incident: what was answered, by whom, in the same row as the claim."),
        ),
    ),
)  # fmt: skip
ENTRIES = Table(
    "entries",
    "one dated wording of a paragraph or other keyed part of a record",
    (
        RECORD,
        SECTION,
        KEY,
        VERSION,
        *_columns(
            ("earliest", "string", "First day on which it may apply."),
            ("latest", "string", "First day on which it is known to apply; equal when the day is known."),
            ("last_day", "string", "Last day by its own terms, included (the latest, where only bounds are known)."),
            ("compliance_from", "string", "Later day from which compliance is required."),
        ),
        Column("by", "string", "The instrument that gave it this wording.", refers="records"),
        *_columns(
            ("by_part", "string", "Part of that instrument."),
            ("pinpoint", "string", "Where it stands, as cited."),
            ("control_code", "string", "Code of the paragraph in its list, where it has one of its own."),
            ("covers", "string", "What it says, in our own words."),
            ("read", "string", "How the wording was read, as the entry says; empty: as its sources say."),
            ("wording", "object", "The whole wording as written."),
        ),
    ),
)  # fmt: skip
CODES = Table(
    "entry_commodity_codes",
    "a customs number that a wording names",
    (
        RECORD,
        KEY,
        VERSION,
        Column("commodity_code", "string", "Record of the customs number.", refers="records"),
        *_columns(
            ("digits", "string", "The number, digits only; a text, as it may begin with 0."),
            ("system", "string", "Tariff system of the number."),
            ("basis", "string", "Where the number comes from; tariff-table means that we matched it."),
            ("note", "string", "Misprints and doubts."),
        ),
    ),
)
CONDITIONS = Table(
    "conditions",
    "one test of the condition of a wording, or of what it takes out",
    (
        RECORD,
        SECTION,
        KEY,
        VERSION,
        *_columns(
            ("place", "string", "Where the test stands in the wording: when.any[0].all[1]."),
            ("negated", "boolean", "Whether it stands under an odd number of negations."),
            ("takes_out", "boolean", "Whether it belongs to a note that takes things out."),
            ("test", "string", "What is tested: param, fact, judgement, role, choice or meets."),
            ("name", "string", "The word tested, or the paragraph whose test is meant."),
            ("comparison", "string", "at_least, more_than, at_most, less_than, equals, in or one_of."),
            ("value", "number", "The limit, of a param."),
            ("unit", "string", "Unit of the limit."),
            ("any_of", "array", "Places or words, one of which meets it."),
            ("note", "string", "The test in words, where they add something."),
            ("pinpoint", "string", "Where the test stands in the text."),
        ),
    ),
)
CITATIONS = Table(
    "citations",
    "a written form of the citation of a record",
    (
        RECORD,
        *_columns(
            ("type", "string", "Type of citation, as in the record."),
            ("form", "string", "Name of the form: short, full, plain or native."),
            ("text", "string", "The citation in that form."),
        ),
    ),
)
INTERVALS = Table(
    "intervals",
    "days on which nothing about the status of a paragraph, part or instrument changes",
    (
        RECORD,
        SECTION,
        KEY,
        *_columns(
            ("start", "string", "First day; 0001-01-01 is the beginning of the calendar."),
            ("end", "string", "First day after; empty when open."),
            ("status", "string", "Both sides in one word."),
            ("codified_status", "string", "Status as codified."),
            ("codified_version", "integer", "Wording that governs as codified; empty when none does."),
            ("enforced_status", "string", "Status as enforced."),
            ("enforced_version", "integer", "Wording that is enforced; empty when none is."),
            ("standing", "string", "confirmed, reported, or computed beyond the last text."),
            ("unconfirmed_since", "string", "Last day that a text read speaks for, where it is passed."),
            ("read", "string", "How the governing wording was read."),
            ("compliance_from", "string", "Later day from which compliance is required."),
            ("ran_out", "array", "Fixed last days that passed without a text that confirms it."),
            ("reasons", "array", "Why, with instrument and pinpoint."),
            ("beside", "array", "Statements without effect on the status."),
        ),
    ),
)
CLAIMS = Table(
    "claims",
    "one claim of an incident, with the standing of the incident and what was answered",
    (
        RECORD,
        *_columns(
            ("claim", "integer", "Place of the claim in the record, from 0."),
            ("by", "string", "Who says it."),
            ("about", "array", "Whom it concerns."),
            ("says", "string", "The claim, in our own words; a claim, not a fact."),
            ("standing", "string", "How far the incident has been established."),
            ("standing_note", "string", "What exactly exists and what does not."),
            ("answers", "string", "What was answered, or that no answer is recorded."),
        ),
    ),
)
REFERENCES = Table(
    "record_references",
    "a reference from one record to another",
    (
        RECORD,
        *_columns(("field", "string", "Field that makes the reference.")),
        Column("target", "string", "The record referred to.", refers="records"),
        *_columns(("target_part", "string", "Part or paragraph referred to.")),
    ),
)
TABLES = (EVENTS, ENTRIES, CODES, CONDITIONS, CITATIONS, INTERVALS, CLAIMS, REFERENCES)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


def rows(envelope: Mapping[str, Any], kb: KnowledgeBase) -> Iterator[Values]:
    """The rows of every long table that tell a published record."""
    data = envelope["record"]
    identity = data["id"]
    yield from _entries(identity, data, kb)
    for name, spans in envelope["computed"]["items"].items():
        section, _, key = name.partition("/")
        for span in spans:
            at = {"record": identity, "section": section, "key": key or None}
            yield INTERVALS.name, {**at, **_interval(span)}
    yield from _dates(identity, data)
    for act in data.get("acts", ()):
        yield EVENTS.name, {"record": identity, **_act(act, kb)}
    if envelope["kind"] == "incidents":
        yield from _incident(identity, data)
    for listing in data.get("listings", ()):
        yield EVENTS.name, {"record": identity, **_listing(listing, kb)}
    for form, text in (envelope["computed"]["citation"] or {}).items():
        kind = data["citation"]["type"]
        yield CITATIONS.name, {"record": identity, "type": kind, "form": form, "text": text}
    for link in envelope["links"]["to"]:
        yield (
            REFERENCES.name,
            {"record": identity, "field": link["field"], "target": link["record"], "target_part": link["part"]},
        )  # fmt: skip


def _entries(identity: str, data: Mapping[str, Any], kb: KnowledgeBase) -> Iterator[Values]:
    for section in SECTIONS:
        for key, versions in data.get(section, {}).items():
            for place, version in enumerate(versions):
                at = {"record": identity, "section": section, "key": key, "version": place}
                by, part = split(version["by"])
                yield (
                    ENTRIES.name,
                    {
                        **at,
                        **_days(version["from"]),
                        "last_day": latest(version.get("last_day")),
                        "by": kb.former.get(by, by),
                        "by_part": part,
                        "read": version.get("verification", {}).get("read"),
                        "wording": dict(version),
                        **{
                            name: version.get(name)
                            for name in ("compliance_from", "pinpoint", "control_code", "covers")
                        },
                    },
                )
                yield from _codes(identity, key, place, version, kb)
                yield from _tests(at, version, kb)


def _codes(
    identity: str, key: str, place: int, version: Mapping[str, Any], kb: KnowledgeBase
) -> Iterator[Values]:
    for named in version.get("commodity_codes", ()):
        code = kb.get(named["code"])
        yield (
            CODES.name,
            {
                "record": identity,
                "key": key,
                "version": place,
                "commodity_code": code.id,
                "digits": code.data["code"],
                "system": code.data["system"],
                "basis": named["basis"],
                "note": named.get("note"),
            },
        )


def _tests(at: Mapping[str, Any], version: Mapping[str, Any], kb: KnowledgeBase) -> Iterator[Values]:
    if "when" in version:
        for test in _leaves(version["when"], "when", False, kb):
            yield CONDITIONS.name, {**at, "takes_out": False, **test}
    for number, note in enumerate(version.get("except", ())):
        for test in _leaves(note["when"], f"except[{number}].when", False, kb):
            yield CONDITIONS.name, {**at, "takes_out": True, **test}


def _leaves(
    when: Mapping[str, Any], place: str, negated: bool, kb: KnowledgeBase
) -> Iterator[dict[str, Any]]:
    for word in ("all", "any"):
        for number, part in enumerate(when.get(word, ())):
            yield from _leaves(part, f"{place}.{word}[{number}]", negated, kb)
    if "not" in when:
        yield from _leaves(when["not"], f"{place}.not", not negated, kb)
    if "contains" in when:
        yield from _leaves(when["contains"], f"{place}.contains", negated, kb)
    test = next((word for word in TESTS if word in when), None)
    if test is None:
        return
    told: dict[str, Any] = {"place": place, "negated": negated, "test": test, "name": when[test],
                            "note": when.get("note"), "pinpoint": when.get("pinpoint")}  # fmt: skip
    among = next((word for word in ("in", "one_of") if word in when), None)
    if among:
        told |= {"comparison": among, "any_of": when[among]}
    limits = [word for word in LIMITS if word in when] if test == "param" else []
    if test == "param":
        told["unit"] = kb.vocabularies["parameters"].get(when["param"], {}).get("unit")
    for limit in limits:
        yield {**told, "comparison": limit, "value": when[limit]}
    if not limits:
        yield told


def _interval(span: Mapping[str, Any]) -> dict[str, Any]:
    kept = (
        "status",
        "standing",
        "unconfirmed_since",
        "read",
        "compliance_from",
        "ran_out",
        "reasons",
        "beside",
    )
    return {
        "start": span["from"],
        "end": span["to"],
        **{f"{side}_{name}": span[side][name] for side in ("codified", "enforced") for name in ("status", "version")},
        **{name: span[name] for name in kept},
    }  # fmt: skip


def _days(written: Any) -> dict[str, Any]:
    return {"earliest": earliest(written), "latest": latest(written)}


def _dates(identity: str, data: Mapping[str, Any]) -> Iterator[Values]:
    standing = {name: data[name] for name in ("standing", "answers") if name in data}
    for name, written in data.get("dates", {}).items():
        if isinstance(written, str | Mapping):
            yield EVENTS.name, {"record": identity, "event": name, **_days(written), **standing}


def _act(act: Mapping[str, Any], kb: KnowledgeBase) -> dict[str, Any]:
    target, part = split(act["target"])
    return {"event": act["does"], **_days(act.get("from")), "last_day": latest(act.get("last_day")),
            "part": act.get("part"), "target": kb.former.get(target, target), "target_part": part,
            "pinpoint": act.get("pinpoint"), "text": act.get("says")}  # fmt: skip


def _incident(identity: str, data: Mapping[str, Any]) -> Iterator[Values]:
    answers = data.get("answers", [])
    standing = {"standing": data["standing"], "answers": answers}
    for step in data.get("events", ()):
        yield (
            EVENTS.name,
            {"record": identity, "event": "step", **_days(step["day"]), "text": step["what"], **standing},
        )
    spoken = [f"{one['by']}: {one['says']}" for one in answers]
    for place, claim in enumerate(data.get("claims", ())):
        said = {
            "record": identity,
            "event": "claim",
            **_days(claim.get("day")),
            "text": claim["says"],
            **standing,
        }
        yield EVENTS.name, said
        told = {"record": identity, "claim": place, "by": claim["by"], "about": claim.get("about"),
                "says": claim["says"], "standing": data["standing"], "standing_note": data.get("standing_note"),
                "answers": "\n".join(spoken) or NO_ANSWER}  # fmt: skip
        yield CLAIMS.name, told
    for answer in answers:
        told = {"event": "answer", "text": answer["says"], **_days(answer.get("day"))}
        yield EVENTS.name, {"record": identity, **told, **standing}


def _listing(listing: Mapping[str, Any], kb: KnowledgeBase) -> dict[str, Any]:
    by, part = split(str(listing.get("by", "")))
    return {"event": f"listed: {listing['list']}", **_days(listing["from"]),
            "last_day": latest(listing.get("last_day")), "pinpoint": listing["pinpoint"],
            "target": kb.former.get(by, by) or None, "target_part": part, "text": listing.get("name")}  # fmt: skip
