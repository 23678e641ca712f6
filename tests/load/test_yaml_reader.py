"""What the reader gives for a good file: plain data, and the place of every value and key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from control_atlas.load import events
from control_atlas.load.faults import MAX_BYTES, MAX_DEPTH, MAX_SCALAR
from control_atlas.load.scalars import plain
from control_atlas.load.yaml_reader import Document, read_text, read_yaml

RECORD = b"""\
# An entry of the Commerce Control List
id: us-eccn-3a090
titles:
  zh-Hans: "\xe5\x85\x88\xe8\xbf\x9b" # \xe4\xb8\xad
code: "3A090"
items:
  "a":
    - from: "2022-10-21"
      when: {param: aggregate-transfer-rate, at_least: 600}
      sources: [one, two]
    - from: null
      covers: |
        Two
        lines
"""


def document(text: str | bytes) -> Document:
    return read_text(text.encode() if isinstance(text, str) else text, "x.yaml")


def places_of_nodes(node: yaml.Node, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Path, place of the value and place of its key, as PyYAML's own composer sees them."""
    if isinstance(node, yaml.MappingNode):
        steps = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        steps = [(number, item, item) for number, item in enumerate(node.value)]
    else:
        steps = []
    for step, key, value in steps:
        yield (*path, step), place_of(value), place_of(key)
        yield from places_of_nodes(value, (*path, step))


def place_of(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def test_data_is_plain_and_complete() -> None:
    assert document(RECORD).data == {
        "id": "us-eccn-3a090",
        "titles": {"zh-Hans": "先进"},
        "code": "3A090",
        "items": {
            "a": [
                {
                    "from": "2022-10-21",
                    "when": {"param": "aggregate-transfer-rate", "at_least": 600},
                    "sources": ["one", "two"],
                },
                {"from": None, "covers": "Two\nlines\n"},
            ]
        },
    }


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("id",), (2, 5), (2, 1)),
        (("titles", "zh-Hans"), (4, 12), (4, 3)),
        (("items", "a"), (8, 5), (7, 3)),
        (("items", "a", 0), (8, 7), (8, 7)),
        (("items", "a", 0, "when", "at_least"), (9, 56), (9, 46)),
        (("items", "a", 0, "sources", 1), (10, 22), (10, 22)),
        (("items", "a", 1, "covers"), (12, 15), (12, 7)),
    ],
)
def test_marks_are_the_places_of_value_and_key(
    path: tuple[Any, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    read = document(RECORD)
    assert read.mark(path) == value
    assert read.key_mark(path) == key


@pytest.mark.parametrize(
    ("absent", "nearest"),
    [
        (("title",), ()),
        (("titles", "fr"), ("titles",)),
        (("items", "a", 7), ("items", "a")),
        (("items", "a", 0, "when", "param", "deeper", 3), ("items", "a", 0, "when", "param")),
    ],
)
def test_the_mark_of_an_absent_path_is_that_of_the_nearest_value_around_it(
    absent: tuple[Any, ...], nearest: tuple[Any, ...]
) -> None:
    read = document(RECORD)
    assert read.mark(absent) == read.mark(nearest)
    assert read.key_mark(absent) == read.mark(nearest)


WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)
KEYS = st.text(alphabet="abcdefgh-_ 出口管", min_size=1, max_size=6)
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.sampled_from([0.25, -2.0, 1e26]),
        WORDS,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


class PortableDumper(yaml.SafeDumper):
    """PyYAML's dumper, quoting also what only other parsers take for something else."""

    def represent_str(self, text: str) -> yaml.Node:
        style = None if isinstance(plain(text), str) and "?" not in text else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


PortableDumper.add_representer(str, PortableDumper.represent_str)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), st.booleans(), st.sampled_from([20, 80]))
def test_data_and_marks_are_those_of_pyyaml_with_either_parser(
    data: dict[str, Any], flow: bool, width: int
) -> None:
    options = {"default_flow_style": flow, "allow_unicode": True, "width": width, "sort_keys": False}
    text = yaml.dump(data, Dumper=PortableDumper, **options)
    nodes = yaml.compose(text, yaml.SafeLoader)
    expected = list(places_of_nodes(nodes))
    with_c = document(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "CParser", None)
        in_python = document(text)
        marks_in_python = [(in_python.mark(path), in_python.key_mark(path)) for path, _, _ in expected]
    assert with_c.data == in_python.data == data
    assert list(map(type, leaves(with_c.data))) == list(map(type, leaves(data)))
    assert [(with_c.mark(path), with_c.key_mark(path)) for path, _, _ in expected] == marks_in_python
    assert marks_in_python == [(value, key) for _, value, key in expected]


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


def test_the_parser_written_in_python_is_announced_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(events, "CParser", None)
    events._say_slow.cache_clear()
    assert document(RECORD).data == document(RECORD).data
    said = capsys.readouterr()
    assert said.err == (
        "PyYAML was installed without its C extension: reading YAML takes about ten times as long.\n"
    )
    assert said.out == ""


def test_windows_line_ends_mean_the_same() -> None:
    assert document(RECORD.replace(b"\n", b"\r\n")).data == document(RECORD).data


def test_one_start_marker_and_comments_are_allowed() -> None:
    assert document("# head\n---\n# more\nid: x\n").data == {"id": "x"}


def test_what_looks_like_an_anchor_or_a_tag_inside_a_text_is_text() -> None:
    read = document("a: R&D, 5 * 3, so! what?\nb: [R&D!]\nc: '*x &y !z'\nd: C:\\data\n")
    assert read.data == {"a": "R&D, 5 * 3, so! what?", "b": ["R&D!"], "c": "*x &y !z", "d": "C:\\data"}


def test_lines_and_tabs_may_be_written_as_escapes() -> None:
    assert document('a: "one\\ntwo"\n').data == {"a": "one\ntwo"}


def test_the_limits_themselves_are_within_bounds() -> None:
    deep = b"a: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1) + b"\n"
    assert str(document(deep).data["a"]).count("[") == MAX_DEPTH - 1
    long = "x" * MAX_SCALAR
    assert document(f"a: {long}\n").data == {"a": long}
    assert document(b"a: b\n".ljust(MAX_BYTES, b"#")).data == {"a": "b"}


def test_a_file_is_read_like_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(RECORD)
    read = read_yaml(tmp_path / "x.yaml", "x.yaml", within=tmp_path)
    assert read.data == document(RECORD).data
    assert read.mark(("code",)) == (5, 7)
