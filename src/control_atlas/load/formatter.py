"""Puts a record's file in order without writing it anew: what an author wrote stays as it was written.

Three things are done to the text in place. Unquoted scalars that parsers disagree about are quoted where
they stand; the top-level entries are put in the order of the kind's schema, each together with the comments
directly above it; and white space that means nothing is made regular: none at the ends of lines, one line
feed at the end. Nothing is parsed and dumped, so comments, quotes, folds and indentation survive.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from control_atlas.load.faults import Faults, Unreadable
from control_atlas.load.layout import Layout, Scalar, layout
from control_atlas.load.scalars import Ambiguous, plain, plain_in_flow, quoted
from control_atlas.load.source import read_bytes
from control_atlas.load.yaml_reader import read_text
from control_atlas.records import Problem

_BLOCK_HEADER = re.compile(r"([|>])([1-9]?)[-+]?([1-9]?)")


def format_text(text: str, key_order: Sequence[str], shown: str = "(text)") -> str:
    """The same record in good order: formatting twice changes nothing, and the data stays the same but
    for ambiguous scalars, which become the text they were written as.

    Entries whose key is not in ``key_order`` follow the others in the order they had. A comment directly
    above an entry moves with it; comments at the top, set off by a blank line or ``---``, stay at the top.
    Raises `Unreadable` with every fault that quoting does not cure; ``shown`` is the name in messages.
    """
    text = _quote_ambiguous(text.replace("\r\n", "\n"), shown)
    data = _data(text, shown)
    if not text.endswith("\n"):
        text = _end_last_line(text, data, shown)
    text = _in_order(text, key_order)
    if _data(text, shown) != data:
        raise RuntimeError(f"formatting {shown} would change its data; it is left as it was")
    return text


def format_file(path: Path, key_order: Sequence[str], check: bool = False, shown: str | None = None) -> bool:
    """Format one file, through a temporary file that is then renamed; ``check`` leaves it as it is.

    Returns whether the file was, or with ``check`` would be, changed. Raises `Unreadable` if it cannot be
    read, formatted or written.
    """
    shown = shown or path.as_posix()
    faults = Faults(shown)
    before = read_bytes(path, faults, None)
    if before is None:
        raise Unreadable(faults.listed())
    try:
        text = before.decode()
    except UnicodeDecodeError:
        read_text(before, shown)  # says where, in the words of the reader
        raise
    after = format_text(text, key_order, shown).encode()
    if after == before:
        return False
    if not check:
        try:
            _replace(path.resolve(), after)
        except OSError as error:
            faults.add("yaml-unwritable", (1, 1), f"The file cannot be written ({error.strerror}).")
            raise Unreadable(faults.listed()) from error
    return True


def _data(text: str, shown: str) -> dict[str, Any]:
    return read_text(text.encode(errors="surrogatepass"), shown).data


def _quote_ambiguous(text: str, shown: str) -> str:
    try:
        _data(text, shown)
    except Unreadable as unreadable:
        if rest := [problem for problem in unreadable.problems if not _is_cured(problem)]:
            raise Unreadable(rest) from None
        for scalar in reversed(layout(text).scalars):
            if _is_quotable(scalar):
                text = text[: scalar.start] + quoted(scalar.value) + text[scalar.end :]
    return text


def _is_cured(problem: Problem) -> bool:
    """Whether quoting cures a problem: not where there is nothing to quote, nor where null is meant."""
    return problem.rule in ("yaml-ambiguous-scalar", "yaml-key-not-text") and problem.value not in ("", "~")


def _is_quotable(scalar: Scalar) -> bool:
    if scalar.style:
        return False
    if scalar.in_flow and plain_in_flow(scalar.value):
        return True
    value = plain(scalar.value)
    if isinstance(value, Ambiguous):
        return value.quotable
    return scalar.is_key and not isinstance(value, str)


def _end_last_line(text: str, data: dict[str, Any], shown: str) -> str:
    """``text`` with a line feed at its end. A text block there would gain it: it is then told to drop it."""
    start = layout(text).scalars[-1].start
    told = text[:start] + _BLOCK_HEADER.sub(r"\1\2-\3", text[start:], count=1)
    ways = (text + "\n", text.rstrip(" "), told + "\n")
    fitting = (way for way in ways if way.endswith("\n") and _data(way, shown) == data)
    return next(fitting, text + "\n")


def _in_order(text: str, key_order: Sequence[str]) -> str:
    found = layout(text)
    counting, kept = found.ends_that_count(text), found.kept_ends(text)
    lines = [
        line if number in counting else line.rstrip(" ") for number, line in enumerate(text.split("\n")[:-1])
    ]
    starts = _starts(found, lines)
    foot = _foot(found, lines, kept)
    blocks = [
        _without_final_blanks(lines, start, after, kept)
        for start, after in zip(starts, [*starts[1:], foot], strict=True)
    ]
    order = _order([key for key, _ in found.entries], key_order) if len(starts) > 1 else [0]
    ordered = lines[: starts[0]]
    for place, number in enumerate(order):
        start, end = blocks[number]
        ordered += lines[start:end]
        if end in kept:
            continue  # a blank line would become part of the text block
        if place == len(order) - 1:
            ordered += lines[blocks[-1][1] : foot]
        else:
            # Blank lines belong to the place in the file; one keeps a comment apart from the next entry.
            gap = starts[place + 1] - blocks[place][1]
            ordered += [""] * max(gap, lines[end - 1].startswith("#"))
    ordered += lines[foot:]
    while ordered and not ordered[-1] and not (foot == len(lines) and blocks[order[-1]][1] in kept):
        ordered.pop()
    return "\n".join(ordered) + "\n"


def _without_final_blanks(lines: list[str], start: int, end: int, kept: set[int]) -> tuple[int, int]:
    while end > start and end not in kept and not lines[end - 1]:
        end -= 1
    return start, end


def _foot(found: Layout, lines: list[str], kept: set[int]) -> int:
    """Where the comments begin that close the file; the number of lines if there are none."""
    quotes = found.lines_in_quotes()
    lowest = found.entries[-1][1] + 1 if found.entries else 0
    foot = number = len(lines)
    while number > lowest and number not in kept and number - 1 not in quotes:
        number -= 1
        if lines[number].startswith("#"):
            foot = number
        elif lines[number]:
            break
    return foot


def _starts(found: Layout, lines: list[str]) -> list[int]:
    """The first line of each top-level entry with its comments; one for the whole file if none may move."""
    if not found.entries_at_margin or any(lines[line].startswith("?") for _, line in found.entries):
        return [0]
    quotes = found.lines_in_quotes()
    starts = []
    for _, line in found.entries:
        start = line
        while start and lines[start - 1].startswith("#") and start - 1 not in quotes:
            start -= 1
        starts.append(start)
    return starts or [0]


def _order(keys: Sequence[str], key_order: Sequence[str]) -> list[int]:
    rank = {key: number for number, key in reversed(list(enumerate(key_order)))}
    return sorted(range(len(keys)), key=lambda number: rank.get(keys[number], len(rank)))


def _replace(file: Path, data: bytes) -> None:
    mode = file.stat().st_mode & 0o7777
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as temporary:
        try:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
            Path(temporary.name).chmod(mode)
            Path(temporary.name).replace(file)
        except BaseException:
            Path(temporary.name).unlink(missing_ok=True)
            raise
