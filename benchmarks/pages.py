"""What a visitor's browser pays for the site: ``python -m benchmarks.pages [--site FOLDER]``.

Builds the real site (or takes a built one), opens it in headless Chromium on this machine and measures: bytes of
the first page, largest contentful paint, the time from a keystroke to the first result, what the search loads, an
interaction on the explorer with 10,000 rows, and the largest page. Results go to ``benchmarks/results/pages.*``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results"
ON = "2026-11-22"
ROUNDS = 5
FONTS = (".woff2", ".woff")
QUERIES = ("3A090", "gallium", "yttrum", "稀土", "ownership rule")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PAINT = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true}))"""
# Milliseconds from the input event to the first option in the list, and after it to the next frame.
FIRST_RESULT = """(query) => new Promise((done) => {
    const input = document.querySelector(".finder input"), list = document.getElementById("finder-list");
    input.value = "";
    input.dispatchEvent(new Event("input"));
    const start = performance.now();
    const watch = new MutationObserver(() => {
        if (!list.querySelector("[role=option]")) return;
        watch.disconnect();
        requestAnimationFrame(() => done(performance.now() - start));
    });
    watch.observe(list, {childList: true, subtree: true});
    input.value = query;
    input.dispatchEvent(new Event("input"));
})"""
MANY = """() => AtlasData.loadFacts().then((data) => {
    const rows = [];
    for (let i = 0; rows.length < 10000; i++) rows.push(Object.assign({}, data.rows[i % data.rows.length]));
    AtlasExplore.setUp(data, rows);
})"""
NARROW = """() => new Promise((done) => {
    const field = document.getElementById("explore-q"), start = performance.now();
    field.value = "lic";
    field.dispatchEvent(new Event("input", {bubbles: true}));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
SCROLL = """async () => {
    const box = document.querySelector(".explore-box"), gaps = [];
    let last = performance.now();
    for (let step = 0; step < 120; step++) {
        box.scrollTop += 2600;
        await new Promise((done) => requestAnimationFrame(done));
        gaps.push(performance.now() - last);
        last = performance.now();
    }
    return gaps;
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Address of a site while it is served from this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def compressed(asked: list[str], base: str, site: Path) -> int:
    """Bytes of what was asked for, gzipped where a server would, fonts left out."""
    total = 0
    for url in dict.fromkeys(asked):
        path = url.removeprefix(base + "/").partition("?")[0].partition("#")[0]
        if not path.endswith(FONTS) and not url.startswith(("data:", "blob:")):
            data = (site / path).read_bytes()
            total += min(len(data), len(gzip.compress(data, 9)))
    return total


def opened(browser: Browser, asked: list[str]) -> Page:
    """A page with an empty cache that notes what it asks for."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.on("request", lambda request: asked.append(request.url))
    return page


def first_pages(browser: Browser, base: str, site: Path) -> dict[str, Any]:
    """Weight and largest contentful paint of first visits to several pages."""
    found = {}
    for name, path in (
        ("home", "index.html"), ("record", "chip-export-controls/us-eccn-3a090.html"), ("explorer", "explore.html"),
    ):  # fmt: skip
        paints, weight = [], 0
        for _ in range(ROUNDS):
            asked: list[str] = []
            page = opened(browser, asked)
            page.goto(f"{base}/{path}")
            paints.append(page.evaluate(PAINT))
            page.wait_for_load_state("networkidle")
            weight = compressed(asked, base, site)
            page.context.close()
        found[name] = {"bytes": weight, "largest_contentful_paint_ms": statistics.median(paints)}
    return found


def searching(browser: Browser, base: str, site: Path) -> dict[str, Any]:
    """What the search loads when opened and when asked, and the time to the first result."""
    asked: list[str] = []
    page = opened(browser, asked)
    page.goto(f"{base}/index.html")
    page.wait_for_load_state("networkidle")
    before = len(asked)
    page.keyboard.press("/")
    page.wait_for_load_state("networkidle")
    loaded = compressed(asked[before:], base, site)
    times = {query: [page.evaluate(FIRST_RESULT, query) for _ in range(ROUNDS)] for query in QUERIES}
    for query in QUERIES:
        page.locator(".finder input").fill(query)
        page.locator(".finder-count").filter(has_text="Statuses are those of").wait_for()
        page.locator(".finder input").fill("")
    page.wait_for_load_state("networkidle")
    whole = compressed(asked[before:], base, site)
    page.context.close()
    medians = {query: statistics.median(values) for query, values in times.items()}
    return {"bytes_when_opened": loaded, "bytes_after_queries": whole, "queries": len(QUERIES),
            "first_result_ms": medians, "slowest_ms": max(max(values) for values in times.values())}  # fmt: skip


def exploring(browser: Browser, base: str) -> dict[str, Any]:
    """The explorer with 10,000 rows: narrowing by a word, and frames while scrolling."""
    page = opened(browser, [])
    page.goto(f"{base}/explore.html")
    page.wait_for_load_state("networkidle")
    page.evaluate(MANY)
    narrowed = [page.evaluate(NARROW) for _ in range(ROUNDS)]
    page.evaluate(MANY)
    gaps = sorted(page.evaluate(SCROLL))
    page.context.close()
    return {"rows": 10000, "narrow_ms": statistics.median(narrowed), "frame_median_ms": gaps[len(gaps) // 2],
            "frame_95th_ms": gaps[int(len(gaps) * 0.95)]}  # fmt: skip


def measured(site: Path) -> dict[str, Any]:
    """Every measurement of one built site."""
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    largest = max(sizes, key=lambda name: sizes[name])
    with served(site) as base, sync_playwright() as playwright:
        program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        found = {
            "day": ON,
            "load_average": os.getloadavg()[0],
            "pages": len(sizes),
            "largest_page": {"path": largest, "bytes": sizes[largest]},
            "first": first_pages(browser, base, site),
            "search": searching(browser, base, site),
            "explorer": exploring(browser, base),
        }
        browser.close()
    return found


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The results as Markdown."""
    search, explorer, largest = found["search"], found["explorer"], found["largest_page"]
    yield "# The site in a browser"
    yield ""
    yield f"Measured by `python -m benchmarks.pages` on a site of {found['pages']} pages built for {found['day']}, "
    yield f"headless Chromium on localhost, load average {found['load_average']:.1f} at the start."
    yield ""
    yield "| what | measured |"
    yield "| --- | --- |"
    for name, one in found["first"].items():
        yield f"| first visit, {name}: compressed without fonts | {one['bytes'] / 1000:.0f} kB |"
        yield f"| first visit, {name}: largest contentful paint | {one['largest_contentful_paint_ms']:.0f} ms |"
    yield f"| search, loaded when first opened | {search['bytes_when_opened'] / 1000:.0f} kB |"
    yield f"| search, loaded after {search['queries']} queries too | {search['bytes_after_queries'] / 1000:.0f} kB |"
    for query, value in search["first_result_ms"].items():
        yield f"| keystroke to first result painted, `{query}` | {value:.0f} ms |"
    yield f"| the slowest of all keystrokes | {search['slowest_ms']:.0f} ms |"
    yield f"| explorer, {explorer['rows']} rows: narrowing by a word | {explorer['narrow_ms']:.0f} ms |"
    frames = f"{explorer['frame_median_ms']:.0f} and {explorer['frame_95th_ms']:.0f} ms"
    yield f"| explorer, scrolling: median and 95th percentile of frames | {frames} |"
    yield f"| largest page, `{largest['path']}` | {largest['bytes'] / 1000:.0f} kB |"


def main() -> None:
    """Measure the site in a browser, and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=main.__doc__)
    parser.add_argument("--site", type=Path, help="a built site; without it, one is built")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder; default: benchmarks/results")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="atlas-site-") as folder:
        site = given.site
        if site is None:
            site = Path(folder) / "site"
            program = "from control_atlas.commands import main; main()"
            words = ["--root", str(ROOT), "site", "build", "--on", ON, "--output", str(site)]
            subprocess.run([sys.executable, "-c", program, *words], check=True)
        found = measured(site.resolve())
    given.output.mkdir(parents=True, exist_ok=True)
    (given.output / "pages.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    text = "\n".join(lines(found)) + "\n"
    (given.output / "pages.md").write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
