/* The form of the classify page: chip, day, destination, figures and facts, with the address they make. */
(function () {
  "use strict";
  const T = window.AtlasTool, make = T.make, book = T.book, X = window.AtlasExact;
  const FIGURES = ["applicable-die-area", "aggregate-transfer-rate", "total-dram-bandwidth"];
  const MEMORY = ["package-memory-bandwidth", "package-area"];
  const FACTS = ["designed-for-data-centre", "processing-unit"];
  const ROLES = ["headquarters", "parent-headquarters", "end-user-location"];
  /* Fields that say something of the transaction, and stay when another chip is chosen. */
  const OF_TRANSACTION = ROLES.concat(Object.keys(book.choices));
  const OWN = ["chip", "on", "to", "rates"];
  const ASKED = 8;
  const FORM_OF_NUMBERS = "write digits with a point, as 1979.5; with “or” between values that are both possible";

  class Form {
    constructor(changed) {
      this.changed = changed;
      this.fields = new Map();
      this.facts = new Map();
      this.suggested = [];
      this.added = new Set();
      this.build();
    }

    /* ---- building ---- */

    build() {
      const input = () => this.changed();
      this.chip = make("select", { id: "c-chip", onchange: () => this.chosen() },
        [make("option", { value: "" }, ["Figures of my own"])]);
      const vendors = new Map();
      book.products.forEach((product) => vendors.set(product.vendor,
        (vendors.get(product.vendor) || []).concat(product)));
      Array.from(vendors.keys()).sort().forEach((vendor) => {
        const options = vendors.get(vendor).map((one) => make("option", { value: one.id }, [one.title]));
        this.chip.append(make("optgroup", { label: vendor }, options));
      });
      this.on = make("input", { id: "c-on", type: "date", required: true, min: "1990-01-01", max: "2199-12-31",
        oninput: input });
      this.to = this.places("c-to", "Not chosen", input);
      this.rows = make("tbody", {});
      this.more = make("div", { class: "c-fields" });
      this.asked = make("div", { class: "c-fields" });
      this.add = make("select", { id: "c-add", onchange: () => this.addFigure(this.add.value) },
        [make("option", { value: "" }, ["Choose …"])]);
      Object.keys(book.parameters).forEach((name) => this.add.append(make("option", { value: name },
        [book.parameters[name].label])));
      this.addFact = make("select", { id: "c-add-fact", onchange: () => this.addAsked(this.addFact.value) },
        [make("option", { value: "" }, ["Choose …"])]);
      Object.keys(book.facts).sort((a, b) => book.facts[a].localeCompare(book.facts[b], "en"))
        .forEach((name) => this.addFact.append(make("option", { value: name }, [book.facts[name]])));
      const figures = make("div", { class: "c-fields" });
      FIGURES.forEach((name) => this.field(name, figures));
      MEMORY.forEach((name) => this.field(name, this.more));
      const roles = ROLES.map((name) => {
        const select = this.places("c-" + name, "Not said", input);
        this.fields.set(name, select);
        return line(T.label(name), select);
      }).concat(Object.keys(book.choices).map((name) => {
        const values = book.choices[name].values, options = Object.keys(values).map((word) => [word, values[word]]);
        const select = make("select", { id: "c-" + name, onchange: input }, [["", "Not said"]].concat(options)
          .map((one) => make("option", { value: one[0] }, [one[1]])));
        this.fields.set(name, select);
        return line(T.label(name), select);
      }));
      this.element = make("form", { class: "c-form", "aria-label": "What to classify",
        onsubmit: (event) => event.preventDefault() }, [
        line("Chip", this.chip), line("As of", this.on), line("Destination", this.to),
        make("p", { class: "c-jump" }, [make("a", { href: "#answer" }, ["To the answer"])]),
        make("fieldset", {}, [
          make("legend", {}, ["Dense rate by number format"]),
          make("table", { class: "c-rates" }, [
            make("thead", {}, [make("tr", {}, ["Format", "Bits", "TOPS", ""]
              .map((head) => make(head ? "th" : "td", head ? { scope: "col" } : {}, [head])))]),
            this.rows,
          ]),
          make("p", { class: "c-act" }, [make("button", { type: "button",
            onclick: () => { this.row("", "", "").focus(); } }, ["Add a format"])]),
          make("p", { class: "c-hint" },
            ["A multiply-accumulate counts as two. Leave sparsity out. Where the bit length is open, write 19 or 32."]),
        ]),
        make("fieldset", {}, [make("legend", {}, ["Figures"]), figures]),
        make("fieldset", {}, [make("legend", {}, ["Facts that would decide more"]), this.asked]),
        make("details", {}, [make("summary", {}, ["Memory, other figures, transaction and parties"]),
          this.more, line("Add a figure", this.add), line("Add a fact", this.addFact),
            make("div", { class: "c-fields" }, roles)]),
      ]);
      this.ask([]);
    }

    places(id, none, changed) {
      const select = make("select", { id: id, onchange: changed }, [make("option", { value: "" }, [none])]);
      Object.keys(book.places).filter((name) => book.places[name].type !== "group")
        .sort((a, b) => book.places[a].title.localeCompare(book.places[b].title, "en"))
        .forEach((name) => select.append(make("option", { value: name }, [book.places[name].title])));
      return select;
    }

    field(name, where) {
      const unit = book.units[book.parameters[name].unit] || {};
      const field = make("input", { id: "c-" + name, type: "text", inputmode: "decimal", autocomplete: "off",
        "aria-describedby": "c-" + name + "-unit", oninput: () => this.changed() });
      const shown = make("span", { class: "c-unit", id: "c-" + name + "-unit" }, [unit.symbol || unit.label || ""]);
      this.fields.set(name, field);
      where.append(line(T.label(name), make("span", { class: "c-with-unit" }, [field, shown])));
      return field;
    }

    addFigure(name) {
      if (!name) return;
      (this.fields.get(name) || this.field(name, this.more)).focus();
      this.add.value = "";
    }

    addAsked(name) {
      if (!name) return;
      this.added.add(name);
      this.ask(this.suggested);
      this.addFact.value = "";
      document.getElementById("c-fact-" + name).focus();
    }

    row(format, bits, rate) {
      const changed = () => this.changed();
      const cell = (label, value, mode) => make("td", {}, [make("input",
        { type: "text", "aria-label": label, inputmode: mode, autocomplete: "off", value: value,
        oninput: changed })]);
      const row = make("tr", {}, [
        cell("Format", format, "text"), cell("Bits", bits, "text"), cell("TOPS", rate, "decimal"),
        make("td", {}, [make("button", { type: "button", "aria-label": "Remove this format", onclick: () => {
          const next = row.nextElementSibling || row.previousElementSibling;
          row.remove();
          (next ? next.querySelector("input") : this.chip).focus();
          changed();
        } }, ["×"])]),
      ]);
      this.rows.append(row);
      return row.querySelector("input");
    }

    /* ---- chips ---- */

    product() { return book.products.find((one) => one.id === this.chip.value) || null; }

    chosen() {
      this.fill(this.product());
      this.changed();
    }

    /* Puts the figures on record of a product into the fields; all empty for none. */
    fill(product) {
      const facts = product ? product.facts : {};
      this.rows.replaceChildren();
      (facts.throughput || [{ format: "", bits: "", rate: "" }]).forEach((row) => this.row(row.format,
        written(row.bits), written(row.rate)));
      this.facts.clear();
      Array.from(this.fields.keys()).forEach((name) => {
        if (!OF_TRANSACTION.includes(name)) this.fields.get(name).value = name in facts ? written(facts[name]) : "";
      });
      Object.keys(facts).forEach((name) => {
        if (typeof facts[name] === "boolean") this.facts.set(name, facts[name]);
        else if (name in book.parameters && !this.fields.has(name)) this.field(name,
          this.more).value = written(facts[name]);
      });
      this.ask(this.suggested);
    }

    /* ---- facts that would decide more ---- */

    /* Shows fields for the facts given and for the first of `names`, which would settle most. */
    ask(names) {
      this.suggested = names;
      const wanted = new Set([...FACTS, ...this.facts.keys(), ...this.added]);
      names.forEach((name) => { if (name in book.facts && wanted.size < ASKED + this.facts.size) wanted.add(name); });
      const key = Array.from(wanted).map((name) => name + this.facts.get(name)).join();
      if (key === this.shown) return;
      this.shown = key;
      const focused = document.activeElement && this.asked.contains(document.activeElement) ?
        document.activeElement.id : null;
      this.asked.replaceChildren(...Array.from(wanted).map((name) => this.yesOrNo(name)));
      if (focused) document.getElementById(focused).focus();
    }

    yesOrNo(name) {
      const value = this.facts.get(name);
      const select = make("select", { id: "c-fact-" + name, onchange: () => {
        if (select.value === "") this.facts.delete(name);
        else this.facts.set(name, select.value === "yes");
        this.changed();
      } }, [["", "Not said"], ["yes", "Yes"], ["no", "No"]].map((one) => make("option", { value: one[0] },
        [one[1]])));
      select.value = value === undefined ? "" : value ? "yes" : "no";
      return line(book.facts[name] + (book.judgements.includes(name) ? " (a judgement)" : ""), select);
    }

    /* ---- reading ---- */

    /* The facts given, and what is wrong with fields, each with its message. */
    read() {
      const facts = {}, problems = [];
      const numbers = (field, name, text) => {
        const said = [], unit = name ? book.units[book.parameters[name].unit] || {} : {};
        const signed = unit.base === "kelvin";
        text.split(/\s+or\s+/i).forEach((part) => {
          try {
            const value = name ? T.classifier.figure(name, part) : X.exact(part.trim());
            if (value.n < 0n && !signed) said.push("“" + part + "” is negative; give a number of zero or more");
            else said.push(value);
          } catch (fault) {
            said.push(fault instanceof RangeError ? fault.message : "“" + part.trim() + "” is not a number; " +
              FORM_OF_NUMBERS);
          }
        });
        const wrong = said.find((one) => typeof one === "string");
        mark(field, wrong);
        if (wrong) problems.push({ field: field, message: (name ? T.label(name) : field.getAttribute("aria-label")) +
          ": " + wrong + "." });
        return wrong ? null : said.length === 1 ? said[0] : said;
      };
      const rows = [];
      Array.from(this.rows.rows).forEach((row) => {
        const inputs = row.querySelectorAll("input");
        const texts = Array.from(inputs).map((one) => one.value.trim());
        if (!texts[1] && !texts[2]) { mark(inputs[1]); mark(inputs[2]); return; }
        const bits = numbers(inputs[1], null, texts[1]), rate = numbers(inputs[2], null, texts[2]);
        if (bits !== null && rate !== null) rows.push({ format: texts[0] || "format", bits: bits, rate: rate });
      });
      if (rows.length) facts.throughput = rows;
      this.fields.forEach((field, name) => {
        const text = field.value.trim();
        if (OF_TRANSACTION.includes(name)) { if (text) facts[name] = text; return; }
        if (!text) { mark(field); return; }
        const value = numbers(field, name, text);
        if (value !== null) facts[name] = value;
      });
      this.facts.forEach((value, name) => { facts[name] = value; });
      if (this.to.value) facts.destination = this.to.value;
      const product = this.product();
      if (product && product.facts.contents) facts.contents = product.facts.contents;
      const given = T.isDay(this.on.value) ? this.on.value : null, day = given && given >= book.first ? given : null;
      mark(this.on, day === null);
      if (!given) problems.push({ field: this.on, message: "As of: give a calendar day, as 2025-05-01." });
      else if (!day) problems.push({ field: this.on, message: "As of: " + given +
        " is before any list entry with limits recorded here; the first is of " + book.first + "." });
      const changed = this.overrides(product);
      return { facts: facts, day: day, product: product, problems: problems, changed: changed,
        origins: origins(facts, product, changed) };
    }

    /* ---- the address ---- */

    rates() {
      return Array.from(this.rows.rows).map((row) => Array.from(row.querySelectorAll("input"))
        .map((one) => one.value.trim()))
        .filter((one) => one[1] || one[2])
        .map((one) => one[0] + "/" + one[1].replace(/\s+or\s+/g, "or") + ":" + one[2]).join(",");
    }

    /* What differs from the record of the product, as parts of an address. */
    overrides(product) {
      const facts = product ? product.facts : {}, found = [];
      const recorded = (facts.throughput || []).map((row) => row.format + "/" +
        written(row.bits).replace(/ or /g, "or") + ":" + written(row.rate)).join(",");
      if (this.rates() !== recorded) found.push(["rates", this.rates()]);
      this.fields.forEach((field, name) => {
        if (field.value.trim() !== (name in facts ? written(facts[name]) : "")) found.push([name,
          field.value.trim()]);
      });
      const known = new Set([...this.facts.keys(), ...Object.keys(facts)
        .filter((name) => typeof facts[name] === "boolean")]);
      known.forEach((name) => {
        const value = this.facts.get(name);
        if (value !== facts[name]) found.push([name, value === undefined ? "" : value ? "yes" : "no"]);
      });
      return found;
    }

    address() {
      const parts = new URLSearchParams();
      if (this.chip.value) parts.set("chip", this.chip.value);
      if (this.on.value) parts.set("on", this.on.value);
      if (this.to.value) parts.set("to", this.to.value);
      this.overrides(this.product()).forEach((one) => parts.set(one[0], one[1]));
      const address = new URL(location.href);
      address.hash = "";
      address.search = parts.toString().replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",");
      return address.href;
    }

    /* Takes the inputs from an address; returns what in it could not be taken. */
    take(search) {
      const parts = new URLSearchParams(search), faults = [];
      const choose = (select, name) => {
        const value = parts.get(name);
        if (value === null) return;
        if (Array.from(select.options).some((option) => option.value === value)) select.value = value;
        else faults.push("The address names “" + value.slice(0, 40) + "” as " + name + ", which is not known here.");
      };
      choose(this.chip, "chip");
      this.fill(this.product());
      choose(this.to, "to");
      this.on.value = parts.get("on") !== null && T.isDay(parts.get("on")) ? parts.get("on") : book.on;
      if (parts.get("on") !== null && !T.isDay(parts.get("on"))) faults.push("The address gives “" +
        parts.get("on").slice(0, 20) + "” as the day, which is none; shown for " + book.on + ".");
      if (parts.has("rates")) {
        this.rows.replaceChildren();
        parts.get("rates").split(",").filter(Boolean).forEach((text) => {
          const found = /^([^/:]*)\/([^:]*):(.*)$/.exec(text) || [null, text, "", ""];
          this.row(found[1], found[2].replace(/or/g, " or "), found[3]);
        });
        if (!this.rows.rows.length) this.row("", "", "");
      }
      parts.forEach((value, name) => {
        if (OWN.includes(name)) return;
        if (this.fields.has(name) || name in book.parameters) (this.fields.get(name) ||
          this.field(name, this.more)).value = value;
        else if (name in book.facts && ["yes", "no", ""].includes(value)) {
          if (value) this.facts.set(name, value === "yes"); else this.facts.delete(name);
        } else faults.push("The address carries “" + name.slice(0, 40) + "”, which is no figure or fact here.");
      });
      this.ask(this.suggested);
      return faults;
    }
  }

  /* Where each fact came from: the record of the product, or this page. */
  function origins(facts, product, changed) {
    const given = new Set(changed.map((one) => (one[0] === "rates" ? "throughput" : one[0])));
    const found = new Map();
    Object.keys(facts).forEach((name) => {
      const recorded = product && !given.has(name) && product.origins[name];
      found.set(name, recorded || "given on this page");
    });
    return found;
  }

  function written(value) {
    return Array.isArray(value) ? value.map(String).join(" or ") : String(value);
  }

  function line(label, control) {
    const field = control.matches("input, select") ? control : control.querySelector("input, select");
    return make("div", { class: "c-line" }, [make("label", { for: field.id }, [label]), control]);
  }

  function mark(field, wrong) {
    if (wrong) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
  }

  window.AtlasClassifyForm = Form;
})();
