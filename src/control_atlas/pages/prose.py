"""Our own Markdown to HTML: raw HTML stays text, and links lead only to safe places."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from control_atlas.pages.inline import check_anchor, check_path, check_url, visible

_PLAIN = re.compile(r"[^\n*_`\[\]<>#|\\!~&:]*\Z")
_LIST_START = re.compile(r"\s|[-+=]|\d+[.)]")


class _Links(Treeprocessor):
    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.prefix = ""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "img":
                raise ValueError(f"an image ({element.get('src')}) stands in prose; use a block for it")
            if element.tag == "a":
                element.set("href", self._target(element.get("href", "")))
                if "//" in element.get("href", ""):
                    element.set("rel", "external noreferrer")

    def _target(self, href: str) -> str:
        if urlsplit(href).scheme:
            check_url(href)
            return href
        path, _, anchor = href.partition("#")
        if anchor:
            check_anchor(anchor)
        if path:
            check_path(path)
            return self.prefix + href
        return href


class _Safe(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.links = _Links(md)  # type: ignore[attr-defined]
        md.treeprocessors.register(md.links, "atlas-links", 0)  # type: ignore[attr-defined]


_MARKDOWN = markdown.Markdown(
    extensions=[_Safe(), "tables", "sane_lists"],
    extension_configs={"tables": {"use_align_attribute": True}},
    output_format="html",
)


@lru_cache(maxsize=2048)
def prose_html(text: str, prefix: str) -> Markup:
    """``text`` as HTML for a page whose way to the site's root is ``prefix`` (empty, or ``../``).

    ValueError when it links anywhere but to a path of the site, an anchor or a web address.
    """
    shown = visible(text)
    if _PLAIN.match(shown) and not _LIST_START.match(shown):
        return Markup("<p>") + escape(shown) + Markup("</p>")
    links: _Links = _MARKDOWN.links  # type: ignore[attr-defined]
    links.prefix = prefix
    return Markup(_MARKDOWN.reset().convert(shown))
