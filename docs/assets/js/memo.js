/* A classification as a memo for the file: plain text with citations, the day and the address. */
(function () {
  "use strict";
  const T = window.AtlasTool, book = T.book;

  function text(number) { return number < 0 ? "" : book.texts[number]; }

  function* working(outcome, depth) {
    const pinpoint = outcome.pinpoint && !outcome.parts.length ? " [" + outcome.pinpoint + "]" : "";
    yield "  ".repeat(depth) + T.words[outcome.word] + ": " + outcome.text + pinpoint;
    for (const part of outcome.parts) yield* working(part, depth + 1);
  }

  function* entry(found) {
    const version = found.version;
    yield "- " + T.regime(found.control.jurisdiction) + " " + T.code(found.id, found.key) + ", " +
      found.control.title;
    yield "  " + (text(version[1]) || "no pinpoint") + "; wording of " + T.spoken(version[0]) + " by " +
      text(version[2]);
    yield "  " + standing(found.span);
    yield* working(found.outcome, 1);
  }

  function standing(span) {
    const enforced = span.word === "not enforced" ? "codified, not enforced; " : "";
    return "Standing: " + enforced + span.standing;
  }

  function* letter(found) {
    yield "- " + found.letter.title + ": " + T.letter(found);
    for (const covers of found.covers) yield "  " + text(covers);
  }

  /* `asked` is what the form read, `answer` the classification, `rules` the destination rules of met entries. */
  function* lines(asked, answer, rules, address) {
    yield "CLASSIFICATION WORKSHEET, as of " + asked.day;
    yield "Item: " + (asked.product ? asked.product.vendor + ", " + asked.product.title : "figures given") +
      (asked.product && asked.changed.length ? ", with figures changed from the record" : "");
    if (asked.facts.destination) yield "Destination: " + book.places[asked.facts.destination].title;
    yield "Made with Control Atlas, records of " + book.on + ": " + address;
    yield "";
    yield "Computed figures";
    for (const quantity of answer.quantities) yield "- " + quantity.working;
    for (const found of answer.choices) yield "- left open: " + T.choice(found);
    for (const one of asked.changed) yield "- changed from the record: " +
      T.label(one[0] === "rates" ? "throughput" : one[0]) + " = " + (one[1] || "left out");
    for (const one of asked.origins) yield "- " + T.label(one[0]) + ": " + one[1];
    yield "";
    yield "Requirements addressed to named parties (" + (answer.letters.length || "none recorded") + ")";
    for (const found of answer.letters) yield* letter(found);
    yield answer.otherLetters.length + " further letters in force on the day do not name it: " +
      answer.otherLetters.map((found) => found.letter.title).join("; ");
    yield "";
    yield "List entries met (" + (answer.met.length || "none of those recorded") + ")";
    for (const found of answer.met) yield* entry(found);
    yield "";
    if (rules.length) {
      yield "Rules of destination of the entries met";
      for (const rule of rules.filter((one) => one.bears)) {
        for (const side of rule.sides) {
          yield "- " + T.code(rule.id) + ", " + rule.row[1] + " (" + side.side + "), " + text(side.version[1]) +
            ": " +
            T.words[side.outcome.word] + ". " + text(side.version[5]);
        }
      }
      yield "";
    }
    yield "List entries that cannot be told (" + answer.open.length + ")";
    for (const found of answer.open) {
      yield "- " + T.regime(found.control.jurisdiction) + " " + T.code(found.id, found.key) + ": without " +
        found.outcome.missing.map(T.label).sort().join(", ");
    }
    yield "";
    yield "List entries asked and not met (" + answer.notMet.length + "): " +
      answer.notMet.map((found) => T.regime(found.control.jurisdiction) + " " +
        T.code(found.id, found.key)).join("; ");
    yield answer.notAsked.length + " further items with limits were not asked: no fact they ask about is given.";
    yield "";
    yield book.determination;
    yield book.advice;
  }

  window.AtlasMemo = {
    write: (asked, answer, rules, address) => Array.from(lines(asked, answer, rules, address)).join("\n") + "\n",
  };
})();
