"""What a screen did not look at, said out with every answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.ask.classify import Classification
from control_atlas.ask.screening.reach import Attachment, attached, regimes
from control_atlas.ask.screening.transaction import CONTROLS, Transaction
from control_atlas.link.knowledge import KnowledgeBase

TRAINING = ("trains-model-for-d5-party",)


def not_looked_at(
    kb: KnowledgeBase, transaction: Transaction, found: Classification, reach: tuple[Attachment, ...]
) -> tuple[str, ...]:
    """What was not looked at, a sentence each."""
    return tuple(_said(kb, transaction, found, reach))


def _said(
    kb: KnowledgeBase, transaction: Transaction, found: Classification, reach: tuple[Attachment, ...]
) -> Iterator[str]:
    yield "Parties: no name, address, owner or affiliate was looked up in any list."
    yield "Knowledge of end use and diversion: only what was told was used; red flags were not asked about."
    if found.not_asked:
        yield (
            f"List entries: {len(found.not_asked)} paragraphs with limits were not evaluated, "
            "since no fact they ask about was given."
        )
    entries = [
        record
        for record in kb.of_kind("chip-export-controls")
        if record.data["type"] == "list-entry" and record.data["detail"] != "full"
    ]
    yield f"Entries recorded in outline or by name only: {len(entries)}; their limits are not evaluated in full."
    yield (
        "Other entries of these lists, other lists (munitions, nuclear, encryption reviews, short supply), "
        "sanctions and embargo programmes, customs and import rules, and licences already held."
    )
    modelled = regimes(kb)
    away = [kb.get(regime).title for regime in modelled if attached(reach, regime) is False]
    yield f"Regimes recorded but not found to attach: {', '.join(away) or 'none'}."
    yield (
        f"Regimes of countries not recorded here, that of the country of transit or of arrival included; "
        f"recorded are {len(modelled)}."
    )


def silent_texts(
    kb: KnowledgeBase, transaction: Transaction, reach: tuple[Attachment, ...]
) -> tuple[str, ...]:
    """Where the recorded texts of an attached regime do not address remote access or training, as asked."""
    asked: list[tuple[str, tuple[str, ...]]] = []
    if transaction.kind == "remote-access":
        asked.append(("remote access", ("remote-access", "remote-user-eight-destinations", "provides-iaas")))
    if any(transaction.facts.get(name) for name in TRAINING):
        asked.append(("the training of models", TRAINING))
    found = []
    for what, words in asked:
        for regime in regimes(kb):
            if attached(reach, regime) is not False:
                naming = _naming(kb, regime, words, transaction.on)
                name = kb.get(regime).title
                if naming:
                    found.append(
                        f"{name}: {what} is spoken of in {', '.join(naming)} only; the other texts do not address it."
                    )
                else:
                    found.append(f"{name}: the texts recorded do not address {what}.")
    return tuple(found)


def _naming(kb: KnowledgeBase, regime: str, words: tuple[str, ...], on: str) -> list[str]:
    return [
        control.id
        for kind in CONTROLS
        for control in kb.of_kind(kind)
        if control.data["jurisdiction"] == regime
        and any(
            _names(version.get("when"), words)
            for key, versions in control.data["items"].items()
            if kb.span_on(control, "items", key, on).word in ("in force", "not enforced")
            for version in versions
        )
    ]


def _names(condition: Any, words: tuple[str, ...]) -> bool:
    if isinstance(condition, Mapping):
        return any(
            value in words or _names(value, words)
            for value in condition.values()
            if not isinstance(value, (int, float))
        )
    return isinstance(condition, list) and any(one in words or _names(one, words) for one in condition)
