"""Whether codes and fields are well formed and agree with each other."""

from __future__ import annotations

from typing import Any

import pytest

from control_atlas.cite import checks, codes, eu, problems
from control_atlas.cite.numerals import chinese, era_year, number


@pytest.mark.parametrize(
    "code", ["3A090", "3A090.a.1", "3A001.z", "3B001.c.1.a", "9A610.y.10", "1C351.d.10", "0A505.x"]
)
def test_list_entries_of_the_lists_are_accepted(code: str) -> None:
    assert codes.eccn(code) is None
    assert codes.eccn(code, "eu") is None


@pytest.mark.parametrize(
    "code", ["3A09", "3F001", "3A0900", "3A090.A", "3A090.1", "3A090a", "3a090", "", "3A090.a.1.1", "٣A090"]
)
def test_what_is_no_list_entry_is_named(code: str) -> None:
    assert repr(code) in str(codes.eccn(code))


def test_wassenaar_also_counts_with_dots() -> None:
    assert codes.eccn("3.A.1.b.2", "wassenaar") is None
    assert codes.eccn("3.A.1.b.2") is not None


@pytest.mark.parametrize("code", ["1C902", "2B902.a.1", "1C914.c"])
def test_control_codes_of_china_are_accepted(code: str) -> None:
    assert codes.cn_control_code(code) is None


@pytest.mark.parametrize("code", ["1C90", "C1902", "1c902", "1C902.", "1F902"])
def test_what_is_no_control_code_of_china_is_named(code: str) -> None:
    assert repr(code) in str(codes.cn_control_code(code))


@pytest.mark.parametrize(
    "code", ["280530", "2805.30", "28053011", "2805.30.11", "2805301100", "2846.90.11.00"]
)
def test_customs_codes_have_six_eight_or_ten_digits(code: str) -> None:
    assert codes.commodity_code(code) is None


@pytest.mark.parametrize(
    "code",
    ["2805", "28053", "28.0530", "2805.3", "77123456", "001234", "2805 30", "280530110", "２８０５３０"],
)
def test_what_is_no_customs_code_is_named(code: str) -> None:
    assert repr(code) in str(codes.commodity_code(code))


def test_only_the_wanted_lengths_of_a_customs_code_pass() -> None:
    assert codes.commodity_code("280530", (8, 10)) == "'280530' is no customs code of 8, 10 digits."


def test_all_249_countries_are_known_and_usual_mistakes_are_explained() -> None:
    assert len(codes.COUNTRIES) == 249
    assert {"CN", "HK", "MO", "TW", "NO", "GB", "AE", "KH"} <= codes.COUNTRIES
    assert codes.country("NO") is None
    assert "GB" in str(codes.country("UK"))
    assert "CN" in str(codes.country("cn"))
    assert codes.country("XX") == "'XX' is no country code of ISO 3166-1."


def test_a_volume_of_the_federal_register_belongs_to_its_year() -> None:
    assert checks.fr_volume(87, "2022-10-13") is None
    assert checks.fr_volume(91, "2026-01-15") is None
    assert "2022, not of 2023" in str(checks.fr_volume(87, "2023-10-25"))


def test_a_section_lies_in_its_part() -> None:
    assert checks.cfr_section("744", "744.23") is None
    assert checks.cfr_section("240", "240.10b-5") is None
    assert "not in part 742" in str(checks.cfr_section("742", "744.23"))
    assert "no section" in str(checks.cfr_section("744", "744"))


@pytest.mark.parametrize("path", ["(a)(3)(i)(B)", "(a)(1)-(5)", "(a)(10), (b)(11)", "(dd)"])
def test_paths_of_paragraphs_are_accepted(path: str) -> None:
    assert checks.paragraphs(path) is None


@pytest.mark.parametrize("path", ["a", "(a", "(a)(2025)", "(a) (1)", "(a),(b)", ""])
def test_what_is_no_path_of_paragraphs_is_named(path: str) -> None:
    assert repr(path) in str(checks.paragraphs(path))


def test_a_celex_number_agrees_with_the_act() -> None:
    assert eu.celex("regulation", 2021, 821) == "32021R0821"
    assert eu.celex("regulation", 2021, 821, "2024-11-08") == "02021R0821-20241108"
    assert checks.celex_agrees("32021R0821", "regulation", 2021, 821) is None
    assert checks.celex_agrees("02021R0821-20241108", "regulation", 2021, 821) is None
    assert checks.celex_agrees("32025R2003", "delegated-regulation", 2025, 2003) is None
    assert "which is 32021R0821" in str(checks.celex_agrees("32021L0821", "regulation", 2021, 821))
    assert "no CELEX number" in str(checks.celex_agrees("2021/821", "regulation", 2021, 821))


@pytest.mark.parametrize("code", ["32021R0821", "52024XC05881", "02021R0821-20241108", "32021R0821R(01)"])
def test_celex_numbers_of_other_sectors_are_accepted(code: str) -> None:
    assert checks.celex(code) is None


