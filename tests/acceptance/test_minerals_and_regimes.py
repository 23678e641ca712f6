"""Minerals and the regimes beside the American one: codes, elements, look-ups, names, citations and edges."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from control_atlas import Atlas
from control_atlas.ask.lookup import codes_for, lookup
from control_atlas.cite import Citation, parse, problems
from control_atlas.records import Record

CASES = Path(__file__).resolve().parents[1] / "cases"
TODAY = "2026-11-22"

# Main elements of the announcements, as their titles and entries name them.
ANNOUNCED = {
    "cn-mofcom-2023-23": {"gallium", "germanium"},
    "cn-mofcom-2023-39": {"graphite"},
    "cn-mofcom-2025-10": {"tungsten", "tellurium", "bismuth", "molybdenum", "indium"},
    "cn-mofcom-2025-18": {
        "samarium", "gadolinium", "terbium", "dysprosium", "lutetium", "scandium", "yttrium",
    },
    "cn-mofcom-2025-57": {"holmium", "erbium", "thulium", "europium", "ytterbium"},
}  # fmt: skip


def versions(record: Record, section: str = "items") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, found in record.data.get(section, {}).items():
        for version in found:
            yield key, version


# Customs numbers


def test_customs_numbers_are_well_formed_for_their_system(atlas: Atlas) -> None:
    lengths = {"hs": {6}, "cn-tariff": {8, 10}}
    for record in atlas.kb.of_kind("commodity-codes"):
        code, system = record.data["code"], record.data["system"]
        assert re.fullmatch(r"[0-9]+", code), record.id
        assert len(code) in lengths[system], record.id
        assert record.id == f"{'hs' if system == 'hs' else 'cn'}-{code}"
        assert 1 <= int(code[:2]) <= 97
        assert code[:2] != "77"


def test_each_longer_number_hangs_under_the_number_it_begins_with(atlas: Atlas) -> None:
    for record in atlas.kb.of_kind("commodity-codes"):
        if record.data["system"] == "hs":
            assert "parent" not in record.data, record.id
        else:
            parent = atlas.get(record.data["parent"])
            assert record.data["code"].startswith(parent.data["code"]), record.id
            assert len(parent.data["code"]) < len(record.data["code"])


def test_items_name_customs_numbers_of_their_own_country_or_of_the_world(atlas: Atlas) -> None:
    for record in atlas.kb.of_kind("mineral-restrictions"):
        for key, version in versions(record):
            named = [one["code"] for one in version.get("commodity_codes", ())]
            assert len(named) == len(set(named)), f"{record.id}#{key}"
            for one in named:
                code = atlas.get(one)
                assert code.data["jurisdiction"] in (record.data["jurisdiction"], "international")


@pytest.mark.parametrize(
    ("typed", "number", "item"),
    [
        ("280530", "2805301910", "cn-1c902#a.1"),
        ("28053019", "2805301910", "cn-1c902#a.1"),
        ("2805.30.19.10", "2805301910", "cn-1c902#a.1"),
        ("811292", None, "cn-3c001#a"),
        ("811010", "8110101000", "cn-3c003"),
    ],
)
def test_a_shorter_number_finds_the_longer_ones(
    atlas: Atlas, typed: str, number: str | None, item: str
) -> None:
    found = lookup(atlas.kb, typed, TODAY)
    digits = typed.replace(".", "")
    codes = codes_for(atlas.kb, typed)
    assert codes
    assert all(record.data["code"].startswith(digits) for record in codes)
    assert any(f"{one.control.id}#{one.key}".startswith(item) for one in found)
    if number:
        assert number in [one.code.data["code"] for one in found]


def test_a_number_as_an_announcement_misprints_it_finds_the_number_meant(atlas: Atlas) -> None:
    misprinted = [one for one in atlas.kb.of_kind("commodity-codes") if one.data.get("misprints")]
    assert misprinted
    for record in misprinted:
        for typed in record.data["misprints"]:
            assert record.id in [one.id for one in codes_for(atlas.kb, typed)]


# Control codes and elements


def test_each_control_code_of_an_announcement_stands_exactly_once(atlas: Atlas) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for record in atlas.kb.of_kind("mineral-restrictions"):
        if record.data["jurisdiction"] == "cn":
            for _, version in versions(record):
                if "control_code" in version:
                    seen[version["by"].partition("#")[0], version["control_code"]] += 1
    assert [pair for pair, times in seen.items() if times > 1] == []
    announcements = Counter(instrument for instrument, _ in seen)
    assert announcements["cn-mofcom-2025-18"] == 59
    assert announcements["cn-mofcom-2025-57"] == 38
    assert announcements["cn-mofcom-2025-56"] == 58
    assert announcements["cn-mofcom-2025-10"] == 22


def test_a_control_code_begins_with_the_entry_it_stands_in(atlas: Atlas) -> None:
    for record in atlas.kb.of_kind("mineral-restrictions"):
        for key, version in versions(record):
            if "control_code" in version:
                assert version["control_code"].startswith(record.data["code"]), f"{record.id}#{key}"


def test_elements_of_an_entry_are_those_of_its_items(atlas: Atlas) -> None:
    for record in atlas.kb.of_kind("mineral-restrictions"):
        of_items = {name for _, version in versions(record) for name in version.get("substances", ())}
        if of_items and record.data.get("substances"):
            assert of_items == set(record.data["substances"]), record.id


def test_announcements_and_elements_agree_both_ways(atlas: Atlas) -> None:
    metal: defaultdict[str, set[str]] = defaultdict(set)
    by_element: defaultdict[str, set[str]] = defaultdict(set)
    for record in atlas.kb.of_kind("mineral-restrictions"):
        for _, version in versions(record):
            for name in version.get("substances", ()):
                instrument = version["by"].partition("#")[0]
                metal[instrument].add(name)
                by_element[name].add(instrument)
                assert record.id in {link.origin for link in atlas.kb.graph.back(name)}
    for instrument, elements in ANNOUNCED.items():
        assert elements <= metal[instrument], instrument
        for name in elements:
            assert instrument in by_element[name], name
    rare_earths = {
        one.id for one in atlas.kb.of_kind("substances") if one.data["group"].endswith("rare-earth")
    }
    first, second = (
        {name for name in ANNOUNCED[one] if name in rare_earths}
        for one in ("cn-mofcom-2025-18", "cn-mofcom-2025-57")
    )
    assert len(first) == 7
    assert len(second) == 5
    assert not first & second


# Names


@pytest.mark.parametrize(
    ("query", "record"),
    [
        ("钐", "cn-1c902"),
        ("钐", "samarium"),
        ("镓", "cn-3c001"),
        ("镓", "gallium"),
        ("稀土", "cn-rare-earth-regulations-2024"),
        ("商务部公告2025年第61号", "cn-mofcom-2025-61"),
        ("公告2025年第61号", "cn-mofcom-2025-61"),
        ("samarium", "cn-1c902"),
        ("Gallium", "cn-3c001"),
        ("rare earth", "cn-rare-earth-regulations-2024"),
        ("Announcement No. 61 of 2025", "cn-mofcom-2025-61"),
        ("1C902", "cn-1c902"),
        ("3B501", "eu-3b501"),
        ("SOR/2024-112", "ca-sor-2024-112"),
        ("SI 2025/1197", "gb-si-2025-1197"),
        ("2025/2003", "eu-2025-2003"),
    ],
)
def test_a_name_in_either_language_finds_its_record(atlas: Atlas, query: str, record: str) -> None:
    assert record in [hit.record.id for hit in atlas.search(query, limit=10)]


# Citations


def others(atlas: Atlas) -> Iterator[Record]:
    for record in atlas.kb.of_kind("instruments"):
        if "citation" in record.data:
            yield record


def day(record: Record, *names: str) -> str | None:
    for name in names:
        found = record.data["dates"].get(name)
        if isinstance(found, str):
            return found
    return None


def test_european_acts_agree_with_their_eli_and_name(atlas: Atlas) -> None:
    acts = [one for one in others(atlas) if one.data["citation"]["type"] == "eu-act"]
    assert acts
    for record in acts:
        cited = record.data["citation"]
        year, number = cited["year"], cited["number"]
        assert record.id.startswith(f"eu-{year}-{number}") or record.id.startswith(f"eu-{number}-{year}")
        # The number is given on publication, which may fall in the year after adoption.
        when = cited.get("published") or day(record, "published", "adopted", "issued", "effective")
        if when is not None:
            assert int(when[:4]) == year, record.id
        for address in record.data.get("addresses", ()):
            eli = re.search(r"/eli/\w+/(\d{4})/(\d+)", address)
            celex = re.search(r"CELEX(?::|%3A)([03])(\d{4})[A-Z]{1,2}(\d{4})", address)
            assert not eli or (int(eli[1]), int(eli[2])) == (year, number), record.id
            assert not celex or (int(celex[2]), int(celex[3])) == (year, number), record.id


def test_years_of_british_and_canadian_instruments_fit_their_dates(atlas: Atlas) -> None:
    found = 0
    for record in others(atlas):
        cited = record.data["citation"]
        if cited["type"] not in ("uk-si", "ca-sor"):
            continue
        found += 1
        made = day(record, "issued", "adopted", "published")
        if made is not None:
            assert int(made[:4]) == cited["year"], record.id
        first = day(record, "effective")
        if first is not None:
            assert int(first[:4]) in (cited["year"], cited["year"] + 1), record.id
    assert found >= 5


def test_chinese_announcements_agree_with_their_year_number_and_day(atlas: Atlas) -> None:
    for record in others(atlas):
        cited = record.data["citation"]
        if cited["type"] != "cn-announcement" or "number" not in cited:
            continue
        made = day(record, "issued", "published")
        assert made is None or int(made[:4]) == cited["year"], record.id
        written = record.data.get("document_number", "")
        if written:
            assert f"{cited['year']}年第{cited['number']}号" in written, record.id
        if record.id.startswith("cn-mofcom-2") and re.fullmatch(r"cn-mofcom-\d{4}-\d+", record.id):
            assert record.id == f"cn-mofcom-{cited['year']}-{cited['number']}"


def test_citations_of_the_records_are_read_back_from_what_they_write(atlas: Atlas) -> None:
    read_back = 0
    for record in others(atlas):
        if record.data["jurisdiction"] == "us":
            continue
        citation = Citation.from_fields(record.data["citation"])
        assert problems(record.data["citation"]) == [], record.id
        for form in citation.FORMS:
            if form not in citation.UNREAD and citation.ISSUER is None:
                written = citation.write(form)
                assert parse(written) == citation.said_by(form), f"{record.id}: {written}"
                read_back += 1
    assert read_back > 200


# Suspensions


def test_each_edge_of_each_suspension_has_an_expected_answer(atlas: Atlas) -> None:
    asked = set()
    for file in CASES.glob("*.yaml"):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")):
            if "record" in row:
                asked.add((row["record"], str(row["on"])))
    under: defaultdict[str, set[str]] = defaultdict(set)
    for record in atlas.kb.records.values():
        if record.kind in ("mineral-restrictions", "chip-export-controls"):
            for _, version in versions(record):
                under[version["by"].partition("#")[0]].add(record.id)
    missing = []
    for record in atlas.kb.of_kind("instruments"):
        for act in record.data.get("acts", ()):
            if act["does"] != "suspends" or record.data["jurisdiction"] == "us":
                continue
            target = act["target"].partition("#")[0]
            edges = edge_days(act.get("from") or record.data["dates"].get("effective"), (-1, 0))
            edges += edge_days(act.get("last_day"), (0, 1))
            for one in edges:
                if not any((name, one) in asked for name in {target} | under[target]):
                    missing.append((record.id, target, one))
    assert missing == []


def edge_days(edge: object, steps: tuple[int, ...]) -> list[str]:
    if not isinstance(edge, str):
        return []
    return [(date.fromisoformat(edge) + timedelta(days=step)).isoformat() for step in steps]


# Subjects


def test_items_named_for_a_subject_exist(atlas: Atlas) -> None:
    for kind in ("chip-export-controls", "mineral-restrictions"):
        for record in atlas.kb.of_kind(kind):
            for subject, keys in record.data.get("subject_items", {}).items():
                assert subject in record.data["subjects"], record.id
                for key in keys:
                    assert any(one == key or one.startswith(f"{key}.") for one in record.data["items"]), (
                        f"{record.id} {subject} {key}"
                    )
