"""The whole site as a zip that works from a folder, without a server; equal sites give equal files."""

from __future__ import annotations

import zipfile
from pathlib import Path

from control_atlas.export.manifest import file_hash

PATH = "data/control-atlas-site.zip"
TOP = "control-atlas"
READ_FIRST = "READ-FIRST.txt"
# What needs a server, or is a download of its own.
LEFT_OUT = ("pagefind/", "data/v1/", PATH)
TEXT = """Control Atlas, the site as a folder.

Open index.html. Pages, lists, the look-up of codes and citations, and the as-of switch work from here.

Full-text search does not: a browser lets no page read the index from a folder. The search page says so.
The downloads and the static API (data/v1) are not in this folder either; links to them lead nowhere here.

Not legal advice. That something is not listed here does not mean that it is not controlled.
"""
# The earliest day that a zip can hold.
DAY = (1980, 1, 1, 0, 0, 0)
LEVEL = 6


def write_bundle(site: Path) -> Path:
    """Write the zip of a finished ``site`` into it, with its SHA-256 beside; the zip."""
    target = site / PATH
    target.parent.mkdir(exist_ok=True)
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as bundle:
        _add(bundle, READ_FIRST, TEXT.encode())
        for name in names:
            if not name.startswith(LEFT_OUT):
                _add(bundle, name, (site / name).read_bytes())
    target.with_name(f"{target.name}.sha256").write_text(
        f"{file_hash(target)}  {target.name}\n", encoding="utf-8"
    )
    return target


def _add(bundle: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(f"{TOP}/{name}", DAY)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    bundle.writestr(entry, data, compresslevel=LEVEL)
