/* A matrix narrowed to rows by words, to one column, and to one kind of entry; the address keeps the choice. */
(function () {
  "use strict";
  var make = window.AtlasData.make;

  function field(label, input) {
    return make("p", {}, [make("label", {}, [label, input])]);
  }

  function options(values) {
    return [make("option", { value: "" }, ["All"])].concat(values.map(function (value) { return make("option", { value: value }, [value]); }));
  }

  function visible(cell) {
    return Array.from(cell.childNodes).filter(function (node) { return !node.hidden; }).map(function (node) { return node.textContent; }).join(" ").trim();
  }

  function build(table) {
    var heads = Array.from(table.tHead.rows[0].cells), rows = Array.from(table.tBodies[0].rows);
    var names = heads.slice(1).map(function (head) { return head.textContent; });
    var entries = new Set();
    rows.forEach(function (row) {
      row.querySelectorAll("td[data-label] > [data-held] a").forEach(function (link) { entries.add(link.textContent); });
      row.querySelectorAll("td[data-label] > .status b").forEach(function (word) { entries.add(word.textContent); });
    });
    var words = make("input", { type: "search", autocomplete: "off", name: "row" });
    var column = make("select", { name: "column" }, options(names));
    var entry = make("select", { name: "entry" }, options(Array.from(entries).sort()));
    var says = make("p", { class: "search-status", role: "status" });
    var form = make("form", { class: "turns-form search-page matrix-form" }, [
      field(heads[0].textContent, words), field("Column", column), field("Entry", entry), says]);

    function show() {
      var chosen = names.indexOf(column.value) + 1, left = 0;
      var wanted = words.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
      heads.forEach(function (head, index) { head.classList.toggle("narrowed-out", index > 0 && chosen > 0 && index !== chosen); });
      rows.forEach(function (row) {
        var name = row.cells[0].textContent.normalize("NFKC").toLowerCase();
        var cells = Array.from(row.cells).filter(function (cell, index) {
          cell.classList.toggle("narrowed-out", index > 0 && chosen > 0 && index !== chosen);
          return index > 0 && (!chosen || index === chosen);
        });
        var fits = wanted.every(function (word) { return name.indexOf(word) !== -1; })
          && (!entry.value && !chosen || cells.some(function (cell) {
            var text = visible(cell);
            return entry.value ? text.indexOf(entry.value) !== -1 : text !== "";
          }));
        row.classList.toggle("narrowed-out", !fits);
        if (fits) left++;
      });
      says.textContent = wanted.length || chosen || entry.value ? left + " of " + rows.length + " rows." : "";
    }

    function keep() {
      var address = new URL(location.href);
      [words, column, entry].forEach(function (input) {
        if (input.value) address.searchParams.set(input.name, input.value);
        else address.searchParams.delete(input.name);
      });
      history.replaceState(history.state, "", address);
      show();
    }

    var given = new URLSearchParams(location.search);
    words.value = given.get("row") || "";
    if (names.indexOf(given.get("column")) !== -1) column.value = given.get("column");
    if (entries.has(given.get("entry"))) entry.value = given.get("entry");
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", keep);
    document.addEventListener("atlas-day", show);
    table.closest(".scroll").before(form);
    show();
  }

  Array.prototype.forEach.call(document.querySelectorAll("table.matrix"), build);
})();
