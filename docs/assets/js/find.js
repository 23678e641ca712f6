/* Finding rows by name: codes and citations whole, from their start or from inside, words of titles, words that
   mean the same, and words that are nearly spelt so. No page is needed to run it. */
(function () {
  "use strict";
  var FOLD = window.AtlasFold;
  var MAX_VARIANTS = 8, SHORTEST_GUESSED = 4;
  /* Best first: own code, other name, start of either, title's words, words of all names, inside a name. */
  var OWN = 0, NAMED = 1, STARTS_OWN = 2, STARTS = 3, TITLE = 4, TITLE_PART = 5, WORDS = 6, WORDS_PART = 7, INSIDE = 8;
  var OF_VARIANT = 0.4, CODED_TITLE = 1.5, BEHIND = 2.5, SHORT_NAME = 40;

  function words(text) {
    return text.normalize("NFKC").toLowerCase().split(/[^\p{L}\p{N}.]+/u).map(function (word) {
      return word.replace(/^\.+|\.+$/g, "");
    }).filter(Boolean);
  }

  /* Adds to each row what it is compared by, once; returns the words of all names with how many rows have them. */
  function prepare(data) {
    if (data.prepared) return data;
    var known = new Map();
    data.rows.forEach(function (row) {
      row.folded = [row.code].concat(row.names, row.title).map(function (name) { return FOLD.squash(name); });
      row.titleWords = words(row.code + " " + row.title);
      var others = row.names.slice(1).filter(function (name) { return /\s/.test(name) || !/-/.test(name); });
      row.allWords = row.titleWords.concat(words(others.join(" ")));
      row.text = " " + row.allWords.join(" ") + " ";
      new Set(row.allWords).forEach(function (word) {
        if (/^\p{Script=Latin}{4,}$/u.test(word)) known.set(word, (known.get(word) || 0) + 1);
      });
    });
    data.groups = (data.synonyms || []).map(function (group) {
      return group.map(function (term) { return words(term).join(" "); });
    });
    data.groups.forEach(function (group) {
      group.forEach(function (term) {
        term.split(" ").forEach(function (word) { if (/^\p{Script=Latin}{4,}$/u.test(word) && !known.has(word)) known.set(word, 0); });
      });
    });
    data.known = known;
    data.prepared = true;
    return data;
  }

  /* The query with each term of a group of synonyms put in place of another one of the group. */
  function variants(data, query) {
    var plain = " " + words(query).join(" ") + " ";
    var found = [];
    data.groups.forEach(function (group) {
      var here = group.filter(function (term) {
        return FOLD.hasHan(term) ? plain.indexOf(term) !== -1 : plain.indexOf(" " + term + " ") !== -1;
      }).sort(function (a, b) { return b.length - a.length; })[0];
      if (!here) return;
      group.forEach(function (term) {
        if (term !== here) found.push(plain.replace(here, term).trim());
      });
    });
    return found.slice(0, MAX_VARIANTS);
  }

  /* Whether two words are at most `most` edits apart; neighbours changing places is one edit. */
  function within(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = null, last = [], row = [], i, j;
    for (j = 0; j <= b.length; j++) last[j] = j;
    for (i = 1; i <= a.length; i++) {
      row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (before && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        if (row[j] < least) least = row[j];
      }
      if (least > most) return most + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  }

  /* Known words nearest to `word`, at most `count`; none for a word that is known or begins a known one. */
  function guesses(data, word, count) {
    if (word.length < SHORTEST_GUESSED || /[^\p{Script=Latin}]/u.test(word) || data.known.has(word)) return [];
    var most = word.length < 6 ? 1 : 2, found = [];
    data.known.forEach(function (rows, known) {
      var away = within(word, known, most);
      if (away <= most) found.push([away + (known[0] === word[0] ? 0 : 0.5) - Math.min(rows, 90) / 200, known]);
    });
    found.sort(function (a, b) { return a[0] - b[0] || (a[1] < b[1] ? -1 : 1); });
    return found.slice(0, count).map(function (entry) { return entry[1]; });
  }

  /* The query with every unknown word as it is nearly spelt; "" when there is nothing to mend. */
  function mended(data, query) {
    var changed = false;
    var list = words(query).map(function (word) {
      var near = guesses(data, word, 1)[0];
      if (!near) return word;
      changed = true;
      return near;
    });
    return changed ? list.join(" ") : "";
  }

  function hasWords(list, wanted, whole) {
    return wanted.every(function (word) {
      return list.some(function (one) { return whole ? one === word : one.indexOf(word) === 0; });
    });
  }

  /* H20 begins H200, but the number goes on: less good than a name that goes on with something else. */
  function goesOn(name, folded) {
    return /\d$/.test(folded) && /\d/.test(name[folded.length]) ? 0.7 : 0;
  }

  /* How well a row fits one wording of the query, the less the better; -1 for not at all. */
  function rank(row, folded, wanted, coded) {
    var best = -1;
    for (var i = 0; i < row.folded.length; i++) {
      var name = row.folded[i];
      if (!name) continue;
      var place = name.indexOf(folded);
      if (place === -1) continue;
      var own = (i === 0 || i === row.folded.length - 1);
      var value = name === folded ? (own ? OWN : NAMED)
        : coded && place === 0 ? (own ? STARTS_OWN : STARTS) + goesOn(name, folded)
          : coded && name.length < SHORT_NAME && name.endsWith(folded) ? STARTS
            : coded || folded.length > 3 || FOLD.hasHan(folded) ? INSIDE : -1;
      if (value === INSIDE && own && FOLD.hasHan(folded)) value = TITLE;
      if (value !== -1 && (best === -1 || value < best)) best = value;
    }
    if (best === OWN || best === NAMED) return best;
    if (!wanted.length) return best;
    if (coded && hasWords(row.titleWords, [folded], true)) return Math.min(CODED_TITLE, best === -1 ? CODED_TITLE : best);
    var byWords = hasWords(row.titleWords, wanted, true) ? (coded && wanted.length === 1 ? CODED_TITLE : TITLE) : hasWords(row.titleWords, wanted, false) ? TITLE_PART
      : hasWords(row.allWords, wanted, true) ? WORDS : hasWords(row.allWords, wanted, false) ? WORDS_PART : -1;
    if (byWords === -1) return best;
    return best === -1 ? byWords : Math.min(best, byWords);
  }

  function wordings(data, query) {
    return [query].concat(variants(data, query)).map(function (text, index) {
      return {
        folded: FOLD.squash(text), wanted: words(text), coded: /\d/.test(text), less: index ? OF_VARIANT : 0, text: text,
      };
    }).filter(function (one) { return one.folded.length > 1 || FOLD.hasHan(one.folded); });
  }

  /* Whether a row passes the filters on the day. */
  function passes(data, row, filters, day) {
    if (filters.kind && row.kind !== filters.kind) return false;
    if (filters.jurisdiction && row.jurisdiction !== filters.jurisdiction) return false;
    if (filters.topic && row.topics.indexOf(filters.topic) === -1) return false;
    if (filters.year && row.years.indexOf(filters.year) === -1) return false;
    return !filters.status || window.AtlasData.statusAt(data, row, day).state === filters.status;
  }

  /* Rows for a query as {row, score, by}, best first; `by` is the wording that found it. */
  function find(data, query, filters, day) {
    prepare(data);
    var list = wordings(data, query), found = [];
    data.rows.forEach(function (row) {
      if (!passes(data, row, filters || {}, day)) return;
      var best = -1, by = "";
      list.forEach(function (one) {
        var value = rank(row, one.folded, one.wanted, one.coded);
        /* A text that was read stands behind what was written from it. */
        if (value > NAMED && row.kind === "Source") value += BEHIND;
        if (value !== -1 && (best === -1 || value + one.less < best)) {
          best = value + one.less;
          by = one.text;
        }
      });
      if (best !== -1) found.push({ row: row, score: best, by: by });
    });
    found.sort(function (a, b) {
      return a.score - b.score || (a.score < TITLE ? a.row.title.length - b.row.title.length : 0) || a.row.weight - b.row.weight || a.row.title.length - b.row.title.length
        || (a.row.path < b.row.path ? -1 : 1);
    });
    return found;
  }

  /* What to try when nothing was found: rows that have some of the words, and words spelt nearly so. */
  function near(data, query) {
    prepare(data);
    var list = words(query), suggested = [];
    list.forEach(function (word) {
      guesses(data, word, 3).forEach(function (one) {
        suggested.push(list.map(function (other) { return other === word ? one : other; }).join(" "));
      });
    });
    if (list.length > 1) list.forEach(function (word) { if (word.length > 2) suggested.push(word); });
    var code = FOLD.squash(query).match(/^[a-z]?\d[a-z0-9.]*/);
    for (var cut = code ? code[0].length - 1 : 0; cut > 2 && suggested.length < 3; cut--) suggested.push(code[0].slice(0, cut));
    return Array.from(new Set(suggested)).filter(function (text) { return find(data, text, {}, "").length; }).slice(0, 4);
  }

  window.AtlasFind = { prepare: prepare, find: find, mended: mended, near: near, passes: passes, variants: variants, words: words, TITLE: TITLE };
})();
