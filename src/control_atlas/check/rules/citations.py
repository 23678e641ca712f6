"""Rules on citations that only other records can confirm or refute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule, record_rule
from control_atlas.cite import Citation, CitationError, read
from control_atlas.cite.eu import EuAct
from control_atlas.cite.gazettes import UkSi
from control_atlas.days import days_between
from control_atlas.records import Record

_Printed = tuple[int, str, int, Record]


@base_rule(
    "register-pages-in-order",
    topic="identity",
    example="88 FR 73458 of 25 October 2023 and 88 FR 73500 of 2 January 2023",
    fix="Correct the page or the day of one of the two documents.",
)
def register_pages_in_order(context: Context) -> Iterator[tuple[Record, Fault]]:
    """The pages of a Federal Register volume run on through the year: of two documents the one on later pages was not
    printed earlier, and a document ends where the next of the same day begins, or before."""
    volumes: dict[int, list[_Printed]] = defaultdict(list)
    for record in context.kb.of_kind("instruments"):
        fields = record.data.get("citation") or {}
        if fields.get("type") == "fr" and {"volume", "page", "published"} <= fields.keys():
            last = fields.get("last_page", fields["page"])
            volumes[fields["volume"]].append((fields["page"], str(fields["published"]), last, record))
    for volume, printed in volumes.items():
        for (page, day, last, first), (later, later_day, _, record) in pairwise(sorted(printed, key=_order)):
            if later_day < day:
                message = (
                    f"Page {later} of volume {volume} is after page {page}, which {first.id} has from {day}."
                )
                fix = "Correct the page or the day of one of the two."
                yield record, Fault(("citation", "published"), later_day, message, fix)
            elif page < later < last:
                message = f"Page {later} of volume {volume} lies inside {first.id}, pages {page} to {last}."
                fix = "Correct the pages of one of the two documents."
                yield record, Fault(("citation", "page"), str(later), message, fix)


def _order(printed: _Printed) -> tuple[int, str, str]:
    return printed[0], printed[1], printed[3].id


@base_rule(
    "announcements-in-order",
    topic="identity",
    example="MOFCOM No. 61 of 2025 published before No. 55 of 2025",
    fix="Correct the number or the day of one of the two announcements.",
    level="warning",
)
def announcements_in_order(context: Context) -> Iterator[tuple[Record, Fault]]:
    """The announcements of a Chinese ministry are numbered through the year. Numbers are given out before texts are
    signed, so neighbours may change places; one whose number is higher and whose day is earlier by more than three
    months has a wrong number or a wrong day."""
    years: dict[tuple[str, int], list[tuple[int, str, Record]]] = defaultdict(list)
    for record in context.kb.of_kind("instruments"):
        fields = record.data.get("citation") or {}
        if fields.get("type") == "cn-announcement" and "published" in fields:
            key = (str(fields["issuers"][0]), fields["year"])
            years[key].append((fields["number"], str(fields["published"]), record))
    for (issuer, year), made in years.items():
        ordered = sorted(made, key=lambda one: (one[0], one[1], one[2].id))
        for (number, day, first), (later, later_day, record) in pairwise(ordered):
            if number < later and _long_before(later_day, day):
                message = (
                    f"No. {later} of {year} ({issuer}) is dated {later_day}, No. {number} ({first.id}) {day}."
                )
                fix = "Correct the number or the day of one of the two."
                yield record, Fault(("citation", "published"), later_day, message, fix)


def _long_before(day: str, other: str) -> bool:
    """Whether ``day`` is more than three months before ``other``."""
    return day < other and days_between(day, other) > 92


@record_rule(
    "address-fits-citation",
    topic="identity",
    example="a source of Regulation (EU) 2021/821 at an address with CELEX 32009R0428",
    fix="Correct the address, or name the instrument that it leads to.",
    kinds=("sources",),
)
def address_fits_citation(record: Record, context: Context) -> Iterator[Fault]:
    """An official address with a CELEX number, an ELI or a number of a statutory instrument leads to the instrument
    whose copy the source is; so CELEX, ELI and citation agree."""
    if "address" not in record.data:
        return
    address = str(record.data["address"])
    if not any(sign in address for sign in ("CELEX", "/eli/", "/uksi/", "resource/celex/")):
        return
    acts = [
        one.citation for one in read(address.replace("%3A", ":")) if isinstance(one.citation, EuAct | UkSi)
    ]
    named = [context.find(str(name)) for name in record.data.get("of", ())]
    wanted = [_numbers(one) for one in named if one is not None]
    known = [one for one in wanted if one is not None]
    if acts and known and not any(_key(act) in known for act in acts):
        shown = acts[0].write("short")
        message = f"The address leads to {shown}, which is none of the instruments in `of`."
        yield Fault(
            ("address",), address, message, "Correct the address, or name the instrument it leads to."
        )


def _numbers(record: Record) -> tuple[object, ...] | None:
    fields = record.data.get("citation") or {}
    if fields.get("type") not in ("eu-act", "uk-si"):
        return None
    try:
        return _key(Citation.from_fields(fields))
    except CitationError:
        return None


def _key(citation: Citation) -> tuple[object, ...]:
    if isinstance(citation, EuAct):
        return ("eu", citation.celex().split("-")[0][1:])
    return (citation.TYPE, *(citation.fields()[name] for name in ("year", "number")))
