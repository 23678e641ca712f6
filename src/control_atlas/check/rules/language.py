"""Rules on scripts, spelling and typography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, record_rule
from control_atlas.check.rules.content import texts
from control_atlas.check.signs import Signs, literal, words
from control_atlas.records import Path, Record

# Greek and Cyrillic letters that look like Latin ones; the Greek that physics uses are left out.
LOOKALIKES = (
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
)
MIXED = re.compile(f"[A-Za-z0-9.-][{LOOKALIKES}]|[{LOOKALIKES}][A-Za-z0-9.-]")
CODES = frozenset({"code", "pinpoint", "document", "aliases", "model", "customs_numbers", "celex"})
FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")

SPACING = re.compile(r"[^\n] {2,}|\s[,;](?=\s|$)|\s\.(?=\s|$)|\(\s|\s\)|,,|;;|(?<!\.)\.\.(?!\.)")

# Forms that British legal English spells otherwise, in our own prose. Titles and defined terms are left alone.
AMERICAN = re.compile(
    r"(?<![\w-])(?:(?:a|an|the|any|each|export|import|no|such|general) licenses?|licenses (?:is|are|was|were|for)"
    r"|behaviors?|colors?|favors?|favorable|labor|organi[z]ations?|recogni[z]e[ds]?|catalogs?|fulfill|skillful"
    r"|artifacts?|defense|offense|aluminum|sulfur|programed|canceled|modeling|labeled|toward)(?![\w-])"
)
SPACING_SIGNS = Signs(r"  | [,;.)]|\( |,,|;;|\.\.")
AMERICAN_SIGNS = Signs(
    words(
        *("license", "behavior", "color", "favor", "labor", "organiz", "recogniz", "catalog", "fulfill"),
        *("skillful", "artifact", "defense", "offense", "aluminum", "sulfur", "programed", "canceled"),
        *("modeling", "labeled"),
    )
    + "|(?i:toward[^s])"
)
LOOKALIKE_SIGNS = Signs("|".join(map(literal, LOOKALIKES)))
# U+FF10 to U+FF19, U+FF21 to U+FF3A and U+FF41 to U+FF5A as their three bytes.
FULL_WIDTH_SIGNS = Signs("\u00ef\u00bc[\u0090-\u0099\u00a1-\u00ba]|\u00ef\u00bd[\u0081-\u009a]")
PROSE = frozenset({"summary", "covers", "says", "note", "ask", "settled_by", "read_how", "why", "reason"})

LETTERS = {
    "zh": re.compile("[\u3400-\u9fff]"),
    "ja": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "kk": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "en": re.compile("[A-Za-z]"),
}


def prose(record: Record, context: Context, signs: Signs) -> Iterator[tuple[Path, str]]:
    """The texts of a record in our own words, if the record holds one of ``signs`` at all."""
    if context.may_hold(record, signs):
        for path, text in texts(record.data):
            if next((step for step in reversed(path) if isinstance(step, str)), "") in PROSE:
                yield path, text


def _named(record: Record, names: frozenset[str]) -> Iterator[tuple[Path, str]]:
    """Texts of fields with one of these names, lists included."""
    yield from _walk(record.data, (), names, False)


def _walk(value: Any, path: Path, names: frozenset[str], inside: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if inside:
            yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, (*path, key), names, key in names)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _walk(inner, (*path, position), names, inside)


@record_rule(
    "one-script",
    topic="language",
    example='`code: "3\u0410090"` with a Cyrillic letter',
    fix="Type the letter on a Latin keyboard.",
)
def one_script(record: Record, context: Context) -> Iterator[Fault]:
    """No Latin word or code holds a Cyrillic or Greek letter that looks like a Latin one, and no code holds
    full-width characters. Such a code looks right and is found by nobody."""
    if context.may_hold(record, LOOKALIKE_SIGNS):
        for path, text in texts(record.data):
            found = MIXED.search(text)
            if found:
                letter = next(sign for sign in found.group() if sign in LOOKALIKES)
                message = f"U+{ord(letter):04X} in {text[:40]!r} looks like a Latin letter and is none."
                yield Fault(path, text, message, "Type the letter on a Latin keyboard.")
    if context.may_hold(record, FULL_WIDTH_SIGNS):
        for path, text in _named(record, CODES):
            if FULL_WIDTH.search(text):
                message = f"{text[:40]!r} holds full-width characters."
                yield Fault(path, text, message, "Write plain letters and digits.")


@record_rule(
    "title-in-its-language",
    topic="language",
    example="`titles: {zh-Hans: Decision on rare earths}`",
    fix="Give the title in its original characters, or correct the language tag.",
    fields=("titles",),
)
def title_in_its_language(record: Record, context: Context) -> Iterator[Fault]:
    """A title in a language is written in that language's script. Transcription is no citation."""
    for tag, title in record.data.get("titles", {}).items():
        letters = LETTERS.get(tag.partition("-")[0])
        if letters is not None and "-Latn" not in tag and not letters.search(title):
            message = f"The title marked {tag} holds no letter of that language's script."
            yield Fault(("titles", tag), title, message, "Give the original, or correct the tag.")


@record_rule(
    "spaces-clean",
    topic="language",
    example="`covers: Items that are not data-centre  are reviewed.`",
    fix="Remove the space, or restore the word that is missing.",
)
def spaces_clean(record: Record, context: Context) -> Iterator[Fault]:
    """Prose has one space between words and none before a comma or full stop. Two often stand where a word
    was lost."""
    for path, text in prose(record, context, SPACING_SIGNS):
        found = SPACING.search(text)
        if found:
            message = f"Odd spacing near {text[max(0, found.start() - 15) : found.end() + 10]!r}."
            yield Fault(path, text, message, "Remove the space, or restore the missing word.")


@record_rule(
    "british-spelling",
    topic="language",
    example="`covers: Requires a license for export.`",
    fix="Spell it the British way; official titles are left as published.",
)
def british_spelling(record: Record, context: Context) -> Iterator[Fault]:
    """Our own prose is spelt the British way: a licence is the noun. One spelling makes search and glossary
    agree."""
    for path, text in prose(record, context, AMERICAN_SIGNS):
        found = AMERICAN.search(text)
        if found:
            message = f"{found.group()!r} is not spelt the British way."
            yield Fault(path, text, message, "Spell it the British way.")
