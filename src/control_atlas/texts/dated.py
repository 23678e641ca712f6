"""Texts in a folder, found by their hash, and read as plain words whatever marks their copy has."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

SUFFIXES = (".md", ".txt", ".html")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s\"[^\"]*\")?\)")
_SPACE = re.compile(r"[^\S\n]+")
_DELETE = str.maketrans("", "", "\\*_`\u200b\ufeff")
_SAME = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "、": ",", "。": "."}
)


class DatedTexts:
    """The text files under a folder, by SHA-256 of their bytes."""

    def __init__(self, folder: Path) -> None:
        files = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
        self.files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self.files

    def read(self, sha256: str) -> str:
        """The plain text with this hash. KeyError when the folder does not hold it."""
        return _plain_file(self.files[sha256])

    def all(self) -> Iterator[tuple[str, str]]:
        """Each file's name and raw text."""
        for path in self.files.values():
            yield path.name, path.read_text(encoding="utf-8", errors="replace")


@lru_cache(maxsize=64)
def _plain_file(path: Path) -> str:
    return plain(path.read_text(encoding="utf-8", errors="replace"))


def plain(text: str) -> str:
    """Text without the marks of its copy: links give their words, emphasis and escapes go, quotation marks
    and widths are alike, lines stay lines."""
    for _ in range(2):
        text = _LINK.sub(r"\1", text)
    text = unicodedata.normalize("NFKC", text.translate(_DELETE)).translate(_SAME)
    return _SPACE.sub(" ", text)


def folded(text: str) -> str:
    """Plain text for comparison of headings: one line, lower case."""
    return " ".join(plain(text).lower().split())
