"""A data folder with sound records of the kinds that rules look at."""

from __future__ import annotations

from pathlib import Path

import rule_faults
import small

ITEMS = """\
  a:
    - from: "2025-02-01"
      by: us-fr-2025-00636#ccl
      pinpoint: para. 1
      covers: Chips at the limit.
      when:
        all:
          - param: total-processing-performance
            at_least: 4800
          - judgement: designed-for-data-centre
  b:
    - from: "2025-02-01"
      by: us-fr-2025-00636#ccl
      pinpoint: para. 2
      covers: Things that hold them.
      when:
        contains:
          meets: control#a
"""
EXTRA = """\
history: complete
subjects:
  - advanced-computing
destinations:
  x:
    - from: "2025-02-01"
      by: us-fr-2025-00636
      pinpoint: para. 3
      covers: To one place.
      applies_to: [a]
      when:
        role: destination
        in: [us]
examples:
  - item: a
    day: "2025-03-01"
    facts:
      total-processing-performance: 4800
      designed-for-data-centre: true
    expect: met
"""
RULE_EXTRA = """\
citation:
  type: fr
  volume: 90
  page: 4544
  document: "2025-00636"
  published: "2025-01-15"
parts:
  ccl:
    pinpoint: supp. no. 1
    covers: The list.
acts:
  - does: suspends
    target: other
    pinpoint: para. 9
"""
PRODUCT = """\
id: chip
title: Chip
title_kind: descriptive
summary: A chip for a test.
vendor: maker
model: Chip
values:
  applicable-die-area:
    value: 800
    unit: mm2
    basis: stated
    sources: [src-text]
sources: [src-text]
"""
TERMS = """\
id: clause
title: Clause
title_kind: descriptive
summary: A clause for a test.
provider: maker
document: maker-terms
category: no-distillation
binds: [all-users]
history: complete
items:
  clause:
    - from: "2025-02-01"
      by: maker-terms-2025
      pinpoint: section 1
      covers: Forbids copying.
      stance: prohibits
sources: [src-text]
"""
NAMED = "id: {0}\ntitle: {1}\ntitle_kind: descriptive\nsummary: A record for a test.\n"


def write(root: Path) -> None:
    """Write them into an empty data folder."""
    small.source(root)
    small.place(root, "us", 'type: country\niso2: "US"\n')
    small.instrument(
        root,
        "us-fr-2025-00636",
        "issued: 2025-01-13, published: 2025-01-15, effective: 2025-02-01",
        RULE_EXTRA,
    )
    small.instrument(root, "other", "issued: 2024-01-01, effective: 2024-02-01")
    small.control(root, "control", ITEMS, EXTRA)
    small.write(
        root, "organisations", "maker", NAMED.format("maker", "Maker") + "type: company\n", "companies"
    )
    small.write(root, "products", "chip", PRODUCT, "maker")
    document = 'type: terms-document\nfamily: maker-terms\nprovider: maker\nversion: "2025"\n'
    small.instrument(root, "maker-terms-2025", "effective: 2025-02-01", document)
    file = root / "records/instruments/us/maker-terms-2025.yaml"
    file.write_text(file.read_text().replace("type: rule\n", ""))
    small.write(root, "terms-provisions", "clause", TERMS, "maker")
    code = 'code: "2805301910"\nsystem: cn-tariff\n'
    small.write(root, "commodity-codes", "cn-2805301910", NAMED.format("cn-2805301910", "Metal") + code, "cn")
    rule_faults.further(root)
