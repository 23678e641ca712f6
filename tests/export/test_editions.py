"""Deltas tell whether the law changed or our record did."""

from __future__ import annotations

from pathlib import Path

import pytest
import small
from click.testing import CliRunner

from benchmarks.synthetic import write_folder
from control_atlas.commands import main
from control_atlas.export.delta import delta
from control_atlas.export.edition import Edition
from control_atlas.export.past_editions import FOLDER, keep, read_editions, told_up_to, write_edition
from control_atlas.export.turns import events

FIRST = """\
  a:
    - from: "2020-01-02"
      by: rule-one
      pinpoint: para. a
      covers: The first wording.
"""
SECOND = """\
    - from: "2026-08-01"
      by: rule-two
      pinpoint: para. a
      covers: The second wording.
"""


@pytest.fixture
def base(root: Path) -> Path:
    small.source(root)
    small.instrument(root, "rule-one", "published: 2020-01-01, effective: 2020-01-02")
    small.control(root, "thing", FIRST)
    small.control(root, "other", FIRST)
    return root


def kept(root: Path, day: str) -> Path:
    return write_edition(keep(Edition(small.linked(root), day), "first"), root / FOLDER)


def compared(root: Path, day: str) -> dict[str, dict[str, list[str]]]:
    (past,) = read_editions(root / FOLDER)
    told = delta(past, Edition(small.linked(root), day))
    return {part: {one["id"]: one["why"] for one in told[part]} for part in ("added", "changed", "removed")}


def test_an_edition_is_read_back_as_it_was_kept_and_never_written_again(base: Path) -> None:
    kept(base, "2026-06-30")
    (past,) = read_editions(base / FOLDER)
    assert past == keep(Edition(small.linked(base), "2026-06-30"), "first")
    with pytest.raises(FileExistsError, match="never written again"):
        kept(base, "2026-07-01")


def test_nothing_changed_when_no_record_and_no_day_did(base: Path) -> None:
    kept(base, "2026-06-30")
    assert compared(base, "2026-07-15") == {"added": {}, "changed": {}, "removed": {}}


def test_a_later_rule_is_a_change_of_the_law_and_its_instrument_is_new_law(base: Path) -> None:
    kept(base, "2026-06-30")
    small.instrument(base, "rule-two", "published: 2026-07-20, effective: 2026-08-01")
    small.control(base, "thing", FIRST + SECOND)
    told = compared(base, "2026-08-15")
    assert told["added"] == {"rule-two": ["law"]}
    assert told["changed"] == {"thing": ["law"]}


def test_a_rule_entered_late_is_a_change_of_our_record(base: Path) -> None:
    kept(base, "2026-06-30")
    small.instrument(base, "rule-old", "published: 2019-05-01, effective: 2019-05-02")
    assert compared(base, "2026-07-15")["added"] == {"rule-old": ["record"]}


def test_a_corrected_wording_is_a_change_of_our_record(base: Path) -> None:
    kept(base, "2026-06-30")
    small.control(base, "thing", FIRST.replace("first wording", "first wording, corrected"))
    assert compared(base, "2026-07-15")["changed"] == {"thing": ["record"]}


def test_a_correction_together_with_a_new_rule_is_both(base: Path) -> None:
    kept(base, "2026-06-30")
    small.instrument(base, "rule-two", "published: 2026-07-20, effective: 2026-08-01")
    small.control(base, "thing", (FIRST + SECOND).replace("first wording", "first wording, corrected"))
    assert compared(base, "2026-08-15")["changed"] == {"thing": ["law", "record"]}


def test_a_turn_foreseen_before_is_a_change_of_the_law_when_its_day_has_come(base: Path) -> None:
    small.instrument(base, "rule-two", "published: 2026-05-20, effective: 2026-08-01")
    small.control(base, "thing", FIRST + SECOND)
    kept(base, "2026-06-30")
    told = compared(base, "2026-08-15")["changed"]
    assert told == {"thing": ["law"], "rule-two": ["law"]}


def test_an_act_of_a_new_instrument_reaches_the_record_that_did_not_change(base: Path) -> None:
    kept(base, "2026-06-30")
    acts = 'acts:\n  - {does: suspends, target: rule-one, from: "2026-09-01", pinpoint: item 1}\n'
    small.instrument(base, "rule-two", "published: 2026-07-20, effective: 2026-07-20", acts)
    told = compared(base, "2026-07-25")
    assert told["changed"]["thing"] == ["law"]
    assert told["changed"]["rule-one"] == ["law"]


def test_a_record_that_is_gone_is_told(base: Path) -> None:
    kept(base, "2026-06-30")
    (base / "records" / "chip-export-controls" / "us" / "other.yaml").unlink()
    assert compared(base, "2026-07-15")["removed"] == {"other": ["record"]}


def test_what_is_told_up_to_a_day_leaves_out_later_entries_and_dates_only() -> None:
    data = {
        "dates": {"published": "2026-01-01", "effective": "2026-09-01"},
        "items": {"a": [{"from": "2026-01-01", "last_day": "2027-01-01"}, {"from": "2026-09-01"}]},
        "events": [{"day": {"after": day, "by": "2026-07-09"}} for day in ("2026-06-30", "2026-06-01")],
    }
    assert told_up_to(data, "2026-06-30") == {
        "dates": {"published": "2026-01-01"},
        "items": {"a": [{"from": "2026-01-01", "last_day": "2027-01-01"}]},
        "events": [{"day": {"after": "2026-06-01", "by": "2026-07-09"}}],
    }


def test_an_event_keeps_its_identity_when_its_day_moves(base: Path) -> None:
    small.instrument(base, "rule-two", "published: 2026-05-20, effective: 2026-08-01")
    small.control(base, "thing", FIRST + SECOND)
    before = {
        one.record.id: one
        for one in events(Edition(small.linked(base), "2026-06-30"))
        if one.day > "2026-06-30"
    }
    small.instrument(base, "rule-two", "published: 2026-05-20, effective: 2026-10-01")
    small.control(base, "thing", FIRST + SECOND.replace("2026-08-01", "2026-10-01"))
    after = {
        one.record.id: one
        for one in events(Edition(small.linked(base), "2026-06-30"))
        if one.day > "2026-06-30"
    }
    assert after["thing"].day == "2026-10-01"
    assert {name: one.identity for name, one in before.items()} == {
        name: one.identity for name, one in after.items()
    }


def test_the_command_keeps_an_edition_once(tmp_path: Path) -> None:
    base = tmp_path / "data"
    write_folder(base, 20)
    words = ["--root", str(base), "edition", "0.1.0", "--on", "2026-06-30"]
    kept_now = CliRunner().invoke(main, words)
    assert kept_now.exit_code == 0, kept_now.output
    assert [one.name for one in read_editions(base / FOLDER)] == ["0.1.0"]
    again = CliRunner().invoke(main, words)
    assert again.exit_code == 3
    assert "never written again" in again.output
    outside = CliRunner().invoke(main, ["--root", str(base), "edition", "../elsewhere"])
    assert outside.exit_code == 2
