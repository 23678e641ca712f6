"""US controls are compared, number by number and code by code, with the paragraphs they cite."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from pathlib import Path

import pytest
import small
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from control_atlas.commands import main
from control_atlas.texts.cfr import Sections, labelled, paragraph
from control_atlas.texts.ear import check_ear
from control_atlas.texts.fr import Rule
from control_atlas.texts.numbers import codes, has_number, numbers, whole_entries
from control_atlas.texts.outcome import Outcome
from control_atlas.texts.passages import Place, places
from control_atlas.texts.run import skipped

LIST = {
    "entries": [
        {
            "eccn": "3A090",
            "heading": "Chips as follows.",
            "countryChart": [{"control": "RS applies", "countryChart": "To Country Group D:5."}],
            "items": [
                {"paragraph": "a", "kind": "item", "text": "Chips having either of the following:"},
                {"paragraph": "a.1", "kind": "item", "text": "A performance of 4,800 or more; or"},
                {"paragraph": "a.2", "kind": "item", "text": "1600 or more and a density of 5.92 or more."},
                {"paragraph": None, "kind": "text", "text": "The note speaks of 30 billion transistors."},
                {
                    "paragraph": None,
                    "kind": "text",
                    "text": "z.1.a Chips that meet 3A991.p and 4A090, z.2.a.",
                },
            ],
        }
    ]
}
SECTION = """\
# 15 CFR part 742

## § 742.6 Regional stability.

(a) License requirements.

(6) Chips —

(i) Macau. A license is required to Macau or Country Group D:5.

(A) Limit. The limit is 21,000.

(B) Share. Two thirds, that is 10 26 operations or 2:1.

(ii) Headquarters. Half of it.

(b) Policy.

(1) Denial in Country Group E.
"""
NOTICE = """\
SUMMARY: Bureau of Industry and Security.

11. Section 742.6 is amended by revising paragraph (a).

(6) The limit is 6,500.

3A090 Chips as follows (see List of Items Controlled).

a. Chips having a performance of 600 or more.

a.1. With 80 units.

Note: 1. For the purposes of 3A090 nothing else counts.

b. Memory.

[ FR Doc. 2024-00001 Filed 9-5-24; 8:45 am]
"""
ITEM = """\
  a.1:
    - from: "2025-02-01"
      by: rule
      pinpoint: {pinpoint}
      covers: {covers}
      when: {when}
      sources: [{sources}]
