"""Writes the generated pages into a built MkDocs site, and builds whole sites so that readers never see half.

The MkDocs hook calls ``finish_site`` after MkDocs has built the hand-written pages and the page frames;
``build_site`` runs MkDocs into a new folder and repoints a link in one rename.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from control_atlas.export.files import folder_aside
from control_atlas.pages.blocks import Page
from control_atlas.pages.bundle import write_bundle
from control_atlas.pages.html import render
from control_atlas.pages.inline import check_path
from control_atlas.pages.linkcheck import check_site, report
from control_atlas.pages.lookup import CITATIONS_PATH, FACTS_PATH, Lookup
from control_atlas.pages.lookup import PATH as LOOKUP_PATH
from control_atlas.pages.markdown import render_markdown
from control_atlas.pages.search_index import build_index, card
from control_atlas.pages.shell import SOURCES, Shell
from control_atlas.records import Problem

log = logging.getLogger("mkdocs.atlas")
_BUILD = re.compile(r"[0-9]{5}\Z")


@dataclass(frozen=True, slots=True)
class SiteContent:
    """Everything generated: the day it is true for, the pages, other files by path from the root, and groups
    of words that the search takes for the same."""

    on: str
    pages: Iterable[Page]
    files: Iterable[tuple[str, bytes]] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site's configuration says.

    ``policy`` is None where pages must run the preview server's own script. ``site_url`` and ``edit_base``
    are empty when no address is configured; nothing then points at one.
    """

    policy: str | None = None
    site_url: str = ""
    site_base: str = "/"
    edit_base: str = ""


@dataclass(slots=True)
class Report:
    """What was built, and the seconds that each step took."""

    pages: int = 0
    indexed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        steps = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in self.seconds.items())
        return f"{self.pages} pages written, {self.indexed} searchable ({steps})"


