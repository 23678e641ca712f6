"""Keys by which citations of the same place are recognised, however they are written.

A key names the type, the numbers that identify the instrument, and after them the place:
``cfr:15:744.23(a)(3)``, ``fr:88:73458``, ``code:3A090.a.1``. The site's look-up reads what is typed into the same
keys. From a key, ``wider`` goes step by step to the places that hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from control_atlas.cite.china import CnAnnouncement, CnDecree, CnLaw
from control_atlas.cite.citation import Citation
from control_atlas.cite.documents import Terms
from control_atlas.cite.eu import ACTS, EuAct
from control_atlas.cite.gazettes import CaSor, NlStaatscourant, UkSi
from control_atlas.cite.japan import JpOrdinance
from control_atlas.cite.own import AtlasRecord
from control_atlas.cite.us_acts import Fr, PublicLaw
from control_atlas.cite.us_codes import Cfr, Usc
from control_atlas.cite.us_presidential import ExecutiveOrder, Proclamation

_STEP_END = re.compile(r"(?:\([^()]*\)|\.[0-9a-z]+)$")
_CODE = re.compile(r"([0-9][A-Ea-e][0-9]{3})((?:\.[0-9A-Za-z]{1,2}){0,9})", re.ASCII)
_SPACES = re.compile(r"\s+")


def code_key(text: str) -> str | None:
    """The key of a list entry as typed, ``3a090.A.1`` and ``3A090.a.1`` alike; None where the text is none."""
    found = _CODE.fullmatch(text.strip())
    return f"code:{found[1].upper()}{found[2].lower()}" if found else None


def keys(citation: Citation) -> list[str]:
    """The keys that a citation is known by, its own first; several where it has several numbers."""
    match citation:
        case Cfr():
            return [_cfr(citation)]
        case Fr():
            known = []
            if citation.volume is not None and citation.page is not None:
                known.append(f"fr:{citation.volume}:{citation.page}")
            if citation.document is not None:
                known.append(f"frdoc:{citation.document.lower()}")
            return known
        case Usc():
            return [f"usc:{citation.title}:{citation.section}{_first(citation.paragraph)}"]
        case PublicLaw():
            return [f"law:{citation.congress}-{citation.number}"]
        case ExecutiveOrder():
            return [f"eo:{citation.number}"]
        case Proclamation():
            return [f"proclamation:{citation.number}"]
        case EuAct():
            return [f"eu:{ACTS[citation.act][1]}:{citation.year}:{citation.number}"]
        case CnAnnouncement():
            return [f"cn:{issuer}:{citation.year}:{citation.number}" for issuer in citation.issuers]
        case CnDecree():
            return [f"decree:{issuer}:{citation.year or ''}:{citation.number}" for issuer in citation.issuers]
        case CnLaw():
            return [f"title:{plain(title)}" for title in (citation.title, citation.title_en) if title]
        case JpOrdinance():
            return [f"jp:{citation.level}:{citation.ministry or ''}:{citation.year}:{citation.number}"]
        case UkSi():
            return [f"si:{citation.year}:{citation.number}"]
        case CaSor():
            return [f"sor:{citation.year}:{citation.number}"]
        case NlStaatscourant():
            return [f"stcrt:{citation.year}:{citation.number}"]
        case Terms():
            days = (citation.effective, citation.updated, citation.archived)
            own = "|".join(plain(part or "") for part in (citation.version, *days))
            whole = f"terms:{plain(citation.provider)}|{plain(citation.title)}"
            return [f"{whole}|{own}", whole]
        case AtlasRecord():
            return [f"id:{citation.record}"]
        case _:
            return [f"title:{plain(str(citation.fields().get('title', '')))}"]


def plain(text: str) -> str:
    """Words compared by: small letters, single spaces."""
    return _SPACES.sub(" ", text).strip().casefold()


def wider(key: str) -> Iterator[str]:
    """The key itself, then those of the places that hold it, each a step wider: paragraphs one by one, then
    the section's or list's part of the regulations."""
    yield key
    while (shorter := _STEP_END.sub("", key)) != key:
        if key.startswith("cfr:") and "(" not in key and "ECCN" not in key:
            break
        key = shorter
        yield key
    if key.startswith("cfr:"):
        kind, title, place = key.split(":", 2)
        if " ECCN " in place:
            place = place.partition(" ECCN ")[0]
            yield f"{kind}:{title}:{place}"
        for mark in (" ", "."):
            if mark in place:
                yield f"{kind}:{title}:{place.partition(mark)[0]}"
                return


def slips(key: str) -> Iterator[str]:
    """Keys one slip of the finger away: a digit wrong, missing, too many, or two exchanged."""
    head, _, tail = key.partition(":")
    for place, sign in enumerate(tail):
        if not sign.isdigit():
            continue
        before, after = f"{head}:{tail[:place]}", tail[place + 1 :]
        yield before + after
        if after[:1].isdigit() and after[0] != sign:
            yield before + after[0] + sign + after[1:]
        for other in "0123456789":
            if other != sign:
                yield before + other + after
            yield before + sign + other + after


def _cfr(citation: Cfr) -> str:
    head = f"cfr:{citation.title}:"
    if citation.section:
        return f"{head}{citation.section}{_first(citation.paragraph)}"
    if citation.supplement:
        entry = f" ECCN {citation.eccn}" if citation.eccn else _first(citation.paragraph)
        return f"{head}{citation.part} supp. {citation.supplement}{entry}"
    return head + citation.part + (f"-{citation.last_part}" if citation.last_part else "")


def _first(paragraph: str | None) -> str:
    """Of several paragraphs the first: ``(a)(1)-(5)`` -> ``(a)(1)``."""
    return re.split("[,-]", paragraph)[0] if paragraph else ""
