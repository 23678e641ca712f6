"""Pinpoints in words."""

from __future__ import annotations

import pytest
from citation_strategies import pinpoints
from hypothesis import given

from control_atlas.cite import china, japan
from control_atlas.cite.pinpoint import canonical, parts_of, written


@pytest.mark.parametrize(
    ("text", "plain", "bluebook", "oscola"),
    [
        ("Article 4(1)", "art. 4(1)", "art. 4(1)", "art 4(1)"),
        ("arts 2, 10-20 and 24", "arts. 2, 10-20, 24", "arts. 2, 10-20, 24", "arts 2, 10-20, 24"),
        ("Sec. D.4(a)", "section D.4(a)", "§ D.4(a)", "s D.4(a)"),
        ("§§ 3.3(h)-(i)", "sections 3.3(h)-(i)", "§§ 3.3(h)-(i)", "ss 3.3(h)-(i)"),
        (
            "Annex I, 3A001.b, 3B001",
            "annex I, 3A001.b, 3B001",
            "annex I, 3A001.b, 3B001",
            "annex I, 3A001.b, 3B001",
        ),
        ("ECCN 3A090, Note 2", "ECCN 3A090, note 2", "ECCN 3A090, note 2", "ECCN 3A090, note 2"),
        ("Div. A, title XVII", "division A, title XVII", "div. A, tit. XVII", "div A, title XVII"),
        ("heading “Use restrictions”", '"Use restrictions"', '"Use restrictions"', '"Use restrictions"'),
        ("regulation 9(3)", "reg. 9(3)", "reg. 9(3)", "reg 9(3)"),
        (
            "General Order No. 4(d)",
            "general order no. 4(d)",
            "general order no. 4(d)",
            "general order no. 4(d)",
        ),
        ("pp. 3–5", "pp. 3-5", "pp. 3-5", "pp 3-5"),
        ("Schedule", "schedule", "sched.", "sch"),
    ],
)
def test_a_pinpoint_is_written_in_the_style_asked_for(
    text: str, plain: str, bluebook: str, oscola: str
) -> None:
    known = canonical(text)
    assert known == plain
    assert (written(plain, "bluebook"), written(plain, "oscola")) == (bluebook, oscola)


@given(pinpoints)
def test_the_canonical_text_is_its_own_canonical_text_and_every_style_means_the_same(text: str) -> None:
    known = canonical(text)
    assert known is not None
    assert canonical(known) == known
    for style in ("bluebook", "oscola"):
        assert parts_of(written(known, style)) == parts_of(known)


@pytest.mark.parametrize(
    "text", ["", "art of war", "somewhere", "art. 4 and elsewhere", "Country Group D", "2, 3"]
)
def test_words_that_are_no_pinpoint_are_not_taken_for_one(text: str) -> None:
    assert canonical(text) is None


@pytest.mark.parametrize(
    ("text", "label", "native"),
    [
        ("para. 1(1)", "paragraph", "第一条第（一）项"),
        ("paras. 1, 3-5", "paragraph", "第一条、第三条至第五条"),
        ("annex 1, para. 2", "paragraph", "附件1第二条"),
        ("art. 14, para. 2(3)", "article", "第十四条第二款第（三）项"),
        ("section D", "article", "（section D）"),
    ],
)
def test_a_pinpoint_in_chinese_reads_back(text: str, label: str, native: str) -> None:
    assert china.native_pinpoint(text, label) == native
    folded = native.replace("（", "(").replace("）", ")")
    assert china.read_native_pinpoint(folded, 0, label) == (text, len(folded))


@pytest.mark.parametrize(
    ("text", "native"),
    [("art. 14-2(1)(3)", "第14条の2第1項第3号"), ("annex 1", "別表第1"), ("note 2", "（note 2）")],
)
def test_a_pinpoint_in_japanese_reads_back(text: str, native: str) -> None:
    assert japan.native_pinpoint(text) == native
    folded = native.replace("（", "(").replace("）", ")")
    assert japan.read_native_pinpoint(folded, 0) == (text, len(folded))
