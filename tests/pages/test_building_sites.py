"""Frames, look-up, Chinese line, writing pages, and builds that never show half a site."""

from __future__ import annotations

import importlib.util
import json
import types
from pathlib import Path

import pytest
import sample
from mkdocs.config import load_config

from control_atlas.pages import blocks as b
from control_atlas.pages import csp
from control_atlas.pages.build import BuildError, Settings, SiteContent, build_site, finish_site, write_pages
from control_atlas.pages.html import render_html
from control_atlas.pages.inline import content
from control_atlas.pages.lookup import STATES, Lookup, spans_as_rows
from control_atlas.pages.ngrams import ngrams
from control_atlas.pages.search_index import card
from control_atlas.pages.shell import CONTENT, DESCRIPTION, TITLE, Shell, ShellError
from control_atlas.pages.spans import Span

FRAME = (
    f'<html lang="en"><head><title>{TITLE} · Site</title><meta name="description" content="{DESCRIPTION}">'
    '<link rel="canonical" href="https://example.org/atlas-shell/page.html"></head>'
    f'<body><a href="../chips/index.html" data-section="chips">Chips</a>{CONTENT}</body></html>'
)


SCRIPTS = {"assets/lookup.js", "assets/facts.js", "assets/citations.js"}


def shells() -> dict[int, Shell]:
    return {0: Shell(FRAME, "atlas-shell/page.html"), 1: Shell(FRAME, "atlas-shell/page.html")}


def test_a_frame_is_filled_with_title_description_body_and_address() -> None:
    page = b.Page("chips/x.html", "A <b>", (), section="chips", code="1", summary='s "q"')
    html = shells()[1].fill(page, "<p>body</p>")
    assert "<title>1 A &lt;b&gt; · Site</title>" in html
    assert 'content="s &#34;q&#34;"' in html
    assert 'href="https://example.org/chips/x.html"' in html
    assert "data-section" not in html
    assert '<a href="../chips/index.html" aria-current="true">Chips</a><p>body</p>' in html


def test_text_that_looks_like_a_marker_stays_text() -> None:
    html = shells()[1].fill(b.Page("a/x.html", CONTENT, (), summary=TITLE), "<p>body</p>")
    assert html.count("<p>body</p>") == 1
    assert f"<title>{CONTENT} · Site</title>" in html


@pytest.mark.parametrize("marker", [TITLE, DESCRIPTION, CONTENT])
def test_a_frame_without_a_marker_is_refused_by_name(marker: str) -> None:
    with pytest.raises(ShellError, match=marker):
        Shell(FRAME.replace(marker, ""), "atlas-shell/page.html")


def test_chinese_text_becomes_characters_and_pairs_once_each() -> None:
    assert ngrams("中重稀土 and 稀土") == "中 重 稀 土 中重 重稀 稀土"
    assert ngrams("2025年第18号") == "年 第 年第 号"
    assert ngrams("no Chinese") == ""


def test_lookup_rows_carry_code_names_and_status() -> None:
    lookup = Lookup([("ownership", "possession")])
    lookup.add(sample.eccn_3a090())
    lookup.add(sample.home())
    script = lookup.script("2026-11-22")
    data = json.loads(script.removeprefix("window.ATLAS_LOOKUP=").removesuffix(";\n"))
    assert len(lookup) == 1
    assert data == {
        "on": "2026-11-22",
        "kinds": ["Chip control"],
        "synonyms": [["ownership", "possession"]],
        "rows": [
            [
                "chip-export-controls/us-eccn-3a090.html",
                0,
                "Advanced computing integrated circuits",
                "3A090",
                "US",
                "in force",
                "ECCN 3A090",
                "3A090.a",
                "87 FR 62186",
            ]
        ],
    }


def test_rows_of_facts_carry_list_topics_years_and_spans_each_until_the_next() -> None:
    lookup = Lookup()
    lookup.add(sample.eccn_3a090())
    data = json.loads(lookup.facts("2026-11-22").removeprefix("window.ATLAS_FACTS=").removesuffix(";\n"))
    assert data["lists"] == ["", "US Commerce Control List"]
    assert data["topics"] == ["chips", "HBM"]
    (row,) = data["rows"]
    assert row[:3] == [1, [0, 1], [2022, 2023, 2024]]
    spans = [(start, data["states"][state], data["standings"][standing]) for start, state, standing in row[3]]
    assert spans == [(span.start or 0, span.state, span.standing) for span in sample.IN_FORCE]


