"""Shapes of the codes that records carry; each check returns one sentence on what is wrong, or None."""

from __future__ import annotations

import re
from typing import Literal

Regime = Literal["us", "eu", "uk", "wassenaar"]

_LEVELS = (
    r"(?:\.[a-z]{1,2}(?:\.[0-9]{1,2}(?:\.[a-z]{1,2}(?:\.[0-9]{1,2}(?:\.[a-z]{1,2}(?:\.[0-9]{1,2})?)?)?)?)?)?"
)
_ENTRY = re.compile(rf"(?P<entry>[0-9][A-E][0-9]{{3}})(?P<levels>{_LEVELS})", re.ASCII)
_WASSENAAR = re.compile(rf"[1-9]\.[A-E]\.[0-9]{{1,3}}{_LEVELS}", re.ASCII)
_CN_CONTROL = re.compile(rf"(?P<category>[0-9])[A-E][0-9]{{3}}{_LEVELS}", re.ASCII)
_HS = re.compile(r"[0-9]{6,10}|[0-9]{4}\.[0-9]{2}(?:\.?[0-9]{2}){0,2}", re.ASCII)
_HS_DIGITS = (6, 8, 10)

# ISO 3166-1 alpha-2, the officially assigned codes: first letter, then the second letters that go with it.
_SECOND = {
    "A": "DEFGILMOQRSTUWXZ",
    "B": "ABDEFGHIJLMNOQRSTVWYZ",
    "C": "ACDFGHIKLMNORUVWXYZ",
    "D": "EJKMOZ",
    "E": "CEGHRST",
    "F": "IJKMOR",
    "G": "ABDEFGHILMNPQRSTUWY",
    "H": "KMNRTU",
    "I": "DELMNOQRST",
    "J": "EMOP",
    "K": "EGHIMNPRWYZ",
    "L": "ABCIKRSTUVY",
    "M": "ACDEFGHKLMNOPQRSTUVWXYZ",
    "N": "ACEFGILOPRUZ",
    "O": "M",
    "P": "AEFGHKLMNRSTWY",
    "Q": "A",
    "R": "EOSUW",
    "S": "ABCDEGHIJKLMNORSTVXYZ",
    "T": "CDFGHJKLMNORTVWZ",
    "U": "AGMSYZ",
    "V": "ACEGINU",
    "W": "FS",
    "Y": "ET",
    "Z": "AMW",
}
COUNTRIES = frozenset(first + second for first, seconds in _SECOND.items() for second in seconds)
_OTHERS = {
    "UK": "the United Kingdom is GB",
    "EL": "Greece is GR",
    "EU": "the European Union is no country",
    "XK": "Kosovo has no assigned code",
}


def eccn(code: str, regime: Regime = "us") -> str | None:
    """Check an entry of a dual-use list: category, group letter, three digits, then letters and numbers.

    ``3A090``, ``3A090.a.1``, ``3A001.z``. The lists of the US, the EU and the UK share the shape; Wassenaar
    also counts ``3.A.1.b``.
    """
    if _ENTRY.fullmatch(code) or (regime == "wassenaar" and _WASSENAAR.fullmatch(code)):
        return None
    if _ENTRY.fullmatch(code.upper()[:5] + code.lower()[5:]):
        return f"{code!r} mixes cases: the group is a capital, paragraphs are small letters."
    return f"{code!r} is no list entry: a digit, a letter A to E, three digits, then paragraphs as .a.1."


def cn_control_code(code: str) -> str | None:
    """Check a code of China's dual-use list: ``1C902``, ``2B902.a.1``, categories 0 to 9."""
    if _CN_CONTROL.fullmatch(code):
        return None
    return f"{code!r} is no Chinese control code: a digit, a letter A to E, three digits, then paragraphs."


def commodity_code(code: str, digits: tuple[int, ...] = _HS_DIGITS) -> str | None:
    """Check a customs code: 6, 8 or 10 digits, with dots after the fourth and every second digit or none."""
    plain = code.replace(".", "")
    if not _HS.fullmatch(code) or len(plain) not in digits:
        lengths = ", ".join(map(str, digits))
        return f"{code!r} is no customs code of {lengths} digits."
    if plain[:2] in ("00", "77"):
        return f"{code!r} is in chapter {plain[:2]}, which the Harmonized System does not have."
    return None


def country(code: str) -> str | None:
    """Check a country code against ISO 3166-1 alpha-2."""
    if code in COUNTRIES:
        return None
    if code.upper() in COUNTRIES:
        return f"{code!r} is written in capitals: {code.upper()}."
    hint = _OTHERS.get(code.upper())
    return f"{code!r} is no country code of ISO 3166-1" + (f": {hint}." if hint else ".")
