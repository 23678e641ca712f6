"""The records of the benchmarks are sound, alike in every run, and of the size that ours have."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchmarks.portable_yaml import dump
from benchmarks.synthetic import LEAST, records, write_folder
from control_atlas.check.run import validate
from control_atlas.load.folder import record_files
from control_atlas.load.yaml_reader import read_text

COUNT = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("synthetic")
    write_folder(made, COUNT)
    return made


def test_the_records_pass_every_check(folder: Path) -> None:
    report = validate(folder)
    assert report.problems == ()
    assert report.not_run == ()
    assert len(report.loaded.records) == COUNT


def test_they_have_the_size_of_real_ones_and_a_third_has_chinese_text(folder: Path) -> None:
    texts = [file.read_text(encoding="utf-8") for file in record_files(folder)]
    average = sum(len(text.encode()) for text in texts) / len(texts)
    assert 1900 < average < 2500
    chinese = sum(any("\u4e00" <= character <= "\u9fff" for character in text) for text in texts)
    assert 0.28 < chinese / len(texts) < 0.38


def test_a_count_and_a_seed_always_give_the_same_files(folder: Path, tmp_path: Path) -> None:
    write_folder(tmp_path, COUNT)
    assert digest(tmp_path) == digest(folder)


def test_another_seed_gives_other_records() -> None:
    assert records(60, seed=1) != records(60, seed=2)


@pytest.mark.parametrize("count", range(LEAST, LEAST + 9))
def test_any_count_is_met_exactly_and_stands_on_its_own(count: int, tmp_path: Path) -> None:
    write_folder(tmp_path, count)
    assert len(record_files(tmp_path)) == count
    assert validate(tmp_path).problems == ()


def test_a_count_that_cannot_stand_on_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match=str(LEAST)):
        records(LEAST - 1)


def test_what_is_written_reads_back_the_same() -> None:
    data = {
        "id": "a-b",
        "title": "No. 3E001: on",
        "no": "no",
        "list": ["on", "x", "3E001", True, None, 1.5],
        "long": "word " * 40 + "end",
        "deep": [{"from": "2026-01-01", "items": [{"a": 1}, {"b": ["词语", "é"]}]}],
    }
    assert read_text(dump(data).encode(), "x.yaml").data == data


def digest(folder: Path) -> str:
    total = hashlib.sha256()
    for file in record_files(folder):
        total.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return total.hexdigest()
