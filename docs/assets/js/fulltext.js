/* The full text, from Pagefind, in the shape of the look-up's rows. Nothing of it loads before the first search. */
(function () {
  "use strict";
  var DATA = window.AtlasData, FOLD = window.AtlasFold;
  var ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
  var AROUND = 24;
  var engine = null;

  function load() {
    if (!engine) {
      engine = import(new URL("pagefind/pagefind.js", DATA.root).href).then(function (module) {
        return Promise.resolve(module.options({ baseUrl: "/", excerptLength: 22 })).then(function () { return module; });
      });
      engine.catch(function () { engine = null; });
    }
    return engine;
  }

  function search(query, filters) {
    return load().then(function (module) {
      var wanted = {};
      Object.keys(filters).forEach(function (name) { if (filters[name]) wanted[name] = filters[name]; });
      return module.search(FOLD.cut(query) || null, { filters: wanted });
    });
  }

  /* An excerpt as text and marked pieces: {text, hit}. */
  function pieces(excerpt) {
    return excerpt.split(/(<mark>[\s\S]*?<\/mark>)/).filter(Boolean).map(function (piece) {
      var text = piece.replace(/<\/?mark>/g, "").replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, function (name) {
        return ENTITIES[name];
      });
      return { text: text, hit: /^<mark>/.test(piece) };
    });
  }

  /* Around a Chinese phrase as it stands in the text; the index knows only its characters and pairs. */
  function around(content, query) {
    var runs = query.normalize("NFKC").match(/[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g) || [];
    var phrase = runs.sort(function (a, b) { return b.length - a.length; })[0] || "";
    var place = phrase ? content.indexOf(phrase) : -1;
    if (place === -1) return [];
    return [
      { text: (place > AROUND ? "… " : "") + content.slice(Math.max(0, place - AROUND), place), hit: false },
      { text: phrase, hit: true },
      { text: content.slice(place + phrase.length, place + phrase.length + AROUND) + " …", hit: false },
    ];
  }

  /* Whether the index marked a word of the query and not just one that begins a little like it. */
  function fits(marked, query) {
    var words = window.AtlasFind.words(query);
    return marked.some(function (piece) {
      var text = piece.hit ? piece.text.toLowerCase() : "";
      return text && words.some(function (word) {
        return text.indexOf(/\d/.test(word) ? word : word.slice(0, 4)) !== -1;
      });
    });
  }

  /* One result as {row, score, part, anchor, pieces}, leading to the section that fits best where one does.
     The section of Chinese pairs serves the index only. */
  function asHit(data, found, query, place) {
    var path = (found.raw_url || found.url).replace(/^\//, "");
    var row = data.byPath.get(path);
    if (!row) return null;
    var han = FOLD.hasHan(query);
    var parts = (found.sub_results || []).filter(function (sub) {
      return sub.anchor && sub.anchor.id !== "atlas-ngrams" && sub.locations.length;
    }).sort(function (a, b) { return b.locations.length - a.locations.length; });
    var part = parts[0];
    var inFront = (found.sub_results || []).some(function (sub) {
      return !sub.anchor && part && sub.locations.length >= part.locations.length;
    });
    if (inFront && !han) part = undefined;
    var shown = han ? around(found.content || "", query) : pieces((part || found).excerpt);
    if (!han && query && !fits(shown, query)) return null;
    return {
      row: row, score: 20 + place, by: query, anchor: part ? part.anchor.id : "", part: part ? part.title : "",
      pieces: shown,
    };
  }

  window.AtlasText = { load: load, search: search, asHit: asHit };
})();
