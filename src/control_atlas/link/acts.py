"""Acts: what one dated instrument does to another, or to a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.days import spoken
from control_atlas.records import Record

CONTINUING = frozenset({"suspends", "enjoins", "stops-enforcing"})
ENDING = frozenset({"rescinds", "supersedes", "vacates"})
ENFORCEMENT = frozenset({"stops-enforcing", "confirms-enforcement"})
BESIDE = frozenset({"announces", "questions"})
STATUS = frozenset({"suspends", "enjoins", "reinstates", "extends"}) | ENDING | ENFORCEMENT


def split(reference: str) -> tuple[str, str | None]:
    """``id#part`` as its two halves; the part is None when there is none."""
    identity, mark, part = reference.partition("#")
    return identity, part if mark else None


@dataclass(frozen=True, slots=True)
class Act:
    """One act: ``by`` (instrument, through its ``part``) does ``does`` to ``target`` (its ``target_part``).

    ``start`` is the first day of effect as written (None: when the acting instrument takes effect),
    ``last_day`` the last day, included; ``presumed`` says that its inclusion is our reading.
    """

    by: str
    part: str | None
    does: str
    target: str
    target_part: str | None
    start: str | Mapping[str, Any] | None
    last_day: str | Mapping[str, Any] | None
    presumed: bool
    announced_until: str | None
    pinpoint: str
    says: str | None
    addressees: tuple[str, ...]
    sources: tuple[str, ...]
    position: int

    def touches(self, part: str | None) -> bool:
        """Whether it reaches ``part`` of its target: it acts on the whole, or on that very part."""
        return self.target_part is None or self.target_part == part

    def told(self, name: Callable[[str], str]) -> str:
        """The act as a sentence without its full stop; ``name`` gives the name of an instrument."""
        target = name(self.target) + (f", part {self.target_part}," if self.target_part else "")
        text = f"{name(self.by)} {self.does.replace('-', ' ')} {target}"
        if self.start is not None:
            text += f" from {spoken(self.start)}"
        if self.last_day is not None:
            text += f" up to and including {spoken(self.last_day)}"
            if self.presumed:
                text += " (that the last day is included is presumed)"
        return f"{text} ({self.pinpoint})"


def read_acts(instruments: Iterable[Record]) -> list[Act]:
    """The acts written on the instruments, in record order. Malformed ones are left to the schema check."""
    found = []
    for record in instruments:
        for position, written in enumerate(record.data.get("acts", [])):
            target, target_part = split(str(written.get("target", "")))
            found.append(
                Act(
                    by=record.id,
                    part=written.get("part"),
                    does=str(written.get("does")),
                    target=target,
                    target_part=target_part,
                    start=written.get("from"),
                    last_day=written.get("last_day"),
                    presumed=written.get("last_day_is") == "presumed",
                    announced_until=written.get("announced_until"),
                    pinpoint=str(written.get("pinpoint", "")),
                    says=written.get("says"),
                    addressees=tuple(written.get("addressees", ())),
                    sources=tuple(written.get("sources", ())),
                    position=position,
                )
            )
    return found
