"""One round of watching: every question once, what moved, and which questions had no answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.official.client import Client, FetchFault
from control_atlas.watch.memory import Memory
from control_atlas.watch.news import ASKERS, News
from control_atlas.watch.plan import Watched


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome of one question: its news, or why there was no answer; ``skipped`` when it was answered today
    already."""

    watched: Watched
    news: tuple[News, ...] = ()
    silent: str | None = None
    skipped: bool = False


def known_documents(kb: KnowledgeBase) -> frozenset[str]:
    """Numbers of the Federal Register documents of which there is a record."""
    return frozenset(
        str(number)
        for record in kb.of_kind("instruments")
        for number in (record.data.get("document_number"), record.data.get("citation", {}).get("document"))
        if number
    )


def watch(kb: KnowledgeBase, client: Client, memory: Memory, questions: Iterable[Watched]) -> Iterator[Told]:
    """Asks each question; one that has no answer does not stop the others, and is asked again next time."""
    known = known_documents(kb)
    for one in questions:
        if memory.asked.get(one.name) == memory.today:
            yield Told(one, skipped=True)
            continue
        try:
            found = tuple(ASKERS[one.kind](client, one, memory, known))
        except FetchFault as fault:
            yield Told(one, silent=str(fault))
            continue
        memory.answered(one.name)
        yield Told(one, found)
