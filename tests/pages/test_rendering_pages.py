"""What blocks become in HTML and in the Markdown twin, hostile text included."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from control_atlas.pages import blocks as b
from control_atlas.pages.html import render, render_html
from control_atlas.pages.inline import (
    Badge,
    Code,
    DateText,
    During,
    Lang,
    Link,
    Regime,
    StatusBadge,
    Text,
    Verification,
    WebLink,
    content,
)
from control_atlas.pages.markdown import escaped, render_markdown
from control_atlas.pages.spans import Period, Remark, Span

HOSTILE = (
    "<script>alert(1)</script>",
    '"onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "]]><![CDATA[",
    "--><!--",
    "</script><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](https://example.org/x.png)",
    "\u202e0903A\u202c \u200b\x00",
)


def everywhere(text: str) -> b.Page:
    """A page with ``text`` in every place that takes text."""
    line = (
        Text(text),
        Lang(text, "zh-Hans"),
        Code(text),
        Link(text, "instruments/x.html"),
        WebLink(text, "https://example.org/"),
        Badge(text, title=text),
        Regime(text, text),
        Verification("excerpt", text),
        StatusBadge((Span(None, None, "in force", "confirmed", text),), text),
        During((Period("2026-01-01", None),), (Text(text),)),
    )
    version = b.Version(
        (Period("2026-01-01", None),),
        line,
        (line,),
        b.Group("all", (b.Test(line, judgement=True),), label=text),
        (b.Fact(text, (line,)),),
        (line,),
        (line,),
    )
    return b.Page(
        path="chip-export-controls/x.html",
        title=text,
        code=text,
        code_list=text,
        subtitle=(line,),
        trail=(Link(text, "index.html"),),
        badges=line,
        summary=text,
        switch=b.DateSwitch(
            "2026-11-22",
            (),
            (Remark(None, None, text),),
            (StatusBadge((Span(None, None, "ended", "", text),)),),
        ),
        blocks=(
            b.Facts((b.Fact(text, (line,)),), text, "facts"),
            b.Items(text, "items", (b.Item(text, "a.1", line, (version,), line),), line),
            b.Timeline(text, "acts", (b.Entry(DateText("2026-01-01"), line, line),)),
            b.Table((b.Column(text),), (b.Row((line,), sort=(text,)),), text, "table", text, sortable=True),
            b.Notice("warning", (line,), text),
            b.Citation((b.CitationForm(text, text, "en"),)),
            b.Links(text, "links", (b.LinkGroup(text, (line,), Link(text, "index.html"), 9),)),
            b.Hero(text, text),
            b.CheckedLine((b.Checked(text, "2026-11-01"),), "2026-11-22"),
            b.Doors((b.Door(text, Link(text, "index.html"), text, (Regime(text),), (line,)),)),
            b.Agenda(text, "next", "2026-11-22", (b.Coming("2026-12-01", line, line, Regime(text)),), text),
        ),
        previous=Link(text, "index.html"),
        formats=(Link(text, "index.html"),),
        search=b.SearchFacts("x", text, text, text, (text,), "in force", (text,), (text,)),
    )


class Reader(HTMLParser):
    """Tags and attributes as a parser of its own sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


HARMLESS = read(render_html(everywhere("harmless")))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_adds_no_tag_attribute_or_address(text: str) -> None:
    found = read(render_html(everywhere(text)))
    assert found.tags == HARMLESS.tags
    assert found.attributes == HARMLESS.attributes
    assert found.addresses == HARMLESS.addresses


@given(st.text(max_size=40))
def test_no_text_changes_the_structure_of_a_page(text: str) -> None:
    page = b.Page(
        "x.html", "t", (b.Facts((b.Fact(text, (content(text, Code(text), Badge(text, title=text)),)),)),)
    )
    plain = b.Page("x.html", "t", (b.Facts((b.Fact("", (content("", Code(""), Badge("", title="x")),)),)),))
    expected = read(render_html(plain)).attributes - ({"title"} if not text else set())
    assert read(render_html(page)).tags == read(render_html(plain)).tags
    assert read(render_html(page)).attributes == expected


def test_direction_marks_and_zero_width_characters_are_written_out_by_number() -> None:
    html = render_html(b.Page("x.html", "3A\u200b090 \u202e", ()))
    assert "3A\u27e6U+200B\u27e7090 \u27e6U+202E\u27e7" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_link_image_or_tag_in_the_twin(text: str) -> None:
    from markdown_it import MarkdownIt

    def shape(page: b.Page) -> list[tuple[str, str]]:
        tokens = MarkdownIt("commonmark").enable("table").parse(render_markdown(page))
        inner = [child for token in tokens for child in (token.children or ())]
        return [
            (t.type, str(t.attrGet("href") or ""))
            for t in inner
            if t.type in ("link_open", "image", "html_inline")
        ]

    assert shape(everywhere(text)) == shape(everywhere("harmless"))


