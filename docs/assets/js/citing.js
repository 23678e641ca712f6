/* The cite boxes: tabs, copy buttons that say what they did, addresses and days as the page is shown. */
(function () {
  "use strict";
  var MONTHS = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
  var box = document.querySelector(".citing");
  var field = document.getElementById("asof-day");
  var asof = document.querySelector(".asof");
  var built = asof ? asof.dataset.on : "";
  var told = null;

  function each(nodes, act) { Array.prototype.forEach.call(nodes, act); }

  function american(day) {
    var parts = day.split("-").map(Number);
    return MONTHS[parts[1] - 1] + " " + parts[2] + ", " + parts[0];
  }

  /* The address of this page, or of a place on it, for a day. */
  function address(day, anchor) {
    var here = new URL(location.href);
    here.search = "";
    if (day) here.searchParams.set("on", day);
    here.hash = anchor ? "#" + anchor : "";
    return here.href;
  }

  /* Days and addresses in the citations follow the day shown. */
  function follow() {
    var day = field && field.value;
    if (!day || !built) return;
    each(document.querySelectorAll(".cite time, .cite-file time"), function (time) {
      var first = time.dataset.first || (time.dataset.first = time.textContent);
      var version = time.closest("[data-version]");
      /* A wording that does not hold on the day shown keeps a day of its own. */
      if (version && !window.AtlasAsOf.at(version.dataset.version, day)) time.textContent = first;
      else time.textContent = /^\d/.test(first) ? day : american(day);
    });
    each(document.querySelectorAll(".cite-links a, a[data-permalink]"), function (link) {
      var to = link.dataset.to || (link.dataset.to = link.href);
      var said = link.dataset.said || (link.dataset.said = link.textContent);
      link.href = to.replace("/on/" + built, "/on/" + day).replace("on=" + built, "on=" + day)
        .replace(new RegExp("/" + built + "$"), "/" + day);
      link.textContent = said.replace(built, day);
    });
  }

  function say(words) {
    if (!told) {
      told = document.createElement("p");
      told.className = "sr";
      told.setAttribute("role", "status");
      document.body.append(told);
    }
    told.textContent = "";
    setTimeout(function () { told.textContent = words; }, 30);
  }

  /* The text of a form as it is to be pasted: addresses of this site whole. */
  function pasted(form) {
    return form.dataset.own === undefined ? form.firstChild.textContent : form.firstChild.textContent.replace(/[^\s,]+\.html\?on=[^\s,]+$/, function (path) {
      return new URL(path, new URL(document.querySelector(".brand") ? document.querySelector(".brand").href : location.href)).href;
    });
  }

  function copyButton(name, text) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy: " + name);
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text()).then(
        function () { button.textContent = "Copied"; say("Copied: " + name); },
        function () { button.textContent = "Not allowed"; say("Copying is not allowed here."); }
      );
      setTimeout(function () { button.textContent = "Copy"; }, 2000);
    });
    return button;
  }

  /* Wraps what is to be copied, so that a button may stand beside it. */
  function prepare(form, name) {
    if (!navigator.clipboard || form.querySelector(".copy")) return;
    var words = document.createElement("span");
    while (form.firstChild) words.append(form.firstChild);
    form.append(words);
    if (/\.html\?on=/.test(words.textContent) && !/https?:/.test(words.textContent)) form.dataset.own = "";
    form.append(copyButton(name, function () { return pasted(form); }));
  }

  function prepareAll(root) {
    each(root.querySelectorAll(".cite dd"), function (form) {
      prepare(form, form.previousElementSibling.textContent);
    });
  }

  /* Sections of the box as tabs; arrow keys go from one to the next. */
  function tabs() {
    var panels = Array.from(box.querySelectorAll("[data-tab]"));
    if (panels.length < 2) return;
    var list = document.createElement("div");
    list.className = "cite-tabs";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "What to cite, and in which form");
    var buttons = panels.map(function (panel, index) {
      var button = document.createElement("button");
      panel.id = panel.id || "cite-panel-" + index;
      button.type = "button";
      button.id = "cite-tab-" + index;
      button.textContent = panel.dataset.tab;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      panel.querySelector("h3").hidden = true;
      button.addEventListener("click", function () { choose(index, false); });
      list.append(button);
      return button;
    });
    function choose(index, focus) {
      buttons.forEach(function (button, place) {
        var on = place === index;
        button.setAttribute("aria-selected", String(on));
        button.tabIndex = on ? 0 : -1;
        panels[place].hidden = !on;
      });
      if (focus) buttons[index].focus();
    }
    list.addEventListener("keydown", function (event) {
      var at = buttons.indexOf(document.activeElement), last = buttons.length - 1;
      var to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
      if (to === undefined || at === -1) return;
      event.preventDefault();
      choose(to, true);
    });
    box.prepend(list);
    choose(0, false);
    window.addEventListener("beforeprint", function () { panels.forEach(function (panel) { panel.hidden = false; }); });
    window.addEventListener("afterprint", function () {
      choose(buttons.findIndex(function (button) { return button.getAttribute("aria-selected") === "true"; }), false);
    });
  }

  if (box) {
    tabs();
    prepareAll(box);
    each(box.querySelectorAll(".cite-file"), function (file) {
      if (!navigator.clipboard) return;
      var name = file.parentNode.dataset.tab;
      file.before(copyButton(name, function () { return file.textContent + "\n"; }));
    });
    var permalink = box.querySelector("a[data-permalink]");
    if (permalink && navigator.clipboard) {
      permalink.after(" ", copyButton("permalink", function () { return permalink.href; }));
    }
  }

  /* "Cite this paragraph" is filled in when it is first opened: most never are. */
  document.addEventListener("toggle", function (event) {
    var opened = event.target;
    if (!opened.classList || !opened.classList.contains("cite-this") || opened.dataset.ready) return;
    opened.dataset.ready = "";
    prepareAll(opened);
    var item = opened.closest(".item"), heading = item && item.querySelector("h3[id]");
    if (!heading || !navigator.clipboard) return;
    var line = document.createElement("p");
    line.className = "permalink";
    line.append(copyButton("link to this paragraph", function () {
      return address(field && field.value, encodeURIComponent(heading.id));
    }), " Link to this paragraph, with the day shown");
    opened.append(line);
  }, true);

  follow();
  document.addEventListener("atlas-day", follow);
})();
