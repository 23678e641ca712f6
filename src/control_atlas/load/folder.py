"""From a data folder to records: finds the files, reads them, and says what is wrong with each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from control_atlas.load.kinds import Kinds
from control_atlas.load.yaml_reader import Unreadable, read_yaml
from control_atlas.records import Problem, Record

RECORDS = "records"
SCHEMAS = "schemas"
VOCABULARIES = "vocabularies"
COVERAGE = "coverage"
EXCEPTIONS = "exceptions.yaml"


class NoDataFolder(Exception):
    """Neither the folder asked for nor any above it holds records and schemas."""


def find_root(start: Path | None = None) -> Path:
    """The data folder: ``start``, ``ATLAS_ROOT``, the working folder or one above it, or this checkout.

    A data folder has ``records`` and ``schemas``. Raises NoDataFolder when there is none.
    """
    asked = start or (Path(os.environ["ATLAS_ROOT"]) if os.environ.get("ATLAS_ROOT") else None)
    if asked is not None:
        candidates: Iterable[Path] = [asked]
    else:
        here = Path.cwd()
        candidates = [here, *here.parents, Path(__file__).resolve().parents[3]]
    for folder in candidates:
        if (folder / RECORDS).is_dir() and (folder / SCHEMAS).is_dir():
            return folder.resolve()
    raise NoDataFolder(
        f"no data folder at {asked}" if asked else "no data folder here or above; give one with --root"
    )


@dataclass(slots=True)
class Loaded:
    """What a data folder holds: kinds, vocabularies, readable records in path order, and problems.

    ``coverage`` holds the lists of what is not a record, by file stem; ``exceptions`` the findings of rules
    that are accepted, if there are any; ``inside`` the folders found to lie below the root.
    """

    root: Path
    kinds: Kinds
    vocabularies: Mapping[str, Mapping[str, Any]]
    vocabulary_files: Mapping[str, Record]
    coverage: dict[str, Record] = field(default_factory=dict)
    exceptions: Record | None = None
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    inside: set[str] = field(default_factory=set, repr=False)


def load_folder(root: Path, files: Iterable[Path] | None = None) -> Loaded:
    """Read the vocabularies, the coverage lists and all records under ``root``, or only ``files``.

    Never raises for a bad file: each fault is a Problem in the result.
    """
    kinds = Kinds(root / SCHEMAS)
    loaded = Loaded(root, kinds, {}, {})
    vocabularies: dict[str, Mapping[str, Any]] = {}
    word_files: dict[str, Record] = {}
    for file in sorted((root / VOCABULARIES).glob("*.yaml")):
        record = _read(file, _shown(file, root), loaded, "vocabulary")
        if record:
            vocabularies[file.stem] = record.data
            word_files[file.stem] = record
    loaded.vocabularies, loaded.vocabulary_files = vocabularies, word_files
    for file in sorted((root / COVERAGE).glob("*.yaml")):
        record = _read(file, _shown(file, root), loaded, COVERAGE)
        if record:
            loaded.coverage[file.stem] = record
    if (root / EXCEPTIONS).is_file():
        loaded.exceptions = _read(root / EXCEPTIONS, EXCEPTIONS, loaded, "exceptions")
    for file in sorted(files) if files is not None else record_files(root):
        shown = _shown(file, root)
        folder = _folder_of(shown)
        kind = kinds.by_folder.get(folder)
        if kind is None:
            loaded.problems.append(
                Problem(
                    shown, 1, 1, "error", "unknown-kind", "(file)", folder or str(file),
                    f"{shown} does not lie in the folder of a kind of record.",
                    f"Move it under records/ into one of: {', '.join(sorted(kinds.by_folder))}.",
                )
            )  # fmt: skip
            continue
        record = _read(file, shown, loaded, kind.name)
        if record:
            loaded.records.append(record)
    return loaded


def record_files(root: Path) -> list[Path]:
    """Every YAML file under ``records``, in path order."""
    found: list[str] = []
    for folder, names, files in os.walk(root / RECORDS):
        names.sort()
        found += [f"{folder}{os.sep}{name}" for name in files if name.endswith((".yaml", ".yml"))]
    return [Path(name) for name in sorted(found)]  # texts sort much faster than paths


def _shown(file: Path, root: Path) -> str:
    """How a file is named in messages: below the root without it, and with slashes."""
    name, start = str(file), f"{root}{os.sep}"
    return (name[len(start) :] if name.startswith(start) else name).replace(os.sep, "/")


def _folder_of(shown: str) -> str:
    """The folder below records in which a file lies, empty when it lies in none."""
    parts = shown.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == RECORDS else ""


def _read(file: Path, shown: str, loaded: Loaded, kind: str) -> Record | None:
    try:
        document = read_yaml(file, shown, loaded.root, loaded.inside)
    except Unreadable as fault:
        loaded.problems += fault.problems
        return None
    identity = document.data.get("id")
    return Record(
        id=identity if isinstance(identity, str) else file.stem,
        kind=kind,
        data=document.data,
        path=shown,
        mark=document.mark,
    )
