"""The real records, linked once, and a page of the browser that has the evaluator and the book of conditions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from control_atlas.export.conditions import book
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "docs/assets/js"
ON = "2026-11-22"


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return KnowledgeBase(load_folder(ROOT))


@pytest.fixture(scope="session")
def whole_book(kb: KnowledgeBase) -> dict[str, Any]:
    """Every condition of every control."""
    return book(kb, ON)


@pytest.fixture(scope="session")
def evaluator(browser: Browser, whole_book: dict[str, Any]) -> Iterator[Page]:
    """An empty page on which ``atlas`` evaluates what the whole book holds."""
    page = browser.new_page()
    page.goto("about:blank")
    for name in ("exact.js", "evaluator.js", "classification.js"):
        page.add_script_tag(path=SCRIPTS / name)
    page.add_script_tag(content=f"window.BOOK={json.dumps(whole_book)};")
    page.add_script_tag(content="window.atlas = new AtlasEvaluator.Evaluator(window.BOOK);")
    yield page
    page.close()
