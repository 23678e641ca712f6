"""Formatting changes how a record is laid out, never what it says."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from control_atlas.load import formatter
from control_atlas.load.building import build
from control_atlas.load.faults import Faults, Unreadable
from control_atlas.load.formatter import format_file, format_text
from control_atlas.load.yaml_reader import read_text

ORDER = ["id", "title", "code", "items", "notes"]


def data_as_written(text: str) -> tuple[dict[str, Any], Faults]:
    """The data of a text in which ambiguous scalars are the text they were written as."""
    faults = Faults("x.yaml")
    return build(text.encode(), faults), faults


class TestQuoting:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("code: 3E001\n", 'code: "3E001"\n'),
            ("code:   NO   # Norway\n", 'code:   "NO"   # Norway\n'),
            ("items: [5e002, {on: 744.10}]\n", 'items: ["5e002", {"on": "744.10"}]\n'),
            ("items:\n  - 2025-10-09\n  - 2025-10-10\n", 'items:\n  - "2025-10-09"\n  - "2025-10-10"\n'),
            ("items:\n  600: x\n  null: z\n", 'items:\n  "600": x\n  "null": z\n'),
            ("title: 2025-10-09\n  12:30:00\nid: x\n", 'id: x\ntitle: "2025-10-09 12:30:00"\n'),
            ("title: 钐 𠀀\ncode: [𠀀, 3E001]\n", 'title: 钐 𠀀\ncode: [𠀀, "3E001"]\n'),
            ('notes: [why?, "what?"]\n', 'notes: ["why?", "what?"]\n'),
        ],
    )
    def test_an_ambiguous_scalar_is_quoted_where_it_stands(self, before: str, after: str) -> None:
        assert format_text(before, ORDER) == after

    def test_backslashes_and_quotes_in_what_is_quoted_are_escaped(self) -> None:
        formatted = format_text('code: :a"b\\c\n', ORDER)
        assert formatted == 'code: ":a\\"b\\\\c"\n'
        assert read_text(formatted.encode(), "x.yaml").data == {"code": ':a"b\\c'}

    def test_what_all_parsers_agree_about_stays_as_it_is(self) -> None:
        text = "id: us-eccn-3a090\ntitle: 'quoted'\ncode: \"3A090\"\nitems: [600, 0.25, true, null]\n"
        assert format_text(text, ORDER) == text

    def test_more_faults_than_are_listed_are_all_quoted(self) -> None:
        text = "items:\n" + "  - NO\n" * 120
        assert read_text(format_text(text, ORDER).encode(), "x.yaml").data == {"items": ["NO"] * 120}


class TestOrder:
    def test_entries_follow_the_given_order_and_unknown_ones_come_last(self) -> None:
        before = "zeta: 1\ncode: c\nalpha: 2\nid: x\n"
        assert format_text(before, ORDER) == "id: x\ncode: c\nzeta: 1\nalpha: 2\n"

    def test_a_comment_directly_above_an_entry_moves_with_it(self) -> None:
        before = "# on code\n# twice\ncode: c # beside\nid: x\n"
        assert format_text(before, ORDER) == "id: x\n# on code\n# twice\ncode: c # beside\n"

    def test_comments_at_the_top_and_at_the_end_stay_there(self) -> None:
        before = "# head\n\n# on code\ncode: c\nid: x\n\n# foot\n"
        assert format_text(before, ORDER) == "# head\n\nid: x\n# on code\ncode: c\n\n# foot\n"

    def test_a_start_marker_stays_at_the_top(self) -> None:
        assert format_text("# head\n---\ncode: c\nid: x\n", ORDER) == "# head\n---\nid: x\ncode: c\n"

    def test_blank_lines_stay_between_the_same_places(self) -> None:
        before = "code: c\n\ntitle: t\n\nid: x\n"
        assert format_text(before, ORDER) == "id: x\n\ntitle: t\n\ncode: c\n"

    def test_a_comment_that_stands_alone_is_not_joined_to_the_next_entry(self) -> None:
        before = "title: t\nid: x\n# alone\n\ncode: c\n"
        assert format_text(before, ORDER) == "id: x\n# alone\n\ntitle: t\n\ncode: c\n"

    def test_nested_lines_lists_and_comments_move_as_they_are(self) -> None:
        items = (
            'items:\n  "a":\n  # inside\n    - from: "2022-10-21"\n\n      covers: [x,\n        z]\n- not\n'
        )
        items = items.replace("- not\n", "")
        assert format_text(items + "id: x\n", ORDER) == "id: x\n" + items

    def test_a_line_inside_quotes_that_looks_like_a_comment_is_none(self) -> None:
        before = 'notes: "one\n# two"\nid: x\n'
        assert format_text(before, ORDER) == 'id: x\nnotes: "one\n# two"\n'

    def test_a_text_block_that_keeps_its_last_lines_keeps_them(self) -> None:
        before = "notes: |+\n  text\n\n\nid: x\n\ncode: c\n"
        after = format_text(before, ORDER)
        assert after == "id: x\ncode: c\n\nnotes: |+\n  text\n\n\n"
        assert read_text(after.encode(), "x.yaml").data["notes"] == "text\n\n\n"

    @pytest.mark.parametrize(
        "text", ["{code: c, id: x}\n", "? code\n: c\n? id\n: x\n", "  code: c\n  id: x\n"]
    )
    def test_entries_that_do_not_begin_a_line_at_the_margin_stay_where_they_are(self, text: str) -> None:
        assert format_text(text, ORDER) == text


class TestWhiteSpace:
    def test_spaces_at_the_ends_of_lines_go(self) -> None:
        assert format_text("id: x  \n  \n# c  \ncode: c \n", ORDER) == "id: x\n\n# c\ncode: c\n"

    def test_spaces_inside_a_text_block_stay(self) -> None:
        text = "notes: |  \n  one  \n   \n \n  two\nid: x\n"
        assert format_text(text, []) == "notes: |\n  one  \n   \n\n  two\nid: x\n"

    def test_there_is_one_line_feed_at_the_end(self) -> None:
        assert format_text("id: x", ORDER) == format_text("id: x\n\n \n", ORDER) == "id: x\n"

    def test_windows_line_ends_become_line_feeds(self) -> None:
        assert format_text("code: c\r\nid: x\r\n", ORDER) == "id: x\ncode: c\n"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("notes: |\n  x", "notes: |-\n  x\n"),
            ("notes: >2+\n   x", "notes: >2-\n   x\n"),
            ("notes: |+2\n   x", "notes: |-2\n   x\n"),
            ("notes: |+\n  x\n ", "notes: |+\n  x\n"),
            ("notes: |\n  x\n ", "notes: |\n  x\n"),
            ("notes: |\n  x\n   ", "notes: |-\n  x\n   \n"),
        ],
    )
    def test_a_text_block_at_the_end_does_not_gain_a_line_feed(self, before: str, after: str) -> None:
        assert format_text(before, ORDER) == after
        assert read_text(before.encode(), "x").data == read_text(after.encode(), "x").data


class TestRefusal:
    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("code: 3E001\nid: ~\n", "yaml-ambiguous-scalar"),
            ("code: 3E001\nid:\n", "yaml-empty-value"),
            ("[a]: 3E001\n", "yaml-key-not-text"),
            ("<<: {code: 3E001}\n", "yaml-merge-key"),
            ("code: 3E001\nid: a: b\n", "yaml-syntax"),
            ("NO: 1\n'NO': 2\n", "yaml-duplicate-key"),
            ("id: x\n\tcode: 3E001\n", "yaml-tab"),
            ("\ufeffcode: 3E001\n", "yaml-encoding"),
            ("code: \ud800\n", "yaml-encoding"),
            ("", "yaml-empty"),
        ],
    )
    def test_what_quoting_cannot_cure_is_refused_and_only_that_is_named(self, text: str, rule: str) -> None:
        with pytest.raises(Unreadable) as caught:
            format_text(text, ORDER, "records/x.yaml")
        assert [(p.rule, p.path) for p in caught.value.problems] == [(rule, "records/x.yaml")]

    def test_a_result_with_other_data_is_never_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(formatter, "_in_order", lambda text, order: text.replace("x", "other"))
        with pytest.raises(RuntimeError, match="would change its data"):
            format_text("id: x\n", ORDER)


SCALARS = [
    "x",
    "3E001",
    "NO",
    "744.10",
    "'q  '",
    '"two\\n"',
    "2025-10-09",
    "600",
    "null",
    "中",
    "[a, 1_0]",
    "{b: on}",
]
BLOCKS = st.one_of(
    st.sampled_from(SCALARS).map(lambda text: f" {text}"),
    st.sampled_from(SCALARS).map(lambda text: f" {text}  # beside "),
    st.lists(st.sampled_from(SCALARS), min_size=1, max_size=3).map(
        lambda items: "".join(f"\n  - {item} " for item in items)
    ),
    st.lists(st.sampled_from(SCALARS), min_size=1, max_size=3).map(
        lambda items: "".join(f"\n- {item}" for item in items)
    ),
    st.lists(st.sampled_from(SCALARS), min_size=1, max_size=3).map(
        lambda items: "".join(f"\n  k{number}: {item}" for number, item in enumerate(items))
    ),
    st.builds(
        lambda sign, lines: f" {sign}" + "".join(f"\n{line}" for line in lines),
        st.sampled_from(["|", "|-", "|+", ">", ">-", ">+", "|2", "| # c"]),
        st.lists(
            st.sampled_from(["  text", "  # no comment", "", "   ", "   more  ", " "]), min_size=1, max_size=5
        ),
    ),
    st.sampled_from(
        [' "one\n# two\n\n  three  "', " 'a\n\n  b'", " plain\n  folded\n\n  on", ' "a \\\n   b"']
    ),
)
BETWEEN = st.sampled_from(
    ["", "", "", "\n", "\n\n", "# on it\n", "# alone\n\n", "  # inside\n", "\n# on it\n", "  \n"]
)
KEYS = st.lists(
    st.sampled_from(["id", "title", "code", "items", "notes", "zz", "NO", "600", '"a b"', "中"]),
    min_size=1,
    max_size=5,
    unique=True,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Records as people write them, with what is hard to move and to trim."""
    text = draw(st.sampled_from(["", "# head\n\n", "# head\n", "---\n", "# head\n---\n", "\n"]))
    for key in draw(KEYS):
        text += draw(BETWEEN) + key + ":" + draw(BLOCKS) + "\n"
    text += draw(st.sampled_from(["", "\n", "# foot\n", "\n# foot\n\n", "  # inside\n", "   \n"]))
    return text.removesuffix("\n") if draw(st.integers(0, 4)) == 0 else text


