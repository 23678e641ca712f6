"""Every product on the seven days, beside what makers and governments said of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from control_atlas import Atlas
from control_atlas.ask.cross_checks import (
    AGREE,
    DISAGREE,
    NOT_COMPARABLE,
    Checked,
    cross_checks,
    cross_checks_json,
    cross_checks_text,
)

DAYS = ("2022-11-01", "2023-11-16", "2023-11-17", "2025-02-01", "2026-01-14", "2026-01-15", "2026-07-23")
# What 3A090.a and 3A090.b make of each product in the wording of 2022 and since November 2023, worked out by hand
# from its recorded figures: "a", "b", "-" for neither, "?" where a figure is missing.
BY_HAND = {
    "nvidia-a100-sxm-80gb": ("a", "a"),
    "nvidia-h100-sxm": ("a", "a"),
    "nvidia-h800-sxm": ("-", "a"),
    "nvidia-a800-sxm-80gb": ("-", "a"),
    "nvidia-h20": ("?", "-"),
    "nvidia-l40": ("-", "b"),
    "nvidia-l40s": ("-", "a"),
    "nvidia-l4": ("-", "a"),
    "nvidia-t4": ("-", "-"),
    "nvidia-rtx-4090": ("-", "a"),
    "nvidia-rtx-4090-d": ("-", "-"),
    "nvidia-h200": ("a", "a"),
}


@pytest.fixture(scope="module")
def on_day(atlas: Atlas) -> Callable[[str], dict[str, Checked]]:
    """Every product on a day, by id; each day is worked out once."""

    @cache
    def found(day: str) -> dict[str, Checked]:
        return {str(one.classification.product): one for one in cross_checks(atlas.kb, day)}

    return found


def tier(one: Checked) -> str:
    names = {entry.name for entry in one.classification.met}
    if "us-eccn-3a090#a" in names:
        return "a"
    if "us-eccn-3a090#b" in names:
        return "b"
    open_names = {entry.name for entry in one.classification.open}
    return "?" if open_names & {"us-eccn-3a090#a", "us-eccn-3a090#b"} else "-"


@pytest.mark.parametrize("day", DAYS)
def test_every_product_is_evaluated_and_its_tier_is_the_one_worked_out_by_hand(
    day: str, on_day: Callable[[str], dict[str, Checked]], atlas: Atlas
) -> None:
    found = on_day(day)
    assert set(found) == {record.id for record in atlas.kb.of_kind("products")}
    for one in found.values():
        answer = one.classification
        sorts = (answer.met, answer.open, answer.not_met, answer.not_asked)
        assert answer.on == day
        assert len(answer.entries) == sum(map(len, sorts))
    number = 0 if day < "2023-11-17" else 1
    assert {product: tier(found[product]) for product in BY_HAND} == {
        product: tiers[number] for product, tiers in BY_HAND.items()
    }


def test_no_statement_disagrees_and_each_is_explained(on_day: Callable[[str], dict[str, Checked]]) -> None:
    checks = [check for one in on_day("2026-07-23").values() for check in one.checks]
    verdicts = {
        verdict: [one for one in checks if one.verdict == verdict]
        for verdict in (AGREE, DISAGREE, NOT_COMPARABLE)
    }
    assert [(one.product, one.why) for one in verdicts[DISAGREE]] == []
    assert len(verdicts[AGREE]) >= 11
    assert len(verdicts[NOT_COMPARABLE]) >= 13
    assert all(one.why for one in checks)


def test_statements_made_later_are_not_used(on_day: Callable[[str], dict[str, Checked]]) -> None:
    early = [check for one in on_day("2022-11-01").values() for check in one.checks]
    assert early
    assert all(str(check.day) <= "2022-11-01" for check in early)


def test_the_lists_name_products_verdicts_and_letters(on_day: Callable[[str], dict[str, Checked]]) -> None:
    found = tuple(on_day("2026-07-23").values())
    text = cross_checks_text(found)
    assert "Statements that disagree: 0" in text
    assert "nvidia-h20: TPP 2368" in text
    told = cross_checks_json(found)
    h20 = next(one for one in told["products"] if one["product"] == "nvidia-h20")
    assert "us-letter-nvidia-h20" in h20["party_specific"]
    assert h20["quantities"]["total-processing-performance"] == "2368"
