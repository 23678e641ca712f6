"""Every example of the download page runs where its tool is installed."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from control_atlas.export.examples import EXAMPLES, Example
from control_atlas.export.past_editions import FOLDER


def run_program(words: list[str], folder: Path) -> str:
    run = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


def run_sql(code: str, folder: Path) -> str:
    with sqlite3.connect(folder / "control-atlas.sqlite") as base:
        return str(base.execute(code).fetchall())


def run_duckdb(code: str, folder: Path) -> str:
    with duckdb.connect() as base:
        base.execute(f"SET file_search_path = '{folder}'")
        return str(base.execute(code).fetchall())


def output(example: Example, folder: Path) -> str:
    if example.tool == "Python":
        return run_program([sys.executable, "-c", example.code], folder)
    if example.tool == "SQL":
        return run_sql(example.code, folder)
    if example.tool == "DuckDB":
        return run_duckdb(example.code, folder)
    if example.tool == "R":
        if shutil.which("Rscript") is None:
            pytest.skip("R is not installed here")
        return run_program(["Rscript", "-e", example.code], folder)
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed here")
    return run_program(["sh", "-c", example.code], folder)


RUNNABLE = [one for one in EXAMPLES if one.tool != "Power Query"]


@pytest.mark.parametrize("example", RUNNABLE, ids=lambda one: f"{one.form}-{one.tool}")
def test_an_example_runs_and_prints_something(example: Example, exported: Path, data_folder: Path) -> None:
    if example.form == "delta" and not list((data_folder / FOLDER).glob("*.json")):
        pytest.skip("no edition is kept in this data folder")
    if example.needs == "arrow":
        pytest.skip("arrow for R is not installed here")
    printed = output(example, exported)
    assert printed.strip() not in ("", "[]") or example.form in ("json", "csl")


@pytest.mark.parametrize(
    "example", [one for one in EXAMPLES if one.tool == "Power Query"], ids=lambda one: one.form
)
def test_an_example_for_a_program_that_runs_elsewhere_names_a_file_and_columns_that_exist(
    example: Example, exported: Path
) -> None:
    path = example.code.partition('"C:\\data\\')[2].partition('"')[0].replace("\\", "/")
    assert (exported / path).is_file()


def test_an_example_has_two_lines() -> None:
    assert [one for one in EXAMPLES if one.code.count("\n") != 1] == []
    assert {one.tool for one in EXAMPLES} == {"Python", "R", "SQL", "Power Query", "DuckDB", "jq"}
