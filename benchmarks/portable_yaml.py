"""Writes plain data as the YAML that people write here: block style, prose folded, doubtful words quoted."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from typing import Any

WIDTH = 100
_WORD = re.compile(r"[a-z][a-z0-9_-]*\Z")
_PROSE = re.compile(r"[A-Z][A-Za-z0-9 ,.()'§-]*\Z")
_READ_AS_SOMETHING_ELSE = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def dump(data: Mapping[str, Any]) -> str:
    """The YAML text of a record."""
    return "\n".join(_mapping(data, 0)) + "\n"


def _mapping(data: Mapping[str, Any], depth: int) -> list[str]:
    return [line for key, value in data.items() for line in _entry(_scalar(key) + ":", value, depth)]


def _entry(head: str, value: Any, depth: int) -> list[str]:
    """``head`` (a key with its colon) and a value, in as many lines as it takes."""
    indent = "  " * depth
    if isinstance(value, Mapping):
        return [indent + head, *_mapping(value, depth + 1)]
    if isinstance(value, list) and any(isinstance(inner, Mapping) or _long(inner) for inner in value):
        return [indent + head, *(line for inner in value for line in _item(inner, depth + 1))]
    if isinstance(value, list):
        return [f"{indent}{head} [{', '.join(map(_scalar, value))}]"]
    if _long(value):
        return [f"{indent}{head} >-", *_folded(value, depth + 1)]
    return [f"{indent}{head} {_scalar(value)}"]


def _item(value: Any, depth: int) -> list[str]:
    indent = "  " * depth
    if isinstance(value, Mapping):
        lines = _mapping(value, depth + 1)
        return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]
    if _long(value):
        return [f"{indent}- >-", *_folded(value, depth + 1)]
    return [f"{indent}- {_scalar(value)}"]


def _folded(text: str, depth: int) -> list[str]:
    indent = "  " * depth
    wrapped = textwrap.wrap(text, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return [indent + line for line in wrapped]


def _long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > WIDTH - 20 and " " in value


def _scalar(value: Any) -> str:
    plain = isinstance(value, str) and (_WORD.match(value) or (_PROSE.match(value) and value[-1] != " "))
    if plain and value not in _READ_AS_SOMETHING_ELSE:
        return str(value)
    return json.dumps(value, ensure_ascii=False)
