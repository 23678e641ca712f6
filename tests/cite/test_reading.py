"""Citations as people type and paste them."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_atlas.cite import parse, read

CFR = {"type": "cfr", "title": "15"}
MOFCOM_61 = {"type": "cn-announcement", "issuers": ["mofcom"], "year": 2025, "number": 61}
JOINT_18 = {"type": "cn-announcement", "issuers": ["mofcom", "gacc"], "year": 2025, "number": 18}
REGULATION = {"type": "eu-act", "act": "regulation", "year": 2021, "number": 821, "domain": "EU"}

TYPED: list[tuple[str, dict[str, Any]]] = [
    ("15 CFR 744.23(a)(3)(i)(B)", {**CFR, "part": "744", "section": "744.23", "paragraph": "(a)(3)(i)(B)"}),
    ("15 C.F.R. § 744.23", {**CFR, "part": "744", "section": "744.23"}),
    ("15 C. F. R. §744.23", {**CFR, "part": "744", "section": "744.23"}),
    ("15 CFR 744.23 (a)(2)", {**CFR, "part": "744", "section": "744.23", "paragraph": "(a)(2)"}),
    ("Title 15 of the Code of Federal Regulations, part 744", {**CFR, "part": "744"}),
    ("15 CFR 744", {**CFR, "part": "744"}),
    ("§ 744.23", {**CFR, "part": "744", "section": "744.23"}),
    ("Supp. No. 4 to Part 744", {**CFR, "part": "744", "supplement": "4"}),
    ("Supplement No. 4 to part 744 of the EAR", {**CFR, "part": "744", "supplement": "4"}),
    (
        "15 CFR Part 774, Supp. No. 1, ECCN 4A003.z",
        {**CFR, "part": "774", "supplement": "1", "eccn": "4A003.z"},
    ),
    (
        "15 CFR part 748, supp. no. 2, para. (dd)(3)(i)(A)-(C), (ii), (iii)",
        {**CFR, "part": "748", "supplement": "2", "paragraph": "(dd)(3)(i)(A)-(C), (ii), (iii)"},
    ),
    (
        "15 CFR 742.6(a)(10), (b)(11)",
        {**CFR, "part": "742", "section": "742.6", "paragraph": "(a)(10), (b)(11)"},
    ),
    ("17 C.F.R. § 240.10b-5", {"type": "cfr", "title": "17", "part": "240", "section": "240.10b-5"}),
    ("88 FR 73458", {"type": "fr", "volume": 88, "page": 73458}),
    ("88 Fed. Reg. 73,458", {"type": "fr", "volume": 88, "page": 73458}),
    ("88 F.R. 73458", {"type": "fr", "volume": 88, "page": 73458}),
    (
        "88 Fed. Reg. 73,458, 73,490-92",
        {"type": "fr", "volume": 88, "page": 73458, "pinpoint": "pp. 73490-73492"},
    ),
    ("89 FR 72926 (Sept. 6, 2024)", {"type": "fr", "volume": 89, "page": 72926, "published": "2024-09-06"}),
    (
        "FR Doc. 2025-06591 (Apr. 16, 2025)",
        {"type": "fr", "document": "2025-06591", "published": "2025-04-16"},
    ),
    ("50 U.S.C. 4819(b)", {"type": "usc", "title": "50", "section": "4819", "paragraph": "(b)"}),
    ("50 USC § 4819", {"type": "usc", "title": "50", "section": "4819"}),
    ("50 U.S. Code 4819", {"type": "usc", "title": "50", "section": "4819"}),
    ("50 U.S.C. §§ 4801-4852", {"type": "usc", "title": "50", "section": "4801", "last_section": "4852"}),
    ("42 U.S.C. 2000e-5", {"type": "usc", "title": "42", "section": "2000e-5"}),
    ("Pub. L. 115-232", {"type": "public-law", "congress": 115, "number": 232}),
    ("Public Law No. 115–232", {"type": "public-law", "congress": 115, "number": 232}),
    ("EO 14320", {"type": "executive-order", "number": 14320}),
    ("E.O. 14320 (July 23, 2025)", {"type": "executive-order", "number": 14320, "signed": "2025-07-23"}),
    ("Executive Order No. 14,320", {"type": "executive-order", "number": 14320}),
    (
        "Proclamation 11002 of January 14, 2026",
        {"type": "proclamation", "number": 11002, "signed": "2026-01-14"},
    ),
    ("Regulation (EU) 2021/821 art 4(1)", {**REGULATION, "pinpoint": "art. 4(1)"}),
    ("Article 9 of Regulation (EU) 2021/821", {**REGULATION, "pinpoint": "art. 9"}),
    ("Articles 2 and 10(1) of the Regulation (EU) 2021/821", {**REGULATION, "pinpoint": "arts. 2, 10(1)"}),
    ("32021R0821", REGULATION),
    ("CELEX: 32021R0821", REGULATION),
    ("02021R0821-20241108", {**REGULATION, "consolidated": "2024-11-08"}),
    (
        "Council Regulation (EC) 428/2009",
        {"type": "eu-act", "act": "regulation", "year": 2009, "number": 428, "domain": "EC", "by": "council"},
    ),
    (
        "Council Decision 2014/512/CFSP",
        {"type": "eu-act", "act": "decision", "year": 2014, "number": 512, "domain": "CFSP", "by": "council"},
    ),
    (
        "Council Regulation (EC) No 3381/94",
        {
            "type": "eu-act",
            "act": "regulation",
            "year": 1994,
            "number": 3381,
            "domain": "EC",
            "by": "council",
        },
    ),
    ("商务部公告2025年第61号", MOFCOM_61),
    ("商务部公告2025第61号", MOFCOM_61),
    ("商务部2025年第61号公告", MOFCOM_61),
    ("商务部公告〔2025〕第61号", MOFCOM_61),
    ("商务部公告２０２５年第６１号", MOFCOM_61),
    ("商务部 海关总署公告2025年第18号", JOINT_18),
    ("商务部、海关总署公告2025年第18号第一条第（一）项", {**JOINT_18, "pinpoint": "para. 1(1)"}),
    ("MOFCOM Announcement No. 61 of 2025", MOFCOM_61),
    ("MOFCOM Announcement 2025 No. 61", MOFCOM_61),
    ("MOFCOM/GACC Announcement 2025 No. 18, para. 1(1)", {**JOINT_18, "pinpoint": "para. 1(1)"}),
    (
        "中华人民共和国国务院令第七百九十二号第十四条第二款",
        {"type": "cn-decree", "issuers": ["state-council"], "number": 792, "pinpoint": "art. 14, para. 2"},
    ),
    (
        "《中华人民共和国对外贸易法》（2025年修订）第二十一条",
        {"type": "cn-law", "title": "中华人民共和国对外贸易法", "year": 2025, "pinpoint": "art. 21"},
    ),
    (
        "令和七年経済産業省令第七十二号",
        {
            "type": "jp-ordinance",
            "level": "ministerial-ordinance",
            "ministry": "meti",
            "year": 2025,
            "number": 72,
        },
    ),
    (
        "昭和二十四年政令第三百七十八号",
        {"type": "jp-ordinance", "level": "cabinet-order", "year": 1949, "number": 378},
    ),
    (
        "平成31年法律第5号",
        {"type": "jp-ordinance", "level": "act", "year": 2019, "number": 5, "era": "heisei"},
    ),
    ("Stcrt. 2023, 18212", {"type": "nl-staatscourant", "year": 2023, "number": 18212}),
    ("Stcrt. 2023, nr. 18212", {"type": "nl-staatscourant", "year": 2023, "number": 18212}),
    ("SOR/2024-112, ss. 1-3", {"type": "ca-sor", "year": 2024, "number": 112, "pinpoint": "sections 1-3"}),
    ("S.I. 2025/1197", {"type": "uk-si", "year": 2025, "number": 1197}),
    (
        "SI 2025 No. 1197, regs 9-10",
        {"type": "uk-si", "year": 2025, "number": 1197, "pinpoint": "regs. 9-10"},
    ),
    (
        'OpenAI, Usage Policies (updated 2023-03-23), heading "Disallowed usage"',
        {
            "type": "terms",
            "provider": "OpenAI",
            "title": "Usage Policies",
            "updated": "2023-03-23",
            "pinpoint": '"Disallowed usage"',
        },
    ),
]


@pytest.mark.parametrize(("text", "fields"), TYPED, ids=[text for text, _ in TYPED])
def test_a_citation_as_typed_is_understood(text: str, fields: dict[str, Any]) -> None:
    citation = parse(text, default_title="15")
    assert (citation.fields() if citation else {}) == fields


MEMO = """Under 88 FR 73458 (Oct. 25, 2023), ECCN 3A090 was rewritten; see 15 CFR 744.23(a)(3)(i)(B), and compare
supp. no. 1 to part 774 of the EAR. China answered with 商务部 海关总署公告2025年第18号，其中第一条; Regulation
(EU) 2021/821 art 4(1) is different. Anthropic, Commercial Terms of Service (effective 2025-06-17), section D.4(a),
stands apart from 50 U.S.C. 4819(b), (c) and SI 2025/1197."""


def test_every_citation_of_a_memo_is_found_where_it_stands() -> None:
    found = read(MEMO)
    assert [one.canonical for one in found] == [
        "88 FR 73458",
        "15 CFR 744.23(a)(3)(i)(B)",
        "15 CFR part 774, supp. no. 1",
        "MOFCOM and GACC Announcement No. 18 of 2025",
        "Regulation (EU) 2021/821, art 4(1)",
        "Anthropic, Commercial Terms of Service (effective 2025-06-17), section D.4(a)",
        "50 U.S.C. 4819(b), (c)",
        "SI 2025/1197",
    ]
    assert all(MEMO[one.start : one.end] == one.text for one in found)
    assert found[4].text == "Regulation\n(EU) 2021/821 art 4(1)"


@pytest.mark.parametrize(
    "text",
    [
        "§ 744.23",  # no title is assumed unless told
        "1,015 CFR",
        "see 88 FR",
        "the EU 2021/821",
        "MOFCOM Announcement No. 61",  # numbers begin again every year
        "744.23",
        "3A090",
        "Council Regulation",
        "a part 744 to the machine",
        "SI units 2025/1197",
        "",
    ],
)
def test_what_is_no_citation_is_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("(i) under 15 CFR 744.23(a)(2), (ii) under another", "(a)(2)"),
        ("15 CFR 744.23(a)(2) and (3)(i).", "(a)(2), (3)(i)"),
        ("15 C.F.R. § 744.23(a)(2) (2025)", "(a)(2)"),
        ("15 CFR 744.23(a)(2).", "(a)(2)"),
    ],
)
def test_an_enumeration_in_prose_is_not_taken_for_a_paragraph(text: str, paragraph: str) -> None:
    (found,) = read(text)
    assert found.fields["paragraph"] == paragraph


def test_a_second_federal_register_citation_is_not_a_page_of_the_first() -> None:
    assert [one.canonical for one in read("1 FR 50, 90 FR 4544, 4557 and 89 FR 72926")] == [
        "1 FR 50",
        "90 FR 4544, 4557",
        "89 FR 72926",
    ]


def test_positions_are_those_of_the_original_with_invisible_marks_and_wide_digits() -> None:
    text = "\u202esee\u200b １５\u00a0CFR \u200f744．23\u00ad(a) now"
    (found,) = read(text)
    assert found.canonical == "15 CFR 744.23(a)"
    assert text[found.start : found.end] == found.text
    assert found.text == "１５\u00a0CFR \u200f744．23\u00ad(a)"


def test_titles_keep_the_signs_of_the_original() -> None:
    text = "商务部公告2024年第51号《关于发布〈中华人民共和国两用物项出口管制清单〉的公告（节选）》"
    citation = parse(text)
    assert citation is not None
    assert citation.fields()["title"] == "关于发布《中华人民共和国两用物项出口管制清单》的公告（节选）"
    assert citation.write("native") == text


def test_parse_refuses_more_than_one_citation_and_words_around_one() -> None:
    assert parse("88 FR 73458; 89 FR 72926") is None
    assert parse("see 88 FR 73458") is None
    assert parse("88 FR 73458 as amended") is None


def test_an_announcement_with_an_issuer_that_is_not_known_is_not_read_as_one_of_the_others_alone() -> None:
    assert read("外汇管理局、海关总署公告2006年第50号") == []
    (found,) = read("商务部公告2025年第61号、海关总署公告2006年第50号")[1:]
    assert found.fields["issuers"] == ["gacc"]
    (found,) = read("商务部、国家国防科工委、海关总署公告2006年第50号")
    assert found.fields["issuers"] == ["mofcom", "costind", "gacc"]


def test_a_terms_document_is_not_cut_out_of_another_citation() -> None:
    found = read("See 88 FR 73458, Annex on Terms (version 2).")
    assert [one.canonical for one in found] == ["88 FR 73458"]


PIECES = [
    *(
        "15 CFR ",
        "§ ",
        "744.23",
        "(a)",
        "88 FR ",
        "73458",
        ", ",
        "公告",
        "商务部",
        "2025年第",
        "号",
        "(",
        ")",
        "《",
        "》",
    ),
    *(
        "Regulation (EU) ",
        "2021/821",
        "art ",
        "No. ",
        "supp. no. 1 to part ",
        "\u202e",
        "\u200b",
        "９",
        "第",
        "条",
    ),
    *(
        "Anthropic, Terms ",
        "(effective 2025-06-17)",
        "(guidance; ",
        "昭和24年政令第",
        "Law of the PRC",
        "SI ",
        "Pub. L. ",
    ),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=60).map("".join))
def test_any_text_is_read_without_fault_and_positions_fit(text: str) -> None:
    end = 0
    for found in read(text, default_title="15"):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.canonical
        end = found.end


HOSTILE = {
    "open brackets": "(" * 200_000,
    "nested paragraphs": "15 CFR 744.23" + "(a)" * 60_000,
    "paragraph lists": "15 CFR 744.23(a)" + ", (b)" * 40_000,
    "digits": "1" * 200_000,
    "wide digits": "１" * 200_000,
    "numbers with commas": "88 Fed. Reg. " + "73,458, " * 25_000,
    "capitals before a law": "A" * 200_000 + " Law of the PRC",
    "capital words before laws": "Aa " * 60_000 + "Law of the PRC",
    "spaces": "88 FR" + " " * 200_000 + "73458",
    "title words": ("Title " * 30 + "(effective 2025-01-01) ") * 1000,
    "open title of an EU act": "Regulation (EU) 2021/821 on " * 7_000,
    "issuers": "商务部 " * 50_000 + "公告",
    "English issuers": "MOFCOM and " * 18_000 + "Announcement",
    "quotation marks": 'SI 2025/1197, "' * 13_000,
    "direction marks": "\u202e\u202d" * 100_000 + "88 FR 73458",
    "labels": "SI 2025/1197, " + "art. 1, " * 25_000,
    "dots": "15 CFR 744" + ".1" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_of_hostile_text(text: str) -> None:
    def seconds(part: str) -> float:
        start = time.process_time()
        read(part, default_title="15")
        return time.process_time() - start

    quarter = max(seconds(text[: len(text) // 4]), 0.03)
    assert seconds(text) < 10 * quarter