@settings(max_examples=400, deadline=None)
@given(texts(), st.permutations(ORDER))
@example("code: |+\n  x\n\n# foot\nid: x\n\n# foot", ORDER)
@example("code: |+\n\n\n# on it\nid: x", ORDER)
def test_formatting_keeps_the_data_all_comments_and_is_done_once(text: str, order: list[str]) -> None:
    before, faults = data_as_written(text)
    curable = {"yaml-ambiguous-scalar", "yaml-key-not-text"}
    assume({problem.rule for problem in faults.listed()} <= curable)
    formatted = format_text(text, order)
    after = read_text(formatted.encode(), "x.yaml").data
    assert after == before
    known = [key for key in after if key in order]
    assert known == sorted(known, key=order.index)
    assert list(after)[len(known) :] == [key for key in before if key not in order]
    assert format_text(formatted, order) == formatted
    assert sorted(line.strip() for line in formatted.split("\n") if line.startswith("#")) == sorted(
        line.strip() for line in text.split("\n") if line.startswith("#")
    )
    assert formatted.endswith("\n")


@settings(max_examples=150, deadline=None)
@given(texts())
def test_a_comment_stays_directly_above_its_entry(text: str) -> None:
    _, faults = data_as_written(text)
    assume(not faults)
    entries = ("# on it\nid:", "# on it\ncode:", "# on it\nitems:")
    formatted = format_text(text, ORDER)
    for entry in entries:
        assert (f"\n{entry}" in f"\n{formatted}") == (f"\n{entry}" in f"\n{text}")


