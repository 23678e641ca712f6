"""What a page is made of. A page is data: its HTML and its Markdown twin are both written from it.

Every ``anchor`` is the id of the element on the page. A block with a title and an anchor is a section and
appears in the page's table of contents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from control_atlas.pages.figures import Bars
from control_atlas.pages.inline import Content, DateText, Link, Regime, StatusBadge, check_anchor, check_path
from control_atlas.pages.spans import Period, Remark, State, check_order

Level = Literal["note", "warning", "legal"]
Mark = Literal["plain", "start", "change", "pause", "resume", "end", "statement"]
Layout = Literal["record", "index", "home"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: a label and one or more values. ``held`` limits it to days; empty means always."""

    label: str
    values: tuple[Content, ...]
    held: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of label and value."""

    rows: tuple[Fact, ...]
    title: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A leaf of a condition. ``judgement`` marks what only a person can decide."""

    __test__ = False  # a name of the field, not a test case

    content: Content
    judgement: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """``all``, ``any`` or ``none`` of the parts; ``label`` may name the group (a pinpoint)."""

    of: Literal["all", "any", "none"]
    parts: tuple[Condition, ...]
    label: str = ""


Condition = Test | Group


@dataclass(frozen=True, slots=True)
class Version:
    """The wording of an item over the days of ``held`` (several stretches when it came back)."""

    held: tuple[Period, ...]
    label: Content
    text: tuple[Content, ...] = ()
    when: Condition | None = None
    facts: tuple[Fact, ...] = ()
    notes: tuple[Content, ...] = ()
    sources: tuple[Content, ...] = ()
    cites: tuple[CitationForm, ...] = ()
    official: tuple[OfficialWords, ...] = ()

    def __post_init__(self) -> None:
        check_order(self.held)


@dataclass(frozen=True, slots=True)
class Item:
    """One official paragraph: ``key`` as officially written, ``anchor`` the same string, its versions."""

    key: str
    anchor: str
    title: Content
    versions: tuple[Version, ...]
    badges: Content = ()
    depth: int = 0

    def __post_init__(self) -> None:
        check_anchor(self.anchor)


@dataclass(frozen=True, slots=True)
class Items:
    """Keyed paragraphs in official order."""

    title: str
    anchor: str
    items: tuple[Item, ...]
    intro: Content = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated act; ``until`` is the last day, where it has one."""

    date: DateText
    title: Content
    text: Content = ()
    until: DateText | None = None
    mark: Mark = "plain"
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated acts, earliest first."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``minor`` ones give way on a phone, ``numeric`` ones are set to the right."""

    label: str
    numeric: bool = False
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``sort`` holds one key a cell where the written text does not sort as it should."""

    cells: tuple[Content, ...]
    anchor: str = ""
    held: tuple[Period, ...] = ()
    sort: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``sortable`` gives its heads buttons and, when it is long, a box to narrow its rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    anchor: str = ""
    caption: str = ""
    sortable: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns) or (row.sort and len(row.sort) != len(self.columns)):
                raise ValueError(f"a row of {len(row.cells)} cells stands under {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Prose:
    """Our own Markdown. Raw HTML in it is shown as text; links go to the site's root paths or the web."""

    markdown: str
    title: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A box that must not be overlooked."""

    level: Level
    text: tuple[Content, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class CitationForm:
    """One written form of a citation, with the name of the style.

    The as-of day in ``text`` (``as of 2026-11-22``, ``?on=2026-11-22``, ``as of Nov. 22, 2026``) follows the day that
    the page is shown for.
    """

    label: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class OfficialWords:
    """Operative words from a text fetched to the machine that built the page, or a redline of two such texts.

    ``pieces`` are stretches that stayed, went or came: (``same``, ``gone`` or ``new``, text).
    """

    title: str
    pieces: tuple[tuple[str, str], ...]
    source: Content


@dataclass(frozen=True, slots=True)
class CitationSet:
    """The forms of one thing to cite, and where its text stands."""

    title: str
    forms: tuple[CitationForm, ...]
    links: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A box of written citations, each ready to copy: ``forms`` of the thing itself, ``sets`` of what goes with it,
    ``files`` for reference managers (name and text), and a ``permalink`` that keeps the day."""

    forms: tuple[CitationForm, ...]
    title: str = "Cite this"
    anchor: str = "cite"
    links: tuple[Content, ...] = ()
    name: str = ""
    sets: tuple[CitationSet, ...] = ()
    files: tuple[CitationForm, ...] = ()
    permalink: Link | None = None


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links under one label; ``total`` counts all when only some are shown, ``more`` leads to them."""

    label: str
    links: tuple[Content, ...]
    more: Link | None = None
    total: int = 0


@dataclass(frozen=True, slots=True)
class Links:
    """What a record stands on, what stands on it, what corresponds to it."""

    title: str
    anchor: str
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True)
class Hero:
    """The home page's opening: what this is, and the search box."""

    title: str
    lead: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Up to which day a body of law or terms was checked."""

    label: str
    day: str


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """The home page's first line. ``on`` is the day from which the days since are counted."""

    entries: tuple[Checked, ...]
    on: str


