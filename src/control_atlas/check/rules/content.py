"""Rules on what text may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, record_rule
from control_atlas.check.signs import Signs, literal, words
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Path, Record

HOSTILE = re.compile(r"<\s*[A-Za-z/!?]|javascript\s*:|data\s*:\s*text/html|&#", re.IGNORECASE)

# One clause of a sentence that tells no more than that nothing changed; nobody can cite it.
EMPTY_WORDING = re.compile(r"^[^.;:,]*\b(?:unchanged|as before|no change)\b[^.;:,]*\.?$", re.IGNORECASE)

HOSTILE_SIGNS = Signs(rf"<\s*[A-Za-z/!?]|{literal('&#')}|{words('javascript', 'text/html')}")

EMPTY_SIGNS = Signs(words("unchanged", "as before", "no change"))


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in a record, keys included, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), key
            yield from texts(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from texts(inner, (*path, position))


@record_rule(
    "no-markup",
    topic="content",
    example="`title: <script>alert(1)</script>`",
    fix="Write plain text; pages add their own markup.",
)
def no_markup(record: Record, context: Context) -> Iterator[Fault]:
    """No text holds HTML, a character reference or a script address. Pages escape everything; this keeps
    hostile text out of exports and feeds as well."""
    if not context.may_hold(record, HOSTILE_SIGNS):
        return
    for path, text in texts(record.data):
        found = HOSTILE.search(text)
        if found:
            message = f"The text holds markup: {text[found.start() : found.start() + 30]!r}."
            yield Fault(path, text, message, "Write plain text; pages add their own markup.")


@record_rule(
    "wording-says-what",
    topic="content",
    example="`covers: The clause is unchanged.`",
    fix="Say again what the clause says; that it did not change shows by itself.",
    fields=SECTIONS,
)
def wording_says_what(record: Record, context: Context) -> Iterator[Fault]:
    """Every dated wording states what it says, not only that it is unchanged. It is read alone: in a table
    for one day, in an export, as the answer to a question."""
    if not context.may_hold(record, EMPTY_SIGNS):
        return
    for section, key, place, version in context.wordings(record):
        covers = version.get("covers", "")
        if section != "members" and EMPTY_WORDING.match(covers):
            message = f"The wording says nothing: {covers!r}."
            yield Fault((section, key, place, "covers"), covers, message, "Say what it says.")
