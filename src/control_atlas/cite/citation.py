"""What every citation has in common: fields in, fields out, a pinpoint, written forms."""

from __future__ import annotations

import dataclasses
import types
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Literal, Self, TypeVar, get_args, get_origin, get_type_hints

from control_atlas.cite import dates, pinpoint
from control_atlas.cite.fold import Folded

#: ``short`` for tables and running text, ``full`` for filings (Bluebook, OSCOLA), ``plain`` in ASCII labels
#: ``short`` for tables and running text, ``full`` for filings (Bluebook, OSCOLA), ``plain`` in ASCII labels
#: and ISO dates with every field, ``native`` in the language of the instrument where that is not English,
#: ``later`` as the Bluebook cites a second time, ``eli`` the European Legislation Identifier.
Form = Literal["short", "full", "plain", "native", "later", "eli"]
FORMS: tuple[Form, ...] = get_args(Form)


class CitationError(ValueError):
    """Fields that make no citation: ``field`` is wrong for the reason in ``message``; ``fix`` cures it."""

    def __init__(self, field: str, message: str, fix: str) -> None:
        super().__init__(f"{field}: {message} Fix: {fix}")
        self.field, self.message, self.fix = field, message, fix


@dataclass(frozen=True, slots=True)
class Link:
    """An official address of the cited text, and what stands there."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(ABC):
    """One cited place in one instrument; the subclasses are the types of instrument.

    ``LOST`` names the fields that a form does not say; ``UNREAD`` the forms that cannot be told from prose
    and are not read back, each with the reason. ``ISSUER`` names the field that opens a citation which only its
    end gives away.
    """

    TYPE: ClassVar[str]
    FORMS: ClassVar[tuple[Form, ...]] = ("short", "full", "plain")
    LOST: ClassVar[Mapping[Form, frozenset[str]]] = types.MappingProxyType({})
    UNREAD: ClassVar[Mapping[Form, str]] = types.MappingProxyType({})

    ISSUER: ClassVar[str | None] = None

    pinpoint: str | None = None

    @abstractmethod
    def write(self, form: Form) -> str:
        """The citation in one of the forms of its type."""

    @classmethod
    @abstractmethod
    def find(cls, source: Folded, default_title: str | None) -> Iterator[Span]:
        """Where citations of this type stand in a folded text, in order.

        ``default_title`` is the CFR title that a bare ``§ 744.23`` belongs to, or None.
        """

    def at(self, place: str) -> Self | None:
        """This citation with another pinpoint; None when the words are not a pinpoint of its type."""
        known = pinpoint.canonical(place)
        return dataclasses.replace(self, pinpoint=known) if known else None

    def said_by(self, form: Form) -> Self:
        """This citation without the fields that the form leaves out: what reading it can bring back."""
        return dataclasses.replace(self, **dict.fromkeys(self.LOST.get(form, ())))

    def links(self, on: str | None = None) -> list[Link]:
        """Official addresses that follow from the fields, dated where the source keeps dated text."""
        return []

    def csl(self) -> dict[str, Any]:
        """The CSL-JSON members that only this type knows; ``type`` among them."""
        return {"type": "legislation"}

    def fields(self) -> dict[str, Any]:
        """The fields as a record writes them: ``type`` first, empty ones left out, lists as lists."""
        written: dict[str, Any] = {"type": self.TYPE}
        for name in field_types(type(self)):
            value = getattr(self, name)
            if value is not None:
                written[name] = list(value) if isinstance(value, tuple) else value
        return written

    @staticmethod
    def from_fields(fields: Mapping[str, Any]) -> Citation:
        """The citation that a record's fields describe.

        Raises CitationError for an unknown type, an unknown, missing or wrongly typed field, an impossible
        date, or a pinpoint that is not understood.
        """
        kind = TYPES.get(str(fields.get("type")))
        if kind is None:
            raise CitationError(
                "type", f"{fields.get('type')!r} is no type of citation.", f"Use one of {', '.join(TYPES)}."
            )
        return kind._made(fields)

    @classmethod
    def _made(cls, fields: Mapping[str, Any]) -> Self:
        allowed = field_types(cls)
        values: dict[str, Any] = {}
        for name, value in fields.items():
            if name == "type":
                continue
            if name not in allowed:
                raise CitationError(
                    name,
                    f"Citations of type {cls.TYPE} have no such field.",
                    f"Its fields: {', '.join(allowed)}.",
                )
            values[name] = _checked(name, value, allowed[name])
        for field in dataclasses.fields(cls):
            if field.name not in values and field.default is dataclasses.MISSING:
                raise CitationError(
                    field.name, f"Citations of type {cls.TYPE} need it.", f"Add {field.name} to the citation."
                )
        return cls(**values)


#: Where a citation stands in a folded text: start, end, the citation.
Span = tuple[int, int, Citation]

#: The types of citation by name; each registers itself where it is defined.
TYPES: dict[str, type[Citation]] = {}
Kind = TypeVar("Kind", bound=Citation)


def register(kind: type[Kind]) -> type[Kind]:
    """Add a type of citation to those that are read and made from fields."""
    TYPES[kind.TYPE] = kind
    return kind


@cache
def field_types(kind: type[Citation]) -> dict[str, type]:
    """The fields of a type of citation, in order, with what each holds: str, int or tuple (of str)."""
    hints = get_type_hints(kind)
    held: dict[str, type] = {}
    names = [field.name for field in dataclasses.fields(kind) if field.name != "pinpoint"]
    for name in [*names, "pinpoint"]:
        hint = hints[name]
        if isinstance(hint, types.UnionType):
            hint = next(option for option in get_args(hint) if option is not type(None))
        held[name] = tuple if get_origin(hint) is tuple else hint
    return held


_DATES = frozenset({"published", "signed", "approved", "adopted", "consolidated", "as_of", "date"})
_TERMS_DATES = frozenset({"effective", "updated", "archived"})


def _checked(name: str, value: Any, kind: type) -> Any:
    if kind is tuple:
        if not isinstance(value, list | tuple) or not value or not all(isinstance(one, str) for one in value):
            raise CitationError(name, f"{value!r} is not a list of texts.", "Write a list, [mofcom, gacc].")
        return tuple(value)
    held: type = type(value)
    if held is not kind:
        wanted = "a whole number" if kind is int else "a text"
        raise CitationError(name, f"{value!r} is not {wanted}.", f"Write {wanted}.")
    if name == "pinpoint":
        known = pinpoint.canonical(value)
        if known is None:
            raise CitationError(
                name,
                f"{value!r} is not understood as a pinpoint.",
                "Write labels and values, as in 'art. 4(1)', 'annex I, 3A001.b' or 'section D.4(a)'.",
            )
        return known
    if name in _DATES | _TERMS_DATES and not dates.is_day(value):
        raise CitationError(name, f"{value!r} is not a day.", "Write YYYY-MM-DD.")
    return value


def spaced(*pieces: str | None) -> str:
    """The pieces that say something, with a comma between."""
    return ", ".join(piece for piece in pieces if piece)


def bracketed(*pieces: str | None) -> str:
    """`` (a; b)`` from the pieces that say something; empty when none does."""
    inside = "; ".join(piece for piece in pieces if piece)
    return f" ({inside})" if inside else ""
