"""The list of software parts (SBOM) in CycloneDX 1.6, from the lock file."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>.*?))?\s*\\?$")
_HASH = re.compile(r"^\s+--hash=sha256:([0-9a-f]{64})")


def locked(text: str) -> Iterator[dict[str, Any]]:
    """Every pinned package of a lock file: name, version, marker if any, and the hashes that are accepted."""
    current: dict[str, Any] | None = None
    for line in text.splitlines():
        pin, digest = _PIN.match(line), _HASH.match(line)
        if pin:
            if current:
                yield current
            current = {"name": pin["name"], "version": pin["version"], "marker": pin["marker"], "hashes": []}
        elif digest and current:
            current["hashes"].append(digest[1])
    if current:
        yield current


def bill_of_materials(lock: str, version: str, day: str) -> dict[str, Any]:
    """A CycloneDX document; the same lock, version and day give the same bytes."""
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one['name']}@{one['version']}",
            "name": one["name"],
            "version": one["version"],
            "purl": f"pkg:pypi/{one['name']}@{one['version']}",
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": f"pkg:pypi/{one['name']}@{one['version']}",
                    "hashes": [{"alg": "SHA-256", "content": digest} for digest in one["hashes"]],
                }
            ],
            **({"properties": [{"name": "python:marker", "value": one["marker"]}]} if one["marker"] else {}),
        }
        for one in locked(lock)
    ]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, f"control-atlas {version} {day} {lock}")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": f"{day}T00:00:00Z",
            "component": {"type": "application", "name": "control-atlas", "version": version},
        },
        "components": components,
    }
