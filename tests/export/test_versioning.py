"""What was released under version 1 still holds, and a break of it is seen."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import small

from control_atlas.export.contract import breaks, contract
from control_atlas.export.edition import Edition

RELEASED = small.REPOSITORY / "schemas" / "released" / "v1.json"


@pytest.fixture(scope="module")
def released() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(RELEASED.read_text(encoding="utf-8"))
    return told


def test_the_present_form_keeps_what_was_released(edition: Edition, released: dict[str, Any]) -> None:
    assert breaks(released, contract(edition)) == []


def test_additions_break_nothing(released: dict[str, Any]) -> None:
    now = copy.deepcopy(released)
    now["published"]["properties"]["more"] = {"type": "string"}
    now["published"]["required"].append("more")
    now["tables"]["records"]["more"] = "string"
    now["tables"]["new_table"] = {"id": "string"}
    now["addresses"]["new/{id}.json"] = "New"
    assert breaks(released, now) == []


@pytest.mark.parametrize(
    ("path", "change"),
    [
        (("published", "properties", "links"), None),
        (("published", "required"), []),
        (("published", "properties", "computed", "properties", "hash", "type"), "integer"),
        (("published", "$defs", "word", "enum"), ["in force"]),
        (("published", "$defs", "interval", "properties", "standing"), None),
        (("answers", "RecordLine", "properties", "hash"), None),
        (("addresses", "records/{id}.json"), None),
        (("tables", "intervals", "codified_version"), "string"),
        (("tables", "claims"), None),
        (("views",), []),
    ],
)
def test_a_break_is_seen(path: tuple[str, ...], change: Any, released: dict[str, Any]) -> None:
    now: Any = copy.deepcopy(released)
    place = now
    for step in path[:-1]:
        place = place[step]
    if change is None:
        del place[path[-1]]
    else:
        place[path[-1]] = change
    assert breaks(released, now) != []
    assert breaks(released, copy.deepcopy(released)) == []
