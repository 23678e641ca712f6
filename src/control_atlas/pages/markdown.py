"""The Markdown twin of a page, from the same blocks as its HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from control_atlas.pages import blocks as b
from control_atlas.pages import inline as i
from control_atlas.pages import words
from control_atlas.pages.figures import Bars
from control_atlas.pages.html import UNKNOWN
from control_atlas.pages.inline import visible
from control_atlas.pages.spans import Bounded, holds_on, span_on

_MEANT = re.compile(r"[\\`*\[\]<>]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=[#\w]+;)")
_LINE_START = re.compile(r"(?m)^(\s*)(#|[-+](?=\s)|=|\d+(?=[.)]\s)|[-=]{3})")
_PLAIN = re.compile(r"[A-Za-z(§][A-Za-z0-9,.;:()§'/-]*(?: [A-Za-z0-9,.;:()§'/-]+)*\Z")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_ADVICE = (
    "A reading aid with sources, not legal advice: it decides nothing about your case, "
    "and what is not listed here may still be controlled."
)


def escaped(text: str) -> str:
    """``text`` on one line, with the characters that Markdown would take as markup escaped."""
    if _PLAIN.match(text):
        return text
    line = _MEANT.sub(lambda found: "\\" + found.group(), " ".join(visible(text).split()))
    return _LINE_START.sub(lambda found: f"{found.group(1)}\\{found.group(2)}", line) if line else line


def render_markdown(page: b.Page) -> str:
    """The page as Markdown, for the page's day, ending in one newline."""
    writer = _Writer(page)
    parts: list[str] = []
    if page.trail:
        parts.append(" / ".join(writer.one(link) for link in page.trail))
    if page.layout != "home":
        parts.append("# " + " ".join(filter(None, (escaped(page.code), escaped(page.title)))))
    parts += [writer.inline(line) for line in page.subtitle]
    if page.badges or page.code_list:
        parts.append(" · ".join(filter(None, (writer.inline(page.badges), escaped(page.code_list)))))
    if page.switch:
        parts += writer.switch(page.switch)
    for block in page.blocks:
        parts += writer.block(block)
    if page.formats:
        parts.append("This page as data: " + ", ".join(writer.one(link) for link in page.formats))
    if page.needs_advice:
        parts.append(_ADVICE)
    return "\n\n".join(part for part in parts if part) + "\n"


