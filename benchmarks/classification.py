"""Ten thousand items against every list entry and rule with limits, on the real records.

``python -m benchmarks.classification`` prints the figures and writes them to ``benchmarks/results``. The aim of
the classification is 10,000 evaluations of all entries in under five seconds.
"""

from __future__ import annotations

import json
import platform
import random
import time
from typing import Any

from benchmarks.measures import ROOT, timed
from control_atlas.ask.classify import classify
from control_atlas.ask.facts import product_facts
from control_atlas.ask.prepared import Prepared
from control_atlas.ask.screening import read_transaction, screen
from control_atlas.atlas import load
from control_atlas.export.files import replacing

DAY = "2026-07-23"
COUNT = 10_000
RESULTS = ROOT / "benchmarks" / "results"


def items(count: int, seed: int) -> list[dict[str, Any]]:
    """Random processors with rates in two formats, area, bandwidths, market and destination."""
    chance = random.Random(seed)
    return [
        {
            "throughput": [
                {"format": "fp8", "bits": 8, "rate": chance.randint(1, 4000)},
                {"format": "fp16", "bits": 16, "rate": chance.randint(1, 2000)},
            ],
            "applicable-die-area": chance.randint(50, 1600),
            "designed-for-data-centre": chance.random() < 0.7,
            "total-dram-bandwidth": chance.randint(100, 8000),
            "aggregate-transfer-rate": chance.randint(10, 1800),
            "destination": chance.choice(["cn", "ae", "jp"]),
        }
        for _ in range(count)
    ]


def measure() -> dict[str, Any]:
    """Preparing a day, the quick answers, one classification with its working, and one screen."""
    atlas = load(ROOT)
    atlas.kb.link()
    preparing, _, ready = timed(lambda: Prepared(atlas.kb, DAY))
    asked = items(COUNT, seed=1)

    def evaluate() -> int:
        return sum(len(ready.answers(facts)) for facts in asked)

    seconds, cpu, answers = timed(evaluate)
    product = atlas.get("nvidia-h200")
    classify(atlas.kb, product_facts(atlas.kb, product), DAY, product)
    classifying, _, _ = timed(lambda: classify(atlas.kb, product_facts(atlas.kb, product), DAY, product))
    transaction = read_transaction(atlas.kb, "nvidia-h200", "US", "CN", DAY)
    screening, _, _ = timed(lambda: screen(atlas.kb, transaction))
    return {
        "day": DAY,
        "paragraphs": len(ready.paragraphs),
        "evaluations": COUNT,
        "answers": answers,
        "prepare_seconds": preparing,
        "seconds": seconds,
        "cpu_seconds": cpu,
        "classify_with_working_seconds": classifying,
        "screen_seconds": screening,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def main() -> None:
    """Measure, print, and keep the figures."""
    start = time.perf_counter()
    found = measure()
    text = json.dumps(found, indent=2) + "\n"
    with replacing(RESULTS / "classification.json") as file:
        file.write(text)
    print(text, end="")
    print(f"whole run: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
