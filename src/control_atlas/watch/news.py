"""Asking whether a watched text moved, one function a kind of question. Each leaves the news it found."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode

from control_atlas.cite.us_codes import Cfr
from control_atlas.official import ecfr, federal_register
from control_atlas.official.client import Answer, Client, FetchFault
from control_atlas.official.markup import ChangedShape
from control_atlas.official.store import OfficialText
from control_atlas.watch.memory import Memory, Page
from control_atlas.watch.plan import Kind, Watched

SPARQL = "https://publications.europa.eu/webapi/rdf/sparql"
COMMITS = "https://api.github.com/repos"
MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class News:
    """Something moved on ``day``: what, where to read it, and the records to read again because of it."""

    kind: Kind
    what: str
    day: str
    address: str
    records: tuple[str, ...]
    detail: str = ""


def sections(client: Client, watched: Watched, memory: Memory, known: frozenset[str]) -> Iterator[News]:
    """Sections of a part amended since they were read; for each cited paragraph, whether the very words moved."""
    title, _, part = watched.key.partition("-")
    query = urlencode({"part": part, "issue_date[gte]": watched.since}, quote_via=quote)
    answer = client.get(f"{ecfr.BASE}/versions/title-{title}.json?{query}", accept="application/json")
    newest: dict[str, str] = {}
    for version in _list(answer, "content_versions"):
        unit, day = (
            str(version.get("identifier", "")),
            str(version.get("amendment_date") or version.get("date") or ""),
        )
        if not unit or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            raise ChangedShape(answer.url, "a version has no identifier or no day")
        if version.get("substantive") is not False:
            newest[unit] = max(day, newest.get(unit, day))
    for unit, day in sorted(newest.items()):
        since, records = watched.members.get(unit, (watched.since, ()))
        if day <= since:
            continue
        address = f"https://www.ecfr.gov/on/{day}/title-{title}/" + _slug(unit, part)
        detail = "no record is about it yet"
        if unit in watched.members:
            detail, moved = _paragraphs(client, title, part, unit, (since, day), watched)
            records = tuple(sorted({*records, *moved}))
        yield News("sections", f"{title} CFR {unit}", day, address, records, detail)


def _slug(unit: str, part: str) -> str:
    return f"section-{unit}" if unit[0].isdigit() else f"part-{part}"


def _paragraphs(
    client: Client, title: str, part: str, unit: str, days: tuple[str, str], watched: Watched
) -> tuple[str, set[str]]:
    """Which cited paragraphs differ between two days, in words, and the records that cite those."""
    cited = watched.places.get(unit, {})
    if not cited:
        return "no wording cites a paragraph of it", set()
    citation = _citation(title, part, unit)
    try:
        before, after = (ecfr.fetch(client, citation, day) for day in days)
    except (FetchFault, ChangedShape) as fault:
        return f"its paragraphs could not be compared: {fault}", {
            one for ids in cited.values() for one in ids
        }
    assert before is not None
    assert after is not None
    moved = [path for path in sorted(cited) if fingerprint(before, path) != fingerprint(after, path)]
    if not moved:
        return f"none of the {len(cited)} cited paragraphs changed its words", set()
    shown = ", ".join(moved[:12]) + (" and more" if len(moved) > 12 else "")
    return f"the words of cited paragraphs changed: {shown}", {one for path in moved for one in cited[path]}


def _citation(title: str, part: str, unit: str) -> Cfr:
    supplement = re.match(r"Supplement No\. (\w+) to Part", unit)
    if supplement:
        return Cfr(title=title, part=part, supplement=supplement[1])
    return Cfr(title=title, part=part, section=unit)


def fingerprint(text: OfficialText, path: str) -> str | None:
    """Hash of the words at a place, spaces and case aside; None where the text has no such place."""
    place, passages = text.at(path)
    if place != path:
        return None
    return _hash(" ".join(one.text for one in passages))


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()


def documents(client: Client, watched: Watched, memory: Memory, known: frozenset[str]) -> Iterator[News]:
    """Documents of the Federal Register on a part, published since, of which there is no record."""
    title, _, part = watched.key.partition("-")
    fields = [
        ("fields[]", name) for name in ("document_number", "title", "publication_date", "html_url", "type")
    ]
    asked = [
        ("conditions[cfr][title]", title),
        ("conditions[cfr][part]", part),
        ("conditions[publication_date][gte]", watched.since),
        ("order", "oldest"),
        ("per_page", "100"),
    ]
    url: str | None = f"{federal_register.BASE}.json?{urlencode([*asked, *fields])}"
    affected = tuple(sorted({one for _, ids in watched.members.values() for one in ids}))
    for _ in range(MOST_PAGES):
        if url is None:
            return
        answer = client.get(url, accept="application/json")
        for one in _list(answer, "results"):
            try:
                number, day = str(one["document_number"]), str(one["publication_date"])
                address, name, kind = (
                    str(one["html_url"]),
                    str(one["title"]),
                    str(one.get("type") or "document"),
                )
            except (KeyError, TypeError) as fault:
                raise ChangedShape(answer.url, "a document lacks its number, day or address") from fault
            if number not in known and day > watched.since:
                yield News(
                    "documents",
                    f"{kind} {number}: {name}",
                    day,
                    address,
                    affected,
                    f"on {title} CFR part {part}",
                )
        following = json.loads(answer.body).get("next_page_url")
        url = str(following) if following else None
    raise ChangedShape(url or "", f"more than {MOST_PAGES} pages of documents; ask for a later day")


def consolidations(client: Client, watched: Watched, memory: Memory, known: frozenset[str]) -> Iterator[News]:
    """Consolidated texts of an act that are later than the one read: somebody amended it."""
    celex = watched.key
    query = (
        "PREFIX cdm: <http://publications.europa.eu/ontology/cdm#> PREFIX owl: <http://www.w3.org/2002/07/owl#> "
        f"SELECT DISTINCT ?celex WHERE {{ ?act owl:sameAs <http://publications.europa.eu/resource/celex/{celex}> . "
        "?text cdm:act_consolidated_consolidates_resource_legal ?act ; cdm:resource_legal_id_celex ?celex }"
    )
    asked = urlencode({"query": query, "format": "application/sparql-results+json"})
    answer = client.get(f"{SPARQL}?{asked}", accept="application/sparql-results+json")
    try:
        rows = json.loads(answer.body)["results"]["bindings"]
        numbers = [str(row["celex"]["value"]) for row in rows]
    except (ValueError, KeyError, TypeError) as fault:
        raise ChangedShape(answer.url, "the answer is not in the form of query results") from fault
    _, records = watched.members[celex]
    for number in sorted(numbers):
        found = re.fullmatch(rf"0{re.escape(celex[1:])}-(\d{{4}})(\d{{2}})(\d{{2}})", number)
        if found and (day := "-".join(found.groups())) > watched.since:
            address = f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{number}"
            yield News("consolidations", f"consolidated text {number}", day, address, records)


def collection(client: Client, watched: Watched, memory: Memory, known: frozenset[str]) -> Iterator[News]:
    """Files of a collection that were committed again after they were read."""
    if not _commits(client, watched.key, watched.since):
        return
    for path, (since, records) in sorted(watched.members.items()):
        for day, address in _commits(client, watched.key, since, path)[:1]:
            if day > since:
                yield News("collection", path, day, address, records, watched.key)


def _commits(client: Client, repository: str, since: str, path: str | None = None) -> list[tuple[str, str]]:
    """Day and address of the newest commit after a day, of a file or of all."""
    asked = {"since": f"{since}T23:59:59Z", "per_page": "1", **({"path": path} if path else {})}
    answer = client.get(
        f"{COMMITS}/{repository}/commits?{urlencode(asked)}", accept="application/vnd.github+json"
    )
    try:
        rows = json.loads(answer.body)
        return [(str(row["commit"]["committer"]["date"])[:10], str(row["html_url"])) for row in rows]
    except (ValueError, KeyError, TypeError) as fault:
        raise ChangedShape(answer.url, "the answer is no list of commits") from fault


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style", "noscript")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= bool(self._silent and tag in ("script", "style", "noscript"))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def page(client: Client, watched: Watched, memory: Memory, known: frozenset[str]) -> Iterator[News]:
    """A page whose words differ from those remembered. The first look only remembers."""
    before = memory.page(watched.key)
    if before is None:
        answer = client.get(watched.key)
    else:
        answer = client.get(watched.key, etag=before.etag, last_modified=before.last_modified)
    if answer.unchanged:
        return
    digest = _page_hash(answer)
    memory.saw(watched.key, Page(digest, memory.today, answer.etag, answer.last_modified))
    if before is not None and before.sha256 != digest:
        _, records = watched.members[watched.key]
        detail = f"its words differ from those of {before.seen}"
        yield News("page", watched.key, memory.today, watched.key, records, detail)


def _page_hash(answer: Answer) -> str:
    if answer.media_type not in ("text/html", "application/xhtml+xml", ""):
        return hashlib.sha256(answer.body).hexdigest()
    reader = _Words()
    reader.feed(answer.body.decode("utf-8", "replace"))
    reader.close()
    return _hash(" ".join(reader.words))


def _list(answer: Answer, name: str) -> list[dict[str, Any]]:
    try:
        data = json.loads(answer.body)
    except ValueError as fault:
        raise ChangedShape(answer.url, "the answer is no JSON") from fault
    found = data.get(name) if isinstance(data, dict) else None
    if found is None and isinstance(data, dict) and data.get("count") == 0:
        return []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ChangedShape(answer.url, f"the answer has no list {name!r}")
    return found


Asker = Callable[[Client, Watched, Memory, frozenset[str]], Iterator[News]]
ASKERS: dict[Kind, Asker] = {
    "sections": sections,
    "documents": documents,
    "consolidations": consolidations,
    "collection": collection,
    "page": page,
}
