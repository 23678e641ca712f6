"""Chinese and Japanese number words, and the Japanese era years."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_VALUE = {**{sign: value for value, sign in enumerate(_DIGITS)}, "〇": 0, "两": 2, "元": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000}

#: What a number may be written with, as the inside of a character class.
NUMBER_SIGNS = "0-9零〇一二三四五六七八九十百千两"

#: Era: (its name in Japanese, the year before its first, to which an era year is added).
ERAS = {
    "reiwa": ("令和", 2018),
    "heisei": ("平成", 1988),
    "showa": ("昭和", 1925),
    "taisho": ("大正", 1911),
}


def chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese words, as articles of a law are counted: 十四, 一百零五."""
    if not 0 < number < 10000:
        raise ValueError(f"{number} is outside 1 to 9999")
    words, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if not digit:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = False
    return words.removeprefix("一") if 10 <= number < 20 else words


def number(words: str) -> int | None:
    """The number that Arabic, Chinese or Japanese number words say; None where they say none."""
    if words.isascii():
        return int(words) if words.isdigit() else None
    if not any(sign in _UNITS for sign in words):
        digits = [_VALUE.get(sign) for sign in words]
        if any(digit is None for digit in digits):
            return None
        return int("".join(str(digit) for digit in digits))
    total = 0
    waiting: int | None = None
    below = 10000
    for sign in words:
        if sign in _UNITS:
            if _UNITS[sign] >= below:
                return None
            below = _UNITS[sign]
            total += (1 if waiting is None else waiting) * below
            waiting = None
        elif sign in ("零", "〇"):
            continue
        elif sign in _VALUE and waiting is None:
            waiting = _VALUE[sign]
        else:
            return None
    return total + (waiting or 0)


def era_of(year: int) -> str:
    """The era in which a Gregorian year ended; ValueError before 1912."""
    for era, (_, before) in ERAS.items():
        if year > before:
            return era
    raise ValueError(f"{year} is before the eras known here")


def era_year(year: int, era: str | None = None) -> str:
    """A Gregorian year as counted in an era, of itself the one in which it ended: 1949 -> 昭和24年.

    Raises ValueError when the year lies before the era.
    """
    name, before = ERAS[era or era_of(year)]
    if year <= before:
        raise ValueError(f"{year} is not a year of the era {era}")
    return f"{name}{'元' if year == before + 1 else year - before}年"
