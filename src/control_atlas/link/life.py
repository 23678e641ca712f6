"""The life of an instrument, or of a part of it, day by day.

Enters instruments with their dates and the acts on them; leaves, for a day, a word for what is codified,
whether it is enforced, and the reasons. Words, where several apply: ended, suspended, issued, not enforced,
in force; the others stay in the reasons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from control_atlas.days import day_after, earliest, latest, spoken
from control_atlas.link.acts import BESIDE, CONTINUING, ENDING, ENFORCEMENT, STATUS, Act
from control_atlas.records import Record

# Texts that speak from the day they are made; of others an unknown day of effect stays unknown.
AT_ONCE = """guidance statement letter decision company-statement court-filing arrangement notice correction
standard"""
SPEAKS_AT_ONCE = frozenset(AT_ONCE.split())
PROPOSALS = frozenset({"bill", "proposed-rule"})
MADE = ("adopted", "issued", "filed", "published", "first_seen")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a status is what it is: a stable ``code``, a sentence, and the instrument it comes from."""

    code: str
    text: str
    instrument: str | None = None
    pinpoint: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """The state of an instrument or part on one day.

    ``word`` is the codified side; ``enforced`` is False while a competent body has said that it does not
    enforce; ``compliance`` is a later day of compliance still ahead; ``ran_out`` holds last days that have
    passed by their own terms.
    """

    word: str
    enforced: bool = True
    reasons: tuple[Reason, ...] = ()
    compliance: str | None = None
    ran_out: tuple[str, ...] = ()


