"""The index of an export: what it holds, with the size, rows and hash of every download."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from control_atlas.ask.told import NOT_ADVICE
from control_atlas.export.edition import Edition

FILE = "index.json"
PIECE = 1 << 20


def write_manifest(edition: Edition, downloads: Sequence[Any], folder: Path) -> dict[str, Any]:
    """Write ``index.json`` for the files below ``folder``; what was written."""
    kinds = Counter(record.kind for record in edition.records)
    told = {
        "name": "control-atlas",
        "version": "v1",
        "as_of": edition.as_of,
        "digest": edition.digest,
        "records": len(edition.records),
        "kinds": {kind.name: kinds[kind.name] for kind in edition.kb.kinds},
        "downloads": [
            {"path": one.path, "format": one.form, "title": one.title, "rows": one.rows, "of": one.of,
             "bytes": (folder / one.path).stat().st_size, "sha256": file_hash(folder / one.path)}
            for one in downloads
        ],
        "licence": "CC-BY-4.0",
        "not_legal_advice": NOT_ADVICE,
    }  # fmt: skip
    (folder / FILE).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return told


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()
