"""What moved is told with the records to read again; silence is told as silence. The texts are invented."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from publisher import Publisher, Reply

from control_atlas.commands.main import main as atlas
from control_atlas.official.client import Client
from control_atlas.official.markup import ChangedShape
from control_atlas.watch.memory import Memory, Page
from control_atlas.watch.news import ASKERS, News
from control_atlas.watch.plan import Watched

ECFR = "/www.ecfr.gov/api/versioner/v1"
VERSIONS = f"{ECFR}/versions/title-15.json?part=744&issue_date%5Bgte%5D=2026-02-10"
TEXT = """<?xml version="1.0"?><DIV8 N="744.23" TYPE="SECTION"><HEAD>§ 744.23 Invented.</HEAD>
<P>(a) <I>Scope.</I> (1) Machines of {first} units.</P><P>(2) Others of {second}.</P></DIV8>"""
SECTION = Watched(
    "sections",
    "15-744",
    "2026-02-10",
    {"744.23": ("2026-02-10", ("us-cfr-15-744-23",))},
    {"744.23": {"(a)(1)": ("control-one",), "(a)(2)": ("control-two",)}},
)
PAGE = Watched(
    "page",
    "https://www.example.org/rules",
    "2026-01-01",
    {"https://www.example.org/rules": ("2026-01-01", ("src",))},
)
COLLECTION = Watched(
    "collection",
    "owner/texts",
    "2026-08-01",
    {"A/Terms.md": ("2026-08-01", ("src-a",)), "B/Terms.md": ("2026-09-01", ("src-b",))},
)  # fmt: skip


def version(identifier: str, day: str, **more: object) -> dict[str, object]:
    return {"identifier": identifier, "amendment_date": day, "date": day, "substantive": True, **more}


def ask(client: Client, watched: Watched, memory: Memory, known: frozenset[str] = frozenset()) -> list[News]:
    return list(ASKERS[watched.kind](client, watched, memory, known))


def put_section(
    server: Publisher, *versions: dict[str, object], first: str = "10", second: str = "20"
) -> None:
    server.put(VERSIONS, json.dumps({"content_versions": list(versions)}))
    text = f"{ECFR}/full/{{}}/title-15.xml?part=744&section=744.23"
    server.put(text.format("2026-02-10"), TEXT.format(first="10", second="20"))
    server.put(text.format("2026-10-01"), TEXT.format(first=first, second=second))


def test_an_amended_section_names_the_cited_paragraphs_whose_words_changed(
    server: Publisher, client: Client, memory: Memory
) -> None:
    put_section(server, version("744.23", "2026-10-01"), second="25")
    (news,) = ask(client, SECTION, memory)
    assert (news.what, news.day) == ("15 CFR 744.23", "2026-10-01")
    assert "(a)(2)" in news.detail
    assert "(a)(1)" not in news.detail
    assert news.records == ("control-two", "us-cfr-15-744-23")


def test_an_amended_section_whose_cited_paragraphs_stand_says_so(
    server: Publisher, client: Client, memory: Memory
) -> None:
    put_section(server, version("744.23", "2026-10-01"))
    (news,) = ask(client, SECTION, memory)
    assert "none of the 2 cited paragraphs" in news.detail
    assert news.records == ("us-cfr-15-744-23",)


def test_what_was_read_already_and_what_changed_nothing_is_no_news(
    server: Publisher, client: Client, memory: Memory
) -> None:
    put_section(server, version("744.23", "2026-02-10"), version("744.23", "2026-10-01", substantive=False))
    assert ask(client, SECTION, memory) == []


def test_a_section_that_no_record_is_about_is_told_without_records(
    server: Publisher, client: Client, memory: Memory
) -> None:
    put_section(server, version("744.99", "2026-10-01"))
    (news,) = ask(client, SECTION, memory)
    assert (news.what, news.records) == ("15 CFR 744.99", ())


def test_when_the_paragraphs_cannot_be_compared_every_citing_record_is_named(
    server: Publisher, client: Client, memory: Memory
) -> None:
    server.put(VERSIONS, json.dumps({"content_versions": [version("744.23", "2026-10-01")]}))
    (news,) = ask(client, SECTION, memory)
    assert "could not be compared" in news.detail
    assert news.records == ("control-one", "control-two", "us-cfr-15-744-23")


def documents_path(page: int = 1) -> str:
    names = ("document_number", "title", "publication_date", "html_url", "type")
    asked = [
        ("conditions[cfr][title]", "15"),
        ("conditions[cfr][part]", "744"),
        ("conditions[publication_date][gte]", "2026-02-10"),
        ("order", "oldest"),
        ("per_page", "100"),
        *(("fields[]", name) for name in names),
    ]
    more = f"&page={page}" if page > 1 else ""
    return f"/www.federalregister.gov/api/v1/documents.json?{urlencode(asked)}{more}"


def document(number: str, day: str) -> dict[str, str]:
    address = f"https://www.federalregister.gov/d/{number}"
    return {"document_number": number, "title": "An invented rule", "publication_date": day, "html_url": address,
            "type": "Rule"}  # fmt: skip


def test_documents_on_a_part_without_a_record_are_told_page_by_page(
    server: Publisher, client: Client, memory: Memory
) -> None:
    following = "https://www.federalregister.gov" + documents_path(2).removeprefix("/www.federalregister.gov")
    first = [document("2026-00001", "2026-03-01"), document("2026-00002", "2026-04-01")]
    server.put(documents_path(), json.dumps({"count": 3, "results": first, "next_page_url": following}))
    server.put(documents_path(2), json.dumps({"count": 3, "results": [document("2026-00003", "2026-05-01")]}))
    watched = Watched("documents", "15-744", "2026-02-10", SECTION.members)
    found = ask(client, watched, memory, frozenset({"2026-00002"}))
    assert [news.what for news in found] == [
        "Rule 2026-00001: An invented rule",
        "Rule 2026-00003: An invented rule",
    ]
    assert found[0].records == ("us-cfr-15-744-23",)


def test_no_document_is_no_news_and_another_shape_is_said(
    server: Publisher, client: Client, memory: Memory
) -> None:
    watched = Watched("documents", "15-744", "2026-02-10", SECTION.members)
    server.put(documents_path(), json.dumps({"count": 0}))
    assert ask(client, watched, memory) == []
    server.put(documents_path(), json.dumps({"hits": []}))
    with pytest.raises(ChangedShape, match="results"):
        ask(client, watched, memory)


def test_a_later_consolidation_of_an_act_is_told_and_those_of_other_acts_are_not(
    server: Publisher, client: Client, memory: Memory
) -> None:
    numbers = ["02021R0821-20241108", "02021R0821-20261115", "02019R0452-20270101"]
    rows = [{"celex": {"value": number}} for number in numbers]
    watched = Watched(
        "consolidations", "32021R0821", "2026-01-01", {"32021R0821": ("2026-01-01", ("eu-2021-821",))}
    )

    class Any(dict[str, list[Reply]]):
        def get(self, path: str, default: object = None) -> list[Reply]:  # type: ignore[override]
            assert path.startswith("/publications.europa.eu/webapi/rdf/sparql?query=")
            return [Reply(json.dumps({"results": {"bindings": rows}}).encode())]

    server.replies = Any()
    (news,) = ask(client, watched, memory)
    assert (news.what, news.day) == ("consolidated text 02021R0821-20261115", "2026-11-15")
    assert news.records == ("eu-2021-821",)


def commits(path: str | None, since: str) -> str:
    asked = {"since": f"{since}T23:59:59Z", "per_page": "1", **({"path": path} if path else {})}
    return f"/api.github.com/repos/owner/texts/commits?{urlencode(asked)}"


def commit(day: str) -> str:
    row = {
        "commit": {"committer": {"date": f"{day}T10:00:00Z"}},
        "html_url": "https://github.com/owner/texts/commit/1",
    }
    return json.dumps([row])


def test_only_files_committed_after_they_were_read_are_told(
    server: Publisher, client: Client, memory: Memory
) -> None:
    server.put(commits(None, "2026-08-01"), commit("2026-10-05"))
    server.put(commits("A/Terms.md", "2026-08-01"), commit("2026-10-05"))
    server.put(commits("B/Terms.md", "2026-09-01"), "[]")
    (news,) = ask(client, COLLECTION, memory)
    assert (news.what, news.day, news.records) == ("A/Terms.md", "2026-10-05", ("src-a",))


def test_a_collection_without_commits_is_asked_once(
    server: Publisher, client: Client, memory: Memory
) -> None:
    server.put(commits(None, "2026-08-01"), "[]")
    assert ask(client, COLLECTION, memory) == []
    assert len(server.asked) == 1


HTML = "<html><head><style>a{}</style></head><body><p>Rules  of\n use</p><script>1</script></body></html>"


def test_a_page_is_remembered_first_and_told_when_its_words_change(
    server: Publisher, client: Client, memory: Memory
) -> None:
    html = {"Content-Type": "text/html"}
    server.put("/www.example.org/rules", Reply(HTML.encode(), headers={**html, "ETag": '"1"'}))
    assert ask(client, PAGE, memory) == []
    spaced = HTML.replace("  of\n use", " of use").replace("a{}", "b{}")
    server.put("/www.example.org/rules", Reply(spaced.encode(), headers=html))
    assert ask(client, PAGE, memory) == []
    assert server.asked[-1][1]["If-None-Match"] == '"1"'
    server.put("/www.example.org/rules", Reply(HTML.replace("use", "abuse").encode(), headers=html))
    (news,) = ask(client, PAGE, memory)
    assert news.records == ("src",)
    assert "2026-11-22" in news.detail


def test_a_page_that_the_server_calls_unchanged_is_no_news(
    server: Publisher, client: Client, memory: Memory
) -> None:
    memory.saw(PAGE.key, Page("0" * 64, "2026-10-01", '"1"'))
    server.put("/www.example.org/rules", Reply(status=304))
    assert ask(client, PAGE, memory) == []


FAULTS: dict[str, Reply] = {
    "busy": Reply(b"later", 503),
    "throttled": Reply(b"slow down", 429, {"Retry-After": "100000"}),
    "broken off": Reply(b'{"content_versions": []}', cut=5),
    "no JSON": Reply(b"<html>maintenance</html>"),
    "another shape": Reply(b'{"versions": []}'),
    "another list": Reply(b'{"content_versions": ["x"]}'),
    "no day": Reply(b'{"content_versions": [{"identifier": "744.23"}]}'),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_question_without_an_answer_is_told_as_that_and_asked_again_next_time(
    fault: str, server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put(VERSIONS, FAULTS[fault])
    monkeypatch.setattr("control_atlas.commands.keeping.plan", lambda kb, on, kinds: [SECTION])
    monkeypatch.setenv("ATLAS_TEXTS_SERVER", server.address)
    monkeypatch.setattr("control_atlas.commands.keeping.load", lambda root: Nothing(tmp_path))
    outcome = CliRunner().invoke(atlas, ["watch", "--memory", str(tmp_path / "m.json")])
    assert outcome.exit_code == 3
    assert "no answer: sections 15-744" in outcome.stdout
    assert not (tmp_path / "m.json").exists()


def test_an_answered_question_is_not_asked_again_on_the_same_day(
    server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_section(server, version("744.23", "2026-10-01"), first="11")
    monkeypatch.setattr("control_atlas.commands.keeping.plan", lambda kb, on, kinds: [SECTION])
    monkeypatch.setenv("ATLAS_TEXTS_SERVER", server.address)
    monkeypatch.setattr("control_atlas.commands.keeping.load", lambda root: Nothing(tmp_path))
    first = CliRunner().invoke(atlas, ["watch", "--fail", "--memory", str(tmp_path / "m.json")])
    assert (first.exit_code, "read again: control-one" in first.stdout) == (1, True)
    asked = len(server.asked)
    again = CliRunner().invoke(atlas, ["watch", "--fail", "--memory", str(tmp_path / "m.json")])
    assert (again.exit_code, again.stdout, len(server.asked)) == (0, "", asked)


class _Kb:
    def __init__(self, root: Path) -> None:
        self.root = root

    def of_kind(self, kind: str) -> list[object]:
        return []


class Nothing:
    """An atlas without records."""

    def __init__(self, root: Path) -> None:
        self.kb = _Kb(root)


def test_a_memory_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text('{"pages": []}')
    with pytest.raises(ValueError, match=r"m\.json is no memory"):
        Memory.load(tmp_path / "m.json", "2026-11-22")


def test_a_memory_is_read_back_as_it_was_kept(memory: Memory) -> None:
    memory.saw("https://www.example.org/", Page("a" * 64, "2026-11-22", None, "yesterday"))
    memory.answered("page https://www.example.org/")
    assert Memory.load(memory.file, "2026-11-22") == memory
