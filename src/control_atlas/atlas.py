"""The Python interface: one object that answers questions about a data folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from control_atlas import clock
from control_atlas.ask.changes import Change, changes, upcoming
from control_atlas.ask.classify import Classification, classify
from control_atlas.ask.facts import product_facts, read_facts
from control_atlas.ask.screening import Screen, read_transaction, screen
from control_atlas.ask.search import Hit, SearchIndex
from control_atlas.ask.status import Status, status
from control_atlas.check.run import validate
from control_atlas.link.knowledge import KnowledgeBase, NotFound
from control_atlas.load.folder import find_root
from control_atlas.records import Problem, Record


class InvalidData(Exception):
    """The records have errors; ``problems`` lists all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        errors = [problem for problem in problems if problem.level == "error"]
        super().__init__(f"{len(errors)} errors in the records; the first: {errors[0] if errors else ''}")


class Atlas:
    """Linked records and the questions that can be put to them. Days are ``YYYY-MM-DD``; left out: today."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    def get(self, identity: str) -> Record:
        """The record with this id or former id. Raises NotFound."""
        return self.kb.get(identity)

    def status(self, name: str, on: str | None = None) -> Status:
        """Status of a record, or of ``id#key``, on a day. Raises NotFound or ValueError."""
        return status(self.kb, name, clock.today(on))

    def search(self, query: str, kind: str | None = None, limit: int = 20) -> list[Hit]:
        """Records for a query, best first."""
        return self._index.search(query, kind, limit)

    def classify(self, item: str | Mapping[str, Any], on: str | None = None) -> Classification:
        """List entries met by a product (its id) or by given facts, with the letters that stand beside.

        Facts map parameters to numbers, ``{value, unit}`` or lists of alternatives, facts to booleans, roles to
        places, choices to words; ``throughput`` to rows of format, bits and rate. Raises NotFound, BadFacts
        with every problem, or ValueError for the day.
        """
        day = clock.today(on)
        if isinstance(item, str):
            product = self.get(item)
            if product.kind != "products":
                raise NotFound(item, [record.id for record in self.kb.of_kind("products")][:5])
            return classify(self.kb, product_facts(self.kb, product), day, product)
        return classify(self.kb, read_facts(self.kb, item), day)

    def screen(
        self,
        item: str | Mapping[str, Any],
        origin: str,
        destination: str,
        on: str | None = None,
        **more: Any,
    ) -> Screen:
        """Requirements that reach a transaction, what is still to be told, and what was not looked at.

        ``item`` is a product's id, a paragraph it is stated to meet (``record#key``), or facts; ``more`` takes
        the keywords of ``control_atlas.ask.screening.read_transaction``. Raises NotFound, or BadFacts with every
        problem.
        """
        day = clock.today(on)
        return screen(self.kb, read_transaction(self.kb, item, origin, destination, day, **more))

    def day(self, on: str | None = None) -> str:
        """The day that is meant by ``on``: itself, else today."""
        return clock.today(on)

    def changes(self, start: str, end: str) -> list[Change]:
        """Turns of status or wording in a period, both days included."""
        return changes(self.kb, start, end)

    def upcoming(self, on: str | None = None, days_ahead: int = 400) -> list[Change]:
        """Turns still to come after a day, from what is recorded so far."""
        return upcoming(self.kb, clock.today(on), days_ahead)

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex(self.kb)


def load(root: Path | str | None = None) -> Atlas:
    """Read, check and link a data folder.

    Raises NoDataFolder when there is none, and InvalidData when a record has an error.
    """
    report = validate(find_root(Path(root) if root is not None else None))
    if report.errors:
        raise InvalidData(report.problems)
    return Atlas(report.kb or KnowledgeBase(report.loaded))