def test_an_announcement_is_published_in_its_year_or_the_next_january() -> None:
    assert checks.cn_number(2023, 66, "2023-12-29") is None
    assert checks.cn_number(2023, 66, "2024-01-02") is None
    assert "cannot have been published" in str(checks.cn_number(2023, 66, "2024-02-01"))
    assert checks.cn_number(2023, 0) is not None


def test_a_presidential_document_signed_in_december_may_be_printed_in_the_next_volume() -> None:
    order = {"type": "executive-order", "number": 14000, "fr_volume": 90, "fr_page": 1}
    assert problems(order | {"signed": "2024-12-30"}) == []
    assert problems(order | {"signed": "2024-10-30"})[0][0] == "fr_volume"


FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown type": ({"type": "cfrr"}, "type", "'cfrr' is no type of citation."),
    "no type": ({"volume": 1}, "type", "None is no type of citation."),
    "unknown field": ({"type": "fr", "volum": 88}, "volum", "Citations of type fr have no such field."),
    "missing field": ({"type": "usc", "title": "50"}, "section", "Citations of type usc need it."),
    "neither page nor document": (
        {"type": "fr"},
        "volume",
        "Citations of type fr need volume and page, or a document number.",
    ),
    "number as text": ({"type": "fr", "volume": "88", "page": 1}, "volume", "'88' is not a whole number."),
    "text as number": ({"type": "usc", "title": 50, "section": "1"}, "title", "50 is not a text."),
    "truth as number": ({"type": "fr", "volume": True, "page": 1}, "volume", "True is not a whole number."),
    "impossible day": (
        {"type": "fr", "volume": 88, "page": 1, "published": "2023-02-30"},
        "published",
        "'2023-02-30' is not a day.",
    ),
    "pinpoint in prose": (
        {"type": "uk-si", "year": 2025, "number": 1, "pinpoint": "somewhere"},
        "pinpoint",
        "'somewhere' is not understood as a pinpoint.",
    ),
    "unknown issuer": (
        {"type": "cn-announcement", "issuers": ["mofcm"], "year": 2025, "number": 1},
        "issuers",
        "'mofcm' is no known issuer.",
    ),
    "issuers as text": (
        {"type": "cn-announcement", "issuers": "mofcom", "year": 2025, "number": 1},
        "issuers",
        "'mofcom' is not a list of texts.",
    ),
    "volume of another year": (
        {"type": "fr", "volume": 87, "page": 1, "published": "2023-10-25"},
        "volume",
        "Volume 87 of the Federal Register is that of 2022, not of 2023.",
    ),
    "pages backwards": (
        {"type": "fr", "volume": 87, "page": 9, "last_page": 3},
        "last_page",
        "The last page 3 is before the first, 9.",
    ),
    "section of another part": (
        {"type": "cfr", "title": "15", "part": "742", "section": "744.23"},
        "section",
        "Section 744.23 is not in part 742.",
    ),
    "year before the era": (
        {"type": "jp-ordinance", "level": "act", "year": 1980, "number": 1, "era": "reiwa"},
        "year",
        "1980 is not a year of the era reiwa.",
    ),
    "unknown act": (
        {"type": "eu-act", "act": "law", "year": 2021, "number": 1},
        "act",
        "'law' is not known.",
    ),
}


@pytest.mark.parametrize(("fields", "field", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_field_and_a_fix(fields: dict[str, Any], field: str, message: str) -> None:
    ((found, said, fix),) = problems(fields)
    assert (found, said) == (field, message)
    assert fix.endswith(".")


def test_a_title_that_would_not_read_back_is_a_problem() -> None:
    ((field, message, _),) = problems(
        {"type": "terms", "provider": "Example; Inc", "title": "Terms", "effective": "2025-01-01"}
    )
    assert field == "type"
    assert "does not read back" in message


def test_well_formed_citations_have_no_problems() -> None:
    assert problems({"type": "fr", "volume": 88, "page": 73458, "published": "2023-10-25"}) == []
    assert problems({"type": "cn-announcement", "issuers": ["mofcom"], "year": 2025, "number": 61}) == []


def test_numbers_survive_being_written_in_chinese() -> None:
    assert [chinese(n) for n in (1, 10, 14, 20, 61, 101, 110, 1001, 2026)] == [
        *("一", "十", "十四", "二十", "六十一", "一百零一", "一百一十", "一千零一", "二千零二十六"),
    ]
    assert all(number(chinese(n)) == n for n in range(1, 10000))


@pytest.mark.parametrize(
    ("words", "value"), [("三百七十八", 378), ("百五", 105), ("二〇二五", 2025), ("元", 1), ("12", 12)]
)
def test_numbers_are_read_as_chinese_and_japanese_write_them(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize("words", ["", "十百", "一二十", "abc", "一x"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert number(words) is None


def test_a_year_of_two_eras_is_of_the_later_unless_told() -> None:
    assert era_year(2019) == "令和元年"
    assert era_year(2019, "heisei") == "平成31年"
    with pytest.raises(ValueError, match="not a year of the era reiwa"):
        era_year(2018, "reiwa")
