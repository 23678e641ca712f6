"""The check of a built site: each fault is found in its place, and a sound site is passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from control_atlas.pages import csp
from control_atlas.pages.linkcheck import check_site

POLICY = csp.policy()
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
HEAD = f'<!doctype html><html><head><meta charset="utf-8">{META}'


def write(folder: Path, name: str, body: str, head: str = HEAD) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{head}</head><body>\n{body}\n</body></html>", encoding="utf-8")


def faults(folder: Path, site_base: str = "/") -> list[tuple[str, int, str]]:
    return [(p.path, p.line, p.rule) for p in check_site(folder, POLICY, site_base)]


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    write(
        tmp_path,
        "index.html",
        '<a href="a/b.html#x">b</a><a href="a/">a</a><a href="?q=1">q</a><a href="#top" id="top">t</a>',
    )
    write(tmp_path, "a/index.html", '<a href="../index.html">home</a><a href="https://example.org/">out</a>')
    write(
        tmp_path,
        "a/b.html",
        '<h2 id="x">x</h2><a href="./b.html">self</a><img src="data:image/png;base64,AA=="><a href="b.html#%78">x</a>',
    )
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<a href="missing.html">x</a>', "broken-link"),
        ('<a href="../index.html">x</a>', "broken-link"),
        ('<a href="index.html#nowhere">x</a>', "missing-anchor"),
        ('<a href="#nowhere">x</a>', "missing-anchor"),
        ('<p id="a"></p><p id="a"></p>', "duplicate-id"),
        ('<img src="https://example.org/x.png">', "foreign-resource"),
        ('<script src="//example.org/x.js"></script>', "foreign-resource"),
        ('<link rel="stylesheet" href="https://example.org/x.css">', "foreign-resource"),
        ('<img srcset="https://example.org/x.png 2x">', "foreign-resource"),
        ('<a href="/index.html">x</a>', "absolute-path"),
        ('<a href="ftp://example.org/x">x</a>', "link-scheme"),
        ("<script>alert(1)</script>", "inline-script"),
        ("<script type=module>alert(1)</script>", "inline-script"),
        ('<p onclick="x()">x</p>', "inline-handler"),
        ("<svg ONLOAD=x()>", "inline-handler"),
        ('<p style="color:red">x</p>', "inline-style"),
        ("<style>p{}</style>", "inline-style"),
        ('<iframe srcdoc="x"></iframe>', "embedded-page"),
        ('<a href="java\tscript:alert(1)">x</a>', "script-address"),
        ('<form action="JAVASCRIPT:x"></form>', "script-address"),
        ("x" * 150_000, "page-too-large"),
    ],
)
def test_each_fault_is_found_on_its_line(tmp_path: Path, body: str, rule: str) -> None:
    write(tmp_path, "index.html", body)
    found = faults(tmp_path)
    line = 1 if rule == "page-too-large" else 2
    assert ("index.html", line, rule) in found
    assert len(found) == (2 if rule == "script-address" else 1)


def test_data_blocks_are_no_scripts(tmp_path: Path) -> None:
    write(tmp_path, "index.html", '<script type="application/json">{"a": 1}</script>')
    assert faults(tmp_path) == []


def test_a_script_of_the_theme_is_allowed_by_its_hash(tmp_path: Path) -> None:
    allowed = csp.policy([csp.script_hash("theme()")])
    write(tmp_path, "index.html", "<script>theme()</script>", HEAD.replace(POLICY, allowed))
    assert check_site(tmp_path, allowed) == []
    write(tmp_path, "index.html", "<script>theme() </script>", HEAD.replace(POLICY, allowed))
    assert [p.rule for p in check_site(tmp_path, allowed)] == ["inline-script"]


@pytest.mark.parametrize(
    "head",
    [
        '<!doctype html><html><head><meta charset="utf-8">',
        HEAD.replace("'self'", "*"),
        f'<!doctype html><html><head><meta charset="utf-8"><title>x</title>{META}',
    ],
)
def test_a_page_must_begin_with_the_policy(tmp_path: Path, head: str) -> None:
    write(tmp_path, "index.html", "x", head)
    assert faults(tmp_path) == [("index.html", 1, "missing-policy")]


def test_the_error_page_may_use_the_path_of_the_site(tmp_path: Path) -> None:
    write(tmp_path, "index.html", "x")
    write(tmp_path, "404.html", '<a href="/atlas/index.html">home</a>')
    assert faults(tmp_path, "/atlas/") == []
    assert faults(tmp_path, "/other/") == [("404.html", 2, "broken-link")]


def test_style_sheets_load_only_files_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text(
        "p{background:url(b.svg)}\n@import 'https://example.org/x.css';", encoding="utf-8"
    )
    assert faults(tmp_path) == [("a.css", 1, "broken-link"), ("a.css", 2, "foreign-resource")]


def test_a_page_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"\xff")
    assert faults(tmp_path) == [("index.html", 1, "not-utf8")]


def test_messages_say_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, "index.html", '<a href="missing.html">x</a>')
    (problem,) = check_site(tmp_path, POLICY)
    assert str(problem) == (
        "index.html:2:1 error broken-link href: <a> leads to missing.html, which the site does not have. "
        "Fix: Correct the address, or make the page that it names."
    )
