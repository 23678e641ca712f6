"""What a text rule looks for, seen cheaply: nearly all records hold none of it.

Every rule on texts names the signs without which it can find nothing. One pass over a record tells whether
it holds any of them; only then are the signs of single rules looked for, and only then its texts.

The pass runs over the record as ``marshal`` writes it in its second form: each text as ``u``, its length in
four bytes (the last two are zero: no text is that long), and its UTF-8; the bytes are read as Latin-1. The
expressions are those of Rust, through the ``pattern`` of jsonschema-rs, which looks for dozens of words at
once in the time that Python needs for one or two.
"""

from __future__ import annotations

import marshal
import re
from typing import Any

import jsonschema_rs

_FORM = 2  # of marshal: the newest in which a text that stands twice is written twice
_RARE: list[str] = []


class Signs:
    """The signs of one rule: an expression without which a record cannot break it. False alarms are allowed.

    ``usual`` ones, which many sound records hold, are looked for apart from the others.
    """

    __slots__ = ("_finder", "usual")

    def __init__(self, expression: str, usual: bool = False) -> None:
        self.usual = usual
        if not usual:
            _RARE.append(expression)
        self._finder = finder(expression)

    def in_(self, text: str) -> bool:
        """Whether one of them is in what ``as_text`` made of a record."""
        return self._finder.is_valid(text)


def finder(expression: str) -> jsonschema_rs.Draft202012Validator:
    """A validator that accepts the texts in which ``expression`` is found."""
    return jsonschema_rs.Draft202012Validator(
        {"pattern": expression}, pattern_options=jsonschema_rs.RegexOptions()
    )


def any_sign() -> jsonschema_rs.Draft202012Validator:
    """The finder for all signs that are not usual."""
    return finder("|".join(_RARE))


def as_text(data: Any) -> str:
    """A record's data as the text in which signs are looked for."""
    return marshal.dumps(data, _FORM).decode("latin-1")


def words(*sought: str) -> str:
    """The expression for any of these words, in upper or lower case."""
    return f"(?i:{'|'.join(map(literal, sought))})"


def literal(text: str) -> str:
    """The expression for this text as a record's text holds it."""
    return (
        re.escape(text.encode().decode("latin-1")).replace("\\ ", " ").replace("\\&", "&").replace("\\#", "#")
    )


def whole(text: str) -> str:
    """The expression for a key or value that is exactly this text."""
    return _hexadecimal(marshal.dumps(text, _FORM))


def _hexadecimal(data: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in data)
