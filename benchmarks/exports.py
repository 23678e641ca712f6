"""Every export at several sizes: seconds of wall clock and of processor time, and memory.

``python -m benchmarks.exports`` measures 1,000 to 10,000 synthetic records, each size in a process of its own,
and writes ``results/exports.json`` and ``results/exports.md``; ``--quick`` tries it small.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measures import DAY, ROOT, Measured, peak_mb, timed
from benchmarks.run import RESULTS
from benchmarks.synthetic import write_folder
from control_atlas import clock
from control_atlas.export.edition import Edition
from control_atlas.export.files import replacing
from control_atlas.export.formats import WRITERS
from control_atlas.export.writer import run
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.folder import load_folder

SIZES = (1000, 2000, 5000, 10_000)
QUICK = (100, 200)
PACKAGES = ("xlsxwriter", "pyarrow")
MOST_SECONDS = 60.0
MOST_MB = 1500.0


def measure(folder: Path) -> Measured:
    """All formats in one run, on records that are loaded and linked."""
    kb = KnowledgeBase(load_folder(folder))
    kb.link()
    before = peak_mb()
    with tempfile.TemporaryDirectory() as target:
        wall, cpu, _ = timed(lambda: run(Edition(kb, DAY), WRITERS.values(), Path(target)))
        files = [path for path in Path(target).rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
    return {
        "records": len(kb.records),
        "seconds": wall,
        "cpu_seconds": cpu,
        "peak_mb": peak_mb(),
        "linked_mb": before,
        "files": len(files),
        "bytes": size,
    }


def collect(sizes: tuple[int, ...]) -> dict[str, Any]:
    """Every size, one after the other. SystemExit when one fails."""
    found = []
    for count in sizes:
        with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as name:
            folder = Path(name) / "data"
            write_folder(folder, count)
            command = [sys.executable, "-m", "benchmarks.exports", "--measure", str(folder)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(f"{count} records failed: {done.stderr.strip()[-2000:]}")
            found.append(json.loads(done.stdout.splitlines()[-1]))
    return {
        "day": clock.today(),
        "formats": list(WRITERS),
        "machine": {
            "python": platform.python_version(),
            "processor": platform.machine(),
            "packages": {package: version(package) for package in PACKAGES},
        },
        "exports": found,
    }


def table(found: dict[str, Any]) -> Iterator[str]:
    """The results as Markdown."""
    machine = found["machine"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    yield "# Exports"
    yield ""
    yield (
        f"Measured on {found['day']} by `python -m benchmarks.exports`: Python {machine['python']}, {packages}. "
        f"Synthetic records, loaded and linked before, in all formats at once: {', '.join(found['formats'])}. "
        "Other work on the machine lengthens the seconds of wall clock; the processor time is that of the export."
    )
    yield ""
    yield "| records | seconds | processor seconds | ms a record | most memory | of it before | files | written |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for one in found["exports"]:
        each = one["cpu_seconds"] / one["records"] * 1000
        yield (
            f"| {one['records']:,} | {one['seconds']:.1f} | {one['cpu_seconds']:.1f} | {each:.2f} "
            f"| {one['peak_mb']:.0f} MB | {one['linked_mb']:.0f} MB | {one['files']:,} | {one['bytes'] / 1e6:.0f} MB |"
        )


def main() -> None:
    """Measure, and write the results. Ends with 1 when the largest size takes too much processor time or memory."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: a trial of the benchmark itself")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder; default: benchmarks/results")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
        return
    found = collect(QUICK if given.quick else SIZES)
    text = "\n".join(table(found)) + "\n"
    with replacing(given.output / "exports.json") as file:
        file.write(json.dumps(found, indent=1) + "\n")
    with replacing(given.output / "exports.md") as file:
        file.write(text)
    print(text, end="")
    largest = found["exports"][-1]
    if largest["cpu_seconds"] > MOST_SECONDS or largest["peak_mb"] > MOST_MB:
        raise SystemExit(
            f"{largest['records']} records took more than {MOST_SECONDS:.0f} s or {MOST_MB:.0f} MB"
        )


if __name__ == "__main__":
    main()
