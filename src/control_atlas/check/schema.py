"""The schema check: jsonschema-rs finds which records are at fault, jsonschema explains how.

Both read the same schemas; formats are asserted in both.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from control_atlas.load.kinds import Kinds, known_keys
from control_atlas.records import Path, Problem, Record, dotted

if TYPE_CHECKING:
    import jsonschema
    from jsonschema.exceptions import ValidationError

UNKNOWN_KEYS = ("unevaluatedProperties", "additionalProperties")
FIXES: Mapping[str, str] = {
    "required": "Add the missing key; `atlas new` shows a complete example of the kind.",
    "unevaluatedProperties": "Remove the key, or correct its spelling; the data dictionary lists the known ones.",
    "additionalProperties": "Remove the key, or correct its spelling; the data dictionary lists the known ones.",
    "enum": "Use one of the words listed.",
    "const": "Use the word given.",
    "format": "Write a calendar day that exists, as \"YYYY-MM-DD\".",
    "type": "Write a value of the type named; texts that look like numbers or dates need quotes.",
    "uniqueItems": "Remove the repeated entry.",
    "minItems": "Add an entry, or leave the key out.",
    "minProperties": "Add an entry, or leave the key out.",
}  # fmt: skip


class SchemaCheck:
    """Validators for the schemas of a folder, each built when first needed."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._shared = jsonschema_rs.Registry(
            [(name, dict(schema)) for name, schema in kinds.schemas.items()]
        )
        self._find: dict[str, jsonschema_rs.Draft202012Validator] = {}
        self._explain: dict[str, jsonschema.Draft202012Validator] = {}

    def problems(self, record: Record, identity: str | None = None) -> Iterator[Problem]:
        """Every way in which a record departs from its schema, in document order."""
        name = identity or f"{record.kind}.schema.json"
        if not self.valid(record.data, name):
            yield from self._explained(record, name)

    def valid(self, data: Any, identity: str) -> bool:
        """Whether ``data`` fits the schema with this ``$id``."""
        if identity not in self._find:
            self._find[identity] = jsonschema_rs.Draft202012Validator(
                dict(self._kinds.schemas[identity]), registry=self._shared, validate_formats=True
            )
        return bool(self._find[identity].is_valid(data))

    def explainer(self, identity: str) -> jsonschema.Draft202012Validator:
        """The explaining validator of a schema, built when first needed."""
        if identity not in self._explain:
            self._explain[identity] = _explainer(identity, self._kinds.schemas)
        return self._explain[identity]

    def _explained(self, record: Record, identity: str) -> Iterator[Problem]:
        found = list(_leaves(self.explainer(identity).iter_errors(record.data)))
        # An unknown key is reported by the outer schema also when an inner fault hid its siblings.
        hidden = len(found) > 1
        said: set[tuple[Path, str]] = set()
        worded = {tuple(error.absolute_path) for error in found if error.validator in ("format", "minLength")}
        for error in found:
            path = tuple(error.absolute_path)
            if error.validator == "pattern" and path in worded:
                continue  # an impossible day or an empty text is said once
            if error.validator in UNKNOWN_KEYS:
                for key in self._unknown_keys(record, error, hidden):
                    yield self._problem(record, (*path, key), "unknown-key", f"`{key}` is not a known key here.",
                                        key, FIXES["unevaluatedProperties"])  # fmt: skip
                continue
            message, fix = _say(error)
            if (path, message) not in said:
                said.add((path, message))
                shown = json.dumps(error.instance, ensure_ascii=False, default=str)
                yield self._problem(
                    record, path, f"schema-{_kebab(str(error.validator))}", message, shown, fix
                )

    def _unknown_keys(self, record: Record, error: ValidationError, hidden: bool) -> list[str]:
        schema: Any = error.schema
        known = known_keys(schema, self._kinds.schemas)
        instance: Any = error.instance
        keys = [key for key in instance if key not in known]
        return keys if keys or hidden else [str(error.instance)[:60]]

    def _problem(self, record: Record, path: Path, rule: str, message: str, value: str, fix: str) -> Problem:
        line, column = record.mark(path)
        return Problem(record.path, line, column, "error", rule, dotted(path), value[:80], message, fix)


def _explainer(identity: str, schemas: Mapping[str, Mapping[str, Any]]) -> jsonschema.Draft202012Validator:
    # Only a record with a fault needs these, and they take a good part of a start.
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(dict(schema))) for name, schema in schemas.items()
    )
    return Draft202012Validator(
        schemas[identity], registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def _leaves(errors: Iterator[ValidationError]) -> Iterator[ValidationError]:
    for error in errors:
        if error.context and error.validator in ("allOf", "if", "$ref"):
            yield from _leaves(iter(error.context))
        else:
            yield error


def _say(error: ValidationError) -> tuple[str, str]:
    """A sentence and a fix for one schema error."""
    word = str(error.validator)
    want: Any = error.validator_value
    instance: Any = error.instance
    schema: Any = error.schema
    shown = json.dumps(instance, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 70 else f"{shown[:67]}..."
    fix = FIXES.get(word, "Correct the value; the data dictionary describes the field.")
    title = schema.get("title")
    if word == "required":
        missing = [key for key in want if key not in instance]
        return f"The key {', '.join(f'`{key}`' for key in missing)} is missing.", fix
    if word == "enum":
        return f"{shown} is not one of: {', '.join(map(str, want))}.", fix
    if word == "format":
        return f"{shown} is not a day of the calendar.", fix
    if word == "minLength":
        return "The text is empty.", "Write the text, or leave the key out."
    if word == "type":
        named = want if isinstance(want, str) else " or ".join(want)
        return f"{shown} is not of type {named}.", fix
    if word == "pattern":
        if "=+" in str(want) and instance.strip() and ("\n" in instance or "\r" in instance):
            return f"{shown} is more than one line.", "Write it on one line."
        if title in ("Text", "Line") or "=+" in str(want):
            return (
                f"{shown} starts with a character that a spreadsheet takes for a formula, or with space.",
                ("Reword the text so that it starts with a letter, digit or bracket."),
            )
        example = (schema.get("examples") or ["see the data dictionary"])[0]
        return f"{shown} does not have the form of {title or 'this field'}.", f"Write it like {example!r}."
    if word == "anyOf":
        needs = [" and ".join(option["required"]) for option in want if "required" in option]
        return f"One of these keys is needed: {', '.join(needs)}.", "Add one of them."
    return f"{error.message[:160]}.", fix


def _kebab(word: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in word)
