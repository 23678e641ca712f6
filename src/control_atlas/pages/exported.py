"""The exports as part of the site: written beside the rendering of pages, then told and served by it."""

from __future__ import annotations

import json
import multiprocessing
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from control_atlas.export.edition import Edition
from control_atlas.export.manifest import FILE

PLACE = "data/v1"


class ExportError(ValueError):
    """The export failed; the text says why."""


class Exported:
    """The export of an edition, begun at once.

    It runs in a process of its own where the system can copy this one (Linux, no other thread running), so
    that rendering goes on meanwhile; elsewhere it is done before anything else.
    """

    def __init__(self, edition: Edition) -> None:
        self._place = tempfile.TemporaryDirectory(prefix="atlas-export-")
        self._folder = Path(self._place.name)
        self._process: Any = None
        self._said: Connection | None = None
        if sys.platform == "linux" and threading.active_count() == 1:
            fork = multiprocessing.get_context("fork")
            self._said, said = fork.Pipe(duplex=False)
            self._process = fork.Process(target=_export, args=(edition, self._folder, said), daemon=True)
            self._process.start()
            said.close()
        else:
            _write(edition, self._folder)

    def manifest(self) -> Mapping[str, Any]:
        """What was exported, once it is. Raises ExportError."""
        if self._process is not None:
            self._process.join()
            failed, self._process = self._process.exitcode, None
            if failed:
                raise ExportError(self._fault() or f"the export ended with {failed}")
        told: Mapping[str, Any] = json.loads((self._folder / FILE).read_text(encoding="utf-8"))
        return told

    def _fault(self) -> str:
        try:
            return str(self._said.recv()) if self._said is not None and self._said.poll() else ""
        except EOFError:
            return ""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the export with its path in the site."""
        self.manifest()
        for path in sorted(self._folder.rglob("*")):
            if path.is_file():
                yield f"{PLACE}/{path.relative_to(self._folder).as_posix()}", path.read_bytes()
        self._place.cleanup()


def _write(edition: Edition, folder: Path) -> None:
    # Loaded here, so that the process which renders pages carries none of the libraries of the formats.
    from control_atlas.export.formats import WRITERS
    from control_atlas.export.writer import run

    run(edition, WRITERS.values(), folder)


def _export(edition: Edition, folder: Path, said: Connection) -> None:
    try:
        _write(edition, folder)
    except Exception as fault:
        said.send(f"{type(fault).__name__}: {fault}")
        raise SystemExit(1) from fault
