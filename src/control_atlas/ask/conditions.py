"""Conditions with three answers: met, not met, or cannot tell without facts that are named.

Kleene's strong logic: an unknown part decides nothing unless the others decide it. Comparisons are exact.
A quantity with open alternatives meets a limit only when all of them do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import eq, ge, gt, le, lt
from typing import Any

from control_atlas.ask.quantities import Formulas, Quantity, exact, plain

Answer = bool | None
MET, NOT_MET, CANNOT_TELL = "met", "not-met", "cannot-tell"
STATED = "stated by whoever asks"
WORDS: Mapping[Answer, str] = {True: MET, False: NOT_MET, None: CANNOT_TELL}
LIMITS: Mapping[str, tuple[Callable[[Any, Any], bool], str]] = {
    "at_least": (ge, "≥"),
    "more_than": (gt, ">"),
    "at_most": (le, "≤"),
    "less_than": (lt, "<"),
    "equals": (eq, "="),
}


@dataclass(frozen=True, slots=True)
class Where:
    """The wording that a test stands in: ``record#key``, its first day, the instrument, and the pinpoint."""

    reference: str
    since: Any
    by: str | None
    pinpoint: str | None


@dataclass(frozen=True, slots=True)
class Used:
    """The value that a test compared: of which word, with its unit, and where it came from.

    A computed quantity comes from its inputs, each with its own origin.
    """

    name: str
    value: str
    unit: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a condition or a part of it.

    ``answer`` is True, False or None (cannot tell); ``missing`` names the facts that could settle it;
    ``text`` shows the test with the value used; ``parts`` are the answers of what it is made of; ``where``
    is the wording it stands in; ``used`` the value a single test compared, None where none is known.
    """

    answer: Answer
    text: str
    missing: frozenset[str] = frozenset()
    parts: tuple[Outcome, ...] = ()
    pinpoint: str | None = None
    where: Where | None = None
    used: Used | None = None

    @property
    def word(self) -> str:
        return WORDS[self.answer]

    @property
    def touched(self) -> bool:
        """Whether any test in it was answered from the facts given, or would be but for an open alternative."""
        if not self.parts:
            return self.answer is not None or self.used is not None
        return any(part.touched for part in self.parts)

    def leaves(self) -> Iterator[Outcome]:
        """The single tests it is made of, in written order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True)
class Asking:
    """What an evaluation needs: the day, formulas, membership of places, and other records' paragraphs.

    ``is_member(place, group, day, membership)`` answers True, False or None; ``paragraph(reference, day)``
    gives the version mapping that holds, or None with the reason why there is none. ``stated`` are paragraphs
    that whoever asks says the item meets; ``where`` is the wording being evaluated.
    """

    day: str
    formulas: Formulas
    is_member: Callable[[str, str, str, str], Answer]
    paragraph: Callable[[str, str], tuple[Mapping[str, Any] | None, str]]
    label: Callable[[str, str], str] = field(default=lambda vocabulary, word: word.replace("-", " "))
    stated: frozenset[str] = frozenset()
    where: Where | None = None


def version_outcome(
    version: Mapping[str, Any], facts: Mapping[str, Any], asking: Asking, seen: tuple[str, ...] = ()
) -> Outcome:
    """Whether ``facts`` meet a version: its condition, less its exclusions.

    A version without a condition cannot be evaluated: the answer is None and nothing is missing.
    """
    when = version.get("when")
    where = Where(seen[-1] if seen else "", version.get("from"), version.get("by"), version.get("pinpoint"))
    if when is None:
        return Outcome(None, "no evaluable condition is recorded", pinpoint=where.pinpoint, where=where)
    asking = replace(asking, where=where)
    parts = [evaluate(when, facts, asking, seen)]
    for exclusion in version.get("except", ()):
        inner = evaluate(exclusion["when"], facts, asking, seen)
        parts.append(_negate(inner, f"not taken out by {exclusion['note']}", exclusion.get("pinpoint")))
    if len(parts) == 1:
        return parts[0]
    return replace(_all(parts, "and", where.pinpoint), where=where)


