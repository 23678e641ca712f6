"""Dates as citations write them, and back to ``YYYY-MM-DD``."""

from __future__ import annotations

import re
from datetime import date

from control_atlas.cite.patterns import S

_BLUEBOOK = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_LONG = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBER = {name[:3].lower(): count for count, name in enumerate(_LONG, 1)}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)

#: A date in any of the forms written here, as a pattern without groups.
DATE = (
    rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{_MONTH}{S}[0-9]{{1,2}},{S}[0-9]{{4}}|[0-9]{{1,2}}{S}{_MONTH}{S}[0-9]{{4}}"
    rf"|[0-9]{{4}}年{S}[0-9]{{1,2}}月{S}[0-9]{{1,2}}日|[0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{4}})"
)
_MONTH_WORD = re.compile("[A-Z][a-z]{2}")
_DIGITS = re.compile(r"[0-9]{1,4}", re.ASCII)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def american(day: str) -> str:
    """``2023-10-25`` -> ``Oct. 25, 2023`` (months as the Bluebook shortens them)."""
    value = date.fromisoformat(day)
    return f"{_BLUEBOOK[value.month - 1]} {value.day}, {value.year}"


def european(day: str) -> str:
    """``2021-05-20`` -> ``20 May 2021``."""
    value = date.fromisoformat(day)
    return f"{value.day} {_LONG[value.month - 1]} {value.year}"


def chinese(day: str) -> str:
    """``2025-04-04`` -> ``2025年4月4日``."""
    value = date.fromisoformat(day)
    return f"{value.year}年{value.month}月{value.day}日"


def read_date(text: str) -> str | None:
    """The ISO form of a date in one of the forms of ``DATE``; None when no such day exists."""
    numbers = [int(digits) for digits in _DIGITS.findall(text)]
    month = _MONTH_WORD.search(text)
    if month and len(numbers) == 2:
        days, year = sorted(numbers) if max(numbers) > 31 else (0, 0)
        parts = (year, _NUMBER.get(month[0].lower(), 0), days)
    elif len(numbers) == 3:
        parts = (numbers[0], numbers[1], numbers[2])
        if "." in text:
            parts = (numbers[2], numbers[1], numbers[0])
    else:
        return None
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


def is_day(day: str) -> bool:
    """Whether the text is a calendar day written ``YYYY-MM-DD``."""
    return _ISO.fullmatch(day) is not None and read_date(day) == day
