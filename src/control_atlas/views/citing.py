"""The cite box of a page, and the citation of each wording."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from control_atlas.ask.cited import CitationIndex
from control_atlas.cite.labels import labelled
from control_atlas.cite.lists import write_list
from control_atlas.cite.own import AtlasRecord
from control_atlas.cite.works import Role, Shelf, Work, release_name
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Citation, CitationForm, CitationSet, Page
from control_atlas.pages.inline import Content, Link, WebLink, content
from control_atlas.pages.lookup import assigned
from control_atlas.records import Record
from control_atlas.views.words import item_anchor, item_path, path_of

SETS: Mapping[Role, str] = {
    "law": "The law",
    "by": "What gave the wording",
    "text": "Texts that tell of it",
    "record": "This record",
}
FILES = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
# Where the data for citations as typed stands, and the kinds of key it holds.
CITES_PATH = "assets/cites.js"
TYPED = frozenset(
    {"cfr", "fr", "frdoc", "usc", "law", "eo", "proclamation", "cn", "eu", "si", "sor", "stcrt", "code"}
)
# So many works of one role are written out in full; the others by their first form.
IN_FULL = 2
PERMALINK = "Permalink to this page as of its day"


@lru_cache(maxsize=2)
def shelf_of(kb: KnowledgeBase) -> Shelf:
    """The works of a knowledge base, for the site whose address the environment gives."""
    return Shelf(kb, os.environ.get("ATLAS_SITE_URL", ""))


def citation_of(kb: KnowledgeBase, record: Record, on: str) -> Citation:
    """The cite box of a record: the law or the texts behind it, our record, and files for reference managers."""
    works = shelf_of(kb).works(record.id, on)
    own = works[-1]
    groups: dict[Role, list[Work]] = {}
    for work in works:
        groups.setdefault(work.role, []).append(work)
    sets = [CitationSet(SETS[role], _forms(found), _links(found, on)) for role, found in groups.items()]
    main = works[0] if works[0].role in ("law", "by") else own
    files = tuple(CitationForm(label, write_list([main], form).strip()) for form, label in FILES.items())
    first = sets[0]
    return Citation(
        forms=first.forms,
        links=first.links,
        name=first.title,
        sets=tuple(sets[1:]),
        files=files,
        permalink=Link(PERMALINK, path_of(record)),
    )


def wording_forms(
    kb: KnowledgeBase, record: Record, key: str, wording: Mapping[str, Any], on: str
) -> tuple[CitationForm, ...]:
    """How one wording of an item is cited: its place in the law, and the instrument that gave it."""
    found = []
    for work in shelf_of(kb).version(record, key, wording, on):
        forms = labelled(work.citation)
        for one in forms[:2] if forms[0].lang else forms[:1]:
            found.append(CitationForm(_label(work, one.label), work.write(one.form), one.lang))
    return tuple(found)


def with_citation(page: Page, on: str) -> Page:
    """The page with a cite box, unless it has one or is the home page."""
    has_one = any(isinstance(block, Citation) for block in page.blocks)
    if has_one or page.layout == "home" or page.switch is None:
        return page
    return replace(page, blocks=(*page.blocks, page_citation(page, on)))


def page_citation(page: Page, on: str) -> Citation:
    """The cite box of a page that is no record: our page, with its day."""
    site = os.environ.get("ATLAS_SITE_URL", "").rstrip("/")
    path = f"{page.path}?on={on}"
    cited = AtlasRecord(
        record=page.path.removesuffix(".html"),
        as_of=on,
        title=page.title,
        release=release_name(),
        address=f"{site}/{path}" if site else path,
    )
    forms = (CitationForm("Full", cited.write("full")), CitationForm("Short", cited.write("short")))
    return Citation(forms=forms, title="Cite this page", permalink=Link(PERMALINK, page.path))


def cites_script(kb: KnowledgeBase) -> str:
    """``window.ATLAS_CITES``: by key of a citation the pages and anchors it leads to, and the pages of the
    documents of the Federal Register, for the site's reading of citations as typed.

    Keys are those of ``control_atlas.cite.keys``; Chinese announcements are known by year and number alone.
    """
    index = CitationIndex(kb)
    paths: dict[str, int] = {}
    keys: dict[str, dict[tuple[int, str], None]] = {}
    for key, target in index.rows():
        kind, _, rest = key.partition(":")
        if kind not in TYPED:
            continue
        name = f"cnno:{rest.partition(':')[2]}" if kind == "cn" else key
        record = kb.records[target.id]
        path = item_path(record, target.key) if target.key else path_of(record)
        anchor = item_anchor(record, target.key) if target.key else ""
        keys.setdefault(name, {})[(paths.setdefault(path, len(paths)), anchor)] = None
    pages = {
        str(volume): [
            [first, last, paths.setdefault(path_of(kb.records[one]), len(paths))] for first, last, one in held
        ]
        for volume, held in index.documents().items()
    }
    rows = {
        key: [[path, anchor] if anchor else [path] for path, anchor in found]
        for key, found in sorted(keys.items())
    }
    return assigned("ATLAS_CITES", {"paths": list(paths), "keys": rows, "pages": pages})


def _label(work: Work, label: str) -> str:
    return (
        {"law": "In the code", "by": "By the instrument"}.get(work.role, label)
        if label == "Bluebook"
        else label
    )


def _forms(works: list[Work]) -> tuple[CitationForm, ...]:
    found = []
    for number, work in enumerate(works):
        forms = work.forms()
        for one in forms if number < IN_FULL else forms[:1]:
            found.append(CitationForm(one.label, one.text, one.lang))
    return tuple(found)


def _links(works: list[Work], on: str) -> tuple[Content, ...]:
    found: dict[str, Content] = {}
    for work in works[:IN_FULL]:
        for link in work.citation.links(on):
            if work.role != "record":
                found.setdefault(link.url, content(WebLink(link.label, link.url)))
        if work.archived:
            found.setdefault(work.archived, content(WebLink("archived copy", work.archived)))
    return tuple(found.values())
