"""One validation run: load, schema, rules; every problem, sorted by place."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from control_atlas.check import rules as _all_rules  # noqa: F401  (registers the rules)
from control_atlas.check.context import Context
from control_atlas.check.exceptions import accepted
from control_atlas.check.rule import RULES, Fault, Rule, placed
from control_atlas.check.schema import SchemaCheck
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import RECORDS, Loaded, load_folder, record_files
from control_atlas.records import Problem, Record


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run: what was loaded, the problems, the rules that could not run, the linked records
    where all of them were sound, and the findings that the file of exceptions accepts."""

    loaded: Loaded
    problems: tuple[Problem, ...]
    not_run: tuple[str, ...]
    kb: KnowledgeBase | None = None
    accepted: tuple[Problem, ...] = ()

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


def validate(root: Path, files: Iterable[Path] | None = None) -> Report:
    """Check a data folder, or only ``files`` of it.

    Rules about a record run only when it fits its schema, and rules about all records only when every
    record does: what follows from a fault is not reported on top of it.
    """
    # Nothing made here is a cycle that must go soon; collecting in between costs a tenth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _validate(root, None if files is None else list(files))
    finally:
        if collecting:
            gc.enable()


def _validate(root: Path, chosen: list[Path] | None) -> Report:
    loaded = load_folder(root, chosen)
    problems = list(loaded.problems)
    schema = SchemaCheck(loaded.kinds)
    for words in loaded.vocabulary_files.values():
        problems += schema.problems(words, "vocabulary.schema.json")
    for left_out in loaded.coverage.values():
        problems += schema.problems(left_out, "coverage.schema.json")
    exceptions = loaded.exceptions
    if exceptions is not None:
        faults = list(schema.problems(exceptions, "exceptions.schema.json"))
        problems += faults
        exceptions = None if faults else exceptions
    sound: list[Record] = []
    for record in loaded.records:
        faults = list(schema.problems(record))
        problems += faults
        if not faults:
            sound.append(record)
    all_sound = len(sound) == len(loaded.records) and not problems
    loaded.records = sound
    context = Context(loaded, _known(root, loaded, chosen is None), chosen is None and all_sound)
    not_run = []
    concerned: dict[tuple[str, frozenset[str]], list[Rule]] = {}
    for record in sound:
        form = (record.kind, frozenset(record.data))  # records of a kind have few sets of fields
        if form not in concerned:
            about = [rule for rule in RULES.values() if rule.scope == "record" and rule.concerns(record)]
            concerned[form] = about
        for rule in concerned[form]:
            for fault in rule.check(record, context):
                assert isinstance(fault, Fault)
                problems.append(placed(record, rule, fault))
    for rule in RULES.values():
        if rule.scope == "record":
            continue
        if context.whole:
            for pair in rule.check(context):
                assert isinstance(pair, tuple)
                problems.append(placed(pair[0], rule, pair[1]))
        else:
            not_run.append(rule.name)
    kb = context.kb if context.whole else None
    problems, taken = accepted(problems, exceptions, context.whole)
    return Report(loaded, tuple(sorted(problems)), tuple(not_run), kb, tuple(sorted(taken)))


def _known(root: Path, loaded: Loaded, whole: bool) -> dict[str, str]:
    """Every id with its kind: of the records loaded, or of all files by their names."""
    known = {record.id: record.kind for record in loaded.records}
    if not whole or loaded.problems:
        for file in record_files(root):
            folder = file.relative_to(root / RECORDS).parts[0]
            if folder in loaded.kinds.by_folder:
                known.setdefault(file.stem, loaded.kinds.by_folder[folder].name)
    return known
