"""What is asked about the real records."""

from __future__ import annotations

from collections import Counter

import pytest
import small

from control_atlas.atlas import load
from control_atlas.watch.plan import Watched, plan
from control_atlas.watch.run import known_documents


@pytest.fixture(scope="module")
def questions() -> list[Watched]:
    return plan(load(small.REPOSITORY).kb, "2026-11-22")


def test_every_kind_of_question_is_asked_and_none_twice(questions: list[Watched]) -> None:
    assert set(Counter(one.kind for one in questions)) == {
        "sections",
        "documents",
        "consolidations",
        "collection",
        "page",
    }
    names = [one.name for one in questions]
    assert len(names) == len(set(names))


def test_the_list_of_controls_is_watched_paragraph_by_paragraph(questions: list[Watched]) -> None:
    (part,) = [one for one in questions if one.name == "sections 15-774"]
    places = part.places["Supplement No. 1 to Part 774"]
    assert "us-eccn-3a090" in places["3A090.a"]


def test_a_section_is_watched_from_the_last_day_its_text_was_read_for(questions: list[Watched]) -> None:
    (part,) = [one for one in questions if one.name == "sections 15-744"]
    since, records = part.members["744.23"]
    assert records == ("us-cfr-15-744-23",)
    assert since >= "2026-02-10"


def test_documents_on_record_are_known_by_their_number() -> None:
    assert {"2023-23055", "2025-00636"} <= known_documents(load(small.REPOSITORY).kb)
