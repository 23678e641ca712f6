"""The ``atlas`` command.

Exit codes: 0 done; 1 the records have errors (or, for `format --check`, files would change); 2 wrong usage:
an unknown command, option, id, kind or day; 3 the data folder or a file could not be read or written.
"""

from __future__ import annotations

from control_atlas.commands.main import main

__all__ = ["main"]
