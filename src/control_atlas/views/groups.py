"""Groups of a kind: the folder below it, by jurisdiction, provider or subject."""

from __future__ import annotations

from pathlib import PurePosixPath

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

SPLIT_ABOVE = 160  # rows with two titles and a status of many spans take 760 bytes each; a page has 150 kB


def group_of(record: Record) -> str:
    """The folder below the kind in which a record lies."""
    return PurePosixPath(record.path).parts[-2]


def group_path(kind: str, group: str) -> str:
    """The index page of one group of a kind."""
    return f"{kind}/by-{group}.html"


def is_split(kb: KnowledgeBase, kind: str) -> bool:
    """Whether a kind has too many records for one index page."""
    return len(kb.of_kind(kind)) > SPLIT_ABOVE


def ordered(kb: KnowledgeBase, kind: str) -> list[Record]:
    """Records of a kind in the order of its index: by group, then caption, then id."""
    caption = kb.kinds[kind].caption
    return sorted(
        kb.of_kind(kind), key=lambda r: (group_of(r), str(r.data.get(caption, r.title)).lower(), r.id)
    )


def group_title(kb: KnowledgeBase, group: str) -> str:
    """The name of a folder of records: a place's or an organisation's title, else the word itself."""
    record = kb.records.get(group)
    return record.title if record is not None else group.replace("-", " ").capitalize()
