"""The cite box: tabs, copies as they are to be pasted, days and addresses that follow the day shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

ENTRY = "chip-export-controls/us-eccn-3a090.html"


@pytest.fixture
def cite(context: BrowserContext, base: str) -> Page:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{base}/{ENTRY}?on=2024-05-01")
    return page


def pasted(page: Page) -> str:
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_tabs_show_one_set_at_a_time_and_go_by_arrow_keys(cite: Page) -> None:
    tabs = cite.locator(".cite-tabs [role=tab]")
    assert tabs.all_inner_texts() == ["The law", "This record", "BibTeX"]
    expect(cite.get_by_role("tabpanel")).to_have_count(1)
    tabs.first.focus()
    cite.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    expect(tabs.nth(1)).to_be_focused()
    cite.keyboard.press("ArrowLeft")
    cite.keyboard.press("ArrowLeft")
    expect(tabs.nth(2)).to_be_focused()
    expect(cite.locator(".cite-file")).to_be_visible()


def test_the_as_of_day_follows_the_day_shown_in_text_and_address(cite: Page) -> None:
    cite.get_by_role("button", name="Copy: Bluebook").click()
    assert pasted(cite) == "15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090 (as of May 1, 2024)"
    link = cite.locator(".cite-links a")
    expect(link).to_have_attribute("href", "https://www.ecfr.gov/on/2024-05-01/title-15/part-774")
    expect(link).to_have_text("eCFR, 2024-05-01")
    cite.get_by_role("button", name="Copy: Federal Register").click()
    assert pasted(cite) == "88 Fed. Reg. 73458 (Oct. 25, 2023)"


def test_our_record_is_copied_with_the_whole_address_and_the_day(cite: Page, base: str) -> None:
    cite.get_by_role("tab", name="This record").click()
    cite.get_by_role("button", name="Copy: Full").click()
    assert pasted(cite) == f"Atlas, {base}/{ENTRY}?on=2024-05-01"
    cite.get_by_role("button", name="Copy: permalink").click()
    assert pasted(cite) == f"{base}/{ENTRY}?on=2024-05-01"


def test_a_file_for_a_reference_manager_is_copied_line_by_line(cite: Page) -> None:
    cite.get_by_role("tab", name="BibTeX").click()
    cite.get_by_role("button", name="Copy: BibTeX").click()
    assert pasted(cite) == "@misc{us-eccn-3a090,\n  title = {{A & B}},\n}\n"


def test_without_scripts_every_form_stands_on_the_page(browser: object, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{base}/{ENTRY}")
    for text in ("(as of Nov. 22, 2026)", "88 Fed. Reg. 73458", "@misc{us-eccn-3a090"):
        expect(page.locator(".citing", has_text=text)).to_be_visible()
    context.close()
