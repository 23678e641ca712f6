/* Days worth a look, one click away: today, a year ago, and both sides of the page's last change. */
(function () {
  "use strict";
  var DATA = window.AtlasData, asof = window.AtlasAsOf, make = DATA.make;
  var form = document.querySelector(".asof-form");
  if (!form || !asof) return;

  function yearAgo(day) {
    var year = String(Number(day.slice(0, 4)) - 1);
    return DATA.isDay(year + day.slice(4)) ? year + day.slice(4) : year + "-02-28";
  }

  var past = asof.changes.filter(function (change) { return change <= asof.today; }).sort();
  var last = past[past.length - 1];
  var presets = [["Today", asof.today], ["A year ago", yearAgo(asof.today)]];
  if (last) presets.push(["Before the last change", DATA.plusDays(last, -1)], ["After the last change", last]);

  var menu = make("details", { class: "asof-menu" }, [make("summary", {}, ["Other days"])]);
  menu.append(make("ul", {}, presets.map(function (preset) {
    var button = make("button", { type: "button", "data-preset": preset[1] }, [preset[0] + " ", make("time", {}, [preset[1]])]);
    button.addEventListener("click", function () {
      asof.ask(preset[1]);
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    return make("li", {}, [button]);
  })));
  menu.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", function (event) { if (!menu.contains(event.target)) menu.open = false; });
  form.append(menu);
})();
