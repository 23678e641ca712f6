/* Citations as people type them, read into the keys that the site's data knows them by; then the places they name.
   The keys are those of control_atlas.cite.keys. No page is needed to read. */
(function () {
  "use strict";
  var STEPS = "((?:\\s*\\([0-9a-z]{1,5}\\)){0,9})";
  var CFR = "(?:title\\s*)?(\\d{1,2})\\s*(?:c\\.?\\s*f\\.?\\s*r\\.?|code of federal regulations),?\\s*";
  var SIGN = "(?:§+|sections?|sec\\.?)\\s*";
  var SECTION = "(\\d{1,4}[a-z]?)\\.(\\d{1,5}[a-z]{0,2})" + STEPS;
  var ENTRY = "(?:,?\\s*(?:eccn\\s*)?(\\d[a-e]\\d{3}(?:\\.[0-9a-z]{1,2}){0,9}))?";
  var CODE = /^(\d[a-e]\d{3})((?:\.[0-9a-z]{1,2}){0,9})$/i;
  var LETTERS = { regulation: "R", directive: "L", decision: "D", recommendation: "H" };

  function plain(text) {
    return text.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
      .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/\s+/g, " ").trim();
  }

  function number(digits) { return String(parseInt(digits.replace(/,/g, ""), 10)); }

  /* (a) (1) -> (a)(1); letters keep their case, which tells the levels apart. */
  function joined(steps) { return (steps || "").replace(/\s+/g, ""); }

  function entry(code) {
    var found = CODE.exec(code);
    return found ? found[1].toUpperCase() + found[2].toLowerCase() : "";
  }

  function section(title, part, own, steps) { return "cfr:" + number(title) + ":" + part + "." + own + joined(steps); }

  function supplement(title, part, count, code) {
    return "cfr:" + number(title || "15") + ":" + part + " supp. " + count + (code ? " ECCN " + entry(code) : "");
  }

  function union(kind, first, second, numberFirst) {
    var letter = LETTERS[kind.toLowerCase()];
    var year = parseInt(first, 10) > 2014 && !numberFirst ? first : second;
    var count = year === first ? second : first;
    if (year.length === 2) year = "19" + year;
    return "eu:" + letter + ":" + year + ":" + parseInt(count, 10);
  }

  function rule(pattern, key) { return { pattern: new RegExp("^(?:" + pattern + ")", "i"), key: key }; }

  var RULES = [
    rule(CFR + "(?:" + SIGN + ")?" + SECTION, function (m) { return section(m[1], m[2], m[3], m[4]); }),
    rule("(?:" + SIGN + ")?(7\\d{2})\\.(\\d{1,3})" + STEPS + "(?=$|[ ,;])", function (m) { return section("15", m[1], m[2], m[3]); }),
    rule(SIGN + SECTION, function (m) { return section("15", m[1], m[2], m[3]); }),
    rule("(?:" + CFR + ")?supp(?:lement|l)?\\.?\\s*(?:no\\.?)?\\s*(\\d{1,2})\\s*to\\s*(?:part|pt\\.?)\\s*(\\d{3,4})" + ENTRY,
      function (m) { return supplement(m[1], m[3], m[2], m[4]); }),
    rule(CFR + "(?:part|pt\\.?)?\\s*(\\d{1,4}),?\\s*supp(?:lement|l)?\\.?\\s*(?:no\\.?)?\\s*(\\d{1,2})" + ENTRY,
      function (m) { return supplement(m[1], m[2], m[3], m[4]); }),
    rule(CFR + "(?:parts?|pts?\\.?)\\s*(\\d{1,4})", function (m) { return "cfr:" + number(m[1]) + ":" + m[2]; }),
    rule("(\\d{1,3})\\s*(?:f\\.?\\s*r\\.?|fed\\.?\\s*reg\\.?|federal register),?\\s*(?:at\\s+)?(\\d{1,3}(?:,\\d{3}){1,2}|\\d{1,7})",
      function (m) { return "fr:" + number(m[1]) + ":" + number(m[2]); }),
    rule("(?:fr\\s*doc(?:\\.|ument)?\\s*(?:no\\.?)?\\s*)?((?:[a-z]\\d-)?\\d{4}-\\d{4,6})$", function (m) { return "frdoc:" + m[1].toLowerCase(); }),
    rule("(?:title\\s*)?(\\d{1,2})\\s*(?:u\\.?\\s*s\\.?\\s*c\\.?(?:ode)?|united states code),?\\s*(?:" + SIGN + ")?(\\d{1,5}[a-z]{0,4})" + STEPS,
      function (m) { return "usc:" + number(m[1]) + ":" + m[2].toLowerCase() + joined(m[3]); }),
    rule("(?:pub(?:lic|\\.)?\\s*l(?:aw|\\.)?|p\\.?\\s*l\\.?),?\\s*(?:no\\.?\\s*)?(\\d{2,3})-(\\d{1,4})", function (m) { return "law:" + m[1] + "-" + m[2]; }),
    rule("(?:e\\.?\\s*o\\.?|exec(?:utive|\\.)?\\s*order)\\s*(?:no\\.?\\s*)?(\\d{1,2},?\\d{3})\\b", function (m) { return "eo:" + number(m[1]); }),
    rule("procl(?:amation|\\.)?\\s*(?:no\\.?\\s*)?(\\d{1,2},?\\d{3})\\b", function (m) { return "proclamation:" + number(m[1]); }),
    rule(".{0,60}?公告\\s*[\\[〔]?(\\d{4})[年\\]〕]?\\s*第?\\s*(\\d{1,4})号", function (m) { return "cnno:" + m[1] + ":" + number(m[2]); }),
    rule("(\\d{4})年\\s*第?\\s*(\\d{1,4})号", function (m) { return "cnno:" + m[1] + ":" + number(m[2]); }),
    rule("(?:.{0,80}?announcement\\s+)?no\\.?\\s*(\\d{1,4})\\s+of\\s+(\\d{4})", function (m) { return "cnno:" + m[2] + ":" + number(m[1]); }),
    rule("(?:council |commission )?(?:delegated |implementing )?(regulation|directive|decision|recommendation)\\s*(?:\\((?:eu|ec|eec|euratom|cfsp)\\))?\\s*(no\\.?)?\\s*(\\d{1,5})/(\\d{1,5})",
      function (m) { return union(m[1], m[3], m[4], !!m[2]); }),
    rule("(?:celex\\s*:?\\s*)?[03](\\d{4})([RLDH])(\\d{4})", function (m) { return "eu:" + m[2].toUpperCase() + ":" + m[1] + ":" + parseInt(m[3], 10); }),
    rule("s\\.?\\s*i\\.?\\s*(\\d{4})(?:/|\\s*no\\.?\\s*)(\\d{1,5})", function (m) { return "si:" + m[1] + ":" + number(m[2]); }),
    rule("sor/(\\d{2,4})-(\\d{1,4})", function (m) { return "sor:" + (m[1].length === 2 ? "19" + m[1] : m[1]) + ":" + number(m[2]); }),
    rule("(?:stcrt\\.?|staatscourant)\\s*(\\d{4}),?\\s*(?:nr\\.?\\s*)?(\\d{1,6})", function (m) { return "stcrt:" + m[1] + ":" + number(m[2]); }),
    rule("(?:eccn\\s*)?(\\d[a-e]\\d{3}(?:\\.[0-9a-z]{1,2}){0,9})$", function (m) { return "code:" + entry(m[1]); }),
  ];

  /* The key of what is typed; "" where it is no citation. */
  function key(text) {
    var words = plain(text).slice(0, 200);
    for (var i = 0; i < RULES.length; i++) {
      var found = RULES[i].pattern.exec(words);
      if (found) return RULES[i].key(found);
    }
    return "";
  }

  /* The key, then those of the places that hold it, a step wider each time. */
  function wider(first) {
    var keys = [first], one = first, shorter;
    while ((shorter = one.replace(/(?:\([^()]*\)|\.[0-9a-z]+)$/, "")) !== one) {
      if (/^cfr:/.test(one) && one.indexOf("(") === -1 && one.indexOf("ECCN") === -1) break;
      one = shorter;
      keys.push(one);
    }
    if (/^cfr:/.test(one)) {
      if (one.indexOf(" ECCN ") !== -1) keys.push(one = one.slice(0, one.indexOf(" ECCN ")));
      var mark = one.indexOf(" ") !== -1 ? " " : ".";
      if (one.indexOf(mark) !== -1) keys.push(one.slice(0, one.indexOf(mark)));
    }
    return keys;
  }

  /* Where what is typed stands on the site: [{path, anchor, exact}], best first. */
  function places(data, text) {
    var first = key(text);
    if (!first) return [];
    var keys = wider(first);
    for (var i = 0; i < keys.length; i++) {
      var rows = data.keys[keys[i]];
      if (rows) {
        return rows.map(function (row) { return { path: data.paths[row[0]], anchor: row[1] || "", exact: i === 0 }; });
      }
    }
    var paged = /^fr:(\d+):(\d+)$/.exec(first), page = paged ? parseInt(paged[2], 10) : 0;
    return (paged && data.pages[paged[1]] || []).filter(function (row) { return row[0] <= page && page <= row[1]; })
      .map(function (row) { return { path: data.paths[row[2]], anchor: "", exact: false }; });
  }

  var api = { key: key, wider: wider, places: places };
  if (typeof window === "undefined") globalThis.AtlasCitation = api;
  else window.AtlasCitation = api;
})();
