"""The scripts on machines that lack something, and with arguments they do not know."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = shlex.quote(sys.executable)
SCRIPTS = ("install", "site", "test", "soak")
# What the scripts themselves call, so that a path of only these stands for a bare machine.
BARE = ("cat", "dirname", "env", "id", "mktemp", "rm", "sh", "tail")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of programs that has neither Python nor a browser."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in BARE:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Only the scripts and what they read, under a path with a space, so that nothing here is installed."""
    folder = tmp_path / "a copy"
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def run(script: Path, *arguments: str, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script with only the programs of ``path``, from a folder that is not the project's."""
    return subprocess.run(
        [str(script), *arguments],
        cwd=path.parent,
        env={"PATH": str(path), "HOME": str(path.parent), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def says_one_line(outcome: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert outcome.returncode == code, outcome.stderr
    assert outcome.stderr.count("\n") == 1, outcome.stderr
    assert all(word in outcome.stderr for word in words), outcome.stderr


@pytest.mark.parametrize("name", SCRIPTS)
def test_help_is_shown_on_a_bare_machine(name: str, bare: Path) -> None:
    outcome = run(ROOT / "scripts" / name, "--help", path=bare)
    assert outcome.returncode == 0
    assert outcome.stdout.startswith(f"usage: scripts/{name}")
    assert outcome.stderr == ""


@pytest.mark.parametrize("name", ["install", "site", "soak"])
def test_an_unknown_argument_is_refused_before_anything_is_done(name: str, bare: Path) -> None:
    says_one_line(run(ROOT / "scripts" / name, "--fast", path=bare), 2, f"scripts/{name}", "--fast")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "80 80", "123456789012345678901234567890"])
def test_a_port_that_is_none_is_refused(port: str, bare: Path) -> None:
    says_one_line(run(ROOT / "scripts" / "site", "--port", port, path=bare), 2, "--port", "65535")


def test_a_port_without_its_number_is_refused(bare: Path) -> None:
    says_one_line(run(ROOT / "scripts" / "site", "--port", path=bare), 2, "--port needs a number")


def test_a_machine_without_python_is_told_so(checkout: Path, bare: Path) -> None:
    says_one_line(run(checkout / "scripts" / "install", path=bare), 1, "Python 3.11 or newer is needed")
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old_is_passed_over(checkout: Path, bare: Path) -> None:
    for name in ("python3", "python3.11", "python"):
        program(bare / name, "exit 1")  # what the version check answers on an old Python
    says_one_line(run(checkout / "scripts" / "install", path=bare), 1, "Python 3.11 or newer is needed")


def test_a_python_that_was_named_and_does_not_fit_is_not_replaced_by_another(
    checkout: Path, bare: Path
) -> None:
    (bare / "python3").symlink_to(sys.executable)
    outcome = run(checkout / "scripts" / "install", path=bare, PYTHON="python2")
    says_one_line(outcome, 1, "python2", "no Python 3.11 or newer")


def test_a_python_without_venv_is_told_with_the_package_to_install(checkout: Path, bare: Path) -> None:
    program(bare / "python3", f'case $2 in *ensurepip*) exit 1;; esac\nexec {PYTHON} "$@"')
    says_one_line(run(checkout / "scripts" / "install", path=bare), 1, "python3-venv")


def test_a_current_stamp_skips_the_installation(checkout: Path, bare: Path) -> None:
    interpreter = checkout / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    program(interpreter, "echo it was called >&2; exit 1")
    # The first run finds no stamp and goes on to install, which a Python without venv stops; it prints the stamp.
    program(
        bare / "python3",
        f'{PYTHON} "$@" || exit\ncase $2 in *sha256*) {PYTHON} "$@" >"$0.stamp";; *ensurepip*) exit 1;; esac',
    )
    says_one_line(run(checkout / "scripts" / "install", path=bare), 1, "python3-venv")
    shutil.copy(bare / "python3.stamp", checkout / ".venv" / "stamp")
    outcome = run(checkout / "scripts" / "install", path=bare)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")

    (checkout / "requirements.lock").write_text("", encoding="utf-8")
    says_one_line(run(checkout / "scripts" / "install", path=bare), 1, "python3-venv")


def test_tests_without_chromium_and_without_the_right_to_install_it_stop(checkout: Path, bare: Path) -> None:
    (bare / "id").unlink()
    program(bare / "id", "echo 1000")
    outcome = run(checkout / "scripts" / "test", path=bare)
    says_one_line(outcome, 1, "Chromium is needed", "CHROMIUM")
    assert outcome.stdout == ""


def test_a_chromium_that_was_named_and_is_not_there_stops_the_tests(checkout: Path, bare: Path) -> None:
    program(bare / "chromium", "exit 0")
    outcome = run(checkout / "scripts" / "test", path=bare, CHROMIUM="/nowhere/chromium")
    says_one_line(outcome, 1, "/nowhere/chromium", "no program")


def test_root_without_chromium_installs_it_and_its_failure_is_one_line(checkout: Path, bare: Path) -> None:
    (bare / "id").unlink()
    program(bare / "id", "echo 0")
    program(bare / "apt-get", "echo E: nothing could be reached; exit 100")
    outcome = run(checkout / "scripts" / "test", path=bare)
    says_one_line(outcome, 1, "apt-get update failed", "E: nothing could be reached")


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_any_of_the_names_of_chromium_is_found(name: str, checkout: Path, bare: Path) -> None:
    program(bare / name, "exit 0")
    # The next thing that is missing is Python.
    says_one_line(run(checkout / "scripts" / "test", path=bare), 1, "Python 3.11 or newer is needed")


@pytest.mark.parametrize("name", [*(f"scripts/{name}" for name in SCRIPTS), ".ci/run"])
def test_scripts_can_be_run_as_they_are(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
    assert (ROOT / name).read_text(encoding="utf-8").startswith("#!")
