"""The Federal Register: a document by its number, page by page.

The interface (version 1 of federalregister.gov) gives the facts of a document as JSON and the address of its
full text as XML, in which a mark stands where each printed page begins.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from control_atlas.cite.us_acts import Fr
from control_atlas.official.client import Client, NotThere
from control_atlas.official.markup import ChangedShape, made, parse_xml, words
from control_atlas.official.store import OfficialText, Passage

PUBLISHER = "federal-register"
BASE = "https://www.federalregister.gov/api/v1/documents"
_FIELDS = ("title", "document_number", "publication_date", "start_page", "full_text_xml_url")
_BLOCKS = frozenset({"P", "FP", "HD", "SUBJECT", "AMDPAR", "SECTNO", "GPOTABLE", "AGY", "ACT", "FTNT", "LI"})


def fetch(client: Client, citation: Fr, on: str, known: OfficialText | None = None) -> OfficialText | None:
    """The document as printed, which holds for every day since; None when ``known`` is still what there is."""
    if citation.document is None:
        raise NotThere(citation.write("short"), "a document is asked by its number, which is not recorded")
    fields = "&".join(f"fields%5B%5D={name}" for name in _FIELDS)
    facts = client.get(f"{BASE}/{citation.document}.json?{fields}", accept="application/json")
    try:
        data = json.loads(facts.body)
        address, day, page = data["full_text_xml_url"], str(data["publication_date"]), int(data["start_page"])
        number, title = str(data["document_number"]), str(data["title"])
    except (ValueError, KeyError, TypeError) as fault:
        raise ChangedShape(facts.url, "the facts of the document are not in the form expected") from fault
    if number != citation.document:
        raise ChangedShape(facts.url, f"the answer is about document {number}")
    if not isinstance(address, str):
        raise NotThere(facts.url, "the publisher has no text of this document as XML")
    conditions: dict[str, Any] = {}
    if known is not None and known.address == address:
        conditions = {"etag": known.etag, "last_modified": known.last_modified}
    answer = client.get(address, accept="application/xml", **conditions)
    if answer.unchanged:
        return None
    return made(answer, PUBLISHER, number, day, title, "en", _pages(parse_xml(answer), page))


def _pages(root: ElementTree.Element, page: int) -> Iterator[Passage]:
    """Each paragraph under the page on which it begins."""
    for element in root.iter():
        if element.tag in _BLOCKS and (text := words(element)):
            yield Passage(f"p. {page}", text)
        marks = [element] if element.tag == "PRTPAGE" else []
        for mark in marks:
            digits = mark.get("P", "")
            if digits.isdigit():
                page = int(digits)
