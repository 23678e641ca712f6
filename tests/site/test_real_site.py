"""The site of the real records, in a real browser: found, read, dated, light and safe."""

from __future__ import annotations

import gzip
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from control_atlas import Atlas, load

ROOT = Path(__file__).resolve().parents[2]
FIRST_PAGE = 150_000
FIRST_SEARCH = 300_000
LARGEST = 150_000
FONTS = (".woff2", ".woff")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load(ROOT)


def results(page: Page, base: str, query: str) -> list[str]:
    page.goto(f"{base}/search.html")
    page.fill("#search-q", query)
    expect(page.locator("#search-status")).to_contain_text("page")
    links = page.locator("#search-results a").all()
    return [(link.get_attribute("href") or "").removeprefix(base + "/").partition("#")[0] for link in links]


def test_the_home_page_says_first_how_far_we_checked(page: Page, base: str) -> None:
    page.goto(f"{base}/index.html")
    line = page.locator("main").inner_text()
    assert re.search(
        r"US law checked to\s+\d{4}-\d{2}-\d{2}.*China to\s+\d{4}-\d{2}-\d{2}.*terms to", line, re.DOTALL
    )
    for door in ("Chips", "Minerals", "Terms"):
        expect(page.get_by_role("link", name=door).first).to_be_visible()
    expect(page.get_by_text("What changes next")).to_be_visible()
    expect(page.get_by_text("What changed lately")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "record"),
    [
        ("3A090", "chip-export-controls/us-eccn-3a090.html"),
        ("3A090.a.1", "chip-export-controls/us-eccn-3a090.html"),
        ("90 FR 47201", "instruments/us-fr-2025-19001.html"),
        ("90 Fed. Reg. 47,201", "instruments/us-fr-2025-19001.html"),
        ("2025-00636", "instruments/us-fr-2025-00636.html"),
        ("钐", "substances/samarium.html"),
        ("镓", "substances/gallium.html"),
        ("gallium", "mineral-restrictions/cn-3c001.html"),
        ("稀土", "substances/"),
        ("商务部公告2025年第61号", "instruments/cn-mofcom-2025-61.html"),
        ("2805301910", "commodity-codes/cn-2805301910.html"),
        ("H20", "products/nvidia-h20.html"),
        ("samarium", "substances/samarium.html"),
        ("total processing performance", "glossary/"),
    ],
)
def test_a_search_finds_its_record_among_the_first_three(
    page: Page, base: str, query: str, record: str
) -> None:
    found = list(dict.fromkeys(results(page, base, query)))
    if record.endswith("/"):
        assert found
    else:
        assert record in found[:3]


def test_the_page_shows_what_held_with_pinpoint_and_reading(page: Page, base: str) -> None:
    page.goto(f"{base}/chip-export-controls/us-eccn-3a090.html?on=2023-11-17")
    version = page.locator("section.item").first.locator("details[open]")
    expect(version).to_contain_text("2023-11-17")
    expect(version).to_contain_text("88 FR 73458")
    expect(version).to_contain_text("excerpt read")
    page.goto(f"{base}/chip-export-controls/us-eccn-3a090.html?on=2022-11-01")
    version = page.locator("section.item").first.locator("details[open]")
    expect(version).to_contain_text("600 GB/s")


def test_the_page_of_a_lapsed_suspension_says_so_and_shows_the_statement_beside(
    page: Page, base: str
) -> None:
    page.goto(f"{base}/instruments/cn-mofcom-2025-55.html?on=2026-11-22")
    banner = page.locator(".asof")
    expect(banner.locator(".status b").first).to_have_text("in force")
    expect(banner).to_contain_text("2026-11-10")
    expect(banner).to_contain_text("treat as applying")
    expect(banner).to_contain_text("2027-01-10")
    page.goto(f"{base}/instruments/cn-mofcom-2025-55.html?on=2026-11-10")
    expect(page.locator(".asof .status b").first).to_have_text("suspended")


def test_the_switch_shows_what_python_computes_on_random_days(page: Page, base: str, atlas: Atlas) -> None:
    pick = random.Random(20261122)
    dated = [record for record in atlas.kb if atlas.kb.has_status(record) and "withdrawn" not in record.data]
    for record in pick.sample(dated, 12):
        turns = [interval.start for interval, _ in atlas.kb.leading(record) if interval.start > "2000-01-01"]
        for day in {*turns[:3], f"202{pick.randint(0, 6)}-0{pick.randint(1, 9)}-1{pick.randint(0, 9)}"}:
            page.goto(f"{base}/{record.kind}/{record.id}.html?on={day}")
            shown = page.locator(".asof .status b").first
            expect(shown).to_have_text(atlas.kb.word_on(record, day))


def test_the_letter_stands_on_the_h20_page_beside_the_computed_class(page: Page, base: str) -> None:
    page.goto(f"{base}/products/nvidia-h20.html")
    expect(
        page.get_by_role("link", name="Licence requirement by notice to NVIDIA for H20").first
    ).to_be_visible()
    expect(page.locator("main")).to_contain_text("2368")
    expect(page.locator("main")).to_contain_text("were not checked")


def test_no_page_is_heavy_and_records_are_not_in_the_navigation(site: Path) -> None:
    heavy = {file.relative_to(site).as_posix(): file.stat().st_size for file in site.rglob("*.html")}
    assert {name: size for name, size in heavy.items() if size > LARGEST} == {}
    home = (site / "index.html").read_text(encoding="utf-8")
    header = home[home.index("<header") : home.index("</header>")]
    assert "us-eccn-3a090" not in header


def test_the_first_page_and_the_first_search_are_light(
    context: BrowserContext, base: str, site: Path
) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}/index.html")
    page.wait_for_load_state("networkidle")
    assert _compressed(asked, base, site) <= FIRST_PAGE
    before = len(asked)
    page.keyboard.press("/")
    page.keyboard.type("3A090")
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _compressed(asked[before:], base, site) <= FIRST_SEARCH


def _compressed(asked: list[str], base: str, site: Path) -> int:
    """Bytes of what was asked for, gzipped where a server would, fonts left out."""
    total = 0
    for url in dict.fromkeys(asked):
        path = url.removeprefix(base + "/").partition("?")[0].partition("#")[0]
        if path.endswith(FONTS) or url.startswith(("data:", "blob:")):
            continue
        data = (site / path).read_bytes()
        total += min(len(data), len(gzip.compress(data, 9)))
    return total
