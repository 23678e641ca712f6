"""Checks a built site as a browser would meet it: links, anchors, ids, foreign resources, the script policy.

One pass over the files and one over the links that wait for another page's anchors; time and memory grow
linearly with the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from control_atlas.pages import csp
from control_atlas.pages.tags import Tag, Written, read_attributes, telling_tags
from control_atlas.records import Problem

MAX_PAGE_BYTES = 150_000
_SCHEMES = ("https", "http", "mailto")
_LOADS = {
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("source", "srcset"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("video", "src"),
    ("audio", "src"),
    ("track", "src"),
    ("input", "src"),
}
_LINKS = {("a", "href"), ("area", "href"), ("form", "action"), ("link", "href")} | _LOADS
_LOADING_RELATIONS = frozenset(
    ("stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect")
)
_CSS_LOAD = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
_BEGINNING = re.compile(
    r"\s*<!doctype html>\s*<html[^>]*>\s*<head>\s*<meta charset=\"utf-8\">\s*"
    r"<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">",
    re.IGNORECASE,
)
_FIX = {
    "broken-link": "Correct the address, or make the page that it names.",
    "missing-anchor": "Link to an anchor that the page has, or give the section this one.",
    "duplicate-id": "Give each element of a page its own id.",
    "foreign-resource": "Ship the file with the site and load it from there.",
    "absolute-path": "Write the address relative to the page, so that the site works behind a path prefix.",
    "link-scheme": "Link only to https, http and mailto addresses.",
    "page-too-large": "Split the page: index pages by group, back-links to a page of their own.",
    "inline-script": "Move the script into a file under docs/assets/js.",
    "inline-handler": "Attach the handler from a script file.",
    "inline-style": "Move the style into the style sheet.",
    "embedded-page": "Link to the page instead of embedding it.",
    "script-address": "Use a button and a script file.",
    "missing-policy": "Keep the policy as the first thing after the charset in the theme's head.",
    "not-utf8": "Write the file as UTF-8.",
}


_MESSAGES = {
    "link-scheme": "The link on <{tag}> uses a scheme that pages may not use.",
    "foreign-resource": "<{tag}> loads a resource from outside the site.",
    "absolute-path": "The address on <{tag}> begins at the host's root.",
    "broken-link": "<{tag}> leads to {target}, which the site does not have.",
}


def check_site(folder: Path, policy: str | None = None, site_base: str = "/") -> list[Problem]:
    """Every fault of the site built in ``folder``, sorted by place.

    ``policy`` is the Content-Security-Policy each page must begin with (None: pages carry none, as in a
    preview server). ``site_base`` is the path under which the error page 404.html expects the site, the one
    page that may use absolute addresses because it is served at any depth.
    """
    check = _Check(folder, policy, site_base)
    for name in sorted(check.files):
        if name.startswith("pagefind/"):
            continue
        if name.endswith(".html"):
            check.page(name)
        elif name.endswith(".css"):
            check.styles(name)
    check.anchors()
    return sorted(check.problems)


class _Check:
    def __init__(self, folder: Path, policy: str | None, site_base: str) -> None:
        self.folder = folder
        self.policy = policy
        self.site_base = site_base
        self.allowed = frozenset(re.findall(r"'sha256-[^']+'", policy or ""))
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.problems: list[Problem] = []
        self._ids: dict[str, frozenset[str]] = {}
        self._waiting: list[tuple[str, int, str, str, str]] = []
        self._known: dict[tuple[str, str], str] = {}

    def page(self, name: str) -> None:
        """Checks one page; links to anchors of other pages wait for ``anchors``."""
        data = (self.folder / name).read_bytes()
        if len(data) > MAX_PAGE_BYTES:
            message = f"The page has {len(data)} bytes, more than {MAX_PAGE_BYTES}."
            self._add(name, 1, "page-too-large", "page", str(len(data)), message)
        try:
            html = data.decode()
        except UnicodeDecodeError as fault:
            self._add(name, 1, "not-utf8", "page", "", f"The page is not UTF-8 at byte {fault.start}.")
            return
        ids: set[str] = set()
        for tag in telling_tags(html):
            seen = _look(tag.name, tag.attributes)
            if seen.identity is not None:
                if seen.identity in ids:
                    message = f"The id {seen.identity!r} is used twice on the page."
                    self._add(name, _line(html, tag.position), "duplicate-id", "id", seen.identity, message)
                ids.add(seen.identity)
            for address in seen.addresses:
                self._address(name, html, tag, address)
            if self.policy is not None and (seen.faults or tag.name in ("script", "style")):
                full = Tag(tag.name, read_attributes(tag.attributes), tag.position, tag.raw)
                for rule, attribute, value, message in csp.faults(full, self.allowed):
                    self._add(name, _line(html, tag.position), rule, attribute, value, message)
        self._ids[name] = frozenset(ids)
        if self.policy is not None:
            begins = _BEGINNING.match(html)
            if begins is None or unescape(begins.group(1)) != self.policy:
                message = "The page does not begin with the site's Content-Security-Policy."
                self._add(name, 1, "missing-policy", "head", "", message)

    def styles(self, name: str) -> None:
        """Checks what a style sheet loads."""
        text = (self.folder / name).read_text(encoding="utf-8")
        for match in _CSS_LOAD.finditer(text):
            address = (match.group(1) or match.group(2)).strip()
            if address.startswith(("data:", "#")):
                continue
            rule, target = self._resolve(name, address.partition("#")[0], loads=True)
            if rule:
                message = _MESSAGES[rule].format(tag="style", target=target)
                self._add(name, _line(text, match.start()), rule, "url", address[:120], message)

    def anchors(self) -> None:
        """Checks the anchors linked to, once all pages are known."""
        for page, position, address, target, anchor in self._waiting:
            if anchor not in self._ids.get(target, frozenset()):
                line = _line((self.folder / page).read_text(encoding="utf-8"), position)
                self._add(
                    page, line, "missing-anchor", "href", address, f"{target} has no anchor {anchor!r}."
                )

    def _address(self, page: str, html: str, tag: Written, address: _Address) -> None:
        if address.path or not address.anchor:
            rule, target = self._resolve(page, address.path, address.loads)
            if rule:
                message = _MESSAGES[rule].format(tag=tag.name, target=target)
                self._add(
                    page, _line(html, tag.position), rule, address.attribute, address.text[:120], message
                )
                return
        else:
            target = page
        if address.anchor and target.endswith(".html"):
            self._waiting.append((page, tag.position, address.text[:120], target, address.anchor))

    def _resolve(self, page: str, path: str, loads: bool) -> tuple[str, str]:
        """(broken rule or empty, path of the file from the root, or empty when it lies elsewhere)."""
        folder = page.rpartition("/")[0]
        cached = self._known.get((folder, path))
        if cached is not None:
            return "", cached
        parts = urlsplit(path)
        if parts.scheme or parts.netloc:
            if parts.scheme == "data" and loads:
                return "", ""
            if loads:
                return "foreign-resource", ""
            return ("", "") if parts.scheme in _SCHEMES else ("link-scheme", "")
        if not parts.path:
            return "", page
        target = unquote(parts.path)
        if target.startswith("/"):
            if page != "404.html":
                return "absolute-path", target
            if not target.startswith(self.site_base):
                return "broken-link", target
            target, folder = target.removeprefix(self.site_base), ""
        steps = folder.split("/") if folder else []
        for step in target.split("/"):
            if step == "..":
                if not steps:
                    return "broken-link", target
                steps.pop()
            elif step not in ("", "."):
                steps.append(step)
        full = "/".join(steps)
        if target.rpartition("/")[2] in ("", ".", ".."):
            full = f"{full}/index.html" if full else "index.html"
        if full not in self.files:
            return "broken-link", full
        self._known[folder, path] = full
        return "", full

    def _add(self, page: str, line: int, rule: str, attribute: str, value: str, message: str) -> None:
        self.problems.append(Problem(page, line, 1, "error", rule, attribute, value, message, _FIX[rule]))


class _Address(NamedTuple):
    attribute: str
    text: str
    path: str
    anchor: str
    loads: bool


class _Seen(NamedTuple):
    identity: str | None
    addresses: tuple[_Address, ...]
    faults: bool


# Most tags of a site are written alike on many pages.
@lru_cache(maxsize=50_000)
def _look(name: str, text: str) -> _Seen:
    attributes = read_attributes(text)
    addresses: list[_Address] = []
    for attribute, value in attributes.items():
        if (name, attribute) in _LINKS:
            for address in _addresses(attribute, value):
                path, _, anchor = address.partition("#")
                loads = _loads(name, attribute, attributes)
                addresses.append(_Address(attribute, address, path, unquote(anchor), loads))
    faults = any(csp.faults(Tag(name, attributes, 0, ""), frozenset()))
    return _Seen(attributes.get("id"), tuple(addresses), faults)


def _loads(name: str, attribute: str, attributes: dict[str, str]) -> bool:
    if name == "link":
        return bool(_LOADING_RELATIONS & set(attributes.get("rel", "").lower().split()))
    return (name, attribute) in _LOADS


def _addresses(attribute: str, value: str) -> list[str]:
    if attribute == "srcset":
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    return [value.strip()]


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def report(problems: list[Problem], limit: int = 40) -> Iterator[str]:
    """Lines for a person: each problem, and how many more there are."""
    yield from map(str, problems[:limit])
    if len(problems) > limit:
        yield f"... and {len(problems) - limit} more"
