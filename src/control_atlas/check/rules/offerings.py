"""Rules on the stacks of documents of offerings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule
from control_atlas.days import latest
from control_atlas.records import Record


def _first_day(record: Record) -> str:
    dates = record.data["dates"]
    written = next((dates[one] for one in ("effective", "published", "first_seen") if one in dates), "")
    return str(latest(written)) if written else ""


@base_rule(
    "stack-is-current",
    topic="offerings",
    example="an offering as of 2026-11-22 with terms of June 2025 where a version of May 2026 is recorded",
    fix="Name the newer version, after reading whether it changes the stack; or move `as_of` back.",
)
def stack_is_current(context: Context) -> Iterator[tuple[Record, Fault]]:
    """A stack names, of each family, the newest recorded version that applied on its day. Whoever reads it asks
    which text binds, and an older one does not."""
    families: dict[str, list[Record]] = defaultdict(list)
    for record in context.loaded.records:
        if record.kind == "instruments" and "family" in record.data and "withdrawn" not in record.data:
            families[record.data["family"]].append(record)
    for record in context.loaded.records:
        if record.kind != "offerings":
            continue
        for place, entry in enumerate(record.data["stack"]):
            named = context.find(entry.get("document", ""))
            if named is None or "family" not in named.data:
                continue
            for other in families[named.data["family"]]:
                if _first_day(named) < _first_day(other) <= record.data["as_of"]:
                    message = f"{other.id} is newer and applied on {record.data['as_of']}."
                    fix = "Name the newer version, after reading whether it changes the stack."
                    yield record, Fault(("stack", place, "document"), named.id, message, fix)
                    break
