"""What rules may look at: the records, which names exist, and the linked knowledge base."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from control_atlas.check.signs import Signs, any_sign, as_text
from control_atlas.link.acts import split
from control_atlas.link.graph import former_ids
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import SECTIONS
from control_atlas.load.folder import Loaded
from control_atlas.load.kinds import Use
from control_atlas.records import Path, Record

# Section, key, number and content.
Wording = tuple[str, str, int, Mapping[str, Any]]
Conditions = list[tuple[Path, Mapping[str, Any]]]


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
        self._text_of: Record | None = None
        self._text = ""
        self._suspect = False
        self._any_sign = any_sign()
        self._wordings: dict[str, list[Wording]] = {}
        self._conditions: dict[str, Conditions] = {}
        self._forms: dict[str, dict[str, Conditions]] = {}

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
            found = self._uses[record.path] = self.kinds[record.kind].uses(record.data)
        return found

    def may_hold(self, record: Record, signs: Signs) -> bool:
        """Whether a record holds one of the ``signs``; False is certain, True may be a false alarm."""
        if self._text_of is not record:  # the rules go through the records one by one
            self._text_of, self._text = record, as_text(record.data)
            self._suspect = self._any_sign.is_valid(self._text)
        return (self._suspect or signs.usual) and signs.in_(self._text)

    def wordings(self, record: Record) -> list[Wording]:
        """Every dated wording of a record with its section, key and number; collected once."""
        found = self._wordings.get(record.path)
        if found is None:
            found = self._wordings[record.path] = [
                (section, key, number, version)
                for section in SECTIONS
                if section in record.data
                for key, versions in record.data[section].items()
                for number, version in enumerate(versions)
            ]
        return found

    def conditions(self, record: Record, form: str | None = None) -> Conditions:
        """Every condition of a record, or those with the key ``form``, nested ones included, with their paths;
        collected once."""
        if form is not None:
            return self._of_form(record).get(form, [])
        found = self._conditions.get(record.path)
        if found is None:
            found = self._conditions[record.path] = []
            for section, key, number, version in self.wordings(record):
                if "when" in version:
                    _nested(version["when"], (section, key, number, "when"), found)
                for position, exclusion in enumerate(version.get("except", ())):
                    _nested(exclusion["when"], (section, key, number, "except", position, "when"), found)
        return found

    def _of_form(self, record: Record) -> dict[str, Conditions]:
        found = self._forms.get(record.path)
        if found is None:
            found = self._forms[record.path] = {}
            for pair in self.conditions(record):
                for form in pair[1]:
                    found.setdefault(form, []).append(pair)
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


def _nested(condition: Mapping[str, Any], path: Path, found: Conditions) -> None:
    """Add a condition and those nested in it."""
    found.append((path, condition))
    for word in ("all", "any"):
        for position, inner in enumerate(condition.get(word, ())):
            _nested(inner, (*path, word, position), found)
    for word in ("not", "contains"):
        if word in condition:
            _nested(condition[word], (*path, word), found)
