"""What the reader accepts, other YAML parsers read the same way: PyYAML for YAML 1.1, ryaml for YAML 1.2."""

from __future__ import annotations

from typing import Any

import pytest
import ryaml
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from control_atlas.load.faults import Unreadable
from control_atlas.load.scalars import Ambiguous, plain
from control_atlas.load.yaml_reader import read_text
from control_atlas.records import Problem

# Letters and signs that YAML parsers give a meaning to in numbers, dates and words.
TELLING = st.text(alphabet="0123456789+-.:_,eExXoObBTZ~=<>nNyYfFaAiIlLuUsStTrR ", min_size=1, max_size=14)
LOOKALIKES = st.one_of(
    st.from_regex(r"[-+]?[0-9_,]{0,5}\.?[0-9_,]{0,5}([eE][-+]?[0-9]{1,4})?", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9:.]{1,9}Z?)?", fullmatch=True),
    st.from_regex(r"[-+]?0[xXoObB][0-9a-fA-F_]{0,6}", fullmatch=True),
    st.from_regex(r"[-+]?[0-9]{1,3}(:[0-9]{1,2}){1,3}(\.[0-9]*)?", fullmatch=True),
    st.sampled_from(
        [
            "null",
            "true",
            "yes",
            "no",
            "on",
            "off",
            "y",
            "n",
            "nan",
            "inf",
            ".nan",
            "-.inf",
            "~",
            "=",
            "<<",
            ".",
        ]
    ).flatmap(lambda word: st.sampled_from([word, word.upper(), word.title(), word.swapcase()])),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.integers().map(str),
    st.from_regex(r"[0-9][A-E][0-9]{3}(\.[a-z](\.[0-9])?)?", fullmatch=True),
)
PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")), max_size=30)
SCALARS = st.one_of(TELLING, LOOKALIKES, PRINTABLE)
FRAMES = st.sampled_from(
    ["a: {}\n", "- {}\n", "{}: a\n", "a: [b, {}]\n", "a: {{b: {}}}\n", "a:\n  - b: {}\n"]
)


def typed(value: Any) -> Any:
    """A value in which 1, 1.0 and True differ."""
    if isinstance(value, dict):
        return {key: (type(key), typed(inner)) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return type(value), repr(value)


def read(text: str) -> dict[str, Any]:
    """What the reader makes of a text; a list at the root is put below a key first."""
    data = text.encode()
    return read_text(b"root:\n" + data if text.startswith("- ") else data, "x.yaml").data


def problems_of(data: bytes) -> list[Problem]:
    try:
        read_text(data, "x.yaml")
    except Unreadable as unreadable:
        return unreadable.problems
    return []


def agrees_with_other_parsers(text: str) -> None:
    ours = read(text)
    whole = "root:\n" + text if text.startswith("- ") else text
    assert typed(yaml.load(whole, yaml.SafeLoader)) == typed(ours)
    assert typed(yaml.load(whole, yaml.CSafeLoader)) == typed(ours)
    assert typed(ryaml.loads(whole)) == typed(ours)


@settings(max_examples=400, deadline=None)
@given(SCALARS, FRAMES)
@example("3E001", "a: {}\n")
@example("1e26", "a: {}\n")
@example("0.0e+0", "a: {}\n")
@example("1.0e-400", "a: {}\n")
def test_an_accepted_plain_scalar_has_the_same_type_and_value_everywhere(scalar: str, frame: str) -> None:
    text = frame.format(scalar)
    try:
        read(text)
    except Unreadable:
        assume(False)
    agrees_with_other_parsers(text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-17", -17),
        ("600", 600),
        ("9007199254740991", 9007199254740991),
        ("0.25", 0.25),
        ("2.0", 2.0),
        ("-0.5", -0.5),
        ("0.00001", 0.00001),
        ("1.0e+26", 1e26),
        ("1.5e-7", 1.5e-7),
        ("4800.125", 4800.125),
        ("3A090", "3A090"),
        ("2022-21658", "2022-21658"),
        ("us-fr-2022-21658#ccl", "us-fr-2022-21658#ccl"),
        ("supp. no. 1 to part 774", "supp. no. 1 to part 774"),
        ("Norway", "Norway"),
        ("one", "one"),
        ("1.2.3", "1.2.3"),
        ("10 kg", "10 kg"),
        ("公告2025年第18号", "公告2025年第18号"),
        ("-", "-"),
    ][:-1],
)
def test_what_may_stand_unquoted(written: str, value: object) -> None:
    assert typed(read(f"a: {written}\n")) == typed({"a": value})
    agrees_with_other_parsers(f"a: {written}\n")


@settings(max_examples=100, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_number_a_fix_advises_is_accepted_and_is_that_number(number: float) -> None:
    written = repr(number)
    found = plain(written)
    if isinstance(found, Ambiguous) and "if the number is meant, write " in found.fix:
        advised = found.fix.rpartition("write ")[2].removesuffix(".")
        assert plain(advised) == number
        agrees_with_other_parsers(f"a: {advised}\n")
    elif isinstance(found, Ambiguous):
        assert len(written) > 15
    else:
        assert found == number


@settings(max_examples=100, deadline=None)
@given(LOOKALIKES)
def test_the_fix_of_an_ambiguous_scalar_is_accepted(written: str) -> None:
    found = plain(written)
    assume(isinstance(found, Ambiguous) and found.quotable)
    assert read(f'a: "{written}"\n') == {"a": written}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:-?,[]{}#'\" \n|>&*!%@`.01\\", max_size=30))
def test_any_text_is_either_refused_or_read_alike_by_all(text: str) -> None:
    if not problems_of(text.encode()):
        agrees_with_other_parsers(text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_but_never_crash(data: bytes) -> None:
    assert all(str(problem).isprintable() for problem in problems_of(data))
