/* A table of any length in a box that scrolls: only the rows in sight, and a few around them, are in the page. */
(function () {
  "use strict";
  var make = window.AtlasData.make;
  var SPARE = 12;

  /* `box` scrolls, `body` is the table's body; `draw(row)` makes one <tr> of `height` pixels. */
  function Window(box, body, height, draw) {
    var rows = [], first = -1, last = -1, before = make("tr", { "aria-hidden": "true" }), after = make("tr", { "aria-hidden": "true" });
    var asked = false, focused = null;

    function place(force) {
      asked = false;
      var top = Math.max(0, Math.floor((box.scrollTop - body.offsetTop) / height) - SPARE);
      var bottom = Math.min(rows.length, top + Math.ceil(box.clientHeight / height) + 2 * SPARE);
      if (!force && top === first && bottom === last) return;
      first = top;
      last = bottom;
      before.style.height = top * height + "px";
      after.style.height = (rows.length - bottom) * height + "px";
      before.hidden = !top;
      after.hidden = bottom === rows.length;
      var shown = rows.slice(top, bottom).map(function (row, index) {
        var node = draw(row);
        node.setAttribute("aria-rowindex", top + index + 2);
        return node;
      });
      body.replaceChildren.apply(body, [before].concat(shown, [after]));
      if (focused !== null && focused >= top && focused < bottom) focus(focused);
    }

    function focus(index) {
      var link = body.querySelector('tr[aria-rowindex="' + (index + 2) + '"] a');
      if (link) link.focus({ preventScroll: true });
    }

    box.addEventListener("scroll", function () {
      if (asked) return;
      asked = true;
      requestAnimationFrame(function () { place(false); });
    });
    body.addEventListener("focusin", function (event) {
      var row = event.target.closest("tr[aria-rowindex]");
      focused = row ? Number(row.getAttribute("aria-rowindex")) - 2 : null;
    });
    body.addEventListener("focusout", function (event) { if (event.relatedTarget) focused = null; });
    box.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || focused === null) return;
      var next = Math.min(rows.length - 1, Math.max(0, focused + step));
      event.preventDefault();
      focused = next;
      var edge = body.offsetTop + next * height;
      if (edge < box.scrollTop + 2 * height) box.scrollTop = edge - 2 * height;
      else if (edge + 2 * height > box.scrollTop + box.clientHeight) box.scrollTop = edge + 2 * height - box.clientHeight;
      place(false);
      focus(next);
    });
    window.addEventListener("resize", function () { place(false); });
    window.addEventListener("beforeprint", function () {
      body.replaceChildren.apply(body, rows.slice(0, 500).map(draw));
    });
    window.addEventListener("afterprint", function () { place(true); });

    this.show = function (list) {
      rows = list;
      focused = null;
      place(true);
    };
  }

  window.AtlasWindow = Window;
})();