class BuildError(RuntimeError):
    """The site must not be published; ``problems`` says why, place by place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join((f"{len(problems)} faults in the built site:", *report(problems))))
        self.problems = problems


def take_shells(site: Path) -> dict[int, Shell]:
    """The page frames that MkDocs built into ``site``, by depth; their files are removed."""
    shells = {}
    for depth, source in SOURCES.items():
        address = source.removesuffix(".md") + ".html"
        built = site / address
        shells[depth] = Shell(built.read_text(encoding="utf-8"), address)
        built.unlink()
        if depth:
            built.parent.rmdir()
    return shells


def write_pages(
    site: Path,
    shells: Mapping[int, Shell],
    pages: Iterable[Page],
    cards: Path,
    lookup: Lookup,
    edit_base: str = "",
) -> int:
    """Writes every page and its Markdown twin into ``site``; returns how many.

    Searchable pages also get a card in the folder ``cards`` and a row in ``lookup``. ValueError, naming the
    page, when one cannot be rendered safely or two claim the same path.
    """
    written: set[str] = set()
    for page in pages:
        if page.path in written or (site / page.path).exists():
            raise ValueError(f"{page.path}: two pages claim this path")
        try:
            rendered = render(page, edit_base)
            twin = render_markdown(page)
        except ValueError as fault:
            raise ValueError(f"{page.path}: {fault}") from fault
        _write(site / page.path, shells[page.depth].fill(page, rendered.body))
        _write(site / page.twin, twin)
        if page.search is not None:
            _write(cards / page.path, card(page, rendered.content))
            lookup.add(page)
        written.add(page.path)
    return len(written)


def finish_site(site: Path, content: SiteContent, settings: Settings) -> Report:
    """Turns a site that MkDocs built into the whole site: pages, files, search, and the check of it all.

    Raises BuildError when the check finds anything, ValueError for a page that cannot be written,
    ``shell.ShellError`` and ``search_index.SearchIndexError`` for those steps.
    """
    result = Report()
    with tempfile.TemporaryDirectory(prefix="atlas-cards-") as name:
        cards = Path(name)
        lookup = Lookup(content.synonyms)
        clock = _Clock(result)
        result.pages = write_pages(site, take_shells(site), content.pages, cards, lookup, settings.edit_base)
        clock.step("pages")
        for path, data in content.files:
            check_path(path)
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        _write(site / LOOKUP_PATH, lookup.script(content.on))
        _write(site / FACTS_PATH, lookup.facts(content.on))
        _write(site / CITATIONS_PATH, lookup.citations())
        _write_sitemap(site, settings.site_url)
        clock.step("files")
        result.indexed = len(lookup)
        with ThreadPoolExecutor(1) as beside:
            bundle = beside.submit(write_bundle, site)
            if result.indexed:
                build_index(cards, site)
            clock.step("search index")
            bundle.result()
            clock.step("bundle")
    problems = check_site(site, settings.policy, settings.site_base)
    clock.step("check")
    if problems:
        raise BuildError(problems)
    log.info("%s", result)
    return result


def build_site(config_file: Path, target: Path) -> Path:
    """Builds the site of ``config_file`` and makes the link ``target`` lead to it; returns the new folder.

    Builds stand in ``<target>-builds`` beside the link, numbered; the one before the current is kept, older
    ones are removed. On failure the link, and what readers see, stay as they were, and the exception of the
    failing step passes through (``mkdocs.exceptions.MkDocsException`` for those of MkDocs itself).
    FileExistsError when ``target`` is something else than a built site.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    _check_target(target)
    builds = target.with_name(target.name + "-builds")
    builds.mkdir(parents=True, exist_ok=True)
    (builds / ".gitignore").write_text("*\n", encoding="utf-8")
    part = folder_aside(builds, "part")
    try:
        config = load_config(str(config_file), site_dir=str(part), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        done = _numbered(part, builds)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _repoint(target, done)
    for old in sorted(_finished(builds))[:-2]:
        shutil.rmtree(old, ignore_errors=True)  # another build may be at it
    return done


def _numbered(part: Path, builds: Path) -> Path:
    """``part`` under the next free number; another build that ends at the same moment takes the one after."""
    number = max((int(path.name) for path in _finished(builds)), default=0)
    while True:
        number += 1
        done = builds / f"{number:05d}"
        try:
            return part.rename(done)
        except OSError:
            if not done.exists():
                raise


def _finished(builds: Path) -> list[Path]:
    return [path for path in builds.iterdir() if _BUILD.match(path.name)]


def _check_target(target: Path) -> None:
    is_folder = target.is_dir() and not target.is_symlink()
    if (is_folder and any(target.iterdir()) and not (target / "404.html").is_file()) or target.is_file():
        raise FileExistsError(f"{target} exists and is no built site; it would be lost, so nothing was built")


def _repoint(link: Path, folder: Path) -> None:
    if link.is_dir() and not link.is_symlink():
        # A plain `mkdocs build` left a folder here, which no rename can replace by a link.
        link.rename(folder.parent / f"replaced-{folder.name}")
        shutil.rmtree(folder.parent / f"replaced-{folder.name}")
    fresh = folder.parent / f"link-{folder.name}"
    fresh.symlink_to(Path(folder.parent.name) / folder.name)
    # The link is relative to its own folder, which is that of `link`, once it has been moved there.
    fresh.replace(link)


def _write(path: Path, text: str) -> None:
    data = text.encode()
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write_sitemap(site: Path, site_url: str) -> None:
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    if not site_url:
        (site / "sitemap.xml").unlink(missing_ok=True)
        return
    base = site_url.rstrip("/") + "/"
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    lines = [f"<url><loc>{escape(base + page)}</loc></url>" for page in pages if page != "404.html"]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    _write(site / "sitemap.xml", "\n".join((head, *lines, "</urlset>")) + "\n")


class _Clock:
    def __init__(self, result: Report) -> None:
        self._result = result
        self._last = time.perf_counter()

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self._result.seconds[name] = now - self._last
        self._last = now
