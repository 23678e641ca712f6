"""Classifications as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from control_atlas.ask.classify import Before, Choice, Classification
from control_atlas.ask.conditions import WORDS, Answer, Outcome
from control_atlas.ask.evaluate import Finding
from control_atlas.ask.letters import ELSEWHERE, Letter
from control_atlas.ask.letters import told as letter_told
from control_atlas.ask.told import NO_DETERMINATION, NOT_ADVICE, outcome_json, standing_text
from control_atlas.days import spoken
from control_atlas.link.knowledge import KnowledgeBase


def classification_json(answer: Classification) -> dict[str, Any]:
    """A classification as plain data, the letters inside the answer itself."""
    return {
        "product": answer.product,
        "on": answer.on,
        "quantities": {
            name: {"value": str(quantity), "working": quantity.working, "missing": sorted(quantity.missing)}
            for name, quantity in answer.quantities.items()
        },
        "party_specific": [_letter_json(letter) for letter in answer.letters],
        "party_specific_not_naming_it": [_letter_json(letter) for letter in answer.other_letters],
        "entries": [
            _entry_json(found, answer.before.get(found.name))
            for found in answer.entries
            if found not in answer.not_asked
        ],
        "changed": [found.name for found in answer.changed],
        "choices": [_choice_json(choice) for choice in answer.choices],
        "not_evaluated": [found.name for found in answer.not_asked],
        "caveat": NO_DETERMINATION,
        "not_legal_advice": NOT_ADVICE,
    }


def _entry_json(found: Finding, before: Before | None) -> dict[str, Any]:
    previous = None
    if before is not None:
        previous = {
            "wording_from": before.since,
            "last_day": before.last_day,
            "by": before.by,
            "answer": WORDS[before.answer],
            "limits_changed": before.limits_changed,
        }
    return {
        "item": found.name,
        "regime": found.control.data["jurisdiction"],
        "list": found.control.data.get("list"),
        "code": found.control.data.get("code"),
        "pinpoint": found.version["pinpoint"],
        "wording_from": found.version["from"],
        "by": found.version["by"],
        "standing": found.span.standing,
        "read": found.span.read,
        "reconstructed": found.span.read == "excerpt",
        "previous": previous,
        **outcome_json(found.outcome),
    }


def _letter_json(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.control.id,
        "title": letter.control.title,
        "status": letter.status.word,
        "standing": letter.status.standing,
        "unconfirmed_since": letter.status.since,
        "addressees": list(letter.addressees),
        "publication": letter.publication,
        "covers": list(letter.object),
        "bears": letter.bears,
        "missing": sorted(letter.missing),
        "lifted_from": letter.lifted,
        "limits": {key: outcome_json(one) for key, one in (letter.outcomes or {}).items()},
    }


def _choice_json(choice: Choice) -> dict[str, Any]:
    return {
        "question": choice.name,
        "values": list(choice.values),
        "matters": {
            name: {value: WORDS[one] for value, one in answers.items()}
            for name, answers in choice.matters.items()
        },
    }


def classification_text(kb: KnowledgeBase, answer: Classification, working: bool = False) -> str:
    """A classification for a terminal: figures, letters, entries met by regime with the working, the others
    in short; ``working`` writes out every test of those, too."""
    title = (
        "Figures given" if answer.product is None else f"{kb.get(answer.product).title} [{answer.product}]"
    )
    lines = [f"{title}, as of {spoken(answer.on)}"]
    lines += [f"  {quantity.working}" for quantity in answer.quantities.values()]
    for choice in answer.choices:
        lines += [f"  {line}" for line in choice_lines(choice)]
    lines += letter_lines(kb, answer)
    lines.append(
        f"List entries met: {', '.join(entry.name for entry in answer.met) or 'none of those recorded'}"
    )
    lines += _grouped(kb, answer, answer.met, full=True)
    lines.append(f"List entries that cannot be told: {len(answer.open) or 'none'}")
    lines += _grouped(kb, answer, answer.open, full=working)
    decided = tuple(one for one in answer.not_met if one.outcome.touched)
    lines.append(f"List entries evaluated and not met: {len(decided) or 'none'}")
    lines += _grouped(kb, answer, decided, full=working)
    if answer.not_asked:
        count = len(answer.not_asked)
        lines.append(
            f"{count} further items with limits were not evaluated: no fact they ask about is given."
        )
    return "\n".join([*lines, NO_DETERMINATION, NOT_ADVICE])


def _grouped(
    kb: KnowledgeBase, answer: Classification, found: tuple[Finding, ...], full: bool
) -> Iterator[str]:
    for regime, entries in by_regime(found).items():
        yield f"  {kb.get(regime).title}"
        for entry in entries:
            before = answer.before.get(entry.name)
            if full:
                yield from (f"    {line}" for line in entry_lines(kb, entry, before))
            else:
                yield f"    {short_line(entry, before)}"


def short_line(entry: Finding, before: Before | None) -> str:
    """An entry in one line: what is missing or which tests failed, and the wording before where it differs."""
    if entry.outcome.answer is None:
        text = f"{entry.name}: cannot tell without {', '.join(sorted(entry.outcome.missing))}"
    else:
        failed = [
            leaf.text for leaf in entry.outcome.leaves() if leaf.answer is False and leaf.used is not None
        ]
        text = f"{entry.name}: {'; '.join(dict.fromkeys(failed)) or entry.outcome.text}"
    if entry.span.read == "excerpt":
        text += " (wording reconstructed from excerpts)"
    if before is not None and before.answer != entry.outcome.answer:
        text += f" ({_word(before.answer)} under the wording to {before.last_day})"
    return text


def by_regime(found: tuple[Finding, ...]) -> Mapping[str, list[Finding]]:
    """Entries by jurisdiction, in the order they come."""
    groups: dict[str, list[Finding]] = {}
    for entry in found:
        groups.setdefault(str(entry.control.data["jurisdiction"]), []).append(entry)
    return groups


def letter_lines(kb: KnowledgeBase, answer: Classification) -> Iterator[str]:
    """What is addressed to named parties that day: what bears on the item, then the rest in short."""
    yield f"Requirements addressed to named parties that bear on it: {len(answer.letters) or 'none recorded'}"
    for letter in answer.letters:
        yield f"  {letter_told(kb, letter)}"
        yield from (f"    {covers}" for covers in letter.object)
        for key, outcome in (letter.outcomes or {}).items() if letter.bears != ELSEWHERE else ():
            yield f"    {key}:"
            yield from (f"      {line}" for line in working_lines(outcome))
    if answer.other_letters:
        names = ", ".join(letter.control.id for letter in answer.other_letters)
        yield f"  Others in force that day (it is not named, and not told to reach their limits): {names}"


def entry_lines(kb: KnowledgeBase, entry: Finding, before: Before | None) -> Iterator[str]:
    """One entry: paragraph, wording, instrument, standing, the working, and the wording before."""
    wording = f"wording of {spoken(entry.version['from'])} by {kb.name_of(str(entry.version['by']).partition('#')[0])}"
    yield f"{entry.version['pinpoint']} [{entry.name}], {wording}: {standing_text(entry.span)}"
    yield from (f"  {line}" for line in working_lines(entry.outcome))
    if before is not None:
        changed = "other limits" if before.limits_changed else "the same limits"
        yield (
            f"  before: wording of {spoken(before.since)}, {changed}, to {spoken(before.last_day)}: "
            f"{_word(before.answer)}"
        )


def choice_lines(choice: Choice) -> Iterator[str]:
    """An open choice and whether it matters."""
    values = " or ".join(choice.values)
    if not choice.matters:
        yield f"Open: {choice.name}, {values}. It changes no answer here."
        return
    yield f"Open: {choice.name}, {values}. These answers turn on it:"
    for name, answers in choice.matters.items():
        yield f"  {name}: {'; '.join(f'{value}: {_word(one)}' for value, one in answers.items())}"


def working_lines(outcome: Outcome, depth: int = 0) -> Iterator[str]:
    """An evaluated condition as indented lines; each single test with its pinpoint and where its value is from."""
    text = f"{'  ' * depth}{outcome.word}: {outcome.text}"
    if not outcome.parts:
        where = outcome.pinpoint or ""
        if outcome.used is not None:
            where += f"{'; ' if where else ''}{outcome.used.name} {outcome.used.origin}"
        text += f" [{where}]" if where else ""
    yield text
    for part in outcome.parts:
        yield from working_lines(part, depth + 1)


def _word(answer: Answer) -> str:
    return WORDS[answer].replace("-", " ")
