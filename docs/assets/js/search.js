/* Search: codes and titles from our own look-up at once, then the full text from Pagefind.
   Opens over any page with /, s or Ctrl-K; the search page adds filters and an address to share. */
(function () {
  "use strict";
  var ROOT = new URL("../../", document.currentScript.src);
  var FOLD = window.AtlasFold;
  var FILTERS = ["kind", "jurisdiction", "status", "topic", "year"];
  var MAX_CODES = 8, MAX_TEXTS = 8, PAGE = 20;

  /* Makes an element: name, attributes, children (text or nodes). */
  function make(name, attributes, children) {
    var node = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { if (child) node.append(child); });
    return node;
  }

  /* ---- the look-up of codes and titles ---- */
  var lookup = null;
  function loadLookup() {
    if (!lookup) {
      lookup = new Promise(function (done, failed) {
        var script = make("script", { src: new URL("assets/lookup.js", ROOT).href });
        script.onload = function () { done(prepare(window.ATLAS_LOOKUP)); };
        script.onerror = function () { lookup = null; failed(new Error("the look-up of codes did not load")); };
        document.head.append(script);
      });
    }
    return lookup;
  }

  function prepare(data) {
    var rows = data.rows.map(function (row) {
      return {
        path: row[0], kind: data.kinds[row[1]], title: row[2], code: row[3], jurisdiction: row[4], status: row[5],
        names: [row[3]].concat(row.slice(6)).filter(Boolean).map(FOLD.fold),
        words: (row[2] + " " + row.slice(6).join(" ")).normalize("NFKC").toLowerCase(),
      };
    });
    return { on: data.on, rows: rows };
  }

  /* Exact before prefix before inside, the record's own code before its other names, shorter names first;
     then titles that have every word; -1 for none. */
  function rank(row, folded, words) {
    var best = -1;
    row.names.forEach(function (name, index) {
      var place = name.indexOf(folded);
      if (place === -1) return;
      var kind = name === folded ? 0 : place === 0 ? 2 : 4;
      var value = (kind + (row.code && index === 0 ? 0 : 1)) * 1000 + Math.min(name.length, 999);
      if (best === -1 || value < best) best = value;
    });
    if (best === -1 && words.every(function (word) { return row.words.indexOf(word) !== -1; })) {
      best = 6000 + Math.min(row.title.length, 999);
    }
    return best;
  }

  function findCodes(data, query, filters) {
    var folded = FOLD.fold(query);
    if (!folded || (folded.length < 2 && !FOLD.hasHan(folded))) return [];
    if (filters.topic || filters.year) return [];
    var words = query.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    var found = [];
    data.rows.forEach(function (row) {
      if (filters.kind && row.kind !== filters.kind) return;
      if (filters.jurisdiction && row.jurisdiction !== filters.jurisdiction) return;
      if (filters.status && row.status !== filters.status) return;
      var r = rank(row, folded, words);
      if (r !== -1) found.push([r, row]);
    });
    found.sort(function (a, b) { return a[0] - b[0] || (a[1].path < b[1].path ? -1 : 1); });
    return found.map(function (entry) { return entry[1]; });
  }

  /* ---- the full text ---- */
  var pagefind = null;
  function loadPagefind() {
    if (!pagefind) {
      pagefind = import(new URL("pagefind/pagefind.js", ROOT).href).then(function (module) {
        return Promise.resolve(module.options({ baseUrl: "/", excerptLength: 22 })).then(function () { return module; });
      });
      pagefind.catch(function () { pagefind = null; });
    }
    return pagefind;
  }

  function searchText(query, filters) {
    return loadPagefind().then(function (engine) {
      var cut = FOLD.cut(query);
      var wanted = {};
      FILTERS.forEach(function (name) { if (filters[name]) wanted[name] = filters[name]; });
      return engine.search(cut || null, { filters: wanted });
    });
  }

  /* One result in the shape of the look-up's rows, leading to the section that fits best where one does.
     The section of Chinese pairs serves the index only. */
  function fromText(data, query) {
    var han = FOLD.hasHan(query);
    var parts = (data.sub_results || []).filter(function (sub) {
      return sub.anchor && sub.anchor.id !== "atlas-ngrams" && sub.locations.length;
    }).sort(function (a, b) { return b.locations.length - a.locations.length; });
    var part = parts[0];
    var inFront = (data.sub_results || []).some(function (sub) {
      return !sub.anchor && part && sub.locations.length >= part.locations.length;
    });
    if (inFront && !han) part = undefined;
    return {
      path: (data.raw_url || data.url).replace(/^\//, ""), title: data.meta.title, code: "", kind: data.meta.kind,
      jurisdiction: data.meta.jurisdiction, status: data.meta.status, summary: data.meta.summary || "",
      anchor: part ? part.anchor.id : "", part: part ? part.title : "",
      excerpt: han ? "" : (part || data).excerpt,
    };
  }

  var ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
  function marked(excerpt) {
    return excerpt.split(/(<mark>[\s\S]*?<\/mark>)/).map(function (piece) {
      var hit = /^<mark>/.test(piece);
      var text = piece.replace(/<\/?mark>/g, "").replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, function (name) {
        return ENTITIES[name];
      });
      return hit ? make("mark", {}, [text]) : text;
    });
  }

  /* The day that was asked for travels along. */
  function withDay(url) {
    var on = new URLSearchParams(location.search).get("on");
    if (on && /^\d{4}-\d{2}-\d{2}$/.test(on)) url.searchParams.set("on", on);
    return url;
  }

  function address(result) {
    var url = withDay(new URL(result.path, ROOT));
    if (result.anchor) url.hash = result.anchor;
    return url.href;
  }

  function body(result) {
    var head = make("span", { class: "hit-title" }, [
      result.code ? make("code", {}, [result.code]) : "", result.code ? " " : "", result.title,
      result.part ? make("span", { class: "hit-part" }, [" › " + result.part]) : "",
    ]);
    var facts = make("span", { class: "hit-facts" }, [
      result.jurisdiction ? make("span", { class: "regime", "data-regime": result.jurisdiction.toLowerCase() }, [
        make("b", {}, [result.jurisdiction])]) : "",
      make("span", { class: "hit-kind" }, [result.kind || ""]),
      result.status ? make("span", { class: "status", "data-state": result.status.replace(/ /g, "-") }, [
        make("b", {}, [result.status])]) : "",
    ]);
    var text = null;
    if (result.excerpt) text = make("span", { class: "hit-text" }, marked(result.excerpt));
    else if (result.summary) text = make("span", { class: "hit-text" }, [result.summary]);
    return [head, facts, text];
  }

  /* Runs one query: `codes` as soon as they are known, then `texts`. Late answers to old queries are dropped. */
  function Runner() {
    var turn = 0;
    this.run = function (query, filters, limit, show) {
      var mine = ++turn;
      var state = { codes: [], texts: [], total: 0, on: "", fault: "", done: false, counts: null };
      var update = function () { if (mine === turn) show(state); };
      var codes = loadLookup().then(function (data) {
        state.on = data.on;
        state.codes = query ? findCodes(data, query, filters).slice(0, MAX_CODES) : [];
        update();
      }, function (fault) { state.fault = fault.message; });
      codes.then(function () { return new Promise(function (later) { setTimeout(later, 60); }); }).then(function () {
        if (mine !== turn) return null;
        return searchText(query, filters).then(function (found) {
          if (mine !== turn) return null;
          state.counts = found.filters;
          state.total = found.results.length;
          return Promise.all(found.results.slice(0, limit).map(function (result) { return result.data(); }));
        });
      }).then(function (list) {
        if (!list) return;
        var known = state.codes.map(function (result) { return result.path; });
        state.texts = list.map(function (data) { return fromText(data, query); }).filter(function (result) {
          return known.indexOf(result.path) === -1;
        });
      }, function () {
        state.fault = location.protocol === "file:"
          ? "From a folder only codes, citations and titles can be searched; the full text needs a web server."
          : "The full-text index did not load; codes, citations and titles were searched.";
      }).then(function () {
        state.done = true;
        update();
      });
    };
    this.stop = function () { turn++; };
  }

  function count(state) {
    var shown = state.codes.length + state.texts.length;
    if (!state.done) return shown ? "" : "Searching …";
    var words = shown ? "" : "Nothing found. That it is not here does not mean it is not controlled. ";
    if (shown) words = Math.max(state.total, shown) + (Math.max(state.total, shown) === 1 ? " page. " : " pages. ");
    if (shown && state.on) words += "Statuses are those of " + state.on + ". ";
    return words + state.fault;
  }

  /* ---- the dialog ---- */
  var finder = null;
  function buildFinder() {
    var input = make("input", {
      type: "text", enterkeyhint: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "finder-list",
      "aria-autocomplete": "list", "aria-label": "Search every record", autocomplete: "off", spellcheck: "false",
      placeholder: "3A090, § 744.23, gallium, 稀土, distillation",
    });
    var list = make("div", { id: "finder-list", role: "listbox", "aria-label": "Results", hidden: "" });
    var status = make("p", { role: "status", class: "finder-count" });
    var all = make("a", { class: "finder-all", href: new URL("search.html", ROOT).href }, ["All results and filters"]);
    var close = make("button", { type: "button", class: "finder-close" }, ["Close"]);
    var keys = make("span", { class: "finder-keys", "aria-hidden": "true" }, [
      make("kbd", {}, ["↑"]), make("kbd", {}, ["↓"]), " choose ", make("kbd", {}, ["↵"]), " open"]);
    var dialog = make("dialog", { class: "finder md-typeset", "aria-label": "Search" }, [
      make("div", { class: "finder-top" }, [input, close]), list, status,
      make("div", { class: "finder-foot" }, [all, keys])]);
    document.body.append(dialog);
    var runner = new Runner();
    var active = -1;
    /* The query that the list answers, and whether Enter was pressed before it did. */
    var answered = "", waiting = false;

    function options() { return Array.from(list.querySelectorAll("[role=option]")); }
    function choose(index) {
      var nodes = options();
      if (active >= 0 && nodes[active]) nodes[active].removeAttribute("aria-selected");
      active = nodes.length ? (index + nodes.length) % nodes.length : -1;
      if (active === -1) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      nodes[active].setAttribute("aria-selected", "true");
      nodes[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", nodes[active].id);
    }
    function group(name, label, results, from) {
      if (!results.length) return null;
      return make("div", { role: "group", "aria-labelledby": "finder-" + name }, [
        make("p", { id: "finder-" + name, class: "finder-group", role: "presentation" }, [label])
      ].concat(results.map(function (result, index) {
        return make("a", { role: "option", id: "finder-option-" + (from + index), href: address(result), tabindex: "-1",
          class: "hit" }, body(result));
      })));
    }
    function open() {
      var node = options()[active];
      location.href = node ? node.href : all.href;
    }
    function show(state) {
      var kept = active >= 0 && options()[active] ? options()[active].href : "";
      list.replaceChildren.apply(list, [
        group("codes", "Codes, citations and titles", state.codes, 0),
        group("texts", "In the text", state.texts, state.codes.length)].filter(Boolean));
      var nodes = options();
      list.hidden = !nodes.length;
      input.setAttribute("aria-expanded", String(!!nodes.length));
      active = -1;
      var again = nodes.findIndex(function (node) { return node.href === kept; });
      if (nodes.length) choose(Math.max(again, 0));
      else choose(-1);
      status.textContent = count(state);
      if (!nodes.length && !state.done) return;
      answered = input.value.trim();
      if (waiting) open();
    }
    function run() {
      var query = input.value.trim();
      waiting = false;
      var target = withDay(new URL("search.html", ROOT));
      if (query) target.searchParams.set("q", query);
      all.href = target.href;
      if (!query) {
        runner.stop();
        show({ codes: [], texts: [], total: 0, on: "", fault: "", done: true });
        status.textContent = "";
        return;
      }
      runner.run(query, {}, MAX_TEXTS, show);
    }
    input.addEventListener("input", run);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (answered === input.value.trim()) open();
        else waiting = true;
      }
    });
    close.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    return { dialog: dialog, input: input };
  }

  function openFinder() {
    if (!finder) finder = buildFinder();
    if (!finder.dialog.open) finder.dialog.showModal();
    finder.input.focus();
    finder.input.select();
    loadLookup().catch(function () { /* said when a query is made */ });
    loadPagefind().catch(function () { /* said when a query is made */ });
  }

  function keysOff() {
    try {
      return localStorage.getItem("atlas-keys") === "off";
    } catch (refused) {
      return false;
    }
  }

  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    var chord = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    var single = (event.key === "/" || event.key === "s") && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!chord && !(single && !typing && !keysOff())) return;
    event.preventDefault();
    openFinder();
  });
  Array.prototype.forEach.call(document.querySelectorAll(".search-open"), function (link) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      openFinder();
    });
  });

  /* ---- the search page ---- */
  function buildPage(form) {
    var field = form.querySelector("input[name=q]");
    var selects = {};
    FILTERS.forEach(function (name) { selects[name] = form.querySelector("select[name=" + name + "]"); });
    var list = document.getElementById("search-results");
    var status = document.getElementById("search-status");
    var more = document.getElementById("search-more");
    var runner = new Runner();
    var limit = PAGE;

    function chosen() {
      var filters = {};
      FILTERS.forEach(function (name) { if (selects[name].value) filters[name] = selects[name].value; });
      return filters;
    }
    function fill(all) {
      FILTERS.forEach(function (name) {
        var values = Object.keys(all[name] || {}).sort();
        if (name === "year") values.reverse();
        values.forEach(function (value) { selects[name].append(make("option", { value: value }, [value])); });
        selects[name].closest("p").hidden = !values.length;
      });
    }
    function show(state) {
      list.replaceChildren.apply(list, state.codes.concat(state.texts).map(function (result) {
        return make("li", {}, [make("a", { class: "hit", href: address(result) }, body(result))]);
      }));
      status.textContent = count(state);
      more.hidden = !state.done || state.total <= limit;
    }
    function run() {
      var query = field.value.trim(), filters = chosen();
      var target = withDay(new URL(location.pathname, location.href));
      if (query) target.searchParams.set("q", query);
      Object.keys(filters).forEach(function (name) { target.searchParams.set(name, filters[name]); });
      history.replaceState(null, "", target);
      if (!query && !Object.keys(filters).length) {
        runner.stop();
        list.replaceChildren();
        status.textContent = "";
        more.hidden = true;
        return;
      }
      runner.run(query, filters, limit, show);
    }
    function restart() {
      limit = PAGE;
      run();
    }
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      restart();
    });
    field.addEventListener("input", restart);
    FILTERS.forEach(function (name) { selects[name].addEventListener("change", restart); });
    more.addEventListener("click", function () {
      limit += PAGE;
      run();
    });
    var keys = document.getElementById("search-keys");
    keys.checked = !keysOff();
    keys.addEventListener("change", function () {
      try {
        localStorage.setItem("atlas-keys", keys.checked ? "on" : "off");
      } catch (refused) {
        keys.checked = true;
      }
    });
    var given = new URLSearchParams(location.search);
    field.value = given.get("q") || "";
    var filtered = FILTERS.some(function (name) { return given.get(name); });
    if (!filtered) run();
    loadPagefind().then(function (engine) { return engine.filters(); }).then(fill, function () {
      form.querySelector(".search-filters").hidden = true;
    }).then(function () {
      if (!filtered) return;
      FILTERS.forEach(function (name) { if (given.get(name)) selects[name].value = given.get(name); });
      run();
    });
    if (!field.value) field.focus();
  }
  var pageForm = document.getElementById("search-form");
  if (pageForm) buildPage(pageForm);
})();
