"""Citations as typed name the records they mean; typos have near misses; status is that of the day."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from control_atlas.ask.cite_check import check_memo, memo_day
from control_atlas.ask.cited import CitationIndex, resolve
from control_atlas.cite.keys import keys, slips, wider
from control_atlas.cite.reading import parse
from control_atlas.cite.works import Shelf
from control_atlas.commands import main
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-22"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase(load_folder(ROOT))


@pytest.fixture(scope="module")
def index(kb: KnowledgeBase) -> CitationIndex:
    return CitationIndex(kb)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("88 FR 73458", "us-fr-2023-23055"),
        ("88 Fed. Reg. 73,458", "us-fr-2023-23055"),
        ("88 Fed. Reg. at 73,490", "us-fr-2023-23055"),
        ("2023-23055", "us-fr-2023-23055"),
        ("15 CFR 744.23(a)(3)(i)(B)", "us-end-use-744-23#a.3.i.b"),
        ("§ 744.23", "us-cfr-15-744-23"),
        ("744.23", "us-cfr-15-744-23"),
        ("15 CFR part 744", "us-cfr-15-744-23"),
        ("3A090.a.1", "us-eccn-3a090#a.1"),
        ("3a090.A.1", "us-eccn-3a090#a.1"),
        ("15 CFR part 774, supp. no. 1, ECCN 3A090.a", "us-eccn-3a090#a"),
        ("Supp. No. 4 to Part 744", "us-cfr-15-744-supp-4"),
        ("50 USC 4819", "us-usc-50-4819"),
        ("Pub. L. 115-232", "us-ecra"),
        ("EO 14320", "us-eo-14320"),
        ("商务部公告2025年第61号", "cn-mofcom-2025-61"),
        ("公告2025年第61号", "cn-mofcom-2025-61"),
        ("MOFCOM Announcement No. 61 of 2025", "cn-mofcom-2025-61"),
        ("Regulation (EU) 2021/821 art 4(1)", "eu-article-4-catch-all#1"),
        ("32021R0821", "eu-2021-821"),
        ("https://eur-lex.europa.eu/eli/reg/2021/821/oj", "eu-2021-821"),
        ("Stcrt. 2023, 18212", "nl-stcrt-2023-18212"),
        ("SOR/2024-112", "ca-sor-2024-112"),
        ("S.I. 2025/1197", "gb-si-2025-1197"),
        ("1C902.a.1", "cn-1c902#a.1"),
        ("2805301910", "cn-2805301910"),
        ("us-eccn-3a090#a", "us-eccn-3a090#a"),
        ("Control Atlas, us-eccn-3a090#a (as of 2026-01-02)", "us-eccn-3a090#a"),
        ("AC/S IFR", "us-fr-2023-23055"),
        ("８８ FR ７３４５８", "us-fr-2023-23055"),
    ],
)
def test_what_is_typed_names_the_record_it_means(index: CitationIndex, typed: str, name: str) -> None:
    assert name in [named.name for one in resolve(index, typed, DAY) for named in one.named]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("MOFCOM Announcement No. 161 of 2025", "MOFCOM Announcement No. 61 of 2025"),
        ("88 FR 37458", "88 FR 73458"),
        ("3A900", "3A090"),
        ("EO 14302", "EO 14320"),
        ("us-fr-2023-2305", "us-fr-2023-23055"),
    ],
)
def test_a_typo_answers_with_what_is_one_slip_away(index: CitationIndex, typed: str, near: str) -> None:
    (answer,) = resolve(index, typed, DAY)
    assert answer.named == ()
    assert near in answer.near


def test_former_ids_name_the_record_that_took_their_place(kb: KnowledgeBase, index: CitationIndex) -> None:
    for former, current in list(kb.former.items())[:5]:
        assert [named.name for named in resolve(index, former, DAY)[0].named] == [current]


def test_a_wider_place_is_said_to_be_one_and_the_day_decides_the_status(index: CitationIndex) -> None:
    (answer,) = resolve(index, "15 CFR 744.23(a)", DAY)
    assert {named.how for named in answer.named} == {"wider"}
    (before,) = resolve(index, "商务部公告2025年第61号", "2025-10-08")
    assert before.named[0].word == "not yet made"


def test_several_citations_in_one_text_have_an_answer_each(index: CitationIndex) -> None:
    answers = resolve(index, "compare 88 FR 73458 with 90 FR 4544, please", DAY)
    assert [one.canonical for one in answers] == ["88 FR 73458", "90 FR 4544"]


def test_every_instrument_is_named_by_each_of_its_written_forms(
    kb: KnowledgeBase, index: CitationIndex
) -> None:
    shelf, lost = Shelf(kb), []
    for record in kb.of_kind("instruments"):
        work = shelf.works(record.id, DAY)[0]
        if "citation" not in record.data or "withdrawn" in record.data:
            continue
        for form in work.citation.FORMS:
            cited = parse(work.write(form), default_title="15")
            if cited is not None and record.id not in {target.id for target in index.targets(cited)[0]}:
                lost.append(work.write(form))
    assert lost == []


def test_wider_places_end_at_the_part() -> None:
    cited = parse("15 CFR 744.23(a)(3)(i)")
    assert cited is not None
    assert list(wider(keys(cited)[0])) == [
        "cfr:15:744.23(a)(3)(i)", "cfr:15:744.23(a)(3)", "cfr:15:744.23(a)", "cfr:15:744.23", "cfr:15:744",
    ]  # fmt: skip
    entry = parse("15 CFR part 774, supp. no. 1, ECCN 3A090.a.1")
    assert entry is not None
    assert list(wider(keys(entry)[0]))[-3:] == [
        "cfr:15:774 supp. 1 ECCN 3A090",
        "cfr:15:774 supp. 1",
        "cfr:15:774",
    ]
    assert "fr:88:73458" in set(slips("fr:88:73485"))


MEMO = """# Note
Date: 1 June 2025

