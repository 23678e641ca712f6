"""Search: codes and ids first, then words, with an index built from the records themselves."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

from control_atlas.cite import Citation
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

WORD = re.compile(r"[a-z0-9]+(?:[.:/-][a-z0-9]+)*")
HAN = re.compile(r"[\u3400-\u9fff]+")
FOLDS = (("§", " "), ("fed. reg.", "fr"), ("f.r.", "fr"), ("u.s.c.", "usc"), ("c.f.r.", "cfr"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: how well, and by what (``code``, ``title`` or ``text``)."""

    record: Record
    score: float
    by: str


def folded(text: str) -> str:
    """Text as searched: full-width forms and case folded, citation signs spelt one way, spaces joined."""
    text = unicodedata.normalize("NFKC", text).lower()
    for sign, plain in FOLDS:
        text = text.replace(sign, plain)
    return " ".join(text.split())


def tokens(text: str) -> Iterator[str]:
    """Words of folded text, their parts, and single and paired Han characters."""
    text = folded(text)
    for word in WORD.findall(text):
        yield word
        parts = re.split(r"[.:/-]", word)
        if len(parts) > 1:
            yield from (part for part in parts if part)
    for run in HAN.findall(text):
        yield from run
        yield from (run[place : place + 2] for place in range(len(run) - 1))


def names(record: Record) -> Iterator[str]:
    """What a record is called: id, code, title, other titles, aliases, numbers, abbreviations, citation."""
    data = record.data
    yield record.id
    for key in ("code", "title", "abbreviation", "symbol", "short", "legal_name", "document_number", "iso2"):
        if key in data:
            yield str(data[key])
    yield from data.get("titles", {}).values()
    yield from data.get("aliases", ())
    if "citation" in data:
        yield Citation.from_fields(data["citation"]).write("short")
    for versions in data.get("items", {}).values():
        yield from (version["control_code"] for version in versions if "control_code" in version)


def body(value: Any) -> Iterator[str]:
    """The prose of a record: every text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from body(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from body(inner)


class SearchIndex:
    """An inverted index over all records; building it is linear in their text."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._named: dict[str, list[str]] = defaultdict(list)
        self._titles: dict[str, set[str]] = defaultdict(set)
        self._texts: dict[str, Counter[str]] = defaultdict(Counter)
        self._weights = {kind.name: kind.weight for kind in kb.kinds}
        for record in kb:
            if "withdrawn" in record.data:
                continue
            for name in names(record):
                self._named[_joined(name)].append(record.id)
                for token in tokens(name):
                    self._titles[token].add(record.id)
            for subject in record.data.get("subjects", ()):
                word = kb.vocabularies.get("subjects", {}).get(subject, {})
                for name in (word.get("label", subject), *word.get("synonyms", ())):
                    for token in tokens(name):
                        self._texts[token][record.id] += 1
            for text in body(record.data):
                for token in tokens(text):
                    self._texts[token][record.id] += 1

    def search(self, query: str, kind: str | None = None, limit: int = 20) -> list[Hit]:
        """Records for a query, best first: an exact name, a name that starts so, one that contains it, then
        records that hold every word, those with the words in their names first."""
        wanted = _joined(query)
        if not wanted:
            return []
        scores: dict[str, tuple[float, str]] = {}
        for name, ids in self._named.items():
            if wanted in name:
                rank = 1000.0 if name == wanted else 500.0 if name.startswith(wanted) else 200.0
                for identity in ids:
                    if rank > scores.get(identity, (0.0, ""))[0]:
                        scores[identity] = (rank, "code")
        words = list(dict.fromkeys(tokens(query)))
        total = len(self._kb.records) + 1
        common = [set(self._texts.get(word, ())) | self._titles.get(word, set()) for word in words]
        for identity in set.intersection(*common) if common else set():
            score = 0.0
            for word in words:
                rarity = log(total / (1 + len(self._texts.get(word, ()))) + 1)
                count = self._texts.get(word, Counter())[identity]
                score += rarity * (count / (count + 2))
                score += 4 * rarity * (identity in self._titles.get(word, ()))
            found, by = scores.get(identity, (0.0, "text"))
            scores[identity] = (found + score, by)
        hits = [Hit(self._kb.records[identity], score, by) for identity, (score, by) in scores.items()]
        if kind is not None:
            hits = [hit for hit in hits if hit.record.kind == kind]
        hits.sort(key=lambda hit: (-hit.score, self._weights[hit.record.kind], hit.record.id))
        return hits[:limit]


def _joined(text: str) -> str:
    return re.sub(r"[\s\-_.]+", "", folded(text))
