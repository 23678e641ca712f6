"""All generated pages and files of the site, from the records, for one day."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from control_atlas import clock
from control_atlas.atlas import load
from control_atlas.export.edition import Edition
from control_atlas.export.envelope import published
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import DateSwitch, Page, Tool
from control_atlas.pages.build import SiteContent
from control_atlas.pages.exported import Exported
from control_atlas.views import lanes, turns
from control_atlas.views.agents import agent_files
from control_atlas.views.citing import CITES_PATH, cites_script, with_citation
from control_atlas.views.compare import compare_pages
from control_atlas.views.data import data_pages
from control_atlas.views.groups import ordered
from control_atlas.views.home import home_page
from control_atlas.views.index import index_pages
from control_atlas.views.links import links_pages, needs_links_page
from control_atlas.views.record import further_pages, record_page
from control_atlas.views.reference import reference_pages
from control_atlas.views.tools import tool_files, tool_pages
from control_atlas.views.turns import time_pages


def pages_for_build() -> SiteContent:
    """The content of the site, from the data folder found from here, for today.

    Raises InvalidData when a record has an error.
    """
    kb = load().kb
    on = clock.today()
    kb.link()
    exported = Exported(Edition(kb, on, os.environ.get("ATLAS_SITE_URL", "")))
    return SiteContent(
        on,
        chain(pages(kb, on), _told(exported)),
        chain(files(kb, on), exported.files(), agent_files(kb, on)),
        synonyms(kb),
    )


def _told(exported: Exported) -> Iterator[Page]:
    """The pages of the export, asked for last: by then it is done."""
    yield from data_pages(exported.manifest())


def synonyms(kb: KnowledgeBase) -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same to a reader who searches, from the vocabulary ``search``."""
    words = kb.vocabularies.get("search", {}).values()
    return tuple((str(word["label"]), *map(str, word.get("synonyms", ()))) for word in words)


def pages(kb: KnowledgeBase, on: str) -> Iterator[Page]:
    """Home, index pages, record pages and the pages of many links; each with a switch of the day, but for those
    that ask for a day themselves."""
    for page in _pages(kb, on):
        dated = page.switch or any(isinstance(block, Tool) for block in page.blocks)
        yield with_citation(page if dated else replace(page, switch=DateSwitch(on)), on)


def _pages(kb: KnowledgeBase, on: str) -> Iterator[Page]:
    yield home_page(kb, on)
    yield from time_pages(kb, on)
    yield from index_pages(kb, on)
    yield from compare_pages(kb, on)
    yield from reference_pages(kb, on)
    yield from tool_pages(kb, on)
    for kind in kb.kinds:
        line = ordered(kb, kind.name)
        for place, record in enumerate(line):
            before = line[place - 1] if place else None
            after = line[place + 1] if place + 1 < len(line) else None
            yield record_page(kb, record, on, before, after)
            yield from further_pages(kb, record, on)
            if needs_links_page(kb, record):
                yield from links_pages(kb, record)


def files(kb: KnowledgeBase, on: str) -> Iterator[tuple[str, bytes]]:
    """What stands beside each page: the record as published (JSON) and as written (YAML); and the data of the
    pages that compute."""
    for record in kb:
        envelope = published(kb, record, on)
        text = json.dumps(envelope, ensure_ascii=False, separators=(",", ":")) + "\n"
        yield f"{record.kind}/{record.id}.json", text.encode()
        yield f"{record.kind}/{record.id}.yaml", (kb.root / record.path).read_bytes()
    yield CITES_PATH, cites_script(kb).encode()
    yield turns.DATA_PATH, turns.data(kb, on).encode()
    yield lanes.DATA_PATH, lanes.data(kb, on).encode()
    yield from tool_files(kb, on)
