"""The server that plays the publishers, and a client that asks it without waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from publisher import Publisher, publisher

from control_atlas.official.client import Client
from control_atlas.watch.memory import Memory


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as held:
        yield held


@pytest.fixture
def client(server: Publisher) -> Client:
    return Client(server=server.address, every=0.0, attempts=2, first_wait=0.0, sleep=lambda seconds: None)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "watch.json", "2026-11-22")
