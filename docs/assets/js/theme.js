/* Runs before the first paint: the reader's chosen theme, and the sign that scripts run. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem("atlas-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch (refused) {
    /* Storage is blocked: the system's theme is used. */
  }
})();
