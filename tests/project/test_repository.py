"""What lies in the repository: nothing of the machine it was written on, everything pinned, licences whole."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
# Put together here, so that this file does not hold what it looks for.
REGISTRIES = tuple(".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("deb", "debian", "org"),
    ("crates", "io"), ("proxy", "golang", "org"),
))  # fmt: skip
MACHINE = tuple("/".join(("", *parts, "")) for parts in (("work", "main"), ("work", "shared"), ("root",)))
OUTSIDE = "/".join(("..", "shared"))
ODD_ON_PURPOSE = "tests/load/faults/"
PINNED = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^\s;]+( ; .+?)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git keeps; in a copy without git, none are known and the tests that ask stop."""
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(file for name in run.stdout.split("\0") if name and (file := ROOT / name).is_file())


@cache
def texts() -> dict[str, str]:
    found = {}
    for file in tracked():
        data = file.read_bytes()
        if b"\0" not in data:
            found[file.relative_to(ROOT).as_posix()] = data.decode("utf-8", "replace")
    return found


@pytest.mark.parametrize("word", [*REGISTRIES, *MACHINE, OUTSIDE])
def test_no_file_names_a_registry_or_a_place_on_the_machine(word: str) -> None:
    assert [name for name, text in texts().items() if word in text] == []


def test_no_file_was_left_with_a_mark_of_a_merge_or_of_work_to_do() -> None:
    mark = re.compile(r"^(<{7} |>{7} |={7}$)|\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b", re.MULTILINE)
    assert [name for name, text in texts().items() if mark.search(text) and name != "LICENSE-DATA"] == []


def test_text_files_end_with_a_line_feed_and_have_no_carriage_return() -> None:
    ours = {name: text for name, text in texts().items() if text and not name.startswith(ODD_ON_PURPOSE)}
    assert [name for name, text in ours.items() if not text.endswith("\n") or "\r" in text] == []


def test_modules_stay_small() -> None:
    ours = {name: text for name, text in texts().items() if name.startswith(("src/", "benchmarks/", "soak/"))}
    modules = {name: text for name, text in ours.items() if not name.startswith("benchmarks/results/")}
    assert {name: text.count("\n") for name, text in modules.items() if text.count("\n") > 420} == {}


def test_every_line_of_the_lock_is_a_version_or_its_hash() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not PINNED.match(line) and not HASH.match(line)] == []
    # A version is followed by a hash, and the last hash has no continuation.
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert line.endswith(" \\") == following.startswith("    --hash"), line


def test_the_lock_holds_every_dependency_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        declared += extra
    names = {_name(text) for text in declared}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {_name(line) for line in lock.splitlines() if not line.startswith(" ")}
    assert names - locked == set()


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_the_licences_are_whole() -> None:
    code = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in code
    assert "Version 2.0, January 2004" in code
    assert "END OF TERMS AND CONDITIONS" in code
    data = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert data.startswith("Attribution 4.0 International\n")
    assert [number for number in range(1, 9) if f"\nSection {number} -- " not in data] == []
    assert data.split()[-1] == "creativecommons.org."


def test_the_font_has_its_licence_beside_it() -> None:
    fonts = ROOT / "docs" / "assets" / "fonts"
    assert list(fonts.glob("*.woff2"))
    assert list(fonts.glob("LICENSE*"))


def test_pre_commit_fetches_nothing() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repository["repo"] for repository in hooks["repos"]} == {"local"}
    assert {hook["language"] for repository in hooks["repos"] for hook in repository["hooks"]} <= {
        "system",
        "unsupported",
    }


def test_continuous_integration_runs_what_people_run() -> None:
    assert "/../scripts/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
