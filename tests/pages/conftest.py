"""The sample site, built once, served behind a path prefix."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import serving

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("mkdocs_sample.py")


def build(folder: Path, **environment: str) -> Path:
    """The sample site as plain ``mkdocs build --strict`` makes it."""
    command = [
        sys.executable,
        str(RUNNER),
        "build",
        "--strict",
        "-q",
        "-f",
        str(ROOT / "mkdocs.yml"),
        "-d",
        str(folder),
    ]
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith("ATLAS_")
    } | environment
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=variables)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site without any address configured, in a folder named ``atlas``."""
    return build(tmp_path_factory.mktemp("served") / "atlas")


@pytest.fixture(scope="session")
def addressed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site with an address below a path and a repository."""
    folder = tmp_path_factory.mktemp("addressed") / "atlas"
    return build(
        folder, ATLAS_SITE_URL="https://example.org/atlas/", ATLAS_REPOSITORY="https://example.org/group/repo"
    )


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """Address of the site, one folder below the server's root."""
    with serving(site) as address:
        yield address
