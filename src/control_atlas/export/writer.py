"""One writer a format behind one interface, and the run that streams every record once through all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from control_atlas.export.edition import Edition, compact
from control_atlas.export.files import staged
from control_atlas.export.manifest import write_manifest
from control_atlas.export.tables import Row, Tables
from control_atlas.records import Record


@dataclass(frozen=True)
class Published:
    """A record on its way through the writers: its envelope, and what several of them make of it, made once."""

    record: Record
    envelope: Mapping[str, Any]
    tables: Tables

    @cached_property
    def json(self) -> str:
        """The envelope as one line of JSON."""
        return compact(self.envelope)

    @cached_property
    def rows(self) -> tuple[tuple[str, Row], ...]:
        """The rows of every table that tell this record, each with the name of its table."""
        return tuple(self.tables.rows(self.envelope))


@dataclass(frozen=True, slots=True)
class Download:
    """A file for people or programs to take away: ``path`` in the export, what it holds, and its rows."""

    path: str
    form: str
    title: str
    rows: int
    of: str = "records"


@dataclass(slots=True)
class Work:
    """What all writers of a run share: the edition, its tables, the folder to write into."""

    edition: Edition
    folder: Path
    tables: Tables
    downloads: list[Download] = field(default_factory=list)


class Writer(ABC):
    """Writes one format. Files go below ``work.folder`` only; nothing is in its place before the run ends."""

    name: ClassVar[str]

    def __init__(self, work: Work) -> None:
        self.work = work

    @abstractmethod
    def add(self, published: Published) -> None:
        """Take the next record."""

    @abstractmethod
    def finish(self) -> None:
        """Write what waits for the last record, and name the downloads made."""

    @abstractmethod
    def close(self) -> None:
        """Let go of open files; called once after every run, also after one that failed."""


class FinalWriter(Writer):
    """A writer that needs all linked records at once and so waits for the end."""

    def add(self, published: Published) -> None:
        """Nothing to keep."""

    def close(self) -> None:
        """Nothing stays open between records."""


def run(edition: Edition, writers: Iterable[type[Writer]], folder: Path) -> Sequence[Download]:
    """Write an edition in every format asked for into ``folder``, with an index; the downloads made, in order.

    Files take the place of earlier ones only when all formats are complete. Raises NotPublishable for a record
    that does not fit the published schema, and OSError (a full disk, say) with the earlier files untouched.
    """
    with staged(folder) as aside, ExitStack() as open_files:
        work = Work(edition, aside, Tables(edition))
        active = []
        for kind in writers:
            writer = kind(work)
            open_files.callback(writer.close)
            active.append(writer)
        for record in edition.records:
            published = Published(record, edition.envelope(record), work.tables)
            for writer in active:
                writer.add(published)
        for writer in active:
            writer.finish()
        open_files.close()
        write_manifest(edition, work.downloads, aside)
    return tuple(work.downloads)
