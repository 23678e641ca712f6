"""What there is to cite of our records, and that all of it reads back."""

from __future__ import annotations

from pathlib import Path

import pytest

from control_atlas.cite import parse, read
from control_atlas.cite.works import TITLE, Shelf, Work
from control_atlas.cite.writing import placed
from control_atlas.link.knowledge import KnowledgeBase, NotFound
from control_atlas.load.folder import load_folder

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-22"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase(load_folder(ROOT))


@pytest.fixture(scope="module")
def shelf(kb: KnowledgeBase) -> Shelf:
    return Shelf(kb, "https://atlas.example.org", "0.1.0")


def _unread(work: Work) -> list[str]:
    """The forms of a work that do not read back to the parts it was written from."""
    wrong = []
    where = placed(work.citation, work.place, TITLE) if work.place else None
    for form in work.citation.FORMS:
        if form in work.citation.UNREAD:
            continue
        cited = where.citation if where else work.citation
        text = work.write(form)
        if where and where.other:
            other = where.other.said_by(form if form in where.other.FORMS else "short")
            back = [one.citation for one in read(text)][:2]
            good = back == [cited.said_by(form), other]
        elif where and where.rest:
            # Words that are no pinpoint follow as they are; what stands before them is the citation.
            good = parse(text.removesuffix(f", {where.rest}")) == cited.said_by(form)
        else:
            good = parse(text) == cited.said_by(form)
        if not good:
            wrong.append(f"{form}: {text}")
    return wrong


def test_every_form_of_every_record_reads_back_to_its_parts(kb: KnowledgeBase, shelf: Shelf) -> None:
    wrong, count = [], 0
    for record in kb:
        works = [*shelf.works(record.id, DAY)]
        for section, key in kb.keys(record):
            for wording in record.data[section][key]:
                works += shelf.version(record, key, wording, DAY)
        for key in record.data.get("parts", {}):
            works += shelf.works(f"{record.id}#{key}", DAY)
        for work in works:
            wrong += _unread(work)
            count += 1
    assert count > 5000
    assert wrong == []


def test_a_paragraph_is_cited_in_the_code_of_the_day_by_the_rule_and_as_our_record(shelf: Shelf) -> None:
    works = shelf.works("us-eccn-3a090#a", DAY)
    texts = [work.write("full") for work in works]
    assert texts[0] == "15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090.a (as of Nov. 22, 2026)"
    assert "90 Fed. Reg. 5298 (Jan. 16, 2025) (15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090.a)" in texts
    assert texts[-1].startswith("Control Atlas, Advanced computing integrated circuits")
    assert texts[-1].endswith(
        "https://atlas.example.org/chip-export-controls/us-eccn-3a090.html?on=2026-11-22#a"
    )
    earlier = [work.write("full") for work in shelf.works("us-eccn-3a090#a", "2023-12-01")]
    assert "88 Fed. Reg. 73,458 (Oct. 25, 2023) (15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090.a)" in earlier
    assert works[0].url == (
        "https://www.ecfr.gov/on/2026-11-22/title-15/part-774/appendix-Supplement%20No.%201%20to%20Part%20774"
    )


def test_forms_carry_the_names_their_readers_know(shelf: Shelf) -> None:
    def labels(name: str) -> dict[str, str]:
        return {one.label: one.text for one in shelf.works(name, DAY)[0].forms()}

    chinese = labels("cn-mofcom-2025-61")
    assert chinese["Chinese official form"].startswith("商务部公告2025年第61号《")
    assert chinese["English form"].startswith("Ministry of Commerce, Announcement No. 61 of 2025")
    union = labels("eu-2021-821")
    assert union["ELI"] == "https://eur-lex.europa.eu/eli/reg/2021/821/oj"
    assert union["Official short form"] == "Regulation (EU) 2021/821"
    assert "[2021] OJ L206/1" in union["OSCOLA"]
    assert labels("us-fr-2023-23055")["Bluebook"] == "88 Fed. Reg. 73,458 (Oct. 25, 2023)"


def test_terms_are_cited_with_the_archived_copy_where_there_is_one(shelf: Shelf) -> None:
    work = shelf.works("baidu-user-agreement-2025-05-21", DAY)[0]
    kept = next(one.text for one in work.forms() if one.label == "With archived copy")
    assert kept.startswith(work.write("full") + ", ")
    assert kept.endswith("archived at " + str(work.archived))
    assert read(kept)[0].citation == work.citation


def test_incidents_are_cited_by_the_texts_that_tell_of_them(kb: KnowledgeBase, shelf: Shelf) -> None:
    incident = kb.of_kind("incidents")[0]
    works = shelf.works(incident.id, DAY)
    assert [work.key for work in works[:-1]] == incident.data["sources"]
    assert works[-1].role == "record"


def test_names_that_are_not_there_are_refused_with_names_like_them(shelf: Shelf) -> None:
    with pytest.raises(NotFound, match="us-eccn-3a090#a"):
        shelf.works("us-eccn-3a090#zz", DAY)
    with pytest.raises(NotFound, match="us-fr-2023-23055#ccl"):
        shelf.works("us-fr-2023-23055#zz", DAY)
