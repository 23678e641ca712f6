"""The vectors that Python and the browser share. Expected answers were written from the texts beforehand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from control_atlas.ask.evaluate import item_outcome
from control_atlas.ask.facts import read_facts
from control_atlas.link.knowledge import KnowledgeBase

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
ROWS: list[dict[str, Any]] = [
    {**row, "file": file.stem}
    for file in sorted(VECTORS.glob("*.yaml"))
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("file", sorted({row["file"] for row in ROWS}))
def test_every_vector_gets_its_answer(file: str, kb: KnowledgeBase) -> None:
    wrong = []
    for row in (row for row in ROWS if row["file"] == file):
        control = kb.get(row["record"])
        facts = read_facts(kb, row["facts"])
        found = item_outcome(kb, control, row.get("section", "items"), row["item"], facts, row["day"])
        if found.word != row["expected"]:
            wrong.append(f"{row['name']}: expected {row['expected']}, got {found.word} ({found.text})")
        if "missing" in row and sorted(found.missing) != row["missing"]:
            wrong.append(f"{row['name']}: expected {row['missing']} missing, got {sorted(found.missing)}")
    assert wrong == []


def test_there_are_more_than_120_vectors_besides_those_set_out_beforehand() -> None:
    own = [row for row in ROWS if not row["file"].startswith("dossier")]
    assert len(own) >= 120
    assert Counter(row["name"] for row in ROWS).most_common(1)[0][1] == 1


def test_every_answer_is_represented_and_every_vector_says_why() -> None:
    assert {row["expected"] for row in ROWS} == {"met", "not-met", "cannot-tell"}
    assert [row["name"] for row in ROWS if not row.get("why")] == []
    assert [row["name"] for row in ROWS if row["expected"] == "cannot-tell" and not row.get("missing")] == []


def test_every_wording_of_3a090_since_2022_has_a_vector(kb: KnowledgeBase) -> None:
    control = kb.get("us-eccn-3a090")
    covered = set()
    for row in ROWS:
        if row["record"] == control.id and row.get("section", "items") == "items":
            side = kb.span_on(control, "items", row["item"], row["day"]).codified
            covered.add((row["item"], side.version))
    wanted = {
        (key, number)
        for key, versions in control.data["items"].items()
        for number, version in enumerate(versions)
        if "when" in version and key != "b" and key != "a"
    }
    assert wanted - covered == set()
