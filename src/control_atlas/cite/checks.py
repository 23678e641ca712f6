"""Whether the fields of a citation agree with each other; each check returns one sentence or None."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from control_atlas.cite import codes, eu
from control_atlas.cite.citation import Citation, CitationError
from control_atlas.cite.reading import parse
from control_atlas.cite.us_codes import PARAGRAPHS, SECTION

_CELEX = re.compile(
    r"(?:[1-9CE](?P<year>[0-9]{4})(?P<kind>[A-Z]{1,2})(?P<number>[0-9]{4,5})(?:\([0-9]{2}\))?(?:R\([0-9]{2}\))?"
    r"|0(?P<base>[0-9]{4}[A-Z][0-9]{4})-(?P<day>[0-9]{8}))",
    re.ASCII,
)
# The Federal Register counts its volumes by calendar year since 1936; the first began in March of that year.
_BEFORE_FIRST_VOLUME = 1935


def fr_volume(volume: int, published: str) -> str | None:
    """A Federal Register volume belongs to one year: 87 is 2022."""
    year = volume + _BEFORE_FIRST_VOLUME
    if published[:4] == str(year):
        return None
    return f"Volume {volume} of the Federal Register is that of {year}, not of {published[:4]}."


def fr_pages(page: int, last_page: int) -> str | None:
    """The last page of a document is not before its first."""
    return f"The last page {last_page} is before the first, {page}." if last_page < page else None


def cfr_section(part: str, section: str) -> str | None:
    """A section has the number of its part, a dot and its own: 744.23 in part 744."""
    if not re.fullmatch(SECTION, section, re.ASCII):
        return f"{section!r} is no section of the CFR: part, dot, number, as in 744.23."
    return None if section.split(".")[0] == part else f"Section {section} is not in part {part}."


def paragraphs(path: str) -> str | None:
    """Paragraphs of a US code: ``(a)(3)(i)(B)``, a range ``(a)(1)-(5)``, a list ``(a)(10), (b)(11)``."""
    if re.fullmatch(PARAGRAPHS, path, re.ASCII):
        return None
    return f"{path!r} is no path of paragraphs, as in (a)(3)(i)(B)."


def celex(number: str) -> str | None:
    """The shape of a CELEX number: 32021R0821, of a consolidated text 02021R0821-20241108."""
    return None if _CELEX.fullmatch(number) else f"{number!r} is no CELEX number, as in 32021R0821."


def celex_agrees(code: str, act: str, year: int, number: int) -> str | None:
    """A CELEX number says the same kind, year and number as the act."""
    if wrong := celex(code):
        return wrong
    if act not in eu.ACTS:
        return f"{act!r} is no kind of EU act."
    expected = eu.celex(act, year, number)
    base = code.partition("-")[0]
    if base[1:] == expected[1:] and base[0] in "03":
        return None
    return f"{code} does not agree with {eu.ACTS[act][0]} {year}/{number}, which is {expected}."


def cn_number(year: int, number: int, published: str | None = None) -> str | None:
    """A Chinese announcement is counted in the year it is made; it is published then or in the next January."""
    if not 1949 <= year <= 2100 or number < 1:
        return f"No. {number} of {year} is no number of an announcement."
    if published and published[:4] != str(year) and not published.startswith(f"{year + 1}-01"):
        return f"No. {number} of {year} cannot have been published on {published}."
    return None


def problems(fields: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """All that is wrong with the fields of one citation: (field, message, fix); empty when nothing is."""
    try:
        citation = Citation.from_fields(fields)
    except CitationError as wrong:
        return [(wrong.field, wrong.message, wrong.fix)]
    return disagreements(citation) or list(_unreadable(citation))


def disagreements(citation: Citation) -> list[tuple[str, str, str]]:
    """What in a citation, one read from a text as well, does not fit together: (field, message, fix)."""
    found = []
    for field, check, names, fix in _CHECKS.get(citation.TYPE, ()):
        values = [getattr(citation, name) for name in names]
        if None not in values and (message := check(*values)):
            found.append((field, message, fix))
    return found


def _unreadable(citation: Citation) -> Iterator[tuple[str, str, str]]:
    """Whether the form that says every field reads back as these; the other forms say no more than it does."""
    written = citation.write("plain")
    if "plain" not in citation.UNREAD and parse(written, kinds=(type(citation),)) != citation.said_by(
        "plain"
    ):
        message = f"What we write, {written!r}, does not read back as these fields."
        yield "type", message, "Write names and titles without brackets and semicolons of their own."


_Check = tuple[str, Callable[..., str | None], tuple[str, ...], str]
_PARAGRAPH: _Check = ("paragraph", paragraphs, ("paragraph",), "Write each step in brackets.")


def _presidential_volume(volume: int, signed: str) -> str | None:
    """A presidential document is printed in the year it is signed, or in the first days of the next."""
    late = signed[5:] >= "12-15" and fr_volume(volume - 1, signed) is None
    return None if late else fr_volume(volume, signed)


_PRINTED: tuple[_Check, ...] = (
    ("fr_volume", _presidential_volume, ("fr_volume", "signed"), "Check the volume and the date."),
)
_CHECKS: dict[str, tuple[_Check, ...]] = {
    "cfr": (
        (
            "section",
            cfr_section,
            ("part", "section"),
            "Write the section in full, 744.23, and its part, 744.",
        ),
        ("eccn", codes.eccn, ("eccn",), "Write the entry as the list prints it, 3A090.a.1."),
        _PARAGRAPH,
    ),
    "usc": (_PARAGRAPH,),
    "fr": (
        ("volume", fr_volume, ("volume", "published"), "Check the volume and the date of publication."),
        ("last_page", fr_pages, ("page", "last_page"), "Check the pages."),
    ),
    "executive-order": _PRINTED,
    "proclamation": _PRINTED,
    "cn-announcement": (
        ("number", cn_number, ("year", "number"), "Check the year and the number."),
        ("published", cn_number, ("year", "number", "published"), "Check the year and the date."),
    ),
}
