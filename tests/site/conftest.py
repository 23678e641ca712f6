"""The site of the real records, built once by the command that users run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import serving

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as ``atlas site build`` makes it for a pinned day, in a folder named ``atlas``.

    Workers that run side by side share one build. ``ATLAS_TEST_SITE`` names a folder with a site that is built
    already, to spare building it while working on a test.
    """
    if given := os.environ.get("ATLAS_TEST_SITE"):
        return Path(given)
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "served" / "atlas"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _build(folder)
    return folder


def _build(folder: Path) -> None:
    program = "from control_atlas.commands import main; main()"
    words = ["--root", str(ROOT), "site", "build", "--on", "2026-11-22", "--output", str(folder)]
    command = [sys.executable, "-c", program, *words]
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "ATLAS_ROOT": str(ROOT)}
    )
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """Address of the site, one folder below the server's root."""
    with serving(site) as address:
        yield address
