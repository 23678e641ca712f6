"""Official words beside our wording, and redlines, where the texts were fetched to this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from control_atlas.days import LAST, day_before, latest
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.official.fetching import Found
from control_atlas.official.figures import official
from control_atlas.official.redline import redline, shortened
from control_atlas.official.store import Store
from control_atlas.pages.blocks import OfficialWords
from control_atlas.pages.inline import Content, WebLink, content
from control_atlas.pages.spans import Period, holds_on
from control_atlas.views.citing import shelf_of

# Characters of official words shown for one wording; the rest is one link away.
MOST = 1500


@lru_cache(maxsize=2)
def _store(root: Path) -> Store | None:
    store = Store(root)
    return store if store else None


def official_words(
    kb: KnowledgeBase, versions: Sequence[Mapping[str, Any]], index: int, held: tuple[Period, ...], on: str
) -> tuple[OfficialWords, ...]:
    """The official paragraph of a wording, and what changed from the paragraph of the wording before; empty when no
    texts are held, or none of the days of the wording."""
    store = _store(kb.root)
    if store is None:
        return ()
    now = _held(kb, store, versions[index], _last_day(versions, index, held, on))
    if now is None:
        return ()
    found = [OfficialWords(f"Official text of {now.text.on}", (("same", _cut(now.words)),), _source(now))]
    before = None
    if index:
        day = day_before(str(latest(versions[index]["from"])))
        before = _held(kb, store, versions[index - 1], day)
    if before is not None and before.text.on < now.text.on and before.words != now.words:
        pieces, room = [], MOST
        for piece in shortened(redline(before.words, now.words)):
            pieces.append((piece.change, piece.text[:room]))
            room -= len(piece.text)
            if room <= 0:
                pieces.append(("same", " […]"))
                break
        title = f"What changed in the official text from {before.text.on} to {now.text.on}"
        found.append(OfficialWords(title, tuple(pieces), _source(now)))
    return tuple(found)


def _held(kb: KnowledgeBase, store: Store, wording: Mapping[str, Any], day: str) -> Found | None:
    return official(shelf_of(kb), store, wording, day)


def _last_day(versions: Sequence[Mapping[str, Any]], index: int, held: tuple[Period, ...], on: str) -> str:
    """The last day for which a text may speak for a wording: the page's day, or the day before the next wording."""
    if holds_on(held, on) or index + 1 == len(versions):
        return on
    ends = [day_before(period.end) for period in held if period.end is not None]
    return min(on, max(ends, default=LAST))


def _cut(words: str) -> str:
    return words if len(words) <= MOST else f"{words[:MOST]} […]"


def _source(found: Found) -> Content:
    wider = "" if found.exact else f" at {found.path}, a wider place,"
    said = f"{found.text.title},{wider} fetched {found.text.fetched}, sha256 {found.text.sha256[:16]}: "
    return content(said, WebLink("official address", found.text.address))
