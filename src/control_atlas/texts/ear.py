"""The Export Administration Regulations: numbers and codes of US controls against the texts they cite.

For every wording of a control the cited paragraph is looked up in each of its sources that the folder holds
(found by the hash in the source record), and each number and code of its conditions must occur there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.link.timeline import SECTIONS
from control_atlas.records import Path as Way
from control_atlas.records import Problem, Record
from control_atlas.texts.ccl import ControlList
from control_atlas.texts.cfr import Sections
from control_atlas.texts.fr import Rule
from control_atlas.texts.numbers import ECCN, codes, has_number, numbers, whole_entries
from control_atlas.texts.outcome import Outcome, problem_at
from control_atlas.texts.passages import Text, places
from control_atlas.texts.tables import CountryTable

# Years, days of a month, and sections and parts of the regulations.
_NO_FIGURE = re.compile(
    r"\b[0-9]{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:19|20)[0-9]{2}\b(?![.,][0-9])|\b7[0-9]{2}\.[0-9]+|\bparts? 7[0-9]{2}(?: (?:and|to) 7[0-9]{2})?"
)
HOME = "us"  # a rule on exports has no need to name the country they leave
# Keys that are official paragraphs; others (``entry``, ``for-3a090-a``) stand for a part of the heading.
_PARAGRAPH = re.compile(r"[a-z](?:\.[a-z0-9]{1,3})*")
LIMITS = ("at_least", "more_than", "at_most", "less_than", "equals")
LEVELS = ("in the paragraph", "in the paragraph, in another unit", "elsewhere in the entry or section")
Reader = type[ControlList] | type[CountryTable] | type[Sections] | type[Rule]
READERS: Mapping[str, tuple[Reader, ...]] = {
    ".json": (ControlList, CountryTable),
    ".md": (Sections,),
    ".txt": (Rule,),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One thing to confirm: a limit or a code, and where it stands in the record."""

    path: Way
    shown: str
    number: float | None = None
    names: tuple[str, ...] = ()


def check_ear(kb: KnowledgeBase, folder: Path) -> Outcome | None:
    """Every limit, code, group and place in the conditions of US controls, and the numbers and codes of what
    they cover, against the cited paragraphs.

    Error: a value of a condition that no cited text held in ``folder`` has, although the place is there.
    Warnings: a value found only around the cited paragraph, a number or code of our words that is not
    there, a place that the texts do not have, and per source what could not be checked without it.
    None when the folder holds none of the texts.
    """
    texts = _texts(kb, folder)
    if not texts:
        return None
    counts: Counter[str] = Counter({"texts": len(texts)})
    problems: list[Problem] = []
    for record in kb.of_kind("chip-export-controls"):
        if record.data.get("jurisdiction") == "us":
            problems += _record(kb, record, texts, counts)
    return Outcome("US regulations", dict(counts), tuple(sorted(problems)))


def _texts(kb: KnowledgeBase, folder: Path) -> dict[str, Text]:
    """The readable texts in ``folder`` by the ids of the sources whose hash they have."""
    files = {
        hashlib.sha256(file.read_bytes()).hexdigest(): file
        for file in sorted(folder.rglob("*"))
        if file.suffix in READERS and file.is_file()
    }
    read: dict[Path, Text | None] = {}
    found: dict[str, Text] = {}
    for source in kb.of_kind("sources"):
        file = files.get(str(source.data.get("sha256")))
        if file is None or source.data.get("jurisdiction") != "us":
            continue
        if file not in read:
            read[file] = _read(file)
        text = read[file]
        if text is not None:
            found[source.id] = text
    return found


def _read(file: Path) -> Text | None:
    """The text in ``file``, by the first reader of its suffix that knows its form."""
    for reader in READERS[file.suffix]:
        text: Text | None = reader.read(file)
        if text is not None:
            return text
    return None


def _record(
    kb: KnowledgeBase, record: Record, texts: Mapping[str, Text], counts: Counter[str]
) -> Iterator[Problem]:
    missing: Counter[str] = Counter()
    for section in SECTIONS:
        for key, versions in record.data.get(section, {}).items():
            for number, version in enumerate(versions):
                way = (section, key, number)
                values = list(_values(kb, version, way))
                words = list(_words(version, way))
                if not values and not words:
                    continue
                counts["wordings"] += 1
                sources = version.get("sources") or record.data["sources"]
                held = [texts[one] for one in sources if one in texts]
                if not held:
                    counts["values whose text is not in the folder"] += len(values) + len(words)
                    missing[", ".join(sources)] += len(values) + len(words)
                    continue
                yield from _wording(record, way, version, values, words, held, counts)
    for name, count in sorted(missing.items()):
        message = f"{count} values were not checked: the folder holds no copy of {name}."
        fix = "Put the text in the folder and its hash in the source record."
        yield problem_at(record, (), "text-not-held", name, message, fix, "warning")


