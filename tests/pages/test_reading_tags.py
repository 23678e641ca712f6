"""The fast tag reader agrees with the standard library's parser and stays linear."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_atlas.pages.tags import tags


class Standard(HTMLParser):
    """Start tags as the standard library sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        first: dict[str, str] = {}
        for name, value in attrs:
            first.setdefault(name, value or "")
        self.found.append((tag, first))


def standard(html: str) -> list[tuple[str, dict[str, str]]]:
    parser = Standard()
    parser.feed(html)
    parser.close()
    return parser.found


def ours(html: str) -> list[tuple[str, dict[str, str]]]:
    return [(tag.name, tag.attributes) for tag in tags(html)]


NAMES = st.sampled_from(["a", "div", "p", "img", "details"])
KEYS = st.sampled_from(["href", "id", "title", "data-x", "onclick", "hidden"])
VALUES = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\"'<>`=\u00a0&"), max_size=8
)
ATTRIBUTES = st.lists(st.tuples(KEYS, VALUES, st.sampled_from(['"', "'"])), max_size=4)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<&"), max_size=12)
PIECES = st.one_of(
    st.builds(lambda n, a: f"<{n} {' '.join(f'{k}={q}{v}{q}' for k, v, q in a)}>", NAMES, ATTRIBUTES),
    st.builds(lambda n: f"</{n}>", NAMES),
    TEXTS,
    st.just("<!-- <a href=x> -->"),
    st.just("<script>if (a<b) { x = '<a href=\"y\">' }</script>"),
    st.just("<a title=\"a > b\" href='c' hidden>"),
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_tags_and_attributes_are_those_of_the_standard_parser(html: str) -> None:
    assert ours(html) == standard(html)


def test_every_page_of_a_built_site_reads_the_same_with_the_standard_parser(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert ours(html) == standard(html), path.name


def test_raw_text_of_a_script_is_kept_and_its_tags_are_not_tags() -> None:
    (script,) = tags("<script>document.write('<b>')</script>")
    assert script.raw == "document.write('<b>')"


@pytest.mark.parametrize(
    ("piece", "count"), [('<a href="', 1), ("<a '", 1), ("<!--", 0), ("<script>", 1), ("<a x=", 1), ("<", 0)]
)
def test_unclosed_pieces_reach_to_the_end_without_searching_twice(piece: str, count: int) -> None:
    # A reader that began again at every piece would need minutes for this.
    assert len(list(tags(piece * 40_000))) == count