def test_days_that_no_span_holds_are_unknown_in_the_row() -> None:
    spans = [Span("2020-01-01", "2020-02-01", "in force"), Span("2020-03-01", "2020-04-01", "suspended")]
    words = [(row[0], STATES[int(str(row[1]))]) for row in spans_as_rows(spans)]
    assert words == [
        (0, "unknown"),
        ("2020-01-01", "in force"),
        ("2020-02-01", "unknown"),
        ("2020-03-01", "suspended"),
        ("2020-04-01", "unknown"),
    ]


def test_cards_hold_the_filters_and_the_chinese_line_and_pages_do_not(site: Path) -> None:
    page = sample.mofcom_18()
    text = card(page, "<p>钐</p>")
    assert '<span data-pagefind-filter="jurisdiction" data-pagefind-ignore="index">CN</span>' in text
    assert "公告 告年" not in text
    assert "钐 " not in text
    html = (site / page.path).read_text(encoding="utf-8")
    assert "data-pagefind" not in html
    assert "稀 土" not in html


def test_two_pages_with_one_path_are_refused(tmp_path: Path) -> None:
    pages = [b.Page("x.html", "a", ()), b.Page("x.html", "b", ())]
    with pytest.raises(ValueError, match=r"x\.html: two pages claim this path"):
        write_pages(tmp_path, shells(), pages, tmp_path / "cards", Lookup())


def test_a_page_that_cannot_be_rendered_is_named(tmp_path: Path) -> None:
    page = b.Page("x.html", "a", (b.Prose("[x](javascript:y)"),))
    with pytest.raises(ValueError, match=r"^x\.html: "):
        write_pages(tmp_path, shells(), [page], tmp_path / "cards", Lookup())


def built_frames(folder: Path) -> Path:
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{csp.policy()}">'
    head += f"<title>{TITLE}</title><meta content={DESCRIPTION}>"
    frame = f"<!doctype html><html><head>{head}</head><body>{CONTENT}</body></html>"
    (folder / "atlas-shell").mkdir()
    (folder / "atlas-shell.html").write_text(frame, encoding="utf-8")
    (folder / "atlas-shell/page.html").write_text(frame, encoding="utf-8")
    return folder


def test_finishing_writes_pages_twins_and_files_and_removes_the_frames(tmp_path: Path) -> None:
    site = built_frames(tmp_path)
    page = b.Page("index.html", "Home", (), layout="home")
    report = finish_site(
        site, SiteContent("2026-11-22", [page], [("a/x.json", b"{}")]), Settings(csp.policy())
    )
    assert report.pages == 1
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    bundle = "data/control-atlas-site.zip"
    assert names == {"index.html", "index.md", "a/x.json", bundle, f"{bundle}.sha256", *SCRIPTS}


def test_a_broken_link_stops_the_build_with_its_place(tmp_path: Path) -> None:
    page = b.Page("index.html", "Home", (), trail=(b.Link("x", "missing.html"),))
    with pytest.raises(BuildError, match=r"index\.html:\d+:1 error broken-link") as caught:
        finish_site(built_frames(tmp_path), SiteContent("2026-11-22", [page]), Settings(csp.policy()))
    assert "broken-link" in {problem.rule for problem in caught.value.problems}


def test_a_file_cannot_be_written_outside_the_site(tmp_path: Path) -> None:
    outside = SiteContent("2026-11-22", [], [("../x", b"")])
    with pytest.raises(ValueError, match="not a path inside the site"):
        finish_site(built_frames(tmp_path), outside, Settings())


def test_the_sitemap_appears_only_with_an_address(tmp_path: Path) -> None:
    site = built_frames(tmp_path)
    page = b.Page("index.html", "Home", (), layout="home")
    finish_site(
        site, SiteContent("2026-11-22", [page]), Settings(csp.policy(), site_url="https://example.org/atlas/")
    )
    assert "<loc>https://example.org/atlas/index.html</loc>" in (site / "sitemap.xml").read_text(
        encoding="utf-8"
    )


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A MkDocs project of one page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# One", encoding="utf-8")
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: Small\ntheme: {name: mkdocs, locale: en}\nplugins: []\n", encoding="utf-8")
    return file


