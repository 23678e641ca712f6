"""Screening: what reaches a transaction, what is asked, what was not looked at; never that nothing is required."""

from __future__ import annotations

import json
from typing import Any

import pytest

from control_atlas import Atlas
from control_atlas.ask.screening import Screen, screen_json, screen_text
from control_atlas.ask.screening.reach import FOLLOWS, PARTIES, SHIPS, attached

TOLD: dict[str, Any] = {"parties_screened": True, "itar": False, "nuclear": False}


def found(answer: Screen) -> set[str]:
    return {one.name for one in answer.found}


def requirement(answer: Screen, name: str) -> Any:
    return next(one for one in answer.requirements if one.name == name)


def test_h200_to_china_in_the_lane_of_2026(atlas: Atlas) -> None:
    answer = atlas.screen("nvidia-h200", "US", "CN", "2026-02-01", **TOLD)
    assert answer.outcome == "requirement found"
    entry = requirement(answer, "us-eccn-3a090#a")
    assert entry.reasons == ("RS",)
    assert [one.key for one in entry.matched] == ["a"]
    review = next(
        one for one in answer.reviews if one.requirement == entry.name and one.line.key == "macau-d5"
    )
    assert (review.policy, review.otherwise, review.word) == ("case-by-case", "presumption-of-denial", None)
    assert review.line.outcome.missing == {"end-user-location", "lane-certifications-given"}
    decided = atlas.screen(
        "nvidia-h200", "US", "CN", "2026-02-01", end_user_location="CN",
        facts={"lane-certifications-given": True}, **TOLD,
    )  # fmt: skip
    words = {one.line.key: one.word for one in decided.reviews if one.requirement == entry.name}
    assert words["macau-d5"] == "case-by-case"
    day_before = atlas.screen("nvidia-h200", "US", "CN", "2026-01-14", end_user_location="CN", **TOLD)
    assert {one.word for one in day_before.reviews if one.line.key == "macau-d5"} != {"case-by-case"}


def test_a_reexport_is_outside_the_lane(atlas: Atlas) -> None:
    answer = atlas.screen(
        "nvidia-h200", "SG", "CN", "2026-02-01", us_origin=True, end_user_location="CN",
        facts={"lane-certifications-given": True}, **TOLD,
    )  # fmt: skip
    words = {one.word for one in answer.reviews if one.line.key == "macau-d5"}
    assert words == {"presumption-of-denial"}


def test_exceptions_are_conditions_to_check_and_never_granted(atlas: Atlas) -> None:
    answer = atlas.screen(
        "nvidia-l40", "US", "CN", "2026-02-01", headquarters="CN", parent_headquarters="CN", **TOLD
    )
    nac = next(
        one for one in answer.exemptions
        if one.requirement == "us-eccn-3a090#b" and one.record and one.record.id == "us-licence-exception-nac"
    )  # fmt: skip
    assert not nac.shut
    assert nac.to_check
    text = screen_text(atlas.kb, answer)
    assert "Notified Advanced Computing" in text
    assert "could apply" in text
    h200 = atlas.screen("nvidia-h200", "US", "CN", "2026-02-01", **TOLD)
    shut = {
        one.record.id: one.shut
        for one in h200.exemptions
        if one.record and one.requirement == "us-eccn-3a090#a"
    }
    assert shut["us-licence-exception-nac"] is True


def test_the_headquarters_reach_beyond_the_destination(atlas: Atlas) -> None:
    there = atlas.screen(
        "nvidia-h200", "US", "SG", "2024-06-01", headquarters="SG", parent_headquarters="CN", **TOLD
    )
    assert [one.key for one in requirement(there, "us-eccn-3a090#a").matched] == ["a-headquarters"]
    other = atlas.screen(
        "nvidia-h200", "US", "SG", "2024-06-01", headquarters="SG", parent_headquarters="SG", **TOLD
    )
    assert "us-eccn-3a090#a" not in found(other)
    asked = atlas.screen("nvidia-h200", "US", "SG", "2024-06-01", **TOLD)
    assert requirement(asked, "us-eccn-3a090#a").missing >= {"headquarters", "parent-headquarters"}
    assert asked.outcome == "cannot tell yet"


