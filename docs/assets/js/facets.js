/* Facets: which rows pass a choice of values, and how many each further value would leave. */
(function () {
  "use strict";
  /* Name in the address, label, and the values of a row. */
  var FACETS = [
    ["kind", "Kind", function (row) { return [row.kind]; }],
    ["jurisdiction", "Jurisdiction or provider", function (row) { return row.jurisdiction ? [row.jurisdiction] : []; }],
    ["status", "Status on the day", function (row) { return row.now.state ? [row.now.state] : []; }],
    ["standing", "Standing", function (row) { return row.now.standing ? [row.now.standing] : []; }],
    ["topic", "Topic", function (row) { return row.topics; }],
    ["year", "Year of a text or change", function (row) { return row.years; }],
  ];

  function has(row, facet, chosen) {
    return !chosen.size || facet[2](row).some(function (value) { return chosen.has(value); });
  }

  /* Rows that pass `chosen` (name to set of values) and `words`, and per facet a map of value to count: of the
     rows that pass all other facets. */
  function apply(rows, chosen, words) {
    var counts = {}, passed = [];
    FACETS.forEach(function (facet) { counts[facet[0]] = new Map(); });
    rows.forEach(function (row) {
      if (words.length && !words.every(function (word) { return row.haystack.indexOf(word) !== -1; })) return;
      var failed = null, failures = 0;
      FACETS.forEach(function (facet) {
        if (failures < 2 && !has(row, facet, chosen[facet[0]])) {
          failures++;
          failed = facet;
        }
      });
      if (failures > 1) return;
      if (!failures) passed.push(row);
      FACETS.forEach(function (facet) {
        if (failures && facet !== failed) return;
        facet[2](row).forEach(function (value) { counts[facet[0]].set(value, (counts[facet[0]].get(value) || 0) + 1); });
      });
    });
    return { rows: passed, counts: counts };
  }

  window.AtlasFacets = { facets: FACETS, apply: apply };
})();