def _wording(
    record: Record, way: Way, version: Mapping[str, Any], values: list[Value], words: list[Value],
    held: list[Text], counts: Counter[str],
) -> Iterator[Problem]:  # fmt: skip
    wanted = [place for pinpoint in _pinpoints(version) for place in places(pinpoint)]
    passages = [found for place in wanted for text in held if (found := text.find(place)) is not None]
    if not passages:
        counts["values at places that the texts do not have"] += len(values) + len(words)
        message = f"No cited text in the folder has {version['pinpoint']}."
        fix = "Correct the pinpoint, or cite the text that has it."
        yield problem_at(
            record, (*way, "pinpoint"), "place-in-text", str(version["pinpoint"]), message, fix, "warning"
        )
        return
    near = [_gathered(passage.paragraph) for passage in passages if passage.paragraph]
    wide = [_gathered(passage.around) for passage in passages]
    for value in (*values, *words):
        level = _level(value, near, wide)
        sort = "limits and codes" if value in values else "figures of our words"
        counts[f"{sort} {level or 'not found'}"] += 1
        if level in LEVELS[:2]:
            continue
        if level:
            message = f"{value.shown} stands in the entry or section, not in the paragraph that is cited."
            fix = "Cite the note or paragraph as well, if it belongs to the condition."
            yield problem_at(
                record, value.path, "value-beside-paragraph", value.shown, message, fix, "warning"
            )
            continue
        message = f"{value.shown} does not occur in the cited text of {version['pinpoint']}."
        fix = "Read the text again; correct the value, its pinpoint or its source."
        strict = value in values
        rule = "value-in-text" if strict else "figure-in-cited-text"
        yield problem_at(
            record, value.path, rule, value.shown, message, fix, "error" if strict else "warning"
        )


def _pinpoints(version: Mapping[str, Any]) -> Iterator[str]:
    """The pinpoints of a wording and of its exclusions."""
    yield str(version["pinpoint"])
    yield from (str(one["pinpoint"]) for one in version.get("except", ()) if "pinpoint" in one)


@dataclass(frozen=True, slots=True)
class _Gathered:
    text: str
    numbers: set[Fraction]
    codes: set[str]
    entries: set[str]

    def names(self, value: Value) -> bool:
        """Whether one of the value's names occurs, or an entry or paragraph that includes it as a whole."""
        for name in value.names:
            if name in self.codes or name.lower() in self.text:
                return True
            steps = name.split(".")
            if any(".".join(steps[:count]) in self.entries for count in range(1, len(steps))):
                return True
        return False


@lru_cache(maxsize=4096)
def _gathered(text: str) -> _Gathered:
    return _Gathered(text.lower(), numbers(text), codes(text), whole_entries(text))


def _level(value: Value, near: list[_Gathered], wide: list[_Gathered]) -> str:
    """Where a value was found: one of LEVELS, or empty."""
    if value.number is None:
        for level, found in ((LEVELS[0], near), (LEVELS[2], wide)):
            if any(one.names(value) for one in found):
                return level
        return ""
    hows = {has_number(value.number, one.numbers) for one in near}
    for how, level in (("same", LEVELS[0]), ("unit", LEVELS[1])):
        if how in hows:
            return level
    return LEVELS[2] if any(has_number(value.number, one.numbers) for one in wide) else ""


def _values(kb: KnowledgeBase, version: Mapping[str, Any], way: Way) -> Iterator[Value]:
    if "when" in version:
        yield from _condition(kb, version["when"], (*way, "when"))
    for position, exclusion in enumerate(version.get("except", ())):
        yield from _condition(kb, exclusion["when"], (*way, "except", position, "when"))


def _condition(kb: KnowledgeBase, condition: Mapping[str, Any], path: Way) -> Iterator[Value]:
    for limit in LIMITS:
        if limit in condition:
            number = condition[limit]
            yield Value((*path, limit), f"{number:g}" if isinstance(number, float) else str(number), number)
    if "meets" in condition:
        identity, key = split(str(condition["meets"]))
        code = kb.get(identity).data.get("code")
        if code:
            full = f"{code}.{key}" if key and _PARAGRAPH.fullmatch(key) else str(code)
            yield Value((*path, "meets"), full, names=(full,))
    for position, identity in enumerate(condition.get("in", ())):
        names = _place_names(kb.get(identity)) if identity != HOME else ()
        if names:
            yield Value((*path, "in", position), names[0], names=names)
    for word in ("all", "any"):
        for position, inner in enumerate(condition.get(word, ())):
            yield from _condition(kb, inner, (*path, word, position))
    for word in ("not", "contains"):
        if word in condition:
            yield from _condition(kb, condition[word], (*path, word))


def _place_names(place: Record) -> tuple[str, ...]:
    """How a text may name a place: a country group by letter and number, a country by its names."""
    group = place.id.removeprefix("us-country-group-")
    if group != place.id and len(group) == 2:
        return (f"{group[0].upper()}:{group[1]}", f"{group[0].upper()}:*")
    if place.data.get("type") == "country":
        return (place.title, *place.data.get("aliases", ()))
    return ()


def _words(version: Mapping[str, Any], way: Way) -> Iterator[Value]:
    """The ECCNs, the country groups, and the numbers with a decimal or from 20 in what a wording covers; years
    and numbers of sections are none."""
    text = str(version["covers"])
    path = (*way, "covers")
    for code in sorted(_longest(codes(text))):
        yield Value(path, code, names=(code,))
    for number in sorted(numbers(_NO_FIGURE.sub(" ", ECCN.sub(" ", text)))):
        shown = float(number)
        if number.denominator > 1 or number >= 20:
            yield Value(path, f"{shown:g}", shown)


def _longest(found: set[str]) -> set[str]:
    return {one for one in found if not any(other.startswith(f"{one}.") for other in found)}
