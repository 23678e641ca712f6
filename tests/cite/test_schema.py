"""The schema and the code describe the same fields."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from citation_strategies import SCHEMA, fields
from citation_strategies import TYPES as DESCRIBED
from hypothesis import HealthCheck, given, settings

from control_atlas.cite import TYPES, Citation, field_types

JSON_TYPES = {"string": str, "integer": int, "array": tuple}
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def test_the_schema_has_the_types_that_the_code_has() -> None:
    assert set(DESCRIBED) == set(TYPES) == set(SCHEMA["properties"]["type"]["enum"])


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_type_has_the_same_fields_in_schema_and_code(name: str) -> None:
    described = {
        field: JSON_TYPES[rule.get("type", "string")]
        for field, rule in DESCRIBED[name]["properties"].items()
        if field != "type"
    }
    assert described == field_types(TYPES[name])


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_property_says_what_it_is_and_gives_an_example(name: str) -> None:
    for field, rule in DESCRIBED[name]["properties"].items():
        assert {"title", "description", "examples"} <= rule.keys(), field
        for example in rule["examples"]:
            jsonschema.Draft202012Validator(rule).validate(example)


@pytest.mark.parametrize("example", SCHEMA["examples"], ids=lambda example: example["type"])
def test_the_examples_are_valid_citations(example: dict[str, Any]) -> None:
    VALIDATOR.validate(example)
    assert example["type"] == Citation.from_fields(example).TYPE


@pytest.mark.parametrize("name", DESCRIBED)
def test_what_the_property_tests_draw_is_valid(name: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(fields(name))
    def check(made: dict[str, Any]) -> None:
        VALIDATOR.validate(made)

    check()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"type": "usc", "title": "50"}, "'section' is a required property"),
        ({"type": "fr", "published": "2023-10-25"}, "'volume' is a required property"),
        ({"type": "terms", "provider": "Example"}, "'title' is a required property"),
        ({"type": "cfr", "title": "15", "part": "744", "sction": "1"}, "'sction' was unexpected"),
        ({"type": "cfr", "title": 15, "part": "744"}, "15 is not of type 'string'"),
        ({"type": "fr", "volume": 88, "page": 1, "published": "2023-02-30"}, "is not a 'date'"),
    ],
)
def test_a_fault_is_named_by_the_key_it_is_about(fields: dict[str, Any], message: str) -> None:
    assert any(message in error.message for error in VALIDATOR.iter_errors(fields))
