/* Conditions with three answers, as Python evaluates them: true (met), false (not met), null (cannot tell
   without the facts that are named). Fed by the exported book of conditions; shares no code with the pages.
   Facts must not be changed once they were asked about: quantities are kept for each set of facts. */
(function () {
  "use strict";
  const X = window.AtlasExact;
  const LIMITS = [
    ["at_least", "≥", (order) => order >= 0],
    ["more_than", ">", (order) => order > 0],
    ["at_most", "≤", (order) => order <= 0],
    ["less_than", "<", (order) => order < 0],
    ["equals", "=", (order) => order === 0],
  ];
  const SIGNS = { product: " × ", sum: " + ", quotient: " ÷ " };
  const NONE = [];
  /* A paragraph that does not hold yet or any more is not met; of one with another word nothing is known. */
  const NOT_HOLDING = ["not yet made", "issued", "ended"];
  const WORDS = new Map([[true, "met"], [false, "not-met"], [null, "cannot-tell"]]);

  /* Missing though a value was given: which reading of it, or what the records cannot tell of a place. */
  const OPEN_THOUGH_GIVEN = / \(which alternative\)$|^membership of /;

  function spaced(word) { return word.replace(/-/g, " "); }
  function shown(values) { return values.map(X.plain).join(" or "); }
  function union(parts) {
    const found = new Set();
    parts.forEach((part) => part.missing.forEach((name) => found.add(name)));
    return Array.from(found);
  }

  class Outcome {
    constructor(answer, text, missing, parts, pinpoint) {
      this.answer = answer;
      this.write = text;
      this.missing = missing || NONE;
      this.parts = parts || NONE;
      this.pinpoint = pinpoint === undefined ? null : pinpoint;
    }
    /* Texts are written only when someone reads them. */
    get text() { return typeof this.write === "function" ? this.write() : this.write; }
    get word() { return WORDS.get(this.answer); }
    /* Whether any test in it was answered from the facts given, or would be but for an open alternative. */
    get touched() {
      if (this.parts.length) { return this.parts.some((part) => part.touched); }
      return this.answer !== null || this.missing.some((name) => OPEN_THOUGH_GIVEN.test(name));
    }
  }

  function open(parts) { return union(parts.filter((part) => part.answer === null)); }

  function allOf(parts, text, pinpoint) {
    const answers = parts.map((part) => part.answer);
    const answer = answers.includes(false) ? false : answers.includes(null) ? null : true;
    return new Outcome(answer, text, answer === null ? open(parts) : NONE, parts, pinpoint);
  }

  function anyOf(parts, text, pinpoint) {
    const answers = parts.map((part) => part.answer);
    const answer = answers.includes(true) ? true : answers.includes(null) ? null : false;
    return new Outcome(answer, text, answer === null ? open(parts) : NONE, parts, pinpoint);
  }

  function negated(part, text, pinpoint) {
    return new Outcome(part.answer === null ? null : !part.answer, text, part.missing, [part], pinpoint);
  }

  class Evaluator {
    constructor(book) {
      this.book = book;
      this.here = null;
      this.limits = new Map();
      this.quantities = new WeakMap();
      this.meetings = new WeakMap();
      this.rows = new Map();
      Object.keys(book.controls).forEach((id) => {
        book.controls[id].rows.forEach((row) => {
          const name = id + "#" + row[1];
          if (!this.rows.has(name)) this.rows.set(name, row);
        });
      });
    }

    /* ---- quantities ---- */

    quantity(name, facts) {
      let kept = this.quantities.get(facts);
      if (!kept) this.quantities.set(facts, kept = new Map());
      let found = kept.get(name);
      if (!found) kept.set(name, found = this.computed(name, facts));
      return found;
    }

    computed(name, facts) {
      const word = this.book.parameters[name] || {};
      const label = word.label || name;
      if (name in facts) {
        const given = facts[name];
        const values = X.distinct((Array.isArray(given) ? given : [given]).map(X.exact));
        return { values: values, missing: NONE, working: label + " = " + shown(values) + " (given)" };
      }
      if (word.formula === undefined) return { values: NONE, missing: [name], working: label + " is not given" };
      const found = this.formula(word.formula, facts);
      if (!found.values.length) {
        const missing = found.missing.length ? found.missing : [name];
        return { values: NONE, missing: missing, working: label + ": " + found.working };
      }
      const working = label + " = " + found.working + " = " + shown(found.values);
      return { values: found.values, missing: NONE, working: working };
    }

    formula(formula, facts) {
      if (typeof formula === "string") return this.quantity(formula, facts);
      if (typeof formula === "number") {
        const value = X.exact(formula);
        return { values: [value], missing: NONE, working: X.plain(value) };
      }
      if ("max_over" in formula) return this.largest(formula.max_over, formula.of, facts);
      const word = Object.keys(formula)[0], parts = formula[word];
      const found = parts.map((part) => this.formula(part, facts));
      const missing = union(found);
      if (missing.length) {
        const working = found.filter((one) => one.missing.length).map((one) => one.working).join("; ");
        return { values: NONE, missing: missing, working: working };
      }
      if (word === "quotient" && found[1].values.some((value) => value.n === 0n)) {
        return { values: NONE, missing: [String(parts[1])], working: parts[1] + " is zero" };
      }
      let values = found[0].values;
      found.slice(1).forEach((one) => {
        values = X.distinct(values.flatMap((left) => one.values.map((right) => X.steps[word](left, right))));
      });
      return { values: values, missing: NONE, working: found.map((one) => shown(one.values)).join(SIGNS[word]) };
    }

    largest(name, formula, facts) {
      const rows = facts[name] || NONE;
      if (!rows.length) return { values: NONE, missing: [name], working: name + " is not given" };
      const found = rows.map((row) => this.formula(formula, row));
      const missing = union(found);
      if (missing.length) {
        return { values: NONE, missing: missing, working: missing.slice().sort().join(", ") + " is not given" };
      }
      const higher = (a, b) => (X.compare(a, b) >= 0 ? a : b);
      let values = found[0].values, best = 0;
      found.forEach((one, index) => {
        values = X.distinct(values.flatMap((left) => one.values.map((right) => higher(left, right))));
        const top = (place) => found[place].values[found[place].values.length - 1];
        if (X.compare(top(index), top(best)) > 0) best = index;
      });
      const working = (rows[best].format || name) + ": " + found[best].working;
      const told = found.length > 1 ? "largest of " + found.length + " (" + working + ")" : working;
      return { values: values, missing: NONE, working: told };
    }

    /* ---- conditions ---- */

    version(version, facts, day, seen) {
      const around = this.here;
      this.here = this.text(version[1]);
      const outcome = this.wording(version, facts, day, seen, this.here);
      this.here = around;
      return outcome;
    }

    wording(version, facts, day, seen, pinpoint) {
      if (version[3] < 0) return new Outcome(null, "no evaluable condition is recorded", NONE, NONE, pinpoint);
      const parts = [this.evaluate(this.book.conditions[version[3]], facts, day, seen)];
      version[4].forEach((exclusion) => {
        const inner = this.evaluate(this.book.conditions[exclusion[2]], facts, day, seen);
        const note = this.text(exclusion[0]);
        parts.push(negated(inner, "not taken out by " + note, this.text(exclusion[1])));
      });
      return parts.length === 1 ? parts[0] : allOf(parts, "and", pinpoint);
    }

    evaluate(condition, facts, day, seen) {
      const pinpoint = condition.pinpoint;
      const each = (list) => list.map((one) => this.evaluate(one, facts, day, seen));
      const parts = [];
      if ("all" in condition) parts.push(allOf(each(condition.all), "all of", pinpoint));
      if ("any" in condition) parts.push(anyOf(each(condition.any), "any of", pinpoint));
      if ("not" in condition) parts.push(negated(each([condition.not])[0], "not", pinpoint));
      if ("param" in condition) parts.push(this.compare(condition, facts));
      ["fact", "judgement"].forEach((form) => {
        if (form in condition) parts.push(this.yesOrNo(condition[form], form, facts, pinpoint));
      });
      if ("role" in condition) parts.push(this.membership(condition, facts, day));
      if ("choice" in condition) parts.push(this.choice(condition, facts));
      if ("meets" in condition) parts.push(this.meets(condition.meets, facts, day, seen, pinpoint));
      if ("contains" in condition) parts.push(this.contains(condition.contains, facts, day, seen, pinpoint));
      return parts.length === 1 ? parts[0] : allOf(parts, "all of", pinpoint);
    }

    /* A single test, cited by its own pinpoint or that of the wording it stands in. */
    leaf(answer, text, missing, pinpoint) {
      return new Outcome(answer, text, missing, NONE, pinpoint === undefined ? this.here : pinpoint);
    }

    limitsOf(condition) {
      let found = this.limits.get(condition);
      if (!found) {
        found = LIMITS.filter((limit) => limit[0] in condition)
          .map((limit) => ({ sign: limit[1], holds: limit[2], bound: X.exact(condition[limit[0]]) }));
        this.limits.set(condition, found);
      }
      return found;
    }

    compare(condition, facts) {
      const name = condition.param, pinpoint = condition.pinpoint;
      const quantity = this.quantity(name, facts), limits = this.limitsOf(condition);
      const told = () => this.parameterLabel(name) + " " +
        limits.map((limit) => limit.sign + " " + X.plain(limit.bound)).join(" and ");
      if (!quantity.values.length) {
        return this.leaf(null, () => told() + ": not known", quantity.missing, pinpoint);
      }
      const answers = new Set(quantity.values.map((value) =>
        limits.every((limit) => limit.holds(X.compare(value, limit.bound)))));
      const answer = answers.size === 1 ? answers.values().next().value : null;
      const missing = answer === null ? [name + " (which alternative)"] : NONE;
      return this.leaf(answer, () => told() + ": " + quantity.working, missing, pinpoint);
    }

    yesOrNo(name, form, facts, pinpoint) {
      const value = facts[name];
      const told = () => (this.book.facts[name] || spaced(name)) + (form === "judgement" ? " (a judgement)" : "");
      if (typeof value !== "boolean") return this.leaf(null, () => told() + ": not known", [name], pinpoint);
      return this.leaf(value, () => told() + ": " + (value ? "yes" : "no"), NONE, pinpoint);
    }

    membership(condition, facts, day) {
      const role = condition.role, groups = condition.in, place = facts[role], pinpoint = condition.pinpoint;
      const names = (list) => list.map((group) => this.placeLabel(group)).join(", ");
      const told = () => spaced(role) + " in " + names(groups);
      if (typeof place !== "string") return this.leaf(null, () => told() + ": not known", [role], pinpoint);
      const answers = groups.map((group) => this.isMember(place, group, day, condition.membership || "legal"));
      const start = () => told() + ": " + this.placeLabel(place);
      const within = groups.filter((group, index) => answers[index]);
      if (within.length) return this.leaf(true, () => start() + " is in " + names(within), NONE, pinpoint);
      const unknown = groups.filter((group, index) => answers[index] === null);
      if (unknown.length) {
        const missing = unknown.map((group) => "membership of " + place + " in " + group);
        return this.leaf(null, () => start() + ": membership not known", missing, pinpoint);
      }
      return this.leaf(false, () => start() + " is in none", NONE, pinpoint);
    }

    choice(condition, facts) {
      const name = condition.choice, values = condition.one_of, value = facts[name];
      const word = this.book.choices[name];
      const told = () => (word ? word.label : spaced(name)) + " is " + values.join(" or ");
      if (typeof value !== "string") {
        return this.leaf(null, () => told() + ": not known", [name], condition.pinpoint);
      }
      return this.leaf(values.includes(value), () => told() + ": " + value, NONE, condition.pinpoint);
    }

    meets(reference, facts, day, seen, pinpoint) {
      if (seen.includes(reference)) {
        this.circular = true;
        return this.leaf(null, "meets " + reference + ": refers back to itself", NONE, pinpoint);
      }
      const held = this.paragraph(reference, day);
      if (!held.version) {
        const answer = NOT_HOLDING.includes(held.word) ? false : null;
        return this.leaf(answer, "meets " + reference + ": " + held.word + " on " + day, NONE, pinpoint);
      }
      let kept = this.meetings.get(facts);
      if (!kept) this.meetings.set(facts, kept = new Map());
      const name = reference + " " + day;
      let inner = kept.get(name);
      if (!inner) {
        const before = this.circular;
        this.circular = false;
        inner = this.version(held.version, facts, day, seen.concat(reference));
        if (!this.circular) kept.set(name, inner);
        this.circular = this.circular || before;
      }
      const text = "meets " + reference + " as of " + day;
      return new Outcome(inner.answer, text, inner.missing, [inner], this.text(held.version[1]) || pinpoint);
    }

    contains(condition, facts, day, seen, pinpoint) {
      if (!facts.contents) {
        return this.leaf(null, "contains: contents not known", ["contents"], pinpoint);
      }
      const parts = facts.contents.map((one) => this.evaluate(condition, one, day, seen));
      return anyOf(parts, "contains", pinpoint);
    }

    /* ---- places ---- */

    isMember(place, group, day, side) {
      if (place === group) return true;
      const wanted = this.place(place), outer = this.place(group);
      if (outer.type !== "group") return this.inside(wanted, group);
      if (side === "legal" && outer.follows && (outer.follows.from === undefined || day >= outer.follows.from)) {
        return this.isMember(place, outer.follows.group, day, side);
      }
      return this.printed(outer, place, day);
    }

    place(id) {
      const found = this.book.places[id];
      if (!found) throw new RangeError("There is no place " + id + " here.");
      return found;
    }

    inside(place, larger) {
      const outer = place.treated_as;
      return outer !== undefined && (outer === larger || this.inside(this.place(outer), larger));
    }

    printed(group, id, day) {
      if (id in group.members) return at(group.members[id], day)[1];
      const place = this.place(id);
      if (place.treated_as !== undefined) return this.printed(group, place.treated_as, day);
      return group.history_from !== undefined && day < group.history_from ? null : false;
    }

    /* ---- paragraphs and their days ---- */

    paragraph(reference, day) {
      const row = this.rows.get(reference);
      if (!row) throw new RangeError("There is no paragraph " + reference + " here.");
      const span = this.span(row, day);
      const held = span.codified === "in force" && span.version >= 0;
      return { version: held ? row[2][span.version] : null, word: span.codified };
    }

    span(row, day) {
      const found = at(this.book.spans[row[3]], day), words = this.book.words;
      return {
        codified: words[found[1]], version: found[2], enforced: words[found[3]], enforcedVersion: found[4],
        word: words[found[5]], standing: this.text(found[6]),
      };
    }

    /* The answer of one item on a day: one that does not hold is not met, of one unknown nothing can be told. */
    item(id, section, key, facts, day) {
      const row = this.book.controls[id].rows.find((one) => one[0] === section && one[1] === key);
      const span = this.span(row, day);
      if (span.codified !== "in force" || span.version < 0) {
        const answer = span.codified === "unknown" ? null : false;
        return new Outcome(answer, id + "#" + key + " is " + span.codified + " on " + day);
      }
      return this.version(row[2][span.version], facts, day, [id + "#" + key]);
    }

    /* Every item in force on the day that has a condition, with its answer; `wants(control, row)` may narrow. */
    findings(facts, day, wants) {
      const found = [];
      Object.keys(this.book.controls).forEach((id) => {
        const control = this.book.controls[id];
        control.rows.forEach((row) => {
          if (wants && !wants(control, row, id)) return;
          const span = this.span(row, day);
          if (span.codified !== "in force" || span.version < 0) return;
          const version = row[2][span.version];
          if (version[3] < 0) return;
          const outcome = this.version(version, facts, day, [id + "#" + row[1]]);
          found.push({ id: id, control: control, section: row[0], key: row[1], row: row, version: version,
            span: span, outcome: outcome });
        });
      });
      return found;
    }

    /* ---- words ---- */

    text(number) { return number < 0 ? null : this.book.texts[number]; }
    parameterLabel(name) { return (this.book.parameters[name] || {}).label || spaced(name); }
    placeLabel(id) {
      const place = this.book.places[id];
      return place ? place.code || place.title : id;
    }
  }

  /* The last row that begins on or before the day. */
  function at(rows, day) {
    let low = 0, high = rows.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (rows[middle][0] <= day) low = middle; else high = middle;
    }
    return rows[low];
  }

  window.AtlasEvaluator = { Evaluator: Evaluator, Outcome: Outcome, at: at };
})();
