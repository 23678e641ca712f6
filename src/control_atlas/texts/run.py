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
# What each does, in the words of a message that it was skipped.
SKIPPED: dict[Check, str] = {
    check_terms: "terms of service: pinpoints, figures and own words of provisions",
    check_ear: "US regulations: numbers and codes of conditions and wordings",
}


def skipped(kb: KnowledgeBase, folder: Path | None) -> list[str]:
    """One sentence a check that cannot run, for want of a folder or of its texts in ``folder``."""
    hashed = sum("sha256" in source.data for source in kb.of_kind("sources"))
    where = "no folder of texts was given" if folder is None else f"{folder} holds none of its texts"
    return [
        f"Skipped {SKIPPED[check]}: {where}. {hashed} sources name the hash of the copy that was read."
        for check in CHECKS
        if folder is None or check(kb, folder) is None
    ]


def check_texts(kb: KnowledgeBase, folder: Path) -> list[Outcome]:
    """The outcome of every check for which ``folder`` holds texts. ValueError where it holds none at all."""
    found = [outcome for check in CHECKS if (outcome := check(kb, folder)) is not None]
    if not found:
        raise ValueError(f"{folder} holds none of the texts that the records were read from.")
    return found
