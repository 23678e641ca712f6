"""Statutory instruments of the United Kingdom, from legislation.gov.uk, provision by provision.

``data.xml`` beside an instrument's address gives its text, of a day where the publisher keeps revised text and as
made otherwise; every provision carries an identifier (``regulation-7-3``, ``schedule-2-paragraph-1``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from control_atlas.cite.gazettes import UkSi
from control_atlas.official.client import Client, NotThere
from control_atlas.official.markup import ChangedShape, made, parse_xml
from control_atlas.official.store import OfficialText, Passage

PUBLISHER = "legislation-uk"
_WORDS = {
    "regulation": "reg.",
    "article": "art.",
    "section": "section",
    "schedule": "schedule",
    "paragraph": "para.",
    "part": "part",
}
_STEP = re.compile(r"[0-9]{1,4}[A-Za-z]{0,3}|[a-z]{1,4}")
_DATES = "{http://purl.org/dc/terms/}valid"


def fetch(client: Client, citation: UkSi, on: str, known: OfficialText | None = None) -> OfficialText | None:
    """The instrument on a day, or as made where the publisher has no revised text; None when ``known`` still holds."""
    base = citation.address
    for url in (f"{base}/{on}/data.xml", f"{base}/made/data.xml"):
        conditions: dict[str, Any] = {}
        if known is not None and known.address == url:
            conditions = {"etag": known.etag, "last_modified": known.last_modified}
        try:
            answer = client.get(url, accept="application/xml", **conditions)
        except NotThere:
            if "/made/" in url:
                raise
            continue
        if answer.unchanged:
            return None
        root = parse_xml(answer)
        if not root.tag.endswith("}Legislation"):
            raise ChangedShape(answer.url, "the answer is no Legislation document")
        title = next((one.text for one in root.iter("{http://purl.org/dc/elements/1.1/}title")), None)
        name = f"uksi-{citation.year}-{citation.number}"
        day = on if "/made/" not in url else next((one.text for one in root.iter(_DATES) if one.text), on)
        return made(
            answer, PUBLISHER, name, day, title or citation.write("short"), "en", _provisions(root, "")
        )
    raise NotThere(base, "the publisher has no text of this instrument as XML")


def _provisions(element: ElementTree.Element, path: str) -> Iterator[Passage]:
    """The text of each element under the nearest identifier above it."""
    if element.tag.endswith(("}Metadata", "}Contents", "}Commentaries")):
        return
    path = _place(element.get("id", "")) or path
    pieces = [element.text or ""]
    for child in element:
        inner = list(_provisions(child, path))
        if any(one.path != path for one in inner):
            yield from _said(path, pieces)
            pieces = []
            yield from inner
        else:
            pieces += [one.text for one in inner]
        pieces.append(child.tail or "")
    yield from _said(path, pieces)


def _said(path: str, pieces: list[str]) -> Iterator[Passage]:
    text = " ".join(" ".join(pieces).split())
    if text:
        yield Passage(path, text)


def _place(identifier: str) -> str:
    """``regulation-7-3`` -> ``reg. 7(3)``; empty for identifiers of other things."""
    parts: list[str] = []
    for step in identifier.split("-"):
        if step in _WORDS:
            parts.append(_WORDS[step])
        elif parts and _STEP.fullmatch(step):
            parts[-1] += f" {step}" if " " not in parts[-1] else f"({step})"
        else:
            return ""
    numbered = bool(parts) and " " in parts[-1]
    return ", ".join(parts) if numbered or parts == ["schedule"] else ""
