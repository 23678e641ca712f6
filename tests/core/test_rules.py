"""Every rule fires on its fault and stays silent on sound records."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import citation_faults
import pytest
import rule_faults
import small
import sound_records
from rule_faults import swap

from control_atlas.check.report import FORMATS
from control_atlas.check.rule import RULES
from control_atlas.check.run import validate


@pytest.fixture
def sound(root: Path) -> Path:
    """A data folder with one sound record of the kinds that rules look at."""
    sound_records.write(root)
    return root


def twice(root: Path) -> None:
    small.place(root, "us")
    file = next((root / "records/places").rglob("us.yaml"))
    second = root / "records/places/second/us.yaml"
    second.parent.mkdir()
    second.write_text(file.read_text())


def circle(root: Path) -> None:
    text = 'acts:\n  - does: rescinds\n    target: us-fr-2025-00636\n    pinpoint: para. 1\n    from: "2025-03-01"\n'
    file = next(root.rglob("other.yaml"))
    file.write_text(file.read_text() + text)


def covered_by_nothing(root: Path) -> None:
    file = root / "coverage" / "notes.yaml"
    file.parent.mkdir()
    file.write_text(
        "title: Notes\nabout: Notes for a test.\nleft_out:\n"
        "  - {fact: A chip., reason: same-fact, why: It stands there., records: [chop]}\n"
    )


FAULTS: dict[str, Callable[[Path], None]] = {
    "id-is-file-name": swap("chip", "id: chip", "id: chop"),
    "folder-fits": swap("control", "jurisdiction: us", "jurisdiction: cn"),
    "id-unique": twice,
    "reference-exists": swap("chip", "vendor: maker", "vendor: makers"),
    "reference-part-exists": swap("control", "#ccl", "#clc"),
    "coverage-record-exists": covered_by_nothing,
    "word-known": swap("control", "advanced-computing", "advanced-computers"),
    "applies-to-known": swap("control", "applies_to: [a]", "applies_to: [c]"),
    "terms-document-family": swap("clause", "document: maker-terms", "document: maker-policy"),
    "date-order": swap("us-fr-2025-00636", 'issued: "2025-01-13"', 'issued: "2025-01-16"'),
    "period-order": swap("src-text", 'to: "2026-06-01"', 'from: "2026-06-02"\n  to: "2026-06-01"'),
    "item-before-instrument": swap("control", 'from: "2025-02-01"', 'from: "2025-01-12"'),
    "versions-in-order": swap(
        "clause",
        "      stance: prohibits\n",
        '      stance: prohibits\n    - from: "2025-02-01"\n      by: maker-terms-2025\n      pinpoint: section 1\n'
        "      covers: Again.\n      stance: permits\n",
    ),
    "older-on-first-wording": swap(
        "clause", "      covers: Forbids copying.", "      older: true\n      covers: Forbids copying."
    ),
    "version-before-history": swap("clause", "history: complete", 'history_from: "2025-03-01"'),
    "act-cycle": circle,
    "act-before-target": swap("other", 'issued: "2024-01-01"\n  effective: "2024-02-01"', 'issued: "2025-03-01"'),
    "act-before-own-instrument": swap(
        "us-fr-2025-00636", "pinpoint: para. 9", 'from: "2025-01-01"\n    pinpoint: para. 9'
    ),
    "act-on-itself": swap("us-fr-2025-00636", "target: other", "target: us-fr-2025-00636#ccl"),
    "source-is-named": swap("control", "sources:\n  - src-text\n", "sources: []\n"),
    "not-by-memory-alone": swap("src-text", "read: full-text", "read: not-seen"),
    "verification-not-upgraded": swap("src-text", "rank: official", "rank: press"),
    "source-read-after-current": swap("src-text", 'to: "2026-06-01"', 'to: "2026-12-01"'),
    "no-markup": swap("chip", "title: Chip", 'title: "Chip <script>"'),
    "wording-says-what": swap("control", "Chips at the limit.", "The limit is unchanged."),
    "condition-one-form": swap(
        "control", "meets: control#a", "meets: control#a\n        fact: dram-memory"
    ),
    "condition-bounds": swap("control", "at_least: 4800", "at_least: 4800\n            less_than: 4800"),
    "judgement-marked": swap("control", "judgement: designed-for-data-centre", "fact: designed-for-data-centre"),
    "choice-value-known": swap(
        "control", "role: destination\n        in: [us]", "choice: transaction\n        one_of: [shipment]"
    ),
    "unit-fits-parameter": swap("chip", "unit: mm2", "unit: nm"),
    "condition-cycle": swap("control", "- judgement: designed-for-data-centre", "- meets: control#b"),
    "example-holds": swap("control", "expect: met", "expect: not-met"),
    "citation-well-formed": swap("us-fr-2025-00636", "volume: 90", "volume: 87"),
    "code-well-formed": swap("control", "type: end-use", 'list: us-ccl\ncode: "3A09"\ntype: end-use'),
    "commodity-code-digits": swap("cn-2805301910", '"2805301910"', '"280530191"'),
    "country-code-known": swap("us", '"US"', '"UK"'),
    **rule_faults.FAULTS,
    **citation_faults.FAULTS,
}  # fmt: skip
# A schema refuses these shapes before the rule sees them.
BY_SCHEMA = {"source-is-named"}


def test_every_rule_has_a_fault_here() -> None:
    assert set(FAULTS) == set(RULES)


def test_no_rule_speaks_about_sound_records(sound: Path) -> None:
    report = validate(sound)
    assert [str(problem) for problem in report.problems] == []
    assert report.not_run == ()


@pytest.mark.parametrize("name", sorted(set(FAULTS) - BY_SCHEMA))
def test_rule_fires_on_its_fault(name: str, sound: Path) -> None:
    if name == "verification-not-upgraded":
        swap("clause", "sources: [src-text]", "verification:\n  read: full-text\nsources: [src-text]")(sound)
    FAULTS[name](sound)
    found = [problem for problem in validate(sound).problems if problem.rule == name]
    assert found, f"{name} is silent"
    for problem in found:
        assert problem.line >= 1
        assert problem.message.endswith((".", ")"))
        assert problem.fix


def test_source_is_named_speaks_for_a_record_whose_schema_lets_sources_out(sound: Path) -> None:
    from control_atlas.check.context import Context
    from control_atlas.load.folder import load_folder
    from control_atlas.records import Record

    loaded = load_folder(sound)
    context = Context(loaded, {}, True)
    bare = Record("x", "incidents", {"id": "x"}, "records/incidents/a/x.yaml", lambda path: (1, 1))
    check = RULES["source-is-named"].check
    assert len(list(check(bare, context))) == 1
    assert list(check(next(record for record in loaded.records if record.id == "chip"), context)) == []


def test_all_problems_of_all_files_come_in_one_run_in_file_order(sound: Path) -> None:
    for name in ("no-markup", "word-known", "citation-well-formed", "commodity-code-digits"):
        FAULTS[name](sound)
    problems = validate(sound).problems
    assert {problem.rule for problem in problems} >= {"no-markup", "word-known", "citation-well-formed"}
    assert list(problems) == sorted(problems)


ACCEPTED = """\
exceptions:
  - rule: spaces-clean
    file: records/incidents/ai/case.yaml
    field: answers[0].says
    reason: The spaces stand so in the original.
