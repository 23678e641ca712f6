"""Rules on what a fact rests on: sources that fit it, are used, and are said to be thin where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from control_atlas.ask.status import status
from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule, record_rule
from control_atlas.check.signs import Signs
from control_atlas.days import earliest
from control_atlas.link.knowledge import NotFound
from control_atlas.link.texts import PRIMARY
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Path, Record

EARLIEST_DAY, LATEST_DAY = "1900-01-01", "2100-12-31"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
# A text of ten characters that is a day of another century; all days of the twenty-second are looked at.
IMPLAUSIBLE = Signs(r"u\x0a\x00\x00\x00(?:[03-9][0-9]|1[0-8]|2[1-9])[0-9]{2}-[0-9]{2}-[0-9]{2}")
TRACKING = re.compile(r"(?:^|[?&])(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)=")
LOCAL = re.compile(r"^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[.*\]|[^.]+)$")


@base_rule(
    "source-in-use",
    topic="sources",
    example="a source record that no record names",
    fix="Name it where it was read for, or remove it.",
    level="warning",
)
def source_in_use(context: Context) -> Iterator[tuple[Record, Fault]]:
    """Every source record is named by some other record. One that is not was entered for a fact that lost
    its source."""
    named = {
        use.name
        for record in context.loaded.records
        for use in context.uses(record)
        if use.word is None and (record.kind != "sources" or "of" not in use.path)
    }
    for record in context.loaded.records:
        if record.kind == "sources" and record.id not in named and "withdrawn" not in record.data:
            yield record, Fault(("id",), record.id, "No record names this source.", "Name it, or remove it.")


@record_rule(
    "address-clean",
    topic="sources",
    example="`address: https://user:word@example.org/?utm_source=x`",
    fix="Give the plain public address.",
    kinds=("sources",),
)
def address_clean(record: Record, context: Context) -> Iterator[Fault]:
    """An address is that of a public site, without credentials, port or tracking words."""
    for field in ("address", "archived"):
        address = record.data.get(field)
        if address is None:
            continue
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            yield Fault((field,), address, "The address cannot be read.", "Correct it.")
            continue
        wrong = (
            "credentials" if parts.username or parts.password
            else "a port" if port is not None
            else "no public host" if not parts.hostname or LOCAL.match(parts.hostname)
            else "tracking words" if TRACKING.search(parts.query)
            else None
        )  # fmt: skip
        if wrong:
            yield Fault((field,), address, f"The address has {wrong}.", "Give the plain public address.")


@record_rule(
    "source-reaches-wording",
    topic="sources",
    example="a wording from 2025-01-16 whose only source was current to 2024-12-05",
    fix="Name a text of the wording's own time, or correct the wording's first day.",
    fields=SECTIONS,
)
def source_reaches_wording(record: Record, context: Context) -> Iterator[Fault]:
    """At least one source of a wording was current on or after the wording's first announcement. A text
    cannot tell of what came later."""
    for section, key, number, version in context.wordings(record):
        named = version.get("sources")
        if not named:
            continue
        instrument = context.find(version["by"].partition("#")[0])
        dates = {} if instrument is None else instrument.data.get("dates", {})
        made = [str(earliest(day)) for name, day in dates.items() if name != "last_day"]
        start = min([str(earliest(version["from"])), *made])
        ends = [
            str((found.data.get("current") or {}).get("to", LATEST_DAY))
            for name in named
            if (found := context.find(name)) is not None
        ]
        if ends and max(ends) < start:
            message = f"Its sources end {max(ends)}; the wording was made on {start}."
            fix = "Name a text of the wording's own time."
            yield Fault((section, key, number, "sources"), max(ends), message, fix)


@record_rule(
    "thin-limit-said",
    topic="verification",
    example="a numeric limit whose only source is one law-firm note, without a word on it",
    fix="Add `verification` with a note, a second source, or an open question.",
    fields=SECTIONS,
)
def thin_limit_said(record: Record, context: Context) -> Iterator[Fault]:
    """A numeric limit that rests on one secondary source says so, on the wording or the record. One report
    may carry a misprint, and nobody would notice."""
    whole = "note" in record.data.get("verification", {}) or "open_questions" in record.data
    if whole or record.kind == "products":
        return
    for path, version in _limited(record, context):
        named = version.get("sources") or record.data.get("sources", ())
        found = [source for name in named if (source := context.find(name)) is not None]
        thin = len(found) == 1 and (
            found[0].data["read"] == "secondary" or found[0].data.get("rank") not in PRIMARY
        )
        if thin and "verification" not in version:
            message = f"The limit rests on {found[0].id} alone, a secondary source."
            yield Fault(
                path, found[0].id, message, "Say so in `verification`, or add a source or a question."
            )


def _limited(record: Record, context: Context) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Wordings with a numeric limit."""
    limited = {path[:3] for path, _ in context.conditions(record, "param") if path[3] == "when"}
    for section, key, number, version in context.wordings(record) if limited else ():
        if (section, key, number) in limited:
            yield (section, key, number), version


@base_rule(
    "stated-status-agrees",
    topic="verification",
    example="a notice that says it is suspended on a day for which `in force` is computed",
    fix="Add or correct the act that is missing; the stated word is never copied into the answer.",
)
def stated_status_agrees(context: Context) -> Iterator[tuple[Record, Fault]]:
    """The status computed for a day is the one that an official text states for it. Where they differ, an
    act is missing, or a date is wrong."""
    for record in context.loaded.records:
        for position, stated in enumerate(record.data.get("stated_statuses", ())):
            path: Path = ("stated_statuses", position, "word")
            item = stated.get("item")
            try:
                name = record.id if item is None else f"{record.id}#{item}"
                word = status(context.kb, name, stated["day"]).word
            except (NotFound, ValueError):
                yield record, Fault((*path[:2], "item"), str(item), "There is no such part or item, or it "
                                    "has no status.", "Name a part or item of this record.")  # fmt: skip
                continue
            if word != stated["word"]:
                message = f"{stated['word']!r} is stated for {stated['day']}; computed is {word!r}."
                yield record, Fault(path, stated["word"], message, "Add or correct the act or date.")


@record_rule(
    "date-plausible",
    topic="dates",
    example='`published: "2205-01-15"`',
    fix="Correct the year.",
)
def date_plausible(record: Record, context: Context) -> Iterator[Fault]:
    """Every day lies between 1900 and 2100. What lies outside is a slip of the keyboard."""
    if context.may_hold(record, IMPLAUSIBLE):
        yield from _days(record.data, ())


def _days(value: Any, path: Path) -> Iterator[Fault]:
    if isinstance(value, str):
        if len(value) == 10 and DAY.match(value) and not EARLIEST_DAY <= value <= LATEST_DAY:
            yield Fault(path, value, f"{value} is not a plausible day.", "Correct the year.")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _days(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _days(inner, (*path, position))
