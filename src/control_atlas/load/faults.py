"""What can be wrong with a file before its content is looked at, and how that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from control_atlas.records import Path, Problem, dotted

MAX_BYTES = 256_000
MAX_DEPTH = 64
MAX_SCALAR = 20_000
_LISTED_PER_RULE = 50
_LONGEST_VALUE = 60


class RuleText(NamedTuple):
    """What a rule says in one sentence, an example that breaks it, and the cure."""

    meaning: str
    example: str
    fix: str


class Unreadable(Exception):
    """A file that cannot be taken as a record; ``problems`` lists every fault found in it, in order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Faults:
    """Collects the faults of one file; of each rule the first fifty are listed and the rest counted."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._problems)

    def add(
        self,
        rule: str,
        place: tuple[int, int],
        message: str,
        *,
        field: Path = (),
        value: str = "",
        fix: str | None = None,
    ) -> None:
        """Note one fault; ``place`` is the 1-based line and column, ``fix`` the rule's own unless given."""
        self._counts[rule] += 1
        if self._counts[rule] > _LISTED_PER_RULE:
            return
        line, column = place
        self._problems.append(
            Problem(
                path=self.shown,
                line=line,
                column=column,
                level="error",
                rule=rule,
                field=visible(dotted(field)),
                value=shorten(value),
                message=message,
                fix=fix or RULES[rule].fix,
            )
        )

    def listed(self) -> list[Problem]:
        """The faults in the order of their places; the last listed one of a rule tells how many follow."""
        last = {problem.rule: number for number, problem in enumerate(self._problems)}
        problems = list(self._problems)
        for rule, number in last.items():
            if (more := self._counts[rule] - _LISTED_PER_RULE) > 0:
                said = problems[number]
                problems[number] = replace(said, message=f"{said.message} ({more} more like it follow.)")
        return sorted(problems, key=lambda problem: (problem.line, problem.column))


def visible(text: str) -> str:
    """``text`` with every character that a terminal would not print shown as its code point."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else f"<U+{ord(character):04X}>" for character in text
    )


def shorten(value: str) -> str:
    """A value as short text on one line."""
    line = visible(" ".join(value.split()))
    return line if len(line) <= _LONGEST_VALUE else line[: _LONGEST_VALUE - 1] + "…"


RULES: Mapping[str, RuleText] = MappingProxyType(
    {
        "yaml-unreadable": RuleText(
            "Every file named or found must be an ordinary file that can be opened and read.",
            "a folder named us-eccn-3a090.yaml, or a file that vanished while the folder was read",
            "Check the name and the permissions of the file.",
        ),
        "yaml-unwritable": RuleText(
            "A file that is to be formatted must be one that can be written.",
            "atlas format on a file in a folder without permission to write",
            "Check the permissions of the file and of its folder.",
        ),
        "yaml-outside-folder": RuleText(
            "A file of the data folder must lie in that folder and not be a link that leaves it.",
            "records/x.yaml, a symbolic link to a file outside the data folder",
            "Put the file itself into the data folder in place of the link.",
        ),
        "yaml-too-large": RuleText(
            f"A file may have at most {MAX_BYTES // 1000} kB; its size is looked at before it is read.",
            "a file of 10 MB",
            "Split the record, or move long text to where it belongs: a record cites, it does not quote.",
        ),
        "yaml-empty": RuleText(
            "A file must hold a record, not only comments or nothing.",
            "a file of 0 bytes",
            "Write the record, or delete the file.",
        ),
        "yaml-encoding": RuleText(
            "A file must be UTF-8 text without a byte order mark.",
            "a file saved as UTF-16 or Latin-1",
            "Save the file as UTF-8 without a byte order mark.",
        ),
        "yaml-control-character": RuleText(
            "A file, and every text in it, must be free of control characters; lines end in a line feed, "
            "or a carriage return and a line feed.",
            'a NUL byte, a lone carriage return, or "\\0" in double quotes',
            "Delete the character.",
        ),
        "yaml-invisible-character": RuleText(
            "A file, and every text in it, must be free of zero-width characters and of those that "
            "reverse the direction of writing: what is read must be what is stored.",
            "a zero-width space inside an ECCN",
            "Delete the character; it often comes with pasted text.",
        ),
        "yaml-tab": RuleText(
            "A file must not contain tab characters, on which YAML parsers disagree.",
            "a line indented with a tab",
            "Use spaces.",
        ),
        "yaml-directive": RuleText(
            "A file must not contain YAML directives; records mean the same in YAML 1.1 and 1.2.",
            "%YAML 1.1",
            "Delete the line.",
        ),
        "yaml-several-documents": RuleText(
            "A file holds one record, so it has no second document and no document end marker.",
            "--- between two records, or ... at the end",
            "Move the second record into a file of its own, or delete the marker.",
        ),
        "yaml-syntax": RuleText(
            "A file must be valid YAML.",
            "title: Rule: a summary",
            "Correct the line; quote a value that contains a colon and a space, or special characters.",
        ),
        "yaml-root-not-mapping": RuleText(
            "A file holds one mapping: keys with their values, not a list and not a single text.",
            "a file that starts with - id: us-eccn-3a090",
            "Write the record as key: value lines.",
        ),
        "yaml-depth": RuleText(
            f"Values may be nested at most {MAX_DEPTH} deep.",
            "[[[[ ... ]]]]",
            "Flatten the record.",
        ),
        "yaml-anchor": RuleText(
            "A file must not contain anchors: a record says what it says where it says it.",
            'from: &start "2022-10-21"',
            "Write the value again where it is needed; quote a text that begins with &.",
        ),
        "yaml-alias": RuleText(
            "A file must not contain aliases, which repeat a value written elsewhere.",
            "from: *start",
            "Write the value itself; quote a text that begins with *.",
        ),
        "yaml-tag": RuleText(
            "A file must not contain tags, which give a value a type or run code in other programs.",
            "title: !!python/object:os.system x",
            "Delete the tag; quote a text that begins with !.",
        ),
        "yaml-merge-key": RuleText(
            "A file must not contain merge keys, which only YAML 1.1 parsers understand.",
            "<<: {list: us-ccl}",
            "Write the merged keys out.",
        ),
        "yaml-duplicate-key": RuleText(
            "A key may occur only once in the same place; parsers silently keep one of two.",
            'code: "3A090" twice in one record',
            "Delete one of the two, or merge them.",
        ),
        "yaml-key-not-text": RuleText(
            "Every key must be text.",
            "600: yes, null: x, [a, b]: c",
            "Quote the key.",
        ),
        "yaml-empty-value": RuleText(
            "After a key or a dash there must be a value, because nothing at all is null to some readers "
            "and an empty text to others.",
            "note:",
            "Write the value, null if there is none, or leave the key out.",
        ),
        "yaml-ambiguous-scalar": RuleText(
            "An unquoted value must mean the same to every YAML 1.1 and 1.2 parser: null, true, false, a "
            "number as JSON writes it, or text that nobody takes for anything else.",
            "code: 3E001, place: NO, section: 744.10, from: 2025-10-09, value: 1e26",
            "Quote the value; atlas format does it.",
        ),
        "yaml-scalar-too-long": RuleText(
            f"A single text may have at most {MAX_SCALAR:,} characters.",
            "the full text of a rule as a note",
            "Shorten the text: a record cites, it does not quote.",
        ),
    }
)
