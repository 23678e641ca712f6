"""The published costs by number of records: the table says what was measured, and plots repeat to the byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.run import RESULTS
from benchmarks.sizes import COUNTS, STEPS, lines, plot, targets


@pytest.fixture(scope="module")
def found() -> Any:
    return json.loads((RESULTS / "sizes.json").read_text(encoding="utf-8"))


def test_a_step_that_was_not_measured_at_a_size_is_said_to_be_in_a_remark(found: Any) -> None:
    assert tuple(sorted(map(int, found["sizes"]))) == COUNTS
    for count, sized in found["sizes"].items():
        assert all(
            sized[step]["seconds"] > 0 and sized[step]["peak_mb"] > 0 for step in STEPS if step in sized
        )
        if not {*STEPS} <= {*sized}:
            assert any(f"{int(count):,} records is not measured" in remark for remark in found["remarks"])


def test_the_table_is_the_one_of_the_figures_beside_it(found: Any) -> None:
    assert (RESULTS / "sizes.md").read_text(encoding="utf-8") == "\n".join(lines(found)) + "\n"


def test_a_target_that_is_missed_is_said_to_be(found: Any) -> None:
    slow = json.loads(json.dumps(found))
    slow["sizes"][str(COUNTS[-1])]["validation"]["ratio"] = 1.31
    assert [met for target, _, met in targets(slow) if target.startswith("validate")] == [False]
    assert "| 1.31 times | no |" in "\n".join(lines(slow))


def test_the_same_figures_give_the_same_plot(found: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        plot(found, "peak_mb", "megabytes at most", tmp_path / f"{name}.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.svg").read_bytes() == (RESULTS / "sizes-memory.svg").read_bytes()
