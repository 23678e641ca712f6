"""What scripts know of every page: names to be found by, and the facts to filter, sort and date it by.

Both ship as classic scripts that assign one global, so they also work from a folder on disk. The names come
first and alone, because the search needs them at the first keystroke; the facts follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import get_args

from control_atlas.pages.blocks import Citation, Page
from control_atlas.pages.spans import Span, Standing, State

PATH = "assets/lookup.js"
FACTS_PATH = "assets/facts.js"
CITATIONS_PATH = "assets/citations.js"
STATES: tuple[State, ...] = get_args(State)
STANDINGS: tuple[Standing, ...] = get_args(Standing)
UNKNOWN = STATES.index("unknown")
LONG_NAME = 60


class Lookup:
    """Collects one row a page and writes the scripts; ``synonyms`` are groups of words that mean the same."""

    def __init__(self, synonyms: Iterable[Sequence[str]] = ()) -> None:
        self._synonyms = [list(group) for group in synonyms]
        self._kinds: dict[str, int] = {}
        self._topics: dict[str, int] = {}
        self._lists: dict[str, int] = {"": 0}
        self._rows: list[list[object]] = []
        self._facts: list[list[object]] = []
        self._citations: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, page: Page) -> None:
        """Adds the row of ``page``, if it is one to be found.

        A row of names is [path, kind, title, code, jurisdiction, status on the day, other names ...]; kinds
        are numbered to keep rows near a hundred bytes, the id is left to the path, and a long citation that
        only repeats the title is left to the reading of citations. The row of facts in the same place is [list, topics,
        years, spans], numbered likewise; a span is [first day or 0, state, standing] and lasts until the next.
        """
        facts = page.search
        if facts is None:
            return
        kind = self._kinds.setdefault(facts.kind_label, len(self._kinds))
        row: list[object] = [page.path, kind, page.title, page.code, facts.jurisdiction, facts.status or ""]
        stem = page.path.rpartition("/")[2].removesuffix(".html")
        names = dict.fromkeys((facts.code, *facts.aliases))
        self._rows.append(
            row + [name for name in names if name not in ("", page.code, stem) and _short(name, page)]
        )
        topics = [self._topics.setdefault(topic, len(self._topics)) for topic in facts.topics]
        listed = self._lists.setdefault(page.code_list, len(self._lists))
        status = page.switch.status if page.switch else ()
        spans = spans_as_rows(status[0].spans) if status and facts.status else []
        self._facts.append([listed, topics, [int(year) for year in facts.years], spans])
        for block in page.blocks:
            if isinstance(block, Citation) and block.forms:
                full = next((form for form in block.forms if form.label == "Full"), block.forms[0])
                self._citations[page.path] = full.text

    def script(self, on: str) -> str:
        """``window.ATLAS_LOOKUP``: the day of the statuses, the kinds, groups of synonyms, the rows."""
        kinds = list(self._kinds)
        data = {"on": on, "kinds": kinds, "synonyms": self._synonyms, "rows": self._rows}
        return assigned("ATLAS_LOOKUP", data)

    def facts(self, on: str) -> str:
        """``window.ATLAS_FACTS``: the words that rows of facts number, and the rows."""
        words = {"states": STATES, "standings": STANDINGS, "topics": [*self._topics], "lists": [*self._lists]}
        return assigned("ATLAS_FACTS", {"on": on, **words, "rows": self._facts})

    def citations(self) -> str:
        """``window.ATLAS_CITATIONS``: the full citation of each page that has one, by path."""
        return assigned("ATLAS_CITATIONS", self._citations)


def _short(name: str, page: Page) -> bool:
    return len(name) <= LONG_NAME or page.title not in name


def spans_as_rows(spans: Sequence[Span]) -> list[list[object]]:
    """Spans as [first day or 0, state, standing], each until the next; days that none holds are unknown."""
    found: list[list[object]] = []
    reached: str | None = None
    for place, span in enumerate(spans):
        if place == 0 and span.start is not None:
            found.append([0, UNKNOWN, 0])
        elif place and span.start != reached:
            found.append([reached, UNKNOWN, 0])
        found.append([span.start or 0, STATES.index(span.state), STANDINGS.index(span.standing)])
        reached = span.end
    if found and reached is not None:
        found.append([reached, UNKNOWN, 0])
    return found


def assigned(name: str, data: object) -> str:
    """A classic script that assigns ``data`` to ``window.<name>``."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for separator in "\u2028\u2029":
        text = text.replace(separator, f"\\u{ord(separator):04x}")
    return f"window.{name}={text};\n"
