"""From a file to clean text: its place, its size, its encoding, its characters."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from pathlib import Path as File

from control_atlas.load.faults import MAX_BYTES, Faults

Place = tuple[int, int]

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, direction, annotation
    "\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010fffd"  # private use, tag characters
)
_UNWANTED = re.compile(
    r"(?P<crlf>\r\n)|(?P<tab>\t)"
    r"|(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff])"
    rf"|(?P<unseen>[{_UNSEEN}])"
)
_UNWANTED_IN_VALUE = re.compile(
    r"(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff])"
    rf"|(?P<unseen>[{_UNSEEN}])|(?P<half>[\ud800-\udfff])"
)
_RULES = {
    "tab": "yaml-tab",
    "control": "yaml-control-character",
    "unseen": "yaml-invisible-character",
    "half": "yaml-syntax",  # half of a surrogate pair; only the pure parser lets the escape through
}


def read_bytes(
    file: File, faults: Faults, within: File | None, inside: set[str] | None = None
) -> bytes | None:
    """The bytes of an ordinary file of bearable size inside ``within``; None, and a fault, otherwise.

    ``inside`` keeps the folders found to lie inside, for the next files of the same run.
    """
    name = os.fspath(file)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if within is not None and _leaves(name, os.fspath(within), inside):
            faults.add("yaml-outside-folder", (1, 1), "The file lies outside the data folder.")
            return None
        descriptor = os.open(name, flags)  # a named pipe must not make us wait for a writer
        try:
            return _contents(descriptor, faults)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        faults.add("yaml-unreadable", (1, 1), "The file does not exist, or no longer.")
    except OSError as error:
        faults.add("yaml-unreadable", (1, 1), f"The file cannot be read ({error.strerror}).")
    except ValueError:
        faults.add("yaml-unreadable", (1, 1), "The file name contains a NUL character.")
    return None


def _contents(descriptor: int, faults: Faults) -> bytes | None:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        faults.add("yaml-unreadable", (1, 1), "This is a folder, not a file.")
        return None
    if not stat.S_ISREG(status.st_mode):
        faults.add("yaml-unreadable", (1, 1), "This is not an ordinary file.")
        return None
    size = status.st_size
    if size <= MAX_BYTES:
        data = os.read(descriptor, MAX_BYTES + 1)
        while len(data) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES + 1 - len(data))):
            data += more
        size = len(data)
        if size <= MAX_BYTES:
            return data
    too_large(size, faults)
    return None


def too_large(size: int, faults: Faults) -> None:
    """Note that a file of ``size`` bytes is over the limit."""
    faults.add(
        "yaml-too-large",
        (1, 1),
        f"The file has {size:,} bytes; at most {MAX_BYTES:,} are read.",
        value=f"{size} bytes",
    )


def _leaves(name: str, folder: str, inside: set[str] | None) -> bool:
    """Whether a file lies, directly or through links, outside a folder."""
    known = set() if inside is None else inside
    inner, outer = os.path.abspath(name), os.path.abspath(folder)  # noqa: PTH100 (many files: speed counts)
    if inner.startswith(outer + os.sep):
        step = inner
        while len(step) > len(outer) and step not in known and not stat.S_ISLNK(os.lstat(step).st_mode):
            step = os.path.dirname(step)  # noqa: PTH120
        if len(step) <= len(outer) or step in known:
            known.add(os.path.dirname(inner))  # noqa: PTH120
            return False
    root = os.path.realpath(outer)
    return not os.path.realpath(inner).startswith(root + os.sep)


def decode(data: bytes, faults: Faults) -> str | None:
    """The text of a file with every unwanted character noted and replaced by a harmless one of the same
    width, so that the rest can still be read with its marks; None where it is not UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        hint = " (the file looks like UTF-16)" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        faults.add(
            "yaml-encoding",
            _place(before, len(before)),
            f"The byte 0x{data[error.start]:02X} here is not UTF-8{hint}.",
            value=f"0x{data[error.start]:02X}",
        )
        return None
    if text.replace("\n", "").isprintable():
        return text
    if text.startswith("\ufeff"):
        faults.add("yaml-encoding", (1, 1), "The file starts with a byte order mark.", value="U+FEFF")
        text = text[1:]
    return _without_unwanted(text, faults)


def _without_unwanted(text: str, faults: Faults) -> str:
    found: dict[str, list[re.Match[str]]] = {}
    for match in _UNWANTED.finditer(text):
        if match.lastgroup != "crlf":
            found.setdefault(match[0], []).append(match)
    for character, matches in found.items():
        times = f" ({len(matches)} times, here first)" if len(matches) > 1 else ""
        faults.add(
            _RULES[matches[0].lastgroup or ""],
            _place(text, matches[0].start()),
            f"The file contains {describe(character)}{times}.",
            value=f"U+{ord(character):04X}",
        )
    return _UNWANTED.sub(_harmless, text) if found else text


def _harmless(unwanted: re.Match[str]) -> str:
    return {"crlf": "\r\n", "tab": " "}.get(unwanted.lastgroup or "", "\ufffd")


def unwanted_in_value(value: str) -> tuple[str, str] | None:
    """The rule and the first character that a text must not contain, even written as an escape."""
    if value.replace("\n", "").isprintable():
        return None
    match = _UNWANTED_IN_VALUE.search(value)
    return (_RULES[match.lastgroup or ""], match[0]) if match else None


def describe(character: str) -> str:
    """A character nobody can see, by code point and name."""
    if character == "\r":
        return "a carriage return without a line feed"
    if character == "\t":
        return "a tab"
    private = unicodedata.category(character) == "Co"
    fallback = "a character for private use" if private else "a control character"
    name = unicodedata.name(character, fallback).lower()
    return f"U+{ord(character):04X} ({name})"


def _place(text: str, index: int) -> Place:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
