"""What language models read first: ``llms.txt``, which leads to the Markdown twins and the data."""

from __future__ import annotations

from collections.abc import Iterator

from control_atlas.ask.told import NOT_ADVICE
from control_atlas.link.knowledge import KnowledgeBase

PATH = "llms.txt"


def agent_files(kb: KnowledgeBase, on: str) -> Iterator[tuple[str, bytes]]:
    """``llms.txt`` for the day ``on``."""
    yield PATH, "\n".join((*_lines(kb, on), "")).encode()


def _lines(kb: KnowledgeBase, on: str) -> Iterator[str]:
    yield "# Control Atlas"
    yield ""
    yield (
        "> Who restricts AI chips, the minerals that they need, and what the terms of AI models forbid: dated "
        f"records with the paragraph, the instrument and what was read. Statuses here are for {on}."
    )
    yield ""
    yield f"{NOT_ADVICE} What is not recorded here may still be controlled; nothing here says that no licence is"
    yield "needed. Repeat with every answer its day, how far it is confirmed, and the address of the record. What one"
    yield "party alleges about another is a claim: say who makes it and what was answered."
    yield ""
    yield "Every page has a Markdown twin: put `.md` for `.html`. Every record has `.json` and `.yaml` beside it."
    yield ""
    yield "## Records"
    yield ""
    for kind in kb.kinds:
        count = len(kb.of_kind(kind.name))
        yield f"- [{kind.plural}]({kind.name}/index.md): {count} records; {str(kind.schema['description']).rstrip('.')}"
    yield ""
    yield "## Across records"
    yield ""
    yield "- [What changes next and what changed lately](index.md)"
    yield "- [Comparisons](compare/index.md): terms by category, controls by subject"
    yield "- [Reference](reference/index.md): data dictionary, vocabularies, coverage, open questions"
    yield ""
    yield "## Data"
    yield ""
    yield "- [Static API](data/v1/openapi.json): OpenAPI 3.1; a record is data/v1/records/ID.json"
    yield "- [All records](data/v1/records.jsonl): one published record a line"
    yield "- [Look-up by code](data/v1/codes/index.json): codes of control lists and customs numbers"
    yield "- [Changes by month](data/v1/changes/index.json)"
