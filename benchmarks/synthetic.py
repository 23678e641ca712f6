"""Records that look like ours and say nothing true, to measure sizes that we have not reached.

``python -m benchmarks.synthetic FOLDER --count 2000`` writes a data folder with this repository's schemas and
vocabularies. The same count and seed always give the same files.
"""

from __future__ import annotations

import argparse
import datetime
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.portable_yaml import dump
from control_atlas.load.kinds import Kinds

ROOT = Path(__file__).resolve().parent.parent
LEAST = 20
READ_ON = "2026-11-20"
FIRST = datetime.date(2019, 1, 7)
LAST = datetime.date(2026, 9, 1)
# One bundle is a source, an instrument and a control; every third is Chinese, every sixth one of terms.
BUNDLES = ("us", "cn", "us", "us", "cn", "terms")
GROUP = "synthetic-group"
COUNTRIES = {"us": ("United States", "US"), "cn": ("China", "CN"), "jp": ("Japan", "JP"),
             "nl": ("Netherlands", "NL"), "ae": ("United Arab Emirates", "AE")}  # fmt: skip
PARAMETERS = ("total-processing-performance", "performance-density", "aggregate-transfer-rate",
              "memory-bandwidth-density", "total-dram-bandwidth")  # fmt: skip
SUBJECTS = ("advanced-computing", "high-bandwidth-memory", "chipmaking-tools", "entity-lists")
CATEGORIES = ("no-competing-models", "no-distillation", "region-restriction", "account-integrity")
FACT = "co-packaged-with-logic"
NOUNS = """items limits exports licences destinations circuits memory stacks masks reticles wafers parts tools
equipment software technology applications certificates vouchers shipments consignees distributors models
weights outputs accounts regions owners parents affiliates subsidiaries agencies notices rules annexes entries
paragraphs columns groups totals rates areas densities bandwidths purities alloys oxides magnets targets ores
concentrates powders crystals furnaces presses kilns"""
WORDS = tuple(NOUNS.split())
VERBS = ("covers", "narrows", "widens", "adds", "repeats", "replaces", "lists", "names", "ties", "limits")
CHINESE = ("稀土", "镓", "锗", "锑", "钨", "石墨", "永磁材料", "两用物项", "出口管制", "许可证", "加工设备",
           "技术资料", "最终用户", "最终用途", "靶材", "氧化物", "合金", "公告",
           "暂停实施", "自公布之日起")  # fmt: skip

Data = dict[str, Any]
Placed = tuple[str, str, Data]  # kind, folder below it, content


def records(count: int, seed: int = 1) -> list[Placed]:
    """``count`` records (20 or more) that pass every check; each follows the instruments that it refers to."""
    if count < LEAST:
        raise ValueError(f"{count} records are too few; the smallest set that stands on its own has {LEAST}")
    return _Maker(random.Random(seed), count).all()


def write_folder(folder: Path, count: int, seed: int = 1) -> None:
    """Fill ``folder`` with a data folder of ``count`` records; schemas and vocabularies are this project's."""
    for name in ("schemas", "vocabularies"):
        shutil.copytree(ROOT / name, folder / name)
    kinds = Kinds(folder / "schemas")
    for kind, below, data in records(count, seed):
        target = folder / "records" / kinds[kind].folder / below / f"{data['id']}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        order = kinds[kind].key_order
        target.write_text(dump({key: data[key] for key in order if key in data}), encoding="utf-8")


