"""Timeline, changes, what is coming, wordings beside each other, and comparisons on paper and phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

ROOT = Path(__file__).resolve().parents[2]


def test_the_timeline_draws_suspensions_as_gaps_in_the_lane_of_the_regime(page: Page, base: str) -> None:
    page.goto(f"{base}/timeline.html?regime=China&only=paused")
    lane = page.locator(".lane")
    expect(lane).to_have_count(1)
    expect(lane.locator("h2")).to_contain_text("China")
    line = page.locator(".lane-line", has=page.locator("a[href*='cn-mofcom-2025-55.html']"))
    heights = {
        word: float(line.locator(f"[data-word='{word}']").first.get_attribute("height") or 0)
        for word in ("suspended", "in force")
    }
    assert heights["suspended"] < heights["in force"]
    expect(line.locator("a")).to_contain_text("suspended from 2025-11-07")


def test_the_timeline_zooms_filters_and_keeps_both_in_the_address(page: Page, base: str) -> None:
    page.goto(f"{base}/timeline.html")
    status = page.locator("#lanes-status")
    expect(status).to_contain_text("between 2018-01-01 and 2028-12-31")
    page.locator("[data-zoom=in]").click()
    expect(status).not_to_contain_text("2018-01-01")
    page.select_option("#lanes-regime", "European Union")
    said = status.inner_text()
    page.goto(page.url)
    expect(status).to_have_text(said)
    page.locator(".lanes-box").focus()
    page.keyboard.press("ArrowRight")
    expect(status).not_to_have_text(said)


def test_what_changed_is_told_for_a_period_and_kept_in_the_address(page: Page, base: str) -> None:
    page.goto(f"{base}/changes.html?from=2025-11-01&to=2025-11-30&whose=CN")
    rows = page.locator("table tbody tr")
    expect(page.locator("table caption")).to_contain_text("2025-11-01 to 2025-11-30")
    days = [cell.inner_text() for cell in page.locator("tbody time").all()]
    assert days == sorted(days, reverse=True)
    assert all(day.startswith("2025-11") for day in days)
    expect(rows.filter(has_text="suspended").first).to_be_visible()
    page.fill("#turns-words", "no such word anywhere")
    expect(page.locator(".turns-form [role=status]")).to_have_text("0 turns.")


def test_what_is_coming_counts_days_and_says_what_happens_by_default(page: Page, base: str) -> None:
    page.goto(f"{base}/coming.html?on=2026-10-01")
    expect(page.locator("table caption")).to_have_text("After 2026-10-01")
    row = page.locator("tbody tr", has_text="2026-11-11").first
    expect(row.locator(".away")).to_have_text("in 41 days")
    expect(row).to_contain_text("unless it is extended")


def test_the_home_page_follows_the_day(page: Page, base: str) -> None:
    page.goto(f"{base}/index.html?on=2025-11-01")
    first = page.locator("section.agenda", has=page.locator("#next")).locator("time").first
    expect(first).to_have_text(re.compile("2025-11"))


def test_two_wordings_stand_beside_each_other_with_the_changed_limits_marked(page: Page, base: str) -> None:
    page.goto(f"{base}/chip-export-controls/us-eccn-3a090.html")
    item = page.locator("section.item").first
    item.get_by_role("button", name="Compare wordings").click()
    chooser = item.locator(".wordings select")
    chooser.first.select_option("0")
    chooser.last.select_option("1")
    expect(item.locator(".wordings [role=status]")).to_have_text(re.compile(r"\d+ of \d+ lines differ"))
    expect(item.locator(".wordings tbody")).to_contain_text("600")
    signs = {cell.inner_text()[:1] for cell in item.locator(".wordings .sign").all()}
    assert signs & {"−", "+", "≠"}
    page.goto(page.url)
    expect(page.locator(".wordings")).to_have_count(1)


def test_the_matrix_is_narrowed_by_provider_category_and_stance_and_keeps_it_in_the_address(
    page: Page, base: str
) -> None:
    page.goto(f"{base}/compare/terms.html")
    rows = page.locator(".matrix tbody tr:visible")
    every = rows.count()
    page.get_by_label("Column").select_option("Distillation")
    page.get_by_label("Entry").select_option("✕\N{NO-BREAK SPACE}prohibits")
    left = rows.count()
    assert 0 < left < every
    expect(page.locator(".matrix-form [role=status]")).to_have_text(f"{left} of {every} rows.")
    assert page.locator(".matrix th:visible").count() == 2
    page.get_by_label("Provider").fill("anthropic")
    expect(rows).to_have_count(1)
    page.goto(page.url)
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("prohibits")


@pytest.mark.parametrize(
    "path", ["compare/terms.html", "compare/elements.html", "compare/subject-rare-earths.html"]
)
def test_comparisons_fit_a_phone_as_cards(context: BrowserContext, base: str, path: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{base}/{path}")
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 390
    cell = page.locator("table.cards td[data-label]:visible").first
    label = cell.evaluate("(node) => getComputedStyle(node, '::before').content")
    assert label.strip('"') == cell.get_attribute("data-label")


@pytest.mark.parametrize(
    "path", ["chip-export-controls/us-eccn-3a090.html", "compare/terms.html", "compare/elements.html"]
)
def test_pages_print_with_a_footer_to_cite_them_by(page: Page, base: str, path: str, tmp_path: Path) -> None:
    page.goto(f"{base}/{path}?on=2026-01-15")
    page.emulate_media(media="print")
    expect(page.locator(".paper")).to_be_visible()
    expect(page.locator(".paper")).to_contain_text("shown for 2026-01-15")
    expect(page.locator(".paper")).to_contain_text(f"{path}?on=2026-01-15")
    expect(page.locator(".top")).to_be_hidden()
    wide = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    printed = page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    assert printed.startswith(b"%PDF")
    assert len(printed) > 20_000
