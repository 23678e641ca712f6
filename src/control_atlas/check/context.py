"""What rules may look at: the records, which names exist, and the linked knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from control_atlas.link.acts import split
from control_atlas.link.graph import former_ids
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import SECTIONS
from control_atlas.load.folder import Loaded
from control_atlas.load.kinds import Use
from control_atlas.records import Path, Record


class Context:
    """Built once a run. ``known`` maps every id, former ones included, to its kind.

    ``whole`` is False when only some files are checked; then base rules do not run and ``known`` comes from
    the names of the files.
    """

    def __init__(self, loaded: Loaded, known: Mapping[str, str], whole: bool) -> None:
        self.loaded = loaded
        self.kinds = loaded.kinds
        self.vocabularies = loaded.vocabularies
        self.records = {record.id: record for record in loaded.records}
        self.known = {**known, **{old: self.records[new].kind for old, new in self.former.items()}}
        self.whole = whole
        self._uses: dict[str, list[Use]] = {}
        self._written: dict[str, str] = {}
        self._conditions: dict[str, list[tuple[Path, Mapping[str, Any]]]] = {}

    @cached_property
    def former(self) -> dict[str, str]:
        return former_ids(self.loaded.records)

    @cached_property
    def kb(self) -> KnowledgeBase:
        return KnowledgeBase(self.loaded, self.uses)

    def find(self, identity: str) -> Record | None:
        """The record with this id or former id, if it was loaded."""
        return self.records.get(self.former.get(identity, identity))

    def uses(self, record: Record) -> list[Use]:
        """References and words of a record; collected once."""
        found = self._uses.get(record.path)
        if found is None:
            found = self._uses[record.path] = list(self.kinds[record.kind].uses(record.data))
        return found

    def written(self, record: Record) -> str:
        """All that a record says, as one text in lower case, to see cheaply what it cannot hold."""
        found = self._written.get(record.path)
        if found is None:
            found = self._written[record.path] = str(record.data).lower()
        return found

    def conditions(self, record: Record) -> list[tuple[Path, Mapping[str, Any]]]:
        """Every condition of a record, nested ones included, with its path; collected once."""
        found = self._conditions.get(record.path)
        if found is None:
            found = self._conditions[record.path] = list(conditions(record))
        return found

    def has_part(self, reference: str) -> bool:
        """Whether ``id#part`` names a part, or a dated item, of a loaded record."""
        identity, part = split(reference)
        record = self.find(identity)
        if record is None or part is None:
            return record is not None
        return part in record.data.get("parts", {}) or any(
            part in record.data.get(section, {}) for section in SECTIONS
        )


def conditions(record: Record) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every condition of a record, nested ones included, with its path."""
    for section in SECTIONS:
        for key, versions in record.data.get(section, {}).items():
            for number, version in enumerate(versions):
                if "when" in version:
                    yield from _nested(version["when"], (section, key, number, "when"))
                for position, exclusion in enumerate(version.get("except", ())):
                    yield from _nested(exclusion["when"], (section, key, number, "except", position, "when"))


def _nested(condition: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    yield path, condition
    for word in ("all", "any"):
        for position, inner in enumerate(condition.get(word, ())):
            yield from _nested(inner, (*path, word, position))
    for word in ("not", "contains"):
        if word in condition:
            yield from _nested(condition[word], (*path, word))
