"""JSON-LD: the records as linked data, in the words of schema.org and of the European Legislation Identifier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.days import latest
from control_atlas.export.edition import compact
from control_atlas.export.files import text_file
from control_atlas.export.writer import Download, Published, Work, Writer
from control_atlas.link.acts import split
from control_atlas.link.knowledge import KnowledgeBase

FILE = "control-atlas.jsonld"
OWN = "urn:control-atlas:terms:"
DATE = "http://www.w3.org/2001/XMLSchema#date"
CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "atlas": OWN,
    **{
        name: {"@id": f"https://schema.org/{name}", "@type": DATE}
        for name in ("legislationDate", "legislationDateVersion", "datePublished", "dateCreated")
    },
    **{
        name: {"@id": f"https://schema.org/{name}", "@type": "@id"}
        for name in (
            "legislationChanges",
            "legislationRepeals",
            "legislationPassedBy",
            "legislationJurisdiction",
            "legislationLegalForce",
            "isBasedOn",
            "citation",
            "url",
            "sameAs",
        )
    },
    "eli:based_on": {"@type": "@id"},
    "eli:first_date_entry_in_force": {"@type": DATE},
    "atlas:confirmedTo": {"@type": DATE},
}
# What a record is in those words; laws, lists of goods and clauses are legal resources or parts of one.
TYPES: Mapping[str, list[str]] = {
    "chip-export-controls": ["eli:LegalResourceSubdivision", "Legislation"],
    "mineral-restrictions": ["eli:LegalResourceSubdivision", "Legislation"],
    "terms-provisions": ["CreativeWork"],
    "instruments": ["eli:LegalResource", "Legislation"],
    "incidents": ["Event"],
    "organisations": ["Organization"],
    "products": ["Product"],
    "substances": ["ChemicalSubstance"],
    "commodity-codes": ["CategoryCode"],
    "places": ["Place"],
    "glossary": ["DefinedTerm"],
    "sources": ["DigitalDocument"],
}
CONTRACTS = frozenset({"terms-document", "model-licence"})
FORCE = {"in force": "InForce", "not enforced": "InForce", "suspended": "NotInForce", "ended": "NotInForce",
         "issued": "NotInForce", "adopted": "NotInForce", "proposed": "NotInForce"}  # fmt: skip
CHANGING = frozenset({"amends", "corrects", "extends", "suspends", "reinstates"})
REPEALING = frozenset({"rescinds", "supersedes", "vacates"})


class JsonLdWriter(Writer):
    """``control-atlas.jsonld``: one graph, a node a record. Its context is inside, so nothing is fetched."""

    name = "jsonld"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._base = work.edition.site_url or "../../"
        self._file = text_file(work.folder / FILE)
        self._file.write(f'{{"@context":{compact(CONTEXT)},"@graph":[')
        self._count = 0

    def add(self, published: Published) -> None:
        told = node(published.envelope, self._base, self.work.edition.kb)
        self._file.write(f"{',' if self._count else ''}\n{compact(told)}")
        self._count += 1

    def finish(self) -> None:
        self._file.write("\n]}\n")
        self._file.close()
        title = "Linked data (JSON-LD) in the words of schema.org and ELI"
        self.work.downloads.append(Download(FILE, self.name, title, self._count))

    def close(self) -> None:
        self._file.close()


def node(envelope: Mapping[str, Any], base: str, kb: KnowledgeBase) -> dict[str, Any]:
    """The node of a record. A status that is not known, and what nobody has read, are left out, not guessed."""
    data, computed = envelope["record"], envelope["computed"]

    def place(identity: str) -> str:
        record = kb.get(split(identity)[0])
        return f"{base}{record.kind}/{record.id}.html"

    word = (computed["status"] or {}).get("status")
    kind = envelope["kind"]
    types = ["CreativeWork"] if data.get("type") in CONTRACTS else TYPES.get(kind, ["Thing"])
    told: dict[str, Any] = {
        "@id": base + computed["address"],
        "@type": types,
        "identifier": data["id"],
        "name": data["title"],
        "alternateName": [{"@value": text, "@language": tag} for tag, text in data.get("titles", {}).items()],
        "description": data["summary"],
        "additionalType": f"{OWN}{kind}",
        "atlas:hash": computed["hash"],
        "atlas:status": word,
        "atlas:standing": (computed["status"] or {}).get("standing"),
        "atlas:confirmedTo": computed["confirmed_to"],
    }
    if "eli:LegalResource" in types or "eli:LegalResourceSubdivision" in types:
        told["legislationLegalForce"] = f"https://schema.org/{FORCE[word]}" if word in FORCE else None
        told["legislationJurisdiction"] = place(data["jurisdiction"]) if "jurisdiction" in data else None
    if kind == "instruments":
        told |= _instrument(data, computed, place)
    elif "items" in data:
        given = {split(one["by"])[0] for versions in data["items"].values() for one in versions}
        told["isBasedOn"] = sorted(place(identity) for identity in given)
        told["legislationIdentifier"] = data.get("code")
    elif kind == "incidents":
        told["atlas:incidentStanding"] = data["standing"]
        told["atlas:answer"] = [one["says"] for one in data.get("answers", ())]
    elif kind == "sources":
        told["url"] = data.get("address")
        told["datePublished"] = latest(data.get("published"))
    return {name: value for name, value in told.items() if value not in (None, [], "")}


def _instrument(data: Mapping[str, Any], computed: Mapping[str, Any], place: Any) -> dict[str, Any]:
    dates = data.get("dates", {})
    made = next((dates[name] for name in ("adopted", "issued", "filed", "published") if name in dates), None)
    return {
        "legislationIdentifier": data.get("document_number") or (computed["citation"] or {}).get("short"),
        "legislationDate": latest(made),
        "datePublished": latest(dates.get("published")),
        "eli:first_date_entry_in_force": latest(dates.get("effective")),
        "legislationPassedBy": [place(one) for one in data.get("issuers", ())],
        "legislationChanges": sorted(_targets(data, CHANGING, place)),
        "legislationRepeals": sorted(_targets(data, REPEALING, place)),
        "eli:based_on": sorted({place(one) for one in data.get("legal_basis", ())}),
        "sameAs": list(data.get("addresses", ())),
    }


def _targets(data: Mapping[str, Any], words: frozenset[str], place: Any) -> Iterator[str]:
    yield from {place(act["target"]) for act in data.get("acts", ()) if act["does"] in words}
