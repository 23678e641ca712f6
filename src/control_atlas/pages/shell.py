"""The theme's page frame, built once by MkDocs and filled for every generated page.

MkDocs builds one empty page at each depth; it is split at its markers here. Filling joins the pieces, which
costs microseconds where building a page through the theme costs milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import escape

from control_atlas.pages.blocks import Page
from control_atlas.pages.inline import visible

TITLE = "atlas-shell-title"
DESCRIPTION = "atlas-shell-description"
CONTENT = "atlas-shell-content"
# Files the placeholder pages are built from, by depth.
SOURCES: Mapping[int, str] = {0: "atlas-shell.md", 1: "atlas-shell/page.md"}
_SECTION = re.compile(r' data-section="([^"]*)"')


def placeholder() -> str:
    """Markdown source of a placeholder page."""
    return f"---\ntitle: {TITLE}\ndescription: {DESCRIPTION}\nshell: {CONTENT}\n---\n"


class ShellError(ValueError):
    """The theme's template does not show the markers that generated pages are put in place of."""


class Shell:
    """A built placeholder page, ready to be filled."""

    def __init__(self, html: str, address: str) -> None:
        """``html`` is the built page and ``address`` its own path, which a canonical link carries.

        Raises ShellError when a marker is missing.
        """
        for marker in (TITLE, DESCRIPTION, CONTENT):
            if marker not in html:
                raise ShellError(
                    f"the built page {address} does not show {marker}; the theme override "
                    "docs/overrides/main.html must print title, description and content"
                )
        if html.count(CONTENT) != 1:
            raise ShellError(f"the built page {address} shows {CONTENT} more than once")
        self._pieces = re.split(f"({TITLE}|{DESCRIPTION}|{CONTENT}|{re.escape(address)})", html)
        self._address = address
        self._by_section: dict[str, list[str]] = {}

    def fill(self, page: Page, body: str) -> str:
        """The whole HTML of ``page`` around ``body``."""
        title = f"{page.code} {page.title}".strip()
        description = page.summary or title
        values = {
            TITLE: str(escape(visible(title))),
            DESCRIPTION: str(escape(visible(description))),
            CONTENT: body,
            self._address: page.path,
        }
        return "".join([values.get(piece, piece) for piece in self._section(page.section)])

    def _section(self, section: str) -> list[str]:
        if section not in self._by_section:
            self._by_section[section] = [
                _SECTION.sub(lambda m: ' aria-current="true"' if m.group(1) == section else "", piece)
                for piece in self._pieces
            ]
        return self._by_section[section]
