"""What an export is of: the linked records, for one day, at one address or none."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from control_atlas.ask.changes import Change, changes
from control_atlas.check.schema import SchemaCheck
from control_atlas.days import LAST
from control_atlas.export.envelope import content_hash, published
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

# Changes are told from here on; the first day of the calendar is where every computed line begins.
BEGINNING = "0001-01-02"


class NotPublishable(RuntimeError):
    """A published form does not fit its own schema: a fault of this program, not of the record."""


@dataclass(frozen=True)
class Edition:
    """All records of ``kb`` as they stand on ``as_of``.

    ``site_url`` is the address of the site with a slash at its end, or empty where none is configured;
    addresses in exports are then relative.
    """

    kb: KnowledgeBase
    as_of: str
    site_url: str = ""

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every record, by weight of its kind and then by id: the order of every export."""
        return tuple(record for kind in self.kb.kinds for record in self.kb.of_kind(kind.name))

    @cached_property
    def check(self) -> SchemaCheck:
        """Validators of the schemas, the published one among them."""
        return SchemaCheck(self.kb.kinds)

    def envelope(self, record: Record) -> dict[str, Any]:
        """The published form of a record, checked against its schema. Raises NotPublishable."""
        found = published(self.kb, record, self.as_of)
        if not self.check.valid(found, "published.schema.json"):
            error = next(iter(self.check.explainer("published.schema.json").iter_errors(found)))
            raise NotPublishable(f"{record.id}: {error.json_path}: {error.message[:200]}")
        return found

    @cached_property
    def turns(self) -> tuple[Change, ...]:
        """Every turn of status or wording that is recorded, past and to come, in order of day and record."""
        return tuple(changes(self.kb, BEGINNING, LAST))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the hashes of all records: two editions with the same digest hold the same records."""
        hashes = (f"{record.id} {content_hash(record)}\n" for record in self.records)
        return hashlib.sha256("".join(hashes).encode()).hexdigest()


def compact(value: Any) -> str:
    """JSON without spaces, every character as itself."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
