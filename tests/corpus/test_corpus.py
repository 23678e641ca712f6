"""A record with one fault is told that fault, in its place, with a fix; nothing else, and nothing breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import small
import sound_records
import yaml

from control_atlas.check.run import validate

FILES = Path(__file__).parent / "files"
EXPECTED: dict[str, list[dict[str, Any]]] = yaml.load(
    (Path(__file__).parent / "expected.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small.folder(tmp_path_factory.mktemp("corpus"))
    sound_records.write(root)
    return root


def test_every_file_has_an_expectation_and_every_expectation_a_file() -> None:
    found = {f"{file.parent.name}/{file.stem}" for file in FILES.glob("*/*.yaml")}
    assert found == set(EXPECTED)
    assert all(EXPECTED.values())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_fault_is_told_in_its_place_with_its_message(name: str, folder: Path) -> None:
    kind = name.partition("/")[0]
    file = folder / "records" / kind / "us" / ("src-bad.yaml" if kind == "sources" else "bad.yaml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes((FILES / f"{name}.yaml").read_bytes())
    try:
        problems = validate(folder, [file]).problems
    finally:
        file.unlink()
    told = [
        {
            "rule": problem.rule,
            "at": f"{problem.line}:{problem.column}",
            "field": problem.field,
            "message": problem.message,
        }
        for problem in problems
    ]
    assert told == EXPECTED[name]
    assert all(problem.fix for problem in problems)
    assert all(problem.path == file.relative_to(folder).as_posix() for problem in problems)