"""


def test_a_finding_that_the_exceptions_file_accepts_is_no_problem_and_is_counted_apart(sound: Path) -> None:
    FAULTS["spaces-clean"](sound)
    (sound / "exceptions.yaml").write_text(ACCEPTED)
    report = validate(sound)
    assert report.problems == ()
    assert [problem.rule for problem in report.accepted] == ["spaces-clean"]


def test_an_exception_of_another_field_accepts_nothing_and_is_itself_a_problem(sound: Path) -> None:
    FAULTS["spaces-clean"](sound)
    (sound / "exceptions.yaml").write_text(ACCEPTED.replace("answers[0]", "answers[1]"))
    assert {problem.rule for problem in validate(sound).problems} == {"spaces-clean", "exception-needed"}


def test_an_exception_that_nothing_needs_is_a_problem_only_when_all_files_were_checked(sound: Path) -> None:
    (sound / "exceptions.yaml").write_text(ACCEPTED)
    found = validate(sound).problems
    assert [(problem.rule, problem.path, problem.line) for problem in found] == [
        ("exception-needed", "exceptions.yaml", 2)
    ]
    assert validate(sound, [next(sound.rglob("case.yaml"))]).problems == ()


def test_faults_of_form_cannot_be_accepted(sound: Path) -> None:
    (sound / "exceptions.yaml").write_text(ACCEPTED.replace("spaces-clean", "unknown-key"))
    found = validate(sound).problems
    assert [problem.field for problem in found] == ["exceptions[0].rule"]


def test_an_exceptions_file_that_does_not_fit_its_schema_accepts_nothing(sound: Path) -> None:
    FAULTS["spaces-clean"](sound)
    (sound / "exceptions.yaml").write_text(
        ACCEPTED.replace("    reason: The spaces stand so in the original.\n", "")
    )
    assert {problem.rule for problem in validate(sound).problems} == {"schema-required", "spaces-clean"}


def test_with_files_only_their_own_rules_run_and_references_are_checked_by_name(sound: Path) -> None:
    FAULTS["reference-exists"](sound)
    report = validate(sound, [next(sound.rglob("chip.yaml"))])
    assert [problem.rule for problem in report.problems] == ["reference-exists"]
    assert "act-cycle" in report.not_run


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_each_format_tells_rule_place_and_fix(form: str, sound: Path) -> None:
    FAULTS["word-known"](sound)
    problem = validate(sound).problems[0]
    text = FORMATS[form]([problem])
    for part in ("word-known", "control.yaml", str(problem.line), "vocabularies/subjects.yaml"):
        assert part in text
    if form in ("json", "sarif"):
        json.loads(text)


@pytest.mark.parametrize(
    ("old", "new", "rule", "field"),
    [
        ("model: Chip\n", "", "schema-required", "(record)"),
        ("model: Chip\n", "model: Chip\nmodell: Chip\n", "unknown-key", "modell"),
        ("value: 800", 'value: "800"', "schema-type", "values.applicable-die-area.value"),
        ("basis: stated", "basis: guessed", "schema-enum", "values.applicable-die-area.basis"),
        ("summary: A chip", 'summary: "=A chip', "schema-pattern", "summary"),
    ],
)
def test_schema_faults_name_rule_field_and_place(
    old: str, new: str, rule: str, field: str, sound: Path
) -> None:
    if new.startswith('summary: "'):
        swap("chip", "for a test.", 'for a test."')(sound)
    swap("chip", old, new)(sound)
    found = validate(sound, [next(sound.rglob("chip.yaml"))]).problems
    assert [(problem.rule, problem.field) for problem in found] == [(rule, field)]
    assert found[0].line >= 1


def test_an_unknown_key_deep_in_a_control_is_named(sound: Path) -> None:
    swap(
        "control",
        "      covers: Chips at the limit.\n",
        "      covers: Chips at the limit.\n      pinpont: x\n",
    )(sound)
    found = validate(sound, [next(sound.rglob("control.yaml"))]).problems
    assert [(problem.rule, problem.field) for problem in found] == [("unknown-key", "items.a[0].pinpont")]


def test_an_example_that_leads_to_a_missing_record_is_told_as_a_missing_record(sound: Path) -> None:
    swap("control", "- judgement: designed-for-data-centre", "- meets: gone#a")(sound)
    rules = {problem.rule for problem in validate(sound).problems}
    assert "reference-exists" in rules


def test_an_impossible_day_is_told_as_such(sound: Path) -> None:
    swap("clause", '"2025-02-01"', '"2025-02-30"')(sound)
    found = validate(sound, [next(sound.rglob("clause.yaml"))]).problems
    assert [problem.rule for problem in found] == ["schema-format"]
    assert "2025-02-30" in found[0].message
