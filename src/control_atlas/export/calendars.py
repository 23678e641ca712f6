"""Calendars of dated events ahead (iCalendar, RFC 5545): of all regimes, and of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from control_atlas.ask.told import NOT_ADVICE
from control_atlas.export.edition import Edition
from control_atlas.export.envelope import address
from control_atlas.export.turns import Event, events
from control_atlas.export.writer import Download, FinalWriter

FOLDER = "calendar"
ALL = "upcoming"
# A line has at most 75 octets; a longer one goes on after a line break and a space.
OCTETS = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class CalendarWriter(FinalWriter):
    """``calendar/upcoming.ics`` and ``calendar/<regime>.ics``: whole days, no alarms."""

    name = "calendar"

    def finish(self) -> None:
        edition = self.work.edition
        found = events(edition)
        ahead = [event for event in found if event.day > edition.as_of]
        groups = {ALL: ahead} | {
            name: [event for event in ahead if event.regime == name]
            for name in sorted({event.regime for event in found})
        }
        folder = self.work.folder / FOLDER
        folder.mkdir()
        for name, group in groups.items():
            _write(folder / f"{name}.ics", calendar(edition, name, group))
            whose = "all regimes" if name == ALL else f"the regime {name}"
            title = f"Calendar of dated events ahead, {whose}"
            self.work.downloads.append(Download(f"{FOLDER}/{name}.ics", "ics", title, len(group), "events"))


def calendar(edition: Edition, name: str, found: Iterable[Event]) -> str:
    """The calendar of some events as text, lines ending as RFC 5545 says."""
    title = "Control Atlas: what changes next" + ("" if name == ALL else f" ({name})")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Control Atlas//dated events//EN", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH", f"NAME:{title}", f"X-WR-CALNAME:{title}",
             "REFRESH-INTERVAL;VALUE=DURATION:P1D"]  # fmt: skip
    for event in found:
        lines += _event(edition, event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _event(edition: Edition, event: Event) -> Iterator[str]:
    page = edition.site_url + address(event.record)
    text = f"{event.text}\n{page}\n{NOT_ADVICE}"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.identity}"
    yield f"DTSTAMP:{edition.as_of.replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day.replace('-', '')}"
    yield f"SUMMARY:{event.record.title.translate(ESCAPES)}"
    yield f"DESCRIPTION:{text.translate(ESCAPES)}"
    if edition.site_url:
        yield f"URL:{page}"
    yield f"CATEGORIES:{event.regime},{event.record.kind}"
    yield f"STATUS:{'CONFIRMED' if event.certain else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _fold(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, cut between characters."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece += character
        size += octets
    yield piece


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