class _Maker:
    """Makes one set of records; holds what later ones refer to."""

    def __init__(self, chance: random.Random, count: int) -> None:
        self.chance = chance
        self.count = count
        self.bundles = count // 3
        self.rules: list[tuple[str, datetime.date]] = []
        self.sections: list[str] = []
        self.controls: list[str] = []
        self.reported: set[str] = set()
        self.codes = [f"{d}{letter}{n:03}" for d in range(10) for letter in "ABCDE" for n in range(1000)]
        chance.shuffle(self.codes)

    def all(self) -> list[Placed]:
        made = list(self._base())
        number = 0
        while len(made) <= self.count - 4:  # a section and a bundle still fit
            day = FIRST + (LAST - FIRST) * min(number, self.bundles) // self.bundles
            if number % 40 == 0:
                made.append(self._section(number // 40))
            made += self._bundle(BUNDLES[number % len(BUNDLES)], number, day)
            number += 1
        while len(made) < self.count:  # further sections fill up
            made.append(self._section(len(self.sections)))
        return made

    # -- what bundles stand on -----------------------------------------------------------------------

    def _base(self) -> Iterator[Placed]:
        yield self._source("base", None, "us", FIRST)
        for identity, (name, code) in COUNTRIES.items():
            data = self._head(identity, name, "us") | {"type": "country", "iso2": code}
            del data["jurisdiction"]
            yield "places", "countries", data
        member = {"from": FIRST.isoformat(), "by": "us-cfr-15-700-0", "pinpoint": "table",
                  "covers": self._sentence(), "member": True}  # fmt: skip
        yield (
            "places",
            "groups",
            self._head(GROUP, "Group of the benchmark", "us")
            | {
                "type": "group",
                "code": "B:9",
                "defined_in": "15 CFR part 740",
                "members": {place: [dict(member)] for place in ("cn", "ae")},
                "sources": ["src-base"],
            },
        )
        for identity, country, kind in (
            ("us-agency", "us", "agency"),
            ("cn-agency", "cn", "agency"),
            ("provider", "us", "ai-lab"),
        ):
            yield "organisations", country, self._head(identity, identity.title(), country) | {"type": kind}

    def _section(self, number: int) -> Placed:
        identity = f"us-cfr-15-700-{number}"
        self.sections.append(identity)
        return (
            "instruments",
            "us",
            self._head(identity, f"15 CFR part 700, supplement {number}", "us")
            | {
                "type": "code-section",
                "dates": {"effective": FIRST.isoformat()},
                "sources": ["src-base"],
            },
        )

    # -- bundles -------------------------------------------------------------------------------------

    def _bundle(self, sort: str, number: int, day: datetime.date) -> Iterator[Placed]:
        place = "us" if sort == "terms" else sort
        make = {"us": self._rule, "cn": self._announcement, "terms": self._terms_document}[sort]
        instrument = make(number, day)
        identity = instrument["id"]
        yield self._source(identity, identity, place, day)
        yield "instruments", "provider" if sort == "terms" else place, instrument
        if sort == "terms":
            yield "terms-provisions", "provider", self._provision(number, instrument, day)
            return
        chips = sort == "us"
        control = self._control(number, instrument, day, chips)
        yield "chip-export-controls" if chips else "mineral-restrictions", place, control
        self.rules.append((identity, day))
        self.controls.append(control["id"])

    def _source(self, stem: str, instrument: str | None, place: str, day: datetime.date) -> Placed:
        chance = self.chance
        read = chance.choice(("full-text", "full-text", "excerpt", "secondary"))
        data = self._head(f"src-{stem}", f"Text read for {stem}", place) | {
            "rank": "law-firm" if read == "secondary" else chance.choice(("official", "copy")),
            "publisher": self._name(),
            "address": f"https://example.org/texts/{stem}",
            "sha256": f"{chance.getrandbits(256):064x}",
            "language": "zh-Hans" if place == "cn" else "en",
            "published": day.isoformat(),
            "current": {"from": day.isoformat(), "to": _later(day, 30, 700, chance)},
            "read": read,
            "read_on": READ_ON,
            "read_how": self._prose(4, place),
        }
        if instrument is not None:
            data["of"] = [instrument]
            if read == "secondary":
                self.reported.add(instrument)
        return "sources", place, data

    def _rule(self, number: int, day: datetime.date) -> Data:
        identity = f"us-fr-{day.year}-{number:05}"
        published = min(day + datetime.timedelta(2), datetime.date(day.year, 12, 31)).isoformat()
        return self._head(identity, f"{self._name()} {number}", "us") | {
            "subjects": [self.chance.choice(SUBJECTS)],
            "type": "rule",
            "issuers": ["us-agency"],
            "citation": {
                "type": "fr",
                "volume": day.year - 1935,
                "page": 1000 + 12 * number,
                "document": f"{day.year}-{number:05}",
                "published": published,
            },
            "dates": {
                "issued": day.isoformat(),
                "filed": day.isoformat(),
                "published": published,
                "effective": day.isoformat(),
            },
            "parts": self._parts("us"),
            "acts": self._acts("us", day),
            "document_number": f"{day.year}-{number:05}",
            "addresses": [f"https://example.org/rules/{number}"],
            "sources": [f"src-{identity}"],
        }

    def _announcement(self, number: int, day: datetime.date) -> Data:
        identity = f"cn-announcement-{day.year}-{number}"
        return self._head(identity, f"Announcement {number} of {day.year}", "cn") | {
            "titles": {"zh-Hans": f"关于{self._chinese(3)}的公告{number}"},
            "subjects": ["rare-earths"],
            "type": "announcement",
            "issuers": ["cn-agency"],
            "citation": {
                "type": "cn-announcement",
                "issuers": ["mofcom", "gacc"],
                "year": day.year,
                "number": number + 1,
                "published": day.isoformat(),
            },
            "dates": {"published": day.isoformat(), "effective": _later(day, 0, 40, self.chance)},
            "parts": self._parts("cn"),
            "acts": self._acts("cn", day),
            "language": "zh-Hans",
            "sources": [f"src-{identity}"],
        }

    def _terms_document(self, number: int, day: datetime.date) -> Data:
        identity = f"provider-terms-{number}"
        return self._head(identity, f"Terms of the benchmark, version {number}", "us") | {
            "type": "terms-document",
            "issuers": ["provider"],
            "citation": {
                "type": "terms",
                "provider": "Provider",
                "title": "Terms of the benchmark",
                "effective": day.isoformat(),
            },
            "dates": {"effective": day.isoformat(), "first_seen": day.isoformat()},
            "family": "provider-terms",
            "version": f"version {number}",
            "provider": "provider",
            "binds": ["api-customer"],
            "sources": [f"src-{identity}"],
        }

    def _parts(self, place: str) -> Data:
        return {key: {"pinpoint": f"part {key}", "covers": self._prose(2, place)} for key in ("a", "b")}

    def _acts(self, place: str, day: datetime.date) -> list[Data]:
        """What an instrument does: most amend, few suspend, extend, end or stop the enforcement of others."""
        found: list[Data] = []
        if self.sections:
            for target in self.chance.sample(self.sections, min(2, len(self.sections))):
                found.append({"does": "amends", "target": target, "pinpoint": "paragraph 1"})
        earlier = [identity for identity, made in self.rules[-150:] if made < day - datetime.timedelta(60)]
        if earlier and self.chance.random() < 0.25:
            target = self.chance.choice(earlier)
            does = self.chance.choice(("suspends", "suspends", "rescinds", "stops-enforcing", "announces"))
            act: Data = {"does": does, "target": f"{target}#a", "pinpoint": "paragraph 2"}
            if does == "suspends":
                act |= {"last_day": _later(LAST, 0, 400, self.chance), "last_day_is": "stated"}
            found.append(act)
        for act in found:
            act["says"] = self._prose(1, place)
        return found or [{"does": "interprets", "target": "us-cfr-15-700-0", "pinpoint": "paragraph 1"}]

    def _control(self, number: int, instrument: Data, day: datetime.date, chips: bool) -> Data:
        place = "us" if chips else "cn"
        code = self.codes.pop()
        identity = f"{place}-{code.lower()}"
        limit = self.chance.randrange(100, 9000)
        start = max(day.isoformat(), instrument["dates"]["effective"])
        items = {key: self._versions(instrument, start, place, limit) for key in ("a", "b")}
        data = self._head(identity, f"{self._name()} {number}", place) | {
            "subjects": [self.chance.choice(SUBJECTS) if chips else "critical-minerals"],
            "type": "list-entry",
            "list": "us-ccl" if chips else "cn-dual-use",
            "code": code,
            "detail": "full",
            "history_from": start,
            "items": items,
            "destinations": {"scope": [self._destination(instrument, start, place)]},
            "policies": {"review": [self._policy(instrument, start, place)]},
            "examples": [
                {"item": "a", "day": start, "facts": {PARAMETERS[0]: limit}, "expect": "met"},
                {
                    "item": "a",
                    "day": start,
                    "facts": {PARAMETERS[0]: limit - 1, FACT: False},
                    "expect": "not-met",
                },
            ],
            "sources": [f"src-{instrument['id']}"],
        }
        if instrument["id"] in self.reported:
            data["verification"] = {"read": "secondary", "note": self._sentence()}
        if chips:
            data["reasons"] = ["RS", "AT"]
        else:
            data["titles"] = {"zh-Hans": f"{self._chinese(4)}{number}"}
        if self.controls:
            other = self.chance.choice(self.controls[-200:])
            data["related"] = [{"how": "similar", "record": other, "note": self._prose(1, place)}]
        return data

    def _version(self, instrument: Data, start: str, place: str) -> Data:
        return {"from": start, "by": f"{instrument['id']}#a", "pinpoint": f"paragraph {self.chance.randrange(1, 99)}",
                "covers": self._prose(3, place)}  # fmt: skip

    def _versions(self, instrument: Data, start: str, place: str, limit: int) -> list[Data]:
        found = [self._version(instrument, start, place) | {"when": self._condition(limit)}]
        if self.chance.random() < 0.5:
            later = _later(datetime.date.fromisoformat(start), 20, 300, self.chance)
            if later > start:
                found.append(self._version(instrument, later, place) | {"when": self._condition(limit * 2)})
        return found

    def _condition(self, limit: int) -> Data:
        other = {"param": self.chance.choice(PARAMETERS[1:]), "more_than": limit + 0.5}
        return {"any": [{"param": PARAMETERS[0], "at_least": limit}, {"all": [other, {"fact": FACT}]}]}

    def _destination(self, instrument: Data, start: str, place: str) -> Data:
        where = (
            {"role": "destination", "in": [GROUP]} if place == "us" else {"role": "destination", "in": ["us"]}
        )
        return self._version(instrument, start, place) | {"when": where}

    def _policy(self, instrument: Data, start: str, place: str) -> Data:
        return self._version(instrument, start, place) | {"policy": "case-by-case"}

    def _provision(self, number: int, instrument: Data, day: datetime.date) -> Data:
        version = self._version(instrument, day.isoformat(), "us") | {
            "by": instrument["id"],
            "stance": "prohibits",
        }
        return self._head(f"provider-clause-{number}", f"{self._name()} {number}", "us") | {
            "provider": "provider",
            "document": "provider-terms",
            "category": self.chance.choice(CATEGORIES),
            "binds": ["api-customer"],
            "history_from": day.isoformat(),
            "items": {"clause": [version]},
            "notes": [self._prose(4, "us"), self._prose(4, "us")],
            "sources": [f"src-{instrument['id']}"],
        }

    # -- words ---------------------------------------------------------------------------------------

    def _head(self, identity: str, title: str, place: str) -> Data:
        return {"id": identity, "title": title, "title_kind": "descriptive", "summary": self._prose(3, place),
                "jurisdiction": place}  # fmt: skip

    def _name(self) -> str:
        first, second = self.chance.sample(WORDS, 2)
        return f"{first.capitalize()} and {second}"

    def _sentence(self) -> str:
        words = self.chance.sample(WORDS, 8)
        middle = f"{self.chance.choice(VERBS)} {words[1]} of {words[2]} and {words[3]}"
        return f"{words[0].capitalize()} {middle} for {words[4]} with {words[5]}, {words[6]} or {words[7]}."

    def _prose(self, sentences: int, place: str) -> str:
        text = " ".join(self._sentence() for _ in range(sentences))
        return f"{text} {self._chinese(6)}。" if place == "cn" else text

    def _chinese(self, words: int) -> str:
        return "".join(self.chance.sample(CHINESE, words))


def _later(day: datetime.date, least: int, most: int, chance: random.Random) -> str:
    return min(day + datetime.timedelta(chance.randint(least, most)), datetime.date(2026, 11, 19)).isoformat()


def main() -> None:
    """Write a data folder from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthetic", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="a folder that is empty or does not exist")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        parser.error(f"{given.folder} is not empty")
    if given.count < LEAST:
        parser.error(f"--count is {given.count}; the smallest set that stands on its own has {LEAST}")
    write_folder(given.folder, given.count, given.seed)


if __name__ == "__main__":
    main()
