"""What is measured, each on one data folder in a process of its own.

``python -m benchmarks.measures NAME FOLDER`` prints one JSON object. Times are seconds of wall clock and, where
named so, of processor time of this process, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from control_atlas.ask.search import SearchIndex
from control_atlas.atlas import Atlas, load
from control_atlas.check.run import validate
from control_atlas.export.edition import Edition
from control_atlas.export.json_files import JsonLinesWriter
from control_atlas.export.writer import run
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder, record_files
from control_atlas.load.kinds import Kinds
from control_atlas.pages.build import Report, build_site

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-06-30"
ROUNDS = 7
Measured = dict[str, Any]


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds of wall clock and of processor time that ``work`` takes, and what it returns."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    return time.perf_counter() - wall, time.process_time() - cpu, made


def peak_mb() -> float:
    """Largest resident size of this process so far, in megabytes.

    Where the kernel tells, what the program itself held: the other figure begins with that of its parent.
    """
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    held = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(held[0]) / 1024 if held else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def validation(folder: Path) -> Measured:
    """A whole validation beside PyYAML's C loader reading the same files, in turns, after one unmeasured."""
    files = record_files(folder)

    def parse() -> None:
        for file in files:
            yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)

    def check() -> None:
        report = validate(folder)
        if report.errors:
            raise SystemExit(f"the records of the benchmark have errors: {report.problems[0]}")

    parse()
    check()
    parses, checks = [], []
    rounds = max(3, min(ROUNDS, 15_000 // len(files)))
    for _ in range(rounds):
        parses.append(timed(parse)[:2])
        checks.append(timed(check)[:2])
    ratios = [check[1] / parse[1] for parse, check in zip(parses, checks, strict=True)]
    return {
        "records": len(files),
        "rounds": rounds,
        "parse_seconds": statistics.median(wall for wall, _ in parses),
        "validate_seconds": statistics.median(wall for wall, _ in checks),
        "parse_cpu_seconds": statistics.median(cpu for _, cpu in parses),
        "validate_cpu_seconds": statistics.median(cpu for _, cpu in checks),
        "ratio": statistics.median(ratios),
        "ratio_lowest": min(ratios),
        "ratio_highest": max(ratios),
        "peak_mb": peak_mb(),
    }


def questions(folder: Path) -> Measured:
    """Loading, linking and asking: status of every record that has one, search index, export."""
    reading, _, loaded = timed(lambda: load_folder(folder))
    loading, _, atlas = timed(lambda: load(folder))
    linking, linking_cpu, _ = timed(atlas.kb.link)
    fresh = KnowledgeBase(loaded)
    linking_alone, _, _ = timed(fresh.link)
    names = [record.id for record in atlas.kb if atlas.kb.has_status(record)]
    statuses = [timed(lambda: [atlas.status(name, DAY) for name in names])[:2] for _ in range(ROUNDS)]
    first = _first_status(folder, names[len(names) // 2])
    indexing, _, _ = timed(lambda: SearchIndex(atlas.kb))
    searches = ("3A09", "rare-earths", "furnaces and kilns", "稀土")
    atlas.search(searches[0])
    searching = [timed(lambda: [atlas.search(query) for query in searches])[0] for _ in range(ROUNDS)]
    with tempfile.TemporaryDirectory() as target:
        exporting, _, files = timed(lambda: run(Edition(atlas.kb, DAY), [JsonLinesWriter], Path(target)))
        size = (Path(target) / files[0].path).stat().st_size
    return {
        "records": len(atlas.kb.records),
        "read_seconds": reading,
        "load_seconds": loading,
        "link_seconds": linking,
        "link_cpu_seconds": linking_cpu,
        "link_unchecked_seconds": linking_alone,
        "statuses": len(names),
        "status_seconds": statistics.median(wall for wall, _ in statuses),
        "status_cpu_seconds": statistics.median(cpu for _, cpu in statuses),
        "first_status_seconds": first,
        "search_index_seconds": indexing,
        "search_seconds": statistics.median(searching) / len(searches),
        "export_jsonl_seconds": exporting,
        "export_jsonl_bytes": size,
        "peak_mb": peak_mb(),
    }


def _first_status(folder: Path, name: str) -> float:
    """One status of a base that was loaded and not linked: what a single command waits for."""
    atlas: Atlas = load(folder)
    return timed(lambda: atlas.status(name, DAY))[0]


def _one(work: Callable[[], Any]) -> Measured:
    """What one piece of work costs in time, and the most memory that this process ever held."""
    wall, cpu, _ = timed(work)
    return {"seconds": wall, "cpu_seconds": cpu, "peak_mb": peak_mb()}


def bare(folder: Path) -> Measured:
    """PyYAML's C loader over the files, keeping nothing."""
    files = record_files(folder)
    return _one(lambda: [yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) and None for file in files])


def reading(folder: Path) -> Measured:
    """From files to records, unchecked."""
    return _one(lambda: load_folder(folder))


def checking(folder: Path) -> Measured:
    """One whole validation, as the command runs it."""
    return _one(lambda: validate(folder))


def check_jsonschema(folder: Path) -> Measured:
    """The check-jsonschema command over the same files with the same schemas; it knows no rules."""
    by_folder: dict[str, list[str]] = {}
    for file in record_files(folder):
        by_folder.setdefault(file.relative_to(folder).parts[1], []).append(str(file))
    kinds = Kinds(folder / "schemas").by_folder
    base = f"{(folder / 'schemas').as_uri()}/"
    program = [sys.executable, "-m", "check_jsonschema", "--base-uri", base, "--schemafile"]
    start = time.perf_counter()
    for name, files in by_folder.items():
        schema = str(folder / "schemas" / f"{kinds[name].name}.schema.json")
        run = subprocess.run([*program, schema, *files], capture_output=True, text=True, check=False)
        if run.returncode:
            raise SystemExit(f"check-jsonschema on {name}: {(run.stdout + run.stderr)[-600:]}")
    return {"seconds": time.perf_counter() - start, **children()}


def children() -> Measured:
    """Processor time of the processes started and waited for, and the most memory that one of them held."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"cpu_seconds": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}


def statuses(folder: Path) -> Measured:
    """The status of every record that has one on a day, linking included."""
    atlas = load(folder)
    names = [record.id for record in atlas.kb if atlas.kb.has_status(record)]
    return {"statuses": len(names)} | _one(lambda: [atlas.status(name, DAY) for name in names])


def search_text(folder: Path) -> Measured:
    """Building the index of the text search."""
    atlas = load(folder)
    return _one(lambda: SearchIndex(atlas.kb))


def export(folder: Path) -> Measured:
    """Every record as JSON Lines, with status and intervals."""
    atlas = load(folder)
    with tempfile.TemporaryDirectory() as target:
        return _one(lambda: run(Edition(atlas.kb, DAY), [JsonLinesWriter], Path(target)))


def site(folder: Path) -> Measured:
    """A whole site, through MkDocs and its hook as `atlas site build` makes it; the steps as it reports them."""
    os.environ["ATLAS_ROOT"] = str(folder)
    os.environ["ATLAS_TODAY"] = DAY
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    reports = _Reports()
    logging.basicConfig(level=logging.WARNING)  # what stops a build is logged, not raised
    log = logging.getLogger("mkdocs.atlas")
    log.addHandler(reports)
    log.setLevel(logging.INFO)
    with tempfile.TemporaryDirectory() as target:
        whole, cpu, built = timed(lambda: build_site(ROOT / "mkdocs.yml", Path(target) / "site"))
        pages = [path for path in Path(built).rglob("*.html") if "pagefind" not in path.parts]
        sizes = [path.stat().st_size for path in pages]
        every = sum(path.stat().st_size for path in Path(built).rglob("*") if path.is_file())
    report = reports.last
    index = report.seconds["search index"]
    return {
        "records": sum(1 for _ in record_files(folder)),
        "pages": report.pages,
        "seconds": whole,
        "cpu_seconds": cpu,
        "index_seconds": index,
        "without_index_seconds": whole - index,
        "steps": {name.replace(" ", "_"): seconds for name, seconds in report.seconds.items()},
        "largest_page_bytes": max(sizes),
        "site_bytes": every,
        "peak_mb": peak_mb(),
        "others": children(),
    }


class _Reports(logging.Handler):
    """Keeps the report that the build logs when it is done."""

    last: Report

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and record.args and isinstance(record.args[0], Report):
            self.last = record.args[0]


MEASURES: dict[str, Callable[[Path], Measured]] = {
    "validation": validation,
    "questions": questions,
    "site": site,
    "bare": bare,
    "reading": reading,
    "checking": checking,
    "check_jsonschema": check_jsonschema,
    "statuses": statuses,
    "search_text": search_text,
    "export": export,
}


def main() -> None:
    """Measure one thing and print it as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measures", description=main.__doc__)
    parser.add_argument("name", choices=MEASURES)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    print(json.dumps(MEASURES[given.name](given.folder.resolve())))


if __name__ == "__main__":
    main()
