"""HTML of a page, from its blocks, through autoescaped templates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from control_atlas.pages import blocks as b
from control_atlas.pages import inline as i
from control_atlas.pages import words
from control_atlas.pages.figures import Bars
from control_atlas.pages.inline import UNSEEN, visible
from control_atlas.pages.prose import prose_html
from control_atlas.pages.spans import Bounded, Span, holds_on, span_on

UNKNOWN = Span(None, None, "unknown")


# The as-of day of a written citation: after these words, as ISO or as American filings write it.
_AS_OF = re.compile(
    r"((?:(?<=as of )|(?<=\?on=)|(?<=/on/))\d{4}-\d{2}-\d{2}|(?<=as of )[A-Z][a-z]{2,3}\.? \d{1,2}, \d{4})"
)
_MEANT = re.compile(f"[<>&\"'{UNSEEN}]")


def safe_text(text: str) -> str:
    """``text`` escaped for HTML, with what cannot be seen written out; most text needs neither."""
    return str(escape(visible(text))) if _MEANT.search(text) else text


def _safe(text: str) -> Markup:
    return Markup(safe_text(text))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's body for the shell, and its content without furniture for the search index."""

    body: str
    content: str


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("control_atlas.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters["visible"] = _safe
    env.tests["linking"] = has_link
    return env


@cache
def _macros() -> dict[type, Callable[[Any, Writer], Markup]]:
    module = _environment().get_template("blocks.html").module
    kinds = (
        (b.Facts, "facts"),
        (b.Items, "items"),
        (b.Timeline, "timeline"),
        (b.Table, "table"),
        (Bars, "bars"),
        (b.Prose, "prose"),
        (b.Notice, "notice"),
        (b.Citation, "citation"),
        (b.Links, "links"),
        (b.Hero, "hero"),
        (b.CheckedLine, "checked_line"),
        (b.Doors, "doors"),
        (b.Agenda, "agenda"),
        (b.Tool, "tool"),
    )
    return {kind: getattr(module, name) for kind, name in kinds}


def render_html(page: b.Page, edit_base: str = "") -> str:
    """The body of ``page``; ``edit_base`` is the repository's address for editing, empty when there is none.

    Raises ValueError when a block cannot be shown safely (an address that is not one, a broken interval).
    """
    return render(page, edit_base).body


def render(page: b.Page, edit_base: str = "") -> Rendered:
    """Body and searchable content of ``page``."""
    writer = Writer(page)
    macros = _macros()
    content = Markup("\n").join(macros[type(block)](block, writer) for block in page.blocks)
    template = _environment().get_template("page.html")
    furniture = {
        "page": page,
        "w": writer,
        "switch": page.switch,
        "blocks": content,
        "toc": table_of_contents(page),
        "correction": edit_base + page.source_path if edit_base and page.source_path else "",
    }
    body = template.render(furniture, table=Later(writer.table))
    names = Markup("").join(Markup("<p>{}</p>\n").format(writer.inline(line)) for line in page.subtitle)
    return Rendered(body, names + content)


class Later:
    """A value asked for only when the template reaches it, after the writer has seen the whole page."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[], Markup]) -> None:
        self._ask = ask

    def __html__(self) -> str:
        return str(self._ask())

    def __bool__(self) -> bool:
        return bool(self._ask())


def table_of_contents(page: b.Page) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Title, anchor and (for items) the top paragraphs of each section; nothing when there is one only."""
    found: list[tuple[str, str, list[tuple[str, str]]]] = []
    for block in page.blocks:
        title, anchor = getattr(block, "title", ""), getattr(block, "anchor", "")
        if title and anchor:
            keys = (
                [(x.key, x.anchor) for x in block.items if x.depth == 0] if isinstance(block, b.Items) else []
            )
            found.append((title, anchor, keys if len(keys) > 1 else []))
    return found if len(found) > 1 and page.layout == "record" else []


def has_link(content: i.Content) -> bool:
    """Whether any part of ``content`` leads somewhere."""
    return any(isinstance(part, i.Link | i.WebLink) for part in content)


def _words_of(link: i.Link | i.WebLink) -> i.Inline:
    if isinstance(link, i.Link) and link.code:
        return i.Code(link.text)
    return i.Lang(link.text, link.lang) if link.lang else i.Text(link.text)


class Writer:
    """Writes the inline content of one page and collects the intervals its switch needs."""

    def __init__(self, page: b.Page) -> None:
        self.prefix = "../" * page.depth
        self.switch = page.switch
        self.day = page.switch.on if page.switch else None
        self._spans: dict[tuple[Any, ...], int] = {}
        self._write: dict[type, Callable[[Any], str]] = {
            i.Text: lambda x: safe_text(x.text),
            i.Lang: self._lang,
            i.Code: lambda x: f"<code>{safe_text(x.text)}</code>",
            i.Link: self._link,
            i.WebLink: self._weblink,
            i.DateText: self._date,
            i.Badge: self._badge,
            i.Regime: self._regime,
            i.StatusBadge: self._status,
            i.Verification: self._verification,
            i.During: self._during,
        }

    def inline(self, content: i.Content) -> Markup:
        """Inline content, every value escaped."""
        write = self._write
        return Markup("".join([write[type(part)](part) for part in content]))

    def unlinked(self, content: i.Content) -> Markup:
        """Inline content whose links are their words: for a summary, which is a button itself."""
        return self.inline(
            tuple(_words_of(part) if isinstance(part, i.Link | i.WebLink) else part for part in content)
        )

    def heading(self, item: b.Item) -> Markup:
        """The title of an item, unless it only says the key again, which stands beside it."""
        return Markup("") if item.title == (i.Text(item.key),) else self.inline(item.title)

    def one(self, part: i.Inline) -> Markup:
        """One piece of inline content."""
        return Markup(self._write[type(part)](part))

    def href(self, path: str, anchor: str = "") -> str:
        """The way from this page to ``path``."""
        return self.prefix + path + ("#" + quote(anchor, safe="!$'()*+,;=:@/?-._~") if anchor else "")

    def prose(self, text: str) -> Markup:
        """Our own Markdown."""
        return prose_html(text, self.prefix)

    def condition(self, node: b.Condition) -> Markup:
        """A tree of conditions as nested lists."""
        return Markup(self._condition(node))

    def stretches(self, held: Sequence[Bounded]) -> str:
        """Intervals in words, last days included."""
        return words.stretches(held)

    def column(self, column: b.Column) -> Markup:
        """Class attribute of a column's cells."""
        names = " ".join(name for name, on in (("num", column.numeric), ("minor", column.minor)) if on)
        return Markup(f' class="{names}"') if names else Markup("")

    def held(self, held: Sequence[Bounded]) -> Markup:
        """Attributes of something shown only on some days; none when it always is."""
        if not held or self.day is None:
            return Markup("")
        hidden = "" if holds_on(held, self.day) else " hidden"
        return Markup(f' data-held="{self._days(held)}"{hidden}')

    def version(self, held: Sequence[Bounded]) -> Markup:
        """Attributes of a version: open when it holds on the page's day, or where there is no such day."""
        if self.day is None:
            return Markup(" open")
        is_open = " open" if holds_on(held, self.day) else ""
        return Markup(f' data-version="{self._days(held)}"{is_open}')

    def none_held(self, versions: Sequence[b.Version]) -> Markup:
        """Hides the sentence that no version applies, unless none does."""
        nobody = self.day is not None and not any(holds_on(v.held, self.day) for v in versions)
        return Markup("") if nobody else Markup(" hidden")

    def day_of(self, date: i.DateText) -> Markup:
        """Attribute that lets the script mark acts of the past, and of the future, of the day shown."""
        if self.day is None:
            return Markup("")
        ahead = " data-ahead" if (date.by or date.day) > self.day else ""
        return Markup(f' data-day="{date.by or date.day}"{ahead}')

    def notes(self, badge: i.StatusBadge) -> Markup:
        """The notes of a status, each on its own days."""
        lines = [
            f'<p class="asof-remark"{self.held((span,))}>{safe_text(span.note)}</p>'
            for span in badge.spans
            if span.note
        ]
        return Markup("\n".join(lines))

    def cited(self, text: str) -> Markup:
        """A written citation; its as-of day is marked, so that it can follow the day shown."""
        pieces = _AS_OF.split(text)
        for place in range(1, len(pieces), 2):
            pieces[place] = f"<time>{pieces[place]}</time>"
        return Markup(
            "".join([piece if place % 2 else safe_text(piece) for place, piece in enumerate(pieces)])
        )

    def since(self, day: str, on: str) -> Markup:
        """Days since ``day``, loud when they are many."""
        days = words.days_from(day, on)
        loud = " data-loud" if days > words.LOUD_AFTER_DAYS else ""
        text = words.distance(days, "since")
        return Markup(f'<span class="since" data-since="{escape(day)}"{loud}>({text})</span>')

    def away(self, day: str, on: str) -> Markup:
        """How far ``day`` lies ahead or back."""
        text = words.distance(words.days_from(on, day), "until")
        return Markup(f'<span class="away" data-away="{escape(day)}">{text}</span>')

    def table(self) -> Markup:
        """The page's intervals as a JSON data block; empty when the page has no switch."""
        if self.switch is None:
            return Markup("")
        data = {"on": self.switch.on, "changes": self.switch.changes, "spans": list(self._spans)}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        for character in "<>&\u2028\u2029":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return Markup(text)

    def _condition(self, node: b.Condition) -> str:
        if isinstance(node, b.Test):
            judgement = (
                ' <span class="tag" data-tone="warning">needs judgement</span>' if node.judgement else ""
            )
            return str(self.inline(node.content)) + judgement
        label = f"<span>{safe_text(node.label)}:</span> " if node.label else ""
        parts = "\n".join([f"<li>{self._condition(part)}</li>" for part in node.parts])
        return f'<div class="cond"><p>{label}{words.QUANTIFIERS[node.of]}</p>\n<ul>\n{parts}\n</ul></div>'

    def _days(self, held: Sequence[Bounded]) -> int:
        return self._index(tuple((x.start, x.end) for x in held))

    def _index(self, spans: tuple[Any, ...]) -> int:
        return self._spans.setdefault(spans, len(self._spans))

    def _lang(self, x: i.Lang) -> str:
        return f'<span lang="{escape(x.lang)}">{safe_text(x.text)}</span>'

    def _link(self, x: i.Link) -> str:
        text = safe_text(x.text)
        lang = f' lang="{escape(x.lang)}"' if x.lang else ""
        inner = f"<code>{text}</code>" if x.code else text
        href = self.href(x.path, x.anchor)
        if x.query:
            path, mark, anchor = href.partition("#")
            href = f"{path}?{x.query}{mark}{anchor}"
        return f'<a href="{escape(href)}"{lang}>{inner}</a>'

    def _weblink(self, x: i.WebLink) -> str:
        lang = f' lang="{escape(x.lang)}"' if x.lang else ""
        target = f'href="{escape(x.url)}" rel="external noreferrer"'
        return f'<a class="out" {target}{lang}>{safe_text(x.text)}</a>'

    def _date(self, x: i.DateText) -> str:
        first = f"<time>{x.day}</time>"
        return first if not x.by else f"after {first}, by <time>{x.by}</time>"

    def _badge(self, x: i.Badge) -> str:
        title = f' title="{safe_text(x.title)}"' if x.title else ""
        return f'<span class="tag" data-tone="{x.tone}"{title}>{safe_text(x.word)}</span>'

    def _regime(self, x: i.Regime) -> str:
        code = safe_text(x.code)
        name = f' <span class="regime-name">{safe_text(x.name)}</span>' if x.name else ""
        return f'<span class="regime" data-regime="{code.lower()}"><b>{code}</b>{name}</span>'

    def _status(self, x: i.StatusBadge) -> str:
        if self.day is None:
            raise ValueError(
                "a status badge stands on a page without a date switch: it has no day to be true on"
            )
        span = span_on(x.spans, self.day) or UNKNOWN
        rows = tuple((s.start, s.end, s.state, s.standing) for s in x.spans)
        side = f'<span class="side-of">{safe_text(x.side)}</span> ' if x.side else ""
        state = span.state.replace(" ", "-")
        data = f'data-state="{state}" data-standing="{span.standing}" data-asof="{self._index(rows)}"'
        return f'<span class="status" {data}>{side}<b>{span.state}</b> <small>{span.standing}</small></span>'

    def _verification(self, x: i.Verification) -> str:
        note = f' title="{safe_text(x.note)}"' if x.note else ""
        return f'<span class="read" data-read="{x.read}"{note}>{words.READ_WORDS[x.read]}</span>'

    def _during(self, x: i.During) -> str:
        return f"<span{self.held(x.held)}>{self.inline(x.content)}</span>"
