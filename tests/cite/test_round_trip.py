"""What we write, we read back to the same fields: every type, every form that is read."""

from __future__ import annotations

from typing import Any

import pytest
from citation_strategies import TYPES as DESCRIBED
from citation_strategies import fields
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from control_atlas.cite import TYPES, Citation, parse, read

FORMS = [(name, form) for name, kind in TYPES.items() for form in kind.FORMS if form not in kind.UNREAD]
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_every_form_parses_back_to_the_fields_it_says(name: str, form: Any) -> None:
    @quick
    @given(fields(name))
    def check(made: dict[str, Any]) -> None:
        citation = Citation.from_fields(made)
        assert parse(citation.write(form)) == citation.said_by(form), citation.write(form)

    check()


@pytest.mark.parametrize(("name", "form"), [pair for pair in FORMS if TYPES[pair[0]].ISSUER is None])
def test_every_form_is_found_in_running_text(name: str, form: Any) -> None:
    @quick
    @given(fields(name), st.sampled_from(["As to {}. So much.", "（{}）", "see {}; and then", "\n{}\n"]))
    def check(made: dict[str, Any], prose: str) -> None:
        citation = Citation.from_fields(made)
        written = citation.write(form)
        text = prose.format(written)
        found = read(text)
        assert [one.citation for one in found] == [citation.said_by(form)], text
        assert text[found[0].start : found[0].end] == found[0].text
        assert written.endswith(found[0].text)

    check()


@pytest.mark.parametrize("name", DESCRIBED)
def test_fields_survive_being_written_as_fields(name: str) -> None:
    @quick
    @given(fields(name))
    def check(made: dict[str, Any]) -> None:
        citation = Citation.from_fields(made)
        assert Citation.from_fields(citation.fields()) == citation

    check()


@pytest.mark.parametrize(
    "name", [name for name, kind in TYPES.items() if kind.LOST.get("plain", frozenset()) == frozenset()]
)
def test_the_plain_form_says_every_field(name: str) -> None:
    @quick
    @given(fields(name))
    def check(made: dict[str, Any]) -> None:
        citation = Citation.from_fields(made)
        assert parse(citation.write("plain")) == citation

    check()
