"""Status as intervals: what governs a keyed item on every day, and how far that is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from control_atlas.days import Interval, cut, day_after, earliest, latest, spoken
from control_atlas.link.acts import Act, split
from control_atlas.link.life import Lives, Reason, ends, starts
from control_atlas.link.texts import NOTHING, Reading, Texts
from control_atlas.records import Record

SECTIONS = ("items", "destinations", "policies", "exceptions", "members")
CONFIRMED, REPORTED, BEYOND = "confirmed", "reported", "computed beyond the last text"
# The word of a record that has several items: the first of these that any item has.
LEADING: tuple[str, ...] = (
    "in force",
    "not enforced",
    "suspended",
    "issued",
    "adopted",
    "proposed",
    "unknown",
    "ended",
    "not yet made",
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an answer, codified or enforced: its word and the index of the version that governs."""

    word: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """An interval in which nothing about the answer changes.

    ``word`` joins both sides. ``standing`` says whether a text we read covers the interval; ``since`` is the
    last day such a text speaks for, when it does not. ``read`` is how the governing wording was read.
    ``ran_out`` are fixed last days that passed unconfirmed; ``beside`` are statements without effect.
    """

    interval: Interval
    word: str
    codified: Side
    enforced: Side
    standing: str
    since: str | None
    read: str
    ran_out: tuple[str, ...]
    compliance: str | None
    reasons: tuple[Reason, ...]
    beside: tuple[Act, ...]


