"""A release from sound records: everything is prepared before the first file of the repository changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from control_atlas.export.edition import Edition
from control_atlas.export.files import replacing
from control_atlas.export.formats import WRITERS
from control_atlas.export.past_editions import FOLDER, keep, write_edition
from control_atlas.export.writer import run
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.release.parts import bill_of_materials
from control_atlas.release.stamp import stamped

LOCK = "requirements.lock"
BILL, SUMS = "sbom.cdx.json", "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Released:
    """What a release wrote: files of the repository, and the folder of what is published beside them."""

    version: str
    day: str
    changed: tuple[str, ...]
    folder: Path
    files: int


def make_release(kb: KnowledgeBase, version: str, day: str, output: Path) -> Released:
    """Export everything to ``output``, with sums and the list of parts, then keep the edition and stamp the files.

    Raises NotReady before anything is written, and OSError when a file cannot be.
    """
    texts = stamped(kb.root, version, day)
    edition = Edition(kb, day)
    run(edition, list(WRITERS.values()), output)
    with replacing(output / BILL) as out:
        lock = (kb.root / LOCK).read_text(encoding="utf-8")
        json.dump(bill_of_materials(lock, version, day), out, indent=1)
        out.write("\n")
    files = sorted(path for path in output.rglob("*") if path.is_file() and path.name != SUMS)
    with replacing(output / SUMS) as out:
        out.writelines(f"{_digest(path)}  {path.relative_to(output).as_posix()}\n" for path in files)
    kept = write_edition(keep(edition, version), kb.root / FOLDER)
    for name, text in texts.items():
        with replacing(kb.root / name) as out:
            out.write(text)
    changed = (*texts, kept.relative_to(kb.root).as_posix())
    return Released(version, day, changed, output, len(files))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
