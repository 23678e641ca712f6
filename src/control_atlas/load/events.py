"""YAML text as a stream of parser events, from the C parser where PyYAML has it.

Events, not nodes: the depth is known before anything is built, aliases and anchors are seen before they
mean anything, and building our plain data straight from them takes about half the time of PyYAML's own
``CSafeLoader``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import yaml
from yaml.events import Event
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

NextEvent = Callable[[], Any]  # an event as PyYAML makes it; None after the last

CParser: type | None = None
if yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]


class PureParser(Reader, Scanner, Parser):
    """The parser of PyYAML that is written in Python: the same events at a tenth of the speed."""

    def __init__(self, data: bytes) -> None:
        Reader.__init__(self, data)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Event | None:
        try:
            return super().get_event()  # type: ignore[no-untyped-call, no-any-return]
        except ValueError as error:  # an escape beyond the last code point
            raise ScannerError(None, None, "invalid Unicode character escape", self.get_mark()) from error


def events(data: bytes) -> NextEvent:
    """A function that gives the next event at each call, and None after the last.

    It raises ``yaml.YAMLError`` where the text is not YAML.
    """
    if CParser is None:
        _say_slow()
        return PureParser(data).get_event
    next_event: NextEvent = CParser(data).get_event
    return next_event


@cache
def _say_slow() -> None:
    print(
        "PyYAML was installed without its C extension: reading YAML takes about ten times as long.",
        file=sys.stderr,
    )
