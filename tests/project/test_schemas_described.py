"""Schemas are the only description of a kind: valid, closed, and told to people property by property."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
X_ATLAS = {"label", "plural", "folder", "caption", "facets", "columns", "weight"}
DRAFT = "https://json-schema.org/draft/2020-12/schema"
Place = tuple[str, str, dict[str, Any]]


@cache
def schemas() -> dict[str, Any]:
    files = (ROOT / "schemas").glob("*.schema.json")
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in files}


def resolved(reference: str, file: str) -> tuple[dict[str, Any], str]:
    name, _, pointer = reference.partition("#")
    found = schemas()[name or file]
    for step in pointer.split("/")[1:]:
        found = found[step]
    return found, name or file


def properties(node: Any, file: str, path: str = "") -> Iterator[Place]:
    """Every property that a record may have, with its place; tests inside `if` describe nothing."""
    if isinstance(node, list):
        for number, inner in enumerate(node):
            yield from properties(inner, file, f"{path}/{number}")
    elif isinstance(node, dict):
        for name, inner in node.items():
            if name in ("if", "not", "examples", "enum", "const"):
                continue
            if name == "properties" and not path.endswith("/properties"):
                for key, schema in inner.items():
                    # `then: {properties: {a: {required: ...}}}` narrows a property described elsewhere.
                    if "/then" not in path and "/else" not in path:
                        yield file, f"{path}/{key}", schema
            yield from properties(inner, file, f"{path}/{name}")


def says(schema: dict[str, Any], word: str, file: str) -> bool:
    while word not in schema and "$ref" in schema:
        schema, file = resolved(schema["$ref"], file)
    return word in schema


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_valid_and_named_after_its_file(name: str) -> None:
    schema = schemas()[name]
    assert schema["$schema"] == DRAFT
    assert schema["$id"] == name
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_property_has_title_description_and_example(name: str) -> None:
    found = list(properties(schemas()[name], name))
    missing = [f"{path} has no {word}" for file, path, schema in found
               for word in ("title", "description", "examples") if not says(schema, word, file)]  # fmt: skip
    assert missing == []


def test_examples_fit_the_definitions_they_illustrate() -> None:
    from control_atlas.check.schema import SchemaCheck
    from control_atlas.load.kinds import Kinds

    check = SchemaCheck(Kinds(ROOT / "schemas"))
    wrong = []
    for name, schema in schemas().items():
        for key, definition in schema.get("$defs", {}).items():
            if "allOf" in definition or "properties" not in definition:
                continue
            validator = check.explainer(name).evolve(schema={"$ref": f"{name}#/$defs/{key}"})
            wrong += [f"{name} {key}: {error.message}" for example in definition.get("examples", ())
                      for error in validator.iter_errors(example)]  # fmt: skip
    assert wrong == []


def test_no_schema_uses_a_bare_one_of() -> None:
    assert [name for name, schema in schemas().items() if '"oneOf"' in json.dumps(schema)] == []


def test_kinds_say_nothing_but_the_closed_list_about_themselves() -> None:
    kinds = {name: schema["x-atlas"] for name, schema in schemas().items() if "x-atlas" in schema}
    assert len(kinds) >= 12
    assert {name: set(about) for name, about in kinds.items() if set(about) != X_ATLAS} == {}
    folders = [about["folder"] for about in kinds.values()]
    assert len(set(folders)) == len(folders)


@pytest.mark.parametrize("name", sorted(name for name, schema in schemas().items() if "x-atlas" in schema))
def test_a_record_of_a_kind_may_have_no_unknown_key(name: str) -> None:
    schema = schemas()[name]
    assert schema.get("unevaluatedProperties") is False or schema.get("additionalProperties") is False


def test_addresses_of_other_schemas_are_relative() -> None:
    for name, schema in schemas().items():
        for reference in _references(schema):
            file = reference.partition("#")[0]
            assert not file or file in schemas(), f"{name}: {reference}"


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)
