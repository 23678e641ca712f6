"""The folder of fetched texts: one file a text and day, written whole or not at all, ignored by git.

A text is kept as its passages with the places they have in it; the hash is that of what the publisher sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from control_atlas.export.files import replacing

FOLDER = "texts/official"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.()-]{0,80}\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text at its place: ``(a)(3)`` in a section, ``3A090.a`` in a list, ``art. 4(1)``, ``p. 73458``;
    empty for what stands before the first place."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A text as its publisher gives it for the day ``on``.

    ``publisher`` and ``name`` say which text (``ecfr``, ``15-744.23``), ``address`` where it was asked for,
    ``sha256`` what was sent, ``fetched`` the day it was asked; ``etag`` and ``last_modified`` serve the next request.
    """

    publisher: str
    name: str
    on: str
    address: str
    title: str
    language: str
    sha256: str
    fetched: str
    passages: tuple[Passage, ...]
    etag: str | None = None
    last_modified: str | None = None

    def at(self, path: str) -> tuple[str, tuple[Passage, ...]]:
        """The passages at a place and inside it, with the place found: a wider one, said so, where the text does
        not set the very place apart; empty where it has neither."""
        for place in _wider(path):
            found = tuple(one for one in self.passages if one.path == place or _inside(one.path, place))
            if found:
                return place, found
        return "", ()


def _inside(path: str, place: str) -> bool:
    return path.startswith(place) and path[len(place) : len(place) + 1] in ("(", ".", ",")


def _wider(path: str) -> Iterator[str]:
    while path:
        yield path
        shorter = re.sub(r"(?:\([^()]*\)|\.[0-9a-z]+|, [^,]*)\Z", "", path)
        if shorter == path:
            return
        path = shorter


class Store:
    """The texts below ``root``'s folder. A file that is no text of ours is a ValueError that names it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER

    def __bool__(self) -> bool:
        return self.folder.is_dir()

    def save(self, text: OfficialText) -> Path:
        """Writes a text in one step; ValueError for a name or day that is none."""
        file = self._file(text.publisher, text.name, text.on)
        with replacing(file) as out:
            json.dump(asdict(text), out, ensure_ascii=False, indent=1)
            out.write("\n")
        return file

    def load(self, publisher: str, name: str, on: str) -> OfficialText | None:
        """The text for exactly this day, or None."""
        file = self._file(publisher, name, on)
        return _read(file, file.stat().st_mtime_ns) if file.is_file() else None

    def latest(self, publisher: str, name: str, on: str) -> OfficialText | None:
        """The text for the newest day up to ``on``, or None."""
        days = [day for day in self.days(publisher, name) if day <= on]
        return self.load(publisher, name, days[-1]) if days else None

    def days(self, publisher: str, name: str) -> list[str]:
        """The days for which a text is held, earliest first."""
        folder = self._file(publisher, name, "2000-01-01").parent
        return sorted(file.stem for file in folder.glob("*.json") if _DAY.match(file.stem))

    def _file(self, publisher: str, name: str, on: str) -> Path:
        for part in (publisher, name):
            if not _NAME.match(part):
                raise ValueError(f"{part!r} cannot name a text.")
        if not _DAY.match(on):
            raise ValueError(f"{on!r} is not a day; write YYYY-MM-DD.")
        return self.folder / publisher / name / f"{on}.json"


@lru_cache(maxsize=64)
def _read(file: Path, changed: int) -> OfficialText:
    """The text in a file, read once as long as the file does not change."""
    try:
        data = json.loads(file.read_text("utf-8"))
        passages = tuple(Passage(str(one["path"]), str(one["text"])) for one in data.pop("passages"))
        return OfficialText(**data, passages=passages)
    except (ValueError, KeyError, TypeError) as fault:
        raise ValueError(f"{file} is no fetched text; remove it and fetch again.") from fault
