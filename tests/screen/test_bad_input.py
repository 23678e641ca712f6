"""Bad input of classify and screen: one message a fault, naming the field and the accepted form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import small
from click.testing import CliRunner

from control_atlas import Atlas
from control_atlas.ask.facts import BadFacts
from control_atlas.commands import main
from control_atlas.link.knowledge import NotFound


@pytest.fixture
def run(root: Path) -> Any:
    small.source(root)
    small.place(root, "us", "type: country\niso2: US\n")
    small.place(root, "cn", "type: country\niso2: CN\n")

    def invoke(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["--root", str(root), *words], env={"ATLAS_TODAY": "2026-11-22"})
        return result.exit_code, result.output

    return invoke


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--die-area=-5"], "--die-area: '-5' is negative; give a number of zero or more."),
        (["--die-area", "large"], "--die-area: 'large' is not a number; write digits with a point, as 1979.5."),
        (["--throughput", "fp8:NaN"], "--throughput 'fp8:NaN': 'NaN' is not a number"),
        (["--throughput", "fp8:inf"], "'inf' is not a number"),
        (["--throughput", "fp8"], "write FORMAT:TOPS with one of fp64, fp32"),
        (["--throughput", "posit:12"], "or FORMAT/BITS:TOPS"),
        (["--throughput", "int8/0:12"], "a bit length is more than zero"),
        (["--dies", "2", "--throughput", "fp8:900"], "0 areas are given; give --die-area once for each logic die"),
        (["--dies", "2", "--die-area", "814"], "--dies 2: 1 areas are given"),
        (["--set", "total-dram-bandwidth=4 parsec"], "total-dram-bandwidth: there is no unit 'parsec'"),
        (["--set", "total-dram-bandwidth=4 mm2"], "mm2 cannot be converted to gigabytes-per-second"),
        (["--set", "total-dram-bandwidth=NaN"], "total-dram-bandwidth: 'NaN' is not a number"),
        (["--set", "designed-for-data-centre=maybe"], "designed-for-data-centre: 'maybe' is neither yes nor no."),
        (["--set", "transaction=gift"], "transaction: 'gift' is none of export, reexport"),
        (["--set", "total-dram-bandwith=4"], "has this name. Near: total-dram-bandwidth"),
        (["--set", "nonsense"], "--set 'nonsense': write NAME=VALUE."),
        (["--set", "destination=Atlantis"], "destination: no country is recorded as 'Atlantis'"),
        (["--die-area", "100", "--on", "2026-02-30"], "2026-02-30"),
        ([], "Name a product, or give figures"),
    ],
)  # fmt: skip
def test_classify_names_the_field_and_the_form(words: list[str], message: str, run: Any) -> None:
    code, output = run("classify", *words)
    assert code == 2
    assert message in output
    assert "Traceback" not in output


def test_every_fault_is_told_at_once(run: Any) -> None:
    code, output = run("classify", "--throughput", "fp8:x", "--die-area=-1", "--set", "y")
    assert code == 2
    assert len([line for line in output.splitlines() if "--" in line]) == 3


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"destination": "Atlantis"}, "--to: no country is recorded as 'Atlantis'; write its two-letter code"),
        ({"origin": ""}, "--from: no country is recorded as ''"),
        ({"headquarters": "ZZ"}, "--headquarters: no country is recorded as 'ZZ'"),
        ({"on": "1989-01-01"}, "--on: 1989-01-01 is before any list entry with limits recorded here"),
        ({"on": "tomorrow"}, "'tomorrow'; write a calendar day as YYYY-MM-DD"),
        ({"end_uses": ["chipmaking"]}, "--end-use: 'chipmaking' is no word of the vocabulary of facts."),
        ({"shipped_on": "May"}, "--shipped-on: 'May' is not a day written as YYYY-MM-DD; write YYYY-MM-DD."),
        ({"item": "us-eccn-3a090"}, "write one of its paragraphs, us-eccn-3a090#KEY"),
        ({"item": "us-eccn-3a090#q"}, "write one of its paragraphs"),
        ({"facts": {"us-controlled-content": -1}}, "us-controlled-content: -1 is negative"),
        ({"kind": "gift"}, "transaction: 'gift' is none of"),
        ({"exporter": "nvidia-h200"}, "--exporter: 'nvidia-h200' is one of the products"),
    ],
)  # fmt: skip
def test_screen_names_the_field_and_the_form(more: dict[str, Any], message: str, atlas: Atlas) -> None:
    asked: dict[str, Any] = {
        "item": "nvidia-h200",
        "origin": "US",
        "destination": "CN",
        "on": "2026-02-01",
        **more,
    }
    with pytest.raises((BadFacts, ValueError)) as fault:
        atlas.screen(**asked)
    assert message in str(fault.value)


def test_an_unknown_item_names_near_ones(atlas: Atlas) -> None:
    with pytest.raises(NotFound, match="nvidia-h200"):
        atlas.screen("nvidia-h2000", "US", "CN", "2026-02-01")


def test_the_command_tells_a_screen(atlas: Atlas) -> None:
    repository = str(small.REPOSITORY)
    result = CliRunner().invoke(
        main,
        [
            "--root",
            repository,
            "screen",
            "--item",
            "nvidia-h200",
            "--from",
            "US",
            "--to",
            "CN",
            "--on",
            "2026-02-01",
        ],
    )
    assert result.exit_code == 0, result.output
    assert "Outcome: Cannot tell: The parties are not said to be screened" in result.output
    assert "[us-eccn-3a090#a]" in result.output
    assert "15 CFR 742.6(a)(6)(iii)(A)" in result.output


def test_figures_can_be_screened_as_well(atlas: Atlas) -> None:
    answer = atlas.screen(
        {"throughput": [{"format": "fp8", "bits": 8, "rate": 1979}], "applicable-die-area": 814,
         "designed-for-data-centre": True},
        "US", "CN", "2026-02-01",
    )  # fmt: skip
    assert "us-eccn-3a090#a" in {one.name for one in answer.found}
