"""Official addresses and CSL-JSON that follow from the fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from control_atlas.cite import Citation, csl, links

SECTION = {"type": "cfr", "title": "15", "part": "744", "section": "744.23", "paragraph": "(a)(2)"}
LIST = {"type": "cfr", "title": "15", "part": "774", "supplement": "1"}
FR = {"type": "fr", "volume": 88, "page": 73458, "document": "2023-23055", "published": "2023-10-25"}
EU = {"type": "eu-act", "act": "regulation", "year": 2021, "number": 821, "consolidated": "2024-11-08"}


@pytest.mark.parametrize(
    ("fields", "on", "urls"),
    [
        (
            SECTION,
            "2026-11-20",
            ["https://www.ecfr.gov/on/2026-11-20/title-15/section-744.23#p-744.23(a)(2)"],
        ),
        (SECTION, None, ["https://www.ecfr.gov/current/title-15/section-744.23#p-744.23(a)(2)"]),
        (
            SECTION | {"paragraph": "(a)(1)-(5)", "as_of": "2026-09-24"},
            None,
            ["https://www.ecfr.gov/on/2026-09-24/title-15/section-744.23#p-744.23(a)(1)"],
        ),
        (
            LIST,
            "2026-07-23",
            [
                "https://www.ecfr.gov/on/2026-07-23/title-15/part-774/appendix-Supplement%20No.%201%20to%20Part%20774"
            ],
        ),
        (
            FR,
            None,
            ["https://www.federalregister.gov/d/2023-23055", "https://www.govinfo.gov/link/fr/88/73458"],
        ),
        (
            {"type": "fr", "volume": 91, "page": 43034},
            None,
            [
                "https://www.federalregister.gov/citation/91-FR-43034",
                "https://www.govinfo.gov/link/fr/91/43034",
            ],
        ),
        (
            {"type": "usc", "title": "50", "section": "4819"},
            None,
            [
                "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title50-section4819&num=0&edition=prelim",
                "https://www.govinfo.gov/link/uscode/50/4819",
            ],
        ),
        (
            {"type": "public-law", "congress": 115, "number": 232},
            None,
            ["https://www.govinfo.gov/link/plaw/115/public/232"],
        ),
        (
            EU,
            None,
            [
                "https://eur-lex.europa.eu/eli/reg/2021/821/oj",
                "https://eur-lex.europa.eu/eli/reg/2021/821/2024-11-08",
                "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02021R0821-20241108",
            ],
        ),
        (
            {"type": "uk-si", "year": 2025, "number": 1197},
            "2026-01-01",
            [
                "https://www.legislation.gov.uk/uksi/2025/1197/2026-01-01",
                "https://www.legislation.gov.uk/uksi/2025/1197/made",
            ],
        ),
        (
            {"type": "ca-sor", "year": 1989, "number": 202},
            None,
            ["https://laws-lois.justice.gc.ca/eng/regulations/SOR-89-202/"],
        ),
        (
            {"type": "nl-staatscourant", "year": 2023, "number": 18212},
            None,
            ["https://zoek.officielebekendmakingen.nl/stcrt-2023-18212.html"],
        ),
        (
            {"type": "jp-ordinance", "level": "cabinet-order", "year": 1949, "number": 378},
            None,
            ["https://laws.e-gov.go.jp/law/324CO0000000378"],
        ),
        ({"type": "cn-announcement", "issuers": ["mofcom"], "year": 2025, "number": 61}, None, []),
        (
            {"type": "executive-order", "number": 14320, "fr_volume": 90, "fr_page": 35393},
            None,
            [
                "https://www.federalregister.gov/executive-order/14320",
                "https://www.govinfo.gov/link/fr/90/35393",
            ],
        ),
        ({"type": "proclamation", "number": 11002}, None, []),
        (
            SECTION | {"year": 2025},
            "2025-04-01",
            [
                "https://www.ecfr.gov/on/2025-04-01/title-15/section-744.23#p-744.23(a)(2)",
                "https://www.govinfo.gov/link/cfr/15/744?sectionnum=23&year=2025",
            ],
        ),
    ],
)
def test_official_addresses_follow_from_the_fields(
    fields: dict[str, Any], on: str | None, urls: list[str]
) -> None:
    assert [link.url for link in links(Citation.from_fields(fields), on)] == urls


def test_a_consolidated_text_is_linked_by_date_only_where_its_date_is_known() -> None:
    undated = {name: value for name, value in EU.items() if name != "consolidated"}
    found = links(Citation.from_fields(undated), "2026-01-01")
    assert not any("2026-01-01" in link.url for link in found)


def test_a_citation_as_csl_json() -> None:
    assert csl(
        Citation.from_fields(FR), "Advanced computing rule", key="us-fr-2023-23055", accessed="2026-11-20"
    ) == {
        "id": "us-fr-2023-23055",
        "type": "legislation",
        "title": "Advanced computing rule",
        "title-short": "88 FR 73458",
        "container-title": "Federal Register",
        "container-title-short": "Fed. Reg.",
        "volume": 88,
        "page": "73458",
        "page-first": "73458",
        "number": "2023-23055",
        "issued": {"date-parts": [[2023, 10, 25]]},
        "note": "Cite as: 88 Fed. Reg. 73,458 (Oct. 25, 2023)",
        "URL": "https://www.federalregister.gov/d/2023-23055",
        "accessed": {"date-parts": [[2026, 11, 20]]},
    }


def test_terms_become_a_web_page_of_their_provider() -> None:
    terms = {"type": "terms", "provider": "Anthropic", "title": "Usage Policy", "effective": "2025-09-15"}
    item = csl(Citation.from_fields(terms), "Usage Policy", key="x", url="https://example.org/policy")
    assert (item["type"], item["author"], item["URL"]) == (
        "webpage",
        [{"literal": "Anthropic"}],
        "https://example.org/policy",
    )


GOLDEN = yaml.safe_load((Path(__file__).parent / "golden.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.get("short", case.get("full")))
def test_every_citation_becomes_a_csl_item_that_says_how_to_cite_it(case: dict[str, Any]) -> None:
    citation = Citation.from_fields(case["fields"])
    item = csl(citation, "A title", key="some-record")
    assert (item["id"], item["title"]) == ("some-record", "A title")
    assert item["note"].endswith(f"Cite as: {citation.write('full')}")
    assert item["type"] in {
        "legislation",
        "webpage",
        "report",
        "personal_communication",
        "document",
        "legal_case",
    }
    parts = item.get("issued", {"date-parts": [[2025]]})["date-parts"]
    assert all(isinstance(part, int) for part in parts[0])
    assert None not in item.values()
    assert all(link.url.startswith("https://") for link in links(citation, "2026-01-01"))
