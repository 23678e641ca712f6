"""Acts of the European Union, from the repository of its Publications Office, article by article.

An act is asked by its CELEX number with the language wanted; the answer is XHTML in which every article, paragraph
and annex carries an identifier (``art_4``, ``004.001``, ``anx_I``).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from control_atlas.cite.eu import EuAct
from control_atlas.official.client import Client
from control_atlas.official.markup import ChangedShape, made
from control_atlas.official.store import OfficialText, Passage

PUBLISHER = "eur-lex"
BASE = "https://publications.europa.eu/resource/celex"
_ARTICLE = re.compile(r"art_([0-9]{1,3}[a-z]{0,2})\Z")
_PARAGRAPH = re.compile(r"0{0,2}([0-9]{1,3})\.0{0,2}([0-9]{1,3})\Z")
_ANNEX = re.compile(r"anx_([IVXLC]{1,7}|[0-9]{1,2}|1)\Z")
_RECITAL = re.compile(r"rct_([0-9]{1,3})\Z")
_BREAKS = frozenset({"p", "div", "tr", "table", "li", "h1", "h2", "h3"})
_VOID = frozenset({"br", "col", "hr", "img", "meta", "link", "input"})


def fetch(client: Client, citation: EuAct, on: str, known: OfficialText | None = None) -> OfficialText | None:
    """The act as published, or its consolidated text where the citation names one; None when ``known`` is still
    what there is. ``on`` is not asked: the repository keeps texts by their own dates."""
    celex = citation.celex()
    day = citation.consolidated or citation.published or citation.adopted or f"{citation.year}-01-01"
    url = f"{BASE}/{celex}"
    conditions: dict[str, Any] = {}
    if known is not None:
        conditions = {"etag": known.etag, "last_modified": known.last_modified}
    answer = client.get(url, accept="application/xhtml+xml", language="eng", **conditions)
    if answer.unchanged:
        return None
    reader = _Reader()
    reader.feed(answer.body.decode("utf-8", "replace"))
    reader.close()
    passages = reader.passages()
    if not any(one.path.startswith(("art.", "annex")) for one in passages):
        raise ChangedShape(answer.url, "no article or annex carries an identifier")
    return made(answer, PUBLISHER, celex, day, citation.write("short"), "en", passages)


class _Reader(HTMLParser):
    """Collects text under the identifiers of articles, paragraphs and annexes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []
        self._lines: list[tuple[str, str]] = []
        self._line = ""

    def passages(self) -> list[Passage]:
        self._end_line()
        return [Passage(path, text) for path, text in self._lines if path]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self._end_line()
        if tag not in _VOID:
            before = self._open[-1][1] if self._open else ""
            self._open.append((tag, _place(dict(attributes).get("id") or "") or before))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self._end_line()
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position][0] == tag:
                del self._open[position:]
                return

    def handle_data(self, data: str) -> None:
        self._line += data

    def _end_line(self) -> None:
        text = " ".join(self._line.split())
        if text:
            self._lines.append((self._open[-1][1] if self._open else "", text))
        self._line = ""


def _place(identifier: str) -> str:
    for pattern, form in (
        (_ARTICLE, "art. {0}"),
        (_PARAGRAPH, "art. {0}({1})"),
        (_ANNEX, "annex {0}"),
        (_RECITAL, "recital {0}"),
    ):
        if found := pattern.match(identifier):
            return form.format(*found.groups())
    return ""
