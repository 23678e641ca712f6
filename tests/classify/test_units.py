"""Units: exact conversion, and refusal with the units that would do."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_atlas.ask.facts import BadFacts, read_facts
from control_atlas.ask.units import WrongUnit, alike, convert, unit_named
from control_atlas.link.knowledge import KnowledgeBase


@pytest.mark.parametrize(
    ("value", "given_unit", "wanted", "exactly"),
    [
        ("4.8", "terabytes-per-second", "gigabytes-per-second", 4800),
        ("1", "inch", "millimetre", "25.4"),
        ("8.14", "cm2", "mm2", 814),
        ("685", "degree-celsius", "kelvin", "958.15"),
        ("0", "kelvin", "degree-celsius", "-273.15"),
        ("30", "torr", "pascal", "3999.66"),
        ("14", "nm", "micrometre", "0.014"),
        ("0.3", "micrometre", "nm", 300),
    ],
)
def test_conversion_is_exact(
    value: str, given_unit: str, wanted: str, exactly: Any, kb: KnowledgeBase
) -> None:
    assert convert(Fraction(value), given_unit, wanted, kb.vocabularies["units"]) == Fraction(str(exactly))


def test_units_of_other_kinds_are_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(WrongUnit, match="mm2 cannot be converted to gigabytes-per-second"):
        convert(Fraction(1), "mm2", "gigabytes-per-second", kb.vocabularies["units"])


def test_a_unit_goes_by_word_symbol_or_label(kb: KnowledgeBase) -> None:
    units = kb.vocabularies["units"]
    assert {unit_named(units, text) for text in ("gigabytes-per-second", "GB/s", "gigabytes per second")} == {
        "gigabytes-per-second"
    }
    with pytest.raises(WrongUnit):
        unit_named(units, "furlongs")


def test_every_base_is_a_unit_without_a_base_and_every_parameter_has_a_known_unit(kb: KnowledgeBase) -> None:
    units = kb.vocabularies["units"]
    bases = {unit["base"] for unit in units.values() if "base" in unit}
    assert [base for base in bases if base not in units or "base" in units[base]] == []
    parameters = kb.vocabularies["parameters"]
    assert [name for name, word in parameters.items() if word.get("unit", "count") not in units] == []


def test_a_fact_in_another_unit_means_the_same(kb: KnowledgeBase) -> None:
    ways: list[Any] = [4800, {"value": 4.8, "unit": "terabytes-per-second"}, "4.8 TB/s", "4800"]
    read = [read_facts(kb, {"total-dram-bandwidth": way})["total-dram-bandwidth"] for way in ways]
    assert read == [4800] * 4


def test_a_wrong_unit_names_the_parameter_and_the_units_that_do(kb: KnowledgeBase) -> None:
    with pytest.raises(BadFacts) as fault:
        read_facts(kb, {"total-dram-bandwidth": "4 mm2", "applicable-die-area": "800 parsec"})
    first, second = fault.value.problems
    assert first.startswith("total-dram-bandwidth: mm2 cannot be converted")
    assert "gigabytes-per-second" in first
    assert second.startswith("applicable-die-area: there is no unit 'parsec'")


@given(number=st.fractions(), data=st.data())
def test_there_and_back_is_the_same_number(number: Fraction, data: st.DataObject, kb: KnowledgeBase) -> None:
    units = kb.vocabularies["units"]
    start = data.draw(st.sampled_from(sorted(units)))
    end = data.draw(st.sampled_from(alike(units, start)))
    assert convert(convert(number, start, end, units), end, start, units) == number
