/* How a query and a code are made comparable, and how Chinese text is cut for the index. */
(function () {
  "use strict";
  var HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]+/gu;

  /* One spelling of a code or citation: width, case, spaces, marks and usual abbreviations folded away. */
  function fold(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/federal register|fed\.?\s*reg\.?|f\.\s*r\./g, "fr")
      .replace(/c\.\s*f\.\s*r\./g, "cfr")
      .replace(/u\.\s*s\.\s*c\./g, "usc")
      .replace(/\bsec(?:tion|\.)\s*(?=\d)/g, "")
      .replace(/\bnos?\.\s*(?=\d)/g, "")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/[\s\u00a7\u00b6,'"\u2018\u2019\u201c\u201d]+/g, "");
  }

  /* As folded, with hyphens left out too: H-20 is H20. */
  function squash(text) {
    return fold(text).replace(/-/g, "");
  }

  /* A query for the full-text index: each Han run becomes its pairs of neighbours, or stays when single. */
  function cut(query) {
    return query.normalize("NFKC").replace(HAN, function (run) {
      var characters = Array.from(run);
      if (characters.length === 1) return " " + run + " ";
      var pairs = [];
      for (var i = 0; i + 1 < characters.length; i++) pairs.push(characters[i] + characters[i + 1]);
      return " " + pairs.join(" ") + " ";
    }).replace(/\s+/g, " ").trim();
  }

  function hasHan(text) {
    HAN.lastIndex = 0;
    return HAN.test(text);
  }

  window.AtlasFold = { fold: fold, squash: squash, cut: cut, hasHan: hasHan };
})();
