/* Classification of facts on a day: list entries by answer, and never without them the requirements addressed
   to named parties. The same question as Python's classify, asked of the exported book. */
(function () {
  "use strict";
  const SHOWN = ["total-processing-performance", "performance-density"];
  const NAMES = "names the item", REACHES = "limits reached", OPEN = "cannot tell", SILENT = "does not name the item";
  const ELSEWHERE = "limits reached, but addressed to others than its maker";
  const PRESENT = ["in force", "not enforced", "suspended", "unknown"];

  /* Each open choice among the facts, with the facts for every value it can take. */
  function alternatives(facts) {
    const X = window.AtlasExact, written = (value) => X.plain(X.exact(value));
    return Object.keys(facts).flatMap((name) => {
      const value = facts[name];
      if (name === "throughput") {
        return value.filter((row) => Array.isArray(row.bits)).map((row) => ({
          name: "bit length of " + row.format,
          values: row.bits.map(written),
          takes: row.bits.map((bits) => Object.assign({}, facts, {
            throughput: value.map((one) => (one === row ? Object.assign({}, row, { bits: bits }) : one)),
          })),
        }));
      }
      if (!Array.isArray(value) || name === "contents") return [];
      return [{ name: name, values: value.map(written), takes: value
        .map((one) => Object.assign({}, facts, { [name]: one })) }];
    });
  }

  class Classifier {
    constructor(book) {
      this.book = book;
      this.names = new Map();
      this.evaluator = new window.AtlasEvaluator.Evaluator(book);
    }

    /* `facts` as Python takes them; `product` the id of a product, or null. */
    classify(facts, day, product) {
      const entries = this.evaluator.findings(facts, day, (control, row) =>
        row[0] === "items" && control.type === "list-entry");
      const asked = entries.filter((found) => this.asks(found.version, facts, day));
      const touched = asked.filter((found) => found.outcome.touched);
      const letters = this.letters(facts, day, product);
      return {
        day: day,
        product: product,
        quantities: SHOWN.map((name) => this.evaluator.quantity(name, facts)),
        met: entries.filter((found) => found.outcome.answer === true),
        open: touched.filter((found) => found.outcome.answer === null),
        notMet: entries.filter((found) => found.outcome.answer === false),
        notAsked: entries.filter((found) => found.outcome.answer === null && !touched.includes(found)),
        choices: this.choices(asked, facts, day),
        letters: letters.filter((found) => found.bears !== SILENT),
        otherLetters: letters.filter((found) => found.bears === SILENT),
      };
    }

    /* What the law or the facts leave open: each choice with its values, and the entries that turn on it with
       their answer by value. */
    choices(asked, facts, day) {
      const found = [];
      alternatives(facts).forEach((choice) => {
        const answers = choice.takes.map((taken) => asked.map((one) =>
          this.evaluator.version(one.version, taken, day, [one.id + "#" + one.key]).answer));
        const turning = asked.map((one, index) => ({ found: one, answers: answers.map((row) => row[index]) }))
          .filter((one) => new Set(one.answers).size > 1);
        found.push({ name: choice.name, values: choice.values, matters: turning });
      });
      return found;
    }

    /* Whether a wording could ask for one of the facts given, itself or through a paragraph it refers to. */
    asks(version, facts, day) {
      return Object.keys(facts).some((name) => this.namesOf(version, day, []).has(name));
    }

    namesOf(version, day, seen) {
      let kept = this.names.get(version);
      if (!kept) this.names.set(version, kept = new Map());
      if (!kept.has(day)) {
        const found = new Set(), numbers = [version[3], ...version[4].map((exclusion) => exclusion[2])];
        numbers.filter((number) => number >= 0).forEach((number) => this.gather(this.book.conditions[number], day,
          seen, found));
        kept.set(day, found);
      }
      return kept.get(day);
    }

    gather(condition, day, seen, found) {
      ["all", "any"].forEach((form) => (condition[form] || []).forEach((one) => this.gather(one, day, seen, found)));
      if (condition.not) this.gather(condition.not, day, seen, found);
      if (condition.param) this.inputs(condition.param, found);
      ["fact", "judgement", "role", "choice"].forEach((form) => { if (condition[form]) found.add(condition[form]); });
      if (condition.contains) found.add("contents");
      if (condition.meets && !seen.includes(condition.meets)) {
        const held = this.evaluator.paragraph(condition.meets, day).version;
        if (held) this.namesOf(held, day, seen.concat(condition.meets)).forEach((name) => found.add(name));
      }
    }

    /* The names whose facts could give a quantity. */
    inputs(name, found) {
      const walk = (formula) => {
        if (typeof formula === "string") this.inputs(formula, found);
        else if (formula && formula.max_over) found.add(formula.max_over);
        else if (formula && typeof formula === "object") Object.values(formula).flat().forEach(walk);
      };
      found.add(name);
      walk((this.book.parameters[name] || {}).formula);
    }

    /* Every letter that is not ended on the day, with what it has to do with the item. */
    letters(facts, day, product) {
      return Object.keys(this.book.letters).sort().map((id) => {
        const letter = this.book.letters[id], span = window.AtlasEvaluator.at(letter.spans, day);
        const ended = letter.spans.find((one) => one[0] > day && one[1] === "ended");
        return Object.assign(this.bearing(id, facts, day, product), {
          id: id, letter: letter, word: span[1], standing: span[2], since: span[3], covers: span[4],
          lifted: ended ? ended[0] : null,
        });
      }).filter((found) => PRESENT.includes(found.word));
    }

    bearing(id, facts, day, product) {
      const letter = this.book.letters[id], control = this.book.controls[id];
      const made = this.book.products.find((one) => one.id === product);
      const others = Boolean(made) && !letter.addressees.some((one) => one[0] === made.maker);
      const outcomes = (control ? control.rows : [])
        .filter((row) => row[0] === "items" && row[2].some((version) => version[3] >= 0))
        .map((row) => this.evaluator.item(id, "items", row[1], facts, day));
      const open = outcomes.filter((outcome) => outcome.answer === null);
      if (made && letter.products.includes(product)) return { bears: NAMES, missing: [] };
      if (outcomes.some((outcome) => outcome.answer)) return { bears: others ? ELSEWHERE : REACHES, missing: [] };
      if (!others && open.some((outcome) => outcome.touched)) {
        return { bears: OPEN, missing: Array.from(new Set(open.flatMap((outcome) => outcome.missing))) };
      }
      return { bears: SILENT, missing: [] };
    }

    /* Rules of destination of a control, each answered for the codified wording and, where it differs, for the
       wording that is enforced. */
    destinations(id, facts, day) {
      const evaluator = this.evaluator, found = [];
      this.book.controls[id].rows.filter((row) => row[0] === "destinations").forEach((row) => {
        const span = evaluator.span(row, day);
        const ask = (version) => evaluator.version(row[2][version], facts, day, [id + "#" + row[1]]);
        const sides = [];
        if (span.codified === "in force" && span.version >= 0) {
          sides.push({ side: "codified", version: row[2][span.version], outcome: ask(span.version) });
        }
        if (span.enforced === "in force" && span.enforcedVersion >= 0 && span.enforcedVersion !== span.version) {
          const version = span.enforcedVersion;
          sides.push({ side: "enforced", version: row[2][version], outcome: ask(version) });
        }
        if (sides.length) found.push({ row: row, span: span, sides: sides });
      });
      return found;
    }

    /* Review policies whose own limits speak of the figures given, and that are met or open. */
    policies(facts, day) {
      return this.evaluator.findings(facts, day, (control, row) => control.type === "licence-policy" &&
        row[0] === "policies")
        .filter((found) => found.outcome.answer !== false && found.outcome.touched &&
          this.asks(found.version, facts, day) &&
          this.comparesFigures(found));
    }

    /* Whether a wording compares figures of the item itself, not only those of a paragraph it refers to. */
    comparesFigures(found) {
      const compares = (condition) => "param" in condition || Boolean(condition.not && compares(condition.not)) ||
        ["all", "any"].some((form) => (condition[form] || []).some(compares));
      return compares(this.book.conditions[found.version[3]]);
    }

    /* The last other wording of an item that was in force before the day, with its answer on its last day; null
       when there is none. */
    before(found, facts, day) {
      const spans = this.book.spans[found.row[3]], words = this.book.words;
      const current = window.AtlasEvaluator.at(spans, day);
      for (let place = spans.length - 1; place >= 0; place--) {
        const span = spans[place], other = span[2] >= 0 && span[2] !== found.span.version;
        if (span[0] < current[0] && other && words[span[1]] === "in force") {
          const last = new Date(Date.parse(spans[place + 1][0]) - 86400000).toISOString().slice(0, 10);
          const outcome = this.evaluator.item(found.id, found.section, found.key, facts, last);
          return { version: found.row[2][span[2]], outcome: outcome, lastDay: last };
        }
      }
      return null;
    }

    /* An exact number given as text, perhaps with a unit behind it, in the unit of its parameter. */
    figure(name, text) {
      const wanted = (this.book.parameters[name] || {}).unit;
      const parts = /^(\S+)(?:\s+(.+))?$/.exec(text.trim());
      if (!parts) throw new window.AtlasExact.NotANumber("nothing is written");
      const value = window.AtlasExact.exact(parts[1]);
      return parts[2] === undefined ? value : this.converted(value, parts[2], wanted);
    }

    converted(value, text, wanted) {
      const units = this.book.units, X = window.AtlasExact;
      const given = text in units ? text
        : Object.keys(units).find((word) => units[word].symbol === text || units[word].label === text);
      if (given === wanted) return value;
      const scale = (name) => {
        const unit = units[name] || {};
        return unit.base ? [unit.base, X.exact(unit.factor), X.exact(unit.offset || 0)] :
          [name, X.exact(1), X.exact(0)];
      };
      const from = scale(given), to = scale(wanted);
      if (given === undefined || from[0] !== to[0]) {
        const accepted = Object.keys(units).filter((word) => scale(word)[0] === to[0])
          .map((word) => units[word].symbol || word);
        throw new RangeError("“" + text + "” is no unit for it; accepted: " + accepted.join(", "));
      }
      const minus = X.steps.product(to[2], X.exact(-1));
      const raised = X.steps.sum(X.steps.sum(X.steps.product(value, from[1]), from[2]), minus);
      return X.steps.quotient(raised, to[1]);
    }
  }

  window.AtlasClassifier = Classifier;
})();
