"""Where every value and key of a YAML text stands."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from control_atlas.load.events import NextEvent, events
from control_atlas.load.faults import MAX_DEPTH
from control_atlas.records import Path

Place = tuple[int, int]
Places = dict[Path, tuple[Place, Place]]


def at(event: Any) -> Place:
    """The 1-based line and column where an event begins."""
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def places(source: bytes) -> Places:
    """For every path the place of its value and of its key (for an item of a list, the item again).

    A key that occurs twice keeps its first place. Where the text is broken or too deep, the map ends.
    """
    found: Places = {(): ((1, 1), (1, 1))}
    next_event = events(source)
    try:
        while (event := next_event()) is not None:
            if _opens(event):
                found[()] = (at(event), at(event))
                _inside(event, (), next_event, found)
                break
    except (yaml.YAMLError, _TooDeep):
        pass
    return found


class _TooDeep(Exception):
    """Deeper than a record may be; whoever read it has said so."""


def _opens(event: Any) -> bool:
    return isinstance(event, MappingStartEvent | SequenceStartEvent)


def _inside(start: Any, path: Path, next_event: NextEvent, found: Places) -> None:
    if len(path) >= MAX_DEPTH:
        raise _TooDeep
    if isinstance(start, MappingStartEvent):
        while not isinstance(key := next_event(), MappingEndEvent):
            if _opens(key):
                _inside(key, (*path, ""), next_event, {})
            step = key.value if isinstance(key, ScalarEvent) else ""
            _note(next_event(), key, (*path, step), next_event, found)
    else:
        number = 0
        while not isinstance(item := next_event(), SequenceEndEvent):
            _note(item, item, (*path, number), next_event, found)
            number += 1


def _note(value: Any, key: Any, path: Path, next_event: NextEvent, found: Places) -> None:
    found.setdefault(path, (at(value), at(key)))
    if _opens(value):
        _inside(value, path, next_event, found)