"""
AT_LEAST = "{{param: total-processing-performance, at_least: {0}}}"


def held(root: Path, folder: Path, identity: str, name: str, text: str) -> None:
    """A source whose text lies in ``folder``."""
    (folder / name).write_text(text, encoding="utf-8")
    small.source(root, identity)
    file = root / "records/sources/us" / f"{identity}.yaml"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    file.write_text(f'{file.read_text()}sha256: "{sha256}"\njurisdiction: us\n')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    return made


def outcome(
    root: Path,
    folder: Path,
    when: str,
    pinpoint: str = "supp. no. 1 to part 774, ECCN 3A090.a.1",
    covers: str = "Chips at the limit.",
    sources: str = "src-list",
) -> Outcome:
    held(root, folder, "src-list", "list.json", json.dumps(LIST))
    held(root, folder, "src-section", "part-742.md", SECTION)
    held(root, folder, "src-notice", "notice.txt", NOTICE)
    small.source(root)
    small.place(root, "us")
    small.place(root, "mo", "type: country\naliases: [Macau]\n")
    small.place(root, "us-country-group-d5", "type: group\n")
    small.place(root, "us-country-group-e2", "type: group\n")
    small.instrument(root, "rule", "issued: 2025-01-13, effective: 2025-02-01")
    small.control(
        root, "control", ITEM.format(pinpoint=f'"{pinpoint}"', covers=covers, when=when, sources=sources)
    )
    found = check_ear(small.linked(root), folder)
    assert found is not None
    return found


def rules(found: Outcome) -> list[tuple[str, str]]:
    return [(problem.rule, problem.value) for problem in found.problems]


def test_a_limit_of_the_cited_paragraph_is_confirmed(root: Path, folder: Path) -> None:
    found = outcome(root, folder, AT_LEAST.format(4800))
    assert rules(found) == []
    assert found.counts["limits and codes in the paragraph"] == 1


def test_a_limit_that_the_text_has_nowhere_is_an_error_at_its_line(root: Path, folder: Path) -> None:
    found = outcome(root, folder, AT_LEAST.format(4900))
    assert rules(found) == [("value-in-text", "4900")]
    assert found.errors == 1
    assert found.problems[0].field == "items.a.1[0].when.at_least"
    assert found.problems[0].line > 1


@pytest.mark.parametrize("value", [5.92, 30])
def test_a_limit_of_another_paragraph_is_only_a_warning(root: Path, folder: Path, value: float) -> None:
    found = outcome(root, folder, AT_LEAST.format(value))
    assert rules(found) == [("value-beside-paragraph", f"{value:g}")]
    assert found.errors == 0


def test_a_limit_in_another_unit_is_told_apart(root: Path, folder: Path) -> None:
    found = outcome(root, folder, AT_LEAST.format(4.8))
    assert found.counts["limits and codes in the paragraph, in another unit"] == 1
    assert found.problems == ()


def test_places_and_groups_of_a_condition_are_looked_for_by_name(root: Path, folder: Path) -> None:
    when = "{role: destination, in: [mo, us-country-group-d5, us-country-group-e2]}"
    found = outcome(root, folder, when, "15 CFR 742.6(a)(6)(i)", sources="src-section")
    assert rules(found) == [("value-beside-paragraph", "E:2")]


def test_a_pinpoint_that_no_text_has_is_named(root: Path, folder: Path) -> None:
    found = outcome(root, folder, AT_LEAST.format(4800), "15 CFR 742.4(a)(1)", sources="src-section")
    assert rules(found) == [("place-in-text", "15 CFR 742.4(a)(1)")]
    assert found.counts["values at places that the texts do not have"] == 1


def test_what_rests_on_a_text_outside_the_folder_is_counted_and_named(root: Path, folder: Path) -> None:
    found = outcome(root, folder, AT_LEAST.format(4800), sources="src-text")
    assert rules(found) == [("text-not-held", "src-text")]
    assert found.counts["values whose text is not in the folder"] == 1


def test_codes_and_figures_of_our_words_are_checked_too(root: Path, folder: Path) -> None:
    covers = "Chips of 4A090 at 4,800 and of 9A999 at 77, since 2 May 2024 under 742.6."
    found = outcome(root, folder, AT_LEAST.format(4800), covers=covers)
    assert rules(found) == [
        ("value-beside-paragraph", "4A090"),
        ("figure-in-cited-text", "77"),
        ("figure-in-cited-text", "9A999"),
    ] or sorted(rules(found)) == [
        ("figure-in-cited-text", "77"),
        ("figure-in-cited-text", "9A999"),
        ("value-beside-paragraph", "4A090"),
    ]


def test_a_rule_is_read_by_entry_and_by_instruction(root: Path, folder: Path) -> None:
    pinpoint = "supp. no. 1 to part 774, ECCN 3A090.a; 15 CFR 742.6(a)(6)"
    when = "{all: [" + AT_LEAST.format(600) + ", " + AT_LEAST.format(6500) + "]}"
    assert rules(outcome(root, folder, when, pinpoint, sources="src-notice")) == []


def test_without_any_of_its_texts_the_check_does_not_run(root: Path, folder: Path) -> None:
    small.source(root)
    assert check_ear(small.linked(root), folder) is None


def test_what_cannot_run_is_said_with_and_without_a_folder(root: Path, folder: Path) -> None:
    outcome(root, folder, AT_LEAST.format(4800))
    kb = small.linked(root)
    assert skipped(kb, folder) == []
    empty = folder / "empty"
    empty.mkdir()
    assert all("holds none of its texts" in sentence for sentence in skipped(kb, empty))
    assert [sentence.partition(":")[0] for sentence in skipped(kb, None)] == [
        "Skipped terms of service",
        "Skipped US regulations",
    ]


def test_without_a_folder_the_command_says_what_it_skipped(root: Path) -> None:
    ran = CliRunner().invoke(main, ["--root", str(root), "check-texts"])
    assert ran.exit_code == 0
    assert "no folder of texts was given. 0 sources name the hash" in ran.stderr


def test_a_file_of_another_form_is_passed_over(root: Path, folder: Path) -> None:
    held(root, folder, "src-other", "other.json", "[1, 2]")
    held(root, folder, "src-broken", "broken.json", "{")
    assert check_ear(small.linked(root), folder) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4,800 or more", 4800),
        ("ten to the 10 26 operations", 1e26),
        ("5 × 10 3 Gy", 5000),
        ("an aspect ratio of 1:1.8", 1 / 1.8),
        ("3.2 million", 3200000),
        ("two or more", 2),
        ("30 billion", 30),
    ],
)
def test_numbers_are_read_as_rules_write_them(text: str, wanted: float) -> None:
    assert has_number(wanted, numbers(text)) == "same"


@given(st.integers(min_value=1, max_value=10**9))
def test_a_number_is_found_with_and_without_separators(value: int) -> None:
    assert has_number(value, numbers(f"limit of {value:,} or more")) == "same"
    assert Fraction(value) in numbers(f"limit of {value} or more")


def test_paragraphs_listed_after_an_entry_belong_to_it() -> None:
    found = codes("ECCNs 3A001.z.1.a, z.2.a; 3B001 (except 3B001.a.4, c, f.1) and Country Groups D:1, E:2")
    assert {"3A001.z.1.a", "3A001.z.2.a", "3B001.c", "3B001.f.1", "D:1", "E:2"} <= found
    assert "3B001.d" not in found
    assert whole_entries("3B001 and 3A001.z") == {"3B001", "3A001.z"}


def test_pinpoints_are_taken_apart_into_places() -> None:
    assert list(places("supp. no. 1 to part 774, ECCNs 4A994.l and 3A991.p")) == [
        Place("4A994", ("l",)),
        Place("3A991", ("p",)),
    ]
    assert list(places("15 CFR 742.6(b)(10)(iii)(B)-(C)")) == [Place("742.6", ("b", "10", "iii"))]
    assert list(places("15 CFR 740.8(a)(2), (c)")) == [Place("740.8", ("a", "2")), Place("740.8", ("c",))]
    assert list(places("supp. no. 2 to part 748, para. (dd)(1)")) == [Place("supp-2-748", ("dd", "1"))]


def test_a_letter_i_after_h_is_a_letter_and_after_a_digit_a_numeral() -> None:
    text = "\n".join(("(g) x", "(h) x", "(i) x", "(1) x", "(i) y", "(ii) y", "(j) z"))
    assert [path for path, _ in labelled(text)] == [
        ("g",), ("h",), ("i",), ("i", "1"), ("i", "1", "i"), ("i", "1", "ii"), ("j",)
    ]  # fmt: skip


def test_a_paragraph_comes_with_the_words_that_open_it() -> None:
    text = SECTION.partition("stability.")[2]
    found = paragraph(text, ("a", "6", "i", "A"))
    assert found is not None
    assert "21,000" in found
    assert "Chips" in found
    assert "Share" not in found
    assert paragraph(text, ("c",)) is None


def test_a_heading_may_name_the_only_paragraph_below_it(tmp_path: Path) -> None:
    file = tmp_path / "extract.md"
    file.write_text("## 734.9(h) Advanced computing\n(1) limit 7\n## 742.6, note and (a)(6) (new)\nlimit 8\n")
    text = Sections.read(file)
    assert text is not None
    found = text.find(Place("742.6", ("a", "6", "i")))
    assert found is not None
    assert found.paragraph is not None
    assert "limit 8" in found.paragraph
    assert text.find(Place("734.4", ())) is None


def test_a_document_that_is_no_rule_is_not_read_as_one(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Shopping list: 4800 apples.")
    assert Rule.read(file) is None
