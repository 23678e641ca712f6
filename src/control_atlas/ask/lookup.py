"""Customs numbers: which controls name a code, or a code that begins with it, and how they stand on a day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import Span
from control_atlas.records import Record


@dataclass(frozen=True, slots=True)
class Named:
    """An item of a control that names a customs number.

    ``basis`` says where the number comes from; ``current`` whether the wording that governs on the day
    names it, and not only another one.
    """

    code: Record
    control: Record
    key: str
    span: Span
    by: str
    pinpoint: str
    basis: str
    current: bool


def codes_for(kb: KnowledgeBase, typed: str) -> list[Record]:
    """Records of the customs numbers that equal ``typed``, begin with it, or are misprinted so.

    Dots and spaces are passed over. ValueError when nothing of at least four digits is left.
    """
    digits = re.sub(r"[\s.]", "", typed)
    if not re.fullmatch(r"[0-9]{4,12}", digits):
        raise ValueError(f"{typed!r} is no customs number: give 4 to 12 digits, dots and spaces allowed")
    found = [
        record
        for record in kb.of_kind("commodity-codes")
        if str(record.data["code"]).startswith(digits) or digits in record.data.get("misprints", ())
    ]
    return sorted(found, key=lambda record: (str(record.data["code"]), record.id))


def lookup(kb: KnowledgeBase, typed: str, on: str) -> list[Named]:
    """Every item that names one of the numbers meant by ``typed``, with its status on ``on``."""
    named: dict[tuple[str, str, str], Named] = {}
    for code in codes_for(kb, typed):
        for link in kb.graph.back(code.id):
            if len(link.path) < 6 or link.path[0] != "items":
                continue
            control, key, index = kb.records[link.origin], str(link.path[1]), int(link.path[2])
            version = control.data["items"][key][index]
            span = kb.span_on(control, "items", key, on)
            current = span.codified.version == index
            basis = version["commodity_codes"][int(link.path[4])]["basis"]
            place = (code.id, control.id, key)
            if current or place not in named:
                named[place] = Named(
                    code, control, key, span, version["by"], version["pinpoint"], basis, current
                )
    return [named[place] for place in sorted(named)]
