/* Where in the plane of computing power and density an entry is met: found by asking the entry's own condition
   between the limits that it names, so that no limit is written here. */
(function () {
  "use strict";
  const X = window.AtlasExact;
  const ACROSS = "total-processing-performance", UP = "performance-density";
  const LIMITS = ["at_least", "more_than", "at_most", "less_than", "equals"];

  class Regions {
    constructor(book, evaluator) {
      this.book = book;
      this.evaluator = evaluator;
    }

    row(id, key) { return this.book.controls[id].rows.find((row) => row[0] === "items" && row[1] === key); }

    /* The wording that governs an item on a day; null when none is in force. */
    version(id, key, day) {
      const row = this.row(id, key), span = this.evaluator.span(row, day);
      return span.codified === "in force" && span.version >= 0 ? row[2][span.version] : null;
    }

    /* The days on which another wording of any entry begins to govern, or one ceases. */
    changes(entries) {
      const found = new Set();
      entries.forEach((entry) => {
        let before = null;
        this.book.spans[this.row(entry[0], entry[1])[3]].forEach((span) => {
          const now = this.book.words[span[1]] === "in force" ? span[2] : -1;
          if (before !== null && now !== before) found.add(span[0]);
          before = now;
        });
      });
      return Array.from(found).sort();
    }

    /* The single tests of a wording, its exclusions included. */
    leaves(version) {
      const found = [];
      const walk = (condition) => {
        if ("param" in condition || "fact" in condition || "judgement" in condition) found.push(condition);
        ["all", "any"].forEach((form) => (condition[form] || []).forEach(walk));
        if (condition.not) walk(condition.not);
      };
      [version[3], ...version[4]
        .map((exclusion) => exclusion[2])].forEach((number) => walk(this.book.conditions[number]));
      return found;
    }

    axis(condition) { return this.book.axes[condition.param] || null; }

    /* The limits that a wording sets on an axis, as numbers for drawing. */
    limits(version, axis) {
      const found = this.leaves(version).filter((leaf) => this.axis(leaf) === axis)
        .flatMap((leaf) => LIMITS.filter((word) => word in leaf).map((word) => X.approximate(X.exact(leaf[word]))));
      return Array.from(new Set(found)).sort((a, b) => a - b);
    }

    /* What else a wording asks: facts, and figures that lie on no axis with the limit they are held against. */
    others(version) {
      const facts = new Set(), figures = new Map();
      this.leaves(version).forEach((leaf) => {
        if ("param" in leaf) {
          if (!this.axis(leaf)) figures.set(leaf.param, leaf[LIMITS.find((word) => word in leaf)]);
        } else facts.add(leaf.fact || leaf.judgement);
      });
      return { facts: Array.from(facts), figures: figures };
    }

    /* The cells of the frame {x: [from, to], y: [from, to]} with the answer inside each, row by row. */
    cells(id, key, day, assumed, frame) {
      const version = this.version(id, key, day);
      if (!version) return [];
      const cut = (axis, ends) => [ends[0], ...this.limits(version, axis)
        .filter((one) => one > ends[0] && one < ends[1]), ends[1]];
      const xs = cut(ACROSS, frame.x), ys = cut(UP, frame.y), rows = [];
      for (let j = 0; j + 1 < ys.length; j++) {
        const row = [];
        for (let i = 0; i + 1 < xs.length; i++) {
          const x = Math.sqrt(xs[i] * xs[i + 1]), y = Math.sqrt(ys[j] * ys[j + 1]);
          const facts = Object.assign({ throughput: [{ format: "point", bits: 1, rate: x }],
            "applicable-die-area": x / y }, assumed);
          const outcome = this.evaluator.version(version, facts, day, [id + "#" + key]);
          row.push({ x: [xs[i], xs[i + 1]], y: [ys[j], ys[j + 1]], answer: outcome.answer,
            missing: outcome.missing });
        }
        rows.push(row);
      }
      return rows;
    }
  }

  window.AtlasRegions = { Regions: Regions, ACROSS: ACROSS, UP: UP };
})();
