"""The classify page on the real records: the answer as one types, its address, its memo, its care."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PATH = "tools/classify.html"
H20 = f"{PATH}?chip=nvidia-h20&on=2025-05-01&to=cn"
FRAME = 16.0


def answer(page: Page, title: str) -> str:
    """The text under a heading of the answer."""
    return page.locator("section", has=page.get_by_role("heading", name=title)).last.inner_text()


def type_rate(page: Page, bits: str, rate: str) -> None:
    page.get_by_label("Bits", exact=True).first.fill(bits)
    page.get_by_label("TOPS", exact=True).first.fill(rate)


def met(page: Page) -> list[str]:
    return page.evaluate("AtlasClassify.last().answer.met.map((found) => found.id + '#' + found.key).sort()")


def test_the_letter_on_h20_stands_beside_entries_that_are_not_met(page: Page, base: str) -> None:
    page.goto(f"{base}/{H20}")
    expect(page.locator(".c-said")).to_contain_text("As of 2025-05-01: 0 list entries met")
    letters = answer(page, "Addressed to named parties")
    assert re.search(r"NVIDIA for H20: to NVIDIA; .*in force \(reported\).*names the item", letters)
    assert "limits reached, but addressed to others than its maker" in letters
    whole = page.locator("body").inner_text().lower()
    assert "end use, end user, destination, other entries and other regimes were not checked" in whole
    for forbidden in ("no licence required", "no licence is required", "no licence needed", "not controlled"):
        assert forbidden not in whole


@pytest.mark.parametrize(
    ("bits", "rate", "area", "expected"),
    [
        (
            "16",
            "300",
            "1000",
            ["us-eccn-3a090#a", "us-eccn-3a090#a.1", "us-eccn-3a090#b", "us-eccn-3a090#b.2"],
        ),
        ("16", "299.9999999", "1000", ["us-eccn-3a090#b", "us-eccn-3a090#b.1", "us-eccn-3a090#b.2"]),
        ("16", "100", "270.2702702703", []),
        ("16", "100", "270.27027027027", ["us-eccn-3a090#a", "us-eccn-3a090#a.2"]),
    ],
)
def test_limits_are_exact_while_one_types(
    page: Page, base: str, bits: str, rate: str, area: str, expected: list[str]
) -> None:
    """4,800 to the last digit, and 1,600 over 5.92 square millimetres to the last digit of the quotient."""
    page.goto(f"{base}/{PATH}?on=2025-02-01&designed-for-data-centre=yes")
    type_rate(page, bits, rate)
    page.get_by_label("Applicable die area").fill(area)
    found = [name for name in met(page) if name.startswith("us-eccn-3a090")]
    if expected:
        assert found == expected
    else:
        assert "us-eccn-3a090#a" not in found


def test_the_address_carries_the_inputs(page: Page, base: str) -> None:
    page.goto(f"{base}/{H20}")
    page.get_by_label("Applicable die area").fill("400 or 500")
    page.get_by_label("Has a digital processing unit").select_option("yes")
    page.get_by_role("textbox", name="TOPS").first.fill("700")
    said = page.locator(".c-said").inner_text()
    page.wait_for_url("**applicable-die-area=400+or+500**")
    page.reload()
    assert page.locator(".c-said").inner_text() == said
    assert page.get_by_label("Applicable die area").input_value() == "400 or 500"
    assert page.get_by_label("Has a digital processing unit").input_value() == "yes"
    assert page.get_by_role("textbox", name="TOPS").first.input_value() == "700"
    assert page.get_by_label("Destination").input_value() == "cn"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("-5", "Applicable die area: “-5” is negative; give a number of zero or more."),
        ("large", "Applicable die area: “large” is not a number; write digits with a point, as 1979.5"),
        ("1,628", "Applicable die area: “1,628” is not a number"),
        ("NaN", "Applicable die area: “NaN” is not a number"),
        ("814 kg", "Applicable die area: “kg” is no unit for it; accepted: mm²"),
    ],
)
def test_a_figure_that_is_none_is_named_and_left_out(page: Page, base: str, value: str, message: str) -> None:
    page.goto(f"{base}/{H20}")
    page.get_by_label("Applicable die area").fill(value)
    expect(page.locator(".c-faults")).to_contain_text(message)
    expect(page.get_by_label("Applicable die area")).to_have_attribute("aria-invalid", "true")
    assert "applicable-die-area" in page.evaluate("AtlasClassify.last().answer.quantities[1].missing")
    page.get_by_label("Applicable die area").fill("814")
    expect(page.locator(".c-faults")).to_be_hidden()


def test_an_address_that_makes_no_sense_is_said_and_passed_over(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-h9000&on=2025-02-30&colour=red&to=atlantis")
    faults = page.locator(".c-faults")
    for text in ("nvidia-h9000", "2025-02-30", "colour", "atlantis"):
        expect(faults).to_contain_text(text)
    expect(page.locator(".c-said")).to_contain_text("As of 2026-11-22")


def test_a_day_before_any_entry_is_refused_in_words(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-h20&on=1995-01-01")
    expect(page.locator(".c-faults")).to_contain_text("1995-01-01 is before any list entry with limits")
    expect(page.locator(".c-said")).to_have_text("No answer: the day cannot be used.")
    assert page.locator(".c-answer section").count() == 0


def test_units_are_converted_and_others_refused(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-h20&on=2025-05-01")
    page.get_by_label("Applicable die area").fill("8.14 cm²")
    assert "2368 ÷ 814 = 2.90909" in answer(page, "Computed figures")
    page.get_by_label("Total DRAM bandwidth").fill("4 TB/s")
    expect(page.locator(".c-faults")).to_be_hidden()


def test_a_lane_of_review_with_ceilings_is_told_with_what_it_lacks(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-h200&on=2026-02-01&to=cn")
    lane = answer(page, "Review policies with limits")
    assert "b.10.iii.a.1" in lane
    assert "Open without" in lane
    assert "it is no permission" in lane
    page.locator("summary", has_text="transaction and parties").click()
    page.get_by_label("Transaction", exact=True).select_option("export")
    page.get_by_label("End user location").select_option("cn")
    assert "Open without Certifications" in answer(page, "Review policies with limits")
    page.wait_for_url("**end-user-location=cn**")
    page.get_by_label("Total DRAM bandwidth").fill("6.5 TB/s")
    assert "b.10.iii.a.1:" not in page.locator(".c-answer").inner_text()


def test_an_open_bit_length_says_what_turns_on_it(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?on=2025-02-01&designed-for-data-centre=yes&applicable-die-area=2000")
    type_rate(page, "19 or 32", "200")
    figures = answer(page, "Computed figures")
    assert "19 or 32: decides" in figures
    assert "3A090.a (19: not met; 32: met)" in figures
    type_rate(page, "19 or 32", "10")
    assert "19 or 32: changes no answer" in answer(page, "Computed figures")


def test_rules_of_destination_follow_the_choice(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-h100-sxm&on=2024-01-01&to=cn")
    rules = page.locator("section", has=page.get_by_role("heading", name="Destination")).last
    row = rules.locator("li", has=page.get_by_role("link", name="3A090, a", exact=True))
    expect(row.locator(".answer")).to_have_attribute("data-answer", "met")
    expect(rules.locator(".c-rules").first).not_to_contain_text("3A090, b")
    page.get_by_label("Destination").select_option("jp")
    expect(rules.locator("summary", has_text="not naming the destination")).to_be_visible()
    expect(rules).to_contain_text("may still require one")


def test_what_is_codified_and_not_enforced_is_shown_with_what_is_enforced(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-h100-sxm&on=2025-06-01&to=ae")
    rules = answer(page, "Destination")
    assert "codified, not enforced" in rules
    assert "enforced" in rules.replace("codified, not enforced", "")


def test_the_wording_before_is_answered_too(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-a800-sxm-80gb&on=2023-11-17")
    item = page.locator("details", has=page.get_by_text("3A090.a", exact=True)).first
    expect(item).to_contain_text("Under the wording before it, of 2022-10-21")
    expect(item.locator(".c-from .answer")).to_have_attribute("data-answer", "not-met")


def test_the_memo_cites_paragraphs_day_and_address(page: Page, base: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{base}/{PATH}?chip=nvidia-h100-sxm&on=2024-01-01&to=cn")
    page.get_by_role("button", name="Copy as memo").click()
    expect(page.locator(".c-answer .c-act")).to_contain_text("Memo copied.")
    memo = page.evaluate("navigator.clipboard.readText()")
    for text in (
        "as of 2024-01-01", "NVIDIA H100 SXM", "Destination: China", "chip=nvidia-h100-sxm&on=2024-01-01&to=cn",
        "supp. no. 1 to part 774, ECCN 3A090.a", "88 FR 73458", "reconstructed from excerpts",
        "Total processing performance ≥ 4800", "does not mean that nothing else applies", "Not legal advice",
    ):  # fmt: skip
        assert text in memo, text


def test_every_figure_says_where_it_came_from(page: Page, base: str) -> None:
    page.goto(f"{base}/{H20}")
    page.get_by_label("Total DRAM bandwidth").fill("3999")
    page.locator("summary", has_text="Where the figures come from").click()
    figures = page.locator("section", has=page.get_by_role("heading", name="Computed figures")).last
    expect(figures).to_contain_text("Total DRAM bandwidth: given on this page")
    area = figures.locator("li", has_text="Applicable die area: NVIDIA H20, reported, in")
    link = area.get_by_role("link", name="src-kelly-chip-tracker-2026-03")
    assert page.request.get(link.get_attribute("href") or "").ok


def test_by_keyboard_alone(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}")
    page.locator("#c-chip").focus()
    page.keyboard.type("NVIDIA H200")
    expect(page.locator("#c-chip")).to_have_value("nvidia-h200")
    expect(page.locator(".c-said")).not_to_contain_text(" 0 list entries met")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Copy as memo":
            break
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Print"
    fold = page.locator(".c-answer summary", has_text="with the working")
    fold.focus()
    page.keyboard.press("Enter")
    expect(fold.locator("..")).to_contain_text("not met")


def test_typing_keeps_the_field_and_the_open_folds(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-h100-sxm&on=2024-01-01")
    page.locator("summary", has_text="with the working").click()
    page.get_by_label("Applicable die area").click()
    page.keyboard.press("End")
    page.keyboard.type(".5")
    expect(page.get_by_label("Applicable die area")).to_be_focused()
    assert page.get_by_label("Applicable die area").input_value() == "814.5"
    expect(page.locator("details[open] > summary", has_text="with the working")).to_be_visible()


def test_an_evaluation_takes_less_than_a_frame(page: Page, base: str) -> None:
    """The median of 60 changed inputs, all list entries, letters and rules of destination of the day."""
    page.goto(f"{base}/{PATH}?chip=nvidia-h100-sxm&on=2026-11-22&to=cn")
    field = page.get_by_label("Applicable die area")
    taken = []
    for number in range(60):
        field.fill(str(700 + number))
        taken.append(float(page.locator("#tool-classify").get_attribute("data-milliseconds") or "inf"))
    assert median(taken) < FRAME


def test_paper_shows_the_working(page: Page, base: str) -> None:
    page.goto(f"{base}/{PATH}?chip=nvidia-h100-sxm&on=2024-01-01&to=cn")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text("Performance density ≥ 5.92").first).to_be_visible()
    expect(page.get_by_role("button", name="Copy as memo")).to_be_hidden()
    folded = page.locator(".c-answer details:not([open], .c-memo, [data-aside], [data-aside] *)")
    expect(folded).to_have_count(0)
    expect(page.locator(".c-answer details[data-aside][open]")).to_have_count(0)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[data-for-paper]").count() == 0


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, base: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{base}/{H20}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_without_scripts_the_page_says_what_to_do(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{PATH}")
    expect(page.get_by_text("atlas classify nvidia-h20")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [H20, f"{PATH}?chip=nvidia-h100-sxm&on=2024-01-01&to=cn&applicable-die-area=-1",
                                  "tools/chips.html", "tools/chips.html?on=2022-11-01&chip=nvidia-h20"])  # fmt: skip
def test_axe_finds_nothing_serious(browser: Browser, base: str, path: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{base}/{path}")
    page.evaluate("document.querySelectorAll('.tool details').forEach((one) => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"][:120])
        for one in found
        if one["impact"] in ("serious", "critical")
    ] == []
    context.close()


def test_only_these_pages_load_the_conditions(site: Path) -> None:
    loading = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if "assets/conditions.js" in path.read_text(encoding="utf-8")
    ]
    assert sorted(loading) == ["tools/chips.html", "tools/classify.html"]
