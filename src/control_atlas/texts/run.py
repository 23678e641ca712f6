"""Runs every check that has texts in the folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.texts.ear import check_ear
from control_atlas.texts.outcome import Outcome
from control_atlas.texts.terms import check_terms

# Each takes the linked records and the folder, and returns None where the folder holds none of its texts.
Check = Callable[[KnowledgeBase, Path], Outcome | None]
CHECKS: tuple[Check, ...] = (check_terms, check_ear)


def check_texts(kb: KnowledgeBase, folder: Path) -> list[Outcome]:
    """The outcome of every check for which ``folder`` holds texts. ValueError where it holds none at all."""
    found = [outcome for check in CHECKS if (outcome := check(kb, folder)) is not None]
    if not found:
        raise ValueError(f"{folder} holds none of the texts that the records were read from.")
    return found
