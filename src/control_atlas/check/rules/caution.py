"""Rules of legal caution: what our own words must not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, record_rule
from control_atlas.check.rules.language import PROSE, prose
from control_atlas.check.signs import Signs, words
from control_atlas.records import Record

DETERMINATION = re.compile(
    r"\bno licen[cs]e (?:is|was|will be) (?:needed|required|necessary)|\b(?:can|may) be (?:freely )?exported"
    r" without a licen[cs]e|\bis not (?:controlled|restricted) (?:anywhere|at all)|\b(?:is|are) freely exportable"
    r"|\bis not (?:on|in) the entity list",
    re.IGNORECASE,
)
DETERMINATION_SIGNS = Signs(
    words(
        *("no licence ", "no license ", "exported without a licen", "freely exportable", "not controlled "),
        *("not restricted ", "the entity list"),
    )
)
ADDRESS = re.compile(r"https?://|\bwww\.[a-z]|\b[\w.]+@[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)
# Fields for addresses hold one from their first letter on; what is left over stands in prose.
ADDRESS_SIGNS = Signs(
    r"(?i:[^\x00]https?://|[^/]www\.[a-z]|@[0-9a-z_\x80-\xff-]+\.[a-z])"
    rf"|(?:{'|'.join(sorted(PROSE))})u[\x00-\xff]{{2}}\x00\x00(?i:http)"
)
CLAIM = re.compile(
    r"\b(?:sa(?:ys|id|ying)|alleg|claim|accus|report|stat(?:e|es|ed|ing)\b|according|assert|conten|describ|"
    r"attribut|charg|wrote|writes|told|tells|names?|named|holds|held|finds?|found|announc|estimat|argu|"
    r"complain|call|put|identif|disclos|publish|warn|confirm|suspect|believ|believes|maintain|point|denie|deny|"
    r"cit|repeat|trac|link|count|give|gave|ask|add|note|speak|spoke|list|mention|quot|conclud|explain|suggest|"
    r"observ|testif|plead|admit|acknowledg|declar|see|saw|detect|set|refer|recall|characteris|blam|inquir|investigat)",
    re.IGNORECASE,
)
OPEN = frozenset({"allegation", "company-finding", "investigation", "charge"})


@record_rule(
    "no-determination",
    topic="caution",
    example="`note: No licence is needed for this destination.`",
    fix="Say which requirement the text sets or lifts, and for whom.",
)
def no_determination(record: Record, context: Context) -> Iterator[Fault]:
    """Our words never say that no licence is needed or that a party is not listed. Records hold part of the
    law; a determination needs all of it, and the facts."""
    for path, text in prose(record, context, DETERMINATION_SIGNS):
        found = DETERMINATION.search(text)
        if found:
            message = f"{found.group()!r} reads as a determination."
            yield Fault(path, text, message, "Say which requirement the text sets or lifts, and for whom.")


@record_rule(
    "no-address-in-prose",
    topic="content",
    example="`note: See https://example.org`",
    fix="Name a source record; its address is linked from there.",
)
def no_address_in_prose(record: Record, context: Context) -> Iterator[Fault]:
    """Prose names no web or mail address. Addresses stand in source records, where they are checked and can
    be replaced."""
    for path, text in prose(record, context, ADDRESS_SIGNS):
        found = ADDRESS.search(text)
        if found:
            yield Fault(
                path, text, f"The prose holds the address {found.group()!r}.", "Name a source record."
            )


@record_rule(
    "claim-worded-as-claim",
    topic="caution",
    example="`claims: [{by: anthropic, says: The accounts were fraudulent.}]`",
    fix="Begin with who says so: `Says that ...`, `Alleges ...`.",
    kinds=("incidents",),
)
def claim_worded_as_claim(record: Record, context: Context) -> Iterator[Fault]:
    """A claim that no court has settled is worded as one, and so is the summary of its incident. The
    sentence travels without its heading."""
    if record.data.get("standing") not in OPEN:
        return
    for position, claim in enumerate(record.data.get("claims", ())):
        if not CLAIM.search(claim["says"]):
            yield Fault(("claims", position, "says"), claim["says"], "The claim is worded as a fact.",
                        "Begin with who says so: `Says that ...`.")  # fmt: skip
    if not CLAIM.search(record.data["summary"]):
        yield Fault(("summary",), record.data["summary"], "The summary words an open claim as a fact.",
                    "Say who alleges it.")  # fmt: skip


@record_rule(
    "person-with-standing",
    topic="caution",
    example="a charged person without a source, or convicted by a press report alone",
    fix="Name the court record; without it, write `charged`, or leave the person out.",
    fields=("charged_persons",),
)
def person_with_standing(record: Record, context: Context) -> Iterator[Fault]:
    """A natural person is named with role, court and source, and as convicted only from an official text. A
    report of a conviction is not one."""
    for position, person in enumerate(record.data.get("charged_persons", ())):
        named = person.get("sources") or record.data.get("sources", ())
        ranks = {found.data.get("rank") for name in named if (found := context.find(name)) is not None}
        official = not ranks or bool(ranks & {"official", "copy"})
        if person["standing"] == "convicted" and not official:
            message = f"{person['name']} is shown as convicted without an official text."
            fix = "Name the court record, or write `charged`."
            yield Fault(("charged_persons", position, "standing"), "convicted", message, fix)
