"""What a public host and an editor read of this repository is complete, pinned and free of secrets."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import small
import yaml

ROOT = small.REPOSITORY
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))


def read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_pins_every_action_to_a_commit_and_asks_for_few_rights(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    assert [use for use in uses if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", use)] == []
    assert read(file)["permissions"] == {"contents": "read"}
    assert "secrets." not in text


def test_the_workflow_runs_the_two_commands_of_the_readme() -> None:
    steps = [
        step for job in read(ROOT / ".github/workflows/ci.yml")["jobs"].values() for step in job["steps"]
    ]
    commands = {step.get("run") for step in steps}
    assert {"scripts/test", "scripts/site --no-serve"} <= commands


@pytest.mark.parametrize(
    "file", [form for form in FORMS if form.stem != "config"], ids=lambda file: file.stem
)
def test_an_issue_form_has_a_name_a_description_and_questions_with_labels(file: Path) -> None:
    form = read(file)
    assert form["name"]
    assert form["description"]
    identities = [question["id"] for question in form["body"]]
    assert len(identities) == len(set(identities)) > 0
    assert all(question["attributes"]["label"] for question in form["body"])


def test_the_editor_knows_the_schema_of_every_file_of_data() -> None:
    known = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    kinds = {path.name for path in (ROOT / "records").iterdir() if path.is_dir()}
    assert {schema for schema in known if not (ROOT / schema).is_file()} == set()
    assert {pattern.split("/")[1] for pattern in known.values() if pattern.startswith("records/")} == kinds