class _Writer:
    def __init__(self, page: b.Page) -> None:
        self.prefix = "../" * page.depth
        self.day = page.switch.on if page.switch else None
        self._write: dict[type, Callable[[Any], str]] = {
            i.Text: lambda x: escaped(x.text) if x.text.strip() else " ",
            i.Lang: lambda x: escaped(x.text),
            i.Code: lambda x: self._code(x.text),
            i.Link: lambda x: f"[{self._code(x.text) if x.code else escaped(x.text)}]({self._target(x)})",
            i.WebLink: lambda x: f"[{escaped(x.text)}](<{x.url}>)",
            i.DateText: lambda x: f"after {x.day}, by {x.by}" if x.by else x.day,
            i.Badge: lambda x: f"({escaped(x.word)})",
            i.Regime: lambda x: escaped(x.name or x.code),
            i.StatusBadge: self._status,
            i.Verification: lambda x: f"({words.READ_WORDS[x.read]})",
            i.During: self._during,
        }

    def inline(self, content: i.Content) -> str:
        pieces = []
        for part in content:
            piece = self._write[type(part)](part)
            if isinstance(part, i.Text):
                piece = " " * part.text[:1].isspace() + piece.strip() + " " * part.text[-1:].isspace()
            pieces.append(piece)
        return re.sub(r" {2,}", " ", "".join(pieces)).strip()

    def one(self, part: i.Inline) -> str:
        return self._write[type(part)](part)

    def switch(self, switch: b.DateSwitch) -> list[str]:
        lines = [f"Shown for {switch.on}."]
        if switch.status:
            lines[0] = "; ".join(self._status(badge) for badge in switch.status) + ". " + lines[0]
        for badge in switch.status:
            span = span_on(badge.spans, switch.on)
            if span and span.note:
                lines.append(escaped(span.note))
        return lines + [escaped(x.text) for x in switch.remarks if holds_on((x,), switch.on)]

    def block(self, block: b.Block) -> list[str]:
        title = getattr(block, "title", "")
        mark = "# " if isinstance(block, b.Hero) else "## "
        parts = [mark + escaped(title)] if title and not isinstance(block, b.Notice) else []
        match block:
            case b.Facts():
                parts.append("\n".join(self._facts(block.rows)))
            case b.Items():
                parts.append(self.inline(block.intro))
                for item in block.items:
                    parts += self._item(item)
            case b.Timeline():
                parts.append("\n".join(self._entry(entry) for entry in block.entries))
            case b.Table():
                parts.append("\n".join(self._table(block)))
            case Bars():
                parts.append("\n".join(f"- {escaped(bar.label)}: {escaped(bar.text)}" for bar in block.bars))
            case b.Prose():
                parts.append(self._prose(block.markdown))
            case b.Notice():
                lines = ([f"**{escaped(block.title)}**"] if block.title else []) + [
                    *map(self.inline, block.text)
                ]
                parts.append("\n>\n".join("> " + line for line in lines))
            case b.Citation():
                for name, forms in (
                    (block.name, block.forms),
                    *((one.title, one.forms) for one in block.sets),
                ):
                    parts += [f"### {escaped(name)}"] if name else []
                    parts.append("\n".join(f"- {escaped(x.label)}: {escaped(x.text)}" for x in forms))
            case b.Links():
                parts.append("\n".join(self._links(block.groups)))
            case b.Hero():
                parts.append(escaped(block.lead))
            case b.CheckedLine():
                parts.append(", ".join(self._checked(entry, block.on) for entry in block.entries))
            case b.Doors():
                for door in block.doors:
                    parts += [f"## [{escaped(door.title)}]({self._target(door.link)})", escaped(door.text)]
                    parts.append("\n".join("- " + self.inline(line) for line in door.lines))
            case b.Agenda():
                parts += self._agenda(block)
            case b.Tool():
                parts += map(self.inline, block.without)
        return parts

    def _facts(self, rows: Iterable[b.Fact], indent: str = "") -> list[str]:
        return [
            f"{indent}- {escaped(row.label)}: "
            + "; ".join(self.inline(value) for value in row.values)
            + self._on(row.held)
            for row in rows
        ]

    def _item(self, item: b.Item) -> list[str]:
        title = "" if item.title == (i.Text(item.key),) else self.inline(item.title)
        parts = [f"### {self._code(item.key)} {title}".rstrip(), self.inline(item.badges)]
        for version in item.versions:
            holds = self.day is not None and holds_on(version.held, self.day)
            now = f" (holds on {self.day})" if holds else ""
            parts.append(f"**{words.stretches(version.held)}**{now}: {self.inline(version.label)}")
            parts += [self.inline(line) for line in version.text]
            if version.when:
                parts.append("\n".join(self._condition(version.when)))
            parts.append("\n".join(self._facts(version.facts)))
            parts += ["> " + self.inline(line) for line in version.notes]
            if version.sources:
                parts.append("Read in " + "; ".join(self.inline(line) for line in version.sources))
        return parts

    def _condition(self, node: b.Condition, indent: str = "") -> list[str]:
        if isinstance(node, b.Test):
            return [
                f"{indent}- {self.inline(node.content)}" + (" (needs judgement)" if node.judgement else "")
            ]
        label = f"{escaped(node.label)}: " if node.label else ""
        lines = [f"{indent}- {label}{words.QUANTIFIERS[node.of]}"]
        for part in node.parts:
            lines += self._condition(part, indent + "  ")
        return lines

    def _entry(self, entry: b.Entry) -> str:
        until = f" to {self.one(entry.until)}" if entry.until else ""
        text = f" {self.inline(entry.text)}" if entry.text else ""
        return f"- {self.one(entry.date)}{until}: {self.inline(entry.title)}.{text}"

    def _table(self, table: b.Table) -> list[str]:
        def row(cells: Iterable[str]) -> str:
            return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

        lines = [row(escaped(column.label) for column in table.columns)]
        lines.append("| " + " | ".join("--:" if c.numeric else "---" for c in table.columns) + " |")
        shown = (r for r in table.rows if not r.held or self.day is None or holds_on(r.held, self.day))
        lines += [row(self.inline(cell) for cell in r.cells) for r in shown]
        return ([f"{escaped(table.caption)}\n"] if table.caption else []) + lines

    def _prose(self, text: str) -> str:
        linked = (
            re.sub(r"(?<=\]\()(?![a-z]+:|#|<)", self.prefix, visible(text)) if self.prefix else visible(text)
        )
        return _TAG.sub("&lt;", linked)

    def _links(self, groups: Iterable[b.LinkGroup]) -> list[str]:
        lines = []
        for group in groups:
            count = f" ({len(group.links)} of {group.total})" if group.total > len(group.links) else ""
            lines.append(f"- {escaped(group.label)}{count}")
            lines += [f"  - {self.inline(line)}" for line in group.links]
            lines += [f"  - {self.one(group.more)}"] if group.more else []
        return lines

    def _checked(self, entry: b.Checked, on: str) -> str:
        ago = words.distance(words.days_from(entry.day, on), "since")
        return f"{escaped(entry.label)} checked to {entry.day} ({ago})"

    def _agenda(self, block: b.Agenda) -> list[str]:
        lines = []
        for entry in block.entries:
            away = words.distance(words.days_from(block.on, entry.day), "until")
            regime = f"{self.one(entry.regime)}: " if entry.regime else ""
            text = f" {self.inline(entry.text)}" if entry.text else ""
            lines.append(f"- {entry.day} ({away}): {regime}{self.inline(entry.title)}.{text}")
        more = [self.one(block.more)] if block.more else []
        return ["\n".join(lines) if lines else escaped(block.empty), *more]

    def _on(self, held: Sequence[Bounded]) -> str:
        return f" ({words.stretches(held)})" if held else ""

    def _status(self, badge: i.StatusBadge) -> str:
        span = (span_on(badge.spans, self.day) if self.day else None) or UNKNOWN
        side = f"{escaped(badge.side)}: " if badge.side else ""
        return side + f"**{span.state}**" + (f" ({span.standing})" if span.standing else "")

    def _during(self, part: i.During) -> str:
        hidden = self.day is not None and not holds_on(part.held, self.day)
        return "" if hidden else self.inline(part.content)

    def _target(self, link: i.Link) -> str:
        path = self.prefix + link.path + (f"?{link.query}" if link.query else "")
        return f"<{path}#{link.anchor}>" if link.anchor else path

    def _code(self, text: str) -> str:
        shown = " ".join(visible(text).split())
        runs = [len(run) for run in re.findall(r"`+", shown)]
        fence = "`" * (max(runs, default=0) + 1)
        return f"{fence} {shown} {fence}" if runs else f"`{shown}`"
