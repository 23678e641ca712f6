"""What the timeline draws: every instrument in the lane of its regime, with the stretches of its life."""

from __future__ import annotations

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.lookup import STANDINGS, STATES, assigned, spans_as_rows
from control_atlas.records import Record
from control_atlas.views.groups import group_title
from control_atlas.views.words import page_spans, path_of, word_label

DATA_PATH = "assets/lanes.js"
TERMS = "Terms of AI providers"


def data(kb: KnowledgeBase, on: str) -> str:
    """``window.ATLAS_LANES``: lanes with the most instruments first, and a row an instrument.

    A row is [path, name, title, lane, topics, spans]; spans are those of the facts.
    """
    lanes: dict[str, list[Record]] = {}
    for record in kb.of_kind("instruments"):
        if "withdrawn" not in record.data:
            lanes.setdefault(lane_of(kb, record), []).append(record)
    names = sorted(lanes, key=lambda lane: (lane == TERMS, -len(lanes[lane]), lane))
    rows = []
    for number, name in enumerate(names):
        for record in lanes[name]:
            spans = spans_as_rows(page_spans(kb.spans(record, "parts", None)))
            topics = [word_label(kb, "subjects", one) for one in record.data.get("subjects", ())]
            rows.append([path_of(record), kb.name_of(record.id), record.title, number, topics, spans])
    return assigned(
        "ATLAS_LANES", {"on": on, "states": STATES, "standings": STANDINGS, "lanes": names, "rows": rows}
    )


def lane_of(kb: KnowledgeBase, record: Record) -> str:
    """The regime whose instrument it is; contracts of providers stand together."""
    if "provider" in record.data:
        return TERMS
    return group_title(kb, str(record.data.get("jurisdiction", "")) or "international")
