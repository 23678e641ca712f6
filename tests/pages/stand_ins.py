"""Pages of the real site that the sample lacks and that the frame or a hand-written page links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from control_atlas.pages import blocks as b

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"""(?:\]\(|href=")([^)"#?\s]+\.html)""")
SHELF = re.compile(r"\{title: [^}]*?(?:folder: ([a-z-]+))?(?:, )?(?:page: ([^,}]+))?(?:, section: [^}]*)?\}")


def linked() -> set[str]:
    """Every page that the navigation and the hand-written pages lead to."""
    found: set[str] = set()
    for folder, page in SHELF.findall((ROOT / "mkdocs.yml").read_text(encoding="utf-8")):
        found.add(page.strip() if page else f"{folder}/index.html")
    for file in (ROOT / "docs").rglob("*.md"):
        here = file.relative_to(ROOT / "docs").parent
        for link in LINK.findall(file.read_text(encoding="utf-8")):
            found.add((ROOT / here / link).resolve().relative_to(ROOT).as_posix())
    return found


def written() -> set[str]:
    """The pages that MkDocs makes from the hand-written files."""
    docs = ROOT / "docs"
    return {file.relative_to(docs).with_suffix(".html").as_posix() for file in docs.rglob("*.md")}


def stand_ins(there: set[str]) -> Iterator[b.Page]:
    """One short page for each that is linked and not ``there``."""
    for path in sorted(linked() - written() - there):
        said = b.Prose("The sample has nothing here.")
        yield b.Page(path, f"Stand-in {path}", (said,), layout="index", summary="A page of the real site.")
