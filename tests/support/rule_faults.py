"""More sound records for the tests of rules, and one fault for each rule on links, language and reliance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import small

HEAD = "id: {0}\ntitle: {1}\ntitle_kind: descriptive\nsummary: {2}\n"
INCIDENT = """\
aliases: [The case]
jurisdiction: us
type: distillation
standing: allegation
standing_note: Nothing was settled.
parties:
  - {organisation: maker, role: alleging}
  - {organisation: copier, role: alleged-against}
dates: {made: "2025-03-01"}
claims:
  - by: maker
    about: [copier]
    says: Says that accounts were used to copy a model.
answers:
  - {by: copier, kind: denial, says: Denies it.}
charged_persons:
  - {name: A. Person, role: director, court: A district court, standing: convicted}
sources: [src-text]
"""
COPIER = """\
type: company
listings:
  - list: us-entity-list
    name: Copier Co., Ltd.
    from: "2025-03-01"
    last_day: "2025-04-01"
    by: us-fr-2025-00636
    pinpoint: para. 3
    sources: [src-text]
  - list: us-entity-list
    name: Copier Co., Ltd.
    from: "2025-05-01"
    by: us-fr-2025-00636
    pinpoint: para. 3
    sources: [src-text]
sources: [src-text]
"""
STAY = """\
stated_statuses:
  - {day: "2025-06-01", word: in force, pinpoint: para. 1, sources: [src-text]}
acts:
  - {does: suspends, target: us-fr-2025-00636, pinpoint: para. 1, last_day: "2026-01-01", last_day_is: stated}
"""
BACK = """\
acts:
  - {does: reinstates, target: us-fr-2025-00636, pinpoint: para. 1, from: "2025-06-01"}
  - {does: extends, target: stay, pinpoint: para. 2, last_day: "2026-02-01", last_day_is: stated, from: "2025-06-01"}
"""
LIMITS = """\
  {key}:
    - from: "2025-02-01"
      by: us-fr-2025-00636
      pinpoint: para. 9
      covers: Chips within limits of density.
      when:
        {word}:
          - {{param: performance-density, {first}}}
          - {{param: performance-density, {second}}}
"""


def further(root: Path) -> None:
    """Sound records of more kinds: an incident, a listed party, a stay and what undoes it, two that compare."""
    small.write(
        root, "organisations", "copier", HEAD.format("copier", "Copier", "Listed.") + COPIER, "companies"
    )
    text = HEAD.format("case", "A copied model", "A maker says that a model was copied.") + INCIDENT
    small.write(root, "incidents", "case", text, "ai")
    small.instrument(root, "stay", "issued: 2025-05-01, effective: 2025-05-02", STAY)
    small.instrument(root, "back", "issued: 2025-05-30, effective: 2025-06-01", BACK)
    words = 'titles: {zh-Hans: "稀土"}\nrelated:\n  - {how: wider, record: second}\nhistory: complete\n'
    body = LIMITS.format(key="d", word="all", first="at_least: 1.6", second="less_than: 5.92")
    shown = 'examples:\n  - {item: d, day: "2025-03-01", facts: {performance-density: 1.6}, expect: met}\n'
    small.control(root, "first", body, words + shown)
    small.control(
        root,
        "second",
        body.replace("5.92", "3"),
        shown + "history: complete\nrelated:\n  - {how: narrower, record: first}\n",
    )
    for name, summary in (("first", "Wider limits."), ("second", "Narrower limits.")):
        swap(name, "summary: A control for a test.", f"summary: {summary}")(root)


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A fault: in the record ``name``, ``old`` becomes ``new``."""

    def change(root: Path) -> None:
        file = next(root.rglob(f"{name}.yaml"))
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def copied(name: str, *changes: tuple[str, str]) -> Callable[[Path], None]:
    """A fault: the record ``name`` stands twice, the second with another id and ``changes``."""

    def change(root: Path) -> None:
        file = next(root.rglob(f"{name}.yaml"))
        text = file.read_text(encoding="utf-8").replace(f"id: {name}\n", f"id: {name}-again\n", 1)
        for old, new in changes:
            assert old in text, f"{old!r} is not in {name}"
            text = text.replace(old, new)
        file.with_stem(f"{name}-again").write_text(text, encoding="utf-8")

    return change


def limits(word: str, first: str, second: str) -> Callable[[Path], None]:
    """A fault: the limits of ``first`` are joined otherwise."""
    return lambda root: small.control(
        root,
        "first",
        LIMITS.format(key="d", word=word, first=first, second=second),
        'history: complete\nexamples:\n  - {item: d, day: "2025-03-01", facts: {performance-density: 2}, '
        "expect: met}\n",
    )


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


