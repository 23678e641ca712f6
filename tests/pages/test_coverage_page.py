"""The coverage page tells how far controls and rules are modelled, and every fact left out, with its reason."""

from __future__ import annotations

from pathlib import Path

import small

from control_atlas.check.run import validate
from control_atlas.pages.blocks import Block, Table
from control_atlas.pages.inline import Link, Text, Verification
from control_atlas.views.coverage import coverage_blocks
from control_atlas.views.reference import reference_pages

ITEMS = """\
  a:
    - from: "2025-02-01"
      by: rule#ccl
      pinpoint: para. 1
      covers: Chips at the limit.
      when: {param: total-processing-performance, at_least: 4800}
  b:
    - from: "2025-02-01"
      by: rule
      pinpoint: para. 2
      covers: Other chips.
      verification: {read: excerpt}
"""
PARTS = "parts:\n  ccl:\n    pinpoint: supp. no. 1\n    covers: The list.\n"
LISTED = """\
title: Notes on chips
about: Notes for a test.
facts: 2
gone_through: "2026-11-22"
left_out:
  - fact: A figure that no source gives.
    reason: too-weak
    why: It rests on memory.
    records: [control]
"""


def words(table: Table) -> list[list[str]]:
    """The cells of a table as text."""

    def word(part: object) -> str:
        if isinstance(part, Verification):
            return part.read
        return part.text if isinstance(part, Text | Link) else ""

    return [["".join(word(part) for part in cell) for cell in row.cells] for row in table.rows]


def blocks(root: Path) -> dict[str, Block]:
    small.source(root)
    small.place(root, "us")
    small.instrument(root, "rule", "issued: 2025-01-13, effective: 2025-02-01", PARTS)
    small.instrument(root, "bare", "issued: 2025-01-13, effective: 2025-02-01")
    small.control(root, "control", ITEMS)
    found = list(coverage_blocks(small.linked(root)))
    return {getattr(block, "anchor", "") or str(number): block for number, block in enumerate(found)}


def test_a_control_is_counted_by_paragraphs_conditions_and_how_each_was_read(root: Path) -> None:
    table = blocks(root)["controls"]
    assert isinstance(table, Table)
    assert words(table) == [
        ["Control control", "Place us", "full", "2", "1", "1", "1", "0", "0", "full-text"]
    ]


def test_a_rule_is_full_when_all_it_worded_is_and_a_pointer_when_nothing_is_recorded(root: Path) -> None:
    table = blocks(root)["rules"]
    assert isinstance(table, Table)
    assert [(row[0], row[2]) for row in words(table)] == [("Rule bare", "pointer"), ("Rule rule", "full")]


def test_every_fact_left_out_is_printed_with_reason_and_record(root: Path) -> None:
    (root / "coverage").mkdir()
    (root / "coverage" / "chips.yaml").write_text(LISTED)
    found = list(blocks(root).values())
    table = found[-1]
    assert isinstance(table, Table)
    assert words(table) == [
        ["A figure that no source gives.", "no source carries it", "It rests on memory.", "Control control"]
    ]
    about = found[-2]
    assert "2 facts, 1 left out; gone through on 2026-11-22" in getattr(about, "markdown", "")


def test_a_list_with_an_unknown_reason_or_a_missing_record_is_an_error(root: Path) -> None:
    (root / "coverage").mkdir()
    wrong = LISTED.replace("too-weak", "dropped")
    (root / "coverage" / "chips.yaml").write_text(wrong)
    assert [problem.rule for problem in validate(root).problems] == ["schema-enum"]
    (root / "coverage" / "chips.yaml").write_text(LISTED)
    assert [problem.rule for problem in validate(root).problems] == ["coverage-record-exists"]


def test_every_row_stands_on_one_page_that_the_first_page_links_to(root: Path) -> None:
    (root / "coverage").mkdir()
    (root / "coverage" / "chips.yaml").write_text(LISTED)
    blocks(root)
    kb = small.linked(root)
    pages = [page for page in reference_pages(kb, "2026-11-22") if page.path.startswith("reference/coverage")]
    rows = [row for page in pages for block in page.blocks if isinstance(block, Table) for row in block.rows]
    listed = [row for block in coverage_blocks(kb) if isinstance(block, Table) for row in block.rows]
    assert sorted(map(repr, rows)) == sorted(map(repr, listed))
    first, *others = pages
    linked = repr(first.blocks)
    assert others
    assert all(page.path in linked for page in others)
