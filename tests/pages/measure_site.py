"""Measures building a site of many synthetic pages: ``python measure_site.py COUNT [FOLDER]``.

Prints seconds a step, milliseconds a page without and with the search index, and the largest page.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

import sample
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config

from control_atlas.pages import blocks as b
from control_atlas.pages import build
from control_atlas.pages.inline import Link, StatusBadge, content

PER_INDEX = 200
HAN = "稀土出口管制公告半导体设备镓锗锑钨钼铟铋石墨钐钆铽镝镥钪钇最终用户用途许可证不可靠实体清单芯片"
STEMS = "licence export control item memory density wafer etch deposit lithography magnet oxide alloy scope party rule"


def synthetic(number: int, random_: random.Random) -> b.Page:
    """A record page like the sample's control, with text and names of its own."""
    words = [f"{random_.choice(STEMS.split())}{random_.randrange(60) or ''}" for _ in range(160)]
    page = sample.eccn_3a090()
    items = page.blocks[1]
    assert isinstance(items, b.Items)
    versions = items.items[0].versions
    fresh = tuple(
        b.Item(
            f"a.{place}",
            f"a.{place}",
            content(" ".join(words[place * 20 : place * 20 + 5])),
            tuple(
                replace(v, text=(content(" ".join(words[place * 20 + 5 : place * 20 + 20])),))
                for v in versions
            ),
        )
        for place in range(6)
    )
    chinese = "".join(random_.choice(HAN) for _ in range(24)) if number % 3 == 0 else ""
    near = [f"chip-export-controls/s-{(number + step) % number_of_pages}.html" for step in range(1, 13)]
    links = b.Links(
        "Links",
        "links",
        (
            b.LinkGroup(
                "Near",
                tuple(content(Link("record", path), " ", StatusBadge(sample.IN_FORCE)) for path in near),
            ),
        ),
    )
    return replace(
        page,
        path=f"chip-export-controls/s-{number}.html",
        code=f"{number % 10}A{number:04d}",
        title=" ".join(words[:5]).capitalize(),
        summary=" ".join(words[5:20]),
        subtitle=(content(chinese),) if chinese else (),
        blocks=(page.blocks[0], replace(items, items=fresh), *page.blocks[2:4], links),
        following=None,
        formats=(),
        search=replace(
            page.search, code=f"{number % 10}A{number:04d}", aliases=(f"{number % 99} FR {number}",)
        )
        if page.search
        else None,
    )


number_of_pages = 0


def pages(count: int) -> Iterator[b.Page]:
    """The sample site with ``count`` more record pages, on index pages of 200 rows."""
    global number_of_pages
    number_of_pages = count
    yield from sample.pages()
    random_ = random.Random(7)
    rows: list[b.Row] = []
    for number in range(count):
        page = synthetic(number, random_)
        yield page
        assert page.switch is not None
        cells = (
            content(Link(page.code, page.path, code=True)),
            content(page.title),
            content(page.switch.status[0]),
        )
        rows.append(b.Row(cells))
        if len(rows) == PER_INDEX or number == count - 1:
            table = b.Table(
                (b.Column("Code"), b.Column("Title"), b.Column("Status")), tuple(rows), sortable=True
            )
            switch = b.DateSwitch(sample.ON)
            yield b.Page(f"chip-export-controls/by-{number}.html", "Part", (table,), "index", switch=switch)
            rows = []


def measure(count: int, folder: Path) -> None:
    """Builds and prints."""
    reports: list[build.Report] = []
    finish = build.finish_site

    def keep(site: Path, content_: build.SiteContent, settings: build.Settings) -> build.Report:
        files = list(content_.files)
        reports.append(finish(site, build.SiteContent(content_.on, pages(count), files), settings))
        return reports[-1]

    module = mock.Mock(pages_for_build=sample.site_content)
    start = time.perf_counter()
    with (
        mock.patch.dict(sys.modules, {"control_atlas.pages.site": module}),
        mock.patch.object(build, "finish_site", keep),
    ):
        config = load_config(str(Path(__file__).parents[2] / "mkdocs.yml"), site_dir=str(folder))
        build_with_mkdocs(config)
    total = time.perf_counter() - start
    (report,) = reports
    index = report.seconds["search index"]
    largest = max(folder.rglob("*.html"), key=lambda path: path.stat().st_size)
    print(report)
    print(f"{count} synthetic: {total:.2f} s in all, of it search index {index:.2f} s")
    per_page = 1000 * (total - index) / report.pages
    print(f"{per_page:.2f} ms a page without the index, {1000 * total / report.pages:.2f} ms with it")
    print(f"largest page {largest.stat().st_size} bytes ({largest.name})")


if __name__ == "__main__":
    where = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="atlas-measure-"))
    measure(int(sys.argv[1]), where)
