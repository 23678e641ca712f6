"""Conditions: three answers, exact comparisons, missing facts by name."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_atlas.ask.conditions import Asking, evaluate, version_outcome
from control_atlas.ask.quantities import Formulas, NotANumber, exact, plain

PARAMETERS = {
    "tpp": {"formula": {"max_over": "throughput", "of": {"product": ["rate", "bits"]}}},
    "area": {},
    "density": {"formula": {"quotient": ["tpp", "area"]}},
    "speed": {},
}
GROUPS = {"d5": {"cn": True, "jp": False, "xx": None}}


def asking(paragraphs: dict[str, Any] | None = None) -> Asking:
    known = paragraphs or {}
    return Asking(
        day="2025-01-01",
        formulas=Formulas(PARAMETERS),
        is_member=lambda place, group, day, side: (
            True if place == group else GROUPS.get(group, {}).get(place)
        ),
        paragraph=lambda name, day: (known[name], "in force") if name in known else (None, "not yet made"),
    )


def answer(condition: dict[str, Any], facts: dict[str, Any]) -> bool | None:
    return evaluate(condition, facts, asking()).answer


@pytest.mark.parametrize(
    ("limit", "at", "below", "above"),
    [
        ("at_least", True, False, True),
        ("more_than", False, False, True),
        ("at_most", True, True, False),
        ("less_than", False, True, False),
        ("equals", True, False, False),
    ],
)
def test_limits_decide_at_the_boundary_and_on_both_sides(
    limit: str, at: bool, below: bool, above: bool
) -> None:
    condition = {"param": "speed", limit: 5.92}
    got = [answer(condition, {"speed": value}) for value in (5.92, 5.919999999, 5.920000001)]
    assert got == [at, below, above]


def test_a_quotient_is_never_rounded() -> None:
    # 16 * 370 / 1000 is exactly 5.92; one part in 10**12 less is less.
    condition = {"param": "density", "at_least": 5.92}
    rows = [{"format": "fp16", "rate": 370, "bits": 16}]
    assert answer(condition, {"throughput": rows, "area": 1000}) is True
    assert answer(condition, {"throughput": rows, "area": 1000.000000001}) is False


def test_the_largest_product_over_formats_counts() -> None:
    rows = [{"format": "fp16", "rate": 148, "bits": 16}, {"format": "int8", "rate": 296, "bits": 8}]
    outcome = evaluate({"param": "tpp", "at_least": 2368}, {"throughput": rows}, asking())
    assert outcome.answer is True
    assert answer({"param": "tpp", "more_than": 2368}, {"throughput": rows}) is False


def test_open_alternatives_decide_only_when_all_agree() -> None:
    rows = [{"format": "tf32", "rate": 150, "bits": [19, 32]}]
    assert answer({"param": "tpp", "at_least": 2850}, {"throughput": rows}) is True
    assert answer({"param": "tpp", "at_least": 4800}, {"throughput": rows}) is None
    assert answer({"param": "tpp", "at_least": 4801}, {"throughput": rows}) is False


def test_missing_facts_are_named_and_only_when_they_could_decide() -> None:
    both = {"all": [{"param": "speed", "at_least": 1}, {"fact": "stacked"}]}
    assert evaluate(both, {}, asking()).missing == {"speed", "stacked"}
    assert evaluate(both, {"speed": 0}, asking()).missing == frozenset()
    assert answer(both, {"speed": 0}) is False
    density = evaluate({"param": "density", "at_least": 1}, {"area": 3}, asking())
    assert density.missing == {"throughput"}


def test_a_zero_area_is_missing_not_infinite() -> None:
    rows = [{"format": "fp16", "rate": 1, "bits": 16}]
    assert answer({"param": "density", "at_least": 1}, {"throughput": rows, "area": 0}) is None


def test_exclusions_take_out_and_unknown_exclusions_leave_it_open() -> None:
    version = {
        "when": {"param": "speed", "at_least": 1},
        "except": [{"note": "Note 2", "when": {"fact": "small"}}],
    }
    ask = asking()
    assert version_outcome(version, {"speed": 1, "small": False}, ask).answer is True
    assert version_outcome(version, {"speed": 1, "small": True}, ask).answer is False
    assert version_outcome(version, {"speed": 1}, ask).answer is None
    assert version_outcome(version, {"speed": 0}, ask).answer is False


def test_membership_choice_contents_and_references() -> None:
    ask = asking({"other#a": {"when": {"param": "speed", "at_least": 5}, "pinpoint": "x"}})
    assert evaluate({"role": "destination", "in": ["d5", "mo"]}, {"destination": "cn"}, ask).answer is True
    assert evaluate({"role": "destination", "in": ["d5"]}, {"destination": "jp"}, ask).answer is False
    assert evaluate({"role": "destination", "in": ["d5"]}, {"destination": "xx"}, ask).answer is None
    assert (
        evaluate({"choice": "transaction", "one_of": ["export"]}, {"transaction": "reexport"}, ask).answer
        is False
    )
    assert evaluate({"meets": "other#a"}, {"speed": 5}, ask).answer is True
    assert evaluate({"meets": "gone#a"}, {"speed": 5}, ask).answer is False
    inner = {"contains": {"meets": "other#a"}}
    assert evaluate(inner, {"contents": [{"speed": 1}, {"speed": 9}]}, ask).answer is True
    assert evaluate(inner, {"contents": [{"speed": 1}]}, ask).answer is False
    assert evaluate(inner, {}, ask).missing == {"contents"}


def test_a_paragraph_that_refers_to_itself_cannot_be_told() -> None:
    looped = {"when": {"meets": "loop#a"}, "pinpoint": "x"}
    assert evaluate({"meets": "loop#a"}, {}, asking({"loop#a": looped})).answer is None


@pytest.mark.parametrize("value", ["NaN", "inf", "12 kB", "", float("nan"), float("inf"), True, "1e"])
def test_what_is_no_finite_number_is_refused(value: Any) -> None:
    with pytest.raises(NotANumber):
        exact(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_plain_text_reads_back_as_the_same_number(number: Any) -> None:
    value = Fraction(number)
    assert exact(plain(value)) == value


LEAVES = st.sampled_from(["p", "q", "r"]).map(lambda name: {"fact": name})
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=8,
)


@given(
    tree=TREES,
    facts=st.dictionaries(st.sampled_from(["p", "q", "r"]), st.booleans()),
    lost=st.sampled_from("pqr"),
)
def test_losing_a_fact_never_turns_one_answer_into_the_other(
    tree: Any, facts: dict[str, bool], lost: str
) -> None:
    before = answer(tree, facts)
    fewer = {name: value for name, value in facts.items() if name != lost}
    assert answer(tree, fewer) in (before, None)


@given(tree=TREES, facts=st.dictionaries(st.sampled_from(["p", "q", "r"]), st.booleans()))
def test_cannot_tell_names_facts_and_they_settle_it(tree: Any, facts: dict[str, bool]) -> None:
    outcome = evaluate(tree, facts, asking())
    assert (outcome.answer is None) == bool(outcome.missing)
    filled = {**dict.fromkeys(("p", "q", "r"), True), **facts}
    assert answer(tree, filled) is not None
