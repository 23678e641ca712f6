"""What the documents at the root tell people to do can be done."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import click
import pytest
import yaml

from control_atlas.check.run import validate
from control_atlas.commands import main as atlas
from control_atlas.load.folder import record_files

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "decisions/README.md")
LINK = re.compile(r"\]\((?!https?:|#)([^)\s]+)\)")


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def command_lines() -> list[str]:
    """Every command of the documents, without its comment."""
    lines = [line for name in DOCUMENTS for block in blocks(name, "sh") for line in block.splitlines()]
    return [line.split(" #")[0].strip() for line in lines if line.strip()]


def test_the_documents_show_commands() -> None:
    assert sum(line.startswith("atlas ") for line in command_lines()) > 10


@pytest.mark.parametrize("line", sorted({line for line in command_lines() if line.startswith("atlas ")}))
def test_a_command_shown_is_understood(line: str) -> None:
    """Parsed with all its options, not run: a word that the command does not know raises a usage error."""
    name, *rest = shlex.split(line)[1:]
    context = click.Context(atlas, info_name="atlas")
    command = atlas.get_command(context, name)
    assert command is not None
    arguments = [word for word in rest if not word.endswith("-example.yaml")]  # made by the step before
    command.make_context(name, arguments, parent=context)


@pytest.mark.parametrize("line", sorted({line for line in command_lines() if not line.startswith("atlas ")}))
def test_a_script_shown_exists(line: str) -> None:
    words = shlex.split(line)
    if words[0] == ".":
        assert words[1] == ".venv/bin/activate"
    else:
        assert (ROOT / words[0]).is_file()
        assert all((ROOT / word).exists() for word in words[1:] if "/" in word)


def test_ids_that_commands_name_are_records() -> None:
    known = {file.stem for file in record_files(ROOT)}
    asked = {words[2].partition("#")[0] for words in map(shlex.split, command_lines())
             if words[:2] in (["atlas", "status"], ["atlas", "show"], ["atlas", "cite"])}  # fmt: skip
    assert asked
    assert asked <= known


def test_the_python_of_the_readme_runs_and_prints() -> None:
    (code,) = blocks("README.md", "python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    lines = printed.getvalue().splitlines()
    assert lines[0].startswith("in force / ")
    assert lines[-1]


def test_the_worked_example_of_contributing_is_a_sound_record_and_may_be_reviewed(tmp_path: Path) -> None:
    text, reviews = blocks("CONTRIBUTING.md", "yaml")
    for name in ("records", "schemas", "vocabularies"):
        shutil.copytree(ROOT / name, tmp_path / name)
    identity = yaml.safe_load(text)["id"]
    file = tmp_path / "records" / "sources" / "us" / f"{identity}.yaml"
    assert any(line.endswith(f"{identity}.yaml") for line in command_lines())
    for example in (text, f"{text}\n{reviews}"):
        file.write_text(example, encoding="utf-8")
        assert validate(tmp_path, [file]).problems == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    file = ROOT / name
    for target in LINK.findall(file.read_text(encoding="utf-8")):
        assert (file.parent / target.partition("#")[0]).exists(), target


def test_every_decision_is_listed_once_and_says_why_and_what_was_turned_down() -> None:
    index = (ROOT / "decisions" / "README.md").read_text(encoding="utf-8")
    files = sorted(file.name for file in (ROOT / "decisions").glob("0*.md"))
    assert sorted(LINK.findall(index)) == files
    for number, name in enumerate(files, 1):
        text = (ROOT / "decisions" / name).read_text(encoding="utf-8")
        assert text.startswith(f"# {number:04}. ")
        assert all(part in text for part in ("**Decided.**", "**Why.**", "**Turned down.**")), name


def test_the_citation_file_has_what_its_format_requires() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(cited)
    assert all("name" in author for author in cited["authors"])
    assert cited["type"] in ("software", "dataset")
    if "date-released" in cited:
        assert isinstance(cited["date-released"], date)


def test_help_of_every_command_says_what_it_does() -> None:
    context = click.Context(atlas)
    names = atlas.list_commands(context)
    assert {"validate", "status", "show", "search", "export", "new", "site"} <= set(names)
    for name in names:
        command = atlas.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(), name
