/* The search that opens over any page with /, s or Ctrl-K. */
(function () {
  "use strict";
  var DATA = window.AtlasData, HITS = window.AtlasHits, make = DATA.make;
  var A_KIND = 4, TEXTS = 8;
  var finder = null;

  function searchPage(query) {
    var target = DATA.withDay(new URL("search.html", DATA.root));
    if (query) target.searchParams.set("q", query);
    return target.href;
  }

  function buildFinder() {
    var input = make("input", {
      type: "text", enterkeyhint: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "finder-list",
      "aria-autocomplete": "list", "aria-label": "Search every record", autocomplete: "off", spellcheck: "false",
      placeholder: "3A090, § 744.23, gallium, 稀土, distillation",
    });
    var list = make("div", { id: "finder-list", role: "listbox", "aria-label": "Results", hidden: "" });
    var status = make("p", { role: "status", class: "finder-count" });
    var near = make("p", { class: "finder-near", hidden: "" });
    var all = make("a", { class: "finder-all", href: searchPage("") }, ["All results and filters"]);
    var close = make("button", { type: "button", class: "finder-close" }, ["Close"]);
    var keys = make("span", { class: "finder-keys", "aria-hidden": "true" }, [
      make("kbd", {}, ["↑"]), make("kbd", {}, ["↓"]), " choose ", make("kbd", {}, ["↵"]), " open ", make("kbd", {}, ["Esc"]), " close"]);
    var dialog = make("dialog", { class: "finder md-typeset", "aria-label": "Search" }, [
      make("div", { class: "finder-top" }, [input, close]), list, status, near,
      make("div", { class: "finder-foot" }, [all, keys])]);
    document.body.append(dialog);
    var runner = new window.AtlasRunner.Runner();
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
    function group(state, one, number, from) {
      var name = "finder-group-" + number;
      var more = one.all > one.hits.length ? " (" + one.hits.length + " of " + one.all + ")" : "";
      return make("div", { role: "group", "aria-labelledby": name }, [
        make("p", { id: name, class: "finder-group", role: "presentation" }, [one.label + more]),
      ].concat(one.hits.map(function (hit, index) {
        return make("a", { role: "option", id: "finder-option-" + (from + index), href: HITS.address(hit), tabindex: "-1",
          class: "hit" }, HITS.body(state.data, hit, state.day));
      })));
    }
    function open() {
      var node = options()[active];
      location.href = node ? node.href : all.href;
    }
    function show(state) {
      var kept = active >= 0 && options()[active] ? options()[active].href : "";
      var from = 0;
      list.replaceChildren.apply(list, HITS.grouped(state.hits, A_KIND).map(function (one, number) {
        var node = group(state, one, number, from);
        from += one.hits.length;
        return node;
      }));
      var nodes = options();
      list.hidden = !nodes.length;
      input.setAttribute("aria-expanded", String(!!nodes.length));
      active = -1;
      var again = nodes.findIndex(function (node) { return node.href === kept; });
      choose(nodes.length ? Math.max(again, 0) : -1);
      status.textContent = window.AtlasRunner.told(state);
      near.hidden = !state.near.length;
      near.replaceChildren.apply(near, ["Try "].concat(state.near.map(function (text) {
        var button = make("button", { type: "button" }, [text]);
        button.addEventListener("click", function () {
          input.value = text;
          input.focus();
          run();
        });
        return button;
      })));
      if (!nodes.length && !state.done) return;
      answered = input.value.trim();
      if (waiting) open();
    }
    function run() {
      var query = input.value.trim();
      waiting = false;
      all.href = searchPage(query);
      if (!query) {
        runner.stop();
        show({ hits: [], near: [], done: true, fault: "" });
        status.textContent = "";
        return;
      }
      runner.run(query, {}, TEXTS, show);
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
    /* A failure is told when a query is made. */
    DATA.loadNames().then(window.AtlasFind.prepare).catch(function () {});
    DATA.loadFacts().catch(function () {});
    window.AtlasText.load().catch(function () {});
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
  window.AtlasKeys = { off: keysOff };
})();
