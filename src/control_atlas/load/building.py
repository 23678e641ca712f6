"""Plain data from the events of a YAML text, and what in them is not portable."""

from __future__ import annotations

import re
from sys import intern
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from control_atlas.load.events import NextEvent, events
from control_atlas.load.faults import MAX_DEPTH, MAX_SCALAR, Faults, shorten
from control_atlas.load.marks import Place, at, places
from control_atlas.load.scalars import SUSPECT_FIRST, Ambiguous, plain, plain_in_flow, quoted
from control_atlas.load.source import describe, unwanted_in_value
from control_atlas.load.syntax import complain
from control_atlas.records import Path

_COMMENT_AT_BLOCK_HEADER = re.compile(rb"[|>][-+1-9]{0,2}#")
# Keys found to be text to every parser; the same ones stand in every file.
_TEXT_KEYS: set[str] = set()
_TEXT_KEYS_KEPT = 4096


def build(source: bytes, faults: Faults) -> dict[str, Any]:
    """The root mapping of a text. What is wrong goes into ``faults``; the data then only serves to find
    more of the same: ambiguous scalars are text as written, aliases None, a repeated key keeps its last
    value, and there is nothing where reading had to stop."""
    return _Building(source, faults).document()


class _Stop(Exception):
    """Reading further would be pointless or unsafe; the reason has been noted."""


