"""Small knowledge bases for tests, written as YAML the way records are."""

from __future__ import annotations

import shutil
from pathlib import Path

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder

REPOSITORY = Path(__file__).resolve().parents[2]

INSTRUMENT = """\
id: {id}
title: Rule {id}
title_kind: descriptive
summary: A rule for a test.
type: rule
jurisdiction: us
dates:
{dates}
sources:
  - {source}
"""


def folder(tmp_path: Path) -> Path:
    """An empty data folder with this repository's schemas and vocabularies."""
    root = tmp_path / "data"
    for name in ("schemas", "vocabularies"):
        shutil.copytree(REPOSITORY / name, root / name)
    (root / "records").mkdir()
    return root


def write(root: Path, kind: str, identity: str, text: str, group: str = "us") -> Path:
    """One record file."""
    file = root / "records" / kind / group / f"{identity}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def source(
    root: Path,
    identity: str = "src-text",
    read: str = "full-text",
    to: str = "2026-06-01",
    rank: str = "official",
) -> None:
    """A source that was read so and is current up to ``to``."""
    write(
        root,
        "sources",
        identity,
        f"""\
id: {identity}
title: Text
title_kind: descriptive
summary: A text for a test.
rank: {rank}
publisher: Publisher
address: https://www.example.org/text
read: {read}
read_on: "2026-11-22"
current:
  to: "{to}"
""",
    )


def instrument(root: Path, identity: str, dates: str, extra: str = "", source_id: str = "src-text") -> None:
    """An instrument with the dates given as ``name: day`` pairs, one a line or separated by commas."""
    lines = "\n".join(
        f'  {name.strip()}: "{day.strip()}"' for name, day in (p.split(":") for p in dates.split(","))
    )
    text = INSTRUMENT.format(id=identity, dates=lines, source=source_id)
    write(root, "instruments", identity, text + extra)


def control(
    root: Path, identity: str, items: str, extra: str = "history: complete\n", source_id: str = "src-text"
) -> None:
    """A control with the given ``items`` block (indented under ``items:``)."""
    write(
        root,
        "chip-export-controls",
        identity,
        f"""\
id: {identity}
title: Control {identity}
title_kind: descriptive
summary: A control for a test.
jurisdiction: us
type: end-use
detail: full
{extra}items:
{items}
sources:
  - {source_id}
""",
    )


def place(root: Path, identity: str, extra: str = "type: country\n") -> None:
    """A country."""
    text = f"id: {identity}\ntitle: Place {identity}\ntitle_kind: descriptive\nsummary: A place for a test.\n{extra}"
    write(root, "places", identity, text, "world")


def linked(root: Path) -> KnowledgeBase:
    """The linked records; fails when a file cannot be read."""
    loaded = load_folder(root)
    assert loaded.problems == []
    return KnowledgeBase(loaded)
