from __future__ import annotations

from pathlib import Path

import pytest
from small import folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return folder(tmp_path)
