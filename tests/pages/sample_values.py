"""Values that the sample pages share: the day, the sections, and three courses of status."""

from __future__ import annotations

from control_atlas.pages.inline import Link
from control_atlas.pages.spans import Span

ON = "2026-11-22"
SECTIONS = {
    "chip-export-controls": "Chips",
    "mineral-restrictions": "Minerals",
    "terms-provisions": "Terms",
    "instruments": "Instruments",
    "incidents": "Incidents",
    "organisations": "Organisations",
    "products": "Products",
    "substances": "Substances",
    "commodity-codes": "Commodity codes",
    "places": "Places",
    "glossary": "Glossary",
    "sources": "Sources",
    "compare": "Compare",
    "reference": "Reference",
}
HOME = Link("Home", "index.html")
IN_FORCE = (
    Span(None, "2022-10-07", "not yet made"),
    Span("2022-10-07", "2022-10-21", "issued", "confirmed"),
    Span("2022-10-21", "2026-07-24", "in force", "confirmed"),
    Span(
        "2026-07-24",
        None,
        "in force",
        "computed beyond the last text",
        "The last text we read speaks for 2026-07-23; nothing later was read.",
    ),
)
AFFILIATES = (
    Span(None, "2025-09-29", "not yet made"),
    Span("2025-09-29", "2025-11-10", "in force", "confirmed"),
    Span("2025-11-10", "2026-11-10", "suspended", "confirmed"),
    Span(
        "2026-11-10",
        None,
        "in force",
        "computed beyond the last text",
        "The stay ended by its own terms on 2026-11-09; an extension was announced, no instrument was seen.",
    ),
)
PAUSED = (
    Span(None, "2025-10-09", "not yet made"),
    Span("2025-10-09", "2025-11-07", "issued", "reported"),
    Span("2025-11-07", "2026-11-11", "suspended", "reported"),
    Span(
        "2026-11-11", None, "unknown", "computed beyond the last text", "The suspension lapsed by its terms."
    ),
)
