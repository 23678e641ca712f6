"""Kills exports and site builds at random moments and looks at what they leave: ``python -m soak.kills``.

After each kill every exported file is whole, that of the run before or of the run killed, and the site is
entirely one of the two. A run afterwards succeeds and leaves nothing lying about. Two at once do not mix.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.synthetic import write_folder

ROOT = Path(__file__).resolve().parent.parent
COUNT = 60
Manifest = dict[str, str]


def manifest(folder: Path) -> Manifest:
    """Every file that readers see, with its hash; names that begin with a point are not for them.

    The search index is left out: its maker does not write the same bytes twice.
    """
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
        and "pagefind" not in path.relative_to(folder).parts
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


class Work:
    """A data folder, its exports and its site."""

    def __init__(self, folder: Path) -> None:
        self.base = folder / "base"
        self.out = folder / "out"
        self.site = folder / "site"
        write_folder(self.base, COUNT, 1)
        shutil.copytree(ROOT / "docs", self.base / "docs")
        shutil.copytree(ROOT / "scripts", self.base / "scripts")
        shutil.copy(ROOT / "mkdocs.yml", self.base)
        self.record = next((self.base / "records/instruments").rglob("us-cfr-15-700-0.yaml"))
        # Hand-written pages name real records, which the made-up ones are not.
        shutil.rmtree(self.base / "docs/guides")
        plan = (self.base / "mkdocs.yml").read_text(encoding="utf-8")
        lines = [line for line in plan.splitlines() if "guides" not in line and "Guides:" not in line]
        (self.base / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def commands(self) -> dict[str, list[str]]:
        atlas = [str(Path(sys.executable).with_name("atlas")), "--root", str(self.base)]
        return {
            "export": [*atlas, "export", "--output", str(self.out)],
            "site": [*atlas, "site", "build", "--output", str(self.site)],
        }

    def change(self, number: int) -> None:
        """Make the next run write something else than the last."""
        text = self.record.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("aliases:")]
        place = next(i for i, line in enumerate(lines) if line.startswith("summary:"))
        self.record.write_text(
            "\n".join([*lines[:place], f"aliases: [Change {number}]", *lines[place:]]) + "\n",
            encoding="utf-8",
        )

    def start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "ATLAS_TODAY": "2026-06-30", "NO_MKDOCS_2_WARNING": "1"}
        return subprocess.Popen(
            command,
            env=environment,
            cwd=self.base,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def finish(self, name: str) -> float:
        """Run a command to its end; seconds it took. SystemExit when it fails."""
        began = time.perf_counter()
        if self.start(self.commands()[name]).wait() != 0:
            raise SystemExit(f"{name} failed without being killed")
        return time.perf_counter() - began

    def shown(self, name: str) -> Manifest:
        return manifest(self.out if name == "export" else self.site.resolve())


def killed_once(work: Work, name: str, after: float, number: int) -> None:
    """One kill; SystemExit with what is wrong when the last good output is not there."""
    before = work.shown(name)
    work.change(number)
    process = work.start(work.commands()[name])
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    left = work.shown(name)
    work.finish(name)
    complete = work.shown(name)
    if name == "site" and left not in (before, complete):
        raise SystemExit("the site is neither the one before nor the one after")
    torn = [file for file, digest in left.items() if digest not in (before.get(file), complete.get(file))]
    lost = [file for file in before if file in complete and file not in left]
    if torn or lost:
        raise SystemExit(f"after a kill of {name} at {after:.2f} s: torn {torn[:5]}, lost {lost[:5]}")
    litter = [path.name for path in work.out.glob(".*")]
    litter += [path.name for path in work.site.with_name("site-builds").glob("part-*")]
    if litter:
        raise SystemExit(f"a finished run left {litter}")


def together(work: Work, name: str) -> None:
    """Two at once: what stands afterwards is whole."""
    processes = [work.start(work.commands()[name]) for _ in range(2)]
    codes = [process.wait() for process in processes]
    both = work.shown(name)
    work.finish(name)
    if 0 not in codes or both != work.shown(name):
        raise SystemExit(f"two runs of {name} at once ended with {codes} or left a mixture")


def main() -> None:
    """Kill as often as asked, in turn exports and sites, then run two at once."""
    parser = argparse.ArgumentParser(prog="python -m soak.kills", description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="atlas-kills-") as folder:
        work = Work(Path(folder))
        seconds = {name: work.finish(name) for name in work.commands()}
        for number in range(given.kills):
            name = ("export", "site")[number % 2]
            after = chance.uniform(0.02, 1.05) * seconds[name]
            killed_once(work, name, after, number)
            print(
                f"{number + 1}: {name} killed after {after:.2f} of {seconds[name]:.2f} s: whole", flush=True
            )
        for name in seconds:
            together(work, name)
            print(f"two runs of {name} at once: whole", flush=True)


if __name__ == "__main__":
    main()