@dataclass(frozen=True, slots=True)
class Door:
    """One way in: a card with a title, a sentence, and lines of links."""

    title: str
    link: Link
    text: str
    regimes: tuple[Regime, ...] = ()
    lines: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways in, side by side."""

    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A dated change ahead or just past; ``regime`` says whose."""

    day: str
    title: Content
    text: Content = ()
    regime: Regime | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What changes next, or what changed lately; days away are counted from ``on``."""

    title: str
    anchor: str
    on: str
    entries: tuple[Coming, ...]
    empty: str
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """A place that one of the page's scripts fills; ``without`` stands there as long as none has run.

    The element's id is ``tool-`` and the name; tools share a style sheet that only their pages load.
    """

    name: str
    without: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class DateSwitch:
    """The as-of switch of a page.

    ``on`` is the day the HTML is rendered for, ``changes`` the days on which anything on the page changes
    (for the steps back and forth), ``remarks`` what must be said about certain days, ``status`` the page's
    own status where it has one (two badges where the codified and the enforced side differ).
    """

    on: str
    changes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    status: tuple[StatusBadge, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """How a page is found: its code and other names, and the values of the search filters."""

    kind: str
    kind_label: str
    jurisdiction: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    status: State | None = None
    topics: tuple[str, ...] = ()
    years: tuple[str, ...] = ()


Block = (
    Facts
    | Items
    | Timeline
    | Table
    | Bars
    | Prose
    | Notice
    | Citation
    | Links
    | Hero
    | CheckedLine
    | Doors
    | Agenda
    | Tool
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    ``path`` counts from the root (``chip-export-controls/us-eccn-3a090.html``; at most one folder).
    ``section`` is the folder whose entry in the header is marked as current. ``code`` stands before the
    title, ``code_list`` names the list it belongs to. ``summary`` is one sentence for search results and
    the page's description. ``source_path`` is the file a correction would change. Pages with ``search``
    are indexed. ``scripts`` are the site's own scripts that only this page runs, by path from the root.
    """

    path: str
    title: str
    blocks: tuple[Block, ...]
    layout: Layout = "record"
    section: str = ""
    code: str = ""
    code_list: str = ""
    lang: str = ""
    subtitle: tuple[Content, ...] = ()
    trail: tuple[Link, ...] = ()
    badges: Content = ()
    summary: str = ""
    switch: DateSwitch | None = None
    previous: Link | None = None
    following: Link | None = None
    formats: tuple[Link, ...] = ()
    source_path: str = ""
    search: SearchFacts | None = None
    scripts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_path(self.path)
        if not self.path.endswith(".html") or self.depth > 1:
            raise ValueError(f"{self.path!r} must be an .html file at the root or in one folder")

    @property
    def depth(self) -> int:
        """How many folders below the root the page lies."""
        return self.path.count("/")

    @property
    def needs_advice(self) -> bool:
        """Whether a record's page must end with the line on legal advice: it has no notice of its own on it."""
        legal = any(isinstance(block, Notice) and block.level == "legal" for block in self.blocks)
        return self.layout == "record" and not legal

    @property
    def twin(self) -> str:
        """Path of the page's Markdown twin."""
        return self.path.removesuffix(".html") + ".md"
