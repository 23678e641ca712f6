"""The static API: small JSON answers that wait at fixed addresses, beside the files of all records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from control_atlas.ask.told import NOT_ADVICE, change_json
from control_atlas.export.edition import compact
from control_atlas.export.openapi import ROUTES, write_description
from control_atlas.export.schemas import write_schemas
from control_atlas.export.writer import Download, Published, Work, Writer

NOT_LISTED_HERE = (
    "Only what is recorded here. A code that is not found here may still be controlled, by another entry, list "
    "or regime, and a control may be newer than the last text read."
)
CUSTOMS = "customs"


class ApiWriter(Writer):
    """Lists of each kind, intervals of each record, look-up by code, changes by month, schemas, description."""

    name = "api"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._kinds: dict[str, list[dict[str, Any]]] = {kind.name: [] for kind in work.edition.kb.kinds}
        self._codes: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self._customs: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._intervals = work.folder / "intervals"
        self._intervals.mkdir()

    def add(self, published: Published) -> None:
        envelope = published.envelope
        self._kinds[published.record.kind].append(_line(envelope))
        if envelope["computed"]["items"]:
            _write(self._intervals / f"{published.record.id}.json", _intervals(envelope))
        for place, answer in _codes(envelope):
            self._codes[place].append(answer)
        for digits, answer in _customs(published):
            self._customs[digits].append(answer)

    def finish(self) -> None:
        folder, day = self.work.folder, self.work.edition.as_of
        for kind, lines in self._kinds.items():
            about = self.work.edition.kb.kinds[kind]
            told = {"kind": kind, "label": about.plural, "as_of": day, "records": lines}
            _write(folder / "kinds" / f"{kind}.json", told)
        self._write_codes(folder / "codes", day)
        self._write_changes(folder / "changes", day)
        write_schemas(self.work.edition, folder / "schemas")
        write_description(self.work.edition, folder / "openapi.json")
        title = "Description of the static API (OpenAPI 3.1)"
        self.work.downloads.append(Download("openapi.json", "openapi", title, len(ROUTES), "paths"))

    def close(self) -> None:
        """Nothing stays open between records."""

    def _write_codes(self, folder: Path, day: str) -> None:
        index: dict[str, dict[str, str]] = defaultdict(dict)
        places = {**self._codes, **{(CUSTOMS, digits): found for digits, found in self._customs.items()}}
        together: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for (name, code), answers in sorted(places.items()):
            together[name, slug(code)] += answers
            index[name][code] = f"codes/{name}/{slug(code)}.json"
        for (name, code), answers in together.items():
            head = {"list": name, "code": answers[0]["code"], "as_of": day}
            told = {**head, "answers": answers, "caveat": NOT_LISTED_HERE, "not_legal_advice": NOT_ADVICE}
            _write(folder / name / f"{code}.json", told)
        _write(folder / "index.json", {"as_of": day, "lists": index, "caveat": NOT_LISTED_HERE})

    def _write_changes(self, folder: Path, day: str) -> None:
        edition = self.work.edition
        months: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for change in edition.turns:
            record = edition.kb.records[change.id]
            about = {
                "kind": record.kind,
                "title": record.title,
                "jurisdiction": record.data.get("jurisdiction"),
            }
            months[change.day[:7]].append({**change_json(change), **about})
        for month, turns in months.items():
            _write(folder / f"{month}.json", {"month": month, "as_of": day, "changes": turns})
        counts = {month: len(turns) for month, turns in months.items()}
        ahead = [turn for turns in months.values() for turn in turns if turn["day"] > day]
        _write(folder / "index.json", {"as_of": day, "months": counts, "upcoming": ahead})


def slug(code: str) -> str:
    """A code as it stands in an address: lower case, everything but letters, digits and dots a hyphen."""
    return re.sub(r"[^a-z0-9.]+", "-", code.lower()).strip("-.") or "-"


def _write(path: Path, told: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(compact(told) + "\n", encoding="utf-8")


def _line(envelope: Mapping[str, Any]) -> dict[str, Any]:
    data, computed = envelope["record"], envelope["computed"]
    status = computed["status"] or {}
    return {
        "id": data["id"],
        "title": data["title"],
        "jurisdiction": data.get("jurisdiction"),
        "status": status.get("status"),
        "standing": status.get("standing"),
        "confirmed_to": computed["confirmed_to"],
        "address": computed["address"],
        "hash": computed["hash"],
    }


def _intervals(envelope: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("from", "to", "status", "codified", "enforced", "standing", "unconfirmed_since")
    computed = envelope["computed"]
    return {
        "id": envelope["record"]["id"],
        "as_of": computed["as_of"],
        "confirmed_to": computed["confirmed_to"],
        "timeline": computed["timeline"],
        "items": {
            name: [{key: span[key] for key in kept} for span in spans]
            for name, spans in computed["items"].items()
        },
        "not_legal_advice": NOT_ADVICE,
    }


def _answer(envelope: Mapping[str, Any], code: str, key: str | None) -> dict[str, Any]:
    data, computed = envelope["record"], envelope["computed"]
    held = computed["status"] or {}
    if key is not None:
        items = [one for one in held.get("items", ()) if one["section"] == "items" and one["key"] == key]
        held = items[0] if items else held
    return {
        "record": data["id"],
        "key": key,
        "code": code,
        "title": data["title"],
        "status": held.get("status"),
        "standing": held.get("standing"),
        "unconfirmed_since": held.get("unconfirmed_since"),
        "confirmed_to": computed["confirmed_to"],
        "address": computed["address"],
    }


def _codes(envelope: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """The codes that a control has in its list: its own, and those of its paragraphs."""
    data = envelope["record"]
    if "list" not in data:
        return
    if "code" in data:
        yield (data["list"], data["code"]), _answer(envelope, data["code"], None)
    for key, versions in data.get("items", {}).items():
        for code in dict.fromkeys(one["control_code"] for one in versions if "control_code" in one):
            yield (data["list"], code), _answer(envelope, code, key)


def _customs(published: Published) -> Iterator[tuple[str, dict[str, Any]]]:
    """The customs numbers that wordings name, each once a paragraph, and the records of the numbers."""
    envelope = published.envelope
    if envelope["kind"] == "commodity-codes":
        digits = envelope["record"]["code"]
        yield digits, _answer(envelope, digits, None)
    columns = [column.name for column in published.tables.all["entry_commodity_codes"].columns]
    said = set()
    for name, row in published.rows:
        if name == "entry_commodity_codes":
            told = dict(zip(columns, row, strict=True))
            place = (str(told["digits"]), str(told["key"]))
            if place not in said:
                said.add(place)
                yield place[0], {**_answer(envelope, place[0], place[1]), "basis": told["basis"]}
