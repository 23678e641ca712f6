"""Answers as text and as plain data, so that the command line, exports and pages tell the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.ask.changes import Change
from control_atlas.ask.conditions import Outcome
from control_atlas.ask.status import ItemStatus, Status
from control_atlas.days import spoken
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import BEYOND, REPORTED, Side, Span

NOT_ADVICE = "Not legal advice. Computed from recorded texts; check the official text before you rely on it."
NO_DETERMINATION = (
    "This looks at list entries with recorded limits only. An entry that is not met does not mean that "
    "nothing else applies: end use, end user, destination, other entries and other regimes were not checked."
)


def standing_text(span: Span) -> str:
    """Standing in words, with the day since which the answer is unconfirmed."""
    text = span.standing
    if span.standing == BEYOND:
        text += f"; unconfirmed since {span.since}" if span.since else "; no text read speaks for it"
    elif span.standing == REPORTED:
        text += ", on the word of others"
        if span.since:
            text += f"; official text confirms up to {span.since}"
    if span.read == "excerpt":
        text += "; reconstructed from excerpts"
    elif span.read == "secondary" and span.standing != REPORTED:
        text += "; the wording is known from reports only"
    for day in span.ran_out:
        text += f"; a period ran out by its own terms after {day}, what followed is unconfirmed: treat as applying"
    return text


def item_name(item: ItemStatus) -> str:
    """How an item is named in a list: its key, with the section where it is not a paragraph."""
    if item.section == "parts":
        return "instrument" if item.key is None else f"part {item.key}"
    return str(item.key) if item.section == "items" else f"{item.section} {item.key}"


def status_text(kb: KnowledgeBase, answer: Status) -> str:
    """A status for a terminal: the leading word, then each item with both sides and the reasons."""
    record = kb.get(answer.id)
    lines = [f"{record.id}: {record.title}", f"On {answer.on}: {answer.word}."]
    alike: dict[tuple[str, ...], list[str]] = {}
    for item in answer.items:
        told = (f"{item.span.word} ({standing_text(item.span)})", *_item_lines(kb, item))
        alike.setdefault(told, []).append(item_name(item))
    for (first, *others), names in alike.items():
        lines.append(f"  {', '.join(names)}: {first}")
        lines += [f"    {line}" for line in others]
    lines.append(NOT_ADVICE)
    return "\n".join(lines)


def _item_lines(kb: KnowledgeBase, item: ItemStatus) -> Iterator[str]:
    span = item.span
    if item.codified is not None:
        yield f"wording of {spoken(item.codified['from'])}: {item.codified['pinpoint']} (by {_by(kb, item.codified)})"
    if span.codified != span.enforced:
        yield f"codified: {span.codified.word}; enforced: {_enforced(kb, item)}"
    if span.compliance is not None:
        yield f"compliance from {span.compliance}"
    for reason in span.reasons:
        yield f"{reason.code}: {reason.text}"
    for act in span.beside:
        until = f" until {act.announced_until}" if act.announced_until else ""
        said = act.says or f"{act.does} {act.target}"
        yield f"beside, without effect on status: {kb.name_of(act.by)}{until}: {said}"


def _by(kb: KnowledgeBase, version: Mapping[str, Any]) -> str:
    """The instrument that gave a wording: its name, and its id to ask further."""
    identity = str(version["by"]).partition("#")[0]
    return f"{kb.name_of(identity)}, {version['by']}"


def _enforced(kb: KnowledgeBase, item: ItemStatus) -> str:
    word = item.span.enforced.word
    if item.enforced is not None and item.span.enforced.version != item.span.codified.version:
        return f"{word}, in the wording of {spoken(item.enforced['from'])} (by {_by(kb, item.enforced)})"
    return word


def status_json(answer: Status) -> dict[str, Any]:
    """A status as plain data."""
    return {
        "id": answer.id,
        "on": answer.on,
        "status": answer.word,
        "standing": answer.standing,
        "unconfirmed_since": answer.since,
        "items": [item_json(item) for item in answer.items],
        "not_legal_advice": NOT_ADVICE,
    }


def item_json(item: ItemStatus) -> dict[str, Any]:
    """One item's status as plain data."""
    return {"section": item.section, "key": item.key, **span_json(item.span),
            "wording": item.codified, "wording_enforced": item.enforced}  # fmt: skip


def span_json(span: Span) -> dict[str, Any]:
    """An interval with everything known of it."""
    return {
        "from": span.interval.start,
        "to": span.interval.end,
        "status": span.word,
        "codified": _side(span.codified),
        "enforced": _side(span.enforced),
        "standing": span.standing,
        "unconfirmed_since": span.since,
        "read": span.read,
        "ran_out": list(span.ran_out),
        "compliance_from": span.compliance,
        "reasons": [
            {
                "code": reason.code,
                "text": reason.text,
                "instrument": reason.instrument,
                "pinpoint": reason.pinpoint,
            }
            for reason in span.reasons
        ],
        "beside": [
            {"by": act.by, "does": act.does, "says": act.says, "announced_until": act.announced_until}
            for act in span.beside
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"status": side.word, "version": side.version}


def change_json(change: Change) -> dict[str, Any]:
    """A change as plain data."""
    return {
        "day": change.day,
        "id": change.id,
        "section": change.section,
        "key": change.key,
        "before": change.before,
        "after": change.after,
        "new_wording": change.wording,
        "confirmed": change.certain,
    }


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An evaluated condition with its working."""
    told: dict[str, Any] = {"answer": outcome.word, "test": outcome.text}
    if outcome.missing:
        told["missing"] = sorted(outcome.missing)
    if outcome.pinpoint:
        told["pinpoint"] = outcome.pinpoint
    if outcome.where is not None and not outcome.parts:
        told["record"], _, told["paragraph"] = outcome.where.reference.partition("#")
        told["wording_from"], told["by"] = outcome.where.since, outcome.where.by
    if outcome.used is not None:
        told["used"] = {
            "name": outcome.used.name,
            "value": outcome.used.value,
            "unit": outcome.used.unit,
            "from": outcome.used.origin,
        }
    if outcome.parts:
        told["parts"] = [outcome_json(part) for part in outcome.parts]
    return told


def outcome_lines(outcome: Outcome, depth: int = 0) -> Iterator[str]:
    """An evaluated condition as indented lines."""
    yield f"{'  ' * depth}{outcome.word}: {outcome.text}"
    for part in outcome.parts:
        yield from outcome_lines(part, depth + 1)