def test_twin_keeps_codes_and_sections_readable() -> None:
    assert escaped("15 CFR 744.23(a)(2), supp_no_1 - 3A090.a") == "15 CFR 744.23(a)(2), supp_no_1 - 3A090.a"
    assert escaped("# 1. *x* _y_ [z]") == "\\# 1. \\*x\\* \\_y\\_ \\[z\\]"


def test_twin_and_page_show_the_status_of_the_same_day() -> None:
    page = sample.affiliates_rule()
    assert "codified: **in force** (computed beyond the last text)" in render_markdown(page)
    assert 'data-state="in-force" data-standing="computed beyond the last text"' in render_html(page)


def test_links_lead_up_from_a_folder_and_stay_at_the_root() -> None:
    line = (content(Link("x", "instruments/x.html", "ccl")),)
    deep = b.Page("chips/x.html", "t", (b.Facts((b.Fact("l", line),)),))
    flat = b.Page("x.html", "t", (b.Facts((b.Fact("l", line),)),))
    assert 'href="../instruments/x.html#ccl"' in render_html(deep)
    assert 'href="instruments/x.html#ccl"' in render_html(flat)
    assert "(<../instruments/x.html#ccl>)" in render_markdown(deep)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://x/y", "https://", "https://a b/"],
)
def test_addresses_that_are_no_web_address_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        WebLink("x", url)


@pytest.mark.parametrize(
    "path", ["/x.html", "../x.html", "a//b.html", "https://example.org", "a/./b.html", "x y.html", ""]
)
def test_paths_that_leave_the_site_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside the site"):
        Link("x", path)


@pytest.mark.parametrize("anchor", ["a b", 'a"b', "a<b", "a#b", "50%"])
def test_anchors_that_cannot_be_linked_to_are_refused(anchor: str) -> None:
    with pytest.raises(ValueError, match="cannot be an anchor"):
        b.Item("a", anchor, (), ())


def test_pages_lie_at_most_one_folder_deep() -> None:
    with pytest.raises(ValueError, match="at the root or in one folder"):
        b.Page("a/b/c.html", "t", ())


def test_a_status_on_a_page_without_a_day_is_refused() -> None:
    badge = StatusBadge((Span(None, None, "in force"),))
    with pytest.raises(ValueError, match="no day"):
        render(b.Page("x.html", "t", (b.Facts((b.Fact("s", (content(badge),)),)),)))


def test_the_version_of_the_day_is_open_and_the_others_are_closed() -> None:
    html = render_html(sample.eccn_3a090())
    found = re.findall(
        r'<details class="version" data-version="\d+"( open)?><summary><span class="days">([^<]+)', html
    )
    assert found[:2] == [("", "2022-10-21 to 2023-11-16"), (" open", "from 2023-11-17")]


def test_days_since_a_check_are_loud_from_the_fifteenth_on() -> None:
    def line(day: str) -> str:
        return render_html(
            b.Page("index.html", "t", (b.CheckedLine((b.Checked("EU", day),), "2026-11-22"),), layout="home")
        )

    assert 'data-since="2026-11-08">(14 days ago)' in line("2026-11-08")
    assert 'data-since="2026-11-07" data-loud>(15 days ago)' in line("2026-11-07")
    assert "(1 day ago)" in line("2026-11-21")
    assert "(today)" in line("2026-11-22")


def test_the_first_line_of_the_home_page_names_each_body_of_law() -> None:
    html = render_html(sample.home())
    words = " ".join(re.sub(r"<[^>]+>", "", html.split("</p>")[0]).split())
    assert words.startswith(
        "US law checked to 2026-11-20 (2 days ago), China to 2026-11-21 (1 day ago), EU to"
    )


def test_the_interval_table_is_plain_json_that_cannot_end_its_script() -> None:
    spans = (Span("2026-01-01", "2026-02-01", "in force", "confirmed", "</script>"),)
    page = b.Page(
        "x.html", "t", (), switch=b.DateSwitch("2026-01-15", ("2026-01-01",), status=(StatusBadge(spans),))
    )
    raw = re.search(r'id="asof-table">(.*?)</script>', render_html(page), re.DOTALL)
    assert raw is not None
    assert json.loads(raw.group(1)) == {
        "on": "2026-01-15",
        "changes": ["2026-01-01"],
        "spans": [[["2026-01-01", "2026-02-01", "in force", "confirmed"]], [["2026-01-01", "2026-02-01"]]],
    }
    assert "&lt;/script&gt;" in render_html(page)


def test_prose_keeps_markdown_and_shows_raw_html_as_text() -> None:
    page = b.Page("a/x.html", "t", (b.Prose("See *this* <b onclick=x>b</b> [page](reading.html#as-of) | x"),))
    html = render_html(page)
    assert "<em>this</em> &lt;b onclick=x&gt;b&lt;/b&gt;" in html
    assert 'href="../reading.html#as-of"' in html


@pytest.mark.parametrize(
    "text",
    ["[x](javascript:alert(1))", "[x](//example.org)", "![x](https://example.org/x.png)", "[x](/root.html)"],
)
def test_prose_that_links_to_unsafe_places_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a|image"):
        render_html(b.Page("x.html", "t", (b.Prose(text),)))
