/* The header's buttons. */
(function () {
  "use strict";
  var root = document.documentElement;

  var themes = ["system", "light", "dark"];
  var themeButton = document.querySelector(".theme-button");
  function theme() {
    return root.dataset.theme || "system";
  }
  function nameTheme() {
    var text = "Theme: " + theme() + ". Change";
    themeButton.querySelector(".sr").textContent = text;
    themeButton.title = text;
  }
  if (themeButton) {
    themeButton.hidden = false;
    nameTheme();
    themeButton.addEventListener("click", function () {
      var next = themes[(themes.indexOf(theme()) + 1) % themes.length];
      if (next === "system") delete root.dataset.theme;
      else root.dataset.theme = next;
      try {
        localStorage.setItem("atlas-theme", next);
      } catch (refused) {
        /* Storage is blocked: the choice lasts for this page only. */
      }
      nameTheme();
    });
  }

  var menuButton = document.querySelector(".menu-button");
  if (menuButton) {
    menuButton.hidden = false;
    menuButton.addEventListener("click", function () {
      var open = menuButton.getAttribute("aria-expanded") === "true";
      menuButton.setAttribute("aria-expanded", String(!open));
    });
  }

  var shelves = document.querySelector(".shelves");
  if (shelves) {
    document.addEventListener("click", function (event) {
      if (!shelves.contains(event.target)) shelves.open = false;
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && shelves.open) {
        shelves.open = false;
        shelves.querySelector("summary").focus();
      }
    });
  }
})();
