"""A commented first version of a record of any kind, made from its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.load.kinds import Kind, Kinds, resolve

IDENTITY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
OPTIONAL = 90


def scaffold(kinds: Kinds, kind: Kind, identity: str) -> str:
    """YAML text with every required key filled by the schema's example, and the others as comments.

    Raises ValueError for an id that is not well-formed.
    """
    if not IDENTITY.match(identity):
        raise ValueError(f"{identity!r} is not an id: use lower-case letters, digits and single hyphens.")
    properties = dict(_properties(kind.schema, kinds))
    required = _required(kind.schema, kinds)
    lines = [f"# {kind.label}. Replace every example; remove the comments you do not need."]
    for key in kind.key_order:
        if key not in properties:
            continue
        schema = properties[key]
        said = " ".join(str(schema.get("description", "")).split())
        example = identity if key == "id" else _example(schema, kinds)
        if key in required:
            lines += [f"# {said}", *_yaml(key, example)]
        elif key not in ("withdrawn", "former_ids"):
            lines += [f"# {key}: {said}"[:OPTIONAL].rstrip(), *(f"# {line}" for line in _yaml(key, example))]
    return "\n".join(lines) + "\n"


def _parts(schema: Mapping[str, Any], kinds: Kinds) -> Iterator[Mapping[str, Any]]:
    found = resolve(schema, kinds.schemas)
    yield found
    for part in found.get("allOf", ()):
        if "if" not in part:
            yield from _parts(part, kinds)


def _properties(schema: Mapping[str, Any], kinds: Kinds) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for part in _parts(schema, kinds):
        for key, inner in part.get("properties", {}).items():
            yield (
                key,
                {**resolve({"$ref": inner["$ref"]}, kinds.schemas), **inner} if "$ref" in inner else inner,
            )


def _required(schema: Mapping[str, Any], kinds: Kinds) -> set[str]:
    found: set[str] = set()
    for part in _parts(schema, kinds):
        found.update(part.get("required", ()))
        for holder in (part, *part.get("allOf", ())):
            if "if" in holder and _applies(holder["if"], schema, kinds):
                found.update(holder.get("then", {}).get("required", ()))
    return found


def _applies(test: Mapping[str, Any], schema: Mapping[str, Any], kinds: Kinds) -> bool:
    """Whether the examples of the scaffold fulfil an ``if``."""
    if "not" in test:
        return not _applies(test["not"], schema, kinds)
    properties = dict(_properties(schema, kinds))
    needed = set(test.get("required", ()))
    if needed - _plainly_required(schema, kinds):
        return False
    for key, wanted in test.get("properties", {}).items():
        example = _example(properties[key], kinds) if key in properties else None
        if "const" in wanted and example != wanted["const"]:
            return False
        if "enum" in wanted and example not in wanted["enum"]:
            return False
    return True


def _plainly_required(schema: Mapping[str, Any], kinds: Kinds) -> set[str]:
    return {key for part in _parts(schema, kinds) for key in part.get("required", ())}


def _example(schema: Mapping[str, Any], kinds: Kinds) -> Any:
    """A value that fits: the schema's example, completed where it is a mapping of lists."""
    example = (schema.get("examples") or [None])[0]
    others = schema.get("additionalProperties")
    if isinstance(example, dict) and isinstance(others, Mapping) and all(v == [] for v in example.values()):
        inner = others.get("items", {})
        return {key: [_complete(inner, kinds)] for key in example}
    return example


def _complete(schema: Mapping[str, Any], kinds: Kinds) -> dict[str, Any]:
    properties = dict(_properties(schema, kinds))
    return {key: _example(properties[key], kinds) for key in properties if key in _required(schema, kinds)}


def _yaml(key: str, value: Any) -> list[str]:
    """A key and value as portable YAML: block style, every text quoted unless it is a plain id word."""
    if isinstance(value, dict) and value:
        inner = [line for name, item in value.items() for line in _yaml(name, item)]
        return [f"{_word(key)}:", *(f"  {line}" for line in inner)]
    if isinstance(value, list) and value:
        lines = [f"{_word(key)}:"]
        for item in value:
            if isinstance(item, dict):
                inner = [line for name, part in item.items() for line in _yaml(name, part)]
                lines += [f"  - {inner[0]}", *(f"    {line}" for line in inner[1:])]
            else:
                lines.append(f"  - {_scalar(item)}")
        return lines
    return [f"{_word(key)}: {_scalar(value)}"]


def _word(key: str) -> str:
    return (
        key
        if re.fullmatch(r"[a-z][a-z_-]+", key) and key not in ("on", "off", "no", "yes")
        else json.dumps(key)
    )


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
