/* The day a page is shown for. Every interval was computed when the site was built; this only looks them up. */
(function () {
  "use strict";
  var DATA = window.AtlasData;
  var LOUD_AFTER_DAYS = 14;
  var BEYOND = "computed beyond the last text";
  var DAY = /^\d{4}-\d{2}-\d{2}$/;
  var section = document.querySelector(".asof");

  function distance(days) {
    if (days === 0) return "today";
    var count = Math.abs(days) + (Math.abs(days) === 1 ? " day" : " days");
    return days > 0 ? count + " ago" : "in " + count;
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function countDays(today) {
    each("[data-since]", function (node) {
      var days = DATA.daysFrom(node.dataset.since, today);
      node.textContent = "(" + distance(days) + ")";
      node.toggleAttribute("data-loud", days > LOUD_AFTER_DAYS);
    });
    each("[data-away]", function (node) {
      node.textContent = distance(-DATA.daysFrom(today, node.dataset.away));
    });
  }

  if (!section) {
    countDays(DATA.localDay());
    return;
  }
  var holder = document.getElementById("asof-table");
  var table = holder ? JSON.parse(holder.textContent) : { on: section.dataset.on, changes: [], spans: [] };
  /* A clock that is behind the build by more than a time zone is wrong. */
  var today = DATA.daysFrom(DATA.localDay(), table.on) > 1 ? table.on : DATA.localDay();
  var shown = table.on;
  countDays(today);

  function at(index, day) {
    var spans = table.spans[index];
    for (var i = 0; i < spans.length; i++) {
      var start = spans[i][0], end = spans[i][1];
      if ((start === null || start <= day) && (end === null || day < end)) return spans[i];
    }
    return null;
  }

  function show(day) {
    shown = day;
    each("[data-asof]", function (node) {
      var span = at(node.dataset.asof, day);
      var state = span ? span[2] : "unknown";
      node.dataset.state = state.replace(/ /g, "-");
      node.dataset.standing = span ? span[3] : "";
      node.querySelector("b").textContent = state;
      node.querySelector("small").textContent = span ? span[3] : "";
    });
    each("[data-held]", function (node) {
      node.hidden = !at(node.dataset.held, day);
    });
    each("[data-version]", function (node) {
      node.open = !!at(node.dataset.version, day);
    });
    each(".none-held", function (node) {
      var open = Array.prototype.some.call(node.parentNode.querySelectorAll("[data-version]"), function (version) {
        return version.open;
      });
      node.hidden = open;
    });
    each("[data-day]", function (node) {
      node.toggleAttribute("data-ahead", node.dataset.day > day);
    });
  }

  function sentence(day, asked) {
    var words = day === table.on
      ? ["Shown for ", day, ", the day this site was built."]
      : [day === today && !asked ? "Shown for today, " : "Shown as of ", day, ". Built on ", table.on, "."];
    if (day > table.on) words.push(" What changed after that day is not known here.");
    return words;
  }

  /* How many of the page's statuses no text read speaks for, where the banner has no status of its own. */
  function unconfirmed() {
    var all = document.querySelectorAll(".main [data-asof]");
    var beyond = Array.prototype.filter.call(all, function (node) { return node.dataset.standing === BEYOND; }).length;
    return beyond && !section.querySelector(".status") ? " " + beyond + " of " + all.length + " statuses on this page are " + BEYOND + " read." : "";
  }

  function say(day, asked, fault) {
    var line = section.querySelector(".asof-day");
    if (!line) return;
    line.textContent = fault || "";
    sentence(day, asked).concat([unconfirmed()]).forEach(function (word) {
      if (!DAY.test(word)) {
        line.append(word);
        return;
      }
      var time = document.createElement("time");
      time.textContent = word;
      line.append(time);
    });
  }

  /* What a printed page is cited by. */
  function print(day) {
    var line = document.querySelector(".paper");
    if (!line) return;
    line.querySelector("time").textContent = day;
    line.querySelector("span").textContent = location.href.replace(/#.*/, "");
  }

  function neighbours(day) {
    var back = null, forth = null;
    table.changes.forEach(function (change) {
      if (change < day && (back === null || change > back)) back = change;
      if (change > day && (forth === null || change < forth)) forth = change;
    });
    return { back: back, forth: forth, today: day === today ? null : today };
  }

  function update(day, asked, fault) {
    show(day);
    say(day, asked, fault);
    print(day);
    section.toggleAttribute("data-asked", !!asked);
    section.querySelector("input").value = day;
    var next = neighbours(day);
    Array.prototype.forEach.call(section.querySelectorAll("[data-step]"), function (button) {
      button.disabled = next[button.dataset.step] === null;
      button.hidden = button.disabled && (button.dataset.step === "today" || !table.changes.length);
    });
    each(".main a[href], .trail a[href], .steps a[href], .top-nav a[href], .brand, .search-open", function (link) {
      if (link.origin !== location.origin || !/\.html$/.test(link.pathname) || link.pathname === location.pathname) return;
      var address = new URL(link.href);
      if (asked) address.searchParams.set("on", day);
      else address.searchParams.delete("on");
      link.href = address.href;
    });
  }

  function ask(day) {
    var address = new URL(location.href);
    if (day === today) address.searchParams.delete("on");
    else address.searchParams.set("on", day);
    history.pushState(null, "", address);
    update(day, day !== today);
    document.dispatchEvent(new CustomEvent("atlas-day"));
  }

  function fromAddress() {
    var wanted = new URLSearchParams(location.search).get("on");
    if (wanted === null) update(today, false);
    else if (DATA.isDay(wanted)) update(wanted, true);
    else update(today, false, "“" + wanted.slice(0, 20) + "” is not a day. ");
  }

  var form = document.querySelector(".asof-form");
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var field = form.querySelector("input");
    if (DATA.isDay(field.value)) ask(field.value);
  });
  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-step]");
    if (button && !button.disabled) ask(neighbours(shown)[button.dataset.step]);
  });
  window.addEventListener("popstate", function () {
    fromAddress();
    document.dispatchEvent(new CustomEvent("atlas-day"));
  });
  fromAddress();
  window.AtlasAsOf = { at: at, show: show, ask: ask, today: today, changes: table.changes };
})();
