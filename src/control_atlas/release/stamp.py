"""New texts of the files that carry the version, computed before any of them is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)\Z")
PROJECT, CITATION, CHANGELOG = "pyproject.toml", "CITATION.cff", "CHANGELOG.md"
_PROJECT_LINE = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
_CITATION_LINE = re.compile(r"^version: (\S+)$", re.MULTILINE)
_RELEASED_LINE = re.compile(r"^date-released: .*\n", re.MULTILINE)
_UNRELEASED = re.compile(r"^## \[Unreleased\]\n(?P<body>.*?)(?=^## \[|\Z)", re.MULTILINE | re.DOTALL)


class NotReady(ValueError):
    """The files do not allow this release; the message says what to mend."""


def stamped(root: Path, version: str, day: str) -> Mapping[str, str]:
    """File name to new text for a release of ``version`` on ``day``.

    Raises NotReady for a version that is none or not later than the last, and for a changelog without entries.
    """
    if not VERSION.match(version):
        raise NotReady(f"{version!r} is no version; write three numbers, as in 0.2.0")
    texts = {name: (root / name).read_text(encoding="utf-8") for name in (PROJECT, CITATION, CHANGELOG)}
    found = _PROJECT_LINE.search(texts[PROJECT])
    if found is None:
        raise NotReady(f'{PROJECT} has no line `version = "..."`')
    if _numbers(version) < _numbers(found[1]) or f"## [{version}]" in texts[CHANGELOG]:
        raise NotReady(f"{version} is not later than {found[1]}, or was released before")
    news = _UNRELEASED.search(texts[CHANGELOG])
    if news is None or not re.search(r"^- ", news["body"], re.MULTILINE):
        raise NotReady(f"{CHANGELOG} says nothing under [Unreleased]; a release tells what changed")
    if not _CITATION_LINE.search(texts[CITATION]):
        raise NotReady(f"{CITATION} has no line `version:`")
    cited = _RELEASED_LINE.sub("", texts[CITATION])
    return {
        PROJECT: _PROJECT_LINE.sub(f'version = "{version}"', texts[PROJECT], count=1),
        CITATION: _CITATION_LINE.sub(f'version: {version}\ndate-released: "{day}"', cited, count=1),
        CHANGELOG: texts[CHANGELOG].replace(
            news.group(), f"## [Unreleased]\n\n## [{version}] - {day}\n{news['body']}", 1
        ),
    }


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
