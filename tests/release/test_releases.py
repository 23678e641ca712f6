"""A release stamps all its files or none, and what it publishes can be checked."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import small
import sound_records
from click.testing import CliRunner, Result

from control_atlas.commands.main import main as atlas
from control_atlas.release.parts import bill_of_materials, locked
from control_atlas.release.stamp import NotReady, stamped

CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-01-01\n\n- The first.\n"
)
LOCK = (
    "first==1.2 \\\n    --hash=sha256:" + "a" * 64 + " \\\n    --hash=sha256:" + "b" * 64 + "\n"
    "second==3.0 ; sys_platform == 'linux' \\\n    --hash=sha256:" + "c" * 64 + "\n"
)


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A data folder that may be released."""
    root = small.folder(tmp_path)
    sound_records.write(root)
    (root / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "0.1.0"\n')
    (root / "CITATION.cff").write_text('cff-version: 1.2.0\nversion: 0.1.0\ndate-released: "2026-01-01"\n')
    (root / "CHANGELOG.md").write_text(CHANGELOG)
    (root / "requirements.lock").write_text(LOCK)
    return root


def release(root: Path, version: str = "0.2.0") -> Result:
    return CliRunner().invoke(atlas, ["--root", str(root), "release", version, "--on", "2026-11-22"])


def test_a_release_stamps_version_day_and_changelog_and_keeps_the_edition(ready: Path) -> None:
    outcome = release(ready)
    assert outcome.exit_code == 0, outcome.output
    assert 'version = "0.2.0"' in (ready / "pyproject.toml").read_text()
    cited = (ready / "CITATION.cff").read_text()
    assert 'version: 0.2.0\ndate-released: "2026-11-22"\n' in cited
    assert cited.count("date-released") == 1
    text = (ready / "CHANGELOG.md").read_text()
    assert text.index("## [Unreleased]") < text.index("## [0.2.0] - 2026-11-22") < text.index("- A thing.")
    assert text.index("- A thing.") < text.index("## [0.1.0]")
    assert list((ready / "editions").iterdir())


def test_the_sums_are_those_of_every_file(ready: Path) -> None:
    release(ready)
    folder = ready / "build/release/0.2.0"
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    named = {line[66:]: line[:64] for line in lines}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(named) == there - {"SHA256SUMS"}
    for name, digest in named.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_the_list_of_parts_holds_every_locked_package_with_its_hashes(ready: Path) -> None:
    release(ready)
    found = json.loads((ready / "build/release/0.2.0/sbom.cdx.json").read_text())
    assert found["specVersion"] == "1.6"
    parts = {part["name"]: part for part in found["components"]}
    assert parts["first"]["version"] == "1.2"
    assert len(parts["first"]["externalReferences"][0]["hashes"]) == 2
    assert parts["second"]["properties"][0]["value"] == "sys_platform == 'linux'"
    assert bill_of_materials(LOCK, "0.2.0", "2026-11-22") == found


def test_the_lock_of_this_repository_is_read_to_its_last_package() -> None:
    text = (small.REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    packages = list(locked(text))
    assert len(packages) == sum("==" in line and not line.startswith(" ") for line in text.splitlines())
    assert all(package["hashes"] for package in packages)


@pytest.mark.parametrize("version", ["0.0.9", "1", "v0.2.0", "0.1.0"])
def test_a_version_that_is_none_or_not_later_changes_nothing(version: str, ready: Path) -> None:
    before = {path: path.read_bytes() for path in ready.glob("*.*") if path.is_file()}
    outcome = release(ready, version)
    assert outcome.exit_code == 2
    assert version in outcome.output
    assert {path: path.read_bytes() for path in before} == before
    assert not (ready / "build").exists()


def test_a_changelog_without_entries_is_refused(ready: Path) -> None:
    (ready / "CHANGELOG.md").write_text(CHANGELOG.replace("- A thing.\n", ""))
    with pytest.raises(NotReady, match="nothing under"):
        stamped(ready, "0.2.0", "2026-11-22")


def test_records_with_errors_are_not_released(ready: Path) -> None:
    shutil.rmtree(ready / "records/sources")
    assert release(ready).exit_code == 1
    assert 'version = "0.1.0"' in (ready / "pyproject.toml").read_text()


def test_this_repository_could_be_released() -> None:
    assert set(stamped(small.REPOSITORY, "99.0.0", "2026-11-22")) == {
        "pyproject.toml",
        "CITATION.cff",
        "CHANGELOG.md",
    }
