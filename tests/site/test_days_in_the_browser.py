"""The day shown: the browser's statuses agree with Python on every record, and pages turn at their edges."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from control_atlas import Atlas, load
from control_atlas.days import FIRST
from control_atlas.pages.lookup import STATES

ROOT = Path(__file__).resolve().parents[2]
DAYS = 500
# Every status of a day as one character a record, in the order of the paths asked for.
WORDS = """([paths, days]) => AtlasData.loadFacts().then((data) => days.map((day) => paths.map((path) => {
    const now = AtlasData.statusAt(data, data.byPath.get(path), day);
    return String.fromCharCode(97 + data.states.indexOf(now.state));
}).join("")))"""
TEN = (
    "chip-export-controls/us-affiliates-rule",
    "chip-export-controls/us-eccn-3a090",
    "chip-export-controls/us-end-use-744-23",
    "mineral-restrictions/cn-1c902",
    "mineral-restrictions/cn-1c909",
    "mineral-restrictions/cn-rare-earth-foreign-direct-product",
    "instruments/cn-mofcom-2025-55",
    "instruments/us-fr-2025-00636",
    "instruments/us-fr-2025-19001",
    "mineral-restrictions/cn-us-dual-use-items",
)


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load(ROOT)


def test_the_browser_agrees_with_python_on_all_records_for_500_random_days(
    page: Page, base: str, atlas: Atlas
) -> None:
    kb = atlas.kb
    records = [record for record in kb if kb.has_status(record) and "withdrawn" not in record.data]
    pick = random.Random(500)
    start = datetime.date(2018, 1, 1)
    days = [(start + datetime.timedelta(days=pick.randrange(4000))).isoformat() for _ in range(DAYS)]
    page.goto(f"{base}/search.html")
    paths = [f"{record.kind}/{record.id}.html" for record in records]
    shown = page.evaluate(WORDS, [paths, days])
    assert len(records) > 1500
    for day, line in zip(days, shown, strict=True):
        computed = "".join(chr(97 + STATES.index(kb.word_on(record, day))) for record in records)  # type: ignore[arg-type]
        assert line == computed, day


@pytest.mark.parametrize("name", TEN)
def test_a_page_turns_on_the_very_day_of_its_edges(page: Page, base: str, atlas: Atlas, name: str) -> None:
    record = atlas.get(name.partition("/")[2])
    turns = [interval.start for interval, _ in atlas.kb.leading(record) if interval.start > FIRST][-4:]
    assert turns
    page.goto(f"{base}/{name}.html")
    for turn in turns:
        before = (datetime.date.fromisoformat(turn) - datetime.timedelta(days=1)).isoformat()
        for day in (before, turn):
            page.fill("#asof-day", day)
            page.locator(".asof-form").get_by_role("button", name="Show").click()
            badge = page.locator(".asof-says .status b").first
            expect(badge).to_have_text(atlas.kb.word_on(record, day))
    assert f"on={turns[-1]}" in page.url


def test_presets_lead_to_both_sides_of_the_last_change(page: Page, base: str) -> None:
    page.goto(f"{base}/instruments/us-fr-2025-19001.html")
    page.get_by_text("Other days").click()
    page.get_by_role("button", name="Before the last change").click()
    before = page.input_value("#asof-day")
    page.get_by_text("Other days").click()
    page.get_by_role("button", name="After the last change").click()
    after = page.input_value("#asof-day")
    assert (datetime.date.fromisoformat(after) - datetime.date.fromisoformat(before)).days == 1
    page.get_by_text("Other days").click()
    page.get_by_role("button", name="A year ago").click()
    expect(page.locator("#asof-day")).to_have_value("2025-11-22")
    page.get_by_text("Other days").click()
    page.get_by_role("button", name="Today").last.click()
    assert "on=" not in page.url


@pytest.mark.parametrize(
    "path",
    [
        "index.html", "explore.html", "timeline.html", "changes.html", "coming.html", "search.html", "about.html",
        "compare/terms.html", "compare/elements.html", "glossary/index.html", "substances/samarium.html",
        "sources/src-cn-mofcom-2025-18-snapshot.html", "reference/coverage.html",
    ],
)  # fmt: skip
def test_every_kind_of_page_has_the_switch_and_carries_the_day_in_its_links(
    page: Page, base: str, path: str
) -> None:
    page.goto(f"{base}/{path}?on=2026-01-15")
    expect(page.locator(".asof-day")).to_contain_text("Shown as of 2026-01-15")
    assert "on=2026-01-15" in (page.locator(".top-nav a").first.get_attribute("href") or "")


def test_comparisons_follow_the_day_and_say_what_is_unconfirmed(page: Page, base: str) -> None:
    page.goto(f"{base}/compare/elements.html?on=2026-01-15")
    expect(page.locator(".matrix .status[data-state=suspended]").first).to_be_visible()
    suspended = page.locator(".matrix .status[data-state=suspended]").count()
    page.goto(f"{base}/compare/elements.html?on=2026-11-22")
    expect(page.locator(".asof-day")).to_contain_text(
        "statuses on this page are computed beyond the last text"
    )
    assert page.locator(".matrix .status[data-state=suspended]").count() < suspended
    page.goto(f"{base}/compare/terms.html?on=2021-01-01")
    early = page.locator(".matrix td a:visible").count()
    page.goto(f"{base}/compare/terms.html?on=2026-11-22")
    assert page.locator(".matrix td a:visible").count() > early