def test_codified_and_enforced_are_told_apart(atlas: Atlas) -> None:
    answer = atlas.screen(
        "nvidia-h200", "US", "SE", "2026-07-23", headquarters="SE", parent_headquarters="SE", **TOLD
    )
    entry = requirement(answer, "us-eccn-3a090#a")
    assert (entry.answer, entry.enforced) == (True, False)
    text = screen_text(atlas.kb, answer)
    assert "codified: met; enforced: not met" in text
    assert "stops enforcing" in text


def test_country_groups_are_those_of_the_day(atlas: Atlas) -> None:
    before = atlas.screen(
        "nvidia-l40", "US", "AE", "2026-07-09", headquarters="AE", parent_headquarters="AE", **TOLD
    )
    after = atlas.screen(
        "nvidia-l40", "US", "AE", "2026-07-10", headquarters="AE", parent_headquarters="AE", **TOLD
    )
    assert requirement(before, "us-eccn-3a090#b").answer is True
    assert "uae-approved-parties-only" in requirement(after, "us-eccn-3a090#b").missing


def test_a_line_for_one_paragraph_does_not_catch_another(atlas: Atlas) -> None:
    answer = atlas.screen(
        "nvidia-l40", "US", "SE", "2026-07-23", headquarters="SE", parent_headquarters="SE", **TOLD
    )
    entry = requirement(answer, "us-eccn-3a090#b")
    assert {one.key for one in entry.destinations} == {"b", "b-headquarters", "at"}
    assert entry.answer is False


@pytest.mark.parametrize(
    ("places", "code"),
    [
        ({"destination": "IR"}, "embargo"),
        ({"destination": "KP"}, "embargo"),
        ({"destination": "CU"}, "embargo"),
        ({"destination": "RU"}, "sanctions"),
        ({"destination": "BY"}, "sanctions"),
        ({"destination": "crimea"}, "occupied"),
        ({"destination": "UA", "occupied_region": True}, "occupied"),
        ({"destination": "AE", "end_user_location": "IR"}, "embargo"),
        ({"destination": "KZ", "parent_headquarters": "RU"}, "sanctions"),
        ({"destination": "CN", "itar": True}, "itar"),
        ({"destination": "CN", "nuclear": True}, "nuclear"),
        ({"destination": "CN", "parties_screened": None}, "parties"),
        ({"destination": "CN", "parties_screened": False}, "parties"),
    ],
)
def test_what_is_not_modelled_cannot_be_told_before_anything_else(
    places: dict[str, Any], code: str, atlas: Atlas
) -> None:
    more = {**TOLD, **places}
    answer = atlas.screen("nvidia-h200", "US", more.pop("destination"), "2026-02-01", **more)
    assert answer.outcome == "cannot tell"
    assert code in {gate.code for gate in answer.gates}
    assert answer.summary.startswith("Cannot tell: ")
    lines = screen_text(atlas.kb, answer).splitlines()
    assert next(line for line in lines if line.startswith("Outcome:")).startswith("Outcome: Cannot tell")


def test_a_regime_attaches_by_shipping_by_the_item_or_cannot_be_told(atlas: Atlas) -> None:
    ships = atlas.screen("nvidia-h200", "US", "CN", "2026-02-01", **TOLD)
    assert attached(ships.reach, "us") is True
    assert [one.by for one in ships.reach if one.regime == "us" and one.answer] == [SHIPS]
    asked = atlas.screen("nvidia-h200", "TW", "CN", "2026-02-01", **TOLD)
    assert attached(asked.reach, "us") is None
    assert asked.outcome == "cannot tell yet"
    wanted = {name for name, _ in asked.asks}
    assert {"US origin of the item", "us-controlled-content", "direct-product-of-listed-input"} <= wanted
    followed = atlas.screen(
        "nvidia-h200", "TW", "CN", "2026-02-01", facts={"made-by-listed-plant": True}, **TOLD
    )
    assert attached(followed.reach, "us") is True
    assert any(
        one.by == FOLLOWS and one.answer and "us-fdp-advanced-computing" in one.text for one in followed.reach
    )
    assert "us-eccn-3a090#a" in found(followed)


