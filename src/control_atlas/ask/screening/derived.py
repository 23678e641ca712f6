"""Facts about a transaction that follow from what was found of the item; each says from what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from control_atlas.ask.facts import Facts
from control_atlas.link.knowledge import KnowledgeBase

ADVANCED = ("us-eccn-3a090#a", "us-eccn-3a090#b", "us-eccn-4a090#a", "us-eccn-4a090#b")
# 15 CFR 734.9(k) and supplement no. 2 to part 742, as the word ``sme-listed-commodity`` names them.
SME_KEYS = ("a.4", "c", "d", "f.1", "f.5", "f.6", "k", "l", "m", "n", "p.2", "p.4", "r")
SME = (*(f"us-eccn-3b001#{key}" for key in SME_KEYS), "us-eccn-3b002#c")
# MOFCOM Announcement No. 46 of 2024, paragraph 2; superhard materials stand beside them as a subject.
NAMED_MINERALS = frozenset({"gallium", "germanium", "antimony"})
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "advanced-computing-listed-item": ADVANCED,
    "b-level-item": ("us-eccn-3a090#b", "us-eccn-4a090#b"),
    "memory-3a090-c": ("us-eccn-3a090#c",),
    "sme-listed-commodity": SME,
}


def derived(kb: KnowledgeBase, facts: Facts, met: Iterable[str]) -> Facts:
    """``facts`` with the listed-item facts that paragraphs met (``record#key``) make true.

    Nothing becomes untrue here: that a paragraph is not met leaves such a fact unknown.
    """
    met = list(met)
    found = Facts()
    for name, references in FOLLOWS.items():
        for reference in references:
            _note(found, name, [one for one in met if one == reference or one.startswith(f"{reference}.")])
    _note(
        found,
        "advanced-computing-listed-item",
        [one for one in met if one.partition("#")[2].startswith("z.")],
    )
    on_the_list = [one for one in met if kb.get(one.partition("#")[0]).data.get("list") == "us-ccl"]
    _note(found, "on-the-ccl", on_the_list)
    groups = ("3B", "3C", "3D", "3E")
    _note(found, "category-3-b-to-e", [one for one in on_the_list if _code(kb, one).startswith(groups)])
    security = [one for one in on_the_list if "NS" in kb.get(one.partition("#")[0]).data.get("reasons", ())]
    _note(found, "ns-controlled-item", security)
    chinese = [one for one in met if kb.get(one.partition("#")[0]).data.get("list") == "cn-dual-use"]
    _note(found, "cn-dual-use-item", chinese)
    _note(found, "cn-us-named-mineral-item", [one for one in chinese if _named_mineral(kb, one)])
    _note(
        found,
        "cn-graphite-item",
        [one for one in chinese if any("graphite" in name for name in _made_of(kb, one))],
    )
    new = {name: value for name, value in found.items() if name not in facts}
    joined = facts.plus(new)
    joined.origins.update({name: found.origins[name] for name in new})
    return joined


def _note(found: Facts, name: str, met: list[str]) -> None:
    if met and name not in found:
        found[name] = True
        found.origins[name] = f"follows, as the item meets {met[0]}"


def _code(kb: KnowledgeBase, reference: str) -> str:
    return str(kb.get(reference.partition("#")[0]).data.get("code", ""))


def _named_mineral(kb: KnowledgeBase, reference: str) -> bool:
    subjects = kb.get(reference.partition("#")[0]).data.get("subjects", ())
    return "superhard-materials" in subjects or not NAMED_MINERALS.isdisjoint(_made_of(kb, reference))


def _made_of(kb: KnowledgeBase, reference: str) -> set[str]:
    identity, _, key = reference.partition("#")
    data = kb.get(identity).data
    own = {name for version in data["items"].get(key, ()) for name in version.get("substances", ())}
    return own or set(data.get("substances", ()))
