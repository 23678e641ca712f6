"""The rules, by topic. Importing this package registers them."""

from control_atlas.check.rules import (
    acts,
    caution,
    citations,
    codes,
    conditions,
    content,
    dates,
    duplicates,
    identity,
    language,
    links,
    logic,
    offerings,
    references,
    reliance,
    sources,
)

__all__ = [
    "acts",
    "caution",
    "citations",
    "codes",
    "conditions",
    "content",
    "dates",
    "duplicates",
    "identity",
    "language",
    "links",
    "logic",
    "offerings",
    "references",
    "reliance",
    "sources",
]
