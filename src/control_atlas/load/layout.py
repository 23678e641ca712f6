"""How a YAML text is laid out in lines: its scalars, its top-level entries, and which white space counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from control_atlas.load.events import events

_KEEPS_FINAL_LINES = re.compile(r"[|>][1-9]?\+")
_INDENT_GIVEN = re.compile(r"[|>][-+]?[1-9]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One scalar: its text, its style ("" for plain), where it starts and ends, whether it is a key.

    ``first`` and ``last`` are the 0-based lines, the last one exclusive for text blocks; ``in_flow`` tells
    whether it stands inside brackets or braces.
    """

    value: str
    style: str
    start: int
    end: int
    place: tuple[int, int]
    first: int
    last: int
    is_key: bool
    in_flow: bool

    @property
    def is_block(self) -> bool:
        """Whether it is a text block (| or >)."""
        return self.style in ("|", ">")


@dataclass(slots=True)
class Layout:
    """All scalars in order, and for a root mapping in block style the key and line of each entry."""

    scalars: list[Scalar] = field(default_factory=list)
    entries: list[tuple[str, int]] = field(default_factory=list)
    entries_at_margin: bool = True

    def ends_that_count(self, text: str) -> set[int]:
        """The lines whose trailing white space lies inside a scalar."""
        lines = text.split("\n")
        counting: set[int] = set()
        for scalar in self.scalars:
            inside = range(scalar.first + scalar.is_block, scalar.last)
            if scalar.is_block and not _INDENT_GIVEN.match(text, scalar.start):
                indent = next((_indent(lines[line]) for line in inside if lines[line].strip(" ")), 0)
                counting.update(line for line in inside if len(lines[line]) > indent)
            else:
                counting.update(inside)
        return counting

    def lines_in_quotes(self) -> set[int]:
        """The lines that begin inside a quoted scalar."""
        return {
            line
            for scalar in self.scalars
            if not scalar.is_block
            for line in range(scalar.first + 1, scalar.last + 1)
        }

    def kept_ends(self, text: str) -> set[int]:
        """The lines just after text blocks that keep all their final line feeds."""
        return {
            scalar.last
            for scalar in self.scalars
            if scalar.is_block and _KEEPS_FINAL_LINES.match(text, scalar.start)
        }


def layout(text: str) -> Layout:
    """The layout of a readable text. Raises ``yaml.YAMLError`` for one that is not."""
    found = Layout()
    for event, depth, is_key, in_flow in _with_roles(text):
        if isinstance(event, ScalarEvent):
            scalar = _scalar(event, is_key, in_flow)
            found.scalars.append(scalar)
            if is_key and depth == 1:
                line, column = scalar.place
                found.entries.append((scalar.value, line - 1))
                found.entries_at_margin &= column == 1
        elif isinstance(event, MappingStartEvent) and depth == 0 and event.flow_style:
            found.entries_at_margin = False
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _scalar(event: Any, is_key: bool, in_flow: bool) -> Scalar:
    start, end = event.start_mark, event.end_mark
    style = event.style or ""
    last = end.line + 1 if style in ("|", ">") and end.column else end.line
    return Scalar(
        value=event.value,
        style=style,
        start=start.index,
        end=end.index,
        place=(start.line + 1, start.column + 1),
        first=start.line,
        last=last,
        is_key=is_key,
        in_flow=in_flow,
    )


def _with_roles(text: str) -> Iterator[tuple[Any, int, bool, bool]]:
    """Every event that begins a value or a key: its depth, whether it is a key, whether it is in flow."""
    next_event = events(text.encode())
    awaits_key: list[bool | None] = []  # for each open collection; None in a list
    flow: list[bool] = [False]
    while (event := next_event()) is not None:
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            awaits_key.pop()
            flow.pop()
        elif isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent):
            is_key = bool(awaits_key) and awaits_key[-1] is True
            if awaits_key and awaits_key[-1] is not None:
                awaits_key[-1] = not awaits_key[-1]
            yield event, len(awaits_key), is_key, flow[-1]
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                awaits_key.append(True if isinstance(event, MappingStartEvent) else None)
                flow.append(bool(event.flow_style))
