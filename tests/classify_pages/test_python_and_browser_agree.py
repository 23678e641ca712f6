"""The evaluator of the pages answers what Python answers: on every vector, and on random questions."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page
from random_facts import Question, Questions

from control_atlas.ask.classify import SHOWN, classify
from control_atlas.ask.evaluate import item_outcome
from control_atlas.ask.facts import product_facts, read_facts
from control_atlas.ask.units import alike
from control_atlas.link.knowledge import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
RANDOM = 10_000
ASK = """questions => questions.map(([id, section, key, facts, day]) => {
  const outcome = atlas.item(id, section, key, facts, day);
  return [outcome.word, outcome.missing.slice().sort()];
})"""


def told_by_python(kb: KnowledgeBase, question: Question) -> list[Any]:
    identity, section, key, facts, day = question
    outcome = item_outcome(kb, kb.records[identity], section, key, facts, day)
    return [outcome.word, sorted(outcome.missing)]


def vectors() -> list[dict[str, Any]]:
    return [
        vector
        for file in sorted((ROOT / "tests/vectors").glob("*.yaml"))
        for vector in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def plain(value: Any) -> Any:
    """Facts of a vector without the units, which are those of the parameters."""
    if isinstance(value, dict):
        return value["value"] if set(value) == {"value", "unit"} else {k: plain(v) for k, v in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def asked_vectors(evaluator: Page) -> list[tuple[dict[str, Any], list[Any]]]:
    """Every vector with what the browser answers to it."""
    found = vectors()
    questions = [
        [one["record"], one.get("section", "items"), one["item"], plain(one["facts"]), one["day"]]
        for one in found
    ]
    return list(zip(found, evaluator.evaluate(ASK, questions), strict=True))


def test_the_browser_answers_every_vector(asked_vectors: list[tuple[dict[str, Any], list[Any]]]) -> None:
    assert len(asked_vectors) >= 120
    wrong = [
        (vector["name"], vector["expected"], answer)
        for vector, (answer, missing) in asked_vectors
        if answer != vector["expected"] or ("missing" in vector and missing != sorted(vector["missing"]))
    ]
    assert wrong == []


def test_python_and_browser_agree_on_random_questions(
    kb: KnowledgeBase, whole_book: dict[str, Any], evaluator: Page
) -> None:
    questions = list(islice(Questions(whole_book, seed=20261122), RANDOM))
    in_browser = evaluator.evaluate(ASK, questions)
    in_python = [told_by_python(kb, question) for question in questions]
    wrong = [
        (question, python, browser)
        for question, python, browser in zip(questions, in_python, in_browser, strict=True)
        if python != browser
    ]
    assert wrong[:3] == []
    # The questions are worth asking: each answer comes up often.
    words = [word for word, _ in in_python]
    assert min(words.count(word) for word in ("met", "not-met", "cannot-tell")) > RANDOM // 20


def test_the_working_reads_alike(kb: KnowledgeBase, whole_book: dict[str, Any], evaluator: Page) -> None:
    """The sentences of the whole tree, for a sample."""
    questions = list(islice(Questions(whole_book, seed=7), 400))
    in_browser = evaluator.evaluate(
        """questions => questions.map(([id, section, key, facts, day]) => {
          const told = (outcome) => [outcome.word, outcome.text, outcome.pinpoint, outcome.parts.map(told)];
          return told(atlas.item(id, section, key, facts, day));
        })""",
        questions,
    )

    def told(outcome: Any) -> list[Any]:
        return [outcome.word, outcome.text, outcome.pinpoint, [told(part) for part in outcome.parts]]

    for question, browser in zip(questions, in_browser, strict=True):
        identity, section, key, facts, day = question
        python = told(item_outcome(kb, kb.records[identity], section, key, facts, day))
        assert browser == python, question


DAYS = ("2022-11-01", "2023-11-17", "2025-02-01", "2026-07-23")
CLASSIFY = """questions => questions.map(([product, day]) => {
  const facts = BOOK.products.find((one) => one.id === product).facts;
  const answer = new AtlasClassifier(BOOK).classify(facts, day, product);
  const classifier = new AtlasClassifier(BOOK), touched = [...answer.met, ...answer.open, ...answer.notMet];
  const before = touched.map((one) => [one.id + "#" + one.key, classifier.before(one, facts, day)]);
  const names = (found) => found.map((one) => one.id + "#" + one.key).sort();
  return {
    met: names(answer.met), open: names(answer.open), not_met: names(answer.notMet),
    letters: answer.letters.map((one) => [one.id, one.word, one.standing, one.bears, one.missing.sort(), one.lifted]),
    others: answer.otherLetters.map((one) => one.id),
    choices: answer.choices.map((one) => [one.name, one.values, names(one.matters.map((turn) => turn.found))]),
    before: before.filter((one) => one[1])
      .map(([name, was]) => [name, was.version[0], was.lastDay, was.outcome.answer]).sort(),
    figures: answer.quantities.map((one) => one.working),
  };
})"""


def test_every_product_is_classified_alike_on_the_days_that_count(kb: KnowledgeBase, evaluator: Page) -> None:
    """Entries met, open and not met, and the letters beside them."""
    products = [product.id for product in kb.of_kind("products")]
    questions = [(product, day) for day in DAYS for product in products]
    in_browser = evaluator.evaluate(CLASSIFY, questions)
    for (product, day), browser in zip(questions, in_browser, strict=True):
        record = kb.get(product)
        answer = classify(kb, product_facts(kb, record), day, record)
        python = {
            "met": sorted(found.name for found in answer.met),
            "open": sorted(found.name for found in answer.open),
            "not_met": sorted(found.name for found in answer.not_met),
            "letters": [
                [
                    one.control.id,
                    one.status.word,
                    one.status.standing,
                    one.bears,
                    sorted(one.missing),
                    one.lifted,
                ]
                for one in answer.letters
            ],
            "others": [one.control.id for one in answer.other_letters],
            "choices": [[one.name, list(one.values), sorted(one.matters)] for one in answer.choices],
            "before": sorted(
                [name, was.since, was.last_day, was.answer] for name, was in answer.before.items()
            ),
            "figures": [answer.quantities[name].working for name in SHOWN],
        }
        assert browser == python, (product, day)


def test_units_convert_alike(kb: KnowledgeBase, whole_book: dict[str, Any], evaluator: Page) -> None:
    """Every unit that a parameter can be given in, by its word and by its symbol."""
    units = kb.vocabularies["units"]
    asked = [
        (name, f"3.7 {written}")
        for name, word in whole_book["parameters"].items()
        for unit in alike(units, word["unit"])
        for written in dict.fromkeys((unit, units[unit].get("symbol", unit)))
    ]
    assert any("TB/s" in text for _, text in asked)
    in_browser = evaluator.evaluate(
        """asked => asked.map(([name, text]) => {
          const value = new AtlasClassifier(BOOK).figure(name, text);
          return value.n + "/" + value.d;
        })""",
        asked,
    )
    for (name, text), browser in zip(asked, in_browser, strict=True):
        assert Fraction(browser) == read_facts(kb, {name: text})[name], (name, text)
