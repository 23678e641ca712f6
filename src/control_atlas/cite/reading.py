"""Finding citations in text: one pass for each type, then the longest of those that overlap."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from control_atlas.cite import pinpoint
from control_atlas.cite.citation import TYPES, Citation, Span, field_types
from control_atlas.cite.fold import Folded, fold
from control_atlas.cite.own import AtlasRecord


@dataclass(frozen=True, slots=True)
class Found:
    """A citation in a text: ``text[start:end]`` is how it was written, ``canonical`` how we write it."""

    start: int
    end: int
    text: str
    citation: Citation

    @property
    def canonical(self) -> str:
        """The short form."""
        return self.citation.write("short")

    @property
    def fields(self) -> dict[str, Any]:
        """The fields as a record writes them."""
        return self.citation.fields()


def read(text: str, *, default_title: str | None = None) -> list[Found]:
    """All citations in running text, in order and without overlap.

    ``default_title`` is the CFR title to assume for a bare ``§ 744.23`` or ``supp. no. 4 to part 744``;
    without it they are read only where the text names their regulations (``of the EAR``). Full-width digits,
    odd spaces and invisible marks are read through. Takes time proportional to the length of the text.
    """
    source = fold(text)
    return [
        Found(start, end, text[start:end], citation)
        for start, end, citation in (
            (source.start(span[0]), source.end(span[1]), span[2]) for span in _spans(source, default_title)
        )
    ]


def parse(
    text: str, *, default_title: str | None = None, kinds: Iterable[type[Citation]] | None = None
) -> Citation | None:
    """The one citation that a text is, or None when it is none, several, or more than a citation.

    ``kinds`` limits the types looked for; all when left out. A title may stand before the number where usage
    puts it there: ``Export Control Regulations, SI 2025/1197``.
    """
    source = fold(text.strip().rstrip("。.;；"), whole=True)
    spans = _spans(source, default_title, kinds)
    if len(spans) != 1 or spans[0][1] != len(source.text):
        return None
    start, _, citation = spans[0]
    before = source.text[:start].strip().lower()
    titled = "title" in field_types(type(citation)) and before[-1:] in (",", "(") and len(before) <= 300
    if before and before != "the" and not titled:
        return None
    return citation


def _spans(
    source: Folded, default_title: str | None, kinds: Iterable[type[Citation]] | None = None
) -> list[Span]:
    found = [
        span for kind in kinds or (*TYPES.values(), AtlasRecord) for span in kind.find(source, default_title)
    ]
    return [_with_place_before(source, span) for span in _longest(_without_stray_names(found))]


def _without_stray_names(spans: list[Span]) -> Iterator[Span]:
    """Leave out documents whose supposed issuer is another citation: the name was taken too far back."""
    starts = sorted(start for start, _, citation in spans if citation.ISSUER is None)
    for start, end, citation in spans:
        if citation.ISSUER is not None:
            name = len(getattr(citation, citation.ISSUER))
            if (at := bisect_left(starts, start)) < len(starts) and starts[at] < start + name:
                continue
        yield start, end, citation


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap, the one that begins first; of those that begin together, the longest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _with_place_before(source: Folded, span: Span) -> Span:
    """``Article 9 of Regulation (EU) 2021/821``: the pinpoint may come first."""
    start, end, citation = span
    if citation.pinpoint is not None:
        return span
    place, start = pinpoint.read_before(source.text, start)
    return start, end, dataclasses.replace(citation, pinpoint=place) if place else citation
