"""The guides: hand-written pages about the records of this repository, left out of sites built from others."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from control_atlas.load.folder import find_root

FOLDER = "guides"
TITLE = "Guides"


def belong(config: MkDocsConfig) -> bool:
    """Whether the site is built from the records that the guides are about: those beside its configuration."""
    return find_root() == Path(config.config_file_path).resolve().parent


def drop_entries(config: MkDocsConfig) -> None:
    """Take the guides out of the navigation and the header."""
    config.nav = [entry for entry in config.nav or () if not (isinstance(entry, dict) and TITLE in entry)]
    shelves = config.extra.get("shelves", [])
    config.extra["shelves"] = [shelf for shelf in shelves if shelf.get("folder") != FOLDER]


def drop_files(files: Files) -> None:
    """Take their pages out."""
    for file in list(files):
        if file.src_uri.startswith(f"{FOLDER}/"):
            files.remove(file)
