"""Problems as text, JSON, SARIF or GitHub annotations, all from the same list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from control_atlas.check.rule import RULES
from control_atlas.records import Problem

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem: place, level, rule, field, sentence, fix."""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list with every part of each problem by name."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that a public host shows beside the line."""
    lines = []
    for problem in problems:
        place = f"file={_escape(problem.path, True)},line={problem.line},col={problem.column}"
        message = _escape(f"{problem.field}: {problem.message} Fix: {problem.fix}", False)
        lines.append(f"::{problem.level} {place},title={_escape(problem.rule, True)}::{message}\n")
    return "".join(lines)


def as_sarif(problems: Iterable[Problem]) -> str:
    """A SARIF 2.1.0 log with one run and a description of each rule met."""
    found = list(problems)
    names = sorted({problem.rule for problem in found})
    described = [
        {
            "id": name,
            "shortDescription": {"text": RULES[name].doc if name in RULES else name.replace("-", " ")},
        }
        for name in names
    ]
    results = [
        {
            "ruleId": problem.rule,
            "ruleIndex": names.index(problem.rule),
            "level": problem.level,
            "message": {"text": f"{problem.field}: {problem.message} Fix: {problem.fix}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": problem.path},
                        "region": {"startLine": problem.line, "startColumn": problem.column},
                    }
                }
            ],
        }
        for problem in found
    ]
    driver = {"name": "atlas validate", "rules": described}
    log = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _escape(text: str, in_property: bool) -> str:
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(sign, code)
    if in_property:
        text = text.replace(":", "%3A").replace(",", "%2C")
    return text


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
