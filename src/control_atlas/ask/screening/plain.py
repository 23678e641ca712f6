"""Screens as plain data."""

from __future__ import annotations

from typing import Any

from control_atlas.ask.classification_told import classification_json
from control_atlas.ask.conditions import WORDS
from control_atlas.ask.screening.exceptions import Exemption
from control_atlas.ask.screening.lines import Line
from control_atlas.ask.screening.reach import attached
from control_atlas.ask.screening.requirements import Requirement
from control_atlas.ask.screening.screen import Screen
from control_atlas.ask.told import NOT_ADVICE, outcome_json, span_json


def screen_json(answer: Screen) -> dict[str, Any]:
    """A screen as plain data; the outcome never says that nothing is required."""
    asked = answer.transaction
    return {
        "transaction": {
            "item": asked.product.id if asked.product else sorted(asked.stated) or "figures",
            "on": asked.on,
            "kind": asked.kind,
            "kind_from_route": asked.route,
            "from": asked.origin,
            "to": asked.destination,
            "places": dict(asked.places),
            "exporter": asked.exporter.id if asked.exporter else None,
            "parties_screened": asked.parties_screened,
        },
        "outcome": answer.outcome,
        "summary": answer.summary,
        "gates": [{"code": one.code, "text": one.text, "fix": one.fix} for one in answer.gates],
        "reach": [
            {
                "regime": one.regime,
                "by": one.by,
                "answer": WORDS[one.answer],
                "text": one.text,
                "missing": sorted(one.missing),
                "tests": [_line_json(test) for test in one.tests],
            }
            for one in answer.reach
        ],
        "attached": {
            regime: WORDS[attached(answer.reach, regime)]
            for regime in dict.fromkeys(one.regime for one in answer.reach)
        },
        "requirements_found": [_requirement_json(one) for one in answer.found],
        "requirements_open": [_requirement_json(one) for one in answer.open],
        "exceptions": [_exemption_json(one) for one in answer.exemptions],
        "restrictions_on_exceptions": [_line_json(line) for line, _ in answer.restrictions],
        "review_policies": [
            {
                "requirement": one.requirement,
                "policy": one.policy,
                "otherwise": one.otherwise,
                "holds": one.word,
                **_line_json(one.line),
            }
            for one in answer.reviews
        ],
        "transitions": [
            {
                "requirement": one.requirement,
                "by": one.instrument,
                "what": one.what,
                "pinpoint": one.pinpoint,
                "en_route_by": one.en_route_by,
                "delivered_by": one.delivered_by,
                "days_fit": WORDS[one.spares],
            }
            for one in answer.transitions
        ],
        "conflicts_of_laws": [
            {
                "id": one.record.id,
                "title": one.record.title,
                "status": one.word,
                "paragraphs": [
                    {"key": key, "pinpoint": pinpoint, "covers": covers}
                    for key, pinpoint, covers in one.paragraphs
                ],
            }
            for one in answer.conflicts
        ],
        "does_not_address": list(answer.silent),
        "asked_for": [{"fact": name, "by": list(by)} for name, by in answer.asks],
        "checks_made": answer.checks,
        "checks_not_made": list(answer.not_made),
        "not_looked_at": list(answer.not_looked_at),
        "classification": classification_json(answer.classification),
        "not_a_determination": True,
        "not_legal_advice": NOT_ADVICE,
    }


def _line_json(line: Line) -> dict[str, Any]:
    version = line.version or line.enforced_version or {}
    return {
        "item": line.name,
        "section": line.section,
        "pinpoint": version.get("pinpoint"),
        "covers": version.get("covers"),
        "wording_from": version.get("from"),
        "by": version.get("by"),
        "reconstructed": line.span.read == "excerpt",
        "status": span_json(line.span),
        "codified": outcome_json(line.outcome),
        "enforced": outcome_json(line.enforced) if line.enforced is not None else None,
        "readings": list(version.get("readings", ())),
    }


def _requirement_json(one: Requirement) -> dict[str, Any]:
    return {
        "requirement": one.name,
        "regime": one.regime,
        "type": one.control.data["type"],
        "title": one.control.title,
        "reasons": list(one.reasons),
        "codified": WORDS[one.answer],
        "enforced": WORDS[one.enforced],
        "addressed": one.addressed,
        "remark": one.remark,
        "missing": sorted(one.missing),
        "matched": [line.key for line in one.matched],
        "item": _line_json(one.item),
        "destinations": [_line_json(line) for line in one.destinations],
    }


def _exemption_json(one: Exemption) -> dict[str, Any]:
    return {
        "requirement": one.requirement,
        "exception": one.record.id if one.record is not None else one.key,
        "status": one.word,
        "printed": one.available,
        "not_open_by_facts_told": one.shut,
        "terms_failing": [term.name for term in one.failing],
        "still_to_check": list(one.to_check),
        "line": _line_json(one.line),
        "terms": [_line_json(term) for term in one.terms],
    }
