"""Provisions are compared with the dated documents they were read from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import small
from hypothesis import given
from hypothesis import strategies as st

from control_atlas.texts.clauses import missing, named
from control_atlas.texts.dated import plain
from control_atlas.texts.figures import has_figure, stated
from control_atlas.texts.outcome import Outcome
from control_atlas.texts.run import check_texts
from control_atlas.texts.runs import identical_runs
from control_atlas.texts.terms import check_terms

DOCUMENT = """\
[Terms](https://example.org/terms) of **Maker**
1.  I. Accounts
    *   **1\\. Age.** You must be eighteen years old.
    *   **2\\. Rules.** You must not: (a) share the account; (b) sell it.
2.  II. Use
D. Restrictions
D.4. **Use Restrictions.** Customer may not (a) build a competing product; (b) resell the service.
D.5. Account. Fees above $1,500,000 are due by July 18, 2023.
Export Control and Sanctions
----------------------------
You answer for the law. (a) no prohibited use
第三条 内容
3.1 you keep your input and may use the output
"""
COPIED = (
    "Customer may not build a competing product; resell the service. Fees above 1,500,000 are due by July."
)
PROVISION = """\
id: maker-terms-use
title: Use
title_kind: descriptive
summary: The clause on use.
provider: maker
document: maker-terms
category: no-competing-models
binds: [api-customer]
history: complete
items:
  clause:
    - from: "2025-02-01"
      by: maker-terms-2025
      pinpoint: "{pinpoint}"
      covers: {covers}
      stance: prohibits
      parameters: {{{parameters}}}
sources: [src-maker-terms]
"""


def outcome(
    tmp_path: Path, pinpoint: str, covers: str = "No competing products.", parameters: str = ""
) -> Outcome:
    """What the check finds for one provision that rests on DOCUMENT."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "terms.md").write_text(DOCUMENT, encoding="utf-8")
    root = small.folder(tmp_path)
    small.source(root, "src-maker-terms")
    file = root / "records/sources/us/src-maker-terms.yaml"
    digest = hashlib.sha256(DOCUMENT.encode()).hexdigest()
    file.write_text(file.read_text() + f'sha256: "{digest}"\nof: [maker-terms-2025]\n', encoding="utf-8")
    small.instrument(root, "maker-terms-2025", "effective: 2025-02-01", source_id="src-maker-terms")
    text = PROVISION.format(pinpoint=pinpoint, covers=covers, parameters=parameters)
    small.write(root, "terms-provisions", "maker-terms-use", text)
    found = check_terms(small.linked(root), texts)
    assert found is not None
    return found


def test_a_provision_that_agrees_with_its_document_is_confirmed(tmp_path: Path) -> None:
    found = outcome(
        tmp_path, "section D.4(a)", parameters="limit: 1500000, minimum-age: 18, since: '2023-07-18'"
    )
    assert found.problems == ()
    assert found.counts["pinpoints confirmed"] == 1
    assert found.counts["figures confirmed"] == found.counts["figures"] == 3


@pytest.mark.parametrize(
    ("pinpoint", "parameters", "covers", "rule"),
    [
        ("section D.6", "", "No competing products.", "pinpoint-in-text"),
        ("the part on use", "", "No competing products.", "pinpoint-in-words"),
        ("section D.4(a)", "limit: 700000000", "No competing products.", "figure-in-text"),
        ("section D.4(a)", "since: '2023-07-19'", "No competing products.", "figure-in-text"),
        ("section D.4(a)", "", COPIED.replace("; ", " (b) ").replace("not", "not (a)"), "own-words"),
    ],
)
def test_each_disagreement_is_found_in_its_place(
    tmp_path: Path, pinpoint: str, parameters: str, covers: str, rule: str
) -> None:
    (problem,) = outcome(tmp_path, pinpoint, covers, parameters).problems
    assert problem.rule == rule
    assert problem.path == "records/terms-provisions/us/maker-terms-use.yaml"
    assert problem.line > 1
    assert problem.field.startswith("items.clause[0].")


def test_a_folder_without_any_of_the_texts_is_refused(tmp_path: Path) -> None:
    root = small.folder(tmp_path)
    small.source(root)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ValueError, match="holds none of the texts"):
        check_texts(small.linked(root), empty)


@pytest.mark.parametrize(
    "pinpoint",
    [
        "sections I.2(a) and D.5",
        "section I.2(b)",
        "section D.4(b)",
        '"Use Restrictions"',
        "section 3.1",
        "article 3",
        'section 9(a), "Export Control and Sanctions"',
        '"terms of maker"',
    ],
)
def test_numbers_and_headings_are_found_however_the_copy_prints_them(pinpoint: str) -> None:
    assert missing(pinpoint, plain(DOCUMENT)) == []


@pytest.mark.parametrize(
    ("pinpoint", "absent"),
    [
        ("section I.3", ["i.3"]),
        ("section I.2(c)", ["i.2.c"]),
        ("sections D.4(c), D.5", ["d.4.c"]),
        ('"Trade Controls"', ['"Trade Controls"']),
        ("section 9", ["9"]),
        ('section 9(f), "Export Control and Sanctions"', ["9.f"]),
    ],
)
def test_what_the_copy_does_not_print_is_missing(pinpoint: str, absent: list[str]) -> None:
    assert missing(pinpoint, plain(DOCUMENT)) == absent


def test_a_description_names_nothing() -> None:
    assert named("introductory paragraphs").headings == named("introductory paragraphs").numbers == ()


@given(st.integers(min_value=0, max_value=10**10))
def test_a_number_is_found_in_its_own_grouped_form_and_not_inside_a_longer_one(number: int) -> None:
    assert has_figure(str(number), f"more than {number:,} users")
    assert not has_figure(str(number), f"more than 9{number},111 users") or number < 100


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("700000000", "greater than 700 million monthly active users"),
        ("20000000", "more than $20 million"),
        ("30", "within thirty days"),
        ("18", "未满18周岁"),
        ("2", "二年"),
        ("2024-09-25", "as of september 25, 2024"),
        ("2024-09-25", "2024年9月25日"),
        ("2024-09-25", "the 25th september 2024"),
    ],
)
def test_figures_are_found_in_the_forms_that_people_write(figure: str, text: str) -> None:
    assert has_figure(figure, text)


def test_only_numbers_and_days_of_parameters_are_looked_for() -> None:
    assert list(stated(["a", True, 50, 2.5, "month before 2023-07-18"])) == ["50", "2.5", "2023-07-18"]


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.integers(min_value=2, max_value=6))
def test_a_shared_run_is_a_stretch_of_both_texts(words: list[str], length: int) -> None:
    ours = " ".join(["x", *words[3:20], "y"])
    document = " ".join(words)
    for run in identical_runs([("r", (), ours)], [("d", document)], length):
        assert len(run.words.split()) >= length
        assert f" {run.words} " in f" {ours} "
        assert " ".join(run.words.split()[:length]) in document


def test_a_run_one_word_short_is_no_run() -> None:
    ours = [("r", (), "one two three four five six seven eight nine ten eleven here")]
    document = [("d", "one two three four five six seven eight nine ten eleven there")]
    assert identical_runs(ours, document) == []
    assert len(identical_runs(ours, document, 11)) == 1
