"""The small typed things that a line of a page is made of.

Nothing here is markup. Each value is escaped where it is written out, so text that came from a record
can say anything and remain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from control_atlas.pages.spans import Period, Span, check_order

Read = Literal["full-text", "excerpt", "secondary", "not-seen"]
Tone = Literal["plain", "quiet", "strong", "warning"]

_PATH = re.compile(r"[a-z0-9._-]+(?:/[a-z0-9._-]+)*\Z", re.IGNORECASE)
_QUERY = re.compile(r"[a-z]+=[A-Za-z0-9.-]+(?:&[a-z]+=[A-Za-z0-9.-]+)*\Z")
_ANCHOR = re.compile(r"[^\s<>\"'&#%]+\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Lang:
    """Words in another language than the page's; ``lang`` is a BCP 47 tag such as ``zh-Hans``."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code, pinpoint or identifier, set in the fixed-width face."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the site. ``path`` counts from the site's root: ``instruments/us-fr-2022-21658.html``;
    ``query`` is what a page with a script is to start from: ``chip=nvidia-h20``."""

    text: str
    path: str
    anchor: str = ""
    code: bool = False
    lang: str = ""
    query: str = ""

    def __post_init__(self) -> None:
        check_path(self.path)
        if self.query and not _QUERY.match(self.query):
            raise ValueError(f"{self.query!r} is not a plain query")
        if self.anchor:
            check_anchor(self.anchor)


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link to an address outside the site; only ``https`` and ``http`` addresses with a host."""

    text: str
    url: str
    lang: str = ""

    def __post_init__(self) -> None:
        check_url(self.url)


@dataclass(frozen=True, slots=True)
class DateText:
    """A day, or with ``by`` an uncertain one: after ``day`` and by ``by``."""

    day: str
    by: str = ""

    def __post_init__(self) -> None:
        for day in (self.day, self.by):
            if day and not _DAY.match(day):
                raise ValueError(f"{day!r} is not a day written as YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Badge:
    """A short label that is the same on every date."""

    word: str
    tone: Tone = "plain"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """Who restricts: a jurisdiction's code (``US``, ``CN``, ``EU``) or ``terms`` for a provider's terms."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class StatusBadge:
    """A status that depends on the day; ``side`` may say ``codified`` or ``enforced``."""

    spans: tuple[Span, ...]
    side: str = ""

    def __post_init__(self) -> None:
        check_order(self.spans)


@dataclass(frozen=True, slots=True)
class Verification:
    """How the text behind a statement was read."""

    read: Read
    note: str = ""


@dataclass(frozen=True, slots=True)
class During:
    """Content shown only on the days of ``held`` (and always, when the page has no date switch)."""

    held: tuple[Period, ...]
    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        check_order(self.held)


Inline = Text | Lang | Code | Link | WebLink | DateText | Badge | Regime | StatusBadge | Verification | During
Content = tuple[Inline, ...]


def content(*parts: str | Inline) -> Content:
    """Inline content from parts; a bare string is plain text."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def check_path(path: str) -> None:
    """ValueError unless ``path`` is a plain relative path inside the site."""
    if not _PATH.match(path) or any(set(step) == {"."} for step in path.split("/")):
        raise ValueError(f"{path!r} is not a path inside the site")


def check_anchor(anchor: str) -> None:
    """ValueError unless ``anchor`` can be an element's id and be linked to as it stands."""
    if not _ANCHOR.match(anchor):
        raise ValueError(
            f"{anchor!r} cannot be an anchor: it has a space or a character with meaning in links"
        )


def check_url(url: str) -> None:
    """ValueError unless ``url`` is a web address with a host and nothing else."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or re.search(r"[\s<>\"\\]", url):
        raise ValueError(f"{url!r} is not a web address that may be linked to")


# Controls, direction marks, zero-width characters and lone surrogates, as the inside of a character class.
UNSEEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
_UNSEEN = re.compile(f"[{UNSEEN}]")


def visible(text: str) -> str:
    """``text`` with every control, direction mark and zero-width character written out by number.

    They could otherwise make a code read differently from what it is.
    """
    return _UNSEEN.sub(lambda found: f"\u27e6U+{ord(found.group()):04X}\u27e7", text)
