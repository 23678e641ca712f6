"""JSON, the API, linked data, citations, feeds, calendars and deltas say what the records say."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import bibtexparser
import feedparser
import jsonschema
import pytest
import rdflib
import rispy
from icalendar import Calendar
from referencing import Registry, Resource

from control_atlas.ask.changes import changes
from control_atlas.days import latest
from control_atlas.export.edition import Edition
from control_atlas.export.manifest import file_hash
from control_atlas.export.openapi import COMPONENTS, ROUTES, check_description, description
from control_atlas.export.turns import events

Envelopes = Mapping[str, Mapping[str, Any]]
SITE = "https://example.org/atlas/"


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_json_and_json_lines_hold_every_published_record(exported: Path, envelopes: Envelopes) -> None:
    bundle = load(exported / "records.json")
    assert {one["record"]["id"]: one for one in bundle} == envelopes
    lines = (exported / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == bundle
    by_kind = [
        json.loads(line)
        for path in sorted((exported / "kinds").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert {one["record"]["id"]: one for one in by_kind} == envelopes
    assert {path.stem: load(path) for path in (exported / "records").glob("*.json")} == envelopes


def test_the_index_tells_the_size_rows_and_hash_of_every_download(exported: Path) -> None:
    index = load(exported / "index.json")
    for one in index["downloads"]:
        path = exported / one["path"]
        assert (one["bytes"], one["sha256"]) == (path.stat().st_size, file_hash(path))
        if path.suffix == ".jsonl":
            assert one["rows"] == path.read_bytes().count(b"\n")
    assert len({one["path"] for one in index["downloads"]}) == len(index["downloads"])


# -- the static API ----------------------------------------------------------------------------------


def answers(exported: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the API with the schema that its route names."""
    for route in ROUTES:
        pattern = re.sub(r"\{[^}]*\}", "*", route.path)
        taken = "index.json" if "{" in route.path and not route.path.startswith("records") else ""
        for path in sorted(exported.glob(pattern)):
            if path.name != taken and path.suffix == ".json":
                yield route.schema, path


@pytest.fixture(scope="module")
def registry(exported: Path) -> Registry[Any]:
    """The served schemas, each under the address at which it is served, and the API's own."""
    registry: Registry[Any] = Registry()
    for path in (exported / "schemas").glob("*.json"):
        schema = load(path)
        # An $id without a host is resolved against the address that the schema was fetched from.
        address = f"{SITE}data/v1/schemas/{path.name}"
        assert urljoin(address, schema["$id"]) == address
        registry = registry.with_resource(address, Resource.from_contents({**schema, "$id": address}))
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **load(exported / "openapi.json")}
    return registry.with_resource(f"{SITE}data/v1/openapi.json", Resource.from_contents(document))


def test_every_answer_fits_the_schema_that_the_description_names(
    exported: Path, registry: Registry[Any]
) -> None:
    said: dict[str, int] = defaultdict(int)
    for name, path in answers(exported):
        place = name if "/" in name else f"openapi.json#/components/schemas/{name}"
        check = jsonschema.Draft202012Validator({"$ref": f"{SITE}data/v1/{place}"}, registry=registry)
        if said[name] < 40:
            error = next(iter(check.iter_errors(load(path))), None)
            assert error is None, f"{path}: {error}"
        said[name] += 1
    assert set(said) >= {
        "Index",
        "KindList",
        "Intervals",
        "CodeIndex",
        "CodeAnswer",
        "ChangeIndex",
        "Changes",
    }


def test_a_record_fits_the_published_schema_of_its_kind(
    exported: Path, registry: Registry[Any], envelopes: Envelopes
) -> None:
    kinds = {envelope["kind"]: envelope for envelope in envelopes.values()}
    for kind, envelope in kinds.items():
        address = f"{SITE}data/v1/schemas/published-{kind}.schema.json"
        check = jsonschema.Draft202012Validator({"$ref": address}, registry=registry)
        assert list(check.iter_errors(envelope)) == []
        assert list(check.iter_errors({**envelope, "kind": "other"})) != []


def test_the_description_is_refused_when_it_is_not_sound(edition: Edition) -> None:
    document = description(edition)
    check_description(document)
    for fault in (
        {**document, "info": {}},
        {**document, "components": {"schemas": {}}},
        {**document, "paths": {"/{x}": document["paths"]["/index.json"]}},
    ):
        with pytest.raises(ValueError, match=r"."):
            check_description(fault)


def test_intervals_and_codes_say_what_the_records_say(exported: Path, envelopes: Envelopes) -> None:
    for identity, envelope in envelopes.items():
        path = exported / "intervals" / f"{identity}.json"
        assert path.is_file() == bool(envelope["computed"]["items"])
        if path.is_file():
            told = load(path)
            assert told["timeline"] == envelope["computed"]["timeline"]
            for name, spans in envelope["computed"]["items"].items():
                assert [one["status"] for one in told["items"][name]] == [one["status"] for one in spans]
    index = load(exported / "codes" / "index.json")
    for envelope in envelopes.values():
        data = envelope["record"]
        if "list" in data and "code" in data:
            answer = load(exported / index["lists"][data["list"]][data["code"]])
            assert data["id"] in {one["record"] for one in answer["answers"]}
            assert "may still be controlled" in answer["caveat"]


