/* Instruments in the lanes of their regimes: one line each, its life as bars, its suspensions as gaps. */
(function () {
  "use strict";
  var DATA = window.AtlasData, make = DATA.make;
  var SVG = "http://www.w3.org/2000/svg", LINE = 24, STEP = 0.25;
  var WHOLE = ["2018-01-01", "2028-12-31"], FIRST = "1990-01-01", LAST = "2099-12-31", SHORTEST = 30;
  var root = document.getElementById("lanes"), form = root.querySelector("form"), box = root.querySelector(".lanes-box");
  var status = document.getElementById("lanes-status");
  var data = window.ATLAS_LANES, view = WHOLE.slice(), day = "";
  var HIDDEN = new Set(["not yet made", "ended"]);

  function draw(name, attributes) {
    var node = document.createElementNS(SVG, name);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    return node;
  }

  function number(text) { return Date.parse(text + "T00:00:00Z") / 86400000; }
  function share(text) {
    var from = number(view[0]), to = number(view[1]) + 1;
    return Math.min(100, Math.max(0, (number(text) - from) / (to - from) * 100));
  }

  /* Stretches of a row's life as {from, to, word, beyond}, last day excluded. */
  function stretches(spans) {
    return spans.map(function (span, index) {
      return {
        from: span[0] === 0 ? FIRST : span[0], to: index + 1 < spans.length ? spans[index + 1][0] : LAST,
        word: data.states[span[1]], beyond: data.standings[span[2]] === "computed beyond the last text",
      };
    }).filter(function (one) { return !HIDDEN.has(one.word); });
  }

  function told(life) {
    return life.filter(function (one) { return one.word !== "unknown" || one.from !== FIRST; }).map(function (one) {
      return one.word + " from " + one.from + (one.to === LAST ? "" : " to " + DATA.plusDays(one.to, -1));
    }).join("; ") || "no dated life";
  }

  function chosen() {
    return { regime: form.elements.regime.value, topic: form.elements.topic.value, only: form.elements.only.value, words: form.elements.words.value.trim() };
  }

  function passes(row, filters, words) {
    if (filters.regime && data.lanes[row[3]] !== filters.regime) return false;
    if (filters.topic && row[4].indexOf(filters.topic) === -1) return false;
    var names = row[5].map(function (span) { return data.states[span[1]]; });
    if (filters.only === "paused" && names.indexOf("suspended") === -1 && names.indexOf("not enforced") === -1) return false;
    var now = DATA.spanAt(row[5], day), word = now ? data.states[now[1]] : "unknown";
    if (filters.only === "ended" && word !== "ended") return false;
    if (filters.only === "ahead" && ["issued", "adopted", "proposed", "not yet made"].indexOf(word) === -1) return false;
    var text = (row[1] + " " + row[2]).toLowerCase();
    return words.every(function (one) { return text.indexOf(one) !== -1; });
  }

  function bars(life) {
    var svg = draw("svg", { class: "lane-bars", "aria-hidden": "true", focusable: "false", preserveAspectRatio: "none", viewBox: "0 0 100 " + LINE });
    life.forEach(function (one) {
      var from = share(one.from), to = share(one.to);
      if (to <= 0 || from >= 100 || to <= from) return;
      var width = Math.max(to - from, 0.25);
      svg.append(draw("rect", { class: "bar", "data-word": one.word, "data-beyond": String(one.beyond), x: from, width: width,
        y: one.word === "suspended" ? 11 : one.beyond ? 9 : 6, height: one.word === "suspended" ? 2 : one.beyond ? 6 : 12 }));
    });
    return svg;
  }

  function ticks() {
    var years = [], from = Number(view[0].slice(0, 4)), to = Number(view[1].slice(0, 4));
    var every = Math.max(1, Math.ceil((to - from) / 12));
    for (var year = from; year <= to; year++) if ((year - from) % every === 0) years.push([year + "-01-01", String(year)]);
    if (to - from < 2) {
      for (var month = 0, at = view[0].slice(0, 8) + "01"; at <= view[1] && month < 30; month++) {
        if (!/-01-01$/.test(at)) years.push([at, at.slice(0, 7)]);
        at = DATA.plusDays(at, 32).slice(0, 8) + "01";
      }
    }
    return years.filter(function (tick) { return tick[0] >= view[0] && tick[0] <= view[1]; });
  }

  function scale() {
    var svg = draw("svg", { class: "lane-scale", "aria-hidden": "true", focusable: "false" });
    ticks().forEach(function (tick) {
      var place = share(tick[0]) + "%", text = draw("text", { x: place, dx: 4, y: 14 });
      text.textContent = tick[1];
      svg.append(draw("line", { x1: place, x2: place, y1: 0, y2: 20 }), text);
    });
    return svg;
  }

  function line(row) {
    var life = stretches(row[5]), url = DATA.withDay(new URL(row[0], DATA.root));
    var node = make("li", { class: "lane-line" }, [
      make("a", { href: url.href, title: row[2] + ": " + told(life) }, [row[1], make("span", { class: "sr" }, [": " + told(life)])]),
    ]);
    node.append(bars(life));
    return node;
  }

  function today() {
    if (day < view[0] || day > view[1]) return null;
    var svg = draw("svg", { class: "lane-today", "aria-hidden": "true", focusable: "false" }), place = share(day) + "%";
    svg.append(draw("line", { x1: place, x2: place, y1: 0, y2: "100%" }));
    return svg;
  }

  function show() {
    day = DATA.shownDay(data.on);
    var filters = chosen(), words = filters.words.toLowerCase().split(/\s+/).filter(Boolean), count = 0;
    var kept = box.scrollTop;
    var sections = data.lanes.map(function (name, lane) {
      var rows = data.rows.filter(function (row) { return row[3] === lane && passes(row, filters, words); });
      var seen = rows.map(function (row) { return [row, stretches(row[5]).filter(function (one) { return one.word !== "unknown"; })]; })
        .filter(function (pair) { return pair[1].some(function (one) { return one.to > view[0] && one.from <= view[1]; }) || !pair[1].length && filters.only; })
        .sort(function (a, b) { return (a[1].length ? a[1][0].from : FIRST) < (b[1].length ? b[1][0].from : FIRST) ? -1 : 1; });
      count += seen.length;
      if (!seen.length) return null;
      return make("section", { class: "lane" }, [
        make("h2", {}, [name + " ", make("small", {}, [String(seen.length)])]),
        make("ul", {}, seen.map(function (pair) { return line(pair[0]); })),
      ]);
    });
    box.replaceChildren(make("div", { class: "lane-top" }, [scale()]));
    sections.filter(Boolean).forEach(function (node) { box.append(node); });
    var upright = today();
    if (upright) {
      upright.style.height = box.scrollHeight + "px";
      box.append(upright);
    }
    box.scrollTop = kept;
    status.textContent = count + (count === 1 ? " instrument" : " instruments") + " between " + view[0] + " and " + view[1] + ". The upright line is " + day + ".";
    var url = DATA.withDay(new URL(location.pathname, location.href));
    Object.keys(filters).forEach(function (name) { if (filters[name]) url.searchParams.set(name, filters[name]); });
    if (view[0] !== WHOLE[0]) url.searchParams.set("from", view[0]);
    if (view[1] !== WHOLE[1]) url.searchParams.set("to", view[1]);
    history.replaceState(history.state, "", url);
  }

  function zoom(how) {
    var from = number(view[0]), length = number(view[1]) - from, text = function (value) { return new Date(value * 86400000).toISOString().slice(0, 10); };
    if (how === "all") view = WHOLE.slice();
    else {
      var middle = how === "in" && day > view[0] && day < view[1] ? number(day) : from + length / 2;
      var size = how === "in" ? Math.max(SHORTEST, length / 2) : how === "out" ? length * 2 : length;
      var start = how === "earlier" ? from - length * STEP : how === "later" ? from + length * STEP : middle - size / 2;
      view = [text(Math.max(number(FIRST), Math.round(start))), text(Math.min(number(LAST), Math.round(start + size)))];
    }
    show();
  }

  var given = new URLSearchParams(location.search);
  data.lanes.forEach(function (name) { form.elements.regime.append(make("option", { value: name }, [name])); });
  Array.from(new Set(data.rows.flatMap(function (row) { return row[4]; }))).sort().forEach(function (topic) {
    form.elements.topic.append(make("option", { value: topic }, [topic]));
  });
  ["regime", "topic", "only", "words"].forEach(function (name) { if (given.get(name)) form.elements[name].value = given.get(name); });
  if (DATA.isDay(given.get("from")) && DATA.isDay(given.get("to") || WHOLE[1])) view[0] = given.get("from");
  if (DATA.isDay(given.get("to")) && given.get("to") > view[0]) view[1] = given.get("to");
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", show);
  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-zoom]");
    if (button) zoom(button.dataset.zoom);
  });
  box.addEventListener("keydown", function (event) {
    var how = { ArrowLeft: "earlier", ArrowRight: "later", "+": "in", "-": "out" }[event.key];
    if (!how || event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    zoom(how);
  });
  document.addEventListener("atlas-day", show);
  show();
})();
