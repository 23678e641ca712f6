"""Facts to evaluate conditions with, from a product's record."""

from __future__ import annotations

from typing import Any

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Record

Facts = dict[str, Any]


def product_facts(kb: KnowledgeBase, product: Record) -> Facts:
    """What is recorded of a product: values by parameter, facts, throughput rows, and its contents.

    A value with open alternatives becomes a list of them. Computed quantities are not filled in; the
    formulas of the vocabulary do that when asked.
    """
    facts: Facts = {}
    for name, value in product.data.get("values", {}).items():
        facts[name] = value["value"] if "value" in value else list(value["either"])
    for name, fact in product.data.get("facts", {}).items():
        facts[name] = fact["is"]
    rows = [
        {"format": row["format"], "rate": row["rate"], "bits": row.get("bits", row.get("bits_either"))}
        for row in product.data.get("throughput", ())
    ]
    if rows:
        facts["throughput"] = rows
    if product.data.get("contents"):
        facts["contents"] = [product_facts(kb, kb.get(inner)) for inner in product.data["contents"]]
    return facts
