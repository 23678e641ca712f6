"""Whether a text has a number or a day, in any of the ways it may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_HAN = "零一二三四五六七八九"
_DAY = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_SCALES = (
    (10**9, "billion"),
    (10**6, "million"),
    (10**8, "亿"),
    (10**4, "万"),
    (10**3, "k"),
    (10**3, "thousand"),
)


def stated(value: Any) -> Iterator[str]:
    """The numbers and days in a parameter, as text: ``700000000``, ``2023-07-18``. Words and truth values
    hold none."""
    if isinstance(value, bool):
        return
    if isinstance(value, int | float):
        yield f"{value:g}" if isinstance(value, float) and not value.is_integer() else str(int(value))
    elif isinstance(value, str):
        yield from (match.group() for match in _DAY.finditer(value))
    elif isinstance(value, list):
        for one in value:
            yield from stated(one)


def has_figure(figure: str, text: str) -> bool:
    """Whether ``text`` (folded) has the number or day in one of its written forms."""
    day = _DAY.fullmatch(figure)
    forms = _day_forms(*map(int, day.groups())) if day else _number_forms(figure)
    return any(_stands(form, text) for form in forms)


def _stands(form: str, text: str) -> bool:
    """Whether a form stands in the text by itself; Chinese is written without spaces around figures."""
    if not form.isascii():
        return form in text
    return re.search(rf"(?<![\w.,]){re.escape(form)}(?!\w|[.,][0-9])", text, re.ASCII) is not None


def _day_forms(year: int, month: int, day: int) -> Iterator[str]:
    name = _MONTHS[month - 1]
    ending = "th" if 4 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    for short in {name, name[:3], name[:4]}:
        for written in (str(day), f"{day:02}", f"{day}{ending}"):
            for dot in ("", "."):
                yield f"{short}{dot} {written}, {year}"
                yield f"{short}{dot} {written} {year}"
                yield f"{written} {short}{dot} {year}"
                yield f"{written} {short}{dot}, {year}"
    yield f"{year}-{month:02}-{day:02}"
    yield f"{year}/{month:02}/{day:02}"
    yield f"{year}.{month:02}.{day:02}"
    yield f"{year}.{month}.{day}"
    yield f"{month}/{day}/{year}"
    yield f"{month:02}/{day:02}/{year}"
    yield f"{day:02}/{month:02}/{year}"
    for written_month in (str(month), f"{month:02}"):
        for written_day in (str(day), f"{day:02}"):
            yield f"{year}年{written_month}月{written_day}日"
            yield f"{year} 年 {written_month} 月 {written_day} 日"


def _number_forms(figure: str) -> Iterator[str]:
    yield figure
    for sign in ("$", "€", "£", "¥", "us$", "usd"):
        yield sign + figure
    for ending in ("%", "+", "x"):
        yield figure + ending
    if not figure.isdigit():
        return
    number = int(figure)
    grouped = f"{number:,}"
    for sign in ("", "$", "€", "£", "us$", "usd"):
        yield sign + grouped
    yield from (f"{number:,}".replace(",", other) for other in (" ", "."))
    for size, name in _SCALES:
        if number >= size and number % (size // 100 or 1) == 0:
            short = f"{number / size:g}"
            yield from (f"{sign}{short}{gap}{name}" for sign in ("", "$", "us$") for gap in ("", " "))
            if number % size == 0 and number // size < 100:
                yield f"{_words(number // size)} {name}"
    if number < 100:
        yield _words(number)
        yield _han(number)
    if number % 100 == 0 and 0 < number < 1000:
        yield f"{_ONES[number // 100]} hundred"


def _words(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens = _TENS[number // 10 - 2]
    return f"{tens}-{_ONES[number % 10]}" if number % 10 else tens


def _han(number: int) -> str:
    tens, units = divmod(number, 10)
    head = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
    return head + (_HAN[units] if units or not tens else "")