Under 88 Fed. Reg. 73,458, 73,490 (Oct. 25, 2023) and 3A090.a.1 a licence was asked for.
Doubtful: 87 FR 62186 (Oct. 13, 2023), 88 FR 50000 (Dec. 1, 2023), 88 FR 73458, 73900,
商务部公告2025年第61号, 15 CFR 744.99 and 3C001.
"""


def test_a_memo_is_checked_for_its_own_day(index: CitationIndex) -> None:
    assert memo_day(MEMO) == "2025-06-01"
    memo = check_memo(index, MEMO, None, DAY)
    assert (memo.on, memo.own_day) == ("2025-06-01", True)
    said = {one.text: one for one in memo.checked}
    first = said["88 Fed. Reg. 73,458, 73,490 (Oct. 25, 2023)"]
    assert (first.line, first.column, first.fine) == (4, 7, True)
    assert said["3A090.a.1"].place == "recorded"
    assert (
        "Volume 87 of the Federal Register is that of 2022" in said["87 FR 62186 (Oct. 13, 2023)"].doubts[0]
    )
    assert "does not fit 2023-12-01" in said["88 FR 50000 (Dec. 1, 2023)"].doubts[0]
    assert "lies after the last page" in said["88 FR 73458, 73900"].doubts[0]
    assert "not yet made on 2025-06-01" in said["商务部公告2025年第61号"].doubts[0]
    assert not said["15 CFR 744.99"].known
    assert "several lists" in said["3C001"].doubts[0]
    assert check_memo(index, MEMO, DAY, DAY).on == DAY


def test_sections_are_checked_against_an_official_table_of_contents(index: CitationIndex) -> None:
    def sections(title: str, part: str, day: str) -> frozenset[str] | None:
        return frozenset({"744.23"}) if (title, part) == ("15", "744") else None

    memo = check_memo(index, "15 CFR 744.99, 15 CFR 744.23 and 15 CFR 740.2", DAY, DAY, sections)
    doubts = {one.text: one.doubts for one in memo.checked}
    assert "no § 744.99" in doubts["15 CFR 744.99"][0]
    assert doubts["15 CFR 744.23"] == ()
    assert doubts["15 CFR 740.2"] == ()


HOSTILE = {
    "one long line": "15 CFR " * 30_000,
    "nested brackets": "15 CFR 744.23" + "(a)" * 60_000 + "(" * 60_000,
    "right-to-left marks": "\u202e88 FR 73458\u2066" * 12_000,
    "full-width digits": "８８ ＦＲ ７３４５８、" * 15_000,
    "Chinese issuers": "商务部、海关总署、" * 20_000,
    "commas and quotes": "AT&T, Terms “, " * 14_000,
    "codes": "3A090.a.1.a.1." * 14_000,
    "dots": "." * 200_000,
    "addresses": "https://eur-lex.europa.eu/eli/reg/2021/" * 5_000,
    "our own": "Control Atlas, x (record " * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_proportion_and_never_fails(index: CitationIndex, name: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        check_memo(index, text, DAY, DAY)
        return time.process_time() - start

    text = HOSTILE[name]
    quarter = min(seconds(text[: len(text) // 4]) for _ in range(2))
    assert seconds(text) < 12 * quarter + 0.3


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="15CFR 74.2(a)§号年第公告〔《,;:-/\n\u202e\u200b８", max_size=120))
def test_no_text_makes_resolving_fail(index: CitationIndex, text: str) -> None:
    assert resolve(index, text, DAY)
    check_memo(index, text, DAY, DAY)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), *words], env={"ATLAS_TODAY": DAY})


def test_the_command_says_parts_names_status_and_addresses() -> None:
    text = run("resolve", "88", "Fed. Reg. 73,458").output
    assert "us-fr-2023-23055" in text
    assert "volume 88" in text
    assert "govinfo" in text
    found = json.loads(run("resolve", "3A090.a.1", "--json").stdout)["answers"][0]
    assert found["names"][0]["status"] == "in force"
    nothing = run("resolve", "15 CFR 744.99").output
    assert "says nothing about the law" in nothing


def test_a_memo_file_is_reported_as_text_and_json(tmp_path: Path) -> None:
    file = tmp_path / "memo.md"
    file.write_text(MEMO, encoding="utf-8")
    report = json.loads(run("cite-check", str(file), "--json").stdout)
    assert report["on"] == "2025-06-01"
    assert report["known"] < report["citations"]
    assert {one["pinpoint"] for one in report["checked"]} >= {"recorded", "none", "unknown"}
    text = run("cite-check", str(file)).output
    assert "the memo's own date" in text
    assert "not known here" in text
    assert run("cite-check", str(file), "--strict").exit_code == 1


def test_a_file_that_is_no_text_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "memo.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0 not text")
    result = run("cite-check", str(file))
    assert result.exit_code == 2
    assert "not UTF-8" in result.output
