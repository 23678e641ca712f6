/* The rows that search, explorer and time views share, loaded when first asked for, and statuses by day. */
(function () {
  "use strict";
  var ROOT = new URL("../../", document.currentScript.src);
  var DAY = /^\d{4}-\d{2}-\d{2}$/;
  var loads = {};

  /* Makes an element: name, attributes, children (text or nodes). */
  function make(name, attributes, children) {
    var node = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { if (child !== null && child !== undefined) node.append(child); });
    return node;
  }

  /* A data file of ours: a script that assigns one global. It may be asked for again after a failure. */
  function load(path, name) {
    if (!loads[path]) {
      loads[path] = new Promise(function (done, failed) {
        var script = make("script", { src: new URL(path, ROOT).href });
        script.onload = function () { done(window[name]); };
        script.onerror = function () {
          delete loads[path];
          failed(new Error("The file " + path + " did not load."));
        };
        document.head.append(script);
      });
    }
    return loads[path];
  }

  var names = null, facts = null;
  function loadNames() {
    if (!names) {
      names = load("assets/lookup.js", "ATLAS_LOOKUP").then(function (data) {
        var rows = data.rows.map(function (row) {
          return {
            path: row[0], kind: data.kinds[row[1]], weight: row[1], title: row[2], code: row[3], jurisdiction: row[4],
            status: row[5], names: [row[0].replace(/^.*\/|\.html$/g, "")].concat(row.slice(6)), list: "", topics: [], years: [], spans: [],
          };
        });
        var byPath = new Map(rows.map(function (row) { return [row.path, row]; }));
        return { on: data.on, kinds: data.kinds, synonyms: data.synonyms, rows: rows, byPath: byPath, full: false };
      });
      names.catch(function () { names = null; });
    }
    return names;
  }

  /* Names and facts: the rows also know their list, topics, years and what they were on any day. */
  function loadFacts() {
    if (!facts) {
      facts = Promise.all([loadNames(), load("assets/facts.js", "ATLAS_FACTS")]).then(function (both) {
        var data = both[0], extra = both[1];
        data.rows.forEach(function (row, index) {
          var fact = extra.rows[index];
          row.list = extra.lists[fact[0]];
          row.topics = fact[1].map(function (topic) { return extra.topics[topic]; });
          row.years = fact[2].map(String);
          row.spans = fact[3];
        });
        data.states = extra.states;
        data.standings = extra.standings;
        data.full = true;
        return data;
      });
      facts.catch(function () { facts = null; });
    }
    return facts;
  }

  /* The span of [first day, state, standing] rows that holds on a day; null without a status. */
  function spanAt(spans, day) {
    var found = null;
    for (var i = 0; i < spans.length; i++) {
      if (spans[i][0] !== 0 && spans[i][0] > day) break;
      found = spans[i];
    }
    return found;
  }

  /* Word and standing of a row on a day; of the built day while the facts are not there. */
  function statusAt(data, row, day) {
    if (!data.full) return { state: row.status, standing: "" };
    var span = spanAt(row.spans, day);
    return span ? { state: data.states[span[1]], standing: data.standings[span[2]] } : { state: "", standing: "" };
  }

  function localDay() {
    var now = new Date();
    var two = function (n) { return (n < 10 ? "0" : "") + n; };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  function isDay(text) {
    if (!DAY.test(text || "")) return false;
    var date = new Date(text + "T00:00:00Z");
    return !isNaN(date) && date.toISOString().slice(0, 10) === text;
  }

  function daysFrom(start, end) {
    return Math.round((Date.parse(end + "T00:00:00Z") - Date.parse(start + "T00:00:00Z")) / 86400000);
  }

  function plusDays(day, count) {
    return new Date(Date.parse(day + "T00:00:00Z") + count * 86400000).toISOString().slice(0, 10);
  }

  /* The day that the address asks for, or today; a clock behind the build by more than a time zone is wrong. */
  function shownDay(built) {
    var asked = new URLSearchParams(location.search).get("on");
    if (isDay(asked)) return asked;
    return built && daysFrom(localDay(), built) > 1 ? built : localDay();
  }

  /* A day that was asked for travels along. */
  function withDay(url) {
    var on = new URLSearchParams(location.search).get("on");
    if (isDay(on)) url.searchParams.set("on", on);
    return url;
  }

  function badge(state, standing) {
    if (!state) return null;
    var attributes = { class: "status", "data-state": state.replace(/ /g, "-"), "data-standing": standing || "" };
    return make("span", attributes, [make("b", {}, [state]), standing ? " " : null,
      standing ? make("small", {}, [standing]) : null]);
  }

  window.AtlasData = {
    root: ROOT, make: make, load: load, loadNames: loadNames, loadFacts: loadFacts, spanAt: spanAt, statusAt: statusAt,
    localDay: localDay, isDay: isDay, daysFrom: daysFrom, plusDays: plusDays, shownDay: shownDay, withDay: withDay,
    badge: badge,
  };
})();
