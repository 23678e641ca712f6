"""The as-of switch looks up, on any day, exactly what Python computed."""

from __future__ import annotations

import datetime
import json
import random

import sample
from playwright.sync_api import Browser, Page, expect

from control_atlas.pages.html import UNKNOWN
from control_atlas.pages.spans import span_on

AFFILIATES = "chip-export-controls/us-affiliates-rule.html"
ECCN = "chip-export-controls/us-eccn-3a090.html"


def test_without_a_wish_the_visitors_day_is_shown(page: Page, base: str) -> None:
    page.goto(f"{base}/{AFFILIATES}")
    expect(page.locator(".asof-day")).to_have_text("Shown for 2026-11-22, the day this site was built.")
    expect(page.locator(".asof .status b").first).to_have_text("in force")


def test_the_address_sets_the_day(page: Page, base: str) -> None:
    page.goto(f"{base}/{AFFILIATES}?on=2025-11-10")
    badge = page.locator(".asof .status").first
    expect(badge.locator("b")).to_have_text("suspended")
    expect(badge).to_have_attribute("data-state", "suspended")
    expect(badge.locator("small")).to_have_text("confirmed")
    expect(page.locator(".asof-day")).to_have_text("Shown as of 2025-11-10. Built on 2026-11-22.")
    expect(page.locator(".asof-remark:visible")).to_have_count(0)


def test_what_is_unconfirmed_is_said_only_on_its_days(page: Page, base: str) -> None:
    page.goto(f"{base}/{AFFILIATES}?on=2026-11-10")
    expect(page.locator(".asof-remark:visible").first).to_contain_text("no instrument was seen")
    page.goto(f"{base}/{AFFILIATES}?on=2026-11-09")
    expect(page.locator(".asof-remark:visible")).to_have_count(0)


def test_steps_walk_along_the_days_of_change(page: Page, base: str) -> None:
    page.goto(f"{base}/{AFFILIATES}?on=2025-10-15")
    page.get_by_role("button", name="To the change before").click()
    page.wait_for_url("**?on=2025-09-29")
    expect(page.get_by_role("button", name="To the change before")).to_be_disabled()
    page.get_by_role("button", name="To the next change").click()
    page.wait_for_url("**?on=2025-11-10")
    page.go_back()
    expect(page.locator(".asof .status b").first).to_have_text("in force")
    page.get_by_role("button", name="Today").click()
    page.wait_for_url(f"{base}/{AFFILIATES}")


def test_the_field_asks_for_a_day_by_keyboard(page: Page, base: str) -> None:
    page.goto(f"{base}/{ECCN}")
    page.fill("#asof-day", "2023-11-16")
    page.locator("#asof-day").press("Enter")
    page.wait_for_url("**?on=2023-11-16")
    versions = page.locator("section.item:has(#a) details.version")
    expect(versions.nth(0)).to_have_attribute("open", "")
    expect(versions.nth(1)).not_to_have_attribute("open", "")


def test_versions_facts_and_acts_follow_the_day(page: Page, base: str) -> None:
    page.goto(f"{base}/{ECCN}?on=2023-11-17")
    versions = page.locator("section.item:has(#a) details.version")
    expect(versions.nth(0)).not_to_have_attribute("open", "")
    expect(versions.nth(1)).to_have_attribute("open", "")
    memory = page.locator("section.item:has(#c)")
    expect(memory.locator(".none-held")).to_be_visible()
    expect(page.get_by_text("HBM since")).to_be_hidden()
    assert page.locator(".timeline li[data-ahead]").count() == 2
    page.goto(f"{base}/{ECCN}?on=2024-12-02")
    expect(memory.locator(".none-held")).to_be_hidden()
    expect(page.get_by_text("HBM since")).to_be_visible()


def test_a_day_that_is_none_is_refused_in_words(page: Page, base: str) -> None:
    page.goto(f"{base}/{AFFILIATES}?on=2025-02-30")
    expect(page.locator(".asof-day")).to_contain_text("“2025-02-30” is not a day.")
    expect(page.locator(".asof-day time").first).to_have_text("2026-11-22")


def test_the_day_travels_along_the_links(page: Page, base: str) -> None:
    page.goto(f"{base}/{AFFILIATES}?on=2025-10-01")
    page.locator(".steps a").click()
    page.wait_for_url(f"{base}/{ECCN}?on=2025-10-01")


def test_later_visits_count_days_and_say_what_is_not_known(browser: Browser, base: str) -> None:
    context = browser.new_context()
    context.clock.set_fixed_time("2026-12-20T12:00:00")
    page = context.new_page()
    page.goto(f"{base}/{AFFILIATES}")
    expect(page.locator(".asof-day")).to_have_text(
        "Shown for today, 2026-12-20. Built on 2026-11-22. What changed after that day is not known here."
    )
    page.goto(f"{base}/index.html")
    expect(page.locator(".since").first).to_have_text("(30 days ago)")
    expect(page.locator(".since").first).to_have_attribute("data-loud", "")
    expect(page.locator(".away").first).to_have_text("23 days ago")
    context.close()


def test_a_clock_that_runs_behind_the_build_is_not_believed(browser: Browser, base: str) -> None:
    context = browser.new_context()
    context.clock.set_fixed_time("2020-01-01T12:00:00")
    page = context.new_page()
    page.goto(f"{base}/{AFFILIATES}")
    expect(page.locator(".asof-day")).to_contain_text("Shown for 2026-11-22")
    context.close()


def test_without_scripts_the_page_says_which_day_it_shows(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{AFFILIATES}?on=2025-11-10")
    expect(page.locator(".asof-day")).to_have_text("Shown for 2026-11-22, the day this site was built.")
    expect(page.locator(".asof-form")).to_be_hidden()
    context.close()


def test_the_script_agrees_with_python_on_every_day_tried(page: Page, base: str) -> None:
    page.goto(f"{base}/{AFFILIATES}")
    random.seed(2026)
    start = datetime.date(2024, 1, 1)
    days = [(start + datetime.timedelta(days=random.randrange(1500))).isoformat() for _ in range(200)]
    edges = [edge for span in sample.AFFILIATES for edge in (span.start, span.end) if edge]
    days += edges + [(datetime.date.fromisoformat(e) - datetime.timedelta(days=1)).isoformat() for e in edges]
    looked_up = page.evaluate(
        "(days) => days.map((day) => (AtlasAsOf.at(0, day) || [0, 0, 'unknown', '']).slice(2, 4))", days
    )
    computed = [(span_on(sample.AFFILIATES, day) or UNKNOWN) for day in days]
    assert looked_up == json.loads(json.dumps([[span.state, span.standing] for span in computed]))
