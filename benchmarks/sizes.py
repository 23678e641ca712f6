"""How cost grows with the number of records: ``python -m benchmarks.sizes``.

Every measurement runs on 1,000, 3,000 and 10,000 synthetic records in a process of its own, one after the other.
Each figure is kept in ``sizes.json`` at once: ``--resume`` goes on after an interruption. The table and the plots
are written from there; ``--plot`` writes them again without measuring.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.measures import ROOT, Measured
from benchmarks.run import RESULTS, measure
from benchmarks.synthetic import write_folder
from control_atlas import clock
from control_atlas.export.files import replacing

OTHER = "check_jsonschema"
LONG = ("site", OTHER)
COUNTS = (1000, 3000, 10000)
SEED = 1
STARTS = 7
RECORD = ROOT / "records" / "chip-export-controls" / "us" / "us-eccn-3a090.yaml"
STEPS = {
    "bare": "bare C YAML parse",
    "reading": "load",
    "checking": "validate",
    OTHER: "check-jsonschema, schemas only",
    "statuses": "status of every record that has one",
    "search_text": "search text",
    "export": "export as JSON Lines",
    "site": "site pages, no search index",
    "index": "search index of the site",
}


def started() -> dict[str, Any]:
    """Where and when the measurement runs, and one file validated from a cold start."""
    return {
        "day": clock.today(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load_average": os.getloadavg()[0],
        "one_file": one_file(),
        "sizes": {},
    }


def fill(found: dict[str, Any], counts: Sequence[int], save: Callable[[dict[str, Any]], None]) -> None:
    """Measure what ``found`` does not hold yet, and ``save`` after each step; the longest steps come last."""
    with tempfile.TemporaryDirectory(prefix="atlas-sizes-") as name:
        for count in counts:
            write_folder(Path(name) / str(count), count, SEED)
        short = [step for step in ("validation", *STEPS) if step not in (*LONG, "index")]
        for step, count in (*product(short, counts), *product(LONG, counts)):
            sized = found["sizes"].setdefault(str(count), {})
            if step in sized:
                continue
            print(f"{count} records: {step} ...", file=sys.stderr, flush=True)
            sized[step] = measure(step, Path(name) / str(count))
            if step == "site":
                _divide(sized)
            save(found)


def _divide(sized: dict[str, Measured]) -> None:
    """Tell the search index of a site from its pages, where that can be told: by the clock, and by memory."""
    site = sized["site"]
    others = site.pop("others")
    sized["index"] = {"seconds": site["index_seconds"], "peak_mb": others["peak_mb"]}
    site["seconds"] = site["without_index_seconds"]
    site["cpu_seconds"] += others["cpu_seconds"]


def one_file() -> Measured:
    """``atlas validate FILE`` as typed, start included: the median of some runs."""
    command = [sys.executable, "-c", "from control_atlas.commands import main; main()"]
    command += ["--root", str(ROOT), "validate", str(RECORD)]
    runs = []
    for _ in range(STARTS):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
        runs.append((wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    walls, cpus = sorted(wall for wall, _ in runs), sorted(cpu for _, cpu in runs)
    middle = STARTS // 2
    return {
        "runs": STARTS,
        "seconds": walls[middle],
        "fastest_seconds": walls[0],
        "cpu_seconds": cpus[middle],
    }


def ratio(small: Measured, large: Measured, times: float) -> float:
    """Growth of processor time over growth of records: 1 is linear."""
    return float(large["cpu_seconds"] / small["cpu_seconds"] / times)


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The results as Markdown."""
    sizes: dict[str, dict[str, Measured]] = found["sizes"]
    counts = sorted(sizes, key=int)
    yield "# Cost by number of records"
    yield ""
    yield f"Measured on {found['day']} by `python -m benchmarks.sizes` on synthetic records: Python {found['python']}, "
    yield f"{found['cores']} cores, load average {found['load_average']:.1f} at the start. Each cell: wall clock, "
    yield "processor time, most memory. Growth is that of processor time between the smallest and the largest "
    yield "size, divided by that of the records: 1 is linear."
    yield ""
    yield f"| what | {' | '.join(f'{int(count):,} records' for count in counts)} | growth |"
    yield f"| --- |{' --- |' * (len(counts) + 1)}"
    times = int(counts[-1]) / int(counts[0])
    for step, label in STEPS.items():
        cells = [_cell(sizes[count].get(step)) for count in counts]
        both = all("cpu_seconds" in sizes[count].get(step, {}) for count in (counts[0], counts[-1]))
        grown = f"{ratio(sizes[counts[0]][step], sizes[counts[-1]][step], times):.2f}" if both else ""
        yield f"| {label} | {' | '.join(cells)} | {grown} |"
    yield ""
    yield "Site pages: the clock without the index, processor time of all processes of the build, the index included, "
    yield "and memory of the main process. Search index: the clock, and the memory of the largest process beside the "
    yield "main one, which is Pagefind or a process that renders pages."
    yield ""
    for remark in found.get("remarks", ()):
        yield f"- {remark}"
    yield ""
    yield "## Validation beside the bare parse"
    yield ""
    yield "In turns in one process after one round that does not count; processor time, median of the rounds."
    yield ""
    yield "| records | bare C parse | validate | ratio | lowest to highest |"
    yield "| --- | --- | --- | --- | --- |"
    for count in counts:
        one = sizes[count]["validation"]
        yield (
            f"| {int(count):,} | {one['parse_cpu_seconds']:.2f} s | {one['validate_cpu_seconds']:.2f} s "
            f"| {one['ratio']:.2f} | {one['ratio_lowest']:.2f} to {one['ratio_highest']:.2f} |"
        )
    yield ""
    yield "## Targets"
    yield ""
    yield "| target | measured | met |"
    yield "| --- | --- | --- |"
    for target, shown, met in targets(found):
        yield f"| {target} | {shown} | {'yes' if met else 'no'} |"
    yield ""
    yield "![Seconds by number of records](sizes-time.svg)"
    yield ""
    yield "![Memory by number of records](sizes-memory.svg)"


