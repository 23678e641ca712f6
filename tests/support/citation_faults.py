"""One fault for each rule on citations that other records refute."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import small


def _instruments(*citations: str) -> Callable[[Path], None]:
    """A fault: instruments of the year 2025 with these citations, in order."""

    def change(root: Path) -> None:
        for number, citation in enumerate(citations):
            small.instrument(root, f"cited-{number}", "effective: 2025-12-01", f"citation: {citation}\n")

    return change


def _wrong_address(root: Path) -> None:
    _instruments("{type: eu-act, act: regulation, year: 2021, number: 821}")(root)
    file = next(root.rglob("src-text.yaml"))
    text = file.read_text("utf-8").replace(
        "https://www.example.org/text", "https://eur-lex.europa.eu/eli/reg/2009/428/oj\nof: [cited-0]"
    )
    file.write_text(text, "utf-8")


ANNOUNCED = "{{type: cn-announcement, issuers: [mofcom], year: 2025, number: {}, published: '{}'}}"
FAULTS: dict[str, Callable[[Path], None]] = {
    "register-pages-in-order": _instruments(
        "{type: fr, volume: 90, page: 100, published: '2025-03-01'}",
        "{type: fr, volume: 90, page: 200, published: '2025-02-01'}",
    ),
    "announcements-in-order": _instruments(
        ANNOUNCED.format(20, "2025-09-01"), ANNOUNCED.format(21, "2025-02-01")
    ),
    "address-fits-citation": _wrong_address,
}