class TestFiles:
    def test_a_file_is_changed_once_and_keeps_its_mode(self, tmp_path: Path) -> None:
        file = tmp_path / "x.yaml"
        file.write_bytes(b"code: 3E001\r\nid: x")
        file.chmod(0o640)
        assert format_file(file, ORDER) is True
        assert file.read_bytes() == b'id: x\ncode: "3E001"\n'
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert format_file(file, ORDER) is False
        assert [entry.name for entry in tmp_path.iterdir()] == ["x.yaml"]

    def test_check_says_so_and_changes_nothing(self, tmp_path: Path) -> None:
        file = tmp_path / "x.yaml"
        file.write_bytes(b"code: 3E001\n")
        assert format_file(file, ORDER, check=True) is True
        assert file.read_bytes() == b"code: 3E001\n"

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "x.yaml").write_text("code: NO\n")
        (tmp_path / "link.yaml").symlink_to("x.yaml")
        assert format_file(tmp_path / "link.yaml", ORDER) is True
        assert (tmp_path / "link.yaml").is_symlink()
        assert (tmp_path / "x.yaml").read_text() == 'code: "NO"\n'

    @pytest.mark.parametrize("data", [b"id: a: b\n", b"id: \xff\n", b"id: x\n" + b"#" * 256_000])
    def test_a_file_that_cannot_be_formatted_is_left_as_it_is(self, tmp_path: Path, data: bytes) -> None:
        file = tmp_path / "x.yaml"
        file.write_bytes(data)
        with pytest.raises(Unreadable) as caught:
            format_file(file, ORDER, shown="records/x.yaml")
        assert [problem.path for problem in caught.value.problems] == ["records/x.yaml"]
        assert file.read_bytes() == data

    def test_a_file_that_does_not_exist_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="yaml-unreadable"):
            format_file(tmp_path / "x.yaml", ORDER)

    def test_a_failure_while_writing_leaves_the_old_file_and_nothing_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        file = tmp_path / "x.yaml"
        file.write_text("code: NO\n")
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(Unreadable, match=r"yaml-unwritable .*No space left on device"):
            format_file(file, ORDER)
        assert file.read_text() == "code: NO\n"
        assert [entry.name for entry in tmp_path.iterdir()] == ["x.yaml"]
