"""The electronic Code of Federal Regulations: the text of a section or supplement on a day, and the sections of a part.

The interface is the versioner of ecfr.gov: ``full`` gives XML for a day, ``titles`` the day up to which a title is
current, ``structure`` its table of contents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

from control_atlas.cite.us_codes import Cfr
from control_atlas.official.client import Answer, Client, NotThere
from control_atlas.official.markup import ChangedShape, Labels, made, parse_xml, words
from control_atlas.official.store import OfficialText, Passage

PUBLISHER = "ecfr"
BASE = "https://www.ecfr.gov/api/versioner/v1"
#: The interface keeps the text of every day since then.
FIRST_DAY = "2017-01-01"
_ENTRY = re.compile(r"(?P<code>[0-9][A-E][0-9]{3})(?= )")
_ITEM = re.compile(r"(?P<path>[a-z](?:\.(?:[0-9]{1,2}|[a-z]))*)\. ")
_LINES = frozenset(
    {"P", "FP", "FP-1", "FP-2", "FP1-2", "FP2-2", "FP2-3", "HD1", "HD2", "HD3", "NOTE", "EXTRACT"}
)


def name_of(citation: Cfr) -> str | None:
    """The name under which the cited section or supplement is kept; None for whole parts."""
    if citation.section:
        return f"{citation.title}-{citation.section}"
    if citation.supplement:
        return f"{citation.title}-{citation.part}-supp-{citation.supplement}"
    return None


def path_of(citation: Cfr) -> str:
    """The place inside that text: the first paragraph cited, or the list entry."""
    return citation.eccn or re.split("[,-]", citation.paragraph or "")[0]


def newest_day(client: Client, title: str) -> str:
    """The day up to which a title is current. ChangedShape where the answer does not say."""
    answer = client.get(f"{BASE}/titles.json", accept="application/json")
    for one in _json(answer).get("titles", ()):
        if isinstance(one, dict) and str(one.get("number")) == title:
            day = str(one.get("up_to_date_as_of"))
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
                return day
    raise ChangedShape(
        answer.url, f"the list of titles does not say up to which day title {title} is current"
    )


def fetch(client: Client, citation: Cfr, on: str, known: OfficialText | None = None) -> OfficialText | None:
    """The cited section or supplement on a day; None when ``known`` is still what the publisher has.

    Raises NotThere for a day before the interface begins, and what the client raises.
    """
    name = name_of(citation)
    if name is None:
        raise NotThere(citation.write("short"), "whole parts are not fetched; cite a section or supplement")
    if on < FIRST_DAY:
        raise NotThere(citation.write("short"), f"the interface has no text before {FIRST_DAY}")
    unit = {"section": citation.section} if citation.section else {"appendix": _appendix(citation)}
    query = urlencode({"part": citation.part, **unit}, quote_via=quote)
    url = f"{BASE}/full/{on}/title-{citation.title}.xml?{query}"
    answer = client.get(url, accept="application/xml", **_conditions(known, url))
    if answer.unchanged:
        return None
    root = parse_xml(answer)
    element = _unit(root, citation)
    if element is None:
        raise ChangedShape(answer.url, f"the answer has no {citation.section or _appendix(citation)}")
    head = element.find("HEAD")
    passages = _list(element) if citation.supplement else _section(element)
    title = words(head) if head is not None else citation.write("short")
    return made(answer, PUBLISHER, name, on, title, "en", passages)


def contents_name(title: str, part: str) -> str:
    """The name under which the table of contents of a part is kept."""
    return f"{title}-{part}-contents"


def contents(client: Client, title: str, on: str) -> list[OfficialText]:
    """The table of contents of each part of a title on a day, a passage a section; reserved ones left out."""
    answer = client.get(f"{BASE}/structure/{on}/title-{title}.json", accept="application/json")
    parts: dict[str, list[Passage]] = {}
    for section, label in _sections(_json(answer)):
        parts.setdefault(section.split(".")[0], []).append(Passage(section, label))
    if not parts:
        raise ChangedShape(answer.url, "the table of contents lists no section")
    return [
        made(
            answer,
            PUBLISHER,
            contents_name(title, part),
            on,
            f"{title} CFR part {part}, contents",
            "en",
            found,
        )
        for part, found in parts.items()
    ]


def _sections(node: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(node, dict):
        return
    if node.get("type") == "section" and "identifier" in node and not node.get("reserved"):
        yield str(node["identifier"]), str(node.get("label") or node["identifier"])
    for child in node.get("children") or ():
        yield from _sections(child)


def _json(answer: Answer) -> dict[str, Any]:
    try:
        data = json.loads(answer.body)
    except ValueError as fault:
        raise ChangedShape(answer.url, "the answer is no JSON") from fault
    if not isinstance(data, dict):
        raise ChangedShape(answer.url, "the answer is no JSON object")
    return data


def _conditions(known: OfficialText | None, url: str) -> dict[str, str | None]:
    if known is None or known.address != url:
        return {}
    return {"etag": known.etag, "last_modified": known.last_modified}


def _appendix(citation: Cfr) -> str:
    return f"Supplement No. {citation.supplement} to Part {citation.part}"


def _unit(root: ElementTree.Element, citation: Cfr) -> ElementTree.Element | None:
    for element in root.iter():
        number = " ".join(element.get("N", "").replace("§", "").split())
        if element.get("TYPE") == "SECTION" and number == citation.section:
            return element
        if element.get("TYPE") == "APPENDIX" and number.lower() == _appendix(citation).lower():
            return element
    return None


def _section(element: ElementTree.Element) -> Iterator[Passage]:
    labels = Labels()
    for line in element.iter():
        if line.tag in _LINES and (text := words(line)):
            yield from labels.read(text)


def _list(element: ElementTree.Element) -> Iterator[Passage]:
    """A supplement: entries of a list begin with their code, paragraphs of an entry with their full path; other
    supplements are read as sections are."""
    entry, path, labels = "", "", Labels()
    for line in element.iter():
        if line.tag not in _LINES or not (text := words(line)):
            continue
        if heading := _ENTRY.match(text):
            entry = path = heading["code"]
        elif entry and (item := _ITEM.match(text)):
            path = f"{entry}.{item['path']}"
        if entry:
            yield Passage(path, text)
        else:
            yield from labels.read(text)
