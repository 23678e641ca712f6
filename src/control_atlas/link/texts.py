"""The second clock: for which days the texts we read speak.

A source record says what was read of a text and the last day on which that text is known to have been
the current one. From those follow, for a set of sources, how well something was read and up to which day
it is confirmed or reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.records import Record

ORDER = ("not-seen", "secondary", "excerpt", "full-text")
PRIMARY = frozenset({"official", "copy"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a set of sources was read: ``read`` of the best, ``confirmed_to`` the last day for which an
    official text or faithful copy speaks, ``reported_to`` the same with the reports of others counted."""

    read: str
    confirmed_to: str | None
    reported_to: str | None

    def narrowed(self, verification: Mapping[str, Any] | None) -> Reading:
        """As ``verification`` says, which may lower what was read but never raise it."""
        said = (verification or {}).get("read", self.read)
        return Reading(min(self.read, said, key=ORDER.index), self.confirmed_to, self.reported_to)

    def joined(self, other: Reading) -> Reading:
        """Both together: the better reading and the later days."""
        return Reading(
            max(self.read, other.read, key=ORDER.index),
            max(filter(None, (self.confirmed_to, other.confirmed_to)), default=None),
            max(filter(None, (self.reported_to, other.reported_to)), default=None),
        )


NOTHING = Reading("not-seen", None, None)


class Texts:
    """All sources, asked in sets."""

    def __init__(self, sources: Mapping[str, Record]) -> None:
        self.single = {identity: self._one(record.data) for identity, record in sources.items()}

    def reading(self, sources: Iterable[str]) -> Reading:
        """The reading of a set of sources; unknown ids count for nothing."""
        found = NOTHING
        for identity in sources:
            one = self.single.get(identity)
            if one is not None:
                found = found.joined(one)
        return found

    def _one(self, data: Mapping[str, Any]) -> Reading:
        read = str(data.get("read", "not-seen"))
        until = (data.get("current") or {}).get("to")
        primary = data.get("rank") in PRIMARY
        if not primary and read in ("full-text", "excerpt"):
            read = "secondary"  # a report read in full is still a report of the law
        if read == "not-seen":
            return NOTHING
        if read == "secondary" and until is None:
            published = data.get("published")
            until = published if isinstance(published, str) else (published or {}).get("by")
        confirmed = until if read in ("full-text", "excerpt") else None
        return Reading(read, confirmed, until)
