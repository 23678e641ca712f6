"""Membership of places in groups on a day: as printed, and as the law has it.

A group may follow another list by law; then the printed table can lag behind or run ahead of the law, and
the two are answered apart.
"""

from __future__ import annotations

from typing import Literal

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

Membership = Literal["legal", "printed"]


def is_member(kb: KnowledgeBase, place: str, group: str, day: str, membership: str = "legal") -> bool | None:
    """Whether ``place`` is, or lies in, ``group`` on ``day``; None when the records cannot tell.

    A place counts as a group of itself, and as the place whose rules it is treated under; lying inside a
    larger place is not enough (Macau is not China under the EAR). Raises NotFound for an unknown place or group.
    """
    if place == group:
        return True
    record = kb.get(group)
    wanted = kb.get(place)
    if record.data.get("type") != "group":
        return bool(_inside(kb, wanted, group))
    follows = record.data.get("follows")
    if membership == "legal" and follows is not None:
        start = follows.get("from")
        if start is None or day >= start:
            return is_member(kb, place, follows["group"], day, membership)
    return _printed(kb, record, wanted, day)


def members(kb: KnowledgeBase, group: str, day: str, membership: str = "legal") -> list[str]:
    """Ids of the places that are members of ``group`` on ``day``, in id order."""
    record = kb.get(group)
    follows = record.data.get("follows")
    if membership == "legal" and follows is not None and day >= follows.get("from", day):
        return members(kb, follows["group"], day, membership)
    return sorted(place for place in record.data["members"] if is_member(kb, place, group, day, membership))


def _inside(kb: KnowledgeBase, place: Record, larger: str) -> bool:
    outer = place.data.get("treated_as")
    return outer is not None and (outer == larger or _inside(kb, kb.get(outer), larger))


def _printed(kb: KnowledgeBase, group: Record, place: Record, day: str) -> bool | None:
    if place.id in group.data["members"]:
        side = kb.span_on(group, "members", place.id, day).codified
        if side.word == "unknown":
            return None
        if side.word != "in force" or side.version is None:
            return False
        return bool(group.data["members"][place.id][side.version]["member"])
    treated = place.data.get("treated_as")
    if treated is not None:
        return _printed(kb, group, kb.get(treated), day)
    since = group.data.get("history_from")
    return None if since is not None and day < since else False
