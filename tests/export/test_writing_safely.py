"""Two exports are equal byte for byte, a failed one leaves the earlier files, and no cell is altered."""

from __future__ import annotations

import hashlib
import multiprocessing
import re
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
import small

from control_atlas.check.run import validate
from control_atlas.export.edition import Edition
from control_atlas.export.formats import WRITERS
from control_atlas.export.json_files import JsonWriter
from control_atlas.export.writer import Published, Work, Writer, run
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_exports_of_the_same_records_are_equal_byte_for_byte(
    exported: Path, data_folder: Path, edition: Edition, tmp_path: Path
) -> None:
    again = KnowledgeBase(load_folder(data_folder))
    run(Edition(again, edition.as_of), WRITERS.values(), tmp_path / "elsewhere")
    assert tree(tmp_path / "elsewhere") == tree(exported)


class Failing(Writer):
    """Takes some records and then finds no room."""

    name = "failing"
    closed: ClassVar[int] = 0

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._left = 5

    def add(self, published: Published) -> None:
        self._left -= 1
        if not self._left:
            raise OSError(28, "No space left on device")

    def finish(self) -> None:
        raise AssertionError("a run that failed must not finish")

    def close(self) -> None:
        Failing.closed += 1


def test_a_failed_export_leaves_the_earlier_files_and_nothing_else(edition: Edition, tmp_path: Path) -> None:
    run(edition, [JsonWriter], tmp_path)
    (tmp_path / "records.json").write_text("the earlier one", encoding="utf-8")
    before = tree(tmp_path)
    with pytest.raises(OSError, match="No space left on device"):
        run(edition, [*WRITERS.values(), Failing], tmp_path)
    assert Failing.closed == 1
    assert tree(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_failed_export_into_a_new_folder_leaves_no_folder(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        run(edition, [Failing], tmp_path / "new")
    assert not (tmp_path / "new").exists()


class FullDisk:
    """A file on a disk with room for so many characters more."""

    def __init__(self, file: Any, room: list[int]) -> None:
        self._file, self._room = file, room

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Any:
        self._file.__enter__()
        return self

    def __exit__(self, *fault: Any) -> Any:
        return self._file.__exit__(*fault)

    def write(self, data: Any) -> Any:
        self._room[0] -= len(data)
        if self._room[0] < 0:
            raise OSError(28, "No space left on device")
        return self._file.write(data)


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "jsonld", "api", "atom", "delta", "citations"])
def test_a_disk_that_fills_up_ends_with_its_message_and_no_half_file(
    name: str, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: Callable[..., Any] = Path.open
    room = [100]

    def limited(self: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        file = opened(self, mode, *args, **options)
        return FullDisk(file, room) if "w" in mode else file

    (tmp_path / "index.json").write_text("the earlier one", encoding="utf-8")
    before = tree(tmp_path)
    monkeypatch.setattr(Path, "open", limited)
    with pytest.raises(OSError, match="No space left on device"):
        run(edition, [WRITERS[name]], tmp_path)
    monkeypatch.undo()
    assert tree(tmp_path) == before
    assert list(tmp_path.iterdir()) == [tmp_path / "index.json"]


def export_with_little_room(edition: Edition, name: str, folder: Path, said: Any) -> None:
    """In a process of its own, where no file may grow beyond a few kilobytes: the system itself says no."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
    try:
        run(edition, [WRITERS[name]], folder)
    except OSError as fault:
        said.send(str(fault))


@pytest.mark.parametrize("name", ["sqlite", "xlsx", "parquet", "jsonl"])
def test_a_file_that_the_system_lets_grow_no_further_ends_the_same_way(
    name: str, edition: Edition, tmp_path: Path
) -> None:
    (tmp_path / "index.json").write_text("the earlier one", encoding="utf-8")
    before = tree(tmp_path)
    fork = multiprocessing.get_context("fork")
    heard, said = fork.Pipe(duplex=False)
    process = fork.Process(target=export_with_little_room, args=(edition, name, tmp_path, said))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert heard.poll(), "the export ended without an OSError"
    assert re.search("too large|full|disk I/O|could not be written", heard.recv())
    assert tree(tmp_path) == before
    assert list(tmp_path.iterdir()) == [tmp_path / "index.json"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
@pytest.mark.parametrize("field", ["title", "summary"])
def test_text_that_could_start_a_formula_is_refused(start: str, field: str, root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "published: 2020-01-01")
    file = root / "records" / "instruments" / "us" / "rule.yaml"
    text = re.sub(rf"^{field}: .*$", f'{field}: "{start}SUM(A1:A9) of it"', file.read_text(), flags=re.M)
    file.write_text(text.replace("\t", "\\t"), encoding="utf-8")
    problems = [one for one in validate(root, [file]).problems if one.field == field and one.level == "error"]
    assert problems


def test_no_cell_of_text_begins_like_a_formula(rows: Any) -> None:
    texts = [
        value for table in rows.values() for row in table for value in row.values() if isinstance(value, str)
    ]
    assert [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_simulated_disks_are_seen_by_the_files_of_python(tmp_path: Path) -> None:
    """The stand-in refuses as a full disk does; without this the tests above could pass for nothing."""
    with (
        (tmp_path / "x").open("w", encoding="utf-8") as real,
        pytest.raises(OSError, match="No space"),
    ):
        FullDisk(real, [3]).write("four")
