from __future__ import annotations

from pathlib import Path

import pytest

from control_atlas import Atlas, load
from control_atlas.link.knowledge import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The real records, checked and linked once."""
    return load(ROOT)


@pytest.fixture(scope="session")
def kb(atlas: Atlas) -> KnowledgeBase:
    return atlas.kb
