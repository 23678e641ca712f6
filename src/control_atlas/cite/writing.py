"""Citations in the forms of their readers: text, official addresses, CSL-JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from control_atlas.cite.citation import Citation, Form, Link
from control_atlas.cite.reading import parse


def write(
    citation: Citation,
    form: Form = "short",
    pinpoint: str | None = None,
    *,
    default_title: str | None = None,
) -> str:
    """The citation in a form, with a pinpoint as records write it.

    A pinpoint of the instrument's own kind becomes part of the citation (``73490`` of a Federal Register
    document, ``(a)(2)`` of a section). One that is a citation itself follows in brackets: of a rule,
    ``supp. no. 1 to part 774, ECCN 3A090.a`` once ``default_title`` says which title is meant. Words that are
    neither follow as they are and are not read back. Raises ValueError for a form that the type does not have.
    """
    if form not in citation.FORMS:
        forms = ", ".join(citation.FORMS)
        raise ValueError(f"Citations of type {citation.TYPE} have no {form} form; they have {forms}.")
    if not pinpoint:
        return citation.write(form)
    found = placed(citation, pinpoint, default_title)
    text = found.citation.write(form)
    if found.other is not None:
        text += f" ({found.other.write(form if form in found.other.FORMS else 'short')})"
    return ", ".join(filter(None, (text, found.rest)))


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation with its pinpoint taken apart: in the citation itself, in another one, or words left over."""

    citation: Citation
    other: Citation | None = None
    rest: str = ""


@lru_cache(maxsize=8192)
def placed(citation: Citation, place: str, default_title: str | None = None) -> Placed:
    """Where a pinpoint of a record stands; as many of its first steps as can be understood are."""
    steps = place.strip().split(", ")
    for known in range(len(steps), 0, -1):
        first, rest = ", ".join(steps[:known]), ", ".join(steps[known:])
        own = citation.at(first)
        if own is not None:
            return Placed(own, None, rest)
        other = parse(first, default_title=default_title)
        if other is not None and _same(citation, other):
            return Placed(dataclasses.replace(citation, pinpoint=other.pinpoint), None, rest)
        if other is not None:
            return Placed(citation, other, rest)
    return Placed(citation, None, place.strip())


def _same(citation: Citation, other: Citation) -> bool:
    """Whether ``other`` is the same instrument, whatever place in it."""
    said = {name: value for name, value in other.fields().items() if name not in ("type", "pinpoint")}
    return type(citation) is type(other) and said.items() <= citation.fields().items()


def links(citation: Citation, on: str | None = None) -> list[Link]:
    """Official addresses of the cited text; dated ``on`` where the source keeps the text of every day."""
    return citation.links(on)


def csl(
    citation: Citation,
    title: str,
    *,
    key: str,
    url: str | None = None,
    accessed: str | None = None,
    language: str | None = None,
) -> dict[str, Any]:
    """The citation as one CSL-JSON item, for reference managers; the written form is kept under ``note``.

    ``accessed`` is the day the text was read. Laws are ``legislation`` throughout: readers of CSL-JSON know
    that type, while fewer know the later ``regulation``.
    """
    known = citation.csl()
    url = url or next((link.url for link in citation.links()), None)
    note = "\n".join(filter(None, (known.pop("note", None), f"Cite as: {citation.write('full')}")))
    item: dict[str, Any] = {
        "id": key,
        "type": known.pop("type"),
        "title": title,
        "title-short": citation.write("short"),
        **known,
        "note": note,
        "URL": url,
        "accessed": accessed,
        "language": language,
    }
    for name in ("issued", "accessed"):
        if item.get(name):
            item[name] = _date_parts(item[name])
    return {name: value for name, value in item.items() if value is not None}


def _date_parts(day: str) -> Mapping[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in day.split("-")]]}
