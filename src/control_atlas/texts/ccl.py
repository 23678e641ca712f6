"""The Commerce Control List as a machine copy: entries with their paragraphs, notes and licence table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from control_atlas.texts.passages import Passage, Place

FORM = "entries"


class ControlList:
    """Entries by ECCN, from JSON with ``entries``: each has ``eccn``, ``heading`` and, for some, ``items``."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self._entries = entries

    @classmethod
    def read(cls, file: Path) -> ControlList | None:
        """The list in ``file``; None when the file has another form."""
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except ValueError:
            return None
        rows = data.get(FORM) if isinstance(data, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) and "eccn" in row for row in rows):
            return None
        return cls({row["eccn"]: row for row in rows})

    def find(self, place: Place) -> Passage | None:
        """The paragraph of an entry with the opening words above it; around it the whole entry."""
        entry = self._entries.get(place.unit)
        if entry is None:
            return None
        rows = [row for row in entry.get("items") or () if row.get("text")]
        around = "\n".join([json.dumps(entry, ensure_ascii=False), *(row["text"] for row in rows)])
        if not place.path:
            return Passage(around, around)
        key = ".".join(place.path)
        parents = {".".join(place.path[:count]) for count in range(1, len(place.path))}
        own, above, inside = [], [str(entry["heading"])], False
        for row in rows:
            name = _name(row)
            if name is not None:
                inside = name == key or name.startswith(f"{key}.")
                if name in parents:
                    above.append(row["text"])
            if inside:
                own.append(row["text"])
        return Passage("\n".join([*above, *own]) if own else None, around)


def _name(row: Mapping[str, Any]) -> str | None:
    """The paragraph that a row begins, also where its label was left in its text; None for other rows."""
    if row.get("paragraph") and row.get("kind") == "item":
        return str(row["paragraph"])
    first = str(row["text"]).split(" ", 1)[0].rstrip(".")
    if row.get("paragraph") is None and len(first) > 2 and first[0].islower() and "." in first:
        return first
    return None
