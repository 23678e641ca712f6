"""A transaction as it is asked about: the item, the route, the parties' places, and what else is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from control_atlas.ask.classify import first_day
from control_atlas.ask.facts import BadFacts, Facts, place_named, product_facts, read_facts
from control_atlas.days import parse_day
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

CONTROLS = ("chip-export-controls", "mineral-restrictions")
# Regions whose rules are not modelled: written as a destination, they are screened as part of Ukraine.
OCCUPIED = ("crimea", "sevastopol", "donetsk", "luhansk", "kherson", "zaporizhzhia")


@dataclass(frozen=True, slots=True)
class Transaction:
    """What is to be screened.

    ``facts`` hold the item's facts with the roles and the kind of transaction; ``stated`` are paragraphs
    (``record#key``) that whoever asks says the item meets. None in a yes-or-no field means that it was not
    told. ``route`` is True where the kind of transaction follows from the route and was not named.
    """

    on: str
    origin: str
    destination: str
    facts: Facts
    kind: str
    route: bool
    product: Record | None = None
    stated: frozenset[str] = frozenset()
    exporter: Record | None = None
    parties_screened: bool | None = None
    us_origin: bool | None = None
    itar: bool | None = None
    nuclear: bool | None = None
    occupied_region: bool | None = None
    shipped_on: str | None = None

    @property
    def places(self) -> Mapping[str, str]:
        """Places by role, as far as they were told."""
        names = ("destination", "end-user-location", "headquarters", "parent-headquarters", "origin")
        return {name: str(self.facts[name]) for name in names if name in self.facts}


def read_transaction(
    kb: KnowledgeBase,
    item: str | Mapping[str, Any],
    origin: str,
    destination: str,
    on: str,
    *,
    kind: str | None = None,
    headquarters: str | None = None,
    parent_headquarters: str | None = None,
    end_user_location: str | None = None,
    end_uses: Iterable[str] = (),
    facts: Mapping[str, Any] | None = None,
    exporter: str | None = None,
    parties_screened: bool | None = None,
    us_origin: bool | None = None,
    itar: bool | None = None,
    nuclear: bool | None = None,
    occupied_region: bool | None = None,
    shipped_on: str | None = None,
) -> Transaction:
    """Check what was asked and join it into a transaction.

    ``item`` is a product's id, a paragraph it is stated to meet (``record#key``), or facts. Raises NotFound
    for an unknown item or exporter, and BadFacts with every other problem, each naming its field.
    """
    problems: list[str] = []
    _day(kb, on, problems)
    if destination.strip().lower() in OCCUPIED:
        destination, occupied_region = "UA", True
    product, stated, known = _item(kb, item)
    wanted: dict[str, Any] = {"destination": destination, "origin": origin}
    for name, place in (
        ("headquarters", headquarters),
        ("parent-headquarters", parent_headquarters),
        ("end-user-location", end_user_location),
    ):
        if place is not None:
            wanted[name] = place
    roles = Facts()
    for name, place in wanted.items():
        try:
            roles[name] = place_named(kb, f"--{_option(name)}", place)
        except BadFacts as fault:
            problems += fault.problems
    for use in end_uses:
        _end_use(kb, use, roles, problems)
    try:
        roles = roles.plus(read_facts(kb, {**(facts or {}), **({"transaction": kind} if kind else {})}))
    except BadFacts as fault:
        problems += fault.problems
    if shipped_on is not None:
        try:
            parse_day(shipped_on)
        except ValueError as fault:
            problems.append(f"--shipped-on: {fault}; write YYYY-MM-DD.")
    if problems:
        raise BadFacts(problems)
    route = "transaction" not in roles
    if route:
        roles["transaction"] = _from_route(roles["origin"], roles["destination"])
        roles.origins["transaction"] = "the route, as no other kind was named"
    return Transaction(
        on=on,
        origin=roles["origin"],
        destination=roles["destination"],
        facts=known.plus(roles),
        kind=roles["transaction"],
        route=route,
        product=product,
        stated=stated,
        exporter=_organisation(kb, exporter),
        parties_screened=parties_screened,
        us_origin=us_origin,
        itar=itar,
        nuclear=nuclear,
        occupied_region=occupied_region,
        shipped_on=shipped_on,
    )


def _option(role: str) -> str:
    return {"destination": "to", "origin": "from"}.get(role, role)


def _day(kb: KnowledgeBase, on: str, problems: list[str]) -> None:
    try:
        parse_day(on)
    except ValueError as fault:
        problems.append(f"--on: {fault}.")
        return
    if on < (start := first_day(kb)):
        problems.append(
            f"--on: {on} is before any list entry with limits recorded here; the first is of {start}."
        )


def _item(kb: KnowledgeBase, item: str | Mapping[str, Any]) -> tuple[Record | None, frozenset[str], Facts]:
    if not isinstance(item, str):
        return None, frozenset(), read_facts(kb, item)
    identity, key = split(item)
    record = kb.get(identity)
    if record.kind == "products":
        return record, frozenset(), product_facts(kb, record)
    if record.kind in CONTROLS and key is not None and key in record.data["items"]:
        return None, frozenset({f"{record.id}#{key}"}), Facts()
    keys = ", ".join(record.data.get("items", {}))
    form = f"write one of its paragraphs, {record.id}#KEY with KEY of {keys}" if keys else "give a product"
    raise BadFacts([f"--item: {item!r} is neither a product nor a paragraph; {form}."])


def _end_use(kb: KnowledgeBase, use: str, facts: Facts, problems: list[str]) -> None:
    words = kb.vocabularies["facts"]
    if use in words:
        facts[use] = True
        facts.origins[use] = "given as end use"
        return
    near = get_close_matches(use, words, n=3, cutoff=0.5)
    hint = f" Near: {', '.join(near)}." if near else ""
    problems.append(f"--end-use: {use!r} is no word of the vocabulary of facts.{hint}")


def _organisation(kb: KnowledgeBase, name: str | None) -> Record | None:
    if name is None:
        return None
    record = kb.get(name)
    if record.kind != "organisations":
        raise BadFacts([f"--exporter: {name!r} is one of the {record.kind}; give an organisation's id."])
    return record


def _from_route(origin: str, destination: str) -> str:
    if origin == destination:
        return "transfer"
    return "export" if origin == "us" else "reexport"
