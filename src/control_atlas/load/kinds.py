"""Kinds of record, each declared once: in its schema.

Enters a folder of ``*.schema.json``; leaves one Kind a record schema, with a compiled map of where its
records refer to other records and to vocabulary words. Nothing here knows a kind by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from control_atlas.records import Path as FieldPath

SUFFIX = ".schema.json"


class Use(NamedTuple):
    """One place where a record names another record or a word: its path, the text, and what it may name.

    ``kinds`` lists the kinds a reference may point at (empty: any); ``word`` names the vocabulary instead.
    """

    path: FieldPath
    name: str
    kinds: tuple[str, ...] = ()
    word: str | None = None


@dataclass(slots=True)
class _Node:
    """What a compiled schema says about one place in a record."""

    kinds: tuple[str, ...] | None = None
    word: str | None = None
    key_kinds: tuple[str, ...] | None = None
    key_word: str | None = None
    fields: dict[str, _Node] = field(default_factory=dict)
    items: _Node | None = None
    others: _Node | None = None
    busy: bool = False

    def says_nothing(self) -> bool:
        return not (self.fields or self.items or self.others or self.word or self.key_word) and (
            self.kinds is None and self.key_kinds is None
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: name, folder, labels and columns from ``x-atlas``, its schema and its uses."""

    name: str
    label: str
    plural: str
    folder: str
    caption: str
    facets: tuple[str, ...]
    columns: tuple[str, ...]
    weight: int
    schema: Mapping[str, Any]
    key_order: tuple[str, ...]
    _root: _Node

    def uses(self, data: Mapping[str, Any]) -> list[Use]:
        """Every reference and vocabulary word in a record of this kind, in document order."""
        found: list[Use] = []
        _walk(data, self._root, (), found)
        return found


class Kinds:
    """All kinds in a schema folder, by name and by records folder, with every schema by its ``$id``."""

    def __init__(self, folder: Path) -> None:
        self.schemas: dict[str, Mapping[str, Any]] = {}
        for file in sorted(folder.glob(f"*{SUFFIX}")):
            schema = json.loads(file.read_text(encoding="utf-8"))
            self.schemas[schema["$id"]] = schema
        compile_ = _Compiler(self.schemas)
        self.by_name: dict[str, Kind] = {}
        for identity, schema in self.schemas.items():
            about = schema.get("x-atlas")
            if about:
                name = identity.removesuffix(SUFFIX)
                self.by_name[name] = Kind(
                    name=name,
                    label=about["label"],
                    plural=about["plural"],
                    folder=about["folder"],
                    caption=about["caption"],
                    facets=tuple(about["facets"]),
                    columns=tuple(about["columns"]),
                    weight=about["weight"],
                    schema=schema,
                    key_order=tuple(key_order(schema, self.schemas)),
                    _root=compile_.node(schema, identity),
                )
        self.by_folder = {kind.folder: kind for kind in self}

    def __iter__(self) -> Iterator[Kind]:
        return iter(sorted(self.by_name.values(), key=lambda kind: kind.weight))

    def __getitem__(self, name: str) -> Kind:
        return self.by_name[name]


