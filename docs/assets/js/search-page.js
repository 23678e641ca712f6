/* The search page: filters, all results, and an address to share. */
(function () {
  "use strict";
  var DATA = window.AtlasData, HITS = window.AtlasHits, make = DATA.make;
  var FILTERS = ["kind", "jurisdiction", "status", "topic", "year"];
  var PAGE = 20;
  var form = document.getElementById("search-form");
  var field = form.querySelector("input[name=q]");
  var list = document.getElementById("search-results");
  var status = document.getElementById("search-status");
  var near = document.getElementById("search-near");
  var more = document.getElementById("search-more");
  var runner = new window.AtlasRunner.Runner();
  var selects = {}, limit = PAGE;
  FILTERS.forEach(function (name) { selects[name] = form.querySelector("select[name=" + name + "]"); });

  function chosen() {
    var filters = {};
    FILTERS.forEach(function (name) { if (selects[name].value) filters[name] = selects[name].value; });
    return filters;
  }

  function fill(data) {
    var values = { kind: new Set(), jurisdiction: new Set(), status: new Set(data.states), topic: new Set(), year: new Set() };
    data.rows.forEach(function (row) {
      values.kind.add(row.kind);
      if (row.jurisdiction) values.jurisdiction.add(row.jurisdiction);
      row.topics.forEach(function (topic) { values.topic.add(topic); });
      row.years.forEach(function (year) { values.year.add(year); });
    });
    FILTERS.forEach(function (name) {
      var sorted = Array.from(values[name]);
      if (name !== "status" && name !== "kind") sorted.sort();
      if (name === "year") sorted.reverse();
      sorted.forEach(function (value) { selects[name].append(make("option", { value: value }, [value])); });
    });
  }

  function show(state) {
    var left = limit;
    var shown = HITS.grouped(state.hits, 0).map(function (group) {
      var hits = group.hits.slice(0, left);
      left -= hits.length;
      var count = group.kind && state.counts[group.kind] > group.all ? state.counts[group.kind] : group.all;
      return hits.length ? make("section", { class: "search-group" }, [
        make("h2", {}, [group.label + " ", make("small", {}, [String(count)])]),
        make("ol", {}, hits.map(function (hit) {
          return make("li", {}, [make("a", { class: "hit", href: HITS.address(hit) }, HITS.body(state.data, hit, state.day))]);
        })),
      ]) : null;
    });
    list.replaceChildren.apply(list, shown.filter(Boolean));
    status.textContent = window.AtlasRunner.told(state);
    near.hidden = !state.near.length;
    near.replaceChildren.apply(near, ["Near misses: "].concat(state.near.flatMap(function (text, place) {
      var target = DATA.withDay(new URL(location.pathname, location.href));
      target.searchParams.set("q", text);
      return [place ? ", " : "", make("a", { href: target.href }, [text])];
    })));
    more.hidden = !state.done || state.total <= limit || state.hits.length <= limit && state.hits.length < PAGE;
  }

  function run() {
    var query = field.value.trim(), filters = chosen();
    var target = DATA.withDay(new URL(location.pathname, location.href));
    if (query) target.searchParams.set("q", query);
    Object.keys(filters).forEach(function (name) { target.searchParams.set(name, filters[name]); });
    history.replaceState(null, "", target);
    if (!query && !Object.keys(filters).length) {
      runner.stop();
      list.replaceChildren();
      status.textContent = "";
      near.hidden = more.hidden = true;
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
  document.addEventListener("atlas-day", restart);

  var keys = document.getElementById("search-keys");
  keys.checked = !window.AtlasKeys.off();
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
  DATA.loadFacts().then(fill, function () {
    form.querySelector(".search-filters").hidden = true;
  }).then(function () {
    FILTERS.forEach(function (name) { if (given.get(name)) selects[name].value = given.get(name); });
    if (filtered) run();
  });
  window.AtlasText.load().catch(function () {});
  if (!field.value) field.focus();
})();