def evaluate(
    condition: Mapping[str, Any], facts: Mapping[str, Any], asking: Asking, seen: tuple[str, ...] = ()
) -> Outcome:
    """Evaluate one condition; every form but the limits of a parameter stands alone in its mapping."""
    pinpoint = condition.get("pinpoint")
    parts: list[Outcome] = []
    if "all" in condition:
        parts.append(_all([evaluate(c, facts, asking, seen) for c in condition["all"]], "all of", pinpoint))
    if "any" in condition:
        parts.append(_any([evaluate(c, facts, asking, seen) for c in condition["any"]], "any of", pinpoint))
    if "not" in condition:
        parts.append(_negate(evaluate(condition["not"], facts, asking, seen), "not", pinpoint))
    if "param" in condition:
        parts.append(_compare(condition, facts, asking))
    for form in ("fact", "judgement"):
        if form in condition:
            parts.append(_yes_or_no(condition[form], form, facts, asking, pinpoint))
    if "role" in condition:
        parts.append(_membership(condition, facts, asking))
    if "choice" in condition:
        parts.append(_choice(condition, facts, asking))
    if "meets" in condition:
        parts.append(_meets(condition["meets"], facts, asking, seen, pinpoint))
    if "contains" in condition:
        parts.append(_contains(condition["contains"], facts, asking, seen, pinpoint))
    return parts[0] if len(parts) == 1 else _all(parts, "all of", pinpoint)


def _compare(condition: Mapping[str, Any], facts: Mapping[str, Any], asking: Asking) -> Outcome:
    name = condition["param"]
    quantity = asking.formulas.quantity(name, facts)
    label = asking.label("parameters", name)
    limits = [(LIMITS[word], exact(condition[word])) for word in LIMITS if word in condition]
    shown = " and ".join(f"{sign} {plain(bound)}" for (_, sign), bound in limits)
    if not quantity.known:
        return _leaf(None, f"{label} {shown}: not known", asking, condition.get("pinpoint"), quantity.missing)
    answers = {all(test(value, bound) for (test, _), bound in limits) for value in quantity.values}
    answer: Answer = answers.pop() if len(answers) == 1 else None
    text = f"{label} {shown}: {quantity.working}"
    missing = frozenset({f"{name} (which alternative)"}) if answer is None else frozenset[str]()
    unit = asking.formulas.parameters.get(name, {}).get("unit")
    used = Used(name, str(quantity), unit, _origin(name, quantity, facts))
    return _leaf(answer, text, asking, condition.get("pinpoint"), missing, used)


def _leaf(
    answer: Answer,
    text: str,
    asking: Asking,
    pinpoint: str | None,
    missing: frozenset[str] = frozenset(),
    used: Used | None = None,
) -> Outcome:
    """The answer of a single test, with the wording it stands in."""
    if pinpoint is None and asking.where is not None:
        pinpoint = asking.where.pinpoint
    return Outcome(answer, text, missing, (), pinpoint, asking.where, used)


def _origin(name: str, quantity: Quantity, facts: Mapping[str, Any]) -> str:
    origins: Mapping[str, str] = getattr(facts, "origins", {})
    if name in facts:
        return origins.get(name, "given")
    parts = [f"{part}: {origins.get(part, 'given')}" for part in sorted(quantity.inputs)]
    return f"computed from {'; '.join(parts)}"


def _plain_used(name: str, value: str, facts: Mapping[str, Any]) -> Used:
    origins: Mapping[str, str] = getattr(facts, "origins", {})
    return Used(name, value, None, origins.get(name, "given"))


def _yes_or_no(
    name: str, form: str, facts: Mapping[str, Any], asking: Asking, pinpoint: str | None
) -> Outcome:
    label = asking.label("facts", name)
    if form == "judgement":
        label += " (a judgement)"
    value = facts.get(name)
    if not isinstance(value, bool):
        return _leaf(None, f"{label}: not known", asking, pinpoint, frozenset({name}))
    shown = "yes" if value else "no"
    return _leaf(value, f"{label}: {shown}", asking, pinpoint, used=_plain_used(name, shown, facts))


