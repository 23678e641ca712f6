/* The chips page: the table's answers and the chart, for the day, regime and assumptions chosen. */
(function () {
  "use strict";
  const T = window.AtlasTool, make = T.make, book = T.book, X = window.AtlasExact;
  const R = window.AtlasRegions, evaluator = T.classifier.evaluator;
  const regions = new R.Regions(book, evaluator);
  const place = document.getElementById("tool-chips");
  const table = document.querySelector("#chips ~ .scroll table");
  const FIRST = "2022-10-01", DAY = 86400000;
  const MET = ["met-0", "met-1", "met-2"];
  const entries = new Map();
  book.charted.forEach((entry) => {
    const jurisdiction = book.controls[entry[0]].jurisdiction;
    entries.set(jurisdiction, (entries.get(jurisdiction) || []).concat([entry]));
  });
  const changes = regions.changes(book.charted).filter((day) => day > FIRST);
  const last = [book.on, ...changes].sort().pop();
  const days = (Date.parse(last) - Date.parse(FIRST)) / DAY;
  const assumed = new Map();

  function dayAt(offset) { return new Date(Date.parse(FIRST) + offset * DAY).toISOString().slice(0, 10); }
  function offset(day) { return Math.min(days, Math.max(0, (Date.parse(day) - Date.parse(FIRST)) / DAY)); }
  function isUsed(day) { return T.isDay(day) && day >= "1990-01-01"; }

  /* ---- controls ---- */

  const day = make("input", { type: "date", id: "p-day", min: "1990-01-01", max: "2199-12-31", required: true,
    onchange: () => { if (isUsed(day.value)) show(); } });
  const slider = make("input", { type: "range", id: "p-slider", min: 0, max: days, step: 1, list: "p-changes",
    oninput: () => { day.value = dayAt(Number(slider.value)); show(); } });
  const ticks = make("datalist", { id: "p-changes" }, changes.map((one) => make("option", { value: offset(one) })));
  const back = make("button", { type: "button", onclick: () => step(changes
    .filter((one) => one < day.value).pop()) }, ["‹", hidden(" To the change before")]);
  const forth = make("button", { type: "button", onclick: () => step(changes.find((one) => one > day.value)) },
    ["›", hidden(" To the next change")]);
  const regime = make("select", { id: "p-regime", onchange: () => show() },
    Array.from(entries.keys()).map((word) => make("option", { value: word }, [T.regime(word)])));
  const mark = make("select", { id: "p-mark", onchange: () => show() }, [make("option", { value: "" }, ["None"])]
    .concat(book.products.map((product) => make("option", { value: product.id }, [product.title]))));
  const others = make("div", { class: "p-bar", hidden: true });
  const says = make("p", { class: "p-says", role: "status" });
  const key = make("ul", { class: "p-key", "aria-label": "Key" });
  const paper = make("p", { class: "c-paper" });
  const chart = make("div", { class: "p-chart" });

  function hidden(text) { return make("span", { class: "sr" }, [text]); }
  function line(label, control, kind) { return make("div", { class: "c-line " + (kind || "") },
    [make("label", { for: control.id }, [label]), control]); }
  function step(to) { if (to) { day.value = to; show(); } }

  /* ---- answers ---- */

  function answers(product, jurisdiction, on) {
    return entries.get(jurisdiction).map((entry) => ({ entry: entry,
      outcome: evaluator.item(entry[0], "items", entry[1], product.facts, on) }));
  }

  function holds(entry, on) { return regions.version(entry[0], entry[1], on) !== null; }

  /* The answer of a regime in words: the entries met; else that it cannot be told, or that none is. */
  function told(product, jurisdiction, on) {
    const found = answers(product, jurisdiction, on);
    for (const answer of [true, null]) {
      const some = found.filter((one) => one.outcome.answer === answer);
      if (some.length) return some.map((one) => T.code(one.entry[0], one.entry[1])).join(", ") + ": " +
        T.words[some[0].outcome.word];
    }
    return entries.get(jurisdiction).some((entry) => holds(entry, on)) ? "not met" : "no entry in force";
  }

  function classOf(product, jurisdiction, on) {
    const found = answers(product, jurisdiction, on);
    const met = found.findIndex((one) => one.outcome.answer === true);
    if (met >= 0) return MET[Math.min(met, MET.length - 1)];
    return found.some((one) => one.outcome.answer === null) ? "cannot-tell" : "not-met";
  }

  function values(name, product) { return evaluator.quantity(name, product.facts).values.map(X.approximate); }

  /* ---- assumptions ---- */

  /* Facts are taken as given; a figure that chips on record state stands at its limit, any other at zero. */
  function assumptions(jurisdiction, on) {
    const facts = new Set(), figures = new Map();
    entries.get(jurisdiction).forEach((entry) => {
      const version = regions.version(entry[0], entry[1], on);
      if (!version) return;
      const found = regions.others(version);
      found.facts.forEach((name) => facts.add(name));
      found.figures.forEach((bound, name) => figures.set(name, bound));
    });
    facts.forEach((name) => { if (!assumed.has(name)) assumed.set(name, "yes"); });
    figures.forEach((bound, name) => {
      if (!assumed.has(name)) assumed.set(name, book.products.some((product) => name in product.facts) ?
        String(bound) : "0");
    });
    return { facts: Array.from(facts), figures: Array.from(figures.keys()) };
  }

  function controls(asked) {
    const names = [...asked.facts, ...asked.figures];
    others.hidden = !names.length;
    if (others.dataset.names === names.join()) return;
    others.dataset.names = names.join();
    others.replaceChildren(make("p", { class: "p-says" }, ["The regions are drawn for a chip with:"]),
      ...asked.facts.map((name) => {
      const select = make("select", { id: "p-" + name, onchange: () => { assumed.set(name, select.value); show(); } },
        [["yes", "Yes"], ["no", "No"], ["", "Not said"]].map((one) => make("option", { value: one[0] }, [one[1]])));
      select.value = assumed.get(name);
      return line(T.label(name), select);
    }), ...asked.figures.map((name) => {
      const unit = book.units[book.parameters[name].unit] || {};
      const field = make("input", { id: "p-" + name, type: "text", inputmode: "decimal", value: assumed.get(name),
        oninput: () => { assumed.set(name, field.value.trim()); show(); } });
      return line(T.label(name) + (unit.symbol ? ", " + unit.symbol : ""), field);
    }));
  }

  function given(asked) {
    const facts = {};
    asked.facts.forEach((name) => { if (assumed.get(name)) facts[name] = assumed.get(name) === "yes"; });
    asked.figures.forEach((name) => {
      const field = document.getElementById("p-" + name);
      try { if (assumed.get(name)) facts[name] = X.exact(assumed.get(name)); field.removeAttribute("aria-invalid"); } catch (fault) { field.setAttribute("aria-invalid", "true"); }
    });
    return facts;
  }

  /* ---- showing ---- */

  function show() {
    const on = day.value, jurisdiction = regime.value;
    slider.value = offset(on);
    slider.setAttribute("aria-valuetext", on);
    back.disabled = !changes.some((one) => one < on);
    forth.disabled = !changes.some((one) => one > on);
    const asked = assumptions(jurisdiction, on);
    controls(asked);
    const points = book.products.map((product) => ({
      id: product.id, title: product.title, xs: values(R.ACROSS, product), ys: values(R.UP, product),
        class: classOf(product, jurisdiction, on), answer: told(product, jurisdiction, on),
    }));
    points.forEach((point) => { point.says = point.title + ": " + point.answer; });
    const drawn = entries.get(jurisdiction).filter((entry) => holds(entry, on));
    const known = points.filter((point) => point.xs.length);
    const all = book.charted.flatMap((entry) => regions.row(entry[0], entry[1])[2])
      .filter((version) => version[3] >= 0);
    const spread = (axis, of) => window.AtlasPlot.ends(known.flatMap(of)
      .concat(all.flatMap((version) => regions.limits(version, axis))).filter((one) => one > 0));
    const frame = { x: spread(R.ACROSS, (point) => point.xs), y: spread(R.UP, (point) => point.ys) };
    const facts = given(asked);
    const areas = drawn.map((entry) => ({
      name: T.code(entry[0], entry[1]), class: MET[Math.min(entries.get(jurisdiction).indexOf(entry),
        MET.length - 1)], cells: regions.cells(entry[0], entry[1], on, facts, frame),
    }));
    const count = (word) => points.filter((point) => point.class.startsWith(word)).length;
    says.textContent = T.regime(jurisdiction) + " on " + on + ": " + (drawn.length
      ? count("met") + " chips meet " + drawn.map((entry) => T.code(entry[0], entry[1])).join(" or ") + ", " +
        count("cannot") + " cannot be told, " + count("not") + " do not meet it. "
      : "no entry of the chart is in force. ") + (points.length - known.length) +
        " have no performance on record and are only in the table.";
    chart.replaceChildren(window.AtlasPlot.plot({
      width: chart.clientWidth || 800, frame: frame, regions: areas, points: known, marked: mark.value,
        label: "Chips by total processing performance and performance density. " + says.textContent +
        " The table below says the same.",
      across: "Total processing performance (TPP)", up: "Performance density (TPP/mm²)",
        choose: (id) => { mark.value = mark.value === id ? "" : id; show(); },
    }));
    legend(areas);
    rows(on);
    remember(on, jurisdiction);
  }

  function legend(areas) {
    const item = (name, text) => {
      const svg = T.draw("svg", { class: "plot", viewBox: "-8 -8 16 16", "aria-hidden": "true" },
        [window.AtlasPlot.shape(name)]);
      return make("li", {}, [svg, text]);
    };
    key.replaceChildren(...areas.map((area) => item(area.class, area.name + " met")),
      item("cannot-tell", "cannot tell; hatched: depends on what is not said"), item("not-met", "not met"),
      make("li", {}, ["A line joins values that are both possible. A chip whose facts differ from those the regions are drawn for can be marked otherwise than its place shows; below the frame stand chips whose density is not known."]));
  }

  function rows(on) {
    Array.from(entries.keys()).forEach((jurisdiction, index) => {
      book.products.forEach((product) => {
        const row = document.getElementById(product.id), cell = row && row.cells[4 + index];
        if (!cell) return;
        cell.textContent = cell.dataset.sort = told(product, jurisdiction, on);
      });
    });
    table.caption.textContent = "As of " + on + ", from the figures on record; open each chip for their sources";
  }

  let waiting = null;
  function remember(on, jurisdiction) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const address = new URL(location.href);
      address.searchParams.set("on", on);
      address.searchParams.set("regime", jurisdiction);
      if (mark.value) address.searchParams.set("chip", mark.value); else address.searchParams.delete("chip");
      history.replaceState(null, "", address);
      paper.textContent = "Control Atlas, records of " + book.on + ". " + address.href;
    }, 300);
  }

  function take() {
    const asked = new URLSearchParams(location.search);
    day.value = isUsed(asked.get("on") || "") ? asked.get("on") : book.on;
    regime.value = entries.has(asked.get("regime")) ? asked.get("regime") : entries.has("us") ? "us" :
      regime.options[0].value;
    mark.value = book.products.some((product) => product.id === asked.get("chip")) ? asked.get("chip") : "";
  }

  place.replaceChildren(
    make("div", { class: "p-bar" }, [
      line("Regime", regime), make("div", { class: "p-days" }, [back, line("As of", day), forth]),
        line("Day, from " + FIRST, slider, "p-slide"), ticks, line("Mark a chip", mark),
    ]), others, says, chart, key, paper
  );
  take();
  show();
  let width = chart.clientWidth;
  window.addEventListener("resize",
    () => { if (chart.clientWidth !== width) { width = chart.clientWidth; show(); } });
  window.addEventListener("popstate", () => { take(); show(); });
})();
