"""Runs the ``mkdocs`` command on the sample pages: ``python mkdocs_sample.py build -f mkdocs.yml -d FOLDER``."""

from __future__ import annotations

import sys
import types
from pathlib import Path

from mkdocs.__main__ import cli

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import sample

    module = types.ModuleType("control_atlas.pages.site")
    module.pages_for_build = sample.site_content  # type: ignore[attr-defined]
    sys.modules["control_atlas.pages.site"] = module
    cli()