def test_a_build_is_reached_through_a_link_and_the_one_before_is_kept(config: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    folders = [build_site(config, target) for _ in range(3)]
    assert target.is_symlink()
    assert target.resolve() == folders[2]
    assert (target / "index.html").is_file()
    assert [folder.exists() for folder in folders] == [False, True, True]
    assert sorted(path.name for path in target.with_name("site-builds").iterdir()) == [
        ".gitignore",
        "00002",
        "00003",
    ]


def test_a_failing_build_leaves_the_site_as_it_was(config: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    first = build_site(config, target)
    (tmp_path / "docs/index.md").write_text("[x](missing.md)", encoding="utf-8")
    with pytest.raises(Exception, match="strict"):
        build_site(config, target)
    assert target.resolve() == first
    assert sorted(path.name for path in target.with_name("site-builds").iterdir()) == [".gitignore", "00001"]


def test_a_folder_left_by_plain_mkdocs_is_replaced_and_any_other_is_not(config: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is no built site"):
        build_site(config, target)
    assert (target / "mine.txt").exists()
    (target / "404.html").write_text("x", encoding="utf-8")
    build_site(config, target)
    assert target.is_symlink()
    assert not (target / "mine.txt").exists()


def test_plain_mkdocs_builds_the_whole_site_in_strict_mode(site: Path) -> None:
    for name in (
        "index.html",
        "reading.html",
        "about.html",
        "search.html",
        "404.html",
        "assets/lookup.js",
        "pagefind/pagefind.js",
    ):
        assert (site / name).is_file(), name
    for page in sample.pages():
        assert (site / page.path).is_file(), page.path
        assert (site / page.twin).is_file(), page.twin
    assert not list(site.rglob("*atlas-shell*"))
    assert not list(site.rglob("*lunr*"))


def test_every_page_begins_with_a_policy_without_inline_scripts(site: Path) -> None:
    policy = csp.policy()
    for path in site.rglob("*.html"):
        if "pagefind" not in path.parts:
            assert policy in path.read_text(encoding="utf-8").replace("&#39;", "'"), path.name


def test_theme_hashes_follow_the_theme_templates() -> None:
    from jinja2 import DictLoader, Environment

    templates = {
        "partials/javascripts/base.html": '<script>base("{{ base_url }}")</script>',
        "partials/javascripts/content.html": '<script src="x.js"></script><script type="application/json">{}</script>',
    }
    found = csp.theme_hashes(Environment(loader=DictLoader(templates)), (), "/atlas/")
    assert found == tuple(csp.script_hash(f'base("{base}")') for base in (".", "..", "/atlas"))


def test_first_load_stays_small(site: Path) -> None:
    import gzip

    page = site / "chip-export-controls/us-eccn-3a090.html"
    html = page.read_text(encoding="utf-8")
    files = [page, *site.glob("assets/js/*.js"), *site.glob("assets/css/*.css")]
    files += [path for path in site.glob("assets/stylesheets/*.css") if path.name in html]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 150_000


def test_without_an_address_nothing_points_at_one(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "canonical" not in html, path.name
        assert "Suggest a correction</a>" not in html, path.name


def test_with_an_address_pages_name_it_and_lead_to_their_files(addressed_site: Path) -> None:
    path = "chip-export-controls/us-eccn-3a090.html"
    html = (addressed_site / path).read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="https://example.org/atlas/{path}">' in html
    edit = "https://example.org/group/repo/edit/main/"
    assert f'href="{edit}records/chip-export-controls/us/us-eccn-3a090.yaml">Suggest a correction' in html
    assert f'href="{edit}docs/reading.md"' in (addressed_site / "reading.html").read_text(encoding="utf-8")
    assert 'href="/atlas/index.html"' in (addressed_site / "404.html").read_text(encoding="utf-8")
    assert f"<loc>https://example.org/atlas/{path}</loc>" in (addressed_site / "sitemap.xml").read_text(
        encoding="utf-8"
    )


def hook() -> types.ModuleType:
    path = Path(__file__).parents[2] / "scripts/mkdocs_hook.py"
    spec = importlib.util.spec_from_file_location("hook_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("command", "expected"), [("build", csp.policy()), ("serve", None)])
def test_a_preview_server_may_run_its_own_script_and_a_build_may_not(
    command: str, expected: str | None
) -> None:
    config = load_config(str(Path(__file__).parents[2] / "mkdocs.yml"))
    tried = hook()
    tried.on_startup(command, False)
    env = tried.on_env(config.theme.get_env(), config, None)
    assert env.globals["content_security_policy"] == expected


def test_a_record_with_its_own_notice_on_legal_advice_says_it_once() -> None:
    notice = b.Notice("legal", (content("Not legal advice."),))
    assert "A reading aid" in render_html(b.Page("x.html", "t", ()))
    assert "A reading aid" not in render_html(b.Page("x.html", "t", (notice,)))
