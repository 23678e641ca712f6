"""The server for agents: the questions of ``tools`` over the Model Context Protocol, on standard input and output.

It needs the optional extra ``mcp``. Every tool is read-only and asks nothing outside the records.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from mcp.server import MCPServer
from mcp_types import ToolAnnotations

from control_atlas.agents.tools import Tools
from control_atlas.atlas import Atlas

INSTRUCTIONS = (
    "Dated, cited records of chip export controls, mineral restrictions and AI terms of service. Every answer is "
    "for the day in as_of and confirmed only up to confirmed_to. Pass on caveats, unresolved checks, citations "
    "and the line on legal advice. Never say that no licence is needed; a thing that is not found here may still "
    "be controlled. Word allegations as claims of those who make them. Days are YYYY-MM-DD."
)
READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server(atlas: Atlas) -> MCPServer[Any]:
    """A server over ``atlas``, ready to run."""
    made: MCPServer[Any] = MCPServer(
        "control-atlas", title="Control Atlas", instructions=INSTRUCTIONS, version=version("control-atlas"),
        log_level="WARNING",
    )  # fmt: skip
    tools = Tools(atlas)

    @made.tool(annotations=READ_ONLY)
    def search(query: str, kind: str | None = None, limit: int = 10, on: str | None = None) -> dict[str, Any]:
        """Find records by code (3A090), citation (88 FR 73458), name or words, in English or Chinese. `kind` limits
        to a kind of record, such as chip-export-controls, mineral-restrictions, terms-provisions, incidents."""
        return tools.ask(lambda: tools.search(query, kind, limit, on))

    @made.tool(annotations=READ_ONLY)
    def get(id: str, on: str | None = None) -> dict[str, Any]:
        """One record in its published form by id (us-eccn-3a090), or the wordings of one paragraph of it
        (us-eccn-3a090#a), with its status on a day."""
        return tools.ask(lambda: tools.get(id, on))

    @made.tool(annotations=READ_ONLY)
    def status_on(name: str, day: str | None = None) -> dict[str, Any]:
        """Whether a record or paragraph (id#paragraph) is in force, suspended, ended or unknown on a day; as codified
        and as enforced, with reasons, and how far that is confirmed."""
        return tools.ask(lambda: tools.status_on(name, day))

    @made.tool(annotations=READ_ONLY)
    def classify(
        product: str | None = None, facts: dict[str, Any] | None = None, on: str | None = None
    ) -> dict[str, Any]:
        """Recorded numeric limits that a product (by id) or given facts meet on a day: met, not met, or cannot be told
        without more. Facts map words of the vocabularies to values, with throughput as rows of format, bits, rate."""
        return tools.ask(lambda: tools.classify(product, facts, on))

    @made.tool(annotations=READ_ONLY)
    def screen(
        item: str, origin: str, destination: str, on: str | None = None, headquarters: str | None = None,
        parent_headquarters: str | None = None, end_use: list[str] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Recorded requirements that reach a transaction: `item` is the id of a product or a paragraph it is stated to
        meet; places are country codes. No determination, and no screening of party names."""
        more = {
            "headquarters": headquarters,
            "parent_headquarters": parent_headquarters,
            "end_uses": end_use or (),
        }
        return tools.ask(lambda: tools.screen(item, origin, destination, on, **more))

    @made.tool(annotations=READ_ONLY)
    def resolve_citation(text: str, on: str | None = None) -> dict[str, Any]:
        """The citations, codes and customs numbers in a text, the records that they name, and how these stand on a
        day."""
        return tools.ask(lambda: tools.resolve_citation(text, on))

    @made.tool(annotations=READ_ONLY)
    def changes(start: str, end: str | None = None, id: str | None = None) -> dict[str, Any]:
        """Days on which a status or wording turns, from `start` to `end`; without `end`, everything ahead of `start`.
        `id` limits to one record."""
        return tools.ask(lambda: tools.changes(start, end, id))

    @made.tool(annotations=READ_ONLY)
    def compare_terms(category: str, on: str | None = None, binds: str | None = None) -> dict[str, Any]:
        """What AI providers' terms say on one category (such as no-competing-models, no-distillation,
        region-restriction) on a day, clause by clause; `binds` limits to a bound party."""
        return tools.ask(lambda: tools.compare_terms(category, on, binds))

    return made
