"""What changed between two editions, and whether the law did or our record of it.

*law*: something dated after the earlier edition's day was added or altered, a recorded turn fell between the
two days, or an instrument of which that is true acts on the record. *record*: what it says of the days before,
or of no day at all, is not what it was. Both can be true of one record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from control_atlas.export.edition import Edition, compact
from control_atlas.export.past_editions import FOLDER, Kept, PastEdition, days_of, keep, read_editions
from control_atlas.export.writer import Download, FinalWriter
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

LAW, RECORD = "law", "record"


class DeltaWriter(FinalWriter):
    """``delta/<edition>.json`` for every edition kept, and ``delta/index.json``."""

    name = "delta"

    def finish(self) -> None:
        edition = self.work.edition
        folder = self.work.folder / "delta"
        folder.mkdir()
        lines = []
        for past in read_editions(edition.kb.root / FOLDER):
            told = delta(past, edition)
            count = sum(len(told[part]) for part in ("added", "changed", "removed"))
            path = f"delta/{past.name}.json"
            (self.work.folder / path).write_text(compact(told) + "\n", encoding="utf-8")
            title = f"What changed since the edition {past.name}, and why"
            self.work.downloads.append(Download(path, self.name, title, count))
            lines.append({"edition": past.name, "as_of": past.as_of, "path": path, "records": count})
        index = {"as_of": edition.as_of, "digest": edition.digest, "editions": lines}
        (folder / "index.json").write_text(compact(index) + "\n", encoding="utf-8")


def delta(past: PastEdition, edition: Edition) -> dict[str, Any]:
    """Records added, changed and removed since ``past``, each with ``why``: a list of law, record or both."""
    now = keep(edition, "now", past.as_of)
    between = {turn.id for turn in edition.turns if past.as_of < turn.day <= edition.as_of}
    why = {
        identity: _why(past, kept, edition.kb.records[identity], identity in between)
        for identity, kept in now.records.items()
    }
    moved = {identity for identity, reasons in why.items() if LAW in reasons}
    for identity, kept in now.records.items():
        before = past.records.get(identity)
        if before is not None and before.ahead != kept.ahead and LAW not in why[identity]:
            acted = moved & set(_acting(edition.kb, identity))
            why[identity].add(LAW if acted else RECORD)
    return {
        "from": {"edition": past.name, "as_of": past.as_of, "digest": past.digest},
        "to": {"as_of": edition.as_of, "digest": edition.digest},
        "added": [
            _line(name, now.records[name], why[name]) for name in now.records if name not in past.records
        ],
        "changed": [
            _line(name, now.records[name], why[name])
            for name in now.records
            if name in past.records and why[name]
        ],
        "removed": [
            _line(name, past.records[name], {RECORD}) for name in past.records if name not in now.records
        ],
    }


def _why(past: PastEdition, now: Kept, record: Record, turned: bool) -> set[str]:
    before = past.records.get(record.id)
    if before is None:
        first = min(days_of(record.data), default=None)
        return {LAW} if first is not None and first > past.as_of else {RECORD}
    found = {LAW} if turned else set()
    if before.past != now.past:
        found.add(RECORD)
    elif before.whole != now.whole:
        found.add(LAW)
    return found


def _acting(kb: KnowledgeBase, identity: str) -> Iterator[str]:
    """The instruments that a record rests on, and the records that refer to those or, for one, to itself."""
    rests_on = {link.target for link in kb.graph.outgoing.get(identity, ())}
    for instrument in {identity, *rests_on} & kb.instruments.keys():
        yield instrument
        yield from (link.origin for link in kb.graph.back(instrument))


def _line(name: str, kept: Kept, why: Collection[str]) -> Mapping[str, Any]:
    return {"id": name, "kind": kept.kind, "title": kept.title, "hash": kept.whole, "why": sorted(why)}