@pytest.mark.parametrize(("content", "answer"), [(10, False), (10.01, None), (25, None), (25.01, True)])
def test_controlled_content_is_asked_at_both_thresholds(content: float, answer: Any, atlas: Atlas) -> None:
    told = atlas.screen(
        "nvidia-h200", "TW", "CN", "2026-02-01", facts={"us-controlled-content": content}, **TOLD
    )
    way = next(one for one in told.reach if "controlled US content" in one.text)
    expected = {False: False, None: False, True: True}[answer]
    assert way.answer is expected


def test_lists_of_parties_are_named_as_to_be_checked(atlas: Atlas) -> None:
    answer = atlas.screen("nvidia-h200", "US", "CN", "2026-02-01", **TOLD)
    lists = [one.text for one in answer.reach if one.by == PARTIES and one.regime == "us"]
    assert any("us-entity-list-744-11" in text and "to be checked" in text for text in lists)


def test_letters_are_asked_of_the_exporter(atlas: Atlas) -> None:
    told = atlas.screen("nvidia-h20", "US", "CN", "2025-05-01", exporter="nvidia", **TOLD)
    assert {one.control.id for one in told.found} == {"us-letter-nvidia-h20"}
    other = atlas.screen("nvidia-h20", "US", "CN", "2025-05-01", exporter="amd", **TOLD)
    assert "us-letter-nvidia-h20" not in {one.control.id for one in other.found}
    asked = atlas.screen("nvidia-h20", "US", "CN", "2025-05-01", **TOLD)
    assert any("whether the exporter is NVIDIA" in name for name, _ in asked.asks)
    assert "Licence requirement by notice to NVIDIA for H20" in screen_text(atlas.kb, asked)


def test_a_transition_clause_is_asked_about_while_it_can_matter(atlas: Atlas) -> None:
    asked = atlas.screen("nvidia-h200", "US", "CN", "2025-05-20", **TOLD)
    clause = next(one for one in asked.transitions if one.requirement == "us-eccn-3a090#a")
    assert (clause.en_route_by, clause.delivered_by, clause.spares) == ("2025-05-15", "2025-06-16", None)
    assert "--shipped-on" in screen_text(atlas.kb, asked)
    fits = atlas.screen("nvidia-h200", "US", "CN", "2025-05-20", shipped_on="2025-05-15", **TOLD)
    assert {one.spares for one in fits.transitions} == {True}
    late = atlas.screen("nvidia-h200", "US", "CN", "2025-05-20", shipped_on="2025-05-16", **TOLD)
    assert {one.spares for one in late.transitions} == {False}
    gone = atlas.screen("nvidia-h200", "US", "CN", "2025-06-17", **TOLD)
    assert gone.transitions == ()


def test_texts_that_do_not_address_remote_access_say_so(atlas: Atlas) -> None:
    answer = atlas.screen("nvidia-h200", "US", "CN", "2026-02-01", kind="remote-access", **TOLD)
    assert answer.outcome == "cannot tell yet"
    assert requirement(answer, "us-eccn-3a090#a").addressed is False
    assert any("remote access" in text and "us-h200-remote-users" in text for text in answer.silent)
    assert "does not address this kind of transaction" in screen_text(atlas.kb, answer)


def test_training_is_said_to_be_addressed_where_it_is(atlas: Atlas) -> None:
    answer = atlas.screen(
        "nvidia-h200", "US", "MY", "2026-02-01",
        end_uses=["trains-model-for-d5-party", "military-intelligence-use"], **TOLD,
    )  # fmt: skip
    assert "us-training-guidance#statement" in found(answer)
    assert any(
        "the training of models is spoken of in us-training-guidance" in text for text in answer.silent
    )
    japan = atlas.screen(
        "jp-6-1-yo-advanced-computing#1.yo", "JP", "MY", "2026-03-01",
        end_uses=["trains-model-for-d5-party"], **TOLD,
    )  # fmt: skip
    assert "Japan: the texts recorded do not address the training of models." in japan.silent


def test_deemed_exports_are_taken_out_where_the_text_says_so(atlas: Atlas) -> None:
    answer = atlas.screen("us-eccn-3a090#a", "US", "CN", "2026-02-01", kind="deemed-export", **TOLD)
    assert "us-eccn-3a090#a" not in found(answer)


