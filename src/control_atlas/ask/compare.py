"""Comparisons: what providers' terms say on one category, on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import Span
from control_atlas.records import Record


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision on a category: the wording that holds on the day, or None with its span."""

    provision: Record
    key: str
    version: Mapping[str, Any] | None
    span: Span


@dataclass(frozen=True, slots=True)
class Absence:
    """A document in which the category was looked for and not found.

    ``whole`` is True only when the record names the documents that it makes part of itself and all were
    read: only then is the provider silent.
    """

    document: Record
    whole: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One category on one day: clauses and absences by provider id, in id order."""

    category: str
    on: str
    clauses: Mapping[str, tuple[Clause, ...]]
    absences: Mapping[str, tuple[Absence, ...]]


def compare(kb: KnowledgeBase, category: str, on: str, binds: str | None = None) -> Comparison:
    """What every provider's terms say on ``category`` on ``on``, for all or for one bound party.

    Raises ValueError for a word that its vocabulary does not have.
    """
    for vocabulary, word in (("terms-categories", category), ("bound-parties", binds)):
        if word is not None and word not in kb.vocabularies[vocabulary]:
            raise ValueError(f"{word!r} is none of: {', '.join(kb.vocabularies[vocabulary])}")
    clauses: dict[str, list[Clause]] = {}
    absences: dict[str, list[Absence]] = {}
    for record in kb.of_kind("terms-provisions"):
        data = record.data
        if data["category"] != category or (binds is not None and binds not in data["binds"]):
            continue
        for key, versions in data["items"].items():
            span = kb.span_on(record, "items", key, on)
            index = span.codified.version
            held = versions[index] if index is not None and span.codified.word == "in force" else None
            clauses.setdefault(data["provider"], []).append(Clause(record, key, held, span))
    for record in kb.of_kind("instruments"):
        if category in record.data.get("looked_for_not_found", ()) and kb.word_on(record, on) == "in force":
            others = record.data.get("incorporates", ())
            whole = bool(others) and all(one["read"] for one in others)
            absences.setdefault(str(record.data.get("provider")), []).append(Absence(record, whole))
    return Comparison(
        category,
        on,
        {provider: tuple(clauses[provider]) for provider in sorted(clauses)},
        {provider: tuple(absences[provider]) for provider in sorted(absences)},
    )
