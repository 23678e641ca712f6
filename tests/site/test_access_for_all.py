"""The real site for everybody: axe on every type of page in both themes, keyboard alone, phone, zoom, calm."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PATHS = (
    "index.html", "search.html?q=gallium", "explore.html?status=suspended", "timeline.html?regime=China",
    "changes.html", "coming.html", "chip-export-controls/us-eccn-3a090.html?wordings=a,0,1",
    "mineral-restrictions/cn-1c902.html", "terms-provisions/anthropic-usage-policy-distillation.html",
    "instruments/us-fr-2025-19001.html", "products/nvidia-h20.html", "substances/samarium.html",
    "sources/src-us-fr-2025-00636.html", "places/us.html", "instruments/index.html", "compare/terms.html",
    "compare/elements.html", "compare/no-distillation.html", "compare/subject-rare-earths.html",
    "reference/coverage.html", "about.html",
)  # fmt: skip
SERIOUS = frozenset({"serious", "critical"})
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_type_of_page(browser: Browser, base: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in PATHS:
        page.goto(f"{base}/{path}")
        page.wait_for_load_state("networkidle")
        results = Axe().run(page).response["violations"]
        serious = [
            (one["id"], one["nodes"][0]["target"], one["nodes"][0].get("failureSummary", "")[:120])
            for one in results
            if one["impact"] in SERIOUS
        ]
        if serious:
            found[path] = serious
    context.close()
    assert found == {}


def test_a_record_is_found_dated_and_compared_by_keyboard_alone(page: Page, base: str) -> None:
    page.goto(f"{base}/index.html")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("3A090")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/us-eccn-3a090.html")
    step = page.get_by_role("button", name="To the change before")
    step.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".asof-day")).to_contain_text("Shown as of")
    summary = page.get_by_text("Other days")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(summary).to_be_focused()
    opener = page.get_by_role("button", name="Compare wordings").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".wordings [role=status]").first).to_contain_text("lines differ")
    page.keyboard.press("Tab")
    expect(page.locator(".wordings select").first).to_be_focused()


def test_the_explorer_narrows_sorts_and_opens_by_keyboard_alone(page: Page, base: str) -> None:
    page.goto(f"{base}/explore.html")
    expect(page.locator("#explore-status")).to_contain_text("records")
    page.locator("#explore-q").focus()
    page.keyboard.type("samarium")
    facet = page.locator('[data-key="kind=Substance"]')
    page.locator("[data-facet=kind]").evaluate("(node) => { node.open = true; }")
    facet.focus()
    page.keyboard.press("Space")
    expect(facet).to_be_checked()
    expect(facet).to_be_focused()
    head = page.locator("th[data-column=title] button")
    head.focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[data-column=title]")).to_have_attribute("aria-sort", "ascending")
    link = page.locator(".explore-box tbody a").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/substances/samarium.html")


@pytest.mark.parametrize("width", [320, 390, 640])
def test_pages_fit_a_phone_and_two_hundred_per_cent(browser: Browser, base: str, width: int) -> None:
    """A window of 1280 at 200 % has 640 CSS pixels; 320 is that of WCAG's reflow."""
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    wide = {}
    for path in PATHS:
        page.goto(f"{base}/{path}")
        page.wait_for_load_state("networkidle")
        over = page.evaluate(OVERFLOW)
        if over > 0:
            wide[path] = over
    context.close()
    assert wide == {}


def test_nothing_moves_for_those_who_ask_for_calm(browser: Browser, base: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{base}/explore.html")
    assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = (
        "() => document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 0).length"
    )
    assert page.evaluate(moving) == 0
    context.close()


def test_a_citation_is_copied_from_a_record(browser: Browser, base: str) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{base}/instruments/us-fr-2025-19001.html")
    page.locator("#cite ~ *").get_by_role("button", name="Copy").first.click()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "47201" in copied.replace(",", "")
    context.close()
