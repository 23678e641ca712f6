"""The chart of chips and its table on the real records, for any day from 2022."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from control_atlas import Atlas, load
from control_atlas.ask.charted import ACROSS, axes, charted, compared
from control_atlas.views.tools import tool_pages

ROOT = Path(__file__).resolve().parents[2]
PATH = "tools/chips.html"
DAYS = ("2022-11-01", "2023-11-17", "2025-11-15", "2026-02-14")
LIMITS = ("at_least", "more_than", "at_most", "less_than", "equals")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load(ROOT)


def cells(page: Page) -> dict[str, list[str]]:
    """The answers of the table by product."""
    found: dict[str, list[str]] = page.evaluate(
        """() => Object.fromEntries(Array.from(document.querySelectorAll('#chips ~ .scroll tbody tr'))
             .map((row) => [row.id, Array.from(row.cells).slice(4).map((cell) => cell.textContent)]))"""
    )
    return found


@pytest.mark.parametrize("day", DAYS)
def test_the_table_says_what_python_says_on_the_day(page: Page, base: str, atlas: Atlas, day: str) -> None:
    page.goto(f"{base}/{PATH}?on={day}")
    expect(page.locator("#chips ~ .scroll caption")).to_contain_text(f"As of {day}")
    told = next(one for one in tool_pages(atlas.kb, day) if one.path == PATH)
    table: Any = next(block for block in told.blocks if getattr(block, "anchor", "") == "chips")
    python = {
        row.anchor: ["".join(part.text for part in cell) for cell in row.cells[4:]] for row in table.rows
    }
    assert cells(page) == python


def test_known_chips_fall_where_they_fell(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?on=2022-11-01")
    assert cells(page)["nvidia-a100-sxm-80gb"][-1] == "3A090.a: met"
    assert cells(page)["nvidia-a800-sxm-80gb"][-1] == "not met"
    page.goto(f"{base}/{PATH}?on=2023-11-17")
    assert cells(page)["nvidia-a800-sxm-80gb"][-1] == "3A090.a: met"
    assert cells(page)["nvidia-h20"][-1] == "not met"


def test_the_regions_end_at_the_limits_of_the_records(page: Page, base: str, atlas: Atlas) -> None:
    page.goto(f"{base}/{PATH}?on=2023-11-17")
    names = [name for name, axis in axes(atlas.kb).items() if axis == ACROSS]
    for record, key in charted(atlas.kb):
        if record.data["jurisdiction"] != "us":
            continue
        side = atlas.kb.codified_on(record, "items", key, "2023-11-17")
        version = record.data["items"][key][side.version]
        assert ACROSS in compared(version["when"])
        written = set(_limits(version, names))
        edges = page.evaluate(
            """([id, key]) => {
              const regions = new AtlasRegions.Regions(ATLAS_CONDITIONS, AtlasTool.classifier.evaluator);
              const frame = { x: [1, 1e7], y: [0.001, 1000] };
              const cells = regions.cells(id, key, "2023-11-17", { "designed-for-data-centre": true }, frame);
              return cells[0].slice(1).map((cell) => cell.x[0]);
            }""",
            [record.id, key],
        )
        assert set(edges) == written


def _limits(node: Any, names: list[str]) -> list[float]:
    if isinstance(node, dict):
        own = [float(node[word]) for word in LIMITS if word in node and node.get("param") in names]
        return own + [one for value in node.values() for one in _limits(value, names)]
    return [one for value in node for one in _limits(value, names)] if isinstance(node, list) else []


def test_a_changed_condition_moves_its_region(page: Page, base: str) -> None:
    """No limit is written in the scripts: one put into the book is where the region begins."""
    page.goto(f"{base}/{PATH}?on=2025-12-01&regime=eu")
    before = page.locator("[data-region='3A501.a.16'][data-answer='true']").get_attribute("d")
    page.add_init_script(
        """Object.defineProperty(window, 'ATLAS_CONDITIONS', { configurable: true, set(book) {
          const text = JSON.stringify(book).replaceAll('"at_least":6000', '"at_least":9000');
          Object.defineProperty(window, 'ATLAS_CONDITIONS', { value: JSON.parse(text) });
        } });"""
    )
    page.reload()
    after = page.locator("[data-region='3A501.a.16'][data-answer='true']").get_attribute("d")
    left = [float(re.match(r"M([0-9.]+)", path or "").group(1)) for path in (before, after)]  # type: ignore[union-attr]
    assert left[1] > left[0] + 5


def test_what_depends_on_a_fact_is_hatched_until_it_is_said(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?on=2026-11-22")
    assert page.locator("[data-region='3A090.b'][data-answer='null']").count() == 0
    page.get_by_label("Designed or marketed for use in data centres").select_option("")
    expect(page.locator("[data-region='3A090.b'][data-answer='null']")).to_have_count(1)


def test_classes_differ_in_shape_and_not_only_in_colour(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}")
    shapes = page.evaluate(
        """() => Array.from(document.querySelectorAll('.p-chart .p-point'))
             .map((point) => point.dataset.class + ' ' + point.getAttribute('d'))"""
    )
    by_class = dict(one.split(" ", 1) for one in shapes)
    assert {"met-0", "met-1", "not-met", "cannot-tell"} <= by_class.keys()
    assert len(set(by_class.values())) == len(by_class) == len(set(shapes))


def test_the_slider_and_the_steps_walk_by_keyboard(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}")
    slider = page.locator("#p-slider")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("#p-day")).to_have_value("2022-10-01")
    expect(slider).to_have_attribute("aria-valuetext", "2022-10-01")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#p-day")).to_have_value("2022-10-02")
    page.get_by_role("button", name="To the next change").press("Enter")
    page.wait_for_url("**on=2022-10-21**")
    expect(page.locator(".p-says[role=status]")).to_contain_text("on 2022-10-21")
    page.reload()
    expect(page.locator("#p-day")).to_have_value("2022-10-21")


def test_the_address_sets_regime_and_marked_chip(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?on=2025-12-01&regime=jp&chip=nvidia-h20")
    expect(page.locator("#p-regime")).to_have_value("jp")
    expect(page.locator(".p-marked")).to_have_attribute("data-id", "nvidia-h20")
    expect(page.locator(".plot .p-name", has_text="NVIDIA H20")).to_be_visible()


def test_the_table_stands_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{PATH}")
    expect(page.locator("#chips ~ .scroll tr#nvidia-h100-sxm")).to_contain_text("3A090.a: met")
    expect(page.get_by_text("the table says the same")).to_be_visible()
    context.close()


def test_a_phone_shows_it_whole(browser: Browser, base: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{base}/{PATH}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = [text.bounding_box() for text in page.locator(".p-tick").all()]
    ticks = sorted((box["x"], box["x"] + box["width"]) for box in boxes if box)
    assert all(before[1] < after[0] for before, after in pairwise(ticks))
    page.close()