def test_the_months_hold_every_change(exported: Path, edition: Edition) -> None:
    files = [path for path in (exported / "changes").glob("*.json") if path.name != "index.json"]
    told = [change for path in files for change in load(path)["changes"]]
    expected = changes(edition.kb, "0001-01-02", "9999-12-31")
    assert sorted((one["day"], one["id"], one["section"], one["key"] or "") for one in told) == sorted(
        (one.day, one.id, one.section, one.key or "") for one in expected
    )


# -- linked data and citations -------------------------------------------------------------------------


def test_linked_data_says_of_every_record_what_the_record_says(exported: Path, envelopes: Envelopes) -> None:
    graph = rdflib.Graph()
    graph.parse(
        exported / "control-atlas.jsonld", format="json-ld", publicID=f"{SITE}data/v1/control-atlas.jsonld"
    )
    schema, eli = (
        rdflib.Namespace("https://schema.org/"),
        rdflib.Namespace("http://data.europa.eu/eli/ontology#"),
    )
    own = rdflib.Namespace("urn:control-atlas:terms:")
    for identity, envelope in envelopes.items():
        node = rdflib.URIRef(SITE + envelope["computed"]["address"])
        data = envelope["record"]
        assert str(graph.value(node, schema.identifier)) == identity
        assert str(graph.value(node, schema.name)) == data["title"]
        assert str(graph.value(node, schema.description)) == data["summary"]
        assert str(graph.value(node, own.hash)) == envelope["computed"]["hash"]
        status = (envelope["computed"]["status"] or {}).get("status")
        assert graph.value(node, own.status) == (None if status is None else rdflib.Literal(status))
        begins = latest(data.get("dates", {}).get("effective")) if envelope["kind"] == "instruments" else None
        if begins and (node, rdflib.RDF.type, eli.LegalResource) in graph:
            assert str(graph.value(node, eli.first_date_entry_in_force)) == begins
        if envelope["kind"] == "incidents":
            assert str(graph.value(node, own.incidentStanding)) == data["standing"]
            assert {str(one) for one in graph.objects(node, own.answer)} == {
                one["says"] for one in data.get("answers", ())
            }


def test_reference_managers_read_one_entry_a_citable_record(exported: Path, envelopes: Envelopes) -> None:
    items = load(exported / "citations.json")
    assert items
    assert {item["id"] for item in items} <= set(envelopes)
    with (exported / "citations.ris").open(encoding="utf-8") as file:
        entries = rispy.load(file)
    assert len(entries) == len(items)
    assert [entry["title"] for entry in entries] == [" ".join(item["title"].split()) for item in items]
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    base = bibtexparser.loads((exported / "citations.bib").read_text(encoding="utf-8"), parser)
    assert len(base.entries) == len(items)


# -- feeds and calendars -------------------------------------------------------------------------------


def test_feeds_hold_the_events_of_two_years_newest_first(exported: Path, edition: Edition) -> None:
    since = f"{int(edition.as_of[:4]) - 2}{edition.as_of[4:]}"
    found = [one for one in events(edition) if since <= one.day <= edition.as_of]
    feed = feedparser.parse(str(exported / "feeds" / "all.xml"))
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == [f"urn:uuid:{one.identity}" for one in reversed(found)][
        :200
    ]
    for entry, event in zip(feed.entries, reversed(found), strict=False):
        assert entry.updated == f"{event.day}T00:00:00Z"
        assert entry.summary == event.text
        assert entry.link.endswith(f"{event.record.kind}/{event.record.id}.html")
        assert "law changed" in {tag.term for tag in entry.tags}
    for path in (exported / "feeds").glob("*.xml"):
        one = feedparser.parse(str(path))
        assert not one.bozo
        name, _, value = path.stem.partition("-")
        for entry in one.entries:
            if name in ("regime", "kind"):
                assert value in {tag.term for tag in entry.tags}


def test_calendars_hold_every_event_ahead_once_and_no_alarm(exported: Path, edition: Edition) -> None:
    ahead = {str(one.identity): one for one in events(edition) if one.day > edition.as_of}
    data = (exported / "calendar" / "upcoming.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = Calendar.from_ical(data)
    assert calendar.walk("VALARM") == []
    read = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert set(read) == set(ahead)
    for uid, event in ahead.items():
        assert read[uid]["DTSTART"].dt.isoformat() == event.day
        assert str(read[uid]["SUMMARY"]) == event.record.title
        assert event.text in str(read[uid]["DESCRIPTION"])
        assert str(read[uid]["STATUS"]) == ("CONFIRMED" if event.certain else "TENTATIVE")
    regimes = [path for path in (exported / "calendar").glob("*.ics") if path.stem != "upcoming"]
    told = [str(event["UID"]) for path in regimes
            for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]  # fmt: skip
    assert sorted(told) == sorted(ahead)


# -- what no export may say ----------------------------------------------------------------------------


def test_no_field_of_any_export_says_not_listed(exported: Path, rows: Mapping[str, Any]) -> None:
    names = {name for table in rows.values() for row in table[:1] for name in row}
    for schema in COMPONENTS.values():
        names |= set(schema.get("properties", ()))

    def keys(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from node
            for inner in node.values():
                yield from keys(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from keys(inner)

    names |= set(keys(load(exported / "records.json")))
    assert {name for name in names if "not_listed" in name.lower() or "notlisted" in name.lower()} == set()
