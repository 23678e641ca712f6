"""The explorer: facets, sorting, address, windowed rows, and what it hands over."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

COUNT = re.compile(r"^(\d+) of (\d+) records")
SCROLL = """async () => {
    const box = document.querySelector(".explore-box"), gaps = [];
    let last = performance.now();
    for (let step = 0; step < 60; step++) {
        box.scrollTop += 2600;
        await new Promise((done) => requestAnimationFrame(done));
        const now = performance.now();
        gaps.push(now - last);
        last = now;
    }
    gaps.sort((a, b) => a - b);
    return {median: gaps[30], rows: document.querySelectorAll(".explore-box tbody tr").length, top: box.scrollTop};
}"""
MANY = """() => AtlasData.loadFacts().then((data) => {
    const rows = [];
    for (let i = 0; rows.length < 10000; i++) {
        const row = data.rows[i % data.rows.length];
        rows.push(Object.assign({}, row, {title: row.title + " " + i}));
    }
    AtlasExplore.setUp(data, rows);
})"""


def counted(page: Page) -> tuple[int, int]:
    expect(page.locator("#explore-status")).to_have_text(COUNT)
    found = COUNT.match(page.locator("#explore-status").inner_text())
    assert found is not None
    return int(found[1]), int(found[2])


def tick(page: Page, facet: str, value: str) -> None:
    page.locator(f"[data-facet={facet}]").evaluate("(node) => { node.open = true; }")
    page.locator(f'[data-key="{facet}={value}"]').check()


def test_facets_narrow_count_and_come_back_from_the_address(page: Page, base: str) -> None:
    page.goto(f"{base}/explore.html?on=2026-01-15")
    _, every = counted(page)
    tick(page, "kind", "Mineral restriction")
    promised = int(page.locator('[data-key="status=suspended"] ~ small').inner_text())
    tick(page, "status", "suspended")
    left, _ = counted(page)
    assert left == promised < every
    page.get_by_role("button", name="Title").click()
    page.locator(".explore-menu", has_text="Columns").locator("summary").click()
    page.locator(".explore-columns").get_by_label("Standing").check()
    first = page.locator(".explore-box tbody a").first.inner_text()
    page.goto(page.url)
    assert counted(page) == (left, every)
    expect(page.locator(".explore-box tbody a").first).to_have_text(first)
    expect(page.locator("th[data-column=title]")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("th[data-column=standing]")).to_be_visible()


def test_the_table_follows_the_day(page: Page, base: str) -> None:
    page.goto(f"{base}/explore.html?status=suspended")
    now, _ = counted(page)
    page.fill("#asof-day", "2026-01-15")
    page.locator(".asof-form").get_by_role("button", name="Show").click()
    expect(page.locator("#explore-status")).to_contain_text("Statuses are those of 2026-01-15")
    assert counted(page)[0] > now


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "txt"])
def test_the_selection_is_handed_over_whole(page: Page, base: str, form: str, tmp_path: Path) -> None:
    page.goto(f"{base}/explore.html?q=us-eccn-3a0&kind=Chip+export+control")
    left, _ = counted(page)
    assert left > 1
    page.get_by_text("Download this selection").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-form={form}]").click()
    assert waiting.value.suggested_filename == f"control-atlas-2026-11-22.{form}"
    file = tmp_path / f"selection.{form}"
    waiting.value.save_as(file)
    if form == "csv":
        text = file.read_bytes()
        assert text.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
        assert len(rows) == left
        found = next(row for row in rows if row["id"] == "us-eccn-3a090")
        assert (found["code"], found["status_on"]) == ("3A090", "2026-11-22")
    elif form == "xlsx":
        book = openpyxl.load_workbook(file)
        assert book.sheetnames == ["Records", "About"]
        cells = list(book["Records"].values)
        assert len(cells) == left + 1
        assert "us-eccn-3a090" in {row[0] for row in cells}
        assert all(cell is None or isinstance(cell, str) for row in cells for cell in row)
    elif form == "json":
        data = json.loads(file.read_text(encoding="utf-8"))
        assert data["count"] == left == len(data["records"])
        assert data["records"][0]["years"]
    else:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len([line for line in lines[2:] if line]) == left
        assert "not legal advice" in lines[0]


def test_ten_thousand_rows_scroll_with_only_those_in_sight_in_the_page(page: Page, base: str) -> None:
    page.goto(f"{base}/explore.html")
    counted(page)
    page.evaluate(MANY)
    assert counted(page) == (10000, 10000)
    seen = page.evaluate(SCROLL)
    assert seen["rows"] < 80
    assert seen["top"] > 100_000
    # A frame is 16.7 ms; the median must stay well below what the eye sees as a stop, on a busy machine too.
    assert seen["median"] < 100


def test_rows_are_walked_through_by_keyboard(page: Page, base: str) -> None:
    page.goto(f"{base}/explore.html")
    counted(page)
    page.locator(".explore-box tbody a").first.focus()
    for _ in range(40):
        page.keyboard.press("ArrowDown")
    row = page.evaluate("() => document.activeElement.closest('tr').getAttribute('aria-rowindex')")
    assert row == "42"
