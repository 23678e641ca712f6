"""Rules on what a record is called and where it lies."""

from __future__ import annotations

from collections.abc import Iterator

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule, record_rule
from control_atlas.records import Record


@record_rule(
    "id-is-file-name",
    topic="identity",
    example="`id: us-eccn-3a090` in a file named us-eccn-3a091.yaml",
    fix="Rename the file, or correct the id.",
)
def id_is_file_name(record: Record, context: Context) -> Iterator[Fault]:
    """A record's id equals the stem of its file, which ends in .yaml. One can then be found from the other."""
    name = record.path.rpartition("/")[2]
    if name != f"{record.id}.yaml":
        yield Fault(("id",), record.id, f"The id is {record.id!r}, the file is {name!r}.", "Make them agree.")


@record_rule(
    "folder-fits",
    topic="identity",
    example="a record of Japan in records/instruments/us/",
    fix="Move the file to the folder of its jurisdiction, provider or group.",
)
def folder_fits(record: Record, context: Context) -> Iterator[Fault]:
    """A record lies one folder below its kind, and not in the folder of another jurisdiction. People look
    for records by country or provider."""
    parts = record.path.split("/")
    if len(parts) != 4:
        yield Fault(("id",), record.path, "The file is not in records/<kind>/<jurisdiction or provider>/.",
                    "Move it one folder below its kind.")  # fmt: skip
        return
    folder, jurisdiction = parts[2], record.data.get("jurisdiction")
    place = context.find(folder)
    if place is not None and place.kind == "places" and jurisdiction not in (None, folder):
        yield Fault(
            ("jurisdiction",), str(jurisdiction),
            f"The jurisdiction is {jurisdiction!r}, but the folder is that of {folder!r}.",
            f"Move the file to .../{jurisdiction}/, or correct the jurisdiction.",
        )  # fmt: skip


@base_rule(
    "id-unique",
    topic="identity",
    example="two files named us-bis.yaml in different folders",
    fix="Give one of the records another id.",
)
def id_unique(context: Context) -> Iterator[tuple[Record, Fault]]:
    """No two records share an id, and no former id is the id of another record. Ids are for ever."""
    first: dict[str, Record] = {}
    for record in context.loaded.records:
        other = first.setdefault(record.id, record)
        if other is not record:
            message = f"The id {record.id!r} is already used in {other.path}."
            yield record, Fault(("id",), record.id, message, "Choose another id for the newer record.")
    for record in context.loaded.records:
        for position, old in enumerate(record.data.get("former_ids", ())):
            if old in first:
                message = f"The former id {old!r} is the id of {first[old].path}."
                yield record, Fault(("former_ids", position), old, message, "Remove one of the two.")
