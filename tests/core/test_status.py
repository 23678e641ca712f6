"""Status of instruments and items on a day, from dated acts."""

from __future__ import annotations

from pathlib import Path

import pytest
import small
from hypothesis import given
from hypothesis import strategies as st

from control_atlas.ask.status import status
from control_atlas.link.knowledge import KnowledgeBase, NotFound
from control_atlas.link.timeline import BEYOND, CONFIRMED, REPORTED

VERSION = """\
    - from: "{day}"
      by: {by}
      pinpoint: para. 1
      covers: {covers}
"""


def item(*versions: tuple[str, str, str]) -> str:
    return "  a:\n" + "".join(VERSION.format(day=day, by=by, covers=covers) for day, by, covers in versions)


def word(kb: KnowledgeBase, name: str, day: str) -> str:
    return status(kb, name, day).items[0].span.word


def act(does: str, target: str, **more: str) -> str:
    lines = "".join(f'    {key}: "{value}"\n' for key, value in more.items())
    return f"acts:\n  - does: {does}\n    target: {target}\n    pinpoint: para. 1\n{lines}"


def test_words_follow_the_dates_of_an_instrument(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01, last_day: 2025-12-31")
    kb = small.linked(root)
    days = ("2025-01-09", "2025-01-10", "2025-01-31", "2025-02-01", "2025-12-31", "2026-01-01")
    assert [word(kb, "rule", day) for day in days] == [
        "not yet made",
        "issued",
        "issued",
        "in force",
        "in force",
        "ended",
    ]


def test_a_rule_without_a_known_day_of_effect_is_unknown_and_guidance_speaks_at_once(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-10")
    small.instrument(root, "advice", "issued: 2025-01-10")
    file = root / "records/instruments/us/advice.yaml"
    file.write_text(file.read_text().replace("type: rule", "type: guidance"))
    kb = small.linked(root)
    assert word(kb, "rule", "2025-01-10") == "unknown"
    assert word(kb, "advice", "2025-01-10") == "in force"


def test_a_bill_is_proposed_and_an_adopted_act_without_effect_is_adopted(root: Path) -> None:
    small.source(root)
    small.instrument(root, "bill", "issued: 2025-01-10")
    file = root / "records/instruments/us/bill.yaml"
    file.write_text(file.read_text().replace("type: rule", "type: bill"))
    small.instrument(root, "act", "adopted: 2026-09-14")
    kb = small.linked(root)
    assert [word(kb, "bill", day) for day in ("2025-01-09", "2025-01-10")] == ["not yet made", "proposed"]
    assert word(kb, "act", "2026-09-14") == "adopted"


def test_between_the_bounds_of_an_uncertain_date_the_status_is_unknown(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01")
    file = root / "records/instruments/us/rule.yaml"
    file.write_text(file.read_text().replace('"2025-02-01"', '{after: "2025-02-01", by: "2025-02-10"}'))
    kb = small.linked(root)
    days = ("2025-02-01", "2025-02-02", "2025-02-09", "2025-02-10")
    assert [word(kb, "rule", day) for day in days] == ["issued", "unknown", "unknown", "in force"]


def test_a_suspension_includes_its_last_day_and_lapses_the_day_after(root: Path) -> None:
    small.source(root, to="2026-01-15")
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01")
    stay = act(
        "suspends", "rule", **{"from": "2025-11-07", "last_day": "2026-11-10", "last_day_is": "presumed"}
    )
    small.instrument(root, "stay", "issued: 2025-11-07, effective: 2025-11-07", stay)
    kb = small.linked(root)
    days = ("2025-11-06", "2025-11-07", "2026-11-10", "2026-11-11")
    assert [word(kb, "rule", day) for day in days] == ["in force", "suspended", "suspended", "in force"]
    after = status(kb, "rule", "2026-11-11").items[0].span
    assert after.ran_out == ("2026-11-10",)
    assert after.standing == BEYOND
    assert after.since == "2026-01-15"
    assert any(reason.code == "suspension-lapsed" and "presumed" in reason.text for reason in after.reasons)


def test_a_text_read_after_the_lapse_confirms_it(root: Path) -> None:
    small.source(root, to="2026-12-01")
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01")
    stay = act(
        "suspends", "rule", **{"from": "2025-11-07", "last_day": "2026-11-10", "last_day_is": "stated"}
    )
    small.instrument(root, "stay", "issued: 2025-11-07, effective: 2025-11-07", stay)
    span = status(small.linked(root), "rule", "2026-11-11").items[0].span
    assert (span.standing, span.ran_out) == (CONFIRMED, ())


def test_a_rule_suspended_before_it_began_is_suspended_not_issued(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-10-09, effective: 2025-11-08")
    stay = act("suspends", "rule", last_day="2026-11-10", last_day_is="presumed")
    small.instrument(root, "stay", "issued: 2025-11-07, effective: 2025-11-07", stay)
    kb = small.linked(root)
    days = ("2025-11-06", "2025-11-07", "2025-11-08", "2026-11-11")
    assert [word(kb, "rule", day) for day in days] == ["issued", "suspended", "suspended", "in force"]


def test_while_suspended_the_latest_earlier_wording_holds(root: Path) -> None:
    small.source(root)
    small.instrument(root, "old", "issued: 2020-01-01, effective: 2020-01-01")
    small.instrument(root, "new", "issued: 2025-01-01, effective: 2025-01-01")
    stay = act("suspends", "new", **{"from": "2025-11-10", "last_day": "2026-11-09", "last_day_is": "stated"})
    small.instrument(root, "stay", "issued: 2025-11-10, effective: 2025-11-10", stay)
    small.control(root, "control", item(("2020-01-01", "old", "Earlier."), ("2025-01-01", "new", "Later.")))
    kb = small.linked(root)
    governs = [status(kb, "control#a", day).items[0] for day in ("2025-11-09", "2025-11-10", "2026-11-10")]
    assert [one.codified["covers"] for one in governs if one.codified] == ["Later.", "Earlier.", "Later."]
    assert all(one.span.word == "in force" for one in governs)
    assert any(reason.code == "earlier-wording" for reason in governs[1].span.reasons)


def test_suspension_of_the_only_wording_suspends_the_item(root: Path) -> None:
    small.source(root)
    small.instrument(root, "new", "issued: 2025-01-01, effective: 2025-01-01")
    small.instrument(root, "stay", "issued: 2025-03-01, effective: 2025-03-01", act("suspends", "new"))
    small.control(root, "control", item(("2025-01-01", "new", "Only.")))
    assert word(small.linked(root), "control#a", "2025-03-01") == "suspended"


def test_rescission_ends_and_revives_nothing(root: Path) -> None:
    small.source(root)
    small.instrument(root, "old", "issued: 2020-01-01, effective: 2020-01-01")
    small.instrument(root, "new", "issued: 2025-01-01, effective: 2025-01-01")
    small.instrument(root, "end", "issued: 2025-06-01, effective: 2025-06-01", act("rescinds", "new"))
    small.control(root, "control", item(("2020-01-01", "old", "Earlier."), ("2025-01-01", "new", "Later.")))
    kb = small.linked(root)
    assert [word(kb, "control#a", day) for day in ("2025-05-31", "2025-06-01")] == ["in force", "ended"]


def test_rescinding_the_suspension_ends_it_and_extending_prolongs_it(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-01, effective: 2025-01-01")
    stay = act("suspends", "rule", last_day="2025-12-31", last_day_is="stated")
    small.instrument(root, "stay", "issued: 2025-02-01, effective: 2025-02-01", stay)
    more = act("extends", "stay", last_day="2026-06-30")
    small.instrument(root, "more", "issued: 2025-12-01, effective: 2025-12-01", more)
    small.instrument(root, "stop", "issued: 2026-03-01, effective: 2026-03-01", act("rescinds", "stay"))
    kb = small.linked(root)
    days = ("2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01")
    assert [word(kb, "rule", day) for day in days] == ["suspended", "suspended", "suspended", "in force"]


def test_extending_an_instrument_moves_its_own_last_day(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-01, effective: 2025-01-01, last_day: 2025-06-30")
    more = act("extends", "rule", last_day="2025-12-31")
    small.instrument(root, "more", "issued: 2025-06-01, effective: 2025-06-01", more)
    kb = small.linked(root)
    days = ("2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01")
    assert [word(kb, "rule", day) for day in days] == ["in force", "in force", "in force", "ended"]


def test_non_enforcement_changes_only_the_enforced_side_and_the_latest_act_wins(root: Path) -> None:
    small.source(root)
    parts = "parts:\n  x:\n    pinpoint: para. 1\n    covers: One.\n  hq:\n    pinpoint: para. 2\n    covers: Two.\n"
    small.instrument(root, "old", "issued: 2020-01-01, effective: 2020-01-01")
    small.instrument(root, "rule", "issued: 2025-01-01, effective: 2025-01-01", parts)
    small.instrument(
        root, "press", "issued: 2025-05-13, effective: 2025-05-13", act("stops-enforcing", "rule")
    )
    small.instrument(
        root, "advice", "issued: 2026-05-31, effective: 2026-05-31", act("confirms-enforcement", "rule#hq")
    )
    small.control(
        root, "control", item(("2020-01-01", "old", "Earlier."), ("2025-01-01", "rule#x", "Later."))
    )
    kb = small.linked(root)
    span = status(kb, "control#a", "2025-06-01").items[0]
    assert (span.span.word, span.span.codified.word, span.span.enforced.word) == (
        "not enforced",
        "in force",
        "in force",
    )
    assert span.codified is not None
    assert span.enforced is not None
    assert (span.codified["covers"], span.enforced["covers"]) == ("Later.", "Earlier.")
    days = ("2025-05-12", "2025-05-13", "2026-05-31")
    assert [word(kb, "rule#hq", day) for day in days] == ["in force", "not enforced", "in force"]
    assert word(kb, "rule#x", "2026-05-31") == "not enforced"


def test_a_statement_never_changes_a_status_and_stands_beside(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-01, effective: 2025-01-01")
    said = act("announces", "rule", announced_until="2027-01-10")
    small.instrument(root, "press", "issued: 2026-01-28, effective: 2026-01-28", said)
    kb = small.linked(root)
    span = status(kb, "rule", "2026-01-28").items[0].span
    assert span.word == "in force"
    assert [one.announced_until for one in span.beside] == ["2027-01-10"]
    assert status(kb, "rule", "2026-01-27").items[0].span.beside == ()


def test_before_the_first_wording_of_an_older_paragraph_the_status_is_unknown(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2025-01-10, effective: 2025-02-01")
    items = item(("2025-02-01", "rule", "New words."))
    small.control(root, "young", items, 'history_from: "2020-01-01"\n')
    older = items.replace("      by:", "      older: true\n      by:")
    small.control(root, "old", older, 'history_from: "2020-01-01"\n')
    kb = small.linked(root)
    assert [word(kb, "old", day) for day in ("2019-12-31", "2024-01-01", "2025-01-31", "2025-02-01")] == [
        *("unknown", "unknown", "unknown", "in force")
    ]
    assert [word(kb, "young", day) for day in ("2024-01-01", "2025-01-31")] == ["not yet made", "issued"]


def test_before_the_recorded_history_the_status_is_unknown(root: Path) -> None:
    small.source(root)
    small.instrument(root, "rule", "issued: 2020-01-01, effective: 2020-01-01")
    items = item(("2020-01-01", "rule", "Only."))
    small.control(root, "partial", items, 'history_from: "2020-01-01"\n')
    small.control(root, "whole", items)
    kb = small.linked(root)
    assert word(kb, "partial#a", "2019-12-31") == "unknown"
    assert word(kb, "whole#a", "2019-12-31") == "not yet made"


def test_standing_follows_what_was_read(root: Path) -> None:
    small.source(root, "src-text", to="2025-06-01")
    small.source(root, "src-press", read="full-text", rank="press", to="2025-09-01")
    small.instrument(root, "rule", "issued: 2025-01-01, effective: 2025-01-01")
    small.instrument(root, "letter", "issued: 2025-01-01, effective: 2025-01-01", source_id="src-press")
    kb = small.linked(root)
    standing = lambda name, day: status(kb, name, day).standing  # noqa: E731
    assert [standing("rule", day) for day in ("2025-06-01", "2025-06-02")] == [CONFIRMED, BEYOND]
    assert [standing("letter", day) for day in ("2025-09-01", "2025-09-02")] == [REPORTED, BEYOND]


def test_verification_narrows_and_never_raises_what_was_read(root: Path) -> None:
    small.source(root, read="excerpt")
    small.instrument(
        root, "a", "issued: 2025-01-01, effective: 2025-01-01", "verification:\n  read: secondary\n"
    )
    small.instrument(
        root, "b", "issued: 2025-01-01, effective: 2025-01-01", "verification:\n  read: full-text\n"
    )
    kb = small.linked(root)
    assert status(kb, "a", "2025-01-01").standing == REPORTED
    assert status(kb, "b", "2025-01-01").items[0].span.read == "excerpt"


def test_unknown_names_are_told_with_those_near(root: Path) -> None:
    small.source(root)
    small.instrument(root, "us-fr-2025-1", "issued: 2025-01-01, effective: 2025-01-01")
    kb = small.linked(root)
    with pytest.raises(NotFound) as told:
        status(kb, "us-fr-2025-2", "2025-01-01")
    assert "us-fr-2025-1" in told.value.near
    with pytest.raises(NotFound):
        status(kb, "us-fr-2025-1#nowhere", "2025-01-01")
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        status(kb, "us-fr-2025-1", "1 June 2025")
    with pytest.raises(ValueError, match="no status"):
        status(kb, "src-text", "2025-01-01")


DAYS = st.dates().map(lambda day: day.isoformat()).filter(lambda day: "2000-01-01" <= day <= "2040-01-01")


@given(day=DAYS)
def test_intervals_cover_every_day_once_and_agree_with_the_direct_answer(day: str) -> None:
    kb = _busy()
    for record in kb:
        if record.kind != "instruments":
            continue
        spans = kb.spans(record, "parts", None)
        holding = [span for span in spans if day in span.interval]
        assert len(holding) == 1
        stage = kb.lives.stage(record.id, None, day)
        assert holding[0].codified.word == stage.word


_MADE: list[KnowledgeBase] = []


def _busy() -> KnowledgeBase:
    """A base with acts on acts, made once."""
    if not _MADE:
        import tempfile

        root = small.folder(Path(tempfile.mkdtemp()))
        small.source(root, to="2012-06-01")
        small.instrument(root, "one", "issued: 2005-01-01, effective: 2006-01-01, last_day: 2030-01-01")
        stay = act(
            "suspends", "one", **{"from": "2010-01-01", "last_day": "2011-01-01", "last_day_is": "stated"}
        )
        small.instrument(root, "two", "issued: 2009-01-01, effective: 2009-02-01", stay)
        more = act("extends", "two", last_day="2015-01-01")
        small.instrument(root, "three", "issued: 2010-06-01, effective: 2010-07-01", more)
        small.instrument(root, "four", "issued: 2013-01-01, effective: 2013-02-01", act("rescinds", "three"))
        small.instrument(
            root, "five", "issued: 2020-01-01, effective: 2020-02-01", act("stops-enforcing", "one")
        )
        _MADE.append(small.linked(root))
    return _MADE[0]
