"""Which record names which: references both ways, and ids that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from control_atlas.link.acts import split
from control_atlas.load.kinds import Kinds, Use
from control_atlas.records import Path, Record

# The references and words of a record, where they were collected before.
Uses = Callable[[Record], Iterable[Use]]


@dataclass(frozen=True, slots=True)
class Link:
    """A reference: ``origin`` names ``target`` (and its ``part``) at ``path``."""

    origin: str
    path: Path
    target: str
    part: str | None

    @property
    def field(self) -> str:
        """The field that makes the reference, list positions and dated keys left out."""
        words = [step for step in self.path if isinstance(step, str)]
        return words[-1] if words else ""


class Graph:
    """References between records, found through their schemas."""

    def __init__(
        self, records: Mapping[str, Record], kinds: Kinds, former: Mapping[str, str], uses: Uses | None = None
    ) -> None:
        self.outgoing: dict[str, list[Link]] = {}
        self.incoming: dict[str, list[Link]] = defaultdict(list)
        for record in records.values():
            links = []
            for use in uses(record) if uses else kinds[record.kind].uses(record.data):
                if use.word is None:
                    identity, part = split(use.name)
                    links.append(Link(record.id, use.path, former.get(identity, identity), part))
            self.outgoing[record.id] = links
            for link in links:
                self.incoming[link.target].append(link)

    def back(self, identity: str) -> list[Link]:
        """References made to a record, in record order."""
        return self.incoming.get(identity, [])


def former_ids(records: Iterable[Record]) -> dict[str, str]:
    """Each former id and the id it became."""
    return {str(old): record.id for record in records for old in record.data.get("former_ids", ())}
