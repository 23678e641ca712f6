/* Sorting by a column, and a box that narrows the rows of a long table. */
(function () {
  "use strict";
  var LONG = 12, CARDS_FROM = 4, MATRIX_FROM = 9;

  function key(row, index) {
    var cell = row.cells[index];
    return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
  }

  function sort(table, index, descending) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row, place) { return [key(row, index), place, row]; });
    var order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    rows.sort(function (a, b) {
      /* What has no value stands last in either direction. */
      if (!a[0] !== !b[0]) return a[0] ? -1 : 1;
      return (descending ? -1 : 1) * order.compare(a[0], b[0]) || a[1] - b[1];
    });
    body.append.apply(body, rows.map(function (entry) { return entry[2]; }));
  }

  function addButtons(table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, index) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, head.childNodes);
      head.append(button);
      button.addEventListener("click", function () {
        var descending = head.getAttribute("aria-sort") === "ascending";
        Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sort(table, index, descending);
      });
    });
  }

  function addNarrowing(table, number) {
    var rows = Array.from(table.tBodies[0].rows);
    var box = document.createElement("p");
    box.className = "narrow";
    var label = document.createElement("label");
    label.textContent = "Narrow the list";
    label.htmlFor = "narrow-" + number;
    var field = document.createElement("input");
    field.type = "search";
    field.id = label.htmlFor;
    var count = document.createElement("span");
    count.setAttribute("role", "status");
    box.append(label, field, count);
    table.closest(".scroll").before(box);
    var texts = rows.map(function (row) {
      return row.textContent.normalize("NFKC").toLowerCase();
    });
    field.addEventListener("input", function () {
      var words = field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
      var left = 0;
      rows.forEach(function (row, index) {
        var matches = words.every(function (word) { return texts[index].indexOf(word) !== -1; });
        row.classList.toggle("narrowed-out", !matches);
        if (matches) left++;
      });
      count.textContent = words.length ? left + " of " + rows.length : "";
    });
  }

  /* Where a table is too wide for a phone or for paper, each row becomes a card whose lines carry their column. */
  function addLabels(table) {
    var labels = Array.from(table.tHead.rows[0].cells).map(function (head) { return head.textContent; });
    if (labels.length < CARDS_FROM) return;
    table.classList.add("cards");
    table.classList.toggle("matrix", labels.length >= MATRIX_FROM);
    Array.from(table.tBodies[0].rows).forEach(function (row) {
      Array.from(row.cells).forEach(function (cell, index) { if (index) cell.dataset.label = labels[index]; });
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll(".main table.grid:not([data-sortable])"), function (table) {
    if (table.tHead && table.tHead.rows.length) addLabels(table);
  });
  Array.prototype.forEach.call(document.querySelectorAll("table[data-sortable]"), function (table, number) {
    addButtons(table);
    if (table.tBodies[0].rows.length > LONG) addNarrowing(table, number);
  });
})();
