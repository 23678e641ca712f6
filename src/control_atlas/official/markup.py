"""What the readers of the publishers' answers share: safe XML, text out of elements, labels of paragraphs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from xml.etree import ElementTree

from control_atlas.official.client import Answer, FetchFault
from control_atlas.official.store import OfficialText, Passage


class ChangedShape(FetchFault):
    """An answer that is not in the form this reader knows: the publisher may have changed it."""


def parse_xml(answer: Answer) -> ElementTree.Element:
    """The root of an XML answer. ChangedShape where it is no XML, or declares entities, which no publisher needs."""
    if b"<!ENTITY" in answer.body:
        raise ChangedShape(answer.url, "the answer declares entities, which are not read")
    try:
        return ElementTree.fromstring(answer.body)
    except ElementTree.ParseError as fault:
        raise ChangedShape(answer.url, f"the answer is no well-formed XML ({fault})") from fault


def words(element: ElementTree.Element) -> str:
    """The text of an element and all inside it, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def made(
    answer: Answer, publisher: str, name: str, on: str, title: str, language: str, passages: Iterable[Passage]
) -> OfficialText:
    """The text that an answer holds; ``fetched`` is filled in by the caller. ChangedShape without passages."""
    held = tuple(joined(passages))
    if not any(one.text for one in held):
        raise ChangedShape(answer.url, "the answer holds no paragraph that could be read")
    return OfficialText(
        publisher, name, on, answer.url, title, language, hashlib.sha256(answer.body).hexdigest(), "",
        held, answer.etag, answer.last_modified,
    )  # fmt: skip


def joined(passages: Iterable[Passage]) -> list[Passage]:
    """Neighbours of one place as one passage, a line each."""
    found: list[Passage] = []
    for one in passages:
        if found and found[-1].path == one.path:
            found[-1] = Passage(one.path, f"{found[-1].text}\n{one.text}")
        else:
            found.append(one)
    return found


_LABEL = re.compile(r"\(([A-Za-z]{1,5}|[0-9]{1,3})\) ?")
# (a) Heading. (1) The first paragraph of the next level follows the heading on the same line.
_SECOND = re.compile(r"[^.(—]{1,160}[.—] ?(?=\((?:1|i|A)\) )")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
          "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv")  # fmt: skip
_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz") + tuple(one * 2 for one in "abcdefghijklmnopqrstuvwxyz")
_DIGITS = tuple(map(str, range(1, 200)))
_LEVELS = (_LETTERS, _DIGITS, _ROMAN, tuple(one.upper() for one in _LETTERS), _DIGITS, _ROMAN)


class Labels:
    """Follows the labels of a section of the CFR, (a)(1)(i)(A)(1)(i), and says where each paragraph stands."""

    def __init__(self) -> None:
        self._stack: list[str] = []

    @property
    def path(self) -> str:
        return "".join(f"({label})" for label in self._stack)

    def read(self, text: str) -> list[Passage]:
        """The passages of one printed paragraph; one without a label goes on with the place before it."""
        found: list[Passage] = []
        rest, position = text, 0
        while label := _LABEL.match(rest, position):
            if not self._enter(label[1]):
                break
            position = label.end()
            heading = _SECOND.match(rest, position)
            if heading:
                found.append(Passage(self.path, rest[:position] + heading[0].strip()))
                rest, position = rest[heading.end() :], 0
        found.append(Passage(self.path, rest))
        return found

    def _enter(self, label: str) -> bool:
        depth = len(self._stack)
        if depth < len(_LEVELS) and _LEVELS[depth][0] == label:
            self._stack.append(label)
            return True
        for level in range(depth, 0, -1):
            names, last = _LEVELS[level - 1], self._stack[level - 1]
            if label in names and names.index(label) == names.index(last) + 1:
                self._stack[level - 1 :] = [label]
                return True
        # A label that follows nothing seen: paragraphs may be reserved or run on in one line.
        for level in range(min(depth + 1, len(_LEVELS)), 0, -1):
            names = _LEVELS[level - 1]
            before = names.index(self._stack[level - 1]) if level <= depth else -1
            if label in names and names.index(label) > before:
                self._stack[level - 1 :] = [label]
                return True
        return False
