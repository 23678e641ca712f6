/* What the explorer hands over: the rows that pass, as CSV, Excel, JSON or a list of citations. */
(function () {
  "use strict";
  var DATA = window.AtlasData;
  var HEAD = ["id", "kind", "code", "list", "title", "jurisdiction", "status", "standing", "status_on", "topics", "years", "address"];
  var SAID = "Records of Control Atlas (CC BY 4.0). A reading aid with sources, not legal advice; what is not listed here may still be controlled.";

  function identity(row) { return row.path.replace(/^.*\/|\.html$/g, ""); }

  function address(row, day) {
    var url = new URL(row.path, DATA.root);
    url.searchParams.set("on", day);
    return url.href;
  }

  function cells(row, day) {
    return [identity(row), row.kind, row.code, row.list, row.title, row.jurisdiction, row.now.state, row.now.standing,
      row.now.state ? day : "", row.topics.join("; "), row.years.join("; "), address(row, day)];
  }

  function asJson(rows, day) {
    var records = rows.map(function (row) {
      var found = {};
      cells(row, day).forEach(function (value, index) { found[HEAD[index]] = value; });
      found.topics = row.topics;
      found.years = row.years.map(Number);
      return found;
    });
    var text = JSON.stringify({ about: SAID, status_on: day, count: rows.length, records: records }, null, 1);
    return new Blob([text + "\n"], { type: "application/json" });
  }

  /* One citation a record: as the instrument is cited; else by code, title, site and day. */
  function asCitations(rows, day) {
    return DATA.load("assets/citations.js", "ATLAS_CITATIONS").then(function (known) {
      var lines = rows.map(function (row) {
        var name = [row.code, row.title].filter(Boolean).join(" ");
        return known[row.path] ? known[row.path] + " [" + address(row, day) + "]"
          : name + (row.list ? " (" + row.list + ")" : "") + ", Control Atlas, as of " + day + ", " + address(row, day);
      });
      return new Blob([SAID + "\n\n" + lines.join("\n") + "\n"], { type: "text/plain;charset=utf-8" });
    });
  }

  function blob(form, rows, day) {
    if (form === "json") return Promise.resolve(asJson(rows, day));
    if (form === "txt") return asCitations(rows, day);
    var table = rows.map(function (row) { return cells(row, day); });
    if (form === "csv") return Promise.resolve(window.AtlasSheet.csv(HEAD, table));
    var about = [["What", SAID], ["Statuses are those of", day], ["Records", String(rows.length)], ["Selected at", location.href]];
    return Promise.resolve(window.AtlasSheet.workbook([["Records", HEAD, table], ["About", ["field", "value"], about]]));
  }

  function save(form, rows, day) {
    return blob(form, rows, day).then(function (data) {
      var link = DATA.make("a", { href: URL.createObjectURL(data), download: "control-atlas-" + day + "." + form });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    });
  }

  window.AtlasSelection = { save: save, blob: blob, identity: identity };
})();
