"""The start tags of an HTML text, fast: one linear pass that skips comments and raw text.

For pages made here and by the theme; it reads attributes as browsers do, but repairs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_OPEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<([a-zA-Z][^\s/>]*)([^\"'>]*(?:\"[^\"]*(?:\"|\Z)[^\"'>]*|'[^']*(?:'|\Z)[^\"'>]*)*)(?:>|\Z)",
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


def tags(html: str) -> Iterator[Tag]:
    """The start tags of ``html`` in order. An attribute without a value has the empty value."""
    position = 0
    while found := _OPEN.search(html, position):
        position = found.end()
        name = found.group(1)
        if name is None:
            continue
        name = name.lower()
        attributes: dict[str, str] = {}
        for key, double, single, bare in _ATTRIBUTE.findall(found.group(2)):
            value = double or single or bare
            attributes.setdefault(key.lower(), unescape(value) if "&" in value else value)
        raw = ""
        if name in _RAW:
            end = _RAW[name].search(html, position)
            stop = end.start() if end else len(html)
            raw, position = html[position:stop], stop
        yield Tag(name, attributes, found.start(), raw)