class Timelines:
    """Computes the spans of records; holds no state but caches in what it is given."""

    def __init__(self, lives: Lives, texts: Texts) -> None:
        self.lives = lives
        self.texts = texts

    # -- instruments ---------------------------------------------------------------------------------

    def of_instrument(self, record: Record, part: str | None = None) -> tuple[Span, ...]:
        """Spans of an instrument, or of one of its parts."""
        own = self.texts.reading(record.data.get("sources", ()))
        part_sources = record.data.get("parts", {}).get(part, {}).get("sources") if part else None
        reading = self.texts.reading(part_sources) if part_sources else own
        reading = reading.narrowed(record.data.get("verification"))
        speaks = own.joined(self.acting(record.id, part))
        points = self.lives.points(record.id) | _edges(speaks)

        def at(day: str) -> Span:
            stage = self.lives.stage(record.id, part, day)
            word = "not enforced" if stage.word == "in force" and not stage.enforced else stage.word
            enforced = stage.word if stage.enforced else "not enforced"
            return self._span(
                day, word, Side(stage.word, None), Side(enforced, None),
                self._as_known(reading, stage.reasons), speaks, stage.ran_out,
                stage.compliance, stage.reasons, self.lives.beside(record.id, part, day),
            )  # fmt: skip

        return _merge((interval, at(interval.start)) for interval in cut(set(points)))

    def _as_known(self, reading: Reading, reasons: Iterable[Reason]) -> Reading:
        """A reading no better than that of the acts by which the codified answer came about."""
        for reason in reasons:
            act = self.lives.instruments.get(reason.instrument or "")
            if reason.code in ("suspended-by-act", "ended-by-act") and act is not None:
                known = self.texts.reading(act.data.get("sources", ())).narrowed(act.data.get("verification"))
                reading = reading.narrowed({"read": known.read})
        return reading

    def acting(self, identity: str, part: str | None, seen: frozenset[str] = frozenset()) -> Reading:
        """What was read of the acts on an instrument, and of the acts on those."""
        found = NOTHING
        if identity in seen:
            return found
        for act in self.lives.on_target.get(identity, ()):
            if act.touches(part):
                acting = self.lives.instruments.get(act.by)
                sources = act.sources or (acting.data.get("sources", ()) if acting else ())
                found = found.joined(self.texts.reading(sources))
                found = found.joined(self.acting(act.by, act.part, seen | {identity}))
        return found

    # -- keyed items ---------------------------------------------------------------------------------

    def of_key(self, record: Record, section: str, key: str) -> tuple[Span, ...]:
        """Spans of one keyed item of a record."""
        versions: Sequence[Mapping[str, Any]] = record.data[section][key]
        order = sorted(range(len(versions)), key=lambda index: str(latest(versions[index]["from"])))
        speaks = self.speaks_for(record)
        points = {*_edges(speaks), *starts(record.data.get("history_from"))}
        for version in versions:
            points.update(starts(version["from"]))
            points.update(ends(version.get("last_day")))
            points.update(starts(version.get("compliance_from")))
            points |= self.lives.points(split(version["by"])[0])

        def at(day: str) -> Span:
            return self._item_span(record, versions, order, speaks, day)

        return _merge((interval, at(interval.start)) for interval in cut(points))

    def codified_on(self, record: Record, section: str, key: str, day: str) -> Side:
        """The codified side of one keyed item on one day."""
        versions: Sequence[Mapping[str, Any]] = record.data[section][key]
        order = sorted(range(len(versions)), key=lambda index: str(latest(versions[index]["from"])))
        return self._governing(record, versions, order, day, False)[0]

    def speaks_for(self, record: Record) -> Reading:
        """Up to which day any text read for this record speaks: its own sources, those of its wordings, of
        the instruments that gave them, and of the acts on those."""
        found = self.texts.reading(record.data.get("sources", ()))
        parts: set[tuple[str, str | None]] = set()
        for section in SECTIONS:
            for versions in record.data.get(section, {}).values():
                for version in versions:
                    found = found.joined(self.texts.reading(version.get("sources", ())))
                    parts.add(split(version["by"]))
        for identity, part in parts:
            instrument = self.lives.instruments.get(identity)
            if instrument is not None:
                found = found.joined(self.texts.reading(instrument.data.get("sources", ())))
            found = found.joined(self.acting(identity, part))
        return found

    def _item_span(
        self,
        record: Record,
        versions: Sequence[Mapping[str, Any]],
        order: list[int],
        speaks: Reading,
        day: str,
    ) -> Span:
        codified, reasons, ran_out, compliance = self._governing(record, versions, order, day, False)
        enforced, why, _, _ = self._governing(record, versions, order, day, True)
        word = codified.word
        if codified.word == "in force" and enforced != codified:
            word = "not enforced"
        reasons = [*reasons, *(reason for reason in why if reason not in reasons)]
        index = codified.version if codified.version is not None else (order[0] if order else None)
        version = versions[index] if index is not None else {}
        sources = version.get("sources") or record.data.get("sources", ())
        reading = self.texts.reading(sources).narrowed(record.data.get("verification"))
        reading = self._as_known(reading.narrowed(version.get("verification")), reasons)
        beside: list[Act] = []
        for other in versions:
            if str(earliest(other["from"])) <= day or other is version:
                found = self.lives.beside(*split(other["by"]), day)
                beside += [act for act in found if act not in beside]
        return self._span(
            day, word, codified, enforced, reading, speaks, tuple(ran_out), compliance, tuple(reasons), beside
        )

    def _governing(
        self,
        record: Record,
        versions: Sequence[Mapping[str, Any]],
        order: list[int],
        day: str,
        enforced: bool,
    ) -> tuple[Side, list[Reason], list[str], str | None]:
        """The version that holds on ``day`` on one side, why, last days that ran out, and a later compliance
        day. A suspended (or, on the enforced side, unenforced) version lets the latest earlier one hold."""
        since = record.data.get("history_from")
        if since is not None and day < since:
            text = f"The history of this record begins on {since}; what held before is not recorded."
            return Side("unknown", None), [Reason("before-history", text)], [], None
        reasons: list[Reason] = []
        ran_out: list[str] = []
        passed_over: str | None = None
        for index in reversed(order):
            version = versions[index]
            if day < str(earliest(version["from"])):
                continue
            if day < str(latest(version["from"])):
                text = f"This wording began {spoken(version['from'])}; the day itself is not known."
                return Side("unknown", None), [*reasons, Reason("uncertain-date", text)], ran_out, None
            identity, part = split(version["by"])
            stage = self.lives.stage(identity, part, day)
            ran_out += stage.ran_out
            if stage.word == "suspended":
                reasons += stage.reasons
                passed_over = passed_over or "suspended"
                continue
            if enforced and not stage.enforced:
                reasons += stage.reasons
                passed_over = passed_over or "not enforced"
                continue
            if stage.word in ("issued", "not yet made", "proposed", "adopted"):
                reasons += stage.reasons
                continue
            last = version.get("last_day")
            if last is not None and day > str(latest(last)):
                text = f"Ended by its own terms; last day {spoken(last)}."
                reasons.append(Reason("own-terms", text, identity, version.get("pinpoint")))
                return Side("ended", index), reasons, [*ran_out, str(latest(last))], None
            reasons += stage.reasons
            if stage.word != "in force":
                return Side(stage.word, index), reasons, ran_out, None
            if passed_over:
                which = "enforced" if enforced else "in force"
                text = f"The wording {which} is the earlier one, of {spoken(version['from'])}."
                reasons.append(Reason("earlier-wording", text, identity, version.get("pinpoint")))
            compliance = version.get("compliance_from") or stage.compliance
            if compliance is not None and day >= compliance:
                compliance = None
            return Side("in force", index), reasons, ran_out, compliance
        if passed_over:
            return Side(passed_over, None), reasons, ran_out, None
        return self._before_the_first(versions[order[0]], reasons, ran_out, day)

    def _before_the_first(
        self, first: Mapping[str, Any], reasons: list[Reason], ran_out: list[str], day: str
    ) -> tuple[Side, list[Reason], list[str], str | None]:
        if first.get("older") and day < str(earliest(first["from"])):
            text = (
                f"This paragraph is older than {spoken(first['from'])}; what it said before is not recorded."
            )
            return Side("unknown", None), [*reasons, Reason("before-history", text)], ran_out, None
        stage = self.lives.stage(*split(first["by"]), day)
        word = "issued" if stage.word == "in force" else stage.word
        reasons = [*reasons, *(reason for reason in stage.reasons if reason not in reasons)]
        if word in ("issued", "suspended"):
            text = f"The first wording applies from {spoken(first['from'])}."
            reasons.append(Reason("not-yet-effective", text, split(first["by"])[0], first.get("pinpoint")))
        return Side(word, None), reasons, [*ran_out, *stage.ran_out], None

    # -- whole records -------------------------------------------------------------------------------

    def of_record(self, record: Record) -> tuple[tuple[Interval, str], ...]:
        """The leading word of a record over time: of the instrument itself, or of its items together."""
        if "items" not in record.data:
            spans = self.of_instrument(record)
            return tuple((span.interval, span.word) for span in _merge((s.interval, _bare(s)) for s in spans))
        lines = [self.of_key(record, "items", key) for key in record.data["items"]]
        points = {span.interval.start for line in lines for span in line}
        joined: list[tuple[Interval, str]] = []
        places = [0] * len(lines)
        for interval in cut(points):
            for number, line in enumerate(lines):
                while (
                    places[number] + 1 < len(line)
                    and line[places[number] + 1].interval.start <= interval.start
                ):
                    places[number] += 1
            words = {line[place].word for line, place in zip(lines, places, strict=True)}
            word = next(word for word in LEADING if word in words)
            if joined and joined[-1][1] == word:
                joined[-1] = (Interval(joined[-1][0].start, interval.end), word)
            else:
                joined.append((interval, word))
        return tuple(joined)

    # -- standing ------------------------------------------------------------------------------------

    def _span(
        self,
        day: str,
        word: str,
        codified: Side,
        enforced: Side,
        reading: Reading,
        speaks: Reading,
        ran_out: tuple[str, ...],
        compliance: str | None,
        reasons: tuple[Reason, ...],
        beside: Iterable[Act],
    ) -> Span:
        standing, since = standing_on(day, reading, speaks)
        unconfirmed = tuple(
            sorted({last for last in ran_out if speaks.confirmed_to is None or speaks.confirmed_to <= last})
        )
        return Span(
            Interval(day), word, codified, enforced, standing, since, reading.read, unconfirmed, compliance,
            reasons, tuple(beside),
        )  # fmt: skip


