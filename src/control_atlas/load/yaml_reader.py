"""One YAML file as plain data that every other YAML parser would read the same way, with marks.

The subset is small on purpose: one document, a mapping at the root, no anchors, aliases, tags or
directives, every key text and unique, and no unquoted value that parsers disagree about. What lies outside
is refused with one message for each fault.

Marks (where a value stands) are wanted only when something is to be said about a record, for most records
never. So a `Document` keeps its text, and reads it once more for marks when first asked.
"""

from __future__ import annotations

from pathlib import Path as File
from typing import Any

from control_atlas.load.building import build
from control_atlas.load.faults import MAX_BYTES, RULES, Faults, Unreadable
from control_atlas.load.marks import Place, Places, places
from control_atlas.load.source import decode, read_bytes, too_large
from control_atlas.records import Path

__all__ = ["RULES", "Document", "Unreadable", "read_text", "read_yaml"]


class Document:
    """A file's content: ``data`` (dict, list, str, int, float, bool, None) and the place of every value."""

    __slots__ = ("_places", "_source", "data")

    def __init__(self, data: dict[str, Any], source: bytes) -> None:
        self.data = data
        self._source = source
        self._places: Places | None = None

    def mark(self, path: Path) -> Place:
        """The 1-based line and column of the value at ``path``, or of the nearest value around it."""
        return self._nearest(path)[0]

    def key_mark(self, path: Path) -> Place:
        """The same of the key that leads to the value: of the item itself in a list, of the nearest value
        around it where ``path`` is absent."""
        value, key = self._nearest(path)
        return key if path in self._known() else value

    def _nearest(self, path: Path) -> tuple[Place, Place]:
        known = self._known()
        while path not in known:
            path = path[:-1]
        return known[path]

    def _known(self) -> Places:
        if self._places is None:
            self._places = places(self._source)
        return self._places


def read_yaml(file: File, shown: str, within: File | None = None, inside: set[str] | None = None) -> Document:
    """Read one file; ``shown`` is its name in messages, ``within`` a folder that it must not leave.

    ``inside``, where given, keeps what is found out about folders for the next file of the same run.
    Raises `Unreadable` with every fault found.
    """
    faults = Faults(shown)
    data = read_bytes(file, faults, within, inside)
    if data is None:
        raise Unreadable(faults.listed())
    return _document(data, faults)


def read_text(data: bytes, shown: str) -> Document:
    """Read the bytes of one file, as `read_yaml` does."""
    faults = Faults(shown)
    if len(data) > MAX_BYTES:
        too_large(len(data), faults)
        raise Unreadable(faults.listed())
    return _document(data, faults)


def _document(data: bytes, faults: Faults) -> Document:
    text = decode(data, faults)
    if text is not None and not _has_directives(text, faults):
        if faults:
            data = text.encode()
        value = build(data, faults)
        if not faults:
            return Document(value, data)
    raise Unreadable(faults.listed())


def _has_directives(text: str, faults: Faults) -> bool:
    if not text.startswith("%") and "\n%" not in text:
        return False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("%"):
            message = "A line begins with a percent sign, which starts a directive."
            faults.add("yaml-directive", (number, 1), message, value=line)
    return True
