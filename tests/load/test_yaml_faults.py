"""Every fault a file can have is named once, in its place, by its rule."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from control_atlas.load import events
from control_atlas.load.faults import MAX_BYTES, MAX_DEPTH, MAX_SCALAR, RULES, Unreadable
from control_atlas.load.yaml_reader import read_text, read_yaml
from control_atlas.records import Problem

FAULTS = Path(__file__).parent / "faults"

# The fixture in faults/, then its rule, line, column and field.
EXPECTED = {
    "alias": ("yaml-alias", 1, 4, "a"),
    "ambiguous-key": ("yaml-ambiguous-scalar", 1, 1, "no"),
    "anchor": ("yaml-anchor", 1, 4, "a"),
    "apostrophe-in-single-quotes": ("yaml-syntax", 2, 13, "(record)"),
    "at-sign": ("yaml-syntax", 1, 8, "(record)"),
    "colon-in-value": ("yaml-syntax", 1, 12, "(record)"),
    "comment-touches-text-block": ("yaml-syntax", 1, 7, "note"),
    "directive": ("yaml-directive", 1, 1, "(record)"),
    "duplicate-key": ("yaml-duplicate-key", 4, 1, "id"),
    "duplicate-key-nested": ("yaml-duplicate-key", 3, 21, "items.b.x"),
    "duplicate-key-quoted": ("yaml-duplicate-key", 2, 1, "a"),
    "empty": ("yaml-empty", 1, 1, "(record)"),
    "empty-item": ("yaml-empty-value", 3, 4, "list[1]"),
    "empty-value": ("yaml-empty-value", 2, 6, "note"),
    "end-marker": ("yaml-several-documents", 2, 1, "(record)"),
    "equals-sign": ("yaml-ambiguous-scalar", 1, 7, "sign"),
    "escape-beyond-unicode": ("yaml-syntax", 1, 7, "(record)"),
    "escaped-direction": ("yaml-invisible-character", 1, 8, "title"),
    "escaped-nul": ("yaml-control-character", 1, 8, "title"),
    "exponent-without-point": ("yaml-ambiguous-scalar", 1, 13, "operations"),
    "half-surrogate-escape": ("yaml-syntax", 1, 7, "(record)"),
    "hexadecimal": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "huge-integer": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "infinity": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "item-without-dash": ("yaml-syntax", 3, 3, "list"),
    "leading-zero": ("yaml-ambiguous-scalar", 1, 8, "share"),
    "line-separator": ("yaml-control-character", 1, 9, "(record)"),
    "line-without-colon": ("yaml-syntax", 2, 1, "(record)"),
    "list-as-key": ("yaml-key-not-text", 1, 1, "(key at 1:1)"),
    "list-at-root": ("yaml-root-not-mapping", 1, 1, "(record)"),
    "merge-key": ("yaml-merge-key", 2, 1, "<<"),
    "merge-sign-as-value": ("yaml-ambiguous-scalar", 1, 7, "sign"),
    "missing-key": ("yaml-key-not-text", 1, 2, "(record)"),
    "more-digits-than-kept": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "negative-zero": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "next-line-character": ("yaml-control-character", 1, 9, "(record)"),
    "no-break-zero-width": ("yaml-invisible-character", 2, 9, "(record)"),
    "no-digit-after-point": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "no-digit-before-point": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "not-a-number": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "null-as-key": ("yaml-key-not-text", 1, 1, "null"),
    "null-in-capitals": ("yaml-ambiguous-scalar", 1, 7, "note"),
    "number-as-key": ("yaml-key-not-text", 2, 3, "items.600"),
    "octal-with-letter": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "only-comments": ("yaml-empty", 1, 1, "(record)"),
    "only-start-marker": ("yaml-empty", 1, 1, "(record)"),
    "plus-sign": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "python-object": ("yaml-tag", 2, 8, "title"),
    "question-mark-in-brackets": ("yaml-ambiguous-scalar", 2, 8, "list[0]"),
    "right-to-left-override": ("yaml-invisible-character", 1, 3, "(record)"),
    "separated-by-comma": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "separated-by-underscore": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "soft-hyphen": ("yaml-invisible-character", 1, 12, "(record)"),
    "string-tag": ("yaml-tag", 1, 7, "code"),
    "symbol": ("yaml-ambiguous-scalar", 1, 8, "value"),
    "tag-without-handle": ("yaml-tag", 1, 4, "(record)"),
    "text-after-quotes": ("yaml-syntax", 1, 15, "(record)"),
    "text-at-root": ("yaml-root-not-mapping", 1, 1, "(record)"),
    "text-block-header": ("yaml-syntax", 1, 8, "(record)"),
    "text-with-asterisks": ("yaml-alias", 1, 4, "(record)"),
    "tilde": ("yaml-ambiguous-scalar", 1, 7, "note"),
    "two-documents": ("yaml-several-documents", 2, 1, "(record)"),
    "unclosed-brace": ("yaml-syntax", 2, 7, "when"),
    "unclosed-bracket": ("yaml-syntax", 2, 7, "list"),
    "unclosed-double-quote": ("yaml-syntax", 2, 8, "(record)"),
    "unclosed-single-quote": ("yaml-syntax", 2, 8, "(record)"),
    "unknown-escape": ("yaml-syntax", 1, 10, "(record)"),
    "unquoted-date": ("yaml-ambiguous-scalar", 3, 13, "items.a[0].from"),
    "unquoted-eccn": ("yaml-ambiguous-scalar", 2, 7, "code"),
    "unquoted-eccn-lower-case": ("yaml-ambiguous-scalar", 1, 16, "codes[1]"),
    "unquoted-norway": ("yaml-ambiguous-scalar", 3, 5, "countries[1]"),
    "unquoted-on": ("yaml-ambiguous-scalar", 1, 9, "switch"),
    "unquoted-section": ("yaml-ambiguous-scalar", 2, 12, "pinpoint.section"),
    "unquoted-time": ("yaml-ambiguous-scalar", 1, 7, "hour"),
    "unquoted-timestamp": ("yaml-ambiguous-scalar", 1, 7, "read"),
    "unquoted-true-in-capitals": ("yaml-ambiguous-scalar", 1, 7, "read"),
    "unquoted-yes-in-capitals": ("yaml-ambiguous-scalar", 1, 7, "read"),
    "wrong-indentation": ("yaml-syntax", 3, 2, "(record)"),
    "zero-width-space": ("yaml-invisible-character", 1, 9, "(record)"),
}

# Bytes that an editor, a hook or a checkout might change, and sizes that do not belong in a repository.
MADE_HERE = {
    "byte order mark": (b"\xef\xbb\xbfid: x\n", ("yaml-encoding", 1, 1)),
    "UTF-16": ("id: x\n".encode("utf-16"), ("yaml-encoding", 1, 1)),
    "Latin-1": ("id: x\ntitle: café\n".encode("latin-1"), ("yaml-encoding", 2, 11)),
    "NUL byte": (b"id: x\ntitle: a\0b\n", ("yaml-control-character", 2, 9)),
    "escape character": (b"id: \x1b[31mx\n", ("yaml-control-character", 1, 5)),
    "tab as indentation": (b"a:\n\tb: 1\n", ("yaml-tab", 2, 1)),
    "tab in a text": (b"a: b\tc\n", ("yaml-tab", 1, 5)),
    "lone carriage return": (b"a: 1\rb: 2\n", ("yaml-control-character", 1, 5)),
    "brackets nested too deep": (b"a: " + b"[" * MAX_DEPTH, ("yaml-depth", 1, 67)),
    "100,000 brackets": (b"a: " + b"[" * 100_000, ("yaml-depth", 1, 67)),
    "100,000 dashes": (b"a:\n  " + b"- " * 100_000, ("yaml-depth", 2, 129)),
    "text too long": (b"id: x\na: " + b"x" * (MAX_SCALAR + 1), ("yaml-scalar-too-long", 2, 4)),
    "text of 10 MB": (b"a: " + b"x" * 10_000_000, ("yaml-too-large", 1, 1)),
    "one byte too many": (b"a: b\n".ljust(MAX_BYTES + 1, b"#"), ("yaml-too-large", 1, 1)),
}


def problems_of(data: bytes) -> list[Problem]:
    with pytest.raises(Unreadable) as caught:
        read_text(data, "records/x.yaml")
    return caught.value.problems


def test_every_fixture_has_an_expectation() -> None:
    assert {file.stem for file in FAULTS.glob("*.yaml")} == {*EXPECTED, "alias-bomb"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fault_is_named_once_in_its_place(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_yaml(FAULTS / f"{name}.yaml", f"faults/{name}.yaml")
    found = [(p.rule, p.line, p.column, p.field) for p in caught.value.problems]
    assert found == [EXPECTED[name]]


@pytest.mark.parametrize("name", MADE_HERE)
def test_a_fault_made_of_bytes_is_named_once_in_its_place(name: str) -> None:
    data, expected = MADE_HERE[name]
    assert [(p.rule, p.line, p.column) for p in problems_of(data)] == [expected]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_parser_written_in_python_finds_the_same_fault(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "CParser", None)
    found = problems_of((FAULTS / f"{name}.yaml").read_bytes())
    rule, line = EXPECTED[name][:2]
    if name == "question-mark-in-brackets":
        rule = "yaml-syntax"  # this is the very parser that stops there
    assert [(p.rule, p.line) for p in found] == [(rule, line)]


@pytest.mark.parametrize("name", [name for name in MADE_HERE if "100,000" in name])
def test_the_parser_written_in_python_stops_at_the_same_depth(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "CParser", None)
    data, expected = MADE_HERE[name]
    assert [(p.rule, p.line, p.column) for p in problems_of(data)] == [expected]


def test_a_problem_says_what_where_why_and_how_to_mend_it() -> None:
    (problem,) = problems_of(b"id: x\ncode: 3E001\n")
    assert str(problem) == (
        "records/x.yaml:2:7 error yaml-ambiguous-scalar code: The unquoted 3E001 is not portable: some YAML "
        "parsers read it as a number with an exponent and others as text. Fix: Quote it if it is text: "
        '"3E001"; if the number is meant, write 30.0.'
    )
    assert problem.value == "3E001"


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("744.10", 'Quote it if it is text: "744.10"; if the number is meant, write 744.1.'),
        ("1e26", 'Quote it if it is text: "1e26"; if the number is meant, write 1.0e+26.'),
        ("5.", 'Quote it if it is text: "5."; if the number is meant, write 5.0.'),
        ("+7", 'Quote it if it is text: "+7"; if the number is meant, write 7.'),
        ("NO", 'Quote it if it is text: "NO"; otherwise write true or false.'),
        ("2025-10-09", 'Quote it: "2025-10-09".'),
    ],
)
def test_the_fix_shows_what_to_write(written: str, advice: str) -> None:
    (problem,) = problems_of(f"a: {written}\n".encode())
    assert problem.fix == advice


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    (problem,) = problems_of((FAULTS / "duplicate-key.yaml").read_bytes())
    assert problem.message == "The key id already stands on line 1 in the same mapping."


def test_all_faults_of_a_file_are_found_in_one_run_in_their_order() -> None:
    found = problems_of(b"a: 3E001\nb: &x [NO, 0600]\na: \xe2\x80\x8b1\n600: ~\nc: *x\n")
    assert [(p.rule, p.line) for p in found] == [
        ("yaml-ambiguous-scalar", 1),
        ("yaml-anchor", 2),
        ("yaml-ambiguous-scalar", 2),
        ("yaml-ambiguous-scalar", 2),
        ("yaml-duplicate-key", 3),
        ("yaml-invisible-character", 3),
        ("yaml-key-not-text", 4),
        ("yaml-ambiguous-scalar", 4),
        ("yaml-alias", 5),
    ]


def test_faults_before_a_syntax_error_are_kept() -> None:
    found = problems_of(b"a: NO\nb: c: d\n")
    assert [p.rule for p in found] == ["yaml-ambiguous-scalar", "yaml-syntax"]


def test_an_alias_bomb_is_refused_alias_by_alias_and_never_expanded() -> None:
    found = problems_of((FAULTS / "alias-bomb.yaml").read_bytes())
    assert {p.rule for p in found} == {"yaml-anchor", "yaml-alias"}
    assert sum(p.rule == "yaml-anchor" for p in found) == 9
    assert sum(p.rule == "yaml-alias" for p in found) == 50
    last = max(p for p in found if p.rule == "yaml-alias")
    assert last.message == "A value is an alias. (22 more like it follow.)"


def test_a_character_that_occurs_often_is_reported_once_with_its_count() -> None:
    (problem,) = problems_of(b"a:\n\tb: 1\n\tc: 2\n")
    assert problem.message == "The file contains a tab (2 times, here first)."


def test_control_characters_in_a_key_do_not_reach_the_terminal() -> None:
    found = problems_of(b'"\\e[31m": NO\n')
    assert {p.field for p in found} == {"<U+001B>[31m"}
    assert all(str(p).isprintable() for p in found)


def test_every_rule_has_a_meaning_an_example_and_a_fix() -> None:
    for name, (meaning, example, fix) in RULES.items():
        assert name.startswith("yaml-")
        assert meaning.endswith(".")
        assert fix.endswith(".")
        assert example


def test_every_rule_is_shown_to_fire_by_these_tests() -> None:
    shown = {rule for rule, *_ in EXPECTED.values()} | {rule for _, (rule, *_) in MADE_HERE.values()}
    of_the_file_system = {"yaml-unreadable", "yaml-outside-folder", "yaml-unwritable"}
    assert shown | of_the_file_system == set(RULES)


class TestFilesThatCannotBeRead:
    def rule_and_message(self, file: Path, within: Path | None = None) -> tuple[str, str]:
        with pytest.raises(Unreadable) as caught:
            read_yaml(file, "records/x.yaml", within)
        (problem,) = caught.value.problems
        assert (problem.path, problem.line, problem.column) == ("records/x.yaml", 1, 1)
        return problem.rule, problem.message

    def test_a_missing_file(self, tmp_path: Path) -> None:
        said = self.rule_and_message(tmp_path / "gone.yaml")
        assert said == ("yaml-unreadable", "The file does not exist, or no longer.")

    def test_a_folder(self, tmp_path: Path) -> None:
        assert self.rule_and_message(tmp_path) == ("yaml-unreadable", "This is a folder, not a file.")

    def test_a_named_pipe_is_refused_without_waiting(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "x.yaml")
        said = self.rule_and_message(tmp_path / "x.yaml")
        assert said == ("yaml-unreadable", "This is not an ordinary file.")

    def test_a_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "x.yaml").symlink_to("x.yaml")
        assert self.rule_and_message(tmp_path / "x.yaml")[0] == "yaml-unreadable"

    def test_a_name_with_a_nul_character(self, tmp_path: Path) -> None:
        assert self.rule_and_message(tmp_path / "a\0b")[0] == "yaml-unreadable"

    def test_a_sparse_file_of_a_gigabyte_is_refused_by_its_size(self, tmp_path: Path) -> None:
        with (tmp_path / "x.yaml").open("wb") as file:
            file.truncate(10**9)
        rule, message = self.rule_and_message(tmp_path / "x.yaml")
        assert rule == "yaml-too-large"
        assert "1,000,000,000 bytes" in message

    def test_a_link_that_leaves_the_data_folder(self, tmp_path: Path) -> None:
        (tmp_path / "records").mkdir()
        (tmp_path / "secret.yaml").write_text("id: x\n")
        (tmp_path / "records" / "x.yaml").symlink_to(tmp_path / "secret.yaml")
        said = self.rule_and_message(tmp_path / "records" / "x.yaml", tmp_path / "records")
        assert said == ("yaml-outside-folder", "The file lies outside the data folder.")

    def test_a_linked_subfolder_that_leaves_the_data_folder(self, tmp_path: Path) -> None:
        (tmp_path / "records").mkdir()
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "x.yaml").write_text("id: x\n")
        (tmp_path / "records" / "us").symlink_to(tmp_path / "elsewhere")
        said = self.rule_and_message(tmp_path / "records" / "us" / "x.yaml", tmp_path / "records")
        assert said[0] == "yaml-outside-folder"

    def test_a_path_that_climbs_out_of_the_data_folder(self, tmp_path: Path) -> None:
        (tmp_path / "records").mkdir()
        (tmp_path / "x.yaml").write_text("id: x\n")
        said = self.rule_and_message(tmp_path / "records" / ".." / "x.yaml", tmp_path / "records")
        assert said[0] == "yaml-outside-folder"


def test_links_that_stay_in_the_data_folder_and_a_linked_data_folder_are_fine(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "x.yaml").write_text("id: x\n")
    (tmp_path / "records" / "y.yaml").symlink_to("x.yaml")
    (tmp_path / "data").symlink_to("records")
    assert read_yaml(tmp_path / "records" / "y.yaml", "y.yaml", tmp_path / "records").data == {"id": "x"}
    assert read_yaml(tmp_path / "data" / "x.yaml", "x.yaml", tmp_path / "data").data == {"id": "x"}
    assert read_yaml(tmp_path / "records" / "x.yaml", "x.yaml", tmp_path / "data").data == {"id": "x"}