def standing_on(day: str, reading: Reading, speaks: Reading) -> tuple[str, str | None]:
    """Standing of an answer for ``day``, and since when it is unconfirmed.

    *confirmed*: the wording was read in an official text or faithful copy, and some text read speaks for the
    day; *reported*: only others' reports do; else *computed beyond the last text*.
    """
    primary = reading.read in ("full-text", "excerpt")
    if primary and speaks.confirmed_to is not None and day <= speaks.confirmed_to:
        return CONFIRMED, None
    if reading.read != "not-seen" and speaks.reported_to is not None and day <= speaks.reported_to:
        return REPORTED, speaks.confirmed_to
    return BEYOND, (speaks.confirmed_to if primary else None) or speaks.reported_to


def _edges(speaks: Reading) -> set[str]:
    return {day_after(day) for day in (speaks.confirmed_to, speaks.reported_to) if day is not None}


def _merge(pieces: Iterable[tuple[Interval, Span]]) -> tuple[Span, ...]:
    """Join neighbours that differ only in their interval."""
    merged: list[Span] = []
    for interval, span in pieces:
        span = replace(span, interval=interval)
        if merged and replace(merged[-1], interval=interval) == span:
            merged[-1] = replace(span, interval=Interval(merged[-1].interval.start, interval.end))
        else:
            merged.append(span)
    return tuple(merged)


def _bare(span: Span) -> Span:
    side = Side(span.word, None)
    return Span(span.interval, span.word, side, side, "", None, "", (), None, (), ())
