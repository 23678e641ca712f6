"""Terms of service against the dated documents: pinpoints, parameters, dates and own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.records import Path as Place
from control_atlas.records import Problem, Record
from control_atlas.texts.clauses import missing, named
from control_atlas.texts.dated import DatedTexts, folded
from control_atlas.texts.figures import has_figure, stated
from control_atlas.texts.outcome import Outcome, problem_at
from control_atlas.texts.runs import identical_runs, prose

KINDS = ("terms-provisions", "instruments", "sources", "incidents", "offerings")


def check_terms(kb: KnowledgeBase, folder: Path) -> Outcome | None:
    """Every wording of a provision whose dated document ``folder`` holds, found by the hash in its source.

    Errors: a heading or number of the pinpoint that the document has not; a number or day of the parameters
    that it has not; a run of 12 or more words that our own words share with any document of the folder.
    Warning: a pinpoint that only describes its place. None when the folder holds none of the documents.
    """
    texts = DatedTexts(folder)
    known = {source.data.get("sha256") for source in kb.of_kind("sources")}
    if not any(sha256 in texts for sha256 in known):
        return None
    counts = dict.fromkeys(
        ("wordings", "with their document", "pinpoints confirmed", "described in words only", "figures",
         "figures confirmed", "orders of precedence confirmed", "fields of own words", "documents"), 0)  # fmt: skip
    counts["documents"] = len(texts.files)
    problems: list[Problem] = []
    for record in kb.of_kind("terms-provisions"):
        for path, version in _versions(record):
            counts["wordings"] += 1
            documents = [texts.read(one) for one in _hashes(kb, record, version) if one in texts]
            if documents:
                counts["with their document"] += 1
                problems += _pinpoint(record, path, version, documents, counts)
                problems += _parameters(record, path, version, documents, counts)
    for record in kb.of_kind("offerings"):
        problems += _precedence(kb, record, texts, counts)
    problems += _own_words(kb, texts, counts)
    return Outcome("Terms", counts, tuple(sorted(problems)))


def _versions(record: Record) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for key, versions in record.data["items"].items():
        for number, version in enumerate(versions):
            yield ("items", key, number), version


def _hashes(kb: KnowledgeBase, record: Record, version: Mapping[str, Any]) -> list[str]:
    """Hashes of the copies, among the wording's sources, of the document that gave it."""
    instrument = str(version["by"]).partition("#")[0]
    sources = [kb.get(one).data for one in version.get("sources") or record.data["sources"]]
    return [str(one["sha256"]) for one in sources if "sha256" in one and instrument in one.get("of", ())]


def _pinpoint(
    record: Record, path: Place, version: Mapping[str, Any], documents: list[str], counts: dict[str, int]
) -> Iterator[Problem]:
    pinpoint = str(version["pinpoint"])
    wanted = named(pinpoint)
    place = (*path, "pinpoint")
    if not wanted.headings and not wanted.numbers:
        counts["described in words only"] += 1
        message = "The pinpoint names no heading and no number that the document could be searched for."
        fix = "Give the clause's number, or its heading in quotation marks."
        yield problem_at(record, place, "pinpoint-in-words", pinpoint, message, fix, "warning")
        return
    absent = min((missing(pinpoint, document) for document in documents), key=len)
    if absent:
        message = f"The dated document has no {', '.join(absent)}."
        fix = "Read the document again and name the clause as it stands there."
        yield problem_at(record, place, "pinpoint-in-text", pinpoint, message, fix)
    else:
        counts["pinpoints confirmed"] += 1


def _precedence(
    kb: KnowledgeBase, record: Record, texts: DatedTexts, counts: dict[str, int]
) -> Iterator[Problem]:
    """The clause that orders the documents of an offering stands in its main agreement."""
    pinpoint = str(record.data.get("precedence_pinpoint", ""))
    stack = [one["document"] for one in record.data["stack"] if "document" in one and one["role"] == "main"]
    versions = ({"by": name, "sources": kb.get(name).data["sources"]} for name in stack)
    hashes = (one for version in versions for one in _hashes(kb, record, version))
    documents = [texts.read(one) for one in hashes if one in texts]
    if not pinpoint or not documents:
        return
    absent = min((missing(pinpoint, document) for document in documents), key=len)
    if absent:
        message = f"The dated main agreement has no {', '.join(absent)}."
        fix = "Read it again and name the clause as it stands there."
        yield problem_at(record, ("precedence_pinpoint",), "pinpoint-in-text", pinpoint, message, fix)
    else:
        counts["orders of precedence confirmed"] += 1


def _parameters(
    record: Record, path: Place, version: Mapping[str, Any], documents: list[str], counts: dict[str, int]
) -> Iterator[Problem]:
    whole = [folded(document) for document in documents]
    for name, value in version.get("parameters", {}).items():
        for figure in stated(value):
            counts["figures"] += 1
            if any(has_figure(figure, text) for text in whole):
                counts["figures confirmed"] += 1
                continue
            message = f"{figure} does not occur in the dated document."
            fix = "Correct the parameter, or its source."
            yield problem_at(record, (*path, "parameters", name), "figure-in-text", figure, message, fix)


def _own_words(kb: KnowledgeBase, texts: DatedTexts, counts: dict[str, int]) -> Iterator[Problem]:
    records = [record for kind in KINDS for record in kb.of_kind(kind)]
    fields = [(record, path, text) for record in records for path, text in prose(record.data)]
    counts["fields of own words"] = len(fields)
    for run in identical_runs(fields, texts.all()):
        assert isinstance(run.where, Record)
        message = f"{len(run.words.split())} words in a row also stand in {run.document}."
        yield problem_at(run.where, run.path, "own-words", run.words, message, "Say it in words of our own.")