class Lives:
    """Answers for all instruments; each answer is computed once."""

    def __init__(
        self,
        instruments: Mapping[str, Record],
        acts: Iterable[Act],
        name: Callable[[str], str] = lambda identity: identity,
    ) -> None:
        self.instruments = instruments
        self.name = name
        self.on_target: dict[str, list[Act]] = defaultdict(list)
        for act in acts:
            self.on_target[act.target].append(act)
        self._stages: dict[tuple[str, str | None, str], Stage] = {}
        self._points: dict[str, frozenset[str]] = {}
        self._open: set[tuple[str, str | None, str]] = set()

    # -- dates ---------------------------------------------------------------------------------------

    def dates(self, identity: str, part: str | None) -> Mapping[str, Any]:
        """The instrument's dates with those of the part laid over them."""
        record = self.instruments.get(identity)
        if record is None:
            return {}
        dates = dict(record.data.get("dates", {}))
        if part is not None:
            own = record.data.get("parts", {}).get(part, {})
            dates.update({key: own[key] for key in ("effective", "compliance", "last_day") if key in own})
        return dates

    def start(self, act: Act) -> str | Mapping[str, Any] | None:
        """First day of an act as written, or the day its instrument takes effect."""
        if act.start is not None:
            return act.start
        dates = self.dates(act.by, act.part)
        written = dates.get("effective")
        if written is None:
            written = next((dates[name] for name in reversed(MADE) if name in dates), None)
        return written

    def points(self, identity: str) -> frozenset[str]:
        """Every day on which the state of the instrument or of a part of it may change."""
        if identity not in self._points:
            self._points[identity] = frozenset()  # a cycle of acts adds nothing twice
            found: set[str] = set()
            record = self.instruments.get(identity)
            if record is not None:
                for holder in (record.data.get("dates", {}), *record.data.get("parts", {}).values()):
                    for name, written in holder.items():
                        if name in (*MADE, "proposed", "effective", "compliance"):
                            found.update(starts(written))
                        elif name == "last_day":
                            found.update(ends(written))
            for act in self.on_target.get(identity, ()):
                found.update(starts(self.start(act)))
                found.update(ends(act.last_day))
                found |= self.points(act.by)
            self._points[identity] = frozenset(found)
        return self._points[identity]

    # -- state ---------------------------------------------------------------------------------------

    def stage(self, identity: str, part: str | None, day: str) -> Stage:
        """The state of ``identity`` (its ``part``) on ``day``; ``unknown`` without a record of it."""
        key = (identity, part, day)
        found = self._stages.get(key)
        if found is None:
            if key in self._open:  # a cycle of acts; the rule act-cycle reports it
                return Stage("unknown")
            self._open.add(key)
            try:
                found = self._stages[key] = self._compute(identity, part, day)
            finally:
                self._open.discard(key)
        return found

    def _compute(self, identity: str, part: str | None, day: str) -> Stage:
        record = self.instruments.get(identity)
        if record is None:
            return Stage("unknown", reasons=(Reason("no-record", f"There is no record of {identity}."),))
        dates = self._extended(identity, part, self.dates(identity, part), day)
        word, reasons, ran_out = self._own_word(record, dates, day)
        enforced = True
        if word not in ("not yet made", "unknown"):
            acts = [
                act for act in self.on_target.get(identity, ()) if act.touches(part) and act.does in STATUS
            ]
            ending = [act for act in acts if act.does in ENDING and self._took_effect(act, day)]
            if ending and word != "ended":
                word = "ended"
                reasons += [self._reason(act, "ended-by-act") for act in ending]
            if word != "ended":
                active, lapsed = self._suspensions(acts, day)
                if active:
                    if word == "issued":
                        reasons.append(
                            Reason("not-yet-effective", self._due(identity, part, dates), identity)
                        )
                    word = "suspended"
                    reasons += [self._reason(act, "suspended-by-act") for act in active]
                ran_out += [last for _, last in lapsed]
                reasons += [reason for reason, _ in lapsed]
            enforced, why = self._enforcement(acts, day)
            reasons += why
        compliance = latest(dates.get("compliance"))
        if compliance is None or day >= compliance or word != "in force":
            compliance = None
        else:
            reasons.append(Reason("compliance-later", f"Compliance is required from {compliance}.", identity))
        return Stage(word, enforced, tuple(reasons), compliance, tuple(ran_out))

    def _extended(
        self, identity: str, part: str | None, dates: Mapping[str, Any], day: str
    ) -> Mapping[str, Any]:
        """The dates with the last day that acts in effect by ``day`` have moved."""
        last = latest(dates.get("last_day"))
        for act in self.on_target.get(identity, ()) if last is not None else ():
            if act.does == "extends" and act.touches(part) and self._took_effect(act, day):
                last = max(str(last), str(latest(act.last_day)))
        return dates if last == latest(dates.get("last_day")) else {**dates, "last_day": last}

    def _own_word(
        self, record: Record, dates: Mapping[str, Any], day: str
    ) -> tuple[str, list[Reason], list[str]]:
        """The word from the instrument's own dates alone, with reasons and last days that ran out."""
        kind = record.data.get("type")
        effective = dates.get("effective")
        made = [str(earliest(dates[name])) for name in MADE if name in dates]
        if effective is not None and ("first_seen" in dates or not made):
            made.append(str(earliest(effective)))  # an archive may have come later than the text
        first: str | None = min(made) if made else None
        proposed = dates.get("proposed")
        if kind in PROPOSALS:
            proposed = proposed if proposed is not None else first
        if first is None and proposed is None:
            return (
                "unknown",
                [Reason("no-dates", f"No date of {self.name(record.id)} is known.", record.id)],
                [],
            )
        if proposed is not None and (kind in PROPOSALS or first is None or day < first):
            if day < str(earliest(proposed)):
                return "not yet made", self._to_come(record, str(earliest(proposed))), []
            if effective is None or day < str(earliest(effective)):
                return "proposed", [Reason("proposed", f"Proposed {spoken(proposed)}.", record.id)], []
        seen = dates.get("first_seen")
        if effective is None and seen is not None and set(dates) <= {"first_seen", "last_day"}:
            if day < str(latest(seen)):
                text = f"The first copy of {self.name(record.id)} was seen {spoken(seen)}; its start is not known."
                return "unknown", [Reason("first-seen-only", text, record.id)], []
            effective = latest(seen)
        elif first is not None and day < first:
            return "not yet made", self._to_come(record, first), []
        if effective is None:
            if kind in SPEAKS_AT_ONCE:
                effective = first
            elif "adopted" in dates:
                text = f"Adopted {spoken(dates['adopted'])}; open to objection, not yet effective."
                return "adopted", [Reason("adopted", text, record.id)], []
            else:
                text = f"The day on which {self.name(record.id)} takes effect is not known."
                return "unknown", [Reason("no-effective-date", text, record.id)], []
        if (
            day < str(earliest(effective))
            and "adopted" in dates
            and day < str(earliest(dates.get("published", effective)))
        ):
            text = f"Adopted {spoken(dates['adopted'])}; not published yet."
            return "adopted", [Reason("adopted", text, record.id)], []
        if day < str(earliest(effective)):
            text = f"Takes effect {spoken(effective)}."
            return "issued", [Reason("not-yet-effective", text, record.id)], []
        if day < str(latest(effective)):
            text = f"Took effect {spoken(effective)}; the day itself is not known."
            return "unknown", [Reason("uncertain-date", text, record.id)], []
        last = dates.get("last_day")
        if last is not None:
            if day > str(latest(last)):
                text = f"Ended by its own terms; last day {spoken(last)}."
                return "ended", [Reason("own-terms", text, record.id)], [str(latest(last))]
            if not isinstance(last, str) and day > str(last["after"]):
                text = f"Ends {spoken(last)}; the day itself is not known."
                return "unknown", [Reason("uncertain-date", text, record.id)], []
        return "in force", [], []

    def _to_come(self, record: Record, first: str) -> list[Reason]:
        return [Reason("not-yet-made", f"{self.name(record.id)} was made on {first}.", record.id)]

    def _took_effect(self, act: Act, day: str) -> bool:
        """Whether a one-time act has happened by ``day``: its day came while its instrument had effect."""
        start = latest(self.start(act))
        return start is not None and start <= day and self.stage(act.by, act.part, start).word == "in force"

    def _suspensions(self, acts: list[Act], day: str) -> tuple[list[Act], list[tuple[Reason, str]]]:
        """Suspensions in effect on ``day``, and those whose last day has passed by their own terms."""
        active, lapsed = [], []
        back = [
            latest(self.start(act))
            for act in acts
            if act.does == "reinstates" and self._took_effect(act, day)
        ]
        for act in acts:
            if act.does not in ("suspends", "enjoins"):
                continue
            start = latest(self.start(act))
            if start is None or day < start:
                continue
            if any(start < str(day_back) for day_back in back):
                lapsed += self._reinstated(act, day)
                continue
            if self.stage(act.by, act.part, day).word not in ("in force", "ended"):
                continue
            if self._rescinded(act, day):
                continue
            last = self._last_day(act, day)
            if last is None or day <= last:
                active.append(act)
            else:
                taken = " (that this day is included is presumed)" if act.presumed else ""
                text = f"The suspension by {self.name(act.by)} ran out by its own terms after {last}{taken}."
                lapsed.append((Reason("suspension-lapsed", text, act.by, act.pinpoint), last))
        return active, lapsed

    def _reinstated(self, act: Act, day: str) -> list[tuple[Reason, str]]:
        last = self._last_day(act, day)
        if last is None:
            return []
        text = f"The suspension by {self.name(act.by)} ended after {last}; by its terms the text was put back next day."
        return [(Reason("put-back", text, act.by, act.pinpoint), last)]

    def _rescinded(self, act: Act, day: str) -> bool:
        return any(
            other.does in ENDING and other.touches(act.part) and self._took_effect(other, day)
            for other in self.on_target.get(act.by, ())
        )

    def _last_day(self, act: Act, day: str) -> str | None:
        """Last day of a continuing act as extended by what was in effect on ``day``."""
        if act.last_day is None:
            return None
        last = str(latest(act.last_day))
        for other in self.on_target.get(act.by, ()):
            if other.does == "extends" and other.touches(act.part) and self._took_effect(other, day):
                last = max(last, str(latest(other.last_day)))
        return last

    def _enforcement(self, acts: list[Act], day: str) -> tuple[bool, list[Reason]]:
        """Whether enforced on ``day``: of the acts on enforcement in effect, the latest wins."""
        current: tuple[str, Act] | None = None
        for act in acts:
            start = latest(self.start(act))
            if act.does in ENFORCEMENT and start is not None and start <= day and self._holds(act, day):
                current = max(current or ("", act), (start, act), key=lambda pair: pair[0])
        if current is None:
            return True, []
        act = current[1]
        stopped = act.does == "stops-enforcing"
        return not stopped, [self._reason(act, "not-enforced" if stopped else "enforcement-confirmed")]

    def _holds(self, act: Act, day: str) -> bool:
        if act.does not in CONTINUING:
            return self._took_effect(act, day)
        last = self._last_day(act, day)
        return (last is None or day <= last) and self.stage(act.by, act.part, day).word == "in force"

    def _due(self, identity: str, part: str | None, dates: Mapping[str, Any]) -> str:
        name = f"{self.name(identity)}, part {part}," if part else self.name(identity)
        return f"{name} had not begun: it was to take effect {spoken(dates.get('effective'))}."

    def _reason(self, act: Act, code: str) -> Reason:
        return Reason(code, f"{act.told(self.name)}.", act.by, act.pinpoint)

    # -- statements that stand beside ----------------------------------------------------------------

    def beside(
        self, identity: str, part: str | None, day: str, seen: frozenset[str] = frozenset()
    ) -> list[Act]:
        """Statements and doubts about the instrument, or about those acting on it, made by ``day``."""
        found: list[Act] = []
        for act in self.on_target.get(identity, ()) if identity not in seen else ():
            if not act.touches(part):
                continue
            start = latest(self.start(act))
            if act.does in BESIDE:
                if start is not None and start <= day:
                    found.append(act)
            elif act.does in STATUS:
                further = self.beside(act.by, act.part, day, seen | {identity})
                found += [other for other in further if other not in found]
        return found


def starts(written: Any) -> list[str]:
    return [] if written is None else [str(earliest(written)), str(latest(written))]


def ends(written: Any) -> list[str]:
    if written is None:
        return []
    ends = [day_after(str(latest(written)))]
    if not isinstance(written, str):
        ends.append(day_after(str(written["after"])))
    return ends
