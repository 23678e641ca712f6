"""The server for agents, asked with the client of its own SDK: what must be repeated stands in every answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import mcp
import pytest
import small

from benchmarks.synthetic import write_folder
from control_atlas.agents.server import server
from control_atlas.atlas import Atlas, load
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder

DAY = "2026-06-30"
TOOLS = {"search", "get", "status_on", "classify", "screen", "resolve_citation", "changes", "compare_terms"}
CARRIED = {"as_of", "confirmed_to", "answer", "caveats", "unresolved_checks", "coverage", "citations", "addresses",
           "not_legal_advice"}  # fmt: skip


def apart(run: Callable[[], Awaitable[Any]]) -> Any:
    """The answer of an asynchronous function, run in a thread of its own: a browser test may have left an event loop
    in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, run).result()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("agents") / "data"
    write_folder(root, 60)
    small.source(root, "src-judged")
    small.instrument(
        root, "rule-judged", "published: 2020-01-01, effective: 2020-01-02", source_id="src-judged"
    )
    items = """\
  a:
    - from: "2020-01-02"
      by: rule-judged
      pinpoint: para. a
      covers: What is designed for a data centre.
      when: {judgement: designed-for-data-centre}
"""
    asked = "open_questions:\n  - ask: Whether it was ever enforced.\n    settled_by: A notice.\n"
    small.control(root, "judged", items, f"history: complete\n{asked}", "src-judged")
    return root


@pytest.fixture(scope="module")
def atlas(data: Path) -> Atlas:
    return load(data)


def ask(atlas: Atlas, tool: str, **words: Any) -> Mapping[str, Any]:
    async def run() -> Any:
        async with mcp.Client(server(atlas)) as client:
            return await client.call_tool(tool, words)

    result = apart(run)
    assert not result.is_error, result.content
    told: Mapping[str, Any] = json.loads(result.content[0].text)
    return told


def test_the_tools_are_those_promised_and_all_read_only(atlas: Atlas) -> None:
    async def run() -> Any:
        async with mcp.Client(server(atlas)) as client:
            return await client.list_tools()

    tools = apart(run).tools
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def questions(atlas: Atlas) -> list[tuple[str, dict[str, Any]]]:
    control = next(one for one in atlas.kb if one.kind == "chip-export-controls" and "code" in one.data)
    cited = next(one for one in atlas.kb.of_kind("instruments") if "citation" in one.data)
    return [
        ("search", {"query": control.data["code"], "on": DAY}),
        ("get", {"id": control.id, "on": DAY}),
        ("get", {"id": f"{control.id}#{next(iter(control.data['items']))}", "on": DAY}),
        ("status_on", {"name": control.id, "day": DAY}),
        ("classify", {"facts": {"total-processing-performance": 5000}, "on": DAY}),
        ("resolve_citation", {"text": atlas.kb.name_of(cited.id), "on": DAY}),
        ("changes", {"start": "2019-01-01", "end": DAY}),
        ("compare_terms", {"category": "no-distillation", "on": DAY}),
    ]  # fmt: skip


def test_every_answer_carries_what_must_be_repeated(atlas: Atlas) -> None:
    asked = questions(atlas)
    real = Atlas(KnowledgeBase(load_folder(small.REPOSITORY)))
    route = {"item": "us-eccn-3a090#a", "origin": "us", "destination": "cn", "on": DAY}
    every = [
        *((atlas, *one) for one in asked),
        (real, "screen", route),
        (real, "classify", {"product": "nvidia-h20"}),
    ]
    assert {tool for _, tool, _ in every} == TOOLS
    for of, tool, words in every:
        told = ask(of, tool, **words)
        assert set(told) == CARRIED, tool
        assert told["answer"].get("found", True), (tool, told["answer"])
        assert "Not legal advice" in told["not_legal_advice"]
        assert any("not the same as not controlled" in one for one in told["caveats"])
        assert told["as_of"] == words.get("on", words.get("day", told["as_of"]))
        if words != {"facts": {"total-processing-performance": 5000}, "on": DAY}:
            assert told["addresses"], tool
            assert told["citations"], tool
        assert "no licence is needed" not in json.dumps(told)
        if tool == "screen":
            assert any(one.startswith("Not looked at: ") for one in told["unresolved_checks"])


@pytest.mark.parametrize(
    ("tool", "words"),
    [
        ("search", {"query": "zebra crossing"}),
        ("search", {"query": "x", "kind": "animals"}),
        ("get", {"id": "no-such-record"}),
        ("get", {"id": "judged#zz"}),
        ("status_on", {"name": "no-such-record"}),
        ("status_on", {"name": "src-judged"}),
        ("classify", {}),
        ("classify", {"product": "no-such-chip"}),
        ("classify", {"facts": {"no-such-fact": 3}}),
        ("screen", {"item": "no-such-chip", "origin": "us", "destination": "cn"}),
        ("screen", {"item": "judged#a", "origin": "us", "destination": "atlantis"}),
        ("screen", {"item": "judged#a", "origin": "us", "destination": "cn", "on": "soon"}),
        ("resolve_citation", {"text": "999 Fed. Reg. 1"}),
        ("changes", {"start": "yesterday"}),
        ("search", {"query": "judged", "on": "2026-02-30"}),
        ("compare_terms", {"category": "no-such-category"}),
    ],
)
def test_what_lies_outside_is_refused_politely_and_says_what_is_covered(
    tool: str, words: dict[str, Any], atlas: Atlas
) -> None:
    told = ask(atlas, tool, **words)
    assert set(told) == CARRIED
    assert told["answer"]["found"] is False
    assert "nothing follows from that about the law" in told["answer"]["message"]
    assert told["coverage"]["jurisdictions"]
    assert told["confirmed_to"] is None


def test_open_questions_and_judgements_are_checks_left_open(atlas: Atlas) -> None:
    told = ask(atlas, "status_on", name="judged#a", day=DAY)
    assert told["answer"]["status"] == "in force"
    assert any("ever enforced" in one for one in told["unresolved_checks"])
    assert any("designed-for-data-centre" in one for one in told["unresolved_checks"])
    assert told["confirmed_to"] == "2026-06-01"
    assert any("unconfirmed since 2026-06-01" in one for one in told["caveats"])


def test_it_speaks_over_standard_input_and_output(data: Path) -> None:
    program = "from control_atlas.commands import main; main()"
    started = mcp.StdioServerParameters(
        command=sys.executable, args=["-c", program, "--root", str(data), "mcp"]
    )

    async def run() -> Any:
        with anyio.fail_after(60):
            async with mcp.Client(started) as client:
                return await client.call_tool("status_on", {"name": "judged", "day": DAY})

    told = json.loads(apart(run).content[0].text)
    assert told["answer"]["status"] == "in force"
