"""Pages set official words beside our wording, with a redline, only where the texts were fetched."""

from __future__ import annotations

from pathlib import Path

import small

from control_atlas.official.store import OfficialText, Passage, Store
from control_atlas.pages.html import render_html
from control_atlas.pages.markdown import render_markdown
from control_atlas.views.record import record_page

PINPOINT = "pinpoint: 15 CFR 744.23(a)\n      covers: Machines of a test."
ITEMS = f"""\
  a:
    - from: "2020-01-01"
      by: us-rule-one
      {PINPOINT}
    - from: "2024-01-01"
      by: us-rule-two
      {PINPOINT}
"""
CITATION = "citation: {type: fr, volume: 85, page: 1}\n"


def text(on: str, number: str) -> OfficialText:
    passages = (Passage("(a)", f"(a) Machines of {number} <units> & more."), Passage("(b)", "(b) Else."))
    return OfficialText(
        "ecfr", "15-744.23", on, "https://www.ecfr.gov/x", "§ 744.23", "en", "ab" * 32, "2026-11-22", passages
    )


def page(root: Path, on: str = "2026-11-22") -> tuple[str, str]:
    kb = small.linked(root)
    shown = record_page(kb, kb.get("us-control"), on)
    return render_html(shown), render_markdown(shown)


def data(root: Path) -> Path:
    small.source(root)
    small.place(root, "us")
    small.instrument(root, "us-rule-one", "effective: 2020-01-01", CITATION)
    small.instrument(root, "us-rule-two", "effective: 2024-01-01", CITATION)
    small.control(root, "us-control", ITEMS)
    return root


def test_without_the_folder_nothing_official_is_shown_but_the_dated_address(root: Path) -> None:
    html, _ = page(data(root))
    assert "Official text of" not in html
    assert "https://www.ecfr.gov/on/2026-11-22/title-15/section-744.23" in html


def test_each_wording_has_the_text_of_its_own_days_and_a_redline_of_the_change(root: Path) -> None:
    store = Store(data(root))
    store.save(text("2023-06-01", "4,800"))
    store.save(text("2026-11-20", "6,000"))
    html, twin = page(root)
    assert html.count("Official text of 2023-06-01") == 1
    assert html.count("Official text of 2026-11-20") == 1
    assert "What changed in the official text from 2023-06-01 to 2026-11-20" in html
    assert "<del>4,800</del><ins>6,000</ins>" in html
    assert "&lt;units&gt; &amp; more" in html
    assert "(b) Else" not in html
    assert "6,000" not in twin


def test_a_text_from_before_a_wording_does_not_speak_for_it(root: Path) -> None:
    store = Store(data(root))
    store.save(text("2023-06-01", "4,800"))
    html, _ = page(root)
    assert html.count("Official text of") == 1
    assert "What changed" not in html
