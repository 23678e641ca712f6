"""Chinese text cut into single characters and pairs, so that a search needs no dictionary.

The search script cuts a query in the same way: a run of one character stays, a longer run becomes its pairs.
"""

from __future__ import annotations

import re
from itertools import pairwise

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")


def ngrams(text: str) -> str:
    """Every character and every pair of neighbours in the Han runs of ``text``, once each, in order."""
    found: dict[str, None] = {}
    for run in HAN.findall(text):
        for character in run:
            found[character] = None
        for left, right in pairwise(run):
            found[left + right] = None
    return " ".join(found)
