"""Runs of identical words that our own words share with other texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.records import Path

LENGTH = 12
# What carries over as published, and what is an address and not prose.
NOT_OURS = frozenset(
    (
        "id",
        "title",
        "titles",
        "aliases",
        "citation",
        "address",
        "addresses",
        "archived",
        "legal_name",
        "sources",
    )
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that stands both in one of our fields and in a text."""

    where: object
    path: Path
    words: str
    document: str


def prose(data: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a record that is written in our own words, with its path."""
    for key, value in data.items():
        if key not in NOT_OURS:
            yield from _prose(value, (*path, key))


def _prose(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        yield from prose(value, path)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _prose(inner, (*path, place))


def identical_runs(
    ours: Iterable[tuple[object, Path, str]], documents: Iterable[tuple[str, str]], length: int = LENGTH
) -> list[Run]:
    """Every run of ``length`` or more words that a field of ours has in common with a document, the longest
    whole stretch once for each field; the documents are read one at a time."""
    fields = [(where, path, _WORD.findall(text.lower())) for where, path, text in ours]
    wanted: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for number, (_, _, words) in enumerate(fields):
        for start in range(len(words) - length + 1):
            wanted.setdefault(tuple(words[start : start + length]), []).append((number, start))
    seen: dict[int, dict[int, str]] = {}
    for name, text in documents:
        words = _WORD.findall(text.lower())
        for start in range(len(words) - length + 1):
            for number, place in wanted.get(tuple(words[start : start + length]), ()):
                seen.setdefault(number, {}).setdefault(place, name)
    found = []
    for number, places in sorted(seen.items()):
        where, path, words = fields[number]
        for start in sorted(places):
            if start - 1 in places:
                continue
            last = start
            while last + 1 in places:
                last += 1
            found.append(Run(where, path, " ".join(words[start : last + length]), places[start]))
    return found
