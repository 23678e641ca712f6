"""Writing files so that a failure leaves the last good ones: write aside, then rename."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def replacing(target: Path) -> Iterator[IO[str]]:
    """A text file that takes the place of ``target`` only when the block ends well.

    Lines end in a line feed on every system. The file aside is removed when the block fails.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o644)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder aside whose files take their places below ``folder`` only when the block ends well.

    The files directly in it, the large ones, are forced to the disk first, so that a disk that fills up late
    is noticed while the earlier files still stand. What fails leaves nothing behind.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder_aside(folder, ".export")
    try:
        yield aside
        files = sorted(path for path in aside.rglob("*") if path.is_file())
        for path in files:
            path.chmod(0o644)
            if path.parent == aside:
                with path.open("rb") as file:
                    os.fsync(file.fileno())
        for parent in sorted({path.parent.relative_to(aside) for path in files}):
            (folder / parent).mkdir(parents=True, exist_ok=True)
        for path in files:
            path.replace(folder / path.relative_to(aside))
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        if made and not any(folder.iterdir()):
            folder.rmdir()
        raise
    shutil.rmtree(aside)


def folder_aside(folder: Path, name: str) -> Path:
    """A new folder ``<name>-<process>-...`` in ``folder`` to write into; those of dead processes are removed.

    A process that was killed could not tidy up after itself; the next one does.
    """
    for left in folder.glob(f"{name}-*-*"):
        process = left.name.removeprefix(f"{name}-").partition("-")[0]
        if process.isdigit() and not _alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{name}-{os.getpid()}-", dir=folder))
    made.chmod(0o755)
    return made


def _alive(process: int) -> bool:
    if os.name == "nt":
        return True  # asking there would end the process
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it is another user's
    return True


def text_file(path: Path) -> IO[str]:
    """A new UTF-8 file below a staged folder; lines end as they are written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("w", encoding="utf-8", newline="")
