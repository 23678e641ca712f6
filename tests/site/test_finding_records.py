"""Forty searches on the real site: the record that a reader is after stands among the first three results."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

CHIPS, MINERALS, TERMS = "chip-export-controls/", "mineral-restrictions/", "terms-provisions/"
# What is typed, and the pages of which one must stand among the first three.
SEARCHES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("3A090", (CHIPS + "us-eccn-3a090.html",)),
    ("3a090.a", (CHIPS + "us-eccn-3a090.html",)),
    ("3A09", (CHIPS + "us-eccn-3a090.html",)),
    ("§ 744.23", (CHIPS + "us-end-use-744-23.html",)),
    ("744.11", (CHIPS + "us-entity-list-744-11.html",)),
    ("87 FR 62186", ("instruments/us-fr-2022-21658.html",)),
    ("90 Fed. Reg. 47,201", ("instruments/us-fr-2025-19001.html",)),
    ("2025-00636", ("instruments/us-fr-2025-00636.html",)),
    ("2021/821", ("instruments/eu-2021-821.html",)),
    ("2805301910", ("commodity-codes/cn-2805301910.html",)),
    ("1C902", (MINERALS + "cn-1c902.html",)),
    ("公告2025年第61号", ("instruments/cn-mofcom-2025-61.html",)),
    ("公告2025年第18号", ("instruments/cn-mofcom-2025-18.html",)),
    ("稀土", (MINERALS + "cn-1e902.html",)),
    ("钐", ("substances/samarium.html",)),
    ("镓", ("substances/gallium.html",)),
    ("钨", ("substances/tungsten.html",)),
    ("出口管制法", ("instruments/cn-export-control-law-2020.html",)),
    ("etcher", (CHIPS + "us-eccn-3b001.html",)),
    ("etching", (CHIPS + "jp-6-17-etch.html",)),
    ("magnet", (MINERALS + "us-dfars-magnets.html",)),
    ("NdFeB", (MINERALS + "us-dfars-magnets.html",)),
    ("H-20", ("products/nvidia-h20.html",)),
    ("H20", ("products/nvidia-h20.html",)),
    ("RTX4090", ("products/nvidia-rtx-4090.html",)),
    ("RTX 4090", ("products/nvidia-rtx-4090.html",)),
    ("A100", ("products/nvidia-a100-sxm-80gb.html",)),
    ("ownership rule", (CHIPS + "us-affiliates-rule.html",)),
    ("affiliates rule", (CHIPS + "us-affiliates-rule.html",)),
    ("distil", (TERMS,)),
    ("Claude distillation", (TERMS + "anthropic-usage-policy-distillation.html",)),
    ("OpenAI competing models", (TERMS + "openai-terms-of-use-competing-models.html",)),
    ("yttrum", ("substances/yttrium.html",)),
    ("semicondutor equipmnt", (CHIPS + "us-eccn-3b090.html",)),
    ("lithograpy", (CHIPS + "us-eccn-3b001.html",)),
    ("Antropic", ("organisations/anthropic.html",)),
    ("HBM", (CHIPS + "us-licence-exception-hbm.html",)),
    ("FDPR", ("glossary/us-term-foreign-direct-product.html",)),
    ("TPP", ("glossary/us-term-total-processing-performance.html",)),
    ("AI diffusion", ("instruments/us-fr-2025-00636.html",)),
    ("wolfram", ("substances/tungsten.html",)),
)


def test_the_expected_record_stands_among_the_first_three_of_forty_searches(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html")
    missed = {}
    for query, expected in SEARCHES:
        page.fill("#search-q", query)
        expect(page.locator("#search-status")).to_have_text(re.compile("page|Nothing found"))
        links = page.locator("#search-results a").all()[:3]
        found = [
            (link.get_attribute("href") or "").removeprefix(base + "/").partition("#")[0] for link in links
        ]
        if not any(path.startswith(expected) for path in found):
            missed[query] = found
        page.fill("#search-q", "")
        expect(page.locator("#search-status")).to_have_text("")
    assert len(SEARCHES) >= 40
    assert missed == {}


def test_nonsense_finds_nothing_and_says_what_that_does_not_mean(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=zzqqxx")
    expect(page.locator("#search-status")).to_have_text(
        "Nothing found. That it is not here does not mean it is not controlled."
    )


def test_filters_and_day_stand_in_the_address_and_come_back_from_it(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=rare+earth&on=2026-01-15")
    page.select_option("#search-kind", "Mineral restriction")
    page.select_option("#search-status-filter", "suspended")
    page.wait_for_url("**/search.html?*status=suspended*")
    expect(page.locator("#search-results .hit").first).to_be_visible()
    expect(page.locator("#search-results .status b", has_text="suspended").first).to_be_visible()
    address = page.url
    shown = page.locator("#search-results .hit").count()
    page.goto(address)
    expect(page.locator("#search-results .hit")).to_have_count(shown)
    expect(page.locator("#search-kind")).to_have_value("Mineral restriction")
