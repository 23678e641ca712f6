"""Records with many wordings take several pages, so that none grows too heavy to read."""

from __future__ import annotations

from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Record

# Characters of wordings, as written, on one page; a page makes about four bytes of each, citations included. The
# frame of an item with one short wording weighs as much as so many characters.
A_PAGE = 22_000
A_WORDING = 60

Keys = list[tuple[str, str]]


def chunks(record: Record) -> list[Keys]:
    """The dated items of a record as (section, key), page by page; at least one page, perhaps empty."""
    pages: list[Keys] = [[]]
    filled = 0
    for section in SECTIONS:
        for key, versions in record.data.get(section, {}).items():
            weight = len(str(versions)) + A_WORDING * len(versions)
            if pages[-1] and filled + weight > A_PAGE:
                pages.append([])
                filled = 0
            pages[-1].append((section, key))
            filled += weight
    return pages


def page_of(record: Record, section: str, key: str) -> int:
    """The number of the page on which an item stands, from 1."""
    for number, keys in enumerate(chunks(record), start=1):
        if (section, key) in keys:
            return number
    return 1


def part_path(record: Record, number: int) -> str:
    """The path of a record's page ``number``; the first is the record's own."""
    return f"{record.kind}/{record.id}.html" if number == 1 else f"{record.kind}/{record.id}.{number}.html"
