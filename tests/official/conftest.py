"""The server that plays the publishers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from publisher import Publisher, publisher


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as held:
        yield held
