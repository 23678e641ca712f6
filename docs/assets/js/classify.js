/* The classify page: reads the form, evaluates at every change, shows the answer paragraph by paragraph. */
(function () {
  "use strict";
  const T = window.AtlasTool, make = T.make, book = T.book, classifier = T.classifier;
  const place = document.getElementById("tool-classify");
  const ADDRESS_DELAY = 300;
  const opened = new Set();
  let waiting = null, last = null;

  function text(number) { return number < 0 ? "" : book.texts[number]; }
  function count(number, one, many) { return number + " " + (number === 1 ? one : many); }

  /* ---- parts of the answer ---- */

  /* A fold that remembers whether it was open and writes its content when it is first seen; those `aside` stay
     folded on paper. */
  function fold(key, summary, content, open, aside) {
    const isOpen = opened.has(key) ? true : open && !opened.has("-" + key);
    const body = make("div", {});
    const node = make("details", { open: isOpen, "data-aside": Boolean(aside) },
      [make("summary", {}, summary), body]);
    const show = () => { if (!body.childNodes.length) body.append(...content()); };
    if (isOpen) show();
    node.show = show;
    node.addEventListener("toggle", () => {
      if (node.open) show();
      opened.add(node.open ? key : "-" + key);
      opened.delete(node.open ? "-" + key : key);
    });
    return node;
  }

  function working(outcome) {
    const cited = outcome.pinpoint && !outcome.parts.length ?
      make("span", { class: "c-cite" }, [" " + outcome.pinpoint]) : null;
    const line = make("li", {}, [T.badge(outcome.word), " ", outcome.text, cited]);
    if (outcome.parts.length) line.append(make("ul", {}, outcome.parts.map(working)));
    return line;
  }

  function named(found, day) {
    return make("a", { href: T.paragraph(found.id, found.row, day) }, [T.code(found.id, found.key)]);
  }

  function standing(span) {
    return (span.word === "not enforced" ? "codified, not enforced; " : "") + span.standing;
  }

  function entry(found, asked, open) {
    const version = found.version, earlier = classifier.before(found, asked.facts, asked.day);
    const summary = [T.badge(found.outcome.word), " ", make("b", {}, [T.code(found.id, found.key)]), " ",
      found.control.title];
    return fold(found.id + "#" + found.key, summary, () => [
      make("p", { class: "c-from" }, [named(found, asked.day), ", " + (text(version[1]) || "no pinpoint recorded") +
        "; wording of " + T.spoken(version[0]) + " by " + text(version[2]) + ". Standing: " + standing(found.span) +
        "."]),
      make("ul", { class: "c-working" }, [working(found.outcome)]),
      earlier && make("p", { class: "c-from" }, ["Under the wording before it, of " + T.spoken(earlier.version[0]) +
        " by " + text(earlier.version[2]) + ", on its last day " + earlier.lastDay + ": ",
        T.badge(earlier.outcome.word), earlier.outcome.answer === null && earlier.outcome.missing.length ?
          " without " + earlier.outcome.missing.map(T.label).join(", ") : ""]),
    ].filter(Boolean), open);
  }

  function section(title, children) {
    return make("section", {}, [make("h3", {}, [title]), ...children]);
  }

  /* Whether an entry is a limb of the other, whose working says as much. */
  function holds(outer, found) {
    return outer.id === found.id && found.key.startsWith(outer.key + ".");
  }

  function byRegime(entries, asked, open) {
    const groups = new Map();
    entries.forEach((found) => groups.set(found.control.jurisdiction,
      (groups.get(found.control.jurisdiction) || []).concat(found)));
    return Array.from(groups).flatMap((pair) => [
      make("p", { class: "c-regime" }, [make("span", { class: "regime", "data-regime": pair[0] },
        [make("b", {}, [pair[0].toUpperCase()]), " ", T.regime(pair[0])])]),
      ...pair[1].map((found) => entry(found, asked, open && !pair[1].some((outer) => holds(outer, found)))),
    ]);
  }

  /* What the law or the figures leave open, and the answers that turn on it. */
  function choices(answer) {
    return answer.choices.map((choice) => make("p", { class: "c-from" }, [
      T.choice(choice), choice.matters.length ?
        " Each answer is given for every value together; where they differ it cannot be told." : "",
    ]));
  }

  /* Where each figure came from, with the texts that state it. */
  function origins(asked) {
    if (!asked.origins.size) return [];
    const linked = (origin) => {
      const found = /^(\S+?)((?:, \w+)?) \(([^()]*)\)$/.exec(origin);
      if (!found) return [origin];
      const sources = found[3].split(", ").filter(Boolean).flatMap((id, index) => [index ? ", " : "",
        make("a", { href: T.page("sources/" + id + ".html") }, [id])]);
      return [make("a", { href: T.page("products/" + found[1] + ".html") }, [asked.product.title]), found[2] +
        ", in ", ...sources];
    };
    return [fold("origins", ["Where the figures come from"],
      () => [make("ul", { class: "c-figures" }, Array.from(asked.origins).map((one) =>
      make("li", {}, [T.label(one[0]) + ": ", ...linked(one[1])])))], false)];
  }

  function letters(answer) {
    const line = (found) => make("li", {}, [
      make("a", { href: T.record(found.id) + "?on=" + answer.day }, [found.letter.title]), ": " + T.letter(found) +
        ". ",
      ...found.covers.map((covers) => text(covers) + " "),
    ]);
    const none = "No letter recorded here names it or is reached by its figures. Letters that are not public may be unknown here.";
    return [
      answer.letters.length ? make("ul", {}, answer.letters.map(line)) : make("p", {}, [none]),
      answer.otherLetters.length ? fold("letters", [count(answer.otherLetters.length, "further letter",
        "further letters") + " in force on the day, not naming it"],
        () => [make("ul", {}, answer.otherLetters.map(line))], false, true) : "",
    ];
  }

  /* Entries that cannot be told, gathered by the facts they lack: first those that compare figures themselves,
     folded away those that ask what else the item is or contains. */
  function open(answer, asked) {
    const own = answer.open.filter((found) => classifier.comparesFigures(found)),
      others = answer.open.filter((found) => !own.includes(found));
    return [
      ...gathered(own, asked),
      others.length ? fold("others", [count(others.length, "paragraph asks", "paragraphs ask") +
        " what else the item is or contains"], () => gathered(others, asked), false, true) : "",
    ];
  }

  function gathered(entries, asked) {
    const groups = new Map();
    entries.forEach((found) => {
      const key = found.outcome.missing.slice().sort().join("|");
      groups.set(key, (groups.get(key) || []).concat(found));
    });
    const ordered = Array.from(groups).sort((a, b) => a[0].split("|").length - b[0].split("|").length);
    return ordered.map((pair) => fold("?" + pair[0], [
      T.badge("cannot-tell"), " ", make("b", {}, [pair[1].slice(0, 6)
        .map((found) => T.code(found.id, found.key)).join(", ") +
        (pair[1].length > 6 ? " and " + (pair[1].length - 6) + " more" : "")]),
      pair[0] ? " without: " + pair[0].split("|").map((name) => T.label(name)).join("; ") : "",
    ], () => byRegime(pair[1], asked, false), false));
  }

  function rulesOf(answer, asked) {
    const ids = Array.from(new Set(answer.met.map((found) => found.id)));
    return ids.flatMap((id) => classifier.destinations(id, asked.facts, asked.day).map((rule) =>
      Object.assign({ id: id, bears: bearsOn(rule, answer.met.filter((found) => found.id === id),
        book.controls[id]) }, rule)));
  }

  /* A rule whose key begins with a paragraph of its entry is for that paragraph; any other is for them all. */
  function bearsOn(rule, met, control) {
    const head = rule.row[1].split("-")[0];
    return !control.rows.some((row) => row[0] === "items" && row[1] === head) ||
      met.some((found) => found.key === head || found.key.startsWith(head + "."));
  }

  function destinations(rules, asked) {
    const shown = (rule, side) => make("li", {}, [
      T.badge(side.outcome.word), " ", make("a", { href: T.paragraph(rule.id, rule.row, asked.day) },
        [T.code(rule.id) + ", " + rule.row[1]]),
      rule.sides.length > 1 || rule.span.word === "not enforced" ?
        make("span", { class: "c-side" }, [" " + (side.side === "codified" && rule.span.word === "not enforced" ?
        "codified, not enforced" : side.side)]) : null,
      " " + text(side.version[5]), make("span", { class: "c-cite" }, [" " + text(side.version[1])]),
      side.outcome.answer === null && side.outcome.missing.length ?
        make("span", { class: "c-cite" }, [" Open without " + side.outcome.missing.map(T.label).join("; ") + "."]) :
        null,
    ]);
    const touching = rules.filter((rule) => rule.bears && rule.sides.some((side) => side.outcome.answer !== false));
    const others = rules.filter((rule) => !touching.includes(rule));
    const list = (some) => make("ul", { class: "c-rules" },
      some.flatMap((rule) => rule.sides.map((side) => shown(rule, side))));
    return [
      asked.facts.destination ? null : make("p", {}, ["Choose a destination to have these rules answered."]),
      touching.length ? list(touching) : null,
      others.length ? fold("destinations", [count(others.length, "further rule", "further rules") +
        " of these entries: for other paragraphs, or not naming the destination"], () => [list(others)], false,
        true) : null,
      make("p", { class: "c-from" },
        ["A rule says for which destinations an entry needs a licence; exceptions, end use, end user and owners are asked elsewhere and may still require one."]),
    ].filter(Boolean);
  }

  /* Review policies that the figures speak to, such as a lane of case-by-case review with ceilings. */
  function policies(asked) {
    const found = classifier.policies(asked.facts, asked.day);
    if (!found.length) return "";
    const line = (one) => make("li", {}, [
      T.badge(one.outcome.word), " ", make("a", { href: T.paragraph(one.id, one.row, asked.day) },
        [one.control.title + ", " + one.key]), ": ", text(one.version[5]),
      make("span", { class: "c-cite" }, [" " + text(one.version[1]) + ". Standing: " + standing(one.span) + "."]),
      one.outcome.missing.length ? make("span", { class: "c-cite" },
        [" Open without " + one.outcome.missing.map(T.label).join("; ") + "."]) : null,
    ]);
    return section("Review policies with limits", [make("ul", { class: "c-rules" }, found.map(line)),
      make("p", { class: "c-from" }, ["A policy says how an application is reviewed; it is no permission."])]);
  }

  /* ---- the page ---- */

  function summary(answer, asked) {
    const parts = [
      count(answer.met.length, "list entry met", "list entries met"),
        count(answer.open.length, "cannot be told", "cannot be told"),
      answer.notMet.length + " asked and not met", count(answer.letters.length,
        "letter to named parties bears on it", "letters to named parties bear on it"),
    ];
    return "As of " + asked.day + ": " + parts.join("; ") + ".";
  }

  function update() {
    const asked = form.read();
    clearTimeout(waiting);
    const said = asked.problems.map((one) => one.message).concat(taken);
    faults.replaceChildren(...(said.length ? [make("ul", {}, said.map((message) => make("li", {}, [message])))] :
      []));
    faults.hidden = !said.length;
    if (!asked.day) {
      summed.textContent = "No answer: the day cannot be used.";
      body.replaceChildren();
      return;
    }
    const start = performance.now();
    const answer = classifier.classify(asked.facts, asked.day, asked.product && asked.product.id);
    const rules = rulesOf(answer, asked);
    place.dataset.milliseconds = (performance.now() - start).toFixed(2);
    last = { asked: asked, answer: answer, rules: rules };
    summed.textContent = summary(answer, asked);
    body.replaceChildren(
      section("Computed figures", [make("ul", { class: "c-figures" },
        answer.quantities.map((quantity) => make("li", {}, [quantity.working]))), ...choices(answer),
        ...origins(asked)]),
      section("Addressed to named parties", letters(answer)),
      section("List entries met", answer.met.length ? byRegime(answer.met, asked, true) :
        [make("p", {}, ["None of those recorded. An entry that is not met says nothing about other controls."])]),
      answer.met.length ? section("Destination" + (asked.facts.destination ? ": " +
        book.places[asked.facts.destination].title : ""), destinations(rules, asked)) : "",
      policies(asked),
      section("Cannot be told", answer.open.length ? open(answer, asked) :
        [make("p", {}, ["No entry is left open by the facts given."])]),
      section("Asked and not met", answer.notMet.length ? [fold("not-met",
        [count(answer.notMet.length, "paragraph", "paragraphs") + " with the working"],
        () => byRegime(answer.notMet, asked, false), false, true)] : [make("p", {}, ["None."])]),
      make("p", { class: "c-from" }, [count(answer.notAsked.length, "further item", "further items") +
        " with limits were not asked: no fact they ask about is given."])
    );
    form.ask(suggestions(answer));
    paper.textContent = "Control Atlas, records of " + book.on + ". " + form.address();
    if (memo.open) writeMemo();
    waiting = setTimeout(() => history.replaceState(null, "", form.address()), ADDRESS_DELAY);
  }

  /* Yes-or-no facts that open entries lack, those that settle most entries alone first. */
  function suggestions(answer) {
    const weights = new Map();
    answer.open.filter((found) => classifier.comparesFigures(found)).forEach((found) => found.outcome.missing.forEach((name) => {
      weights.set(name, (weights.get(name) || 0) + 1 / found.outcome.missing.length ** 2);
    }));
    return Array.from(weights).sort((a, b) => b[1] - a[1]).map((pair) => pair[0]);
  }

  function writeMemo() {
    memoText.textContent = window.AtlasMemo.write(last.asked, last.answer, last.rules, form.address());
  }

  function copy(what, done) {
    const refused = () => { acted.textContent = "The browser does not allow copying; the memo stands below as text."; memo.open = true; };
    if (!navigator.clipboard) { refused(); return; }
    navigator.clipboard.writeText(what).then(() => { acted.textContent = done; }, refused);
  }

  let taken = [];
  const form = new window.AtlasClassifyForm(() => { taken = []; update(); });
  const summed = make("p", { class: "c-said", role: "status" });
  const acted = make("span", { role: "status" });
  const faults = make("div", { class: "c-faults", role: "alert", hidden: true });
  const body = make("div", {});
  const paper = make("p", { class: "c-paper" });
  const memoText = make("pre", { tabindex: "0", "aria-label": "Memo as text" });
  const memo = make("details", { class: "c-memo", ontoggle: () => { if (memo.open && last) writeMemo(); } },
    [make("summary", {}, ["Memo as text"]), memoText]);
  const acts = make("p", { class: "c-act" }, [
    make("button", { type: "button", onclick: () => { writeMemo(); copy(memoText.textContent, "Memo copied."); } },
      ["Copy as memo"]),
    make("button", { type: "button", onclick: () => copy(form.address(), "Link copied.") }, ["Copy link"]),
    make("button", { type: "button", onclick: () => window.print() }, ["Print"]), acted,
  ]);
  place.replaceChildren(form.element, make("div", { class: "c-answer" },
    [make("h2", { id: "answer" }, ["Answer"]), summed, faults, acts, body, memo, paper]));
  /* Paper cannot be unfolded: what is met, or lacks a fact, shows its working. */
  window.addEventListener("beforeprint", () => {
    let folded = [];
    do {
      folded.forEach((one) => { one.show(); one.open = true; one.dataset.forPaper = ""; });
      folded = Array.from(body.querySelectorAll("details:not([open], [data-aside], [data-aside] *)"));
    } while (folded.length);
  });
  window.addEventListener("afterprint", () => {
    body.querySelectorAll("details[data-for-paper]").forEach((one) => { one.open = false; delete one.dataset.forPaper; });
  });
  window.addEventListener("popstate", () => { taken = form.take(location.search); update(); });
  taken = form.take(location.search);
  update();
  window.AtlasClassify = { form: form, update: update, last: () => last };
})();