WITHDRAWN = 'withdrawn: {day: "2025-06-01", reason: Entered twice., replaced_by: maker}\ntype: company'
THIN = both(
    lambda root: small.source(root, "src-report", rank="press"),
    swap("first", "sources:\n  - src-text", "sources:\n  - src-report"),
)

OFFERING = """\
provider: maker
tier: business
channel: direct
as_of: "2026-01-01"
stack:
  - {document: terms-2024, role: main, read: full-text}
precedence: None was found.
negotiated_terms: not-stated
sources: [src-text]
"""


def stale_stack(root: Path) -> None:
    """An offering whose stack names the older of two versions."""
    for day in ("2024-01-01", "2025-01-01"):
        more = f"family: terms\nprovider: maker\nversion: of {day}\n"
        small.instrument(root, f"terms-{day[:4]}", f"effective: {day}", more)
    text = HEAD.format("offer", "An offer", "What is offered.") + OFFERING
    small.write(root, "offerings", "offer", text, "maker")


FAULTS: dict[str, Callable[[Path], None]] = {
    "stack-is-current": stale_stack,
    "citation-unique": copied("us-fr-2025-00636"),
    "code-unique": both(
        swap("first", "type: end-use", 'list: us-ccl\ncode: "3A090"\ntype: end-use'),
        swap("second", "type: end-use", 'list: us-ccl\ncode: "3A090"\ntype: end-use'),
    ),
    "title-unique": copied("case", ("summary: A maker", "summary: Another maker")),
    "summary-unique": copied("case", ("title: A copied model", "title: Another")),
    "source-unique": copied("src-text"),
    "alias-adds-a-name": swap("case", "[The case]", "[a copied Model]"),
    "related-once": swap("first", "record: second", "record: first"),
    "one-script": swap("chip", "model: Chip", "model: 3\u0410090"),
    "title-in-its-language": swap("first", "稀土", "Rare earths"),
    "spaces-clean": swap("case", "Denies it.", '"Denies  it."'),
    "british-spelling": swap("case", "Denies it.", "Denies that it had no license."),
    "condition-can-be-met": limits("all", "at_least: 5.92", "less_than: 1.6"),
    "condition-can-fail": limits("any", "at_least: 1.6", "less_than: 5.92"),
    "condition-says-once": limits("all", "at_least: 1.6", "at_least: 1.6"),
    "destination-leaves-a-place": swap(
        "control",
        "        role: destination\n        in: [us]",
        "        all:\n          - {role: destination, in: [us]}\n          - {not: {role: destination, in: [us]}}",
    ),
    "limit-has-example": lambda root: small.control(
        root, "first", LIMITS.format(key="d", word="all", first="at_least: 1.6", second="less_than: 5.92")
    ),
    "no-determination": swap("case", "Denies it.", "Holds that no licence is needed."),
    "no-address-in-prose": swap("case", "Denies it.", "Denies it at www.example.org."),
    "claim-worded-as-claim": swap("case", "Says that accounts were used", "The accounts were used"),
    "person-with-standing": both(
        lambda root: small.source(root, "src-report", rank="press"),
        swap("case", "standing: convicted}", "standing: convicted, sources: [src-report]}"),
    ),
    "reference-not-withdrawn": swap("copier", "type: company", WITHDRAWN),
    "correspondence-agrees": swap("second", "how: narrower", "how: wider"),
    "extends-an-end": swap("back", "target: stay", "target: other"),
    "reinstates-a-suspension": swap(
        "back", "reinstates, target: us-fr-2025-00636", "reinstates, target: maker-terms-2025"
    ),
    "part-after-instrument": swap(
        "us-fr-2025-00636", "covers: The list.", 'covers: The list.\n    effective: "2025-01-01"'
    ),
    "id-fits-citation": swap("us-fr-2025-00636", 'document: "2025-00636"', 'document: "2025-00637"'),
    "listings-apart": swap("copier", '"2025-04-01"', '"2025-06-01"'),
    "source-in-use": lambda root: small.source(root, "src-unused"),
    "address-clean": swap("src-text", "www.example.org/text", "www.example.org/text?utm_source=x"),
    "source-reaches-wording": both(
        lambda root: small.source(root, "src-older", to="2024-06-01"),
        swap("control", "covers: Chips at the limit.", "covers: Chips at the limit.\n      sources: [src-older]"),
    ),
    "thin-limit-said": THIN,
    "stated-status-agrees": swap("stay", "word: in force", "word: suspended"),
    "history-said-once": swap("first", "history: complete", 'history: complete\nhistory_from: "2025-02-01"'),
    "quantity-positive": swap("chip", "value: 800", "value: 0"),
    "example-facts-fit": swap("control", "performance: 4800\n      designed", 'performance: "4800"\n      designed'),
    "date-plausible": swap("other", "2024-01-01", "1824-01-01"),
}  # fmt: skip
