"""What a YAML parser's complaint means for the person who wrote the line."""

from __future__ import annotations

import yaml

from control_atlas.load.faults import Faults
from control_atlas.records import Path

_QUOTE = "Quote the value."

# Words in the parser's complaint (the C parser's, then the Python one's), then the rule, what is wrong,
# the cure, and whether the fault lies where the unfinished thing began rather than where it was noticed.
_Complaint = tuple[tuple[str, ...], str, str, str | None, bool]
_COMPLAINTS: tuple[_Complaint, ...] = (
    (
        ("found undefined tag handle", "while scanning a tag", "while parsing a tag"),
        "yaml-tag",
        "A value begins with an exclamation mark, which makes it a tag.",
        None,
        True,
    ),
    (
        ("while scanning an alias",),
        "yaml-alias",
        "A value begins with an asterisk, which makes it an alias.",
        None,
        True,
    ),
    (
        ("while scanning an anchor",),
        "yaml-anchor",
        "A value begins with an ampersand, which makes it an anchor.",
        None,
        True,
    ),
    (
        ("found unexpected end of stream", "found unexpected document separator"),
        "yaml-syntax",
        "A quotation mark is opened here and never closed.",
        "Close the quotation mark; inside single quotes write a single quote twice.",
        True,
    ),
    (
        ("mapping values are not allowed",),
        "yaml-syntax",
        "A colon cannot stand here: it is inside an unquoted value, or the line is indented wrongly.",
        "Quote the whole value, or correct the indentation.",
        False,
    ),
    (
        ("cannot start any token",),
        "yaml-syntax",
        "An unquoted value cannot begin with this character.",
        _QUOTE,
        False,
    ),
    (
        ("unknown escape character", "expected escape sequence", "did not find expected hexdecimal number"),
        "yaml-syntax",
        "A backslash in double quotes starts an escape that YAML does not know.",
        "Write the backslash twice, or use single quotes.",
        False,
    ),
    (
        ("invalid Unicode character escape",),
        "yaml-syntax",
        "An escape in double quotes stands for no character.",
        "Write the character itself.",
        False,
    ),
    (
        ("could not find expected ':'",),
        "yaml-syntax",
        "A line that should be a key and a value has no colon after the key.",
        "Write key: value, or indent the line as part of the value above it.",
        True,
    ),
    (
        ("did not find expected ',' or ']'", "expected ',' or ']'"),
        "yaml-syntax",
        "A list in square brackets lacks a comma or its closing bracket.",
        "Add what is missing.",
        True,
    ),
    (
        ("did not find expected ',' or '}'", "expected ',' or '}'"),
        "yaml-syntax",
        "A mapping in braces lacks a comma or its closing brace.",
        "Add what is missing.",
        True,
    ),
    (
        ("expected <document start>", "expected '<document start>'"),
        "yaml-syntax",
        "Something follows the end of the record.",
        "Delete it, or quote the value that it belongs to.",
        False,
    ),
    (
        ("did not find expected '-' indicator", "while parsing a block collection"),
        "yaml-syntax",
        "A line inside a list does not begin with a dash where the others do.",
        "Correct the indentation, or begin the line with a dash.",
        False,
    ),
    (
        ("did not find expected key", "while parsing a block mapping"),
        "yaml-syntax",
        "A key was expected here: the line is indented wrongly, or something follows a finished value.",
        "Correct the indentation, or quote the whole value.",
        False,
    ),
    (
        ("while scanning a block scalar",),
        "yaml-syntax",
        "A text block (| or >) is written wrongly.",
        "Put the text on the following lines, indented evenly.",
        False,
    ),
)


def complain(error: yaml.YAMLError, field: Path, faults: Faults) -> None:
    """Note the parser's complaint; ``field`` is the collection that was being read."""
    said, began, noticed = _parts(error)
    for words, rule, message, fix, where_it_began in _COMPLAINTS:
        if any(word in said for word in words):
            at = (began if where_it_began else noticed) or noticed or began or (1, 1)
            faults.add(rule, at, message, field=field, fix=fix)
            return
    reason = " ".join(said.split()) or "no reason given"
    faults.add("yaml-syntax", noticed or began or (1, 1), f"This is not YAML: {reason}.", field=field)


def _parts(error: yaml.YAMLError) -> tuple[str, tuple[int, int] | None, tuple[int, int] | None]:
    if not isinstance(error, yaml.MarkedYAMLError):
        return str(error), None, None
    said = "; ".join(filter(None, (error.context, error.problem)))
    marks = (error.context_mark, error.problem_mark)
    began, noticed = ((mark.line + 1, mark.column + 1) if mark else None for mark in marks)
    return said, began, noticed
