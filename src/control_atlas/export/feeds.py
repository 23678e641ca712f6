"""Atom feeds (RFC 4287) of what changed: everything, and by regime, kind and topic."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from uuid import uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from control_atlas.ask.told import NOT_ADVICE
from control_atlas.days import parse_day
from control_atlas.export.edition import Edition
from control_atlas.export.envelope import address
from control_atlas.export.turns import NAMESPACE, Event, events
from control_atlas.export.writer import Download, FinalWriter

FOLDER = "feeds"
ATOM = "http://www.w3.org/2005/Atom"
# What feed readers ask for: two years back, and no more than they show.
DAYS_BACK = 730
MOST = 200
LAW = "law changed"


class FeedWriter(FinalWriter):
    """``feeds/all.xml``, ``feeds/regime-<>.xml``, ``feeds/kind-<>.xml`` and ``feeds/topic-<>.xml``."""

    name = "atom"

    def finish(self) -> None:
        edition = self.work.edition
        since = (parse_day(edition.as_of) - datetime.timedelta(days=DAYS_BACK)).isoformat()
        groups: dict[str, list[Event]] = defaultdict(list)
        for event in reversed(events(edition)):
            names = [
                "all",
                f"regime-{event.regime}",
                f"kind-{event.record.kind}",
                *(f"topic-{subject}" for subject in event.record.data.get("subjects", ())),
            ]
            for name in names:
                # A feed once there stays there, also when nothing in it is new enough to be told.
                group = groups[name]
                if since <= event.day <= edition.as_of and len(group) < MOST:
                    group.append(event)
        folder = self.work.folder / FOLDER
        folder.mkdir()
        for name, group in sorted(groups.items()):
            (folder / f"{name}.xml").write_bytes(feed(edition, name, group))
            title = "Atom feed of what changed: " + name.replace("-", " ", 1)
            self.work.downloads.append(
                Download(f"{FOLDER}/{name}.xml", self.name, title, len(group), "entries")
            )


def feed(edition: Edition, name: str, found: Iterable[Event]) -> bytes:
    """The feed of some events, newest first."""
    # Without an address of the site, links lead from the feed's own place.
    base = edition.site_url or "../../../"
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(root, "id", f"urn:uuid:{uuid5(NAMESPACE, f'feed {name}')}")
    _text(root, "title", f"Control Atlas: {name.replace('-', ' ', 1)}")
    _text(root, "subtitle", NOT_ADVICE)
    _text(root, "updated", f"{edition.as_of}T00:00:00Z")
    SubElement(SubElement(root, "author"), "name").text = "Control Atlas"
    SubElement(root, "link", rel="self", type="application/atom+xml", href=_self(edition, name))
    SubElement(root, "link", rel="alternate", type="text/html", href=f"{base}index.html")
    for event in found:
        entry = SubElement(root, "entry")
        _text(entry, "id", f"urn:uuid:{event.identity}")
        _text(entry, "title", f"{event.day}: {event.record.title}")
        _text(entry, "updated", f"{event.day}T00:00:00Z")
        SubElement(entry, "link", rel="alternate", type="text/html", href=base + address(event.record))
        SubElement(entry, "category", term=LAW)
        SubElement(entry, "category", term=event.regime, scheme="urn:control-atlas:regime")
        SubElement(entry, "category", term=event.record.kind, scheme="urn:control-atlas:kind")
        _text(entry, "summary", event.text)
    ElementTree.indent(root, " ")
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _self(edition: Edition, name: str) -> str:
    return f"{edition.site_url}data/v1/{FOLDER}/{name}.xml" if edition.site_url else f"{name}.xml"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
