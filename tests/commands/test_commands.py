"""The command line: answers, JSON, exit codes, and one clear message for a user's mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import small
import yaml
from click.testing import CliRunner, Result

from control_atlas.check.run import validate
from control_atlas.commands import main
from control_atlas.load.kinds import Kinds

REPOSITORY = Path(__file__).resolve().parents[2]


def run(*words: str, root: Path = REPOSITORY, today: str = "2026-11-22") -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words], env={"ATLAS_TODAY": today})


def answer(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_status_tells_word_standing_and_reasons() -> None:
    found = answer("status", "cn-mofcom-2025-55", "--on", "2026-11-22")
    assert found["status"] == "in force"
    assert found["standing"] == "computed beyond the last text"
    whole = found["items"][0]
    assert whole["ran_out"] == ["2026-11-10"]
    assert any(one["announced_until"] == "2027-01-10" for one in whole["beside"])
    text = run("status", "cn-mofcom-2025-55").output
    assert "treat as applying" in text
    assert "Not legal advice" in text


def test_the_day_comes_from_on_then_from_the_environment() -> None:
    assert answer("status", "cn-mofcom-2025-70", "--on", "2025-11-06")["status"] == "not yet made"
    result = run("status", "cn-mofcom-2025-70", "--json", today="2025-11-07")
    assert json.loads(result.stdout)["on"] == "2025-11-07"


def test_h20_is_outside_3a090_and_its_letter_always_stands_beside() -> None:
    found = answer("classify", "nvidia-h20", "--on", "2025-05-01")
    met = {entry["item"] for entry in found["entries"] if entry["answer"] == "met"}
    assert not {item for item in met if item.startswith("us-eccn-3a090")}
    assert "us-letter-nvidia-h20" in {letter["id"] for letter in found["party_specific"]}
    assert "us-letter-nvidia-h20" in {
        letter["id"] for letter in answer("classify", "nvidia-h20")["party_specific"]
    }
    before = answer("classify", "nvidia-h20", "--on", "2025-04-08")
    assert "us-letter-nvidia-h20" not in {letter["id"] for letter in before["party_specific"]}


def test_given_figures_are_evaluated_at_the_boundary() -> None:
    words = ("classify", "--throughput", "fp16:300", "--die-area", "1000", "--on", "2024-01-15")
    met = {entry["item"] for entry in answer(*words)["entries"] if entry["answer"] == "met"}
    assert "us-eccn-3a090#a" in met
    words = ("classify", "--throughput", "fp16:299.9", "--die-area", "1000", "--on", "2024-01-15")
    met = {entry["item"] for entry in answer(*words)["entries"] if entry["answer"] == "met"}
    assert "us-eccn-3a090#a" not in met


def test_nothing_says_that_no_licence_is_needed() -> None:
    text = run("classify", "nvidia-h20", "--on", "2025-05-01").output.lower()
    assert "no licence" not in text
    assert "not required" not in text
    assert "were not checked" in text


@pytest.mark.parametrize(
    ("query", "first"), [("3A090", "us-eccn-3a090"), ("钐", "samarium"), ("90 FR 47201", "us-fr-2025-19001")]
)
def test_search_finds_codes_citations_and_chinese(query: str, first: str) -> None:
    hits = [hit["id"] for hit in answer("search", query)["hits"]]
    assert first in hits[:3]


def test_changes_and_upcoming_name_the_turns() -> None:
    days = {
        (turn["day"], turn["id"]) for turn in answer("changes", "--from", "2025-11-01", "--to", "2025-11-30")
    }
    assert ("2025-11-07", "cn-mofcom-2025-55") in days
    ahead = answer("upcoming", "--on", "2026-11-22")
    assert any(turn["day"] == "2026-11-28" and turn["id"] == "cn-mofcom-2024-46" for turn in ahead)
    assert all(turn["day"] > "2026-11-22" for turn in ahead)


def test_cite_writes_every_form_with_official_addresses() -> None:
    found = answer("cite", "us-fr-2025-00636")
    assert found["written"]["short"] == "90 FR 4544"
    assert any("federalregister.gov" in link["url"] for link in found["links"])


def test_lookup_finds_a_customs_number_by_its_first_digits_with_status_and_basis() -> None:
    whole = answer("lookup", "2805301910", "--on", "2026-11-22")
    found = {one["item"]: one for one in whole["items"]}
    assert found["cn-1c902#a.1"]["status"] == "in force"
    assert found["cn-1c902#a.1"]["basis"] == "announcement"
    assert {one["item"] for one in whole["items"]} <= {
        one["item"] for one in answer("lookup", "2805.30")["items"]
    }
    before = answer("lookup", "2805301910", "--on", "2025-04-03")
    assert {one["status"] for one in before["items"]} == {"not yet made"}
    assert "says nothing about other lists" in run("lookup", "99999999").output


def test_compare_lists_clauses_by_provider_and_never_calls_an_unread_stack_silent() -> None:
    found = answer("compare", "--category", "no-distillation", "--on", "2026-11-22")
    stances = {(one["provider"], one["stance"]) for one in found["clauses"]}
    assert ("deepseek", "permits") in stances
    assert ("anthropic", "prohibits") in stances
    assert all(isinstance(one["whole_stack_read"], bool) for one in found["looked_for_not_found"])
    earlier = answer("compare", "--category", "ownership-restriction", "--on", "2025-09-04")
    assert {one["stance"] for one in earlier["clauses"] if one["provider"] == "anthropic"} == {None}


def test_show_tells_the_record_in_markdown_and_in_published_form() -> None:
    text = run("show", "us-eccn-3a090").output
    assert "3A090" in text
    assert "5.92" in text
    assert answer("show", "us-eccn-3a090")["record"]["id"] == "us-eccn-3a090"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "us-eccn-3a09"), "us-eccn-3a090"),
        (("status", "us-eccn-3a090#zz"), "us-eccn-3a090#a"),
        (("status", "us-eccn-3a090", "--on", "2025-13-01"), "YYYY-MM-DD"),
        (("status", "nvidia-h20"), "no status"),
        (("classify", "us-eccn-3a090"), "no record"),
        (("classify",), "--throughput"),
        (("lookup", "28AB"), "4 to 12 digits"),
        (("compare", "--category", "nothing"), "no-distillation"),
        (("classify", "--throughput", "fp16"), "FORMAT:TOPS"),
        (("classify", "--throughput", "fp16:NaN"), "not a number"),
        (("classify", "--throughput", "fp16:300", "--die-area", "-3"), "negative"),
        (("classify", "--set", "colour=red"), "colour"),
        (("classify", "--set", "designed-for-data-centre=perhaps"), "neither yes nor no"),
        (("changes", "--from", "2026-01-01", "--to", "2025-01-01"), "before it begins"),
        (("search", "x", "--kind", "nothing"), "chip-export-controls"),
        (("validate", "--explain", "nothing"), "act-cycle"),
        (("new", "nothing", "x", "--folder", "us"), "chip-export-controls"),
        (("new", "glossary", "Not An Id", "--folder", "us"), "lower-case"),
    ],
)
def test_a_users_mistake_gets_one_message_and_exit_code_2(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_a_missing_data_folder_is_exit_code_3(tmp_path: Path) -> None:
    result = run("status", "x", root=tmp_path / "nowhere")
    assert result.exit_code == 3
    assert "no data folder" in result.output


def test_wrong_records_stop_every_question_with_their_places(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01", "parts:\n  x: {}\n")
    result = run("status", "rule", root=root)
    assert result.exit_code == 1
    assert "records/instruments/us/rule.yaml" in result.output
    assert run("validate", root=root).exit_code == 1


def test_with_a_wrong_record_nothing_is_written(root: Path, tmp_path: Path) -> None:
    small.source(root)
    small.write(root, "glossary", "term", "id: term\ntitle: '<script>'\n", "us")
    result = run("export", "--output", str(tmp_path / "out"), root=root)
    assert result.exit_code == 1
    assert "records/glossary/us/term.yaml" in result.output
    assert not (tmp_path / "out").exists()


def test_explain_tells_reason_example_and_fix() -> None:
    for name in ("act-cycle", "yaml-duplicate-key"):
        text = run("validate", "--explain", name).output
        assert "Example of a fault" in text
        assert "Fix:" in text


@pytest.mark.parametrize("kind", sorted(Kinds(REPOSITORY / "schemas").by_name))
def test_new_writes_a_scaffold_that_fits_its_schema(kind: str, root: Path) -> None:
    result = run("new", kind, "fresh-record", "--folder", "us", root=root)
    assert result.exit_code == 0, result.output
    file = next((root / "records").rglob("fresh-record.yaml"))
    problems = validate(root, [file]).problems
    beyond = [
        str(one) for one in problems if one.rule not in ("reference-exists", "word-known", "folder-fits")
    ]
    assert [text for text in beyond if " schema-" in text or "unknown-key" in text or " yaml-" in text] == []
    again = run("new", kind, "fresh-record", "--folder", "us", root=root)
    assert again.exit_code == 2
    assert "exists already" in again.output


def test_export_writes_every_record_and_leaves_old_files_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("export", "--format", "jsonl", "--output", str(tmp_path)).exit_code == 0
    lines = (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    written = {json.loads(line)["record"]["id"] for line in lines}
    files = [file.stem for file in (REPOSITORY / "records").rglob("*.yaml")]
    assert written == set(files)
    before = (tmp_path / "records.jsonl").read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("control_atlas.export.files.os.fsync", full)
    result = run("export", "--format", "jsonl", "--output", str(tmp_path))
    assert result.exit_code == 3
    assert "No space left" in result.output
    assert (tmp_path / "records.jsonl").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_records_written_here_are_in_the_published_form_unchanged() -> None:
    envelope = answer("show", "samarium")
    file = next((REPOSITORY / "records").rglob("samarium.yaml"))
    assert envelope["record"] == yaml.safe_load(file.read_text(encoding="utf-8"))