def test_chinese_rules_on_conflicts_are_pointed_at_where_china_is_touched(atlas: Atlas) -> None:
    answer = atlas.screen("nvidia-h200", "US", "CN", "2026-05-01", **TOLD)
    records = {one.record.id: one for one in answer.conflicts}
    assert any(
        pinpoint == "art. 48" for _, pinpoint, _ in records["cn-conflict-reciprocal-measures"].paragraphs
    )
    assert "cn-conflict-extraterritorial-jurisdiction" in records
    assert "pointed at, not decided" in screen_text(atlas.kb, answer)
    elsewhere = atlas.screen(
        "nvidia-h200", "US", "JP", "2026-05-01", headquarters="JP", parent_headquarters="JP", **TOLD
    )
    assert elsewhere.conflicts == ()


def test_gallium_from_china_to_the_united_states(atlas: Atlas) -> None:
    answer = atlas.screen("cn-3c001#a", "CN", "US", "2025-01-10", **TOLD)
    assert {"cn-3c001#a", "cn-us-dual-use-items#2"} <= found(answer)
    review = next(one for one in answer.reviews if one.line.name == "cn-us-dual-use-items#2-1")
    assert review.word == "denied-in-principle"
    suspended = atlas.screen("cn-3c001#a", "CN", "US", "2026-02-01", **TOLD)
    assert "cn-us-dual-use-items#2" not in found(suspended)


def test_european_tools_need_an_authorisation_outside_the_union_only(atlas: Atlas) -> None:
    out = atlas.screen("eu-3b501#f.1.b", "NL", "CN", "2026-07-01", **TOLD)
    assert "eu-3b501#f.1.b" in found(out)
    assert attached(out.reach, "eu") is True
    inside = atlas.screen("eu-3b501#f.1.b", "NL", "DE", "2026-07-01", **TOLD)
    assert "eu-3b501#f.1.b" not in found(inside)


def test_no_match_counts_what_was_and_was_not_checked(atlas: Atlas) -> None:
    answer = atlas.screen("nvidia-t4", "KR", "VN", "2026-07-23", us_origin=False, **TOLD)
    assert answer.found == ()
    assert "This is not a determination." in answer.summary
    assert str(answer.checks) in answer.summary
    assert answer.checks > 10
    assert len(answer.not_made) > 100


@pytest.mark.parametrize("destination", ["CN", "DE", "IR", "VN", "AE"])
@pytest.mark.parametrize("item", ["nvidia-t4", "nvidia-h200", "us-eccn-3b001#f.1.b"])
def test_no_answer_says_or_implies_that_nothing_is_required(
    item: str, destination: str, atlas: Atlas
) -> None:
    answer = atlas.screen(item, "US", destination, "2026-07-23")
    text = screen_text(atlas.kb, answer).lower()
    for phrase in (
        "no licence is",
        "no licence required",
        "not required",
        "without a licence",
        "is allowed",
        "permitted",
        "is free",
    ):
        assert phrase not in text.replace("licence-free", ""), phrase
    assert "not a determination" in text
    assert "not looked at:" in text
    assert answer.outcome in {"cannot tell", "requirement found", "cannot tell yet", "no match"}
    assert answer.not_looked_at


def test_the_json_holds_everything_and_is_plain(atlas: Atlas) -> None:
    told = screen_json(atlas.screen("nvidia-h200", "US", "CN", "2026-02-01", **TOLD))
    again = json.loads(json.dumps(told))
    assert again["outcome"] == "requirement found"
    assert again["not_a_determination"] is True
    first = again["requirements_found"][0]
    assert first["requirement"] == "us-eccn-3a090#a"
    assert first["destinations"][0]["pinpoint"] == "15 CFR 742.6(a)(6)(iii)(A)"
    assert again["attached"]["us"] == "met"
    assert again["checks_made"] > 0
    assert again["checks_not_made"]
    assert again["classification"]["party_specific"]


def test_the_kind_of_transaction_is_taken_from_the_route_and_said(atlas: Atlas) -> None:
    kinds = {
        route: atlas.screen("nvidia-h200", *route, "2026-02-01").transaction
        for route in (("US", "CN"), ("TW", "CN"), ("CN", "CN"))
    }
    assert [one.kind for one in kinds.values()] == ["export", "reexport", "transfer"]
    assert all(one.route for one in kinds.values())
    named = atlas.screen("nvidia-h200", "US", "CN", "2026-02-01", kind="export")
    assert named.transaction.route is False
