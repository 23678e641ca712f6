"""Search by code, citation, words and Chinese, by keyboard, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

ECCN = "chip-export-controls/us-eccn-3a090.html"
RULE = "instruments/us-fr-2022-21658.html"
AFFILIATES = "chip-export-controls/us-affiliates-rule.html"
MOFCOM = "mineral-restrictions/cn-mofcom-2025-18.html"


def results(page: Page, base: str, query: str) -> list[str]:
    page.goto(f"{base}/search.html")
    page.fill("#search-q", query)
    expect(page.locator("#search-status")).to_contain_text("page")
    links = page.locator("#search-results a").all()
    return [(link.get_attribute("href") or "").removeprefix(base + "/").partition("#")[0] for link in links]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("3A090", ECCN),
        ("3a090", ECCN),
        ("３Ａ０９０", ECCN),
        ("3A09", ECCN),
        ("A090", ECCN),
        ("ECCN 3A090.a", ECCN),
        ("87 FR 62186", RULE),
        ("87 Fed. Reg. 62,186", RULE),
        ("87fr62186", RULE),
        ("§ 744.11", AFFILIATES),
        ("sec. 744.11", AFFILIATES),
        ("ownership rule", AFFILIATES),
        ("possession rule", AFFILIATES),
        ("afiliates", AFFILIATES),
        ("integratd circiuts", ECCN),
        ("performance density", ECCN),
        ("钐", MOFCOM),
        ("稀土", MOFCOM),
        ("中重稀土", MOFCOM),
        ("公告2025年第18号", MOFCOM),
        ("dysprosium", MOFCOM),
    ],
)
def test_the_expected_record_comes_first(page: Page, base: str, query: str, first: str) -> None:
    assert results(page, base, query)[0] == first


def test_words_lead_to_the_paragraph_that_has_them(page: Page, base: str) -> None:
    results(page, base, "memory bandwidth density")
    assert page.locator("#search-results a").first.get_attribute("href") == f"{base}/{ECCN}#c"


def test_results_show_code_jurisdiction_and_status_in_words(page: Page, base: str) -> None:
    results(page, base, "3A090")
    hit = page.locator("#search-results .hit").first
    expect(hit.locator("code")).to_have_text("3A090")
    expect(hit.locator(".hit-place")).to_have_text("US")
    expect(hit.locator(".status b")).to_have_text("in force")
    expect(page.locator("#search-status")).to_contain_text("Statuses are those of 2026-11-22")


def test_results_stand_by_kind_with_codes_and_citations_first(page: Page, base: str) -> None:
    results(page, base, "87 FR 62186")
    expect(page.locator(".search-group h2").first).to_have_text("Codes, citations and names 2")
    results(page, base, "rule")
    expect(page.locator(".search-group h2")).to_contain_text(["Chip control", "Instrument"])


def test_a_result_shows_the_matching_words(page: Page, base: str) -> None:
    results(page, base, "affiliates")
    expect(page.locator("#search-results mark").first).to_have_text("Affiliates")
    results(page, base, "ownership rule")
    expect(page.locator("#search-results .hit-text").first).to_have_text("Also called ownership rule")


def test_a_mended_spelling_is_announced(page: Page, base: str) -> None:
    results(page, base, "afiliates")
    expect(page.locator("#search-status")).to_contain_text("Nothing is spelt so; shown for “affiliates”")


def test_nothing_found_proposes_near_misses(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=3A097")
    expect(page.locator("#search-near a").first).to_have_text("3a09")
    page.locator("#search-near a").first.click()
    expect(page.locator("#search-results a").first).to_contain_text("3A090")


def test_statuses_of_results_are_those_of_the_day_asked_for(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=affiliates+rule&on=2025-12-01")
    hit = page.locator("#search-results .hit").first
    expect(hit.locator(".status b")).to_have_text("suspended")
    expect(page.locator("#search-status")).to_contain_text("Statuses are those of 2025-12-01")
    page.select_option("#search-status-filter", "in force")
    expect(page.locator("#search-results .hit", has_text="Affiliates rule")).to_have_count(0)


def test_nothing_found_is_not_said_to_be_uncontrolled(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=zzzzqqqq")
    expect(page.locator("#search-status")).to_have_text(
        "Nothing found. That it is not here does not mean it is not controlled."
    )


def test_filters_narrow_and_the_address_keeps_them(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=rule")
    expect(page.locator("#search-kind option")).to_have_count(4)
    page.select_option("#search-kind", "Instrument")
    expect(page.locator("#search-results li")).to_have_count(3)
    page.wait_for_url("**/search.html?q=rule&kind=Instrument")
    page.reload()
    expect(page.locator("#search-results li")).to_have_count(3)
    expect(page.locator("#search-kind")).to_have_value("Instrument")


def test_a_filter_alone_lists_its_pages(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?jurisdiction=CN")
    expect(page.locator("#search-results li")).to_have_count(1)


@pytest.mark.parametrize("keys", ["/", "s", "Control+k"])
def test_search_opens_by_key_and_enter_leads_to_the_record(page: Page, base: str, keys: str) -> None:
    page.goto(f"{base}/index.html")
    page.keyboard.press(keys)
    field = page.get_by_role("combobox", name="Search every record")
    expect(field).to_be_focused()
    page.keyboard.type("3A090")
    option = page.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ECCN}")


def test_arrows_move_through_the_results_and_escape_closes(page: Page, base: str) -> None:
    page.goto(f"{base}/{ECCN}")
    page.keyboard.press("/")
    page.keyboard.type("62186")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_typed_into_a_field_open_nothing(page: Page, base: str) -> None:
    page.goto(f"{base}/index.html")
    page.fill("#hero-q", "")
    page.locator("#hero-q").press("s")
    expect(page.locator("#hero-q")).to_have_value("s")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_key_shortcuts_can_be_switched_off(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html")
    page.uncheck("#search-keys")
    page.goto(f"{base}/index.html")
    page.keyboard.press("s")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_the_home_page_searches_without_opening_the_dialog(page: Page, base: str) -> None:
    page.goto(f"{base}/index.html")
    page.fill("#hero-q", "钐")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("#search-results a").first).to_contain_text("Medium and heavy rare earths")


def test_a_result_opens_on_the_day_that_was_asked_for(page: Page, base: str) -> None:
    page.goto(f"{base}/{AFFILIATES}?on=2025-10-01")
    page.keyboard.press("/")
    page.keyboard.type("3A090")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ECCN}?on=2025-10-01")


def test_hostile_queries_stay_text(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html")
    page.fill("#search-q", "<img src=x onerror=alert(1)> density")
    expect(page.locator("#search-status")).to_contain_text("found")
    assert page.locator("#search-results img").count() == 0


def test_codes_are_found_from_a_folder_without_a_server(browser: object, site: object) -> None:
    page = browser.new_page()  # type: ignore[attr-defined]
    page.goto(f"file://{site}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("3A090")
    expect(page.get_by_role("option").first).to_contain_text("Advanced computing integrated circuits")
    expect(page.locator(".finder-count")).to_contain_text("the full text needs a web server")
    page.close()
