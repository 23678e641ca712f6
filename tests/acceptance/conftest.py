from __future__ import annotations

from pathlib import Path

import pytest

from control_atlas import Atlas, load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The real records, checked and linked once."""
    return load(ROOT)
