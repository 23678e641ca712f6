"""The Country Chart and the Country Groups as machine copies: one table each, searched as a whole."""

from __future__ import annotations

import json
from pathlib import Path

from control_atlas.texts.passages import Passage, Place

# The key that only this table has, and the supplement that it is.
_KNOWN = {"columnLabels": "supp-1-738", "groups": "supp-1-740"}


class CountryTable:
    """A supplement that is a table of countries."""

    def __init__(self, unit: str, text: str) -> None:
        self._unit = unit
        self._text = text

    @classmethod
    def read(cls, file: Path) -> CountryTable | None:
        """The table in ``file``; None when the file has another form."""
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except ValueError:
            return None
        if not isinstance(data, dict):
            return None
        unit = next((unit for key, unit in _KNOWN.items() if key in data), None)
        return cls(unit, json.dumps(data, ensure_ascii=False)) if unit else None

    def find(self, place: Place) -> Passage | None:
        """The whole table, whatever footnote or row is named."""
        return Passage(self._text, self._text) if place.unit == self._unit else None