class _Building:
    """One pass over the events of a text."""

    __slots__ = ("_careful", "_duplicates", "_faults", "_flow", "_known", "_next", "_path", "_source")

    def __init__(self, source: bytes, faults: Faults) -> None:
        self._source = source
        self._faults = faults
        # Characters replaced because they have been named may be what makes the rest look wrong.
        self._known = bool(faults)
        self._next: NextEvent = events(source)
        self._path: list[str | int] = []
        self._duplicates: list[tuple[Place, Path]] = []
        self._flow = False
        # Looked for only where the text can contain it: something too long, an escape, an anchor, a tag, a
        # question mark in brackets, a comment that touches the sign of a text block.
        self._careful = (
            len(source) > MAX_SCALAR
            or any(sign in source for sign in (b"\\", b"&", b"!", b"?"))
            or _COMMENT_AT_BLOCK_HEADER.search(source) is not None
        )

    def document(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        try:
            data = self._root()
            self._end()
        except _Stop:
            pass
        except yaml.YAMLError as error:
            if not self._known:
                complain(error, tuple(self._path), self._faults)
        if self._duplicates:
            self._name_duplicates()
        return data

    def _root(self) -> dict[str, Any]:
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            raise self._empty()
        root = self._next()
        if isinstance(root, ScalarEvent):
            raise self._single_value(root)
        if isinstance(root, MappingStartEvent):
            if self._careful:
                self._inspect(root, ())
                self._flow = bool(root.flow_style)
            return self._mapping()
        if not isinstance(root, AliasEvent):
            self._faults.add("yaml-root-not-mapping", at(root), "The file holds a list, not a record.")
        self._nested(root)
        return {}

    def _single_value(self, root: Any) -> _Stop:
        self._inspect(root, ())
        if not root.value and not root.style:
            return self._empty() if not self._faults else _Stop()
        self._end()  # a complaint about what follows the value says more than that it is one
        if not self._known:
            self._faults.add(
                "yaml-root-not-mapping", at(root), "The file holds a single value, not a record."
            )
        return _Stop()

    def _empty(self) -> _Stop:
        self._faults.add("yaml-empty", (1, 1), "The file holds no record.")
        return _Stop()

    def _end(self) -> None:
        end = self._next()
        rule = "yaml-several-documents"
        if isinstance(end, DocumentEndEvent) and end.explicit:
            self._faults.add(rule, at(end), "Here stands the marker of a document's end.", value="...")
        after = self._next()
        if isinstance(after, DocumentStartEvent):
            self._faults.add(rule, at(after), "Here a second document begins.", value="---")

    def _mapping(self) -> dict[str, Any]:
        next_event, path, careful = self._next, self._path, self._careful
        data: dict[str, Any] = {}
        key: str
        value: Any
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                key = event.value
                if key not in _TEXT_KEYS and not event.style and key[:1] in SUSPECT_FIRST:
                    self._check_key(event)
                if careful:
                    self._inspect(event, (*path, key))
            elif kind is MappingEndEvent:
                return data
            else:
                key = self._key_that_is_no_scalar(event)
            if key in data:
                self._duplicates.append((at(event), (*path, key)))
            event = next_event()
            if type(event) is ScalarEvent:
                value = event.value
                if not event.style and value[:1] in SUSPECT_FIRST:
                    value = plain(value)
                    if type(value) is Ambiguous:
                        value = self._ambiguous(event, value, (*path, key))
                if careful:
                    self._inspect(event, (*path, key))
            else:
                path.append(key)
                value = self._nested(event)
                path.pop()
            data[intern(key)] = value

    def _sequence(self) -> list[Any]:
        next_event, path, careful = self._next, self._path, self._careful
        data: list[Any] = []
        value: Any
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if not event.style and value[:1] in SUSPECT_FIRST:
                    value = plain(value)
                    if type(value) is Ambiguous:
                        value = self._ambiguous(event, value, (*path, len(data)))
                if careful:
                    self._inspect(event, (*path, len(data)))
            elif kind is SequenceEndEvent:
                return data
            else:
                path.append(len(data))
                value = self._nested(event)
                path.pop()
            data.append(value)

    def _nested(self, event: Any) -> Any:
        """The value that begins with an event other than a scalar; its path is already ours."""
        path = tuple(self._path)
        if isinstance(event, AliasEvent):
            name = f"*{event.anchor}"
            self._faults.add("yaml-alias", at(event), "A value is an alias.", field=path, value=name)
            return None
        if len(path) >= MAX_DEPTH:
            message = f"Here values are nested more than {MAX_DEPTH} deep."
            self._faults.add("yaml-depth", at(event), message, field=path[:1])
            raise _Stop
        if self._careful:
            self._inspect(event, path)
        outside, self._flow = self._flow, bool(event.flow_style)
        value = self._mapping() if isinstance(event, MappingStartEvent) else self._sequence()
        self._flow = outside
        return value

    def _key_that_is_no_scalar(self, event: Any) -> str:
        line, column = at(event)
        step = f"(key at {line}:{column})"
        self._path.append(step)
        if not isinstance(event, AliasEvent):
            message, path = "A list or a mapping stands in the place of a key.", tuple(self._path)
            self._faults.add(
                "yaml-key-not-text", at(event), message, field=path, fix="Write a text as the key."
            )
        self._nested(event)
        self._path.pop()
        return step

    def _check_key(self, event: Any) -> None:
        text: str = event.value
        value = plain(text)
        if isinstance(value, str):
            if len(_TEXT_KEYS) < _TEXT_KEYS_KEPT:
                _TEXT_KEYS.add(text)
            return
        field = (*self._path, text)
        if isinstance(value, Ambiguous):
            if text == "<<":
                message = "Here another mapping would be merged in."
                self._faults.add("yaml-merge-key", at(event), message, field=field, value=text)
            elif text == "":
                message = "There is no key before the colon."
                self._faults.add("yaml-key-not-text", at(event), message, field=field, fix="Write the key.")
            else:
                self._ambiguous(event, value, field)
            return
        self._faults.add(
            "yaml-key-not-text",
            at(event),
            f"The unquoted key {text} is not text to YAML parsers.",
            field=field,
            value=text,
            fix=f"Quote it: {quoted(text)}.",
        )

    def _ambiguous(self, event: Any, found: Ambiguous, field: Path) -> str:
        text: str = event.value
        subject = f"The unquoted {shorten(text)} is not portable" if text else "There is no value"
        message = f"{subject}: {found.reason}."
        self._faults.add(found.rule, at(event), message, field=field, value=text, fix=found.fix)
        return text

    def _inspect(self, event: Any, field: Path) -> None:
        if event.anchor is not None:
            name = f"&{event.anchor}"
            self._faults.add("yaml-anchor", at(event), "A value has an anchor.", field=field, value=name)
        if event.tag is not None:
            name = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._faults.add(
                "yaml-tag", at(event), f"A value has the tag {shorten(name)}.", field=field, value=name
            )
        if not isinstance(event, ScalarEvent):
            return
        if (length := len(event.value)) > MAX_SCALAR:
            message = f"A text of {length:,} characters is longer than {MAX_SCALAR:,}."
            self._faults.add("yaml-scalar-too-long", at(event), message, field=field, value=event.value)
        if self._flow and not event.style and (found := plain_in_flow(event.value)):
            self._ambiguous(event, found, field)
        if event.style in ("|", ">"):
            self._check_block_header(event, field)
        if event.style == '"' and (unwanted := unwanted_in_value(event.value)):
            rule, character = unwanted
            message = f"An escape in this text stands for {describe(character)}."
            self._faults.add(rule, at(event), message, field=field, value=f"U+{ord(character):04X}")

    def _check_block_header(self, event: Any, field: Path) -> None:
        mark = event.start_mark
        header = self._source.split(b"\n")[mark.line].decode()[mark.column :].encode()
        if _COMMENT_AT_BLOCK_HEADER.match(header):
            message, fix = "A comment touches the sign of a text block.", "Put a space before the #."
            self._faults.add("yaml-syntax", at(event), message, field=field, fix=fix)

    def _name_duplicates(self) -> None:
        first = places(self._source)
        for place, path in self._duplicates:
            line = first[path][1][0] if path in first else 0
            before = f" on line {line}" if line else ""
            self._faults.add(
                "yaml-duplicate-key",
                place,
                f"The key {shorten(str(path[-1]))} already stands{before} in the same mapping.",
                field=path,
                value=str(path[-1]),
            )
