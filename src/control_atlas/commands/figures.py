"""Figures given on the command line, as facts; the checking itself is that of the Python interface."""

from __future__ import annotations

from typing import Any

from control_atlas.ask.facts import BadFacts, positive

BITS = {"fp64": 64, "fp32": 32, "fp16": 16, "bf16": 16, "fp8": 8, "int8": 8, "fp6": 6, "fp4": 4, "int4": 4}
ALTERNATIVES = {"tf32": (19, 32)}


def given_facts(
    rates: tuple[str, ...], areas: tuple[str, ...], dies: int | None, values: tuple[str, ...]
) -> dict[str, Any]:
    """Facts from ``--throughput``, ``--die-area``, ``--dies`` and ``--set``.

    Raises BadFacts with every problem: each names the option, the value and the accepted form.
    """
    facts: dict[str, Any] = {}
    problems: list[str] = []
    rows = []
    for text in rates:
        try:
            rows.append(_rate(text))
        except BadFacts as fault:
            problems += fault.problems
    if rows:
        facts["throughput"] = rows
    try:
        if areas or dies:
            facts["applicable-die-area"] = _area(areas, dies)
    except BadFacts as fault:
        problems += fault.problems
    for text in values:
        name, mark, value = text.partition("=")
        if not mark or not name:
            problems.append(f"--set {text!r}: write NAME=VALUE.")
        else:
            facts[name] = {"yes": True, "no": False}.get(value, value)
    if problems:
        raise BadFacts(problems)
    return facts


def _rate(text: str) -> dict[str, Any]:
    name, mark, rate = text.partition(":")
    name, _, bits = name.lower().partition("/")
    if not mark or (not bits and name not in BITS and name not in ALTERNATIVES):
        known = ", ".join([*BITS, *ALTERNATIVES])
        form = f"write FORMAT:TOPS with one of {known}, or FORMAT/BITS:TOPS"
        raise BadFacts([f"--throughput {text!r}: {form}."])
    if bits:
        length: Any = positive(f"--throughput {text!r}, bit length", bits)
    else:
        length = list(ALTERNATIVES[name]) if name in ALTERNATIVES else BITS[name]
    return {"format": name, "bits": length, "rate": positive(f"--throughput {text!r}", rate)}


def _area(areas: tuple[str, ...], dies: int | None) -> Any:
    count = dies or max(len(areas), 1)
    if not areas or (count > 1 and len(areas) != count):
        text = f"--dies {count}: {len(areas)} areas are given"
        raise BadFacts(
            [f"{text}; give --die-area once for each logic die, or leave --dies out and give their sum."]
        )
    return sum(positive("--die-area", area) for area in areas)
