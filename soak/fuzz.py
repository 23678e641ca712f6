"""Coverage-guided fuzzing: ``python -m soak.fuzz TARGET --runs N``; every target when none is named.

A target fails by any exception it does not announce, by an answer that breaks its promise, or by taking longer
than ten seconds. What failed is written to ``crash-...`` in the working folder by the fuzzer.
"""

from __future__ import annotations

import argparse
import html.parser
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests/support")]

with atheris.instrument_imports(include=["control_atlas"], enable_loader_override=False):
    from control_atlas.ask.conditions import evaluate
    from control_atlas.ask.evaluate import asking
    from control_atlas.check.context import Context
    from control_atlas.check.rule import RULES
    from control_atlas.check.schema import SchemaCheck
    from control_atlas.cite import read
    from control_atlas.link.knowledge import KnowledgeBase
    from control_atlas.load.faults import Unreadable
    from control_atlas.load.folder import load_folder
    from control_atlas.load.yaml_reader import read_text
    from control_atlas.pages import blocks as b
    from control_atlas.pages.html import render_html
    from control_atlas.pages.inline import content
    from control_atlas.pages.markdown import render_markdown
    from control_atlas.records import Problem, Record

import small  # noqa: E402
import sound_records  # noqa: E402

Target = Callable[[bytes], None]
WORDS = ("total-processing-performance", "performance-density", "applicable-die-area", "dram-memory")
PLACES = ("us", "cn", "nowhere")


def loader(data: bytes) -> None:
    """Any bytes are read as plain data, or refused with problems that say where and what to do."""
    problems: Sequence[Problem] = ()
    try:
        json.dumps(read_text(data, "fuzz.yaml").data, allow_nan=False)
    except Unreadable as fault:
        problems = fault.problems
        if not problems:
            raise
    assert all(one.line >= 1 and one.column >= 1 and one.message and one.fix for one in problems)


