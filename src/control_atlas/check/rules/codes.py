"""Rules on codes and citations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, record_rule
from control_atlas.cite import problems
from control_atlas.cite.codes import cn_control_code, country, eccn
from control_atlas.records import Record

# What a list's `code_pattern` in the vocabulary stands for.
PATTERNS: Mapping[str, Callable[[str], str | None]] = {"eccn": eccn, "cn-control": cn_control_code}
DIGITS: Mapping[str, tuple[int, ...]] = {
    "hs": (4, 6),
    "cn-tariff": (8, 10),
    "us-htsus": (8, 10),
    "eu-cn": (8,),
    "eu-taric": (10,),
    "jp-tariff": (9,),
}


@record_rule(
    "citation-well-formed",
    topic="codes",
    example="volume 87 of the Federal Register with a publication date in 2023",
    fix="Correct the field named.",
    fields=("citation",),
)
def citation_well_formed(record: Record, context: Context) -> Iterator[Fault]:
    """The fields of a citation agree with each other, and what is written from them reads back as the same
    fields. Readers paste what we write."""
    fields = record.data.get("citation")
    if isinstance(fields, Mapping):
        for field, message, fix in problems(fields):
            yield Fault(("citation", field), str(fields.get(field, "")), message, fix)


@record_rule(
    "code-well-formed",
    topic="codes",
    example="`code: 3A09` in the Commerce Control List",
    fix="Write the code as the list prints it.",
    fields=("list",),
)
def code_well_formed(record: Record, context: Context) -> Iterator[Fault]:
    """A code has the form of the list it belongs to. One wrong character is another entry."""
    words = context.vocabularies.get("lists", {})
    check = PATTERNS.get(str(words.get(str(record.data.get("list")), {}).get("code_pattern")))
    if check is None or record.kind == "commodity-codes":
        return
    code = record.data.get("code")
    message = check(code) if isinstance(code, str) else None
    if message:
        yield Fault(("code",), str(code), message, "Write the code as the list prints it.")
    for key, versions in record.data.get("items", {}).items():
        for number, version in enumerate(versions):
            inner = version.get("control_code")
            message = check(inner) if isinstance(inner, str) else None
            if message:
                path = ("items", key, number, "control_code")
                yield Fault(path, inner, message, "Write the code as the list prints it.")


@record_rule(
    "commodity-code-digits",
    topic="codes",
    example='`code: "280530191"` in China\'s tariff',
    fix="Write all digits of the code, without dots; record a misprint under misprints.",
    kinds=("commodity-codes",),
)
def commodity_code_digits(record: Record, context: Context) -> Iterator[Fault]:
    """A customs number has as many digits as its tariff system gives it, and lies under its parent."""
    code, system = record.data["code"], record.data["system"]
    lengths = DIGITS[system]
    if len(code) not in lengths:
        wanted = " or ".join(map(str, lengths))
        yield Fault(
            ("code",), code, f"{code} has {len(code)} digits; {system} codes have {wanted}.", "Correct it."
        )
    parent = context.find(record.data.get("parent", ""))
    if parent is not None and not code.startswith(parent.data.get("code", "")):
        message = f"{code} does not lie under {parent.data['code']}."
        yield Fault(("parent",), parent.id, message, "Name the code whose digits it begins with.")


@record_rule(
    "country-code-known",
    topic="codes",
    example="`iso2: UK`",
    fix="Use the ISO 3166-1 alpha-2 code.",
    kinds=("places",),
)
def country_code_known(record: Record, context: Context) -> Iterator[Fault]:
    """A country's two-letter code is assigned in ISO 3166-1."""
    code = record.data.get("iso2")
    message = country(code) if isinstance(code, str) else None
    if message:
        yield Fault(("iso2",), str(code), message, "Use the ISO 3166-1 alpha-2 code.")
