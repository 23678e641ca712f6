"""The full-text index: a slim card a page, handed to Pagefind's own program.

Cards hold what a page says without its furniture, plus the filters and the Chinese line, so the pages
themselves carry none of it. The program reads a folder because its message interface, one message a page,
answers ten a second.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from markupsafe import escape

from control_atlas.pages.blocks import Page
from control_atlas.pages.inline import visible
from control_atlas.pages.ngrams import ngrams

FOLDER = "pagefind"
# The Chinese line is a section of its own, so that the search script can tell it from what a page says.
NGRAMS = "atlas-ngrams"
# What the program ships for sites that use its own widgets; we have ours.
_WIDGETS = ("pagefind-component-ui", "pagefind-highlight", "pagefind-modular-ui", "pagefind-ui")


class SearchIndexError(RuntimeError):
    """Pagefind could not build the index; the text is what it said."""


def card(page: Page, content: str) -> str:
    """The page as Pagefind reads it."""
    facts = page.search
    if facts is None:
        raise ValueError(f"{page.path} is not meant to be found")
    title = f"{page.code} {page.title}".strip()
    meta = {
        "title": title,
        "kind": facts.kind_label,
        "jurisdiction": facts.jurisdiction,
        "status": facts.status or "",
        "summary": page.summary,
    }
    filters = [
        ("kind", facts.kind_label),
        ("jurisdiction", facts.jurisdiction),
        ("status", facts.status or ""),
    ]
    filters += [("topic", topic) for topic in facts.topics] + [("year", year) for year in facts.years]
    hidden = "".join(_hidden("meta", name, value) for name, value in meta.items() if value)
    hidden += "".join(_hidden("filter", name, value) for name, value in filters if value)
    names = " ".join(filter(None, (facts.code, *facts.aliases, page.code_list)))
    chinese = ngrams(" ".join((title, names, page.summary, content)))
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(visible(title))}</title></head>'
        f"<body data-pagefind-body><h1>{escape(visible(title))}</h1>{hidden}<p>{escape(visible(names))}</p>"
        f"<p>{escape(visible(page.summary))}</p>{content}"
        f'<h2 id="{NGRAMS}">-</h2><p>{escape(chinese)}</p></body></html>'
    )


def _hidden(kind: str, name: str, value: str) -> str:
    return f'<span data-pagefind-{kind}="{name}" data-pagefind-ignore="index">{escape(visible(value))}</span>'


def build_index(cards: Path, site: Path) -> None:
    """Index the folder of ``cards`` into ``site``; their paths are the addresses of the pages.

    Raises SearchIndexError when Pagefind fails.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(cards), "--output-path", str(site / FOLDER)]
    command += ["--force-language", "en", "--keep-index-url", "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SearchIndexError((run.stderr or run.stdout).strip() or f"pagefind ended with {run.returncode}")
    for path in (site / FOLDER).iterdir():
        if path.name.startswith(_WIDGETS):
            path.unlink()
