"""A data folder to write records into, and a browser; each folder of browser tests says which site it opens."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import small
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or "chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    # The visitor's clock stands on the day the sample is built for.
    context.set_default_timeout(8000)
    context.clock.set_fixed_time("2026-11-22T12:00:00")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, base: str) -> Iterator[Page]:
    """A page that fails the test on any console error and any request to another host."""
    page = context.new_page()
    faults: list[str] = []
    page.on(
        "console",
        lambda message: faults.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(base) else faults.append(request.url))
    yield page
    assert faults == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty data folder with this repository's schemas and vocabularies."""
    return small.folder(tmp_path)
