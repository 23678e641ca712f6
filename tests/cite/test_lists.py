"""Lists of citations import into the readers that reference managers share."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser

from control_atlas.cite import Citation
from control_atlas.cite.lists import LIST_FORMS, bibtex_key, record_list, write_list
from control_atlas.cite.works import Shelf, Work
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-22"
HARD = Work(
    "odd#key",
    "law",
    "100% of {A_B} & C #1 \\ ~x^2 <b> * [y]",
    Citation.from_fields(
        {"type": "terms", "provider": "AT&T", "title": "Terms_of {Use}", "effective": "2026-01-02"}
    ),
    "section 3(b)(2)",
    url="https://example.org/a_b?c=1&d={e}",
    archived="https://archive.example.org/x",
    accessed="2026-03-04",
    language="en",
)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(KnowledgeBase(load_folder(ROOT)), "https://atlas.example.org", "0.1.0")


@pytest.fixture(scope="module")
def works(shelf: Shelf) -> list[Work]:
    return list(shelf.main(DAY))


def _bibtex(text: str) -> list[dict[str, str]]:
    reader = BibTexParser(common_strings=True, interpolate_strings=False)
    found: list[dict[str, str]] = bibtexparser.loads(text, reader).entries
    return found


def _untex(text: str) -> str:
    text = text.replace("\\textasciitilde{}", "~").replace("\\textasciicircum{}", "^")
    text = re.sub(r"\\([&%$#_{}])", r"\1", text.replace("\\textbackslash{}", "\0"))
    return text.replace("\0", "\\")


def test_bibtex_reads_back_with_every_title_and_key(works: list[Work]) -> None:
    entries = {entry["ID"]: entry for entry in _bibtex(write_list(works, "bibtex"))}
    assert len(entries) == len(works)
    for work in works:
        entry = entries[bibtex_key(work.key)]
        assert _untex(entry["title"].removeprefix("{").removesuffix("}")) == work.title
        assert entry.get("url") == work.url
        assert _untex(entry["note"]).endswith(" ".join(f"Cite as: {work.write('full')}".split()))


def test_ris_reads_back_with_every_title_and_key(works: list[Work]) -> None:
    entries = {entry["id"]: entry for entry in rispy.loads(write_list(works, "ris"))}
    assert len(entries) == len(works)
    for work in works:
        assert entries[work.key]["title"] == " ".join(work.title.split())
        assert entries[work.key].get("urls", [None]) == [work.url]


def test_csl_json_has_one_item_for_each_work_with_dates_in_parts(works: list[Work]) -> None:
    items: list[dict[str, Any]] = json.loads(write_list(works, "csl"))
    assert [item["id"] for item in items] == [work.key for work in works]
    for item in items:
        assert item["title"]
        for name in {"issued", "accessed"} & item.keys():
            assert all(isinstance(part, int) for part in item[name]["date-parts"][0])


def test_signs_with_a_meaning_survive_in_every_form() -> None:
    (entry,) = _bibtex(write_list([HARD], "bibtex"))
    assert _untex(entry["title"].removeprefix("{").removesuffix("}")) == HARD.title
    assert entry["ID"] == "odd:key"
    assert entry["url"] == "https://example.org/a_b?c=1&d=%7Be%7D"
    (ris,) = rispy.loads(write_list([HARD], "ris"))
    assert ris["title"] == HARD.title
    page = write_list([HARD], "html")
    assert "AT&amp;T" in page
    seen: list[str] = []
    reader = HTMLParser()
    reader.handle_data = seen.append  # type: ignore[method-assign]
    reader.feed(page)
    assert HARD.write("full") in "".join(seen)
    assert "Terms\\_of" in write_list([HARD], "markdown")
    assert "archived copy" in write_list([HARD], "markdown")


def test_a_key_that_comes_twice_gets_a_number() -> None:
    keys = [item["id"] for item in json.loads(write_list([HARD, HARD, HARD], "csl"))]
    assert keys == ["odd#key", "odd#key-2", "odd#key-3"]


def test_a_selection_holds_what_there_is_to_cite_of_each_name(shelf: Shelf) -> None:
    lines = record_list(shelf, ["us-fr-2023-23055", "us-eccn-3a090#a"], DAY, "text").splitlines()
    assert lines[0] == "88 Fed. Reg. 73,458 (Oct. 25, 2023)"
    assert any(line.startswith("15 C.F.R. pt. 774") for line in lines)


def test_an_unknown_list_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=", ".join(LIST_FORMS)):
        write_list([HARD], "endnote")
