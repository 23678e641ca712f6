"""Each publisher's answers become passages at their places; changed shapes are said, never guessed at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interfaces import CELLAR, CONTENTS, ECFR, LIST_URL, SECTION, SECTION_URL, put_up
from publisher import Publisher, Reply

from control_atlas.cite import Citation
from control_atlas.official import ecfr, eurlex, federal_register, legislation_uk
from control_atlas.official.client import Client, NotThere, Unavailable
from control_atlas.official.fetching import Wanted, fetch_all, find, sections_held
from control_atlas.official.markup import ChangedShape, Labels
from control_atlas.official.redline import redline, shortened
from control_atlas.official.store import Store

DAY = "2026-11-20"
SECTION_23 = {"type": "cfr", "title": "15", "part": "744", "section": "744.23"}
LIST_1 = {"type": "cfr", "title": "15", "part": "774", "supplement": "1"}
RULE = {"type": "fr", "volume": 88, "page": 73458, "document": "2023-23055", "published": "2023-10-25"}
ACT_821 = {"type": "eu-act", "act": "regulation", "year": 2021, "number": 821}
SI_1197 = {"type": "uk-si", "year": 2025, "number": 1197}


def cited(fields: dict[str, object], **more: object) -> Citation:
    return Citation.from_fields(fields | more)


@pytest.fixture
def client(server: Publisher) -> Client:
    put_up(server)
    return Client(server=server.address, every=0, first_wait=0, sleep=lambda seconds: None)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def everything(client: Client, store: Store, on: str = DAY) -> dict[str, str]:
    wanted = [Wanted(cited(one), on) for one in (SECTION_23, LIST_1, RULE, ACT_821, SI_1197)]
    return {got.wanted.citation.TYPE: got.state for got in fetch_all(client, store, wanted, "2026-11-22")}


def words(store: Store, citation: Citation, on: str = "2026-11-22") -> str:
    found = find(store, citation, on)
    assert found is not None
    return found.words


def test_every_publisher_is_fetched_kept_and_asked_for_a_place(client: Client, store: Store) -> None:
    assert set(everything(client, store).values()) == {"saved"}
    section = cited(SECTION_23)
    assert words(store, cited(SECTION_23, paragraph="(a)(2)(ii)")) == "(ii) Another point.\n(A) Deeper still."
    assert words(store, cited(SECTION_23, paragraph="(a)(1)")).endswith(
        "Machines of 4,800 units fall under it."
    )
    assert words(store, cited(SECTION_23, paragraph="(b)")) == "(b) Second. Words of the second."
    assert "Words before" in words(store, section)
    assert (
        words(store, cited(LIST_1, eccn="3A090.a")).splitlines()[0]
        == "a. Circuits with any of the following:"
    )
    assert "5.92" in words(store, cited(LIST_1, eccn="3A090.a.2"))
    assert "7 or more" not in words(store, cited(LIST_1, eccn="3A090"))
    assert words(store, cited(RULE, pinpoint="p. 73459")) == "Words on the second page."
    assert words(store, cited(ACT_821, pinpoint="art. 4(1)")) == "1. First & foremost.\n(a)\na point;"
    assert "Second." in words(store, cited(ACT_821, pinpoint="art. 4"))
    assert "3A001" in words(store, cited(ACT_821, pinpoint="annex I"))
    assert words(store, cited(SI_1197, pinpoint="reg. 7(3)")) == "3 Third words."


def test_a_wider_place_is_found_and_said_where_the_text_does_not_set_the_very_place_apart(
    client: Client, store: Store
) -> None:
    everything(client, store)
    found = find(store, cited(ACT_821, pinpoint="art. 4(1)(a)"), "2026-11-22")
    assert found is not None
    assert (found.path, found.exact) == ("art. 4(1)", False)
    assert find(store, cited(ACT_821, pinpoint="art. 9"), "2026-11-22") is None
    assert find(store, cited(SECTION_23), "2020-01-01") is None


def test_a_text_says_its_day_address_and_hash(client: Client, store: Store) -> None:
    everything(client, store, on="2026-11-22")
    text = store.latest("ecfr", "15-744.23", "2026-11-22")
    assert text is not None
    assert (text.on, text.fetched) == (DAY, "2026-11-22")
    assert (
        text.address
        == "https://www.ecfr.gov/api/versioner/v1/full/2026-11-20/title-15.xml?part=744&section=744.23"
    )
    assert len(text.sha256) == 64
    made = store.latest("legislation-uk", "uksi-2025-1197", "2026-11-22")
    assert made is not None
    assert made.on == "2025-11-20"


def test_nothing_is_fetched_twice_where_the_publisher_says_it_is_unchanged(
    client: Client, server: Publisher, store: Store
) -> None:
    tag = {"ETag": '"one"'}
    server.put(
        SECTION_URL.format(day=DAY),
        Reply(SECTION.format(number="1").encode(), headers=tag),
        Reply(status=304),
    )
    wanted = [Wanted(cited(SECTION_23), DAY)]
    assert [got.state for got in fetch_all(client, store, wanted, "2026-11-22")] == ["saved"]
    assert [got.state for got in fetch_all(client, store, wanted, "2026-11-22")] == ["unchanged"]
    assert server.asked[-1][1]["If-None-Match"] == '"one"'


def test_the_table_of_contents_says_which_sections_there_are(client: Client, store: Store) -> None:
    everything(client, store)
    assert sections_held(store, "15", "744", "2026-11-22") == {"744.23"}
    assert sections_held(store, "15", "740", "2026-11-22") is None
    assert sections_held(store, "15", "744", "2020-01-01") is None


def test_one_text_that_cannot_be_had_does_not_stop_the_others(
    client: Client, server: Publisher, store: Store
) -> None:
    server.put(SECTION_URL.format(day=DAY), Reply(status=503))
    server.put(f"{CELLAR}/32021R0821", Reply(status=404))
    assert everything(client, store) == {
        "cfr": "saved", "fr": "saved", "eu-act": "not offered", "uk-si": "saved",
    }  # fmt: skip
    assert store.latest("ecfr", "15-744.23", DAY) is None
    assert next(fetch_all(client, store, [Wanted(cited(SECTION_23), DAY)], DAY)).state == "failed"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (SECTION_URL.format(day=DAY), "<DIV8 N='744.11' TYPE='SECTION'><P>(a) Other.</P></DIV8>"),
        (SECTION_URL.format(day=DAY), "<DIV8 N='744.23' TYPE='SECTION'><HEAD>Only a heading</HEAD></DIV8>"),
        (SECTION_URL.format(day=DAY), "<html><body>Please enable JavaScript</body>"),
        (
            SECTION_URL.format(day=DAY),
            "<!DOCTYPE a [<!ENTITY b 'c'>]><DIV8 N='744.23' TYPE='SECTION'><P>&b;</P></DIV8>",
        ),
        (f"{ECFR}/titles.json", "{}"),
        (f"{ECFR}/titles.json", "[1]"),
        (f"{ECFR}/titles.json", '{"titles": [{"number": 15, "up_to_date_as_of": null}]}'),
        (f"{ECFR}/structure/{DAY}/title-15.json", '{"type": "title"}'),
    ],
)
def test_a_changed_shape_of_the_code_is_a_failure_that_says_so(
    client: Client, server: Publisher, store: Store, path: str, body: str
) -> None:
    server.put(path, body)
    (got,) = fetch_all(client, store, [Wanted(cited(SECTION_23), DAY)], DAY)
    assert got.state == "failed"
    assert store.days("ecfr", "15-744.23") == []


def test_changed_shapes_of_the_other_publishers_are_told(client: Client, server: Publisher) -> None:
    server.put(f"{CELLAR}/32021R0821", "<html><body><p>No identifiers any more.</p></body></html>")
    with pytest.raises(ChangedShape, match="identifier"):
        eurlex.fetch(client, cited(ACT_821), DAY)  # type: ignore[arg-type]
    server.put("/www.legislation.gov.uk/uksi/2025/1197/made/data.xml", "<feed/>")
    with pytest.raises(ChangedShape, match="Legislation"):
        legislation_uk.fetch(client, cited(SI_1197), DAY)  # type: ignore[arg-type]
    api = next(path for path in server.replies if "api/v1/documents" in path)
    for body in ("not json", "{}", json.dumps({"full_text_xml_url": 3})):
        server.put(api, body)
        with pytest.raises(ChangedShape):
            federal_register.fetch(client, cited(RULE), DAY)  # type: ignore[arg-type]


def test_what_is_not_offered_is_said(client: Client) -> None:
    with pytest.raises(NotThere, match="2017"):
        ecfr.fetch(client, cited(SECTION_23), "2016-12-31")  # type: ignore[arg-type]
    with pytest.raises(NotThere, match="whole parts"):
        ecfr.fetch(client, cited({"type": "cfr", "title": "15", "part": "744"}), DAY)  # type: ignore[arg-type]
    with pytest.raises(NotThere, match="number"):
        federal_register.fetch(client, cited({"type": "fr", "volume": 88, "page": 1}), DAY)  # type: ignore[arg-type]


def test_a_truncated_text_is_never_kept(client: Client, server: Publisher, store: Store) -> None:
    server.put(LIST_URL.format(day=DAY), Reply(b"<DIV9>" + b"x" * 500, cut=100))
    with pytest.raises(Unavailable):
        ecfr.fetch(client, cited(LIST_1), DAY)  # type: ignore[arg-type]
    (got,) = fetch_all(client, store, [Wanted(cited(LIST_1), DAY)], DAY)
    assert got.state == "failed"
    assert store.days("ecfr", "15-774-supp-1") == []


def test_a_file_that_is_no_text_is_named(store: Store) -> None:
    file = store.folder / "ecfr" / "15-744.23" / f"{DAY}.json"
    file.parent.mkdir(parents=True)
    file.write_text("{}", "utf-8")
    with pytest.raises(ValueError, match=f"{DAY}.json is no fetched text"):
        store.load("ecfr", "15-744.23", DAY)
    with pytest.raises(ValueError, match="cannot name"):
        store.load("ecfr", "../../etc", DAY)


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        (["(g) x", "(h) x", "(i) x"], "(i)"),
        (["(a) x", "(1) x", "(i) x"], "(a)(1)(i)"),
        (["(a) x", "(1) x", "(i) x", "(ii) x", "(2) x"], "(a)(2)"),
        (["(a)(1) x", "(ii) x"], "(a)(1)(ii)"),
        (["(a) Heading. (1) x", "(i) x", "(A) x", "(1) x", "(i) x"], "(a)(1)(i)(A)(1)(i)"),
        (["(a) x", "words without a label"], "(a)"),
        (["(z) x", "(aa) x"], "(aa)"),
        (["(a) x", "(1) x", "(b) x"], "(b)"),
    ],
)
def test_labels_are_followed_through_their_levels(lines: list[str], path: str) -> None:
    labels = Labels()
    for line in lines:
        labels.read(line)
    assert labels.path == path


@given(st.text(alphabet="ab \n", max_size=80), st.text(alphabet="ab \n", max_size=80))
def test_a_redline_holds_both_versions(before: str, after: str) -> None:
    pieces = redline(before, after)
    assert "".join(one.text for one in pieces if one.change != "new") == before
    assert "".join(one.text for one in pieces if one.change != "gone") == after
    assert all(one.text for one in pieces)


def test_long_stretches_that_stayed_are_cut_to_their_edges() -> None:
    pieces = list(shortened(redline("x " * 2000 + "4,800 units", "x " * 2000 + "6,000 units")))
    assert len("".join(one.text for one in pieces)) < 600
    assert [one.text for one in pieces if one.change != "same"] == ["4,800", "6,000"]


def test_contents_are_read_however_deep_they_lie() -> None:
    assert [section for section, _ in ecfr._sections({"children": [{"children": [CONTENTS]}]})] == ["744.23"]