def _membership(condition: Mapping[str, Any], facts: Mapping[str, Any], asking: Asking) -> Outcome:
    role, groups = condition["role"], condition["in"]
    named = ", ".join(asking.label("places", group) for group in groups)
    text = f"{role.replace('-', ' ')} in {named}"
    place = facts.get(role)
    pinpoint = condition.get("pinpoint")
    if not isinstance(place, str):
        return _leaf(None, f"{text}: not known", asking, pinpoint, frozenset({role}))
    used = _plain_used(role, place, facts)
    side = condition.get("membership", "legal")
    answers = {group: asking.is_member(place, group, asking.day, side) for group in groups}
    shown = f"{text}: {asking.label('places', place)}"
    within = [group for group, answer in answers.items() if answer]
    if within:
        shown += f" is in {', '.join(asking.label('places', group) for group in within)}"
        return _leaf(True, shown, asking, pinpoint, used=used)
    open_groups = [group for group, answer in answers.items() if answer is None]
    if open_groups:
        missing = frozenset(f"membership of {place} in {group}" for group in open_groups)
        return _leaf(None, f"{shown}: membership not known", asking, pinpoint, missing, used)
    return _leaf(False, f"{shown} is in none", asking, pinpoint, used=used)


def _choice(condition: Mapping[str, Any], facts: Mapping[str, Any], asking: Asking) -> Outcome:
    name, values = condition["choice"], condition["one_of"]
    text = f"{asking.label('choices', name)} is {' or '.join(values)}"
    value = facts.get(name)
    pinpoint = condition.get("pinpoint")
    if not isinstance(value, str):
        return _leaf(None, f"{text}: not known", asking, pinpoint, frozenset({name}))
    return _leaf(value in values, f"{text}: {value}", asking, pinpoint, used=_plain_used(name, value, facts))


def _meets(
    reference: str, facts: Mapping[str, Any], asking: Asking, seen: tuple[str, ...], pinpoint: str | None
) -> Outcome:
    if reference in seen:
        return _leaf(None, f"meets {reference}: refers back to itself", asking, pinpoint)
    if reference in asking.stated:
        used = Used(reference, "met", None, STATED)
        return _leaf(True, f"meets {reference}: {STATED}", asking, pinpoint, used=used)
    version, why = asking.paragraph(reference, asking.day)
    if version is None:
        answer = False if why in ("not yet made", "issued", "ended") else None
        return _leaf(answer, f"meets {reference}: {why} on {asking.day}", asking, pinpoint)
    inner = version_outcome(version, facts, asking, (*seen, reference))
    text = f"meets {reference} as of {asking.day}"
    pinpoint = version.get("pinpoint") or pinpoint
    return Outcome(inner.answer, text, inner.missing, (inner,), pinpoint, asking.where)


def _contains(
    condition: Mapping[str, Any],
    facts: Mapping[str, Any],
    asking: Asking,
    seen: tuple[str, ...],
    pinpoint: str | None,
) -> Outcome:
    contents: Sequence[Mapping[str, Any]] | None = facts.get("contents")
    if contents is None:
        return _leaf(None, "contains: contents not known", asking, pinpoint, frozenset({"contents"}))
    return _any([evaluate(condition, one, asking, seen) for one in contents], "contains", pinpoint)


def _all(parts: Sequence[Outcome], text: str, pinpoint: str | None) -> Outcome:
    answers = [part.answer for part in parts]
    answer: Answer = False if False in answers else (None if None in answers else True)
    return Outcome(answer, text, _missing(parts) if answer is None else frozenset(), tuple(parts), pinpoint)


def _any(parts: Sequence[Outcome], text: str, pinpoint: str | None) -> Outcome:
    answers = [part.answer for part in parts]
    answer: Answer = True if True in answers else (None if None in answers else False)
    return Outcome(answer, text, _missing(parts) if answer is None else frozenset(), tuple(parts), pinpoint)


def _negate(part: Outcome, text: str, pinpoint: str | None) -> Outcome:
    answer = None if part.answer is None else not part.answer
    return Outcome(answer, text, part.missing, (part,), pinpoint)


def _missing(parts: Iterable[Outcome]) -> frozenset[str]:
    return frozenset[str]().union(*(part.missing for part in parts if part.answer is None))
