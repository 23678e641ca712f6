"""Two independent public parsers read back the United States forms that we write.

Where they see something else, the difference stands in ``DIFFERENCES`` with the reason; an entry that is no
longer needed fails as much as one that is missing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from control_atlas.cite import Citation
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder

eyecite = pytest.importorskip("eyecite")
citeurl = pytest.importorskip("citeurl")

SECTION = {"type": "cfr", "title": "15", "part": "744", "section": "744.23"}
FR = {"type": "fr", "volume": 88, "page": 73458, "document": "2023-23055", "published": "2023-10-25"}
CITED: list[dict[str, Any]] = [
    SECTION,
    SECTION | {"paragraph": "(a)(3)(i)(B)"},
    SECTION | {"paragraph": "(a)(2)", "year": 2025},
    {"type": "cfr", "title": "17", "part": "240", "section": "240.10b-5"},
    {"type": "cfr", "title": "15", "part": "744"},
    {"type": "cfr", "title": "15", "part": "774", "supplement": "1", "eccn": "3A090.a"},
    FR,
    FR | {"pinpoint": "p. 73490"},
    {"type": "fr", "volume": 90, "page": 4544},
    {"type": "usc", "title": "50", "section": "4819"},
    {"type": "usc", "title": "50", "section": "4819", "paragraph": "(b)"},
    {"type": "usc", "title": "50", "section": "4801", "last_section": "4852"},
    {"type": "usc", "title": "42", "section": "2000e-5"},
    {"type": "public-law", "congress": 115, "number": 232},
]


def _said(citation: Citation) -> dict[str, str]:
    """What the parsers can say of a citation, in their terms."""
    fields = citation.fields()
    match fields["type"]:
        case "cfr" | "usc":
            section = fields.get("section", "") + (
                f"-{fields['last_section']}" if "last_section" in fields else ""
            )
            said = {"title": fields["title"], "section": section, "paragraph": fields.get("paragraph", "")}
        case "fr":
            pin = fields.get("pinpoint", "").removeprefix("p. ")
            said = {"volume": str(fields["volume"]), "page": str(fields["page"]), "pin": pin}
        case _:
            said = {"law": f"{fields['congress']}-{fields['number']}"}
    return {name: value for name, value in said.items() if value}


def _by_eyecite(text: str) -> dict[str, str]:
    found = [
        cite
        for cite in eyecite.get_citations(f"See {text}.")
        if isinstance(cite, eyecite.models.FullLawCitation)
    ]
    if len(found) != 1:
        return {}
    groups, pin = found[0].groups, found[0].metadata.pin_cite or ""
    if groups["reporter"] == "Pub. L.":
        return {"law": groups["title"]}
    if "page" in groups:
        said = {"volume": groups["volume"], "page": groups["page"].replace(",", ""), "pin": pin}
    else:
        title = groups.get("title") or groups["chapter"]
        said = {"title": title, "section": groups["section"], "paragraph": pin}
    return {name: value for name, value in said.items() if value}


def _by_citeurl(text: str) -> dict[str, str]:
    found = citeurl.list_cites(f"See {text}.")
    if len(found) != 1:
        return {}
    tokens = found[0].tokens
    if "law" in tokens:
        return {"law": f"{tokens['congress']}-{tokens['law']}"}
    names = {"title": "title", "section": "section", "subsection": "paragraph"}
    names |= {"volume": "volume", "page": "page", "pincite": "pin"}
    return {name: tokens[token] for token, name in names.items() if tokens.get(token)}


PARSERS = {"eyecite": _by_eyecite, "citeurl": _by_citeurl}
NO_SIGN = "reads sections of the two codes only after the section sign"
NO_PART = "knows sections of the CFR, but neither parts nor supplements"
DIFFERENCES: dict[tuple[str, str], str] = {
    ("eyecite", "15 CFR 744.23"): NO_SIGN,
    ("eyecite", "15 CFR 744.23(a)(3)(i)(B)"): NO_SIGN,
    ("eyecite", "15 CFR 744.23(a)(2)"): NO_SIGN,
    ("eyecite", "17 CFR 240.10b-5"): NO_SIGN,
    ("eyecite", "17 C.F.R. § 240.10b-5"): "ends a section at its first letter",
    ("eyecite", "15 CFR part 744"): NO_PART,
    ("citeurl", "15 CFR part 744"): NO_PART,
    ("eyecite", "15 C.F.R. pt. 744"): NO_PART,
    ("citeurl", "15 C.F.R. pt. 744"): NO_PART,
    ("eyecite", "15 CFR part 774, supp. no. 1, ECCN 3A090.a"): NO_PART,
    ("citeurl", "15 CFR part 774, supp. no. 1, ECCN 3A090.a"): NO_PART,
    ("eyecite", "15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090.a"): NO_PART,
    ("citeurl", "15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090.a"): NO_PART,
    ("eyecite", "88 FR 73458, 73490"): "reads no page after the first page of a document",
    (
        "eyecite",
        "88 Fed. Reg. 73,458, 73,490 (Oct. 25, 2023)",
    ): "reads no page after the first page of a document",
    (
        "citeurl",
        "88 Fed. Reg. 73,458, 73,490 (Oct. 25, 2023)",
    ): "ends the second page at the comma of its thousands",
    ("eyecite", "50 U.S.C. 4819"): NO_SIGN,
    ("eyecite", "50 U.S.C. 4819(b)"): NO_SIGN,
    ("eyecite", "50 U.S.C. 4801-4852"): NO_SIGN,
    ("eyecite", "42 U.S.C. 2000e-5"): NO_SIGN,
    ("eyecite", "42 U.S.C. § 2000e-5"): "reads no section that has a letter",
}


def test_public_parsers_see_what_we_wrote_but_for_the_differences_listed() -> None:
    differing: dict[tuple[str, str], dict[str, str]] = {}
    for fields in CITED:
        citation = Citation.from_fields(fields)
        for form in ("short", "full"):
            text = citation.write(form)
            for parser, read in PARSERS.items():
                if (seen := read(text)) != _said(citation):
                    differing[(parser, text)] = seen
    assert differing.keys() == DIFFERENCES.keys(), differing


NO_DOCUMENT = "knows no document numbers of the Federal Register"
HAS_LETTER = "reads no section that has a letter"


def _expected(parser: str, citation: Citation, text: str) -> str | None:
    """Why a parser sees something else in one of our forms; None where it should agree."""
    fields = citation.fields()
    kind = fields["type"]
    if kind == "fr" and "volume" not in fields:
        return NO_DOCUMENT
    if kind == "cfr" and "section" not in fields:
        return NO_PART
    if parser == "eyecite" and kind in ("cfr", "usc"):
        if "§" not in text:
            return NO_SIGN
        if any(sign.isalpha() for sign in fields["section"]):
            return HAS_LETTER
    return None


def test_public_parsers_agree_on_every_united_states_instrument_but_for_the_reasons_listed() -> None:
    root = Path(__file__).resolve().parents[2]
    kinds = ("cfr", "fr", "usc", "public-law")
    records = KnowledgeBase(load_folder(root)).of_kind("instruments")
    cited = [
        Citation.from_fields(one.data["citation"])
        for one in records
        if one.data.get("citation", {}).get("type") in kinds
    ]
    assert len(cited) > 100
    unexpected, reasons = [], set()
    for citation in cited:
        for form in ("short", "full", "later"):
            text = citation.write(form)
            for parser, read in PARSERS.items():
                reason = _expected(parser, citation, text)
                differs = reason == NO_DOCUMENT or read(text) != _said(citation)
                if differs != (reason is not None):
                    unexpected.append((parser, text, reason))
                reasons.add(reason)
    assert unexpected == []
    assert {NO_SIGN, NO_PART, NO_DOCUMENT} <= reasons
