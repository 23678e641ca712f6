"""Lists of citations as files: CSL-JSON, BibTeX, RIS, plain text, Markdown, HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from control_atlas.cite.works import Shelf, Work

#: Names of the list forms, with the ending and the media type of their files.
LIST_FORMS: dict[str, tuple[str, str]] = {
    "csl": ("json", "application/vnd.citationstyles.csl+json"),
    "bibtex": ("bib", "application/x-bibtex"),
    "ris": ("ris", "application/x-research-info-systems"),
    "text": ("txt", "text/plain"),
    "markdown": ("md", "text/markdown"),
    "html": ("html", "text/html"),
}


def write_list(works: Iterable[Work], form: str) -> str:
    """The works as one text in a list form, in the order given and ending in a newline.

    A key that comes twice gets a number, so that every entry can be called by its own. ValueError for a form
    that is not one of ``LIST_FORMS``.
    """
    if form not in LIST_FORMS:
        raise ValueError(f"{form!r} is no form of a list; the forms: {', '.join(LIST_FORMS)}.")
    keyed: dict[str, Work] = {}
    for work in works:
        key, count = work.key, 1
        while key in keyed:
            count += 1
            key = f"{work.key}-{count}"
        keyed[key] = work
    return _WRITERS[form](keyed)


def record_list(shelf: Shelf, names: Iterable[str] | None, on: str, form: str) -> str:
    """A list of what there is to cite of the named records or items; of every record when ``names`` is None.

    Raises NotFound for an unknown name.
    """
    if names is None:
        return write_list(shelf.main(on), form)
    return write_list([work for name in names for work in shelf.works(name, on)], form)


def _csl(works: Mapping[str, Work]) -> str:
    return (
        json.dumps([work.csl() | {"id": key} for key, work in works.items()], ensure_ascii=False, indent=1)
        + "\n"
    )


# BibTeX: signs with a meaning of their own in TeX.
_TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_TEX_SIGN = re.compile(r"[&%$#_{}\\~^]")
_KEY_SIGN = re.compile(r"[^A-Za-z0-9.:+/-]+")
_BIBTEX_TYPES = {"report": "techreport"}


def _tex(text: str) -> str:
    return _TEX_SIGN.sub(lambda sign: _TEX[sign[0]], text)


def bibtex_key(key: str) -> str:
    """A key of a work as BibTeX can hold it: ``us-eccn-3a090#a`` -> ``us-eccn-3a090:a``."""
    return _KEY_SIGN.sub("-", key.replace("#", ":")).strip("-")


def _bibtex(works: Mapping[str, Work]) -> str:
    return "\n".join(_bibtex_entry(key, work.csl()) for key, work in works.items())


def _bibtex_entry(key: str, item: Mapping[str, Any]) -> str:
    kind = _BIBTEX_TYPES.get(item["type"], "misc")
    issued = _day(item.get("issued"))
    who = [str(author["literal"]) for author in item.get("author", ())] or [item.get("authority", "")]
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in who if name),
        "institution": _tex(who[0]) if kind == "techreport" else "",
        "title": f"{{{_tex(item['title'])}}}",
        "howpublished": _tex(item["title-short"]),
        "journal": _tex(item.get("container-title", "")),
        "volume": _tex(str(item.get("volume", ""))),
        "number": _tex(str(item.get("number", ""))),
        "pages": _tex(str(item.get("page", ""))).replace("-", "--"),
        "publisher": _tex(item.get("publisher", "")),
        "version": _tex(item.get("version", "")),
        "year": issued[:4],
        "date": issued,
        "note": _tex(" ".join(item["note"].split())),
        "url": item.get("URL", "").replace("{", "%7B").replace("}", "%7D"),
        "urldate": _day(item.get("accessed")),
        "language": _tex(item.get("language", "")),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@{kind}{{{bibtex_key(key)},", *lines, "}\n"))


_RIS_TYPES = {
    "legislation": "STAT",
    "legal_case": "CASE",
    "webpage": "ELEC",
    "report": "RPRT",
    "personal_communication": "PCOMM",
    "dataset": "DATA",
}


def _ris(works: Mapping[str, Work]) -> str:
    return "\n".join(_ris_entry(key, work.csl()) for key, work in works.items())


def _ris_entry(key: str, item: Mapping[str, Any]) -> str:
    issued = _day(item.get("issued"))
    first, _, last = str(item.get("page", "")).partition("-")
    who = [str(author["literal"]) for author in item.get("author", ())] or [item.get("authority", "")]
    rows = [
        ("TY", _RIS_TYPES.get(item["type"], "GEN")),
        ("ID", key),
        *[("AU", name) for name in who],
        ("TI", item["title"]),
        ("ST", item["title-short"]),
        ("T2", item.get("container-title", "")),
        ("VL", str(item.get("volume", ""))),
        ("IS", str(item.get("number", ""))),
        ("SE", str(item.get("section", ""))),
        ("SP", first),
        ("EP", last),
        ("PB", item.get("publisher", "")),
        ("ET", item.get("version", "")),
        ("PY", issued[:4]),
        ("DA", issued.replace("-", "/")),
        ("Y2", _day(item.get("accessed")).replace("-", "/")),
        ("LA", item.get("language", "")),
        *[("N1", line) for line in item["note"].split("\n")],
        ("UR", item.get("URL", "")),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\n".join((*lines, "ER  - \n"))


def _day(parts: Mapping[str, Any] | None) -> str:
    """``{"date-parts": [[2025, 4, 4]]}`` -> ``2025-04-04``."""
    if not parts:
        return ""
    numbers = parts["date-parts"][0]
    return "-".join(f"{number:02d}" for number in numbers)


def _text(works: Mapping[str, Work]) -> str:
    return "".join(f"{work.write('full')}\n" for work in works.values())


_MARKDOWN_SIGN = re.compile(r"[\\`*_\[\]<>#~|]")


def _markdown(works: Mapping[str, Work]) -> str:
    return "".join(f"- {_linked(work, _markdown_link)}\n" for work in works.values())


def _markdown_link(text: str, url: str | None) -> str:
    words = _MARKDOWN_SIGN.sub(lambda sign: f"\\{sign[0]}", text)
    return f"[{words}](<{url}>)" if url else words


def _html(works: Mapping[str, Work]) -> str:
    rows = [f'<li id="{escape(key)}">{_linked(work, _html_link)}</li>' for key, work in works.items()]
    return "\n".join(('<ol class="citations">', *rows, "</ol>\n"))


def _html_link(text: str, url: str | None) -> str:
    words = escape(text)
    return f'<a href="{escape(url)}">{words}</a>' if url else words


def _linked(work: Work, link: Callable[[str, str | None], str]) -> str:
    """The full form, leading to the official text or our record."""
    text = link(work.write("full"), work.url)
    return f"{text} ({link('archived copy', work.archived)})" if work.archived else text


_WRITERS: dict[str, Callable[[Mapping[str, Work]], str]] = {
    "csl": _csl,
    "bibtex": _bibtex,
    "ris": _ris,
    "text": _text,
    "markdown": _markdown,
    "html": _html,
}
