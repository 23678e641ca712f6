"""Writing files so that a failure leaves the last good ones: write aside, then rename."""

from __future__ import annotations

import os
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
