"""The look-up of codes and citations that answers before the full-text search does.

It ships as a classic script that assigns one global, so it also works from a folder on disk.
"""

from __future__ import annotations

import json

from control_atlas.pages.blocks import Page

PATH = "assets/lookup.js"


class Lookup:
    """Collects one row a page and writes the script."""

    def __init__(self) -> None:
        self._kinds: dict[str, int] = {}
        self._rows: list[list[object]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, page: Page) -> None:
        """Adds the row of ``page``, if it is one to be found.

        A row is [path, kind, title, code, jurisdiction, status on the day, other names ...]; kinds are
        numbered to keep rows near a hundred bytes.
        """
        facts = page.search
        if facts is None:
            return
        kind = self._kinds.setdefault(facts.kind_label, len(self._kinds))
        row: list[object] = [page.path, kind, page.title, page.code, facts.jurisdiction, facts.status or ""]
        names = (facts.code, *facts.aliases)
        self._rows.append(row + [name for name in dict.fromkeys(names) if name and name != page.code])

    def script(self, on: str) -> str:
        """``window.ATLAS_LOOKUP``: the day of the statuses, the kinds, the rows."""
        data = {"on": on, "kinds": list(self._kinds), "rows": self._rows}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        for separator in "\u2028\u2029":
            text = text.replace(separator, f"\\u{ord(separator):04x}")
        return f"window.ATLAS_LOOKUP={text};\n"