def targets(found: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Each target with what was measured and whether it is met."""
    counts = sorted(found["sizes"], key=int)
    largest, one = found["sizes"][counts[-1]], found["one_file"]
    against, site = largest["validation"]["ratio"], largest.get("site")
    many = f"{int(counts[-1]):,}"
    yield f"validate {many} records: at most 1.3 times the bare parse", f"{against:.2f} times", against <= 1.3
    target = f"site of {many} records without search index: under 40 s"
    if site is None:
        yield f"{target} and 1.5 GB", "not measured", False
    else:
        shown = (
            f"{site['seconds']:.1f} s by the clock, {site['cpu_seconds']:.1f} s processor time with the index"
        )
        yield target, shown, site["seconds"] < 40
        yield "the same: under 1.5 GB", f"{site['peak_mb']:.0f} MB", site["peak_mb"] < 1500
    yield (
        "`atlas validate FILE`: under 0.5 s with start-up",
        f"{one['seconds']:.2f} s wall clock (fastest {one['fastest_seconds']:.2f} s), {one['cpu_seconds']:.2f} s "
        f"processor time, median of {one['runs']}",
        one["seconds"] < 0.5,
    )
    times = int(counts[-1]) / int(counts[0])
    compared = [step for step in STEPS if step not in (OTHER, "index") and step in largest]
    growths = {step: ratio(found["sizes"][counts[0]][step], largest[step], times) for step in compared}
    worst = max(growths, key=lambda step: growths[step])
    yield (
        "everything linear (growth at most 1.2)",
        f"{growths[worst]:.2f}: {STEPS[worst]}",
        growths[worst] <= 1.2,
    )


def _cell(one: Measured | None) -> str:
    if one is None:
        return "not measured"
    cpu = f"{one['cpu_seconds']:.2f} s, " if "cpu_seconds" in one else ""
    return f"{one['seconds']:.2f} s, {cpu}{one['peak_mb']:.0f} MB"


def plot(found: dict[str, Any], field: str, label: str, file: Path) -> None:
    """One line a step over the number of records, both axes logarithmic; the same data give the same bytes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "control-atlas", "font.family": "DejaVu Sans"})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(9, 5.5), layout="constrained")
    counts = sorted(map(int, found["sizes"]))
    for (step, name), marker in zip(STEPS.items(), "os^vD<>pX", strict=True):
        known = [count for count in counts if field in found["sizes"][str(count)].get(step, {})]
        if not known:
            continue
        axes.plot(known, [found["sizes"][str(n)][step][field] for n in known], marker=marker, label=name)
    axes.set(xscale="log", yscale="log", xlabel="records", ylabel=label)
    axes.set_xticks(counts, [f"{count:,}" for count in counts])
    axes.minorticks_off()
    axes.grid(True, alpha=0.3)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def main() -> None:
    """Measure how cost grows with the number of records; write table and plots."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sizes", description=main.__doc__)
    parser.add_argument(
        "--plot", action="store_true", help="only write table and plots again from sizes.json"
    )
    parser.add_argument("--resume", action="store_true", help="keep what sizes.json holds; measure the rest")
    parser.add_argument(
        "--counts", type=int, nargs="+", default=COUNTS, help="at least two numbers of records"
    )
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder; default: benchmarks/results")
    given = parser.parse_args()
    if len(given.counts) < 2 or sorted(given.counts) != list(given.counts):
        parser.error("--counts needs at least two numbers, smallest first")
    raw = given.output / "sizes.json"

    def save(found: dict[str, Any]) -> None:
        with replacing(raw) as file:
            file.write(json.dumps(found, indent=1) + "\n")

    found = json.loads(raw.read_text(encoding="utf-8")) if given.plot or given.resume else started()
    if not given.plot:
        fill(found, given.counts, save)
    text = "\n".join(lines(found)) + "\n"
    with replacing(given.output / "sizes.md") as file:
        file.write(text)
    plot(found, "cpu_seconds", "seconds of processor time", given.output / "sizes-time.svg")
    plot(found, "peak_mb", "megabytes at most", given.output / "sizes-memory.svg")
    print(text, end="")


if __name__ == "__main__":
    main()
