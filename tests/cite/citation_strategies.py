"""Citation fields for every type, drawn from the schema; names and titles from words that occur in practice."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from control_atlas.cite.issuers import ISSUERS

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "citation.schema.json").read_text("utf-8"))
TYPES: dict[str, dict[str, Any]] = SCHEMA["$defs"]

days = st.dates(date(1950, 1, 1), date(2049, 12, 31)).map(date.isoformat)
_WORDS = (
    *("Export", "Controls", "on", "Advanced", "Computing", "of", "the", "Union’s", "market", "for", "AI:"),
    *("Terms,", "and", "Use", "(recast)", "(No. 2)"),
)
_english = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=8).map(" ".join)
_chinese = st.lists(
    st.sampled_from(
        [
            "公布",
            "对部分中重稀土",
            "相关物项，",
            "实施出口管制",
            "《两用物项清单》",
            "（2025年修订）",
            "的决定",
        ]
    ),
    min_size=1,
    max_size=6,
).map("".join)
_japanese = st.lists(
    st.sampled_from(["輸出", "貿易", "管理", "令", "の一部", "を改正"]), min_size=1, max_size=6
).map("".join)
_provider = st.sampled_from(
    ["Anthropic", "Stability AI", "xAI", "Moonshot AI 月之暗面", "M.D. Fla.", "Z.ai", "AT&T"]
)

_NAMES: dict[str, st.SearchStrategy[str]] = {
    "provider": _provider,
    "issuer": _provider,
    "title_en": _english.map(lambda words: f"Decision {words}"),
}
_TITLES: dict[str, st.SearchStrategy[str]] = {
    "eu-act": _english.map(lambda words: f"setting up a {words}"),
    "cn-announcement": _chinese.map(lambda words: f"关于{words}"),
    "cn-decree": _chinese.map(lambda words: f"关于{words}"),
    "cn-law": st.sampled_from(["中华人民共和国出口管制法", "中华人民共和国香港特别行政区维护国家安全法"]),
    "jp-ordinance": _japanese.map(lambda words: f"外国{words}"),
}
_ENGLISH_LAWS = st.sampled_from(
    ["Export Control Law of the PRC", "Anti-Monopoly Law of the People's Republic of China"]
)
_JAPANESE_ENGLISH = st.sampled_from(["Export Trade Control Order", "Foreign Exchange Act", "Goods Ordinance"])


def _number(low: int = 1, high: int = 999) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(str)


_step = st.one_of(st.sampled_from(["a", "dd", "i", "iii", "B", "ii"]), _number(1, 40)).map("({})".format)
path = st.lists(_step, min_size=1, max_size=5).map("".join)
_value = st.one_of(
    _number(),
    st.tuples(_number(), path).map("".join),
    st.tuples(st.sampled_from("ABD"), _number(1, 20)).map(".".join),
    st.sampled_from(["IV.b", "XVII", "3.3(h)-(i)", "13.1-13.2", "10-20", "14-2"]),
)
_LABELS = (
    *("art.", "para.", "section", "annex", "schedule", "item", "note", "footnote", "recital", "reg."),
    *("clause", "p.", "chapter", "table", "title"),
)
_labelled = st.tuples(st.sampled_from(_LABELS), _value).map(" ".join)
_other = st.sampled_from(
    [
        "annex",
        '"Use restrictions"',
        'definition "advanced-node IC"',
        "3A001.b.2",
        "ECCN 3A090.a",
        "arts. 2, 10-20",
    ]
)
pinpoints = st.lists(st.one_of(_labelled, _other), min_size=1, max_size=3).map(", ".join)


def _from_schema(kind: str, name: str, rule: dict[str, Any]) -> st.SearchStrategy[Any]:
    if name == "pinpoint":
        return pinpoints
    if name == "paragraph":
        return st.one_of(path, st.tuples(path, path).map(", ".join), st.tuples(path, _step).map("-".join))
    if name == "issuers":
        return st.lists(
            st.sampled_from(sorted(set(ISSUERS) - {"president"})), min_size=1, max_size=4, unique=True
        )
    if name == "title" and kind not in ("cfr", "usc"):
        return _TITLES.get(kind, _english)
    if name == "title_en":
        return {"cn-law": _ENGLISH_LAWS, "jp-ordinance": _JAPANESE_ENGLISH}.get(kind, _NAMES["title_en"])
    if name in _NAMES:
        return _NAMES[name]
    if rule.get("format") == "date":
        return days
    if "enum" in rule:
        return st.sampled_from(rule["enum"])
    if rule["type"] == "integer":
        return st.integers(rule["minimum"], rule["maximum"])
    if name in ("version", "identifier", "addressee"):
        return st.sampled_from(["2.0", "CUDA 12.8", "B-337935", "3:25-cr-00123", "NVIDIA Corporation"])
    return st.from_regex(rule["pattern"].replace("$", r"\Z"))


@st.composite
def fields(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Fields of one citation that the schema accepts and that agree with each other."""
    rules, required = TYPES[kind]["properties"], TYPES[kind]["required"]
    made: dict[str, Any] = {"type": kind}
    for name, rule in rules.items():
        if name != "type" and (name in required or draw(st.booleans())):
            made[name] = draw(_from_schema(kind, name, rule))
    _AGREE.get(kind, lambda _: None)(made)
    for name, partners in TYPES[kind].get("dependentRequired", {}).items():
        if name in made and not set(partners) <= set(made):
            del made[name]
    return made


def _cfr(made: dict[str, Any]) -> None:
    if "section" in made:
        made["part"] = made["section"].split(".")[0]
        for name in ("last_part", "supplement", "eccn"):
            made.pop(name, None)
    if "supplement" in made:
        made.pop("last_part", None)
    elif "section" not in made:
        made.pop("paragraph", None)
        made.pop("eccn", None)
    if "last_part" in made:
        made.pop("pinpoint", None)


def _fr(made: dict[str, Any]) -> None:
    if "volume" not in made or "page" not in made:
        made.setdefault("document", "2023-23055")
        for name in ("volume", "page", "last_page"):
            made.pop(name, None)
    elif made.get("last_page", made["page"] + 1) <= made["page"]:
        made["last_page"] = min(made["page"] + 7, 9999999)
        if made["last_page"] == made["page"]:
            del made["last_page"]


def _usc(made: dict[str, Any]) -> None:
    if "-" in made["section"]:
        first, _, suffix = made["section"].partition("-")
        made.pop("last_section", None)
        if first.isdigit() and suffix.isdigit() and int(first) < int(suffix):
            made["section"] = f"{first}a-{suffix}"
    elif "last_section" in made:
        made["section"], made["last_section"] = "4801", "4852"


def _jp(made: dict[str, Any]) -> None:
    before = {"taisho": 1911, "showa": 1925, "heisei": 1988, "reiwa": 2018}
    if "era" in made:
        made["year"] = before[made["era"]] + 1
    if made["level"] in ("act", "cabinet-order"):
        made.pop("ministry", None)
    else:
        made.setdefault("ministry", "meti")


def _dated(made: dict[str, Any]) -> None:
    made["year"] = max(made["year"], 1952)


_AGREE = {"cfr": _cfr, "fr": _fr, "usc": _usc, "jp-ordinance": _jp, "eu-act": _dated}
