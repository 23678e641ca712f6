"""What is looked for at once in a record never hides what a rule's expression would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_atlas.check.rules import caution, content, dates, language, reliance
from control_atlas.check.signs import any_sign, as_text

PAIRS = (
    (language.SPACING, language.SPACING_SIGNS),
    (language.AMERICAN, language.AMERICAN_SIGNS),
    (language.MIXED, language.LOOKALIKE_SIGNS),
    (language.FULL_WIDTH, language.FULL_WIDTH_SIGNS),
    (caution.DETERMINATION, caution.DETERMINATION_SIGNS),
    (caution.ADDRESS, caution.ADDRESS_SIGNS),
    (content.HOSTILE, content.HOSTILE_SIGNS),
    (content.EMPTY_WORDING, content.EMPTY_SIGNS),
)
PIECES = st.sampled_from(
    [
        *("a", "Z", "3", " ", " ", ",", ";", ".", "(", ")", "<", "@", "/", "稀土"),
        *("\u0410", "\u0391", "\uff21", "\uff13"),
        *("no licence ", "is ", "needed", "Required", "may be exported without a license", "is freely exportable"),
        *("is not controlled anywhere", "is not on the Entity List", "https://", "HTTP://", "www.a", "b@c.org"),
        *("土@c.org",),
        *("javascript :", "data: text/html", "&#", "script", "Unchanged", "as before", "no change"),
        *("a license", "licenses are", "color", "labor", "organization", "Toward", "toward", "catalogs"),
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_text_that_an_expression_finds_holds_its_signs(text: str) -> None:
    written = as_text({"id": "x", "items": {"a": [{"covers": text, "number": 4800.5}]}})
    for expression, signs in PAIRS:
        if expression.search(text):
            assert signs.in_(written), (expression.pattern, text)
            assert any_sign().is_valid(written)


@pytest.mark.parametrize("day", ["1899-12-31", "2100-12-31", "2101-01-01", "0001-01-01", "9999-12-31"])
def test_every_day_that_is_not_plausible_holds_the_sign(day: str) -> None:
    held = reliance.IMPLAUSIBLE.in_(as_text({"dates": {"issued": day}}))
    assert held or reliance.EARLIEST_DAY <= day <= reliance.LATEST_DAY


@pytest.mark.parametrize("field", sorted(dates.ENDS - {"by"}))
def test_every_end_of_a_period_is_seen(field: str) -> None:
    assert dates.END_SIGNS.in_(as_text({"items": {"a": [{field: "2026-01-01"}]}}))


@pytest.mark.parametrize("length", [32, 44, 46, 59, 60, 64, 320])
def test_the_length_of_a_text_is_not_taken_for_a_sign(length: int) -> None:
    written = as_text({"summary": "x" * length, "value": 4800.5})
    assert not any_sign().is_valid(written)


def test_an_address_that_fills_its_field_is_no_sign_and_one_in_prose_is() -> None:
    assert not caution.ADDRESS_SIGNS.in_(as_text({"address": "https://example.org/a"}))
    assert caution.ADDRESS_SIGNS.in_(as_text({"note": "https://example.org/a"}))


def test_signs_are_found_in_upper_case_too() -> None:
    assert content.HOSTILE_SIGNS.in_(as_text({"title": "JavaScript:alert(1)"}))
