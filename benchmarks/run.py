"""Every measurement in one run, on synthetic records; results as JSON and as a Markdown table.

``python -m benchmarks.run`` measures at full size (some minutes); ``--quick`` tries the same at small size.
Each measurement runs in a process of its own, one after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measures import ROOT, Measured
from benchmarks.synthetic import write_folder
from control_atlas import clock
from control_atlas.export.files import replacing

RESULTS = ROOT / "benchmarks" / "results"
PACKAGES = ("pyyaml", "jsonschema-rs", "mkdocs", "mkdocs-material", "pagefind")


@dataclass(frozen=True, slots=True)
class Size:
    """How many records each measurement gets; two in three of them have a status."""

    name: str
    base: int
    statuses: int
    sites: tuple[int, ...]


FULL = Size("full", 2000, 3000, (500, 1000, 2000, 5000))
QUICK = Size("quick", 200, 300, (100, 300))


def measure(name: str, folder: Path) -> Measured:
    """One measurement in a process of its own. SystemExit with what it said when it fails."""
    command = [sys.executable, "-m", "benchmarks.measures", name, str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{name} failed: {run.stderr.strip()[-2000:]}")
    found: Measured = json.loads(run.stdout.splitlines()[-1])
    return found


def collect(size: Size, seed: int) -> dict[str, Any]:
    """All measurements at one size."""
    bases: dict[int, Path] = {}
    with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as name:

        def base(count: int) -> Path:
            if count not in bases:
                bases[count] = Path(name) / str(count)
                write_folder(bases[count], count, seed)
            return bases[count]

        found: dict[str, Any] = {
            "size": size.name,
            "day": clock.today(),
            "seed": seed,
            "machine": {
                "python": platform.python_version(),
                "processor": platform.machine(),
                "cores": os.cpu_count(),
                "packages": {package: version(package) for package in PACKAGES},
            },
        }
        for key, what, count in (
            ("validation", "validation", size.base),
            ("questions", "questions", size.base),
            ("statuses", "questions", size.statuses),
        ):
            print(f"{key}: {count} records ...", file=sys.stderr, flush=True)
            found[key] = measure(what, base(count))
        found["sites"] = []
        for count in size.sites:
            print(f"site: {count} records ...", file=sys.stderr, flush=True)
            found["sites"].append(measure("site", base(count)))
    return found


def growth(sites: list[Measured], name: str) -> float:
    """Milliseconds that one more page takes, from the smallest site to the largest."""
    small, large = sites[0], sites[-1]
    return float((large[name] - small[name]) / (large["pages"] - small["pages"]) * 1000)


def tables(found: dict[str, Any]) -> Iterator[str]:
    """The results as Markdown."""
    machine = found["machine"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    yield f"# Benchmarks, {found['size']} size"
    yield ""
    yield f"Measured on {found['day']} by `python -m benchmarks.run`: Python {machine['python']}, "
    yield f"{machine['cores']} cores, {packages}. Synthetic records, seed {found['seed']}."
    yield ""
    one, asked, more = found["validation"], found["questions"], found["statuses"]
    rows = [
        (f"validate {one['records']} records, beside a bare C YAML parse of them", f"{one['ratio']:.2f} times",
         f"processor time, median of {one['rounds']} rounds, {one['ratio_lowest']:.2f} to "
         f"{one['ratio_highest']:.2f}"),
        ("the bare parse", _seconds(one["parse_cpu_seconds"]), "processor time"),
        ("the validation", _seconds(one["validate_cpu_seconds"]), f"at most {one['peak_mb']:.0f} MB"),
        (f"read {asked['records']} records", _seconds(asked["read_seconds"]), "files to records, unchecked"),
        ("read and check them, as `load()` does", _seconds(asked["load_seconds"]), ""),
        ("link them: every interval of every record", _seconds(asked["link_unchecked_seconds"]),
         f"{_seconds(asked['link_seconds'])} after a check, which has linked some"),
        (f"status of {more['statuses']} records on a day", _seconds(more["status_seconds"]),
         f"linked before, which took {_seconds(more['link_seconds'])}"),
        ("one status without linking first", _seconds(asked["first_status_seconds"]), ""),
        ("build the search index", _seconds(asked["search_index_seconds"]), ""),
        ("one search", _seconds(asked["search_seconds"]), ""),
        ("export as JSON Lines", _seconds(asked["export_jsonl_seconds"]),
         f"{asked['export_jsonl_bytes'] / 1e6:.1f} MB; at most {asked['peak_mb']:.0f} MB in memory"),
    ]  # fmt: skip
    yield from _table(("what", "measured", "remark"), rows)
    yield ""
    yield "## Site"
    yield ""
    yield from _table(
        ("records", "pages", "build", "without search index", "per page", "search index", "memory", "site",
         "largest page"),
        [(str(site["records"]), str(site["pages"]), f"{site['seconds']:.1f} s",
          f"{site['without_index_seconds']:.1f} s",
          f"{site['without_index_seconds'] / site['pages'] * 1000:.1f} ms", f"{site['index_seconds']:.1f} s",
          f"{site['peak_mb']:.0f} MB", f"{site['site_bytes'] / 1e6:.0f} MB",
          f"{site['largest_page_bytes'] / 1e3:.0f} kB") for site in found["sites"]],
    )  # fmt: skip
    yield ""
    yield (
        f"One more page costs {growth(found['sites'], 'without_index_seconds'):.1f} ms without the search index "
        f"and {growth(found['sites'], 'index_seconds'):.1f} ms in it. Memory is that of the build itself, without "
        "Pagefind's own process."
    )


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.{0 if value >= 0.01 else 2}f} ms"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, tuple("---" for _ in head), *rows):
        yield f"| {' | '.join(row)} |"


def main() -> None:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: a trial of the benchmark itself")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder; default: benchmarks/results")
    given = parser.parse_args()
    size = QUICK if given.quick else FULL
    found = collect(size, given.seed)
    text = "\n".join(tables(found)) + "\n"
    with replacing(given.output / f"{size.name}.json") as file:
        file.write(json.dumps(found, indent=1) + "\n")
    with replacing(given.output / f"{size.name}.md") as file:
        file.write(text)
    print(text, end="")


if __name__ == "__main__":
    main()
