"""Mutation testing of the rules and of status: ``python -m soak.mutation --sample N`` (all mutants: ``--sample 0``).

Made with mutmut, which changes the code in a copy below ``mutants/`` and runs the tests that reach the change.
Functions under a decorator are left alone by it: of the rules it changes what they are built from, and
``tests/core/test_rules.py`` shows of each whole rule that it fires and that it stays silent.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTANTS = ROOT / "mutants"
KILLED, SURVIVED, NO_TESTS = "killed", "survived", "no tests"
# Exit codes as mutmut keeps them: tests failed or ran too long; passed; none reached the change.
WORDS = {
    1: KILLED,
    3: KILLED,
    24: KILLED,
    36: KILLED,
    152: KILLED,
    255: KILLED,
    -24: KILLED,
    0: SURVIVED,
    33: NO_TESTS,
}


def mutmut(*names: str) -> None:
    """Make the mutants and run those named; what it prints is of no use in a log."""
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "2", *names]
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "ci"}
    quiet = subprocess.DEVNULL
    subprocess.run(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, check=False)


def outcomes() -> dict[str, int | None]:
    """Every mutant with the exit code of its tests, None where it was not run."""
    found: dict[str, int | None] = {}
    for file in sorted((MUTANTS / "src").rglob("*.meta")):
        found |= json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def main() -> None:
    """Sample, run, and print the score by module. Exits 1 when the score is below ``--least``."""
    parser = argparse.ArgumentParser(prog="python -m soak.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=85.0)
    given = parser.parse_args()
    shutil.rmtree(MUTANTS, ignore_errors=True)
    mutmut("control_atlas.no_such_module*")
    names = sorted(outcomes())
    chosen = random.Random(given.seed).sample(names, min(given.sample, len(names))) if given.sample else names
    print(f"{len(chosen)} of {len(names)} mutants", flush=True)
    mutmut(*chosen)
    codes = outcomes()
    tally: dict[str, Counter[str]] = {}
    for name in chosen:
        code = codes[name]
        word = "not run" if code is None else WORDS.get(code, KILLED)
        module = name.rpartition(".")[0].removeprefix("control_atlas.")
        tally.setdefault(module, Counter())[word] += 1
        if word != KILLED:
            print(f"{word}: {name}")
    for module, counts in sorted(tally.items()):
        print(f"{module}: {dict(counts)}")
    total = sum(tally.values(), Counter())
    score = 100 * total[KILLED] / max(1, sum(total.values()))
    print(f"score {score:.1f} per cent of {sum(total.values())}")
    raise SystemExit(score < given.least)


if __name__ == "__main__":
    main()
