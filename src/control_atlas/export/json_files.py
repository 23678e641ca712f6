"""JSON: one file a record, all records in one file, and JSON Lines of all and of each kind."""

from __future__ import annotations

from typing import IO

from control_atlas.export.files import text_file
from control_atlas.export.writer import Download, Published, Work, Writer


class JsonWriter(Writer):
    """``records/<id>.json`` and the bundle ``records.json``, an array in the order of the export."""

    name = "json"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._folder = work.folder / "records"
        self._folder.mkdir()
        self._bundle = text_file(work.folder / "records.json")
        self._count = 0

    def add(self, published: Published) -> None:
        (self._folder / f"{published.record.id}.json").write_text(published.json + "\n", encoding="utf-8")
        self._bundle.write(f"{',' if self._count else '['}\n{published.json}")
        self._count += 1

    def finish(self) -> None:
        self._bundle.write("\n]\n" if self._count else "[]\n")
        self._bundle.close()
        title = "Every record in the published form, as one array"
        self.work.downloads.append(Download("records.json", self.name, title, self._count))

    def close(self) -> None:
        self._bundle.close()


class JsonLinesWriter(Writer):
    """``records.jsonl`` and ``kinds/<kind>.jsonl``: one published record a line."""

    name = "jsonl"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._all = text_file(work.folder / "records.jsonl")
        self._kinds: dict[str, IO[str]] = {}
        self._counts: dict[str, int] = {}
        for kind in work.edition.kb.kinds:
            self._kinds[kind.name] = text_file(work.folder / "kinds" / f"{kind.name}.jsonl")
            self._counts[kind.name] = 0

    def add(self, published: Published) -> None:
        line = published.json + "\n"
        self._all.write(line)
        self._kinds[published.record.kind].write(line)
        self._counts[published.record.kind] += 1

    def finish(self) -> None:
        self.close()
        total = sum(self._counts.values())
        title = "Every record in the published form, one a line"
        self.work.downloads.append(Download("records.jsonl", self.name, title, total))
        for name, count in self._counts.items():
            of = self.work.edition.kb.kinds[name].plural
            self.work.downloads.append(
                Download(f"kinds/{name}.jsonl", self.name, f"{of}, one record a line", count, name)
            )

    def close(self) -> None:
        for file in (self._all, *self._kinds.values()):
            file.close()
