/* Runs one query: names as soon as they are known, then the full text. Late answers to old queries are dropped. */
(function () {
  "use strict";
  var DATA = window.AtlasData, FIND = window.AtlasFind, TEXT = window.AtlasText, CITE = window.AtlasCitation;
  var SETTLE = 60, MAX_NAMES = 200, BATCH = 20, MAX_READ = 160;

  function textFilters(data, filters, day) {
    var passed = Object.assign({}, filters);
    /* The index knows the statuses of the day it was built on; those of other days are looked up here. */
    if (day !== data.on) delete passed.status;
    return passed;
  }

  /* Reads results in batches until `limit` of them pass the filters. */
  function read(data, found, query, filters, day, limit) {
    var kept = [], place = 0;
    function next() {
      var batch = found.results.slice(place, place + Math.min(BATCH, limit));
      if (!batch.length || kept.length >= limit || place >= MAX_READ) return Promise.resolve(kept);
      place += batch.length;
      return Promise.all(batch.map(function (result) { return result.data(); })).then(function (list) {
        list.forEach(function (one) {
          var hit = TEXT.asHit(data, one, query, kept.length);
          if (hit && FIND.passes(data, hit.row, filters, day)) kept.push(hit);
        });
        return next();
      });
    }
    return next();
  }

  /* Hits for a citation as typed: the places it names, best of all; none where it is no citation. */
  function cited(data, query) {
    if (!CITE.key(query)) return Promise.resolve([]);
    return DATA.load("assets/cites.js", "ATLAS_CITES").then(function (cites) {
      return CITE.places(cites, query).map(function (place) {
        var row = data.byPath.get(place.path) || data.byPath.get(place.path.replace(/\.\d+\.html$/, ".html"));
        if (!row) return null;
        return { row: row.path === place.path ? row : Object.assign({}, row, { path: place.path }),
          score: 0, by: query, anchor: place.anchor, part: place.anchor };
      }).filter(Boolean);
    }, function () { return []; });
  }

  function Runner() {
    var turn = 0;
    this.stop = function () { turn++; };
    this.run = function (query, filters, limit, show) {
      var mine = ++turn, filtered = Object.keys(filters).length > 0;
      var state = { data: null, day: "", hits: [], total: 0, counts: {}, mended: "", near: [], fault: "", done: false };
      var current = function () { return mine === turn; };
      var update = function () { if (current()) show(state); };
      var byName = (filtered ? DATA.loadFacts() : DATA.loadNames()).then(function (data) {
        if (!current()) return;
        state.data = data;
        state.day = DATA.shownDay(data.on);
        if (!query) {
          state.hits = FIND.prepare(data).rows.filter(function (row) { return FIND.passes(data, row, filters, state.day); })
            .map(function (row) { return { row: row, score: FIND.TITLE, by: "" }; });
          state.total = state.hits.length;
          update();
          return;
        }
        return (filtered ? Promise.resolve([]) : cited(data, query)).then(function (first) {
          if (!current()) return;
          var known = new Set(first.map(function (hit) { return hit.row.path; }));
          state.hits = first.concat(FIND.find(data, query, filters, state.day).filter(function (hit) { return !known.has(hit.row.path); }));
          if (!state.hits.length) {
            state.mended = FIND.mended(data, query);
            if (state.mended) state.hits = FIND.find(data, state.mended, filters, state.day);
          }
          state.total = state.hits.length;
          state.hits = state.hits.slice(0, MAX_NAMES);
          update();
        });
      });
      byName.then(function () {
        return new Promise(function (later) { setTimeout(later, SETTLE); });
      }).then(function () {
        if (!current() || !query) return null;
        return DATA.loadFacts().then(function (data) {
          var search = function (text) {
            return TEXT.search(text, textFilters(data, filters, state.day)).then(function (found) {
              return read(data, found, text, filters, state.day, limit).then(function (hits) { return [found, hits]; });
            });
          };
          return search(query).then(function (answer) {
            return answer[1].length || !state.mended ? answer : search(state.mended);
          });
        });
      }).then(function (answer) {
        if (!answer || !current()) return;
        var known = new Set(state.hits.map(function (hit) { return hit.row.path; }));
        state.hits = state.hits.concat(answer[1].filter(function (hit) { return !known.has(hit.row.path); }));
        /* What was read through is counted as it passed; of the rest the index knows only how many there are. */
        var rest = answer[1].length >= limit;
        state.counts = rest ? answer[0].filters.kind || {} : {};
        state.total = Math.max(state.total, rest ? answer[0].results.length : state.hits.length);
      }, function (fault) {
        state.fault = state.data === null ? fault.message
          : location.protocol === "file:"
            ? "From a folder only codes, citations and names can be searched; the full text needs a web server."
            : "The full-text index did not load; codes, citations and names were searched.";
      }).then(function () {
        if (!current()) return;
        if (!state.hits.length && state.data && query) state.near = FIND.near(state.data, query);
        state.done = true;
        update();
      });
    };
  }

  /* One sentence on what was found, for the eye and the screen reader. */
  function told(state) {
    if (!state.done) return state.hits.length ? "" : "Searching …";
    if (!state.hits.length) return ("Nothing found. That it is not here does not mean it is not controlled. " + state.fault).trim();
    var text = state.total + (state.total === 1 ? " page. " : " pages. ");
    if (state.mended) text = "Nothing is spelt so; shown for “" + state.mended + "”: " + text;
    return (text + "Statuses are those of " + state.day + ". " + state.fault).trim();
  }

  window.AtlasRunner = { Runner: Runner, told: told };
})();
