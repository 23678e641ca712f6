"""What a watch remembers between runs: what was asked on which day, and how pages looked, as hashes only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from control_atlas.export.files import replacing

FILE = "build/watch.json"


@dataclass(frozen=True, slots=True)
class Page:
    """How a page looked on the day ``seen``; ``sha256`` is that of its words."""

    sha256: str
    seen: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class Memory:
    """The remembered state, kept in ``file`` after every answer, so that a run broken off can go on."""

    file: Path
    today: str
    asked: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path, today: str) -> Memory:
        """The memory in ``file``, empty when there is none. ValueError when the file is no memory of a watch."""
        if not file.is_file():
            return cls(file, today)
        try:
            data: dict[str, Any] = json.loads(file.read_text("utf-8"))
            pages = {str(address): Page(**page) for address, page in data["pages"].items()}
            return cls(file, today, {str(name): str(day) for name, day in data["asked"].items()}, pages)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise ValueError(f"{file} is no memory of a watch; remove it, or name another file") from fault

    def answered(self, name: str) -> None:
        """Keeps that a question was answered today."""
        self.asked[name] = self.today
        self._save()

    def page(self, address: str) -> Page | None:
        return self.pages.get(address)

    def saw(self, address: str, page: Page) -> None:
        self.pages[address] = page

    def _save(self) -> None:
        with replacing(self.file) as out:
            pages = {address: asdict(page) for address, page in sorted(self.pages.items())}
            json.dump({"asked": dict(sorted(self.asked.items())), "pages": pages}, out, indent=1)
            out.write("\n")