def citations(data: bytes) -> None:
    """Any text is read; what is found lies inside it and can be written."""
    text = data.decode("utf-8", "replace")
    for found in read(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.citation.write("short")


class _Mutator:
    """Changes to one sound record: values exchanged, removed, repeated, or replaced by hostile ones."""

    HOSTILE: tuple[Any, ...] = (
        None, True, 0, -1, 1e308, "", " ", "=1", "<script>", "javascript:x", "\u202e", "а", "2025-02-30", "9999-12-31",
        [], {}, [None], {"a": None}, "us", "src-text", "control#a", "x" * 500,
    )  # fmt: skip

    def __init__(self, provider: Any) -> None:
        self.provider = provider

    def changed(self, value: Any, depth: int = 0) -> Any:
        take = self.provider.ConsumeIntInRange(0, 15)
        if take == 0:
            return self.HOSTILE[self.provider.ConsumeIntInRange(0, len(self.HOSTILE) - 1)]
        if isinstance(value, dict) and depth < 8:
            return {
                key: self.changed(inner, depth + 1)
                for key, inner in value.items()
                if self.provider.ConsumeIntInRange(0, 30) != 1
            }
        if isinstance(value, list) and depth < 8:
            changed = [self.changed(inner, depth + 1) for inner in value]
            return changed * 2 if take == 1 else changed
        if isinstance(value, str) and take == 2:
            return self.provider.ConsumeUnicodeNoSurrogates(20)
        if isinstance(value, (int, float)) and take == 3:
            return self.provider.ConsumeRegularFloat()
        return value


class Base:
    """A small data folder, loaded and linked once."""

    def __init__(self, folder: Path) -> None:
        root = small.folder(folder)
        sound_records.write(root)
        self.loaded = load_folder(root)
        self.schema = SchemaCheck(self.loaded.kinds)
        self.kb = KnowledgeBase(self.loaded)
        known = {record.id: record.kind for record in self.loaded.records}
        self.context = Context(self.loaded, known, False)
        self.checks = [rule for rule in RULES.values() if rule.scope == "record"]

    def rules(self, data: bytes) -> None:
        """A changed record is refused by its schema with problems, or goes through every rule about it."""
        provider = atheris.FuzzedDataProvider(data)
        record = self.loaded.records[provider.ConsumeIntInRange(0, len(self.loaded.records) - 1)]
        changed = _Mutator(provider).changed(record.data)
        made = Record(record.id, record.kind, changed, f"fuzz/{random.random()}.yaml", lambda path: (1, 1))
        problems = list(self.schema.problems(made))
        if not self.schema.valid(changed, f"{record.kind}.schema.json"):
            assert problems
            return
        for rule in (rule for rule in self.checks if rule.concerns(made)):
            for fault in rule.check(made, self.context):
                assert getattr(fault, "message", "")

    def conditions(self, data: bytes) -> None:
        """A condition that fits its schema has one of three answers, and names what is missing if unknown."""
        provider = atheris.FuzzedDataProvider(data)
        condition = _condition(provider, 0)
        numbers: list[Any] = [0, 1, 1599.99, 4800, 1e18]
        facts = {
            name: provider.PickValueInList([True, False] if name == WORDS[3] else numbers)
            for name in WORDS
            if provider.ConsumeBool()
        }
        outcome = evaluate(condition, facts, asking(self.kb, "2025-03-01"))
        assert outcome.word in ("met", "not-met", "cannot-tell")
        assert (outcome.word == "cannot-tell") == bool(outcome.missing)


def _condition(provider: Any, depth: int) -> dict[str, Any]:
    form = provider.ConsumeIntInRange(0, 5 if depth < 4 else 2)
    if form == 0:
        bound = provider.PickValueInList(["at_least", "more_than", "at_most", "less_than", "equals"])
        return {
            "param": provider.PickValueInList(list(WORDS[:3])),
            bound: provider.ConsumeIntInRange(0, 9000),
        }
    if form == 1:
        return {"fact": "dram-memory"}
    if form == 2:
        return {"role": "destination", "in": [provider.PickValueInList(list(PLACES[:2]))]}
    if form == 3:
        return {"not": _condition(provider, depth + 1)}
    members = [_condition(provider, depth + 1) for _ in range(provider.ConsumeIntInRange(1, 3))]
    return {"all" if form == 4 else "any": members}


class _Safe(html.parser.HTMLParser):
    """Counts the elements of a page by name and refuses what could act."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        for name, value in attributes:
            assert not name.startswith("on"), name
            if name in ("href", "src"):
                assert not (value or "").strip().lower().startswith(("javascript:", "data:")), value


def rendering(data: bytes) -> None:
    """Any text on a page stays text: the page has the same elements as with harmless text there."""
    provider = atheris.FuzzedDataProvider(data)
    text = provider.ConsumeUnicodeNoSurrogates(200)
    if not text.strip():
        return
    assert _elements(text) == _elements("harmless")
    render_markdown(_page(text))


def _page(text: str) -> b.Page:
    facts = b.Facts((b.Fact(text, (content(text),)),), text, "overview")
    table = b.Table((b.Column(text), b.Column("b")), (b.Row((content(text), content(text))),), text, "table")
    return b.Page("x.html", text, (facts, table), summary=text, code=text)


def _elements(text: str) -> list[str]:
    parser = _Safe()
    parser.feed(render_html(_page(text)))
    parser.close()
    return parser.names


def seeds(name: str) -> Iterator[bytes]:
    """What the fuzzer starts from: files with faults, records, and citations in all forms."""
    if name == "loader":
        yield from (file.read_bytes() for file in sorted((ROOT / "tests").rglob("f*/**/*.yaml")))
    if name == "citations":
        yield from (ROOT / "tests/cite/golden.yaml").read_bytes().splitlines()


NAMES = ("loader", "citations", "rules", "conditions", "rendering")


def target(name: str, folder: Path) -> Target:
    """The function that the fuzzer calls for a target."""
    if name in ("rules", "conditions"):
        found: Target = getattr(Base(folder), name)
        return found
    return {"loader": loader, "citations": citations, "rendering": rendering}[name]


def main() -> None:
    """Fuzz one target in this process, or each of all in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m soak.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("target", nargs="?", choices=NAMES)
    parser.add_argument("--runs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.target is None:
        for name in NAMES:
            print(f"-- {name}: {given.runs} runs", flush=True)
            command = [
                sys.executable,
                "-m",
                "soak.fuzz",
                name,
                "--runs",
                str(given.runs),
                "--seed",
                str(given.seed),
            ]
            subprocess.run(command, cwd=ROOT, check=True)
        return
    with tempfile.TemporaryDirectory(prefix="atlas-fuzz-") as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, start in enumerate(seeds(given.target)):
            (corpus / f"seed-{number}").write_bytes(start)
        options = [f"-runs={given.runs}", f"-seed={given.seed}", "-timeout=10", "-max_len=4096"]
        options.append(f"-artifact_prefix={tempfile.gettempdir()}/")
        atheris.Setup([sys.argv[0], *options, str(corpus)], target(given.target, Path(folder)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
