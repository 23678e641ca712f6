"""One export of every format, made once: of synthetic records with some hand-written ones beside, or of ours.

``ATLAS_EXPORT_RECORDS=real`` reads the records of this repository instead, which takes minutes; scripts/soak
does that.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import small

from benchmarks.synthetic import write_folder
from control_atlas.export.edition import Edition
from control_atlas.export.formats import WRITERS
from control_atlas.export.tables import Tables
from control_atlas.export.writer import run
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder

DAY = "2026-06-30"
REAL = os.environ.get("ATLAS_EXPORT_RECORDS") == "real"
INCIDENT = """\
id: claim-of-copies
title: Claim of copies
title_kind: descriptive
summary: One company says that another copied its model; the other denies it.
type: distillation
standing: allegation
standing_note: A letter; no court was asked.
parties:
  - {organisation: provider, role: alleging}
  - {organisation: cn-agency, role: alleged-against}
dates:
  public: "2026-06-01"
claims:
  - by: provider
    about: [cn-agency]
    says: Says that 25,000 accounts were used; 稀土.
    day: {after: "2026-05-01", by: "2026-05-09"}
answers:
  - by: cn-agency
    kind: denial
    says: Denies it in every point.
    day: "2026-06-02"
events:
  - day: "2026-06-03"
    what: A committee asks for papers.
    sources: [src-long]
sources: [src-long]
"""


def long_control(root: Path) -> None:
    """A control whose wordings together are longer than a cell of a workbook may be."""
    small.source(root, "src-long")
    small.instrument(root, "rule-long", "published: 2020-01-01, effective: 2020-01-02", source_id="src-long")
    years = range(2000, 2026)
    words = "\n".join(
        f'    - from: "{year}-01-02"\n      by: rule-long\n      pinpoint: "§ 744.{year}"\n      covers: >-\n'
        f"        Wording of {year}. " + "Wafers, masks and 镓 together. " * 50 + "\n"
        "      when: {param: performance-density, at_least: 0.5555555555555556}"
        for year in years
    )
    small.control(root, "long-history", f"  a.1:\n{words}", source_id="src-long")


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if REAL:
        return small.REPOSITORY
    root = tmp_path_factory.mktemp("records") / "data"
    write_folder(root, 90)
    small.write(root, "incidents", "claim-of-copies", INCIDENT)
    long_control(root)
    return root


@pytest.fixture(scope="session")
def kb(data_folder: Path) -> KnowledgeBase:
    loaded = load_folder(data_folder)
    assert loaded.problems == []
    made = KnowledgeBase(loaded)
    made.link()
    return made


@pytest.fixture(scope="session")
def edition(kb: KnowledgeBase) -> Edition:
    return Edition(kb, DAY)


@pytest.fixture(scope="session")
def exported(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an export in every format."""
    folder = tmp_path_factory.mktemp("exported")
    run(edition, WRITERS.values(), folder)
    return folder


@pytest.fixture(scope="session")
def envelopes(edition: Edition) -> Mapping[str, Mapping[str, Any]]:
    """The published form of every record, as JSON reads it back, by id: what every format must hold."""
    return {record.id: json.loads(json.dumps(edition.envelope(record))) for record in edition.records}


@pytest.fixture(scope="session")
def rows(edition: Edition, envelopes: Mapping[str, Mapping[str, Any]]) -> Mapping[str, list[dict[str, Any]]]:
    """Every row that the tables must hold, made anew from the published forms."""
    tables = Tables(edition)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.all}
    for envelope in envelopes.values():
        for name, row in tables.rows(envelope):
            columns = [column.name for column in tables.all[name].columns]
            found[name].append(dict(zip(columns, row, strict=True)))
    return found
