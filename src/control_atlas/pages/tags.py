"""The start tags of an HTML text, fast: one linear pass that skips comments and raw text.

For pages made here and by the theme; it reads attributes as browsers do, but repairs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_REST = r"([^\"'>]*(?:\"[^\"]*(?:\"|\Z)[^\"'>]*|'[^']*(?:'|\Z)[^\"'>]*)*)(?:>|\Z)"
_OPEN = re.compile(r"<!--.*?(?:-->|\Z)|<([a-zA-Z][^\s/>]*)" + _REST, re.DOTALL)
# Half of all tags have no attributes, and nothing to check; the expression passes over them.
_TELLING = re.compile(
    r"<!--.*?(?:-->|\Z)|<((?i:script|style|textarea|title)(?=[\s/>])|[a-zA-Z][^\s/>]*(?=[\s/]))" + _REST,
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s\"'=<>`]+)))?")
_RAW_TEXT = ("script", "style", "textarea", "title")
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW_TEXT}


class Tag(NamedTuple):
    """A start tag: its name in lower case, its attributes, its position, its raw text if any."""

    name: str
    attributes: dict[str, str]
    position: int
    raw: str


class Written(NamedTuple):
    """A start tag as it stands in the text, its attributes unread."""

    name: str
    attributes: str
    position: int
    raw: str


def tags(html: str) -> Iterator[Tag]:
    """The start tags of ``html`` in order. An attribute without a value has the empty value."""
    for tag in _scan(html, _OPEN):
        yield Tag(tag.name, read_attributes(tag.attributes), tag.position, tag.raw)


def telling_tags(html: str) -> Iterator[Written]:
    """The start tags that have attributes or raw text, their attributes unread."""
    return _scan(html, _TELLING)


def read_attributes(text: str) -> dict[str, str]:
    """The attributes in the inside of a tag; of two with one name the first counts, as in browsers."""
    attributes: dict[str, str] = {}
    for key, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        attributes.setdefault(key.lower(), unescape(value) if "&" in value else value)
    return attributes


def _scan(html: str, expression: re.Pattern[str]) -> Iterator[Written]:
    position = 0
    while found := expression.search(html, position):
        position = found.end()
        name, attributes = found.groups()
        if name is None:
            continue
        name = name.lower()
        raw = ""
        if name in _RAW:
            end = _RAW[name].search(html, position)
            stop = end.start() if end else len(html)
            raw, position = html[position:stop], stop
        yield Written(name, attributes, found.start(), raw)
