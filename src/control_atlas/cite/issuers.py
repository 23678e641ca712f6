"""Chinese bodies that issue announcements and decrees: their codes and names, and reading lists of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from control_atlas.cite.patterns import G, S


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body under its code: Chinese name as it signs, English short and full name, other Chinese names."""

    code: str
    native: str
    short: str
    full: str
    others: tuple[str, ...] = ()


_ALL = (
    Issuer("mofcom", "商务部", "MOFCOM", "Ministry of Commerce"),
    Issuer("gacc", "海关总署", "GACC", "General Administration of Customs"),
    Issuer(
        "miit",
        "工业和信息化部",
        "MIIT",
        "Ministry of Industry and Information Technology",
        ("工信部",),
    ),
    Issuer("sca", "国家密码局", "SCA", "State Cryptography Administration", ("国家密码管理局",)),
    Issuer("most", "科技部", "MOST", "Ministry of Science and Technology", ("科学技术部",)),
    Issuer(
        "ndrc",
        "国家发展改革委",
        "NDRC",
        "National Development and Reform Commission",
        ("国家发展和改革委员会", "国家发改委"),
    ),
    Issuer("mnr", "自然资源部", "MNR", "Ministry of Natural Resources"),
    Issuer("mof", "财政部", "MOF", "Ministry of Finance"),
    Issuer("moe", "教育部", "MOE", "Ministry of Education"),
    Issuer("mps", "公安部", "MPS", "Ministry of Public Security"),
    Issuer("mfa", "外交部", "MFA", "Ministry of Foreign Affairs"),
    Issuer(
        "cac",
        "国家互联网信息办公室",
        "CAC",
        "Cyberspace Administration of China",
        ("国家网信办",),
    ),
    Issuer(
        "samr",
        "市场监管总局",
        "SAMR",
        "State Administration for Market Regulation",
        ("国家市场监督管理总局",),
    ),
    Issuer(
        "sastind",
        "国家国防科工局",
        "SASTIND",
        "State Administration of Science, Technology and Industry for National Defence",
        ("国家国防科技工业局",),
    ),
    Issuer(
        "costind",
        "国家国防科工委",
        "COSTIND",
        "Commission of Science, Technology and Industry for National Defence",
        ("国防科学技术工业委员会",),
    ),
    Issuer("state-council", "国务院", "State Council", "State Council"),
    Issuer("cmc", "中央军事委员会", "CMC", "Central Military Commission", ("中央军委",)),
    Issuer("president", "主席", "Presidential", "President"),
)
ISSUERS = {issuer.code: issuer for issuer in _ALL}

_NATIVE = {name: issuer.code for issuer in _ALL for name in (issuer.native, *issuer.others)}
_ENGLISH = {name: issuer.code for issuer in _ALL for name in (issuer.full, issuer.short)}


def _any(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


# A list that goes on to the left with a body not known here would be read without that body.
_ALONE = r"(?<![部局署委会院办行][、, 和])"

#: A list of issuers as Chinese and as English texts write it, as a pattern without groups.
NATIVE_LIST = rf"{_ALONE}(?:{_any(_NATIVE)})(?:[ 、,和]{{1,2}}(?:{_any(_NATIVE)})){{0,11}}"
ENGLISH_LIST = rf"(?:{_any(_ENGLISH)})(?:(?:/|,{S}and{G}|,{S}|{G}and{G}|{G}&{G})(?:{_any(_ENGLISH)})){{0,11}}"

_NAMES = re.compile(f"(?P<native>{_any(_NATIVE)})|(?P<english>{_any(_ENGLISH)})")


def read_issuers(text: str) -> tuple[str, ...]:
    """The codes of the issuers that a match of one of the two lists names, in order."""
    return tuple(
        _NATIVE[name["native"]] if name["native"] else _ENGLISH[name["english"]]
        for name in _NAMES.finditer(text)
    )


def english(codes: tuple[str, ...], *, full: bool = False) -> str:
    """``MOFCOM, MIIT and GACC``, or with the names in full."""
    names = [ISSUERS[code].full if full else ISSUERS[code].short for code in codes]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def native(codes: tuple[str, ...]) -> str:
    """``商务部 海关总署``, as a joint announcement is headed."""
    return " ".join(ISSUERS[code].native for code in codes)
