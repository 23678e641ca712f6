/* The explorer: every record in one table, narrowed by facets, sorted, dated, and handed over as a file. */
(function () {
  "use strict";
  var DATA = window.AtlasData, FACETS = window.AtlasFacets, make = DATA.make;
  var HEIGHT = 40, FURTHER_PAGE = /\.\d+\.html$/, BEYOND = "computed beyond the last text";
  /* Name, label, whether shown at first, how a row sorts, how its cell looks. */
  var COLUMNS = [
    ["code", "Code", true, function (row) { return row.code; }, function (row) { return row.code ? [make("code", {}, [row.code])] : []; }],
    ["title", "Title", true, function (row) { return row.title; }, function (row) { return [link(row)]; }],
    ["kind", "Kind", true, function (row) { return String(row.weight).padStart(2, "0"); }, function (row) { return [row.kind]; }],
    ["jurisdiction", "Jurisdiction", true, function (row) { return row.jurisdiction; }, function (row) { return [row.jurisdiction]; }],
    ["status", "Status", true, function (row) { return row.now.state; }, function (row) { return [DATA.badge(row.now.state, "")]; }],
    ["standing", "Standing", false, function (row) { return row.now.standing; }, function (row) { return [row.now.standing]; }],
    ["list", "List", false, function (row) { return row.list; }, function (row) { return [row.list]; }],
    ["topics", "Topics", false, function (row) { return row.topics.join(", "); }, function (row) { return [row.topics.join(", ")]; }],
    ["since", "First year", true, function (row) { return row.years[0] || ""; }, function (row) { return [row.years[0] || ""]; }],
    ["last", "Last year", false, function (row) { return row.years[row.years.length - 1] || ""; }, function (row) { return [row.years[row.years.length - 1] || ""]; }],
    ["id", "Id", false, function (row) { return window.AtlasSelection.identity(row); }, function (row) { return [make("code", {}, [window.AtlasSelection.identity(row)])]; }],
  ];
  var root = document.getElementById("explorer");
  var field = root.querySelector("#explore-q"), facetBox = root.querySelector(".explore-facets");
  var status = root.querySelector("#explore-status"), table = root.querySelector("table"), box = root.querySelector(".explore-box");
  var columnBox = root.querySelector(".explore-columns"), chips = root.querySelector(".explore-chosen");
  var chosen = {}, shown = new Set(), sorting = { by: "", down: false }, data = null, rows = [], passed = [], day = "", view = null;
  FACETS.facets.forEach(function (facet) { chosen[facet[0]] = new Set(); });

  function link(row) {
    var url = DATA.withDay(new URL(row.path, DATA.root));
    return make("a", { href: url.href, title: row.title }, [row.title]);
  }

  function columns() { return COLUMNS.filter(function (column) { return shown.has(column[0]); }); }

  function drawRow(row) {
    return make("tr", {}, columns().map(function (column) { return make("td", { "data-column": column[0] }, column[4](row)); }));
  }

  function drawHead() {
    table.tHead.replaceChildren(make("tr", { "aria-rowindex": "1" }, columns().map(function (column) {
      var button = make("button", { type: "button" }, [column[1]]);
      var head = make("th", { scope: "col", "data-column": column[0] }, [button]);
      if (sorting.by === column[0]) head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
      button.addEventListener("click", function () {
        sorting = { by: column[0], down: sorting.by === column[0] && !sorting.down };
        update("sort");
        table.tHead.querySelector("[data-column=" + column[0] + "] button").focus();
      });
      return head;
    })));
  }

  function sorted(list) {
    var column = COLUMNS.find(function (one) { return one[0] === sorting.by; });
    if (!column) return list;
    var order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    var keyed = list.map(function (row, place) { return [column[3](row), place, row]; });
    keyed.sort(function (a, b) {
      if (!a[0] !== !b[0]) return a[0] ? -1 : 1;
      return (sorting.down ? -1 : 1) * order.compare(a[0], b[0]) || a[1] - b[1];
    });
    return keyed.map(function (entry) { return entry[2]; });
  }

  function drawFacets(counts) {
    var opened = new Set(Array.from(facetBox.querySelectorAll("details[open]")).map(function (node) { return node.dataset.facet; }));
    var focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : "";
    facetBox.replaceChildren.apply(facetBox, FACETS.facets.map(function (facet, place) {
      var name = facet[0], set = chosen[name];
      var values = Array.from(new Set(Array.from(counts[name].keys()).concat(Array.from(set))));
      values.sort(function (a, b) {
        return name === "year" ? (a < b ? 1 : -1) : (counts[name].get(b) || 0) - (counts[name].get(a) || 0) || (a < b ? -1 : 1);
      });
      var list = make("ul", {}, values.map(function (value) {
        var tick = make("input", { type: "checkbox", "data-key": name + "=" + value });
        tick.checked = set.has(value);
        tick.addEventListener("change", function () {
          if (tick.checked) set.add(value);
          else set.delete(value);
          update("facet");
        });
        return make("li", {}, [make("label", {}, [tick, " ", make("span", {}, [value]), " ", make("small", {}, [String(counts[name].get(value) || 0)])])]);
      }));
      var open = opened.has(name) || set.size > 0 || (!facetBox.children.length && place < 3 && window.innerWidth > 900);
      var node = make("details", { "data-facet": name }, [make("summary", {}, [facet[1], set.size ? " (" + set.size + ")" : ""]), list]);
      node.open = open;
      return node;
    }));
    var again = focused && facetBox.querySelector('[data-key="' + CSS.escape(focused) + '"]');
    if (again) again.focus();
  }

  function drawChosen() {
    var nodes = [];
    FACETS.facets.forEach(function (facet) {
      chosen[facet[0]].forEach(function (value) {
        var button = make("button", { type: "button", "aria-label": "Remove " + facet[1] + ": " + value }, [value, " ✕"]);
        button.addEventListener("click", function () {
          chosen[facet[0]].delete(value);
          update("facet");
          field.focus();
        });
        nodes.push(button);
      });
    });
    chips.replaceChildren.apply(chips, nodes);
  }

  function address() {
    var url = DATA.withDay(new URL(location.pathname, location.href)), query = field.value.trim();
    if (query) url.searchParams.set("q", query);
    FACETS.facets.forEach(function (facet) { chosen[facet[0]].forEach(function (value) { url.searchParams.append(facet[0], value); }); });
    if (sorting.by) url.searchParams.set("sort", (sorting.down ? "-" : "") + sorting.by);
    var names = columns().map(function (column) { return column[0]; }).join(",");
    if (names !== standard()) url.searchParams.set("columns", names);
    return url;
  }

  function standard() {
    return COLUMNS.filter(function (column) { return column[2]; }).map(function (column) { return column[0]; }).join(",");
  }

  function update() {
    var found = FACETS.apply(rows, chosen, field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean));
    passed = sorted(found.rows);
    drawHead();
    drawFacets(found.counts);
    drawChosen();
    table.setAttribute("aria-rowcount", passed.length + 1);
    box.scrollTop = 0;
    view.show(passed);
    var beyond = passed.filter(function (row) { return row.now.standing === BEYOND; }).length;
    status.textContent = passed.length + " of " + rows.length + " records. Statuses are those of " + day
      + (beyond ? "; " + beyond + " are " + BEYOND + " read." : ".");
    if (!passed.length) status.textContent += " That a record is not here does not mean that a thing is not controlled.";
    history.replaceState(history.state, "", address());
  }

  function date() {
    day = DATA.shownDay(data.on);
    rows.forEach(function (row) { row.now = DATA.statusAt(data, row, day); });
  }

  function setUp(loaded, list) {
    data = loaded;
    rows = list;
    rows.forEach(function (row) {
      row.haystack = [row.code, row.title, row.jurisdiction, row.list, row.kind].concat(row.names, row.topics).join(" ").normalize("NFKC").toLowerCase();
    });
    date();
    update();
  }

  function readAddress() {
    var given = new URLSearchParams(location.search);
    field.value = given.get("q") || "";
    FACETS.facets.forEach(function (facet) { chosen[facet[0]] = new Set(given.getAll(facet[0])); });
    var sort = given.get("sort") || "";
    sorting = { by: sort.replace(/^-/, ""), down: sort[0] === "-" };
    shown = new Set((given.get("columns") || standard()).split(","));
    if (!columns().length) shown = new Set(standard().split(","));
  }

  function drawColumns() {
    columnBox.replaceChildren.apply(columnBox, COLUMNS.map(function (column) {
      var tick = make("input", { type: "checkbox" });
      tick.checked = shown.has(column[0]);
      tick.addEventListener("change", function () {
        if (tick.checked) shown.add(column[0]);
        else shown.delete(column[0]);
        if (!columns().length) {
          shown.add(column[0]);
          tick.checked = true;
        }
        update();
      });
      return make("li", {}, [make("label", {}, [tick, " ", column[1]])]);
    }));
  }

  view = new window.AtlasWindow(box, table.tBodies[0], HEIGHT, drawRow);
  readAddress();
  drawColumns();
  field.addEventListener("input", update);
  root.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });
  root.querySelector(".explore-clear").addEventListener("click", function () {
    FACETS.facets.forEach(function (facet) { chosen[facet[0]].clear(); });
    field.value = "";
    sorting = { by: "", down: false };
    update();
    field.focus();
  });
  Array.prototype.forEach.call(root.querySelectorAll("[data-form]"), function (button) {
    button.addEventListener("click", function () {
      window.AtlasSelection.save(button.dataset.form, passed, day).then(function () {
        status.textContent = passed.length + " records were written to a file.";
      }, function (fault) { status.textContent = fault.message; });
    });
  });
  document.addEventListener("atlas-day", function () {
    if (!data) return;
    date();
    update();
  });
  DATA.loadFacts().then(function (loaded) {
    setUp(loaded, loaded.rows.filter(function (row) { return !FURTHER_PAGE.test(row.path); }));
  }).catch(function (fault) { status.textContent = fault.message; });
  window.AtlasExplore = { setUp: setUp };
})();
