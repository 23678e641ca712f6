"""The pages of the downloads name every file, with its size, rows and hash, and stay small."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from control_atlas.export.examples import EXAMPLES
from control_atlas.export.openapi import COMPONENTS, ROUTES
from control_atlas.pages.html import render
from control_atlas.pages.linkcheck import MAX_PAGE_BYTES
from control_atlas.views.data import FORMATS, data_pages, size


@pytest.fixture(scope="module")
def pages(exported: Path) -> dict[str, str]:
    manifest = json.loads((exported / "index.json").read_text(encoding="utf-8"))
    return {page.path: render(page, "").body for page in data_pages(manifest)}


def test_every_download_is_linked_once_with_its_hash(pages: dict[str, str], exported: Path) -> None:
    whole = "".join(pages.values())
    for one in json.loads((exported / "index.json").read_text(encoding="utf-8"))["downloads"]:
        links = re.findall(rf'href="[^"]*data/v1/{re.escape(one["path"])}"', whole)
        assert len(links) == 1, one["path"]
        if one["format"] != "openapi":
            assert one["sha256"] in whole


def test_the_pages_stay_small(pages: dict[str, str]) -> None:
    assert set(pages) == {"data/index.html", "data/feeds.html", "data/api.html"}
    assert {path: len(body) for path, body in pages.items() if len(body.encode()) > MAX_PAGE_BYTES} == {}


def test_every_form_that_an_example_reads_is_shown_with_it(pages: dict[str, str]) -> None:
    shown = {form for _, _, forms, _ in FORMATS for form in forms} | {"ics", "atom", "openapi"}
    assert {one.form for one in EXAMPLES} <= shown


def test_the_page_of_the_interface_names_every_address_and_answer(pages: dict[str, str]) -> None:
    for route in ROUTES:
        assert route.path in pages["data/api.html"]
    for name, schema in COMPONENTS.items():
        assert ("properties" in schema) == (f'id="answer-{name}"' in pages["data/api.html"])


def test_a_size_is_written_as_people_read_it() -> None:
    written: list[Any] = [size(count) for count in (0, 999, 1000, 18_349, 24_160_983)]
    assert written == ["0 B", "999 B", "1.0 kB", "18.3 kB", "24.2 MB"]