def key_order(schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Order of a record's top-level keys: who it is, the kind's own facts, then how it was checked."""
    common = list(schemas["common.schema.json"]["$defs"]["record"]["properties"])
    cut = common.index("verification")
    own: list[str] = []
    parts: Sequence[Any] = [schema, *schema.get("allOf", [])]
    for part in parts:
        target = resolve(part, schemas)
        for holder in (target, *(resolve(inner, schemas) for inner in target.get("allOf", []))):
            own += [name for name in holder.get("properties", {}) if name not in common and name not in own]
    return [*common[:cut], *own, *common[cut:]]


def resolve(
    schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]], base: str = "common.schema.json"
) -> Mapping[str, Any]:
    """Follow a ``$ref`` (``file#/$defs/name``, ``#/$defs/name`` or ``file``) to the schema it names."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    file, _, pointer = reference.partition("#")
    target: Any = schemas[file or base]
    for step in pointer.split("/")[1:]:
        target = target[step]
    return resolve(target, schemas, file or base)


class _Compiler:
    """Turns schemas into nodes; a shared definition becomes one node, so recursion costs nothing."""

    def __init__(self, schemas: Mapping[str, Mapping[str, Any]]) -> None:
        self.schemas = schemas
        self.shared: dict[tuple[str, str], _Node] = {}

    def node(self, schema: Mapping[str, Any], base: str) -> _Node:
        made = _Node()
        self._fill(made, schema, base)
        return made

    def _shared(self, reference: str, base: str) -> tuple[_Node, str]:
        file, _, pointer = reference.partition("#")
        base = file or base
        found = self.shared.get((base, pointer))
        if found is None:
            found = self.shared[base, pointer] = _Node(busy=True)
            target: Any = self.schemas[base]
            for step in pointer.split("/")[1:]:
                target = target[step]
            self._fill(found, target, base)
            found.busy = False
        return found, base

    def _child(self, schema: Mapping[str, Any], base: str) -> _Node | None:
        own_words = {key for key in schema if key.startswith("x-")}
        if "$ref" in schema and not own_words:
            node, _ = self._shared(schema["$ref"], base)
        else:
            node = self.node(schema, base)
        return node if node.busy or not node.says_nothing() else None

    def _fill(self, made: _Node, schema: Mapping[str, Any], base: str) -> None:
        if "$ref" in schema:
            shared, _ = self._shared(schema["$ref"], base)
            made.fields.update(shared.fields)
            made.items = made.items or shared.items
            made.others = made.others or shared.others
        if "x-refers" in schema:
            made.kinds = tuple(schema["x-refers"])
        if "x-word" in schema:
            made.word = schema["x-word"]
        if "x-key-refers" in schema:
            made.key_kinds = tuple(schema["x-key-refers"])
        if "x-key-word" in schema:
            made.key_word = schema["x-key-word"]
        for name, inner in schema.get("properties", {}).items():
            child = self._child(inner, base)
            if child:
                made.fields[name] = child
        if isinstance(schema.get("items"), Mapping):
            made.items = self._child(schema["items"], base) or made.items
        if isinstance(schema.get("additionalProperties"), Mapping):
            made.others = self._child(schema["additionalProperties"], base) or made.others
        for word in ("allOf", "anyOf"):
            for part in schema.get(word, []):
                self._fill(made, part, base)
        for word in ("then", "else"):
            if word in schema:
                self._fill(made, schema[word], base)


def _walk(value: Any, node: _Node, path: FieldPath, found: list[Use]) -> None:
    """Add what ``value`` names; lists are filled in place because this runs over every record."""
    if isinstance(value, dict):
        fields, others = node.fields, node.others
        names_keys = node.key_kinds is not None or node.key_word is not None
        for key, inner in value.items():
            if names_keys:
                found.append(Use((*path, key), key, node.key_kinds or (), node.key_word))
            child = fields.get(key, others)
            if child is None:
                continue
            if not isinstance(inner, str):
                _walk(inner, child, (*path, key), found)
            elif child.kinds is not None or child.word:
                found.append(Use((*path, key), inner, child.kinds or (), child.word))
    elif isinstance(value, list):
        child = node.items
        for position, inner in enumerate(value):
            if isinstance(inner, str):
                if node.kinds is not None or node.word:
                    found.append(Use((*path, position), inner, node.kinds or (), node.word))
                elif child is not None and (child.kinds is not None or child.word):
                    found.append(Use((*path, position), inner, child.kinds or (), child.word))
            elif child is not None:
                _walk(inner, child, (*path, position), found)


def known_keys(schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Every property name that a schema and what it builds on know at their top level.

    A reference within a file means the common schema: only that one holds definitions.
    """
    found = set(schema.get("properties", {}))
    if "$ref" in schema:
        found |= known_keys(resolve({"$ref": schema["$ref"]}, schemas), schemas)
    for word in ("allOf", "anyOf"):
        for part in schema.get(word, []):
            found |= known_keys(part, schemas)
    for word in ("if", "then", "else"):
        if isinstance(schema.get(word), Mapping):
            found |= known_keys(schema[word], schemas)
    return frozenset(found)
