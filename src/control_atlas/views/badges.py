"""The badge of a whole record and the as-of switch of its page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from control_atlas.days import FIRST, Interval, earliest
from control_atlas.link.acts import Act
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.texts import ORDER
from control_atlas.link.timeline import CONFIRMED, LEADING, REPORTED, Side, Span
from control_atlas.pages.blocks import DateSwitch
from control_atlas.pages.inline import StatusBadge
from control_atlas.pages.spans import Remark
from control_atlas.records import Record
from control_atlas.views.words import page_spans


def date_switch(kb: KnowledgeBase, record: Record, on: str) -> DateSwitch | None:
    lines = [kb.spans(record, section, key) for section, key in kb.keys(record)]
    badge: tuple[StatusBadge, ...] = ()
    if record.kind == "instruments":
        own = kb.spans(record, "parts", None)
        lines += [own, *(kb.spans(record, "parts", part) for part in record.data.get("parts", {}))]
        badge = (StatusBadge(page_spans(own)),)
    elif "items" in record.data:
        badge = (leading_badge(kb, record),)
    if not lines:
        return None
    changes = sorted({span.interval.start for line in lines for span in line} - {FIRST})
    remarks: list[Remark] = []
    for line in lines:
        for span in line:
            for act in span.beside:
                remarks += _beside_remarks(act, remarks)
    return DateSwitch(on, tuple(changes), tuple(remarks), badge)


def _beside_remarks(act: Act, known: list[Remark]) -> list[Remark]:
    """A statement without effect, told from the day it was made."""
    start = earliest(act.start) if act.start is not None else None
    until = f" It speaks of {act.announced_until}." if act.announced_until else ""
    said = act.says or f"{act.by} {act.does} {act.target}."
    text = f"Statement beside, without effect on the status: {said}{until}"
    if any(remark.text == text for remark in known):
        return []
    return [Remark(start, None, text)]


def leading_badge(kb: KnowledgeBase, record: Record, keys: Iterable[str] | None = None) -> StatusBadge:
    """The badge of a record, or of some of its items: the leading word over time, with the standing of the
    items that lead."""
    lines = [kb.spans(record, "items", key) for key in keys or record.data["items"]]
    starts = sorted({span.interval.start for line in lines for span in line})
    joined: list[Span] = []
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else None
        here = [line[bisect_right(line, start, key=lambda s: s.interval.start) - 1] for line in lines]
        word = next(word for word in LEADING if any(span.word == word for span in here))
        words = {span.word for span in here}
        word = next(word for word in LEADING if word in words)
        lead = [span for span in here if span.word == word]
        weakest = max(lead, key=_weakness)
        side = Side(word, None)
        joined.append(
            Span(Interval(start, end), word, side, side, weakest.standing, weakest.since, weakest.read,
                 weakest.ran_out, weakest.compliance, (), ())
        )  # fmt: skip
    return StatusBadge(page_spans(joined))


def _weakness(span: Span) -> tuple[int, int]:
    """How little an answer rests on: its standing, then how the wording was read."""
    return {CONFIRMED: 0, REPORTED: 1}.get(span.standing, 2), -ORDER.index(span.read)
