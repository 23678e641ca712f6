/* How results look: one hit, and hits grouped by kind with codes and citations first. */
(function () {
  "use strict";
  var DATA = window.AtlasData, FIND = window.AtlasFind, make = DATA.make;

  function address(hit) {
    var url = DATA.withDay(new URL(hit.row.path, DATA.root));
    if (hit.anchor) url.hash = hit.anchor;
    return url.href;
  }

  /* Text with the words of the query marked; words match from their start. */
  function marked(text, query) {
    var wanted = FIND.words(query);
    if (!wanted.length) return [text];
    var pattern = wanted.map(function (word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }).join("|");
    var start = /\p{Script=Han}/u.test(query) ? "" : "(?<![\\p{L}\\p{N}])";
    return text.split(new RegExp("(" + start + "(?:" + pattern + "))", "giu")).map(function (piece, index) {
      return index % 2 ? make("mark", {}, [piece]) : piece;
    });
  }

  /* The other name by which a row was found, when its title does not show why. */
  function otherName(hit) {
    var squash = window.AtlasFold.squash, wanted = squash(hit.by);
    if (squash(hit.row.code + " " + hit.row.title).indexOf(wanted) !== -1) return "";
    return hit.row.names.find(function (name) { return name !== hit.row.names[0] && squash(name).indexOf(wanted) !== -1; }) || "";
  }

  function body(data, hit, day) {
    var row = hit.row, now = DATA.statusAt(data, row, day), other = hit.pieces ? "" : otherName(hit);
    var head = make("span", { class: "hit-title" }, [
      row.code ? make("code", {}, marked(row.code, hit.by)) : null, row.code ? " " : null,
      make("span", {}, marked(row.title, hit.by)),
      hit.part ? make("span", { class: "hit-part" }, [" › " + hit.part]) : null,
    ]);
    var facts = make("span", { class: "hit-facts" }, [
      hit.score < FIND.TITLE ? make("span", { class: "hit-kind" }, [row.kind]) : null,
      row.jurisdiction ? make("span", { class: "hit-place" }, [row.jurisdiction]) : null,
      row.list ? make("span", {}, [row.list]) : null,
      DATA.badge(now.state, now.standing === "confirmed" ? "" : now.standing),
    ]);
    var text = null;
    if (hit.pieces && hit.pieces.length) {
      text = make("span", { class: "hit-text" }, hit.pieces.map(function (piece) {
        return piece.hit ? make("mark", {}, [piece.text]) : piece.text;
      }));
    } else if (other) {
      text = make("span", { class: "hit-text" }, ["Also called "].concat(marked(other, hit.by)));
    }
    return [head, facts, text];
  }

  /* Hits as [{label, kind, hits}]: codes and citations, then kinds in the order of their best hit. */
  function grouped(hits, most) {
    var first = { label: "Codes, citations and names", kind: "", hits: [] }, kinds = new Map();
    hits.forEach(function (hit) {
      if (hit.score < FIND.TITLE) {
        first.hits.push(hit);
        return;
      }
      if (!kinds.has(hit.row.kind)) kinds.set(hit.row.kind, { label: hit.row.kind, kind: hit.row.kind, hits: [] });
      kinds.get(hit.row.kind).hits.push(hit);
    });
    var groups = (first.hits.length ? [first] : []).concat(Array.from(kinds.values()));
    groups.forEach(function (group) {
      group.all = group.hits.length;
      if (most) group.hits = group.hits.slice(0, group === first ? most * 2 : most);
    });
    return groups;
  }

  window.AtlasHits = { address: address, body: body, grouped: grouped };
})();
