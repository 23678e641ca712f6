"""Citations for reference managers: CSL-JSON, BibTeX and RIS, one entry a record."""

from __future__ import annotations

from control_atlas.cite.lists import LIST_FORMS, write_list
from control_atlas.cite.works import Shelf
from control_atlas.export.writer import Download, FinalWriter, Work

TITLES = {"csl": "CSL-JSON", "bibtex": "BibTeX", "ris": "RIS"}


class BibliographyWriter(FinalWriter):
    """``citations.json`` (CSL-JSON), ``citations.bib`` and ``citations.ris``."""

    name = "citations"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._shelf = Shelf(work.edition.kb)

    def finish(self) -> None:
        works = list(self._shelf.main(self.work.edition.as_of))
        for form, name in TITLES.items():
            ending, _ = LIST_FORMS[form]
            path = f"citations.{ending}"
            with (self.work.folder / path).open("w", encoding="utf-8", newline="") as file:
                file.write(write_list(works, form))
            title = f"Citations of all records for reference managers ({name})"
            self.work.downloads.append(Download(path, form, title, len(works), "citations"))
