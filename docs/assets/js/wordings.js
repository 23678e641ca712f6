/* Two wordings of a paragraph beside each other, line by line, with what changed marked by sign, line and colour. */
(function () {
  "use strict";
  var make = window.AtlasData.make;
  var LIKE = 0.4, AUTHORITY = /^Authority:/;
  var SAME_LIMITS = /^(.*?): Same limits as in the wording of (\d{4}-\d{2}-\d{2})/;
  var SIGNS = { same: "", changed: "≠", removed: "−", added: "+" };
  var WORDS = { same: "same", changed: "changed", removed: "removed", added: "added" };

  function clean(text) { return text.replace(/\s+/g, " ").trim(); }

  /* Leaves of a condition, each led by the groups it stands in. */
  function leaves(node, above) {
    var label = above + clean(node.querySelector(":scope > p").textContent) + " › ";
    return Array.from(node.querySelectorAll(":scope > ul > li")).flatMap(function (item) {
      var inner = item.querySelector(":scope > .cond");
      return inner ? leaves(inner, label) : [label + clean(item.textContent)];
    });
  }

  function condition(version) {
    var node = version.querySelector(".wording > .cond");
    return node ? leaves(node, "") : [];
  }

  function lines(version, all) {
    return Array.from(version.querySelector(".wording").children).flatMap(function (node) {
      if (node.matches(".cond")) return leaves(node, "");
      if (node.matches("dl")) {
        return Array.from(node.children).flatMap(function (row) {
          var text = clean(row.querySelector("dt").textContent) + ": "
            + Array.from(row.querySelectorAll("dd")).map(function (value) { return clean(value.textContent); }).join("; ");
          var same = SAME_LIMITS.exec(text);
          var other = same && all.find(function (one) { return one.querySelector("summary").textContent.indexOf("Wording of " + same[2]) !== -1; });
          return other ? condition(other) : [text];
        });
      }
      return node.matches("p:not(.from):not(.by)") ? [clean(node.textContent)] : [];
    }).filter(Boolean);
  }

  /* The longest common subsequence of two lists as pairs of places. */
  function common(a, b) {
    var table = a.concat([0]).map(function () { return new Array(b.length + 1).fill(0); });
    for (var i = a.length - 1; i >= 0; i--) {
      for (var j = b.length - 1; j >= 0; j--) table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
    var pairs = [], x = 0, y = 0;
    while (x < a.length && y < b.length) {
      if (a[x] === b[y]) pairs.push([x++, y++]);
      else if (table[x + 1][y] >= table[x][y + 1]) x++;
      else y++;
    }
    return pairs;
  }

  function tokens(text) { return text.split(/(\s+)/).filter(Boolean); }

  function likeness(a, b) {
    var left = tokens(a).filter(function (token) { return token.trim(); }), right = tokens(b).filter(function (token) { return token.trim(); });
    return common(left, right).length / Math.max(left.length, right.length, 1);
  }

  /* Rows of [kind, old, new]; lines that stand between the same neighbours and are alike are one changed line. */
  function rows(before, after) {
    var pairs = common(before, after).concat([[before.length, after.length]]), found = [], x = 0, y = 0;
    pairs.forEach(function (pair) {
      var gone = before.slice(x, pair[0]), come = after.slice(y, pair[1]);
      gone.forEach(function (line) {
        var best = -1, most = LIKE;
        come.forEach(function (other, index) {
          var like = other === null ? 0 : likeness(line, other);
          if (like > most) {
            most = like;
            best = index;
          }
        });
        found.push(best === -1 ? ["removed", line, ""] : ["changed", line, come[best]]);
        if (best !== -1) come[best] = null;
      });
      come.forEach(function (line) { if (line !== null) found.push(["added", "", line]); });
      if (pair[0] < before.length) found.push(["same", before[pair[0]], after[pair[1]]]);
      x = pair[0] + 1;
      y = pair[1] + 1;
    });
    return found;
  }

  /* The first lines say what is covered; they belong together however much was rewritten. */
  function first(before, after) {
    return [[before[0] === after[0] ? "same" : "changed", before[0] || "", after[0] || ""]];
  }

  /* The words of one side, those that the other side lacks marked; a changed number is a changed limit. */
  function marked(text, other, tag) {
    var mine = tokens(text), kept = new Set(common(mine, tokens(other)).map(function (pair) { return pair[0]; }));
    return mine.map(function (token, index) {
      if (kept.has(index) || !token.trim()) return token;
      return make(tag, /\d/.test(token) && !AUTHORITY.test(text) ? { class: "limit" } : {}, [token]);
    });
  }

  function cells(row) {
    if (row[0] === "changed") return [marked(row[1], row[2], "del"), marked(row[2], row[1], "ins")];
    return [[row[1]], [row[2]]];
  }

  function name(version) { return clean(version.querySelector(".days").textContent); }

  function select(label, versions, chosen) {
    var node = make("select", {}, versions.map(function (version, index) { return make("option", { value: index }, [name(version)]); }));
    node.value = chosen;
    return make("label", {}, [label + " ", node]);
  }

  function build(item, versions, old, fresh) {
    var left = select("Wording of", versions, old), right = select("beside", versions, fresh);
    var says = make("span", { role: "status" }), body = make("tbody");
    var heads = [make("th", { scope: "col" }, [make("span", { class: "sr" }, ["What"])]), make("th", { scope: "col" }), make("th", { scope: "col" })];
    var box = make("div", { class: "wordings" }, [
      make("p", { class: "wordings-choose" }, [left, right, says]),
      make("div", { class: "scroll" }, [make("table", { class: "grid" }, [make("thead", {}, [make("tr", {}, heads)]), body])]),
    ]);
    function show() {
      var i = Number(left.querySelector("select").value), j = Number(right.querySelector("select").value);
      var before = lines(versions[i], versions), after = lines(versions[j], versions);
      var list = first(before, after).concat(rows(before.slice(1), after.slice(1)));
      heads[1].textContent = name(versions[i]);
      heads[2].textContent = name(versions[j]);
      body.replaceChildren.apply(body, list.map(function (row) {
        var sign = make("td", { class: "sign" }, [SIGNS[row[0]], make("span", { class: "sr" }, [WORDS[row[0]]])]);
        var sides = cells(row);
        return make("tr", { "data-line": row[0] }, [sign, make("td", {}, sides[0]), make("td", {}, sides[1])]);
      }));
      var differing = list.filter(function (row) { return row[0] !== "same"; }).length;
      says.textContent = differing ? differing + " of " + list.length + " lines differ" : "The lines are the same; by, pinpoint or sources may differ";
      var address = new URL(location.href);
      address.searchParams.set("wordings", [item.querySelector("h3").id, i, j].join(","));
      history.replaceState(history.state, "", address);
    }
    box.addEventListener("change", show);
    show();
    return box;
  }

  function forget() {
    var address = new URL(location.href);
    address.searchParams.delete("wordings");
    history.replaceState(history.state, "", address);
  }

  function add(item) {
    var versions = Array.from(item.querySelectorAll(":scope > details.version"));
    if (versions.length < 2) return;
    var button = make("button", { type: "button", class: "wordings-open", "aria-expanded": "false" }, ["Compare wordings"]), box = null;
    function open(old, fresh) {
      box = build(item, versions, old, fresh);
      button.after(box);
      button.setAttribute("aria-expanded", "true");
    }
    button.addEventListener("click", function () {
      if (box) {
        box.remove();
        box = null;
        button.setAttribute("aria-expanded", "false");
        forget();
        return;
      }
      var now = versions.findIndex(function (version) { return version.open; });
      var fresh = now > 0 ? now : versions.length - 1;
      open(fresh - 1, fresh);
    });
    versions[0].before(button);
    var given = (new URLSearchParams(location.search).get("wordings") || "").split(",");
    var old = Number(given[1]), fresh = Number(given[2]);
    if (given[0] === item.querySelector("h3").id && versions[old] && versions[fresh]) open(old, fresh);
  }

  Array.prototype.forEach.call(document.querySelectorAll("section.item"), add);
})();
