"""Every kind of page in light and dark, wide and narrow: accessible, quiet, whole; themes, tables, copying."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

PAGES = [
    "index.html",
    "chip-export-controls/us-eccn-3a090.html",
    "chip-export-controls/us-affiliates-rule.html?on=2025-11-10",
    "mineral-restrictions/cn-mofcom-2025-18.html",
    "chip-export-controls/index.html",
    "reading.html",
    "about.html",
    "search.html?q=3A090",
]


def serious(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page)
    return [
        (fault["id"], node["html"][:120])
        for fault in found.response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(browser: Browser, base: str, path: str, scheme: str) -> None:
    # The checker is injected as text, which the site's policy rightly refuses.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{base}/{path}")
    page.wait_for_load_state("networkidle")
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_open_search(browser: Browser, base: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{base}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("density")
    expect(page.get_by_role("option").first).to_be_visible()
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_without_a_fault_or_a_foreign_request(page: Page, base: str, path: str) -> None:
    page.goto(f"{base}/{path}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(browser: Browser, base: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{base}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_an_inline_script_is_refused_by_the_browser(context: BrowserContext, base: str) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{base}/index.html")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.bad = 1";
            document.body.append(script);
        }"""
    )
    assert page.evaluate("() => window.bad") is None
    assert "Content Security Policy" in refused[0]


def test_the_theme_follows_the_system_until_one_is_chosen(browser: Browser, base: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()

    def paper() -> str:
        return str(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))

    page.goto(f"{base}/index.html")
    dark = paper()
    button = page.locator(".theme-button")
    expect(button).to_have_accessible_name("Theme: system. Change")
    button.click()
    expect(button).to_have_accessible_name("Theme: light. Change")
    assert paper() != dark
    page.reload()
    assert paper() != dark
    button.click()
    assert paper() == dark
    context.close()


def test_the_menu_of_a_phone_opens_by_keyboard(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{base}/index.html")
    chips = page.locator(".top-nav").get_by_role("link", name="Chips")
    expect(chips).to_be_hidden()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(chips).to_be_visible()
    context.close()


def test_the_first_tab_leads_past_the_header(page: Page, base: str) -> None:
    page.goto(f"{base}/index.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.keyboard.press("Tab")
    expect(page.locator("#hero-q")).to_be_focused()


def test_the_section_of_a_page_is_marked_in_the_header(page: Page, base: str) -> None:
    page.goto(f"{base}/chip-export-controls/us-eccn-3a090.html")
    assert page.locator(".top-nav [aria-current]").all_inner_texts() == ["Chips"]


def test_tables_sort_by_a_column_in_both_directions(page: Page, base: str) -> None:
    page.goto(f"{base}/mineral-restrictions/cn-mofcom-2025-18.html")
    first = page.locator("tbody tr td:first-child")
    page.get_by_role("button", name="HS lines").click()
    assert first.all_inner_texts() == ["Gadolinium", "Samarium", "Dysprosium", "Terbium"]
    page.get_by_role("button", name="HS lines").click()
    assert first.all_inner_texts() == ["Terbium", "Dysprosium", "Samarium", "Gadolinium"]
    assert page.locator("th[aria-sort]").all_inner_texts() == ["HS lines"]


def test_a_citation_is_copied_as_it_stands(context: BrowserContext, base: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{base}/chip-export-controls/us-eccn-3a090.html")
    page.get_by_role("button", name="Copy: Short").click()
    expect(page.locator(".copy", has_text="Copied")).to_be_visible()
    expect(page.locator("p[role=status].sr")).to_have_text("Copied: Short")
    assert (
        page.evaluate("() => navigator.clipboard.readText()") == "15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090"
    )


def test_a_paragraph_is_addressed_by_its_official_number(page: Page, base: str) -> None:
    page.goto(f"{base}/chip-export-controls/us-eccn-3a090.html#a.1")
    expect(page.locator(":target")).to_contain_text("By total processing performance")
    expect(page.locator(":target")).to_be_in_viewport()


def test_paper_has_no_controls_and_says_what_it_is_and_of_which_day(
    page: Page, base: str, tmp_path: Path
) -> None:
    page.goto(f"{base}/chip-export-controls/us-eccn-3a090.html?on=2025-02-01#a")
    expect(page.locator(".paper")).to_be_hidden()
    page.emulate_media(media="print")
    for selector in (".top", ".asof-form", ".copy", ".side"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".asof-day")).to_be_visible()
    address = f"{base}/chip-export-controls/us-eccn-3a090.html?on=2025-02-01"
    expect(page.locator(".paper")).to_have_text(
        f"3A090 Advanced computing integrated circuits. Control Atlas, shown for 2025-02-01. {address}"
    )
    page.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
