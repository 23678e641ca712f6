/* What the pages that compute share: elements, days, names and addresses, and the classifier over the book. */
(function () {
  "use strict";
  const book = window.ATLAS_CONDITIONS;
  const ROOT = new URL("../../", document.currentScript.src);
  const WORDS = { met: "met", "not-met": "not met", "cannot-tell": "cannot tell" };
  const ANSWERS = new Map([[true, "met"], [false, "not-met"], [null, "cannot-tell"]]);
  const SVG = "http://www.w3.org/2000/svg";

  /* Makes an element: name, attributes ("on…" are listeners), children (text or nodes). */
  function make(name, attributes, children) {
    return fill(document.createElement(name), attributes, children);
  }

  function draw(name, attributes, children) {
    return fill(document.createElementNS(SVG, name), attributes, children);
  }

  function fill(node, attributes, children) {
    Object.keys(attributes || {}).forEach((key) => {
      const value = attributes[key];
      if (typeof value === "function") node.addEventListener(key.slice(2), value);
      else if (value === true) node.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
    });
    (children || []).forEach((child) => { if (child !== null && child !== undefined) node.append(child); });
    return node;
  }

  function isDay(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
    const date = new Date(text + "T00:00:00Z");
    return !isNaN(date) && date.toISOString().slice(0, 10) === text;
  }

  /* The first day on which something was written down, as bounds where only they are known. */
  function spoken(day) {
    return typeof day === "string" ? day : "after " + day.after + ", by " + day.by;
  }

  function code(id, key) {
    const name = String(book.controls[id].code || id);
    return key === undefined ? name : /^[A-Za-z0-9]+$/.test(name) ? name + "." + key : name + " " + key;
  }

  function regime(word) { return book.jurisdictions[word] || word.toUpperCase(); }

  function page(path) { return new URL(path, ROOT).href; }

  function record(id) {
    const found = book.controls[id] || book.letters[id];
    return page(found.kind + "/" + id + ".html");
  }

  /* Where a paragraph stands; the record's page when it stands nowhere of its own. */
  function paragraph(id, row, day) {
    const path = row[4] >= 0 ? book.texts[row[4]] : null;
    const address = new URL(path ? page(path) : record(id));
    address.searchParams.set("on", day);
    return address.href;
  }

  /* A badge for an answer: a shape and the word, so that colour is not needed. */
  function badge(word) {
    return make("span", { class: "answer", "data-answer": word }, [WORDS[word]]);
  }

  function label(name) {
    if (name.endsWith(" (which alternative)")) {
      return "which alternative of " + label(name.slice(0, -20)).toLowerCase() + " the law means";
    }
    const parameter = book.parameters[name];
    if (parameter) return parameter.label;
    if (name === "throughput") return "Throughput by number format";
    if (name === "contents") return "What it contains";
    return book.facts[name] || (book.choices[name] || {}).label || sentence(name);
  }

  function sentence(word) {
    const text = word.replace(/-/g, " ");
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  /* A letter in one line: to whom, whether public, status, standing, when lifted, how it bears on the item. */
  function letter(found) {
    const who = found.letter.addressees.map((one) => one[1]).join(", ") || "addressees not public";
    return [
      "to " + who,
      found.letter.publication === "public" ? "text published" : "text not published, reported by others",
      found.word + " (" + found.standing + (found.since ? ", unconfirmed since " + found.since : "") + ")",
      found.lifted ? "lifted with effect from " + found.lifted : "no end is recorded",
      found.bears + (found.missing.length ? " without " + found.missing.map(label).sort().join(", ") : ""),
    ].join("; ");
  }

  /* An open choice in a sentence: its values, and the entries whose answer turns on it. */
  function choice(found) {
    const name = (book.parameters[found.name] || {}).label || sentence(found.name);
    const turning = found.matters.map((one) => code(one.found.id, one.found.key) + " (" +
      found.values.map((value, index) => value + ": " + WORDS[ANSWERS.get(one.answers[index])]).join("; ") + ")");
    return name + ", " + found.values.join(" or ") + ": " +
      (turning.length ? "decides " + turning.join(", ") + "." : "changes no answer.");
  }

  window.AtlasTool = {
    book: book, classifier: new window.AtlasClassifier(book), make: make, draw: draw, isDay: isDay, spoken: spoken,
    code: code, regime: regime, page: page, record: record, paragraph: paragraph, badge: badge, label: label,
      letter: letter, choice: choice,
    words: WORDS,
  };
})();
