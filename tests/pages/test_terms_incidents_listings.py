"""Pages on providers, incidents and listings: what is claimed stands with its answer, and lists with a warning."""

from __future__ import annotations

from pathlib import Path

import pytest
import small

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.pages.blocks import Page
from control_atlas.pages.figures import Bar, Bars
from control_atlas.pages.html import render
from control_atlas.pages.markdown import render_markdown
from control_atlas.views.compare import compare_pages
from control_atlas.views.disclosures import TIMELINE_PATH, counts

ORGANISATION = (
    "id: {0}\ntitle: {1}\ntitle_kind: descriptive\nsummary: A company for a test.\ntype: company\n{2}"
)
LISTING = """\
listings:
  - list: us-entity-list
    name: Copier Co., Ltd.
    from: "2025-03-01"
    by: rule
    pinpoint: 90 FR 1
    footnotes: ["4"]
    licence_policy: Presumption of denial.
    sources: [src-text]
"""
INCIDENT = """\
id: case
title: The case
title_kind: descriptive
summary: Maker alleges that accounts were used.
type: distillation
standing: allegation
standing_note: Nothing was established.
parties:
  - {organisation: maker, role: alleging}
  - {organisation: copier, role: alleged-against}
dates: {public: "2026-06-24"}
claims:
  - by: maker
    about: [copier]
    says: Says that accounts were used.
    figures:
      - {value: 25000, qualifier: nearly, unit: accounts}
      - {value: 28800000, qualifier: more than, unit: exchanges}
answers:
  - {by: copier, kind: denial, says: Denies it.}
sources: [src-text]
"""
CLAUSE = """\
id: {0}
title: Clause {0}
title_kind: descriptive
summary: A clause for a test.
provider: maker
document: maker-terms
category: {1}
binds: [{2}]
history: complete
items:
  clause:
    - from: "2025-02-01"
      by: maker-terms-2025
      pinpoint: section 1
      covers: {3}
      stance: prohibits
sources: [src-text]
"""
TERMS = """\
family: maker-terms
provider: maker
version: of 2025
looked_for_not_found: [ownership-restriction]
"""


@pytest.fixture
def kb(tmp_path: Path) -> KnowledgeBase:
    root = small.folder(tmp_path)
    small.source(root)
    small.instrument(root, "rule", "effective: 2025-03-01")
    small.instrument(root, "maker-terms-2025", "effective: 2025-02-01", TERMS)
    for name, title, more in (("maker", "Maker", ""), ("copier", "Copier", LISTING)):
        small.write(root, "organisations", name, ORGANISATION.format(name, title, more))
    small.write(root, "incidents", "case", INCIDENT)
    for name, category, party, covers in (
        ("maker-terms-models", "no-competing-models", "api-customer", "No rival models."),
        ("maker-terms-accounts", "account-integrity", "consumer", "One account each."),
    ):
        small.write(root, "terms-provisions", name, CLAUSE.format(name, category, party, covers))
    return small.linked(root)


def page(kb: KnowledgeBase, path: str) -> Page:
    return next(one for one in compare_pages(kb, "2026-11-22") if one.path == path)


def test_the_matrix_of_a_bound_party_holds_only_clauses_that_bind_it(kb: KnowledgeBase) -> None:
    text = render_markdown(page(kb, "compare/terms-for-api-customer.html"))
    assert "Competing models" in text
    assert "| Accounts" not in text
    assert "compare/terms-for-consumer.html" in render(page(kb, "compare/terms.html"), "").body


def test_a_provider_has_its_documents_clauses_absences_and_incidents_on_one_page(kb: KnowledgeBase) -> None:
    text = render_markdown(page(kb, "compare/provider-maker.html"))
    for said in ("No rival models.", "One account each.", "Rule maker-terms-2025", "Ownership", "The case"):
        assert said in text
    assert "Nothing was established." in text


def test_counts_keep_their_qualifier_and_stand_beside_standing_and_answer(kb: KnowledgeBase) -> None:
    assert [one.words for one in counts(kb)] == ["nearly 25,000 accounts", "more than 28,800,000 exchanges"]
    text = render_markdown(page(kb, TIMELINE_PATH))
    rows = [line for line in text.splitlines() if "nearly 25,000 accounts" in line]
    assert any(
        "denial" in line and "Denies it." in line and "Nothing was established." in line for line in rows
    )
    assert all("denial" in line for line in rows)


def test_no_count_of_another_year_is_shown(kb: KnowledgeBase) -> None:
    assert counts(kb, "2025") == []


def test_listings_carry_the_warning_on_every_page_and_never_say_not_listed(kb: KnowledgeBase) -> None:
    for path in ("compare/listings.html", "compare/listings-us-entity-list.html"):
        text = render_markdown(page(kb, path))
        assert "may still be listed" in text
        assert "31 July 2026" in text
        assert "not listed" not in text.lower()
    assert "Presumption of denial." in render_markdown(page(kb, "compare/listings-us-entity-list.html"))


def test_bars_share_one_scale_from_zero() -> None:
    bars = Bars("Accounts", "accounts", (Bar("a", 50, "50"), Bar("b", 200, "200"), Bar("c", 0, "none")))
    assert bars.shares == (25, 100, 0)
    body = render(Page("x.html", "X", (bars,), "index", "compare"), "").body
    assert 'width="25.0"' in body
    assert "<style" not in body
    with pytest.raises(ValueError, match="no length"):
        Bar("d", -1, "less")
