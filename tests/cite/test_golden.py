"""The written forms, as their readers expect them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from control_atlas.cite import Citation, write

CASES = yaml.safe_load((Path(__file__).parent / "golden.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("short", case.get("full")))
def test_a_citation_is_written_as_its_readers_expect(case: dict[str, Any]) -> None:
    forms = {form: text for form, text in case.items() if form != "fields"}
    citation = Citation.from_fields(case["fields"])
    assert {form: citation.write(form) for form in forms} == forms


FR = {"type": "fr", "volume": 88, "page": 73458, "document": "2023-23055", "published": "2023-10-25"}
SECTION = {"type": "cfr", "title": "15", "part": "744", "section": "744.23"}
EAR = {"type": "cfr", "title": "15", "part": "730", "last_part": "774"}
EU = {"type": "eu-act", "act": "regulation", "year": 2021, "number": 821}


@pytest.mark.parametrize(
    ("fields", "pinpoint", "written"),
    [
        (FR, "73490", "88 Fed. Reg. 73,458, 73,490 (Oct. 25, 2023)"),
        (FR, "p. 73,490", "88 Fed. Reg. 73,458, 73,490 (Oct. 25, 2023)"),
        (FR, "73490-92", "88 Fed. Reg. 73,458, 73,490-73,492 (Oct. 25, 2023)"),
        (FR, "88 FR 73458, 73461", "88 Fed. Reg. 73,458, 73,461 (Oct. 25, 2023)"),
        (FR, "88 FR 73458, DATES", "88 Fed. Reg. 73,458 (Oct. 25, 2023), DATES"),
        (FR, "savings clause", "88 Fed. Reg. 73,458 (Oct. 25, 2023), savings clause"),
        (
            FR,
            "supp. no. 1 to part 774, ECCN 3A090.a",
            "88 Fed. Reg. 73,458 (Oct. 25, 2023) (15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090.a)",
        ),
        (
            FR,
            "15 CFR 742.6(a)(6)(iii)(A)",
            "88 Fed. Reg. 73,458 (Oct. 25, 2023) (15 C.F.R. § 742.6(a)(6)(iii)(A))",
        ),
        (SECTION, "(a)(2)", "15 C.F.R. § 744.23(a)(2)"),
        (SECTION, "§ 744.23(b)", "15 C.F.R. § 744.23(b)"),
        (SECTION, "15 CFR 744.23(b), (d)", "15 C.F.R. § 744.23(b), (d)"),
        (EAR, "supp. no. 1 to part 774, ECCN 3A090.a", "15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090.a"),
        (EAR, "part 740", "15 C.F.R. pt. 740"),
        (
            EAR,
            "supp. no. 1 to part 740, Country Group D, note",
            "15 C.F.R. pt. 740, supp. no. 1, Country Group D, note",
        ),
        (EU, "Article 9(1)", "Regulation (EU) 2021/821, art 9(1)"),
        (EU, "Annex I, 3A001.a", "Regulation (EU) 2021/821, annex I, 3A001.a"),
        ({"type": "usc", "title": "50", "section": "4819"}, "(b)", "50 U.S.C. § 4819(b)"),
        (
            {"type": "terms", "provider": "xAI", "title": "Terms", "effective": "2026-01-01"},
            "2(b)",
            "xAI, Terms (effective Jan. 1, 2026), § 2(b)",
        ),
        (
            {"type": "cn-announcement", "issuers": ["mofcom"], "year": 2025, "number": 61},
            "Annex 1",
            "Ministry of Commerce, Announcement No. 61 of 2025, annex 1",
        ),
    ],
)
def test_a_pinpoint_as_records_write_it_joins_the_citation(
    fields: dict[str, Any], pinpoint: str, written: str
) -> None:
    assert write(Citation.from_fields(fields), "full", pinpoint, default_title="15") == written


def test_a_location_in_the_code_stays_in_words_while_no_title_is_assumed() -> None:
    text = write(Citation.from_fields(FR), "short", "supp. no. 1 to part 774, ECCN 3A090.a")
    assert text == "88 FR 73458, supp. no. 1 to part 774, ECCN 3A090.a"


def test_a_form_that_a_type_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="have no native form; they have short, full, later, plain"):
        write(Citation.from_fields(FR), "native")


def test_a_location_of_another_part_is_not_taken_for_a_pinpoint_of_a_section() -> None:
    assert Citation.from_fields(SECTION).at("744.11(a)") is None
    assert Citation.from_fields(SECTION).at("22 CFR 744.23(a)") is None


def test_two_versions_of_a_terms_document_differ_in_the_short_form() -> None:
    terms = {"type": "terms", "provider": "Anthropic", "title": "Consumer Terms", "version": "United Kingdom"}
    written = {
        Citation.from_fields(terms | {"effective": day}).write("short")
        for day in ("2025-05-01", "2025-10-08")
    }
    assert written == {
        "Anthropic, Consumer Terms (version United Kingdom; effective 2025-05-01)",
        "Anthropic, Consumer Terms (version United Kingdom; effective 2025-10-08)",
    }
