"""A new kind of record is a schema and a folder: everything else follows without a change of code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from benchmarks.portable_yaml import dump
from benchmarks.synthetic import write_folder
from control_atlas import load
from control_atlas.commands import main as atlas
from control_atlas.pages.build import BuildError, build_site
from control_atlas.pages.html import render
from control_atlas.pages.markdown import render_markdown
from control_atlas.pages.site import pages

ROOT = Path(__file__).parents[2]
DAY = "2026-06-30"
KIND = "harbour-fees"
RULE = "us-cfr-15-700-0"


def schema() -> dict[str, Any]:
    """A kind with a reference, a vocabulary word, a number and a dated history of its own."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{KIND}.schema.json",
        "title": "Harbour fee",
        "description": "A fee of a harbour; exists in this test alone.",
        "x-atlas": {
            "label": "Harbour fee",
            "plural": "Harbour fees",
            "folder": KIND,
            "caption": "title",
            "facets": ["jurisdiction"],
            "columns": ["title", "amount"],
            "weight": 97,
        },
        "type": "object",
        "allOf": [
            {"$ref": "common.schema.json#/$defs/record"},
            {"$ref": "common.schema.json#/$defs/history"},
        ],
        "properties": {
            "amount": {
                "title": "Amount",
                "description": "Fee for one crate.",
                "type": "number",
                "examples": [12.5],
            },
            "set_by": {
                "$ref": "common.schema.json#/$defs/id",
                "title": "Set by",
                "description": "Instrument that sets it.",
                "examples": [RULE],
                "x-refers": ["instruments"],
            },
            "cargo": {
                "$ref": "common.schema.json#/$defs/id",
                "title": "Cargo",
                "description": "Word of the vocabulary `forms`.",
                "examples": ["magnet"],
                "x-word": "forms",
            },
            "items": {
                "title": "Items",
                "description": "Dated wordings.",
                "type": "object",
                "additionalProperties": {
                    "type": "array",
                    "items": {"$ref": "common.schema.json#/$defs/version", "unevaluatedProperties": False},
                },
                "examples": [{"a": []}],
            },
        },
        "required": ["amount", "set_by", "items"],
        "unevaluatedProperties": False,
    }


def record(**changed: Any) -> dict[str, Any]:
    return {
        "id": "quay-fee",
        "title": "Fee of the quay",
        "title_kind": "descriptive",
        "summary": "What the quay takes for a crate of magnets.",
        "jurisdiction": "us",
        "amount": 12.5,
        "set_by": RULE,
        "cargo": "magnet",
        "history_from": "2024-01-01",
        "items": {
            "a": [
                {
                    "from": "2024-01-01",
                    "by": RULE,
                    "pinpoint": "paragraph 1",
                    "covers": "Crates of up to a tonne.",
                }
            ]
        },
        "sources": ["src-base"],
        **changed,
    }


def write(folder: Path, data: dict[str, Any]) -> Path:
    file = folder / "records" / KIND / "us" / f"{data['id']}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dump(data), encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path, 30)
    (tmp_path / "schemas" / f"{KIND}.schema.json").write_text(json.dumps(schema()), encoding="utf-8")
    write(tmp_path, record())
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(atlas, ["--root", str(folder), *words], catch_exceptions=False)


def test_a_sound_record_passes(folder: Path) -> None:
    outcome = run(folder, "validate")
    assert (outcome.exit_code, outcome.stdout) == (0, "")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"amount": "much"}, "schema-type"),
        ({"pier": 3}, "unknown-key"),
        ({"set_by": "us-agency"}, "reference-exists"),
        ({"set_by": "nobody"}, "reference-exists"),
        ({"cargo": "bananas"}, "word-known"),
        ({"id": "other-fee"}, "id-is-file-name"),
    ],
)
def test_its_faults_are_found_by_the_rules_there_are(folder: Path, change: dict[str, Any], rule: str) -> None:
    file = write(folder, record())
    file.write_text(dump(record(**change)), encoding="utf-8")
    outcome = run(folder, "validate")
    assert outcome.exit_code == 1
    assert f" error {rule} " in outcome.stdout
    assert f"records/{KIND}/us/quay-fee.yaml:" in outcome.stdout


def test_its_scaffold_passes_its_schema(folder: Path) -> None:
    outcome = run(folder, "new", KIND, "second-fee", "--folder", "us")
    assert outcome.exit_code == 0
    assert "error schema" not in outcome.stdout
    assert "error unknown-key" not in outcome.stdout
    assert (folder / "records" / KIND / "us" / "second-fee.yaml").is_file()


def test_it_is_found_answered_and_linked(folder: Path) -> None:
    base = load(folder)
    assert [hit.record.id for hit in base.search("quay")][:1] == ["quay-fee"]
    assert base.status("quay-fee#a", DAY).word == "in force"
    assert "quay-fee" in {link.origin for link in base.kb.graph.back(RULE)}


def test_it_has_a_page_with_its_fields_and_its_links(folder: Path) -> None:
    base = load(folder)
    found = {page.path: page for page in pages(base.kb, DAY)}
    page = found[f"{KIND}/quay-fee.html"]
    body = render(page, "").body
    assert "Fee of the quay" in render_markdown(page)
    assert "12.5" in body
    assert f"../instruments/{RULE}.html" in body
    assert "Amount" in body
    index = render(found[f"{KIND}/index.html"], "").body
    assert "quay-fee.html" in index


def test_it_is_exported_in_the_published_form(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert run(folder, "export", "--output", str(target), "--on", DAY).exit_code == 0
    (line,) = (target / "kinds" / f"{KIND}.jsonl").read_text(encoding="utf-8").splitlines()
    published = json.loads(line)
    assert published["record"] == record()
    assert published["computed"]["status"]["status"] == "in force"
    assert {link["record"] for link in published["links"]["to"]} >= {RULE, "src-base", "us"}
    assert (target / "records" / "quay-fee.json").is_file()


def test_a_whole_site_with_it_is_built_and_all_its_links_lead_somewhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_ROOT", str(folder))
    monkeypatch.setenv("ATLAS_TODAY", DAY)
    try:
        built = build_site(ROOT / "mkdocs.yml", tmp_path / "site")
    except BuildError as fault:
        pytest.fail(str(fault))
    for suffix in ("html", "md", "json", "yaml"):
        assert (built / KIND / f"quay-fee.{suffix}").is_file()
    assert "Harbour fees" in (built / KIND / "index.html").read_text(encoding="utf-8")
