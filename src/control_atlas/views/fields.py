"""Any field of any record as page content, guided by its schema: labels, links, words and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.link.knowledge import KnowledgeBase
from control_atlas.load.kinds import resolve
from control_atlas.pages.blocks import Block, Column, Fact, Facts, Row, Table
from control_atlas.pages.inline import Content, Inline, Text, content
from control_atlas.records import Record
from control_atlas.views.words import date_text, link_to, schema_title, web, word_label

# Shown elsewhere on the page, each in a form of its own.
APART_WORDS = """id title title_kind titles summary items destinations policies exceptions members sources
related readings open_questions notes reviews stated_statuses withdrawn acts parts citation verification
examples former_ids history history_from throughput values contents statements"""
APART = frozenset(APART_WORDS.split())


class Fields:
    """Renders fields of one kind of record."""

    def __init__(self, kb: KnowledgeBase, kind: str) -> None:
        self._kb = kb
        self._file = f"{kind}.schema.json"
        self.properties = dict(self._properties(kb.kinds[kind].schema, self._file))

    def rows(self, record: Record) -> list[Fact]:
        """Facts rows for every simple field that is not shown elsewhere, in key order."""
        found = []
        for key in self._kb.kinds[record.kind].key_order:
            if key in record.data and key not in APART and key in self.properties:
                schema, _ = self.properties[key]
                if not self._is_nested(record.data[key]):
                    found.append(
                        Fact(schema_title(schema, key), tuple(self.values(record.data[key], schema)))
                    )
        return found

    def sections(self, record: Record) -> Iterator[Block]:
        """A block for every field made of mappings: one set of facts an entry."""
        for key in self._kb.kinds[record.kind].key_order:
            if key not in record.data or key in APART or not self._is_nested(record.data[key]):
                continue
            schema, base = self.properties[key]
            value = record.data[key]
            title = schema_title(schema, key)
            if isinstance(value, dict):
                yield Facts(tuple(self._mapping_rows(value, schema, base)), title, key.replace("_", "-"))
                continue
            yield self._table(title, key.replace("_", "-"), value, schema, base)

    def _table(self, title: str, anchor: str, rows: list[Any], schema: Mapping[str, Any], base: str) -> Table:
        """A list of mappings as a table: a column for every key that any of them has."""
        inner, inner_base = self._resolved(schema.get("items", {}), base)
        properties = dict(self._properties(inner, inner_base))
        keys = [key for key in properties if any(key in row for row in rows)]
        columns = tuple(Column(schema_title(properties[key][0], key)) for key in keys)
        cells = (tuple(self._cell(row.get(key), *properties[key]) for key in keys) for row in rows)
        return Table(columns, tuple(Row(row) for row in cells), title, anchor)

    def _cell(self, value: Any, schema: Mapping[str, Any], base: str) -> Content:
        if value is None:
            return ()
        parts: list[Inline] = []
        for one in value if isinstance(value, list) else [value]:
            parts += [Text("; ")] if parts else []
            if isinstance(one, dict) and set(one) != {"after", "by"}:
                inner = schema.get("items", schema) if isinstance(value, list) else schema
                parts += self._entry(one, *self._resolved(inner, base))
            else:
                parts.append(self.inline(one, schema))
        return tuple(parts)

    def values(self, value: Any, schema: Mapping[str, Any]) -> Iterator[Content]:
        """The value or values of a field, one content each."""
        for one in value if isinstance(value, list) else [value]:
            yield content(self.inline(one, schema))

    def inline(self, value: Any, schema: Mapping[str, Any]) -> Inline:
        """One simple value: a link for a reference, a label for a word, else its text."""
        if isinstance(value, bool):
            return Text("yes" if value else "no")
        if isinstance(value, dict):
            if set(value) == {"after", "by"}:
                return date_text(value)
            return Text(", ".join(f"{key} {inner}" for key, inner in value.items()))
        if isinstance(value, (int, float)):
            return Text(f"{value:,}" if isinstance(value, int) else str(value))
        text = str(value)
        if "x-refers" in schema:
            return link_to(self._kb, text)
        if "x-word" in schema:
            return Text(word_label(self._kb, schema["x-word"], text))
        if text.startswith("https://"):
            return web(text)
        if schema.get("format") == "date" or _is_day(text):
            return date_text(text)
        return Text(text.replace("-", " ") if "enum" in schema else text)

    def _mapping_rows(self, value: Mapping[str, Any], schema: Mapping[str, Any], base: str) -> Iterator[Fact]:
        properties = dict(self._properties(schema, base))
        others = schema.get("additionalProperties")
        for key, inner in value.items():
            found, inner_base = properties.get(key) or self._resolved(
                others if isinstance(others, dict) else {}, base
            )
            label = schema_title(found if key in properties else None, key)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                items, items_base = self._resolved(found.get("items", {}), inner_base)
                yield Fact(label, tuple(self._entry(one, items, items_base) for one in inner))
            elif isinstance(inner, dict) and set(inner) != {"after", "by"}:
                yield Fact(label, (self._entry(inner, found, inner_base),))
            else:
                yield Fact(label, tuple(self.values(inner, found)))

    def _entry(self, value: Mapping[str, Any], schema: Mapping[str, Any], base: str) -> Content:
        """A small mapping on one line, its parts joined."""
        properties = dict(self._properties(schema, base))
        parts: list[Inline] = []
        for key, inner in value.items():
            found, _ = properties.get(key, ({}, base))
            for one in inner if isinstance(inner, list) else [inner]:
                if parts:
                    parts.append(Text(" · "))
                if key in ("basis", "standing", "question", "note"):
                    parts.append(Text(f"{key}: "))
                parts.append(self.inline(one, found))
        return tuple(parts)

    def _is_nested(self, value: Any) -> bool:
        if isinstance(value, dict):
            return set(value) != {"after", "by"}
        return isinstance(value, list) and bool(value) and isinstance(value[0], dict)

    def _resolved(self, schema: Mapping[str, Any], base: str) -> tuple[Mapping[str, Any], str]:
        if "$ref" not in schema:
            return schema, base
        file = schema["$ref"].partition("#")[0] or base
        target = resolve({"$ref": schema["$ref"]}, self._kb.kinds.schemas, base)
        return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}, file

    def _properties(
        self, schema: Mapping[str, Any], base: str
    ) -> Iterator[tuple[str, tuple[Mapping[str, Any], str]]]:
        schema, base = self._resolved(schema, base)
        for part in schema.get("allOf", ()):
            if "if" not in part:
                yield from self._properties(part, base)
        for key, inner in schema.get("properties", {}).items():
            yield key, self._resolved(inner, base)


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()
