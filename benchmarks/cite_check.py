"""How long a memo of one megabyte takes to be checked, and what the cite boxes add to the pages.

``python -m benchmarks.cite_check`` measures on the records of this repository and writes the results.
"""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import time
from collections.abc import Callable

from benchmarks.measures import ROOT, timed
from control_atlas import clock
from control_atlas.ask.cite_check import check_memo
from control_atlas.ask.cited import CitationIndex
from control_atlas.cite.works import Shelf
from control_atlas.export.files import replacing
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder
from control_atlas.pages.blocks import Citation, Page
from control_atlas.pages.html import render
from control_atlas.pages.markdown import render_markdown
from control_atlas.views import items, record

SIZE = 1_000_000
ROUNDS = 5
WORDS = (
    "counsel",
    "advises",
    "that",
    "the",
    "exporter",
    "records",
    "what",
    "was",
    "decided",
    "on",
    "each",
    "item",
)
RESULTS = ROOT / "benchmarks" / "results"


def memo(citations: list[str], seed: int = 8) -> str:
    """A memo of one megabyte: prose with a citation of our records after every second sentence or so."""
    chosen, pieces, size = random.Random(seed), [], 0
    while size < SIZE:
        prose = " ".join(chosen.choices(WORDS, k=chosen.randint(20, 60)))
        pieces.append(f"{prose.capitalize()}. See {chosen.choice(citations)}.\n")
        size += len(pieces[-1].encode())
    return "".join(pieces)


def pages(kb: KnowledgeBase, day: str) -> list[Page]:
    """The first page of every tenth record, all kinds among them."""
    return [record.record_page(kb, one, day) for one in sorted(kb, key=lambda one: one.id)[::10]]


def written(kb: KnowledgeBase, day: str) -> int:
    """Builds and renders these pages; returns how many."""
    made = pages(kb, day)
    for page in made:
        render(page)
        render_markdown(page)
    return len(made)


def without(work: Callable[[], int]) -> Callable[[], int]:
    """The same work with empty cite boxes."""

    def bare() -> int:
        kept = record.citation_of, items.wording_forms
        record.citation_of = lambda *words: Citation(())
        items.wording_forms = lambda *words: ()
        try:
            return work()
        finally:
            record.citation_of, items.wording_forms = kept

    return bare


def main() -> None:
    """Measures and writes ``results/cite-check.json`` and ``.md``."""
    day = clock.today()
    kb = KnowledgeBase(load_folder(ROOT))
    kb.link()
    index_seconds = timed(lambda: CitationIndex(kb))[1]
    index = CitationIndex(kb)
    text = memo([work.write("full") for work in Shelf(kb).main(day)])
    rounds, found = [], 0
    for _ in range(ROUNDS):
        start = time.process_time()
        found = len(check_memo(index, text, day, day).checked)
        rounds.append(time.process_time() - start)
    written(kb, day)
    _, with_boxes, count = timed(lambda: written(kb, day))
    _, bare, _ = timed(without(lambda: written(kb, day)))
    result = {
        "day": day,
        "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
        "memo_bytes": len(text.encode()),
        "citations": found,
        "index_cpu_seconds": round(index_seconds, 3),
        "check_cpu_seconds": round(statistics.median(rounds), 3),
        "check_cpu_seconds_highest": round(max(rounds), 3),
        "pages": count,
        "pages_per_cpu_second": round(count / with_boxes, 1),
        "pages_per_cpu_second_without_cite_boxes": round(count / bare, 1),
    }
    lines = [
        "# Benchmarks of citations",
        "",
        f"Measured on {day} by `python -m benchmarks.cite_check`, processor time.",
        "",
    ]
    lines += ["| what | measured |", "|---|---|"]
    lines += [
        f"| {name.replace('_', ' ')} | {value} |"
        for name, value in result.items()
        if name not in ("day", "machine")
    ]
    for name, content in (("json", json.dumps(result, indent=2)), ("md", "\n".join(lines))):
        with replacing(RESULTS / f"cite-check.{name}") as file:
            file.write(content + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
