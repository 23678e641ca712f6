"""The zip of the site works from a folder, without a server; what cannot says so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from control_atlas.export.manifest import file_hash
from control_atlas.pages.bundle import PATH, READ_FIRST, TOP


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, unpacked where a reader might."""
    place = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(site / PATH) as bundle:
        assert {entry.date_time for entry in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        bundle.extractall(place)
    return place / TOP


@pytest.fixture
def offline(context: BrowserContext) -> Iterator[Page]:
    """A page that may ask for nothing but files."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_the_hash_beside_the_zip_is_its_own(site: Path) -> None:
    assert (site / f"{PATH}.sha256").read_text(encoding="utf-8").split()[0] == file_hash(site / PATH)


def test_the_zip_holds_every_page_and_says_what_cannot_work(site: Path, folder: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert pages == {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert "Full-text search does not" in (folder / READ_FIRST).read_text(encoding="utf-8")


def test_codes_are_found_from_a_folder(offline: Page, folder: Path) -> None:
    offline.goto(f"{(folder / 'search.html').as_uri()}?q=3A090")
    first = offline.locator("#search-results a").first
    expect(first).to_have_attribute("href", re.compile(r"us-eccn-3a090\.html"))
    expect(offline.locator("#search-status")).to_contain_text("From a folder only codes")


def test_the_day_is_switched_from_a_folder(offline: Page, folder: Path) -> None:
    page = (folder / "instruments" / "cn-mofcom-2025-55.html").as_uri()
    offline.goto(f"{page}?on=2025-11-20")
    expect(offline.locator(".asof .status b").first).to_have_text("suspended")
    offline.goto(f"{page}?on=2026-11-22")
    expect(offline.locator(".asof .status b").first).to_have_text("in force")


def test_the_pages_of_data_are_read_without_scripts_from_elsewhere(offline: Page, folder: Path) -> None:
    offline.goto((folder / "data" / "index.html").as_uri())
    expect(offline.get_by_role("heading", name="Workbook (XLSX)")).to_be_visible()
    expect(offline.get_by_role("link", name="control-atlas.xlsx")).to_be_visible()
