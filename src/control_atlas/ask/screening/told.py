"""Screens as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from control_atlas.ask.classification_told import choice_lines, working_lines
from control_atlas.ask.conditions import WORDS, Answer, Outcome
from control_atlas.ask.letters import told as letter_told
from control_atlas.ask.screening.exceptions import Exemption
from control_atlas.ask.screening.lines import Line
from control_atlas.ask.screening.plain import screen_json
from control_atlas.ask.screening.policies import Review
from control_atlas.ask.screening.reach import SHIPS, attached, regimes
from control_atlas.ask.screening.requirements import Requirement
from control_atlas.ask.screening.screen import Screen
from control_atlas.ask.screening.transaction import Transaction
from control_atlas.ask.screening.transitions import Transition
from control_atlas.ask.told import NOT_ADVICE, standing_text
from control_atlas.days import spoken
from control_atlas.link.knowledge import KnowledgeBase

__all__ = ["screen_json", "screen_text"]


def screen_text(kb: KnowledgeBase, answer: Screen) -> str:
    """A screen for a terminal: outcome, requirements with reasons and working, what is asked, what was left."""
    lines = [*_heading(kb, answer.transaction), f"Outcome: {answer.summary}"]
    for gate in answer.gates:
        lines.append(f"  before anything else: {gate.text} {gate.fix}")
    for choice in answer.choices:
        lines += choice_lines(choice)
    lines += _reach(kb, answer)
    lines.append(f"Requirements found: {len(answer.heads) or 'none among the checks made'}")
    for one in answer.found:
        told = _requirement(kb, answer, one) if one in answer.heads else _under(one)
        lines += [f"  {line}" for line in told]
    lines.append(f"Rules that stay open: {len(answer.open) or 'none'}")
    lines += [f"  {line}" for line in _open(answer.open)]
    lines += _beside(kb, answer)
    lines.append("Asked for, as it was not told:" if answer.asks else "Nothing further is asked for.")
    for name, by in answer.asks:
        more = f" and {len(by) - 3} more" if len(by) > 3 else ""
        lines.append(f"  {name} ({', '.join(by[:3])}{more})")
    lines.append("Not looked at:")
    lines += [f"  {text}" for text in answer.not_looked_at]
    return "\n".join([*lines, NOT_ADVICE])


def _heading(kb: KnowledgeBase, transaction: Transaction) -> Iterator[str]:
    item = transaction.product.title if transaction.product else ", ".join(sorted(transaction.stated))
    start, end = kb.get(transaction.origin).title, kb.get(transaction.destination).title
    yield f"{item or 'Figures given'}, from {start} to {end}"
    kind = transaction.kind.replace("-", " ")
    route = " (taken from the route, as no kind was named)" if transaction.route else ""
    yield f"  as of {spoken(transaction.on)}; {kind}{route}"
    for role, place in transaction.places.items():
        if role not in ("destination", "origin"):
            yield f"  {role.replace('-', ' ')}: {kb.get(place).title}"


def _reach(kb: KnowledgeBase, answer: Screen) -> Iterator[str]:
    yield "How regimes attach:"
    for regime in regimes(kb):
        if attached(answer.reach, regime) is False:
            continue
        word = "attaches" if attached(answer.reach, regime) else "cannot be told yet"
        yield f"  {kb.get(regime).title}: {word}"
        for way in answer.reach:
            if way.regime == regime and not (way.by == SHIPS and way.answer is False):
                missing = f" Without: {', '.join(sorted(way.missing))}." if way.missing else ""
                yield f"    by {way.by}: {way.text}{missing if way.by != 'who stands at the other end' else ''}"


def _requirement(kb: KnowledgeBase, answer: Screen, one: Requirement) -> Iterator[str]:
    reasons = f", reasons for control {', '.join(one.reasons)}" if one.reasons else ""
    yield f"{kb.get(one.regime).title}: {one.control.title} [{one.name}]{reasons}"
    yield f"  {_wording(one.item)}"
    yield from (f"    {line}" for line in working_lines(one.item.outcome))
    for rule in one.destinations:
        if rule.answer is not False or (rule.enforced is not None and rule.enforced.answer is not False):
            yield f"  destination rule {rule.key}, {_wording(rule)}"
            yield from (f"    {line}" for line in _told_sides(rule))
    if one.remark is not None:
        yield f"  {one.remark}"
    if one.answer != one.enforced:
        yield f"  codified: {_word(one.answer)}; enforced: {_word(one.enforced)}"
    if one.letter is not None:
        yield f"  {letter_told(kb, one.letter)}"
    for exemption in answer.exemptions:
        if exemption.requirement == one.name:
            yield from (f"  {line}" for line in _exemption(exemption))
    for review in answer.reviews:
        if review.requirement == one.name:
            yield f"  {_review(review)}"
    for clause in answer.transitions:
        if clause.requirement == one.name:
            yield f"  {_transition(clause)}"


def _transition(clause: Transition) -> str:
    days = f"on the way by {clause.en_route_by or 'the day of the clause'}"
    days += f", delivered by {clause.delivered_by}" if clause.delivered_by else ""
    fits = {
        True: "the day of shipment fits; the other conditions of the clause stay to be checked",
        False: "the day of shipment does not fit",
        None: "asked: were the goods already on their way? (--shipped-on)",
    }[clause.spares]
    return f"transition, {clause.pinpoint or clause.instrument} ({days}): {clause.what} {fits}"


def _told_sides(rule: Line) -> Iterator[str]:
    yield from working_lines(rule.outcome)
    if rule.differs:
        word = rule.span.enforced.word
        if rule.enforced_version is not None:
            version = rule.enforced_version
            yield f"enforced: the wording of {spoken(version['from'])}, {version['pinpoint']}: {version['covers']}"
            if rule.enforced is not None:
                yield from (f"  {line}" for line in working_lines(rule.enforced))
        else:
            yield f"enforced: {word}"
        yield from (f"because {reason.text}" for reason in rule.span.reasons)
    for reading in (rule.version or {}).get("readings", ()):
        yield f"arguable, held by {reading['held_by']}: {reading['says']}"


def _wording(line: Line) -> str:
    version = line.version or line.enforced_version
    if version is None:
        return f"{line.name}: {line.outcome.text}"
    return f"{version['pinpoint']} ({standing_text(line.span)}): {version['covers']}"


def _exemption(one: Exemption) -> Iterator[str]:
    name = one.record.title if one.record is not None else one.key
    identity = f" [{one.record.id}, {one.word}]" if one.record is not None else ""
    failed = "; ".join(f"{term.name}: {_facts_of(term.outcome)}" for term in one.failing)
    if one.shut:
        yield f"exception {name}{identity}: not open by the facts told: {failed or 'the entry prints that it is not'}"
        return
    some = f"of its terms fail {failed}; " if failed else ""
    yield f"exception {name}{identity}: could apply, {some}still to check:"
    yield from (f"  {text}" for text in one.to_check or ("the terms of the exception themselves",))


def _facts_of(outcome: Outcome) -> str:
    texts = [leaf.text for leaf in outcome.leaves() if leaf.used is not None]
    return ", ".join(dict.fromkeys(texts)) or outcome.text


def _review(one: Review) -> str:
    version = one.line.version or {}
    text = f"review policy {one.line.key}, {version.get('pinpoint', '')}: "
    if one.word is not None:
        return f"{text}{one.word.replace('-', ' ')} ({version.get('covers', '')})"
    otherwise = f", otherwise {one.otherwise.replace('-', ' ')}" if one.otherwise else ""
    missing = ", ".join(sorted(one.line.outcome.missing))
    return f"{text}{one.policy.replace('-', ' ')}{otherwise}; cannot be told without {missing}"


def _under(one: Requirement) -> Iterator[str]:
    """A paragraph under one that was told already, with the same rules."""
    yield f"also {one.name}, under the same rules: {_wording(one.item)}"
    yield from (f"    {line}" for line in working_lines(one.item.outcome))


def _open(rules: tuple[Requirement, ...]) -> Iterator[str]:
    """Open rules by record: their paragraphs, and what each record asks for."""
    groups: dict[tuple[str, bool], list[Requirement]] = {}
    for one in rules:
        groups.setdefault((one.control.id, one.addressed), []).append(one)
    for (identity, addressed), ones in groups.items():
        keys = ", ".join(one.item.key for one in ones)
        if not addressed:
            yield f"{identity} ({keys}): the text does not address this kind of transaction; it speaks of the item"
            continue
        missing = sorted(frozenset[str]().union(*(one.missing for one in ones)))
        more = f" and {len(missing) - 8} more" if len(missing) > 8 else ""
        yield f"{identity} ({keys}): cannot tell without {', '.join(missing[:8]) or 'more facts'}{more}"


def _beside(kb: KnowledgeBase, answer: Screen) -> Iterator[str]:
    letters = answer.classification.letters
    yield f"Requirements addressed to named parties that bear on it: {len(letters) or 'none recorded'}"
    yield from (f"  {letter_told(kb, letter)}" for letter in letters)
    if answer.restrictions:
        yield "Restrictions on United States licence exceptions that hold or are open (15 CFR 740.2):"
        for line, held in answer.restrictions:
            yield f"  {line.version['pinpoint'] if line.version else line.name}: {_word(held)}"
    yield from answer.silent
    if answer.conflicts:
        yield "Conflicts of laws to look at, since China is touched (pointed at, not decided):"
        for conflict in answer.conflicts:
            yield f"  {conflict.record.title} [{conflict.record.id}], {conflict.word}"
            yield from (f"    {pinpoint}: {covers}" for _, pinpoint, covers in conflict.paragraphs)


def _word(answer: Answer) -> str:
    return WORDS[answer].replace("-", " ")
