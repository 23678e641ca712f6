"""What a classification says: working, letters, wordings before, open choices, reconstructed texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from control_atlas import Atlas
from control_atlas.ask.classification_told import classification_json, classification_text
from control_atlas.ask.classify import Classification
from control_atlas.ask.letters import ELSEWHERE, NAMES


def met(answer: Classification) -> set[str]:
    return {one.name for one in answer.met}


def leaves(test: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "parts" not in test:
        yield test
    for part in test.get("parts", ()):
        yield from leaves(part)


def test_h20_is_outside_3a090_and_under_a_letter(atlas: Atlas) -> None:
    answer = atlas.classify("nvidia-h20", "2025-05-01")
    assert not any(name.startswith("us-eccn-3a090#") for name in met(answer))
    letter = next(one for one in answer.letters if one.control.id == "us-letter-nvidia-h20")
    assert letter.bears == NAMES
    assert letter.status.word == "in force"
    assert letter.addressees == ("nvidia",)
    assert letter.publication == "reported"
    assert letter.lifted is None
    text = classification_text(atlas.kb, answer)
    assert text.index("Licence requirement by notice to NVIDIA for H20") < text.index("List entries met")
    assert "text not published" in text
    assert "no end is recorded" in text


def test_h20_before_the_letter_has_no_such_requirement(atlas: Atlas) -> None:
    answer = atlas.classify("nvidia-h20", "2025-04-08")
    assert "us-letter-nvidia-h20" not in {one.control.id for one in (*answer.letters, *answer.other_letters)}


def test_a_letter_with_a_last_day_says_when_it_is_lifted(atlas: Atlas) -> None:
    answer = atlas.classify("nvidia-a100-sxm-80gb", "2023-11-01")
    letter = next(one for one in answer.letters if one.control.id == "us-letter-nvidia-immediate-effect")
    assert letter.lifted == "2023-11-17"
    assert "last day 2023-11-16" in classification_text(atlas.kb, answer)
    later = atlas.classify("nvidia-a100-sxm-80gb", "2023-11-17")
    assert letter.control.id not in {one.control.id for one in (*later.letters, *later.other_letters)}


def test_a_letter_to_another_maker_is_told_as_such(atlas: Atlas) -> None:
    answer = atlas.classify("nvidia-h200", "2025-05-01")
    bears = {one.control.id: one.bears for one in answer.letters}
    assert bears["us-letter-amd-mi308"] == ELSEWHERE


def test_letters_are_told_even_where_nothing_is_met(atlas: Atlas) -> None:
    answer = atlas.classify({"applicable-die-area": 100}, "2025-05-01")
    assert answer.met == ()
    told = classification_json(answer)
    assert {one["id"] for one in told["party_specific_not_naming_it"]} >= {"us-letter-nvidia-h20"}
    assert "Requirements addressed to named parties" in classification_text(atlas.kb, answer)


def test_every_leaf_of_an_entry_met_carries_its_source(atlas: Atlas) -> None:
    told = classification_json(atlas.classify("nvidia-h100-sxm", "2026-07-23"))
    json.dumps(told)
    entry = next(one for one in told["entries"] if one["item"] == "us-eccn-3a090#a.1")
    assert entry["answer"] == "met"
    assert entry["by"] == "us-fr-2025-00711#ccl"
    for leaf in leaves(entry):
        assert leaf["record"] == "us-eccn-3a090"
        assert leaf["paragraph"] == "a.1"
        assert leaf["wording_from"] == "2025-01-16"
        assert leaf["pinpoint"].endswith("3A090.a.1")
        assert leaf["used"]["value"] == "15832"
        assert "src-nvidia-h100-datasheet" in leaf["used"]["from"]


def test_a_wording_put_together_from_excerpts_says_so(atlas: Atlas) -> None:
    told = classification_json(atlas.classify("nvidia-h100-sxm", "2023-11-17"))
    entry = next(one for one in told["entries"] if one["item"] == "us-eccn-3a090#a.1")
    assert entry["reconstructed"] is True
    text = classification_text(atlas.kb, atlas.classify("nvidia-h100-sxm", "2023-11-17"))
    assert "reconstructed from excerpts" in text
    later = classification_json(atlas.classify("nvidia-h100-sxm", "2026-07-23"))
    assert [one["reconstructed"] for one in later["entries"] if one["item"] == "us-eccn-3a090#a.1"] == [False]


def test_what_changed_since_the_wording_before_is_told(atlas: Atlas) -> None:
    answer = atlas.classify("nvidia-a800-sxm-80gb", "2023-11-17")
    before = answer.before["us-eccn-3a090#a.1"]
    assert (before.since, before.last_day) == ("2022-10-21", "2023-11-16")
    assert before.limits_changed
    assert before.answer is False
    assert "us-eccn-3a090#a.1" in {one.name for one in answer.changed}
    later = atlas.classify("nvidia-a800-sxm-80gb", "2026-07-23")
    assert later.before["us-eccn-3a090#a.1"].limits_changed is False
    assert "us-eccn-3a090#a.1" not in {one.name for one in later.changed}


def test_the_bit_length_of_tf32_is_said_to_matter_where_it_does(atlas: Atlas) -> None:
    answer = atlas.classify("aws-trainium1", "2026-05-01")
    choice = next(one for one in answer.choices if one.name == "bit length of tf32")
    assert choice.values == ("19", "32")
    assert choice.matters["us-eccn-3a090#a.1"] == {"19": False, "32": True}
    assert "us-eccn-3a090#a.1" in {one.name for one in answer.open}
    unaffected = atlas.classify("nvidia-h100-sxm", "2026-05-01")
    assert [one.matters for one in unaffected.choices if one.name == "bit length of tf32"] == [{}]
    assert "It changes no answer here." in classification_text(atlas.kb, unaffected)


def test_an_open_die_area_is_said_to_matter_or_not(atlas: Atlas) -> None:
    areas = {"throughput": [{"format": "fp8", "bits": 8, "rate": 300}], "designed-for-data-centre": True}
    turning = atlas.classify({**areas, "applicable-die-area": [400, 500]}, "2026-07-23")
    choice = next(one for one in turning.choices if one.name == "applicable-die-area")
    assert choice.matters["us-eccn-3a090#a.2"] == {"400": True, "500": False}
    idle = atlas.classify({**areas, "applicable-die-area": [300, 400]}, "2026-07-23")
    assert [one.matters for one in idle.choices] == [{}]


@pytest.mark.parametrize(
    ("facts", "on", "names"),
    [
        ({"total-processing-performance": 6000},
         "2026-07-23", {"eu-3a501#a.16", "gb-3a501#a.16", "us-eccn-3a090#a.1"}),
        ({"processing-unit": True, "total-processing-performance": 6000},
         "2026-07-23", {"jp-6-1-yo-advanced-computing#1.yo"}),
        ({"physical-qubits": 40, "c-not-error": 0.0001, "quantum-computer": True, "adiabatic-quantum-computer": False},
         "2026-07-23", {"ca-ecl-5506-quantum#2.c.ii.a.i", "eu-4a506#a.1", "us-eccn-4a906#a.1"}),
        ({"purity": 99.99}, "2025-01-10", {"cn-3c003#c"}),
    ],
)  # fmt: skip
def test_every_regime_with_limits_takes_part(
    facts: dict[str, Any], on: str, names: set[str], atlas: Atlas
) -> None:
    assert names <= met(atlas.classify(facts, on))


def test_a_day_before_every_list_entry_is_refused(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="before any list entry with limits recorded here; the first is of"):
        atlas.classify("nvidia-h20", "1990-01-01")


def test_nothing_says_that_no_licence_is_needed(atlas: Atlas) -> None:
    text = classification_text(atlas.kb, atlas.classify("nvidia-t4", "2026-07-23")).lower()
    assert "no licence" not in text
    assert "not controlled" not in text
    assert "does not mean that nothing else applies" in text
