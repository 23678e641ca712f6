"""Laws of classification over the real conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from control_atlas.ask.classify import prepared
from control_atlas.ask.conditions import version_outcome
from control_atlas.ask.evaluate import asking
from control_atlas.link.knowledge import KnowledgeBase

DAY = "2026-07-23"
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FIGURES = {
    "applicable-die-area": [0.5, 100, 300, 814, 1000, 1600],
    "total-processing-performance": [0, 1599.9, 1600, 2399, 2400, 4799.9, 4800, 6000, 21000],
    "performance-density": [0, 1.59, 1.6, 3.2, 5.919, 5.92, 9],
    "aggregate-transfer-rate": [0, 149, 150, 599, 600, 1100],
    "total-dram-bandwidth": [0, 1399, 1400, 6499, 6500],
    "memory-bandwidth-density": [0, 2, 2.001, 3.3],
    "physical-qubits": [1, 34, 99, 100, 2000],
    "c-not-error": [0.00001, 0.0001, 0.01],
    "processing-performance": [0, 7.9, 8],
}
COMPUTED = ("total-processing-performance", "performance-density")
YES_NO = ["designed-for-data-centre", "dram-memory", "co-packaged-with-logic", "dominant-function-processing",
          "processing-unit", "integrated-circuit", "quantum-computer", "mass-market-encryption"]  # fmt: skip
ROW = st.fixed_dictionaries(
    {
        "format": st.sampled_from(["fp8", "fp16", "tf32"]),
        "bits": st.sampled_from([4, 8, 16, [19, 32]]),
        "rate": st.sampled_from([0, 37, 150, 300, 600, 1000]),
    }
)
SIMPLE: dict[str, st.SearchStrategy[Any]] = {
    **{name: st.sampled_from(values) for name, values in FIGURES.items()},
    **{name: st.booleans() for name in YES_NO},
    "throughput": st.lists(ROW, min_size=1, max_size=3),
    "destination": st.sampled_from(["cn", "jp", "us", "ae", "in"]),
    "transaction": st.sampled_from(["export", "reexport", "deemed-export"]),
}
INSIDE = st.fixed_dictionaries({}, optional=SIMPLE)
FACTS = st.fixed_dictionaries({}, optional={**SIMPLE, "contents": st.lists(INSIDE, max_size=2)})


@SLOW
@given(facts=FACTS)
def test_the_quick_answers_are_those_of_the_evaluation_with_working(
    facts: dict[str, Any], kb: KnowledgeBase
) -> None:
    ready, ask = prepared(kb, DAY), asking(kb, DAY)
    quick = ready.answers(facts)
    for one in ready.paragraphs:
        full = version_outcome(one.version, facts, ask, (one.name,))
        assert quick[one.name] == full.answer, one.name


@SLOW
@given(facts=FACTS, data=st.data())
def test_removing_a_fact_never_turns_one_answer_into_the_other(
    facts: dict[str, Any], data: st.DataObject, kb: KnowledgeBase
) -> None:
    if not facts:
        return
    lost = data.draw(st.sampled_from(sorted(facts)))
    fewer = {name: value for name, value in facts.items() if name != lost}
    if lost in ("throughput", "applicable-die-area"):
        # A figure given outright stands instead of the one computed, so losing its inputs changes nothing.
        fewer = {name: value for name, value in fewer.items() if name not in COMPUTED}
        facts = {**fewer, lost: facts[lost]}
    elif lost in COMPUTED:
        # Nor may what it would be computed from say otherwise.
        inputs = ("throughput", "applicable-die-area")
        fewer = {name: value for name, value in fewer.items() if name not in inputs}
        facts = {**fewer, lost: facts[lost]}
    ready = prepared(kb, DAY)
    before, after = ready.answers(facts), ready.answers(fewer)
    turned = [name for name, answer in after.items() if answer is not None and answer != before[name]]
    assert turned == []


def lower_only(condition: Any, straight: bool = True) -> Iterator[tuple[str, bool]]:
    """Each figure a condition tests, with whether it there appears as a lower bound that counts for meeting."""
    if isinstance(condition, Mapping):
        if "param" in condition:
            upper = {"at_most", "less_than", "equals"} & set(condition)
            lower = {"at_least", "more_than", "equals"} & set(condition)
            yield condition["param"], not (upper if straight else lower)
        for word, value in condition.items():
            yield from lower_only(value, straight != (word == "not"))
    elif isinstance(condition, list):
        for one in condition:
            yield from lower_only(one, straight)


@SLOW
@given(facts=FACTS, data=st.data())
def test_raising_a_figure_of_lower_bounds_only_never_un_meets_an_entry(
    facts: dict[str, Any], data: st.DataObject, kb: KnowledgeBase
) -> None:
    ready = prepared(kb, DAY)
    given_figures = sorted(set(facts) & set(FIGURES) - {"applicable-die-area"})
    if not given_figures:
        return
    raised = data.draw(st.sampled_from(given_figures))
    more = {**facts, raised: facts[raised] + data.draw(st.sampled_from([0.001, 1, 5000]))}
    before, after = ready.answers(facts), ready.answers(more)
    for one in ready.paragraphs:
        if "meets" in str(one.version["when"]) or "contains" in str(one.version["when"]):
            continue
        tests = list(lower_only(one.version["when"]))
        tests += [pair for note in one.version.get("except", ()) for pair in lower_only(note["when"], False)]
        if all(only for name, only in tests if name == raised) and before[one.name]:
            assert after[one.name], one.name


@SLOW
@given(facts=FACTS)
def test_cannot_tell_always_names_what_is_missing(facts: dict[str, Any], kb: KnowledgeBase) -> None:
    ask = asking(kb, DAY)
    for one in prepared(kb, DAY).asked_by(facts):
        outcome = version_outcome(one.version, facts, ask, (one.name,))
        assert (outcome.answer is None) == bool(outcome.missing), one.name
