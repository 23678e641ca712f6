"""What a record is in code, and what is said when one is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Path = tuple[str | int, ...]
Level = Literal["error", "warning"]


def dotted(path: Path) -> str:
    """A path inside a record as people write it: ``items.a[1].from``; the root is ``(record)``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text or "(record)"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one place, with its cure.

    ``path`` is relative to the data folder, ``line`` and ``column`` count from 1, ``rule`` is a stable
    kebab-case name, ``field`` the dotted place, ``value`` the offending value as short text, ``message``
    one sentence, ``fix`` what to do about it.
    """

    path: str
    line: int
    column: int
    level: Level
    rule: str
    field: str
    value: str
    message: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place} {self.level} {self.rule} {self.field}: {self.message} Fix: {self.fix}"


@dataclass(frozen=True, slots=True)
class Record:
    """A record as written: its data (never changed after loading) and where each value stands in its file.

    ``mark(path)`` gives the 1-based (line, column) of the value at ``path``; of the nearest enclosing
    value where the path itself is absent.
    """

    id: str
    kind: str
    data: Mapping[str, Any]
    path: str
    mark: Callable[[Path], tuple[int, int]]

    @property
    def title(self) -> str:
        return str(self.data.get("title", self.id))
