"""Real records answer as the texts say. The tables in ``tests/cases`` were written from the texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from control_atlas import Atlas
from control_atlas.ask.evaluate import item_outcome
from control_atlas.ask.facts import product_facts
from control_atlas.ask.status import ItemStatus, status
from control_atlas.ask.told import standing_text

CASES = Path(__file__).resolve().parents[1] / "cases"
FILES = sorted(file.stem for file in CASES.glob("*.yaml"))
CONDITIONS = [name for name in FILES if name.endswith("-conditions")]
STATUS = [name for name in FILES if name not in CONDITIONS and name != "products"]


def rows(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=_label(row)) for row in found]


def _label(row: dict[str, Any]) -> str:
    what = row.get("record") or f"{row['product']}-{row['item']}"
    return f"{what}#{row.get('key') or ''}-{row['on']}-{row.get('side', '')}"


def _item(atlas: Atlas, row: dict[str, Any]) -> ItemStatus:
    key, section = row.get("key"), row.get("section")
    name = f"{row['record']}#{key}" if key else row["record"]
    items = status(atlas.kb, name, row["on"]).items
    if section:
        items = tuple(item for item in items if item.section == section)
    return items[0]


@pytest.mark.parametrize("row", [row for name in STATUS for row in rows(name)])
def test_status_answer(row: dict[str, Any], atlas: Atlas) -> None:
    item = _item(atlas, row)
    side = row.get("side", "codified")
    found = item.span.enforced if side == "enforced" else item.span.codified
    governs = item.enforced if side == "enforced" else item.codified
    assert found.word == row["word"], [reason.text for reason in item.span.reasons]
    if "governing_from" in row and item.key is not None and item.section != "parts":
        assert (governs["from"] if governs else None) == row["governing_from"]
    if row.get("stance"):
        assert governs is not None
        assert governs["stance"] == row["stance"]
    if row.get("standing"):
        assert item.span.standing == row["standing"]
    told = " ".join(
        [f"{reason.text} {reason.instrument}" for reason in item.span.reasons]
        + [f"{act.by} {act.announced_until} {act.says}" for act in item.span.beside]
        + ([str(governs["by"])] if governs else [])
        + [standing_text(item.span)]
    )
    for part in row.get("reasons_mention") or ():
        assert part in told, f"{part!r} is not in: {told}"


@pytest.mark.parametrize("row", [row for name in CONDITIONS for row in rows(name)])
def test_condition_answer(row: dict[str, Any], atlas: Atlas) -> None:
    section = row.get("section", "items")
    outcome = item_outcome(
        atlas.kb, atlas.get(row["record"]), section, str(row["key"]), row["facts"], row["on"]
    )
    assert outcome.word == row["expect"], outcome


@pytest.mark.parametrize("row", rows("products"))
def test_product_evaluation(row: dict[str, Any], atlas: Atlas) -> None:
    product = atlas.get(row["product"])
    identity, _, key = row["item"].partition("#")
    outcome = item_outcome(
        atlas.kb, atlas.get(identity), "items", key, product_facts(atlas.kb, product), row["on"]
    )
    assert outcome.word == row["expect"], outcome
