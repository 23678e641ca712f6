/* What changed in a period, and what is coming after the day shown: refills the tables and the home page's lists. */
(function () {
  "use strict";
  var DATA = window.AtlasData, make = DATA.make;
  var MOST = 400, AHEAD = 400, LATELY = 120, SHOWN = 8;
  var page = document.querySelector(".page");
  var changes = document.getElementById("changes"), coming = document.getElementById("coming");
  var data = null, form = null;

  function table(heading) {
    var node = heading.nextElementSibling;
    while (node && !node.querySelector("table")) node = node.nextElementSibling;
    return node.querySelector("table");
  }

  function distance(days) {
    if (days === 0) return "today";
    var count = Math.abs(days) + (Math.abs(days) === 1 ? " day" : " days");
    return days > 0 ? "in " + count : count + " ago";
  }

  function regime(code) {
    return code ? make("span", { class: "regime", "data-regime": code.toLowerCase() }, [make("b", {}, [code])]) : null;
  }

  function link(row) { return make("a", { href: DATA.withDay(new URL(row[1], DATA.root)).href }, [row[2]]); }

  function line(row, day, ahead, labels) {
    var when = [make("time", {}, [row[0]])];
    if (ahead) when.push(" ", make("span", { class: "away" }, [distance(DATA.daysFrom(day, row[0]))]));
    var cells = [when, [regime(row[3])], [link(row)], [row[4]]];
    if (ahead) cells.push([data.defaults[row[5]]]);
    return make("tr", {}, cells.map(function (cell, index) { return make("td", index ? { "data-label": labels[index] } : {}, cell); }));
  }

  function fill(heading, rows, day, ahead, caption) {
    var node = table(heading), labels = Array.from(node.tHead.rows[0].cells).map(function (head) { return head.textContent; });
    node.tBodies[0].replaceChildren.apply(node.tBodies[0], rows.slice(0, MOST).map(function (row) { return line(row, day, ahead, labels); }));
    node.caption.textContent = caption;
  }

  function between(start, end, whose, words) {
    return data.rows.filter(function (row) {
      var text = (row[2] + " " + row[4] + " " + row[1]).toLowerCase();
      return row[0] >= start && row[0] <= end && (!whose || row[3] === whose)
        && words.every(function (word) { return text.indexOf(word) !== -1; });
    });
  }

  function fields() {
    return { from: form.elements.from.value, to: form.elements.to.value, whose: form.elements.whose.value, words: form.elements.words.value.trim() };
  }

  function showPeriod(keep) {
    var given = fields(), day = DATA.shownDay(data.on);
    if (!DATA.isDay(given.from) || !DATA.isDay(given.to) || given.from > given.to) {
      form.querySelector("[role=status]").textContent = "The period needs a first day that is not after its last.";
      return;
    }
    var found = between(given.from, given.to, given.whose, given.words.toLowerCase().split(/\s+/).filter(Boolean)).reverse();
    fill(changes, found, day, false, given.from + " to " + given.to + ", newest first");
    form.querySelector("[role=status]").textContent = found.length + (found.length === 1 ? " turn." : " turns.")
      + (found.length > MOST ? " The newest " + MOST + " are shown." : "")
      + (given.to > data.on ? " Turns after " + data.on + " follow from what was read by then." : "");
    if (!keep) return;
    var url = DATA.withDay(new URL(location.pathname, location.href));
    Object.keys(given).forEach(function (name) { if (given[name]) url.searchParams.set(name, given[name]); });
    history.replaceState(history.state, "", url);
  }

  function field(name, label, attributes) {
    var input = make("input", Object.assign({ name: name, id: "turns-" + name }, attributes));
    return make("p", {}, [make("label", { for: "turns-" + name }, [label]), input]);
  }

  function buildForm() {
    var codes = Array.from(new Set(data.rows.map(function (row) { return row[3]; }))).filter(Boolean).sort();
    var whose = make("select", { name: "whose", id: "turns-whose" }, [make("option", { value: "" }, ["All"])].concat(codes.map(function (code) {
      return make("option", { value: code }, [code]);
    })));
    form = make("form", { class: "turns-form search-page" }, [
      field("from", "From", { type: "date", required: "" }), field("to", "To", { type: "date", required: "" }),
      make("p", {}, [make("label", { for: "turns-whose" }, ["Whose"]), whose]), field("words", "Words", { type: "search", autocomplete: "off" }),
      make("p", { class: "search-status", role: "status" }),
    ]);
    changes.before(form);
    var given = new URLSearchParams(location.search), day = DATA.shownDay(data.on);
    form.elements.from.value = DATA.isDay(given.get("from")) ? given.get("from") : DATA.plusDays(day, -LATELY);
    form.elements.to.value = DATA.isDay(given.get("to")) ? given.get("to") : day;
    form.elements.whose.value = codes.indexOf(given.get("whose")) === -1 ? "" : given.get("whose");
    form.elements.words.value = given.get("words") || "";
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () { showPeriod(true); });
    showPeriod(false);
  }

  function showComing() {
    var day = DATA.shownDay(data.on);
    fill(coming, between(DATA.plusDays(day, 1), DATA.plusDays(day, AHEAD), "", []), day, true, "After " + day);
  }

  function entry(row, day) {
    return make("li", {}, [
      make("p", { class: "when" }, [make("time", {}, [row[0]]), " ", make("span", { class: "away" }, [distance(DATA.daysFrom(day, row[0]))])]),
      make("div", {}, [make("p", { class: "what" }, [regime(row[3]), " ", link(row)]), make("p", {}, [row[4]])]),
    ]);
  }

  function agenda(anchor, rows, day) {
    var list = document.getElementById(anchor).parentNode.querySelector("ol");
    if (list) list.replaceChildren.apply(list, rows.slice(0, SHOWN).map(function (row) { return entry(row, day); }));
  }

  // The day of a first copy is no change of the law; as on the page that Python writes.
  function known(row) { return row[4].indexOf("before that, not known") === -1 || / to |new wording/.test(row[4]); }

  function showHome() {
    var day = DATA.shownDay(data.on);
    agenda("next", between(DATA.plusDays(day, 1), DATA.plusDays(day, AHEAD), "", []), day);
    agenda("lately", between(DATA.plusDays(day, -LATELY), day, "", []).filter(known).reverse(), day);
  }

  function refill() {
    if (changes && !form) buildForm();
    else if (changes) showPeriod(false);
    if (coming) showComing();
    if (page.dataset.layout === "home") showHome();
  }

  function start() {
    DATA.load("assets/changes.js", "ATLAS_CHANGES").then(function (loaded) {
      data = loaded;
      refill();
    }, function () { /* What the page was built with stays, and its caption says for which day. */ });
  }

  document.addEventListener("atlas-day", function () {
    if (data) refill();
    else start();
  });
  /* The home page stays light: it needs the file only for another day than it was built for. */
  var built = document.querySelector(".asof").dataset.on;
  if (page.dataset.layout !== "home" || DATA.shownDay(built) !== built) start();
})();
