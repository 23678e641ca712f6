/* A scatter plot on two logarithmic axes with regions, as SVG. It knows nothing of chips: points, cells and
   names are given. Classes are told apart by shape as well as by colour. */
(function () {
  "use strict";
  const draw = window.AtlasTool.draw;
  const MARGIN = { top: 12, right: 14, bottom: 78, left: 52 };
  const RAIL = 28;
  const SHAPES = {
    "met-0": "M0 -6.5 6 4.5 -6 4.5Z",
    "met-1": "M-5 -5H5V5H-5Z",
    "met-2": "M0 -6 5.700 -1.900 3.500 4.900 -3.500 4.900 -5.700 -1.900Z",
    "cannot-tell": "M0 -6.500 6.500 0 0 6.500 -6.500 0Z",
    "not-met": "M-4.500 0a4.500 4.500 0 1 0 9 0a4.500 4.500 0 1 0 -9 0Z",
  };

  function shape(name, attributes) {
    return draw("path", Object.assign({ d: SHAPES[name], class: "p-point", "data-class": name }, attributes));
  }

  /* Ends of an axis a little beyond its values. */
  function ends(values) {
    return [Math.min(...values) / 1.7, Math.max(...values) * 1.7];
  }

  /* Round values to write beside an axis: as many in a decade as its length in pixels leaves room for. */
  function ticks(range, length, roomy) {
    const found = [], decade = length / Math.log10(range[1] / range[0]);
    const steps = decade > roomy ? [1, 2, 5] : decade > roomy / 2.5 ? [1, 3] : [1];
    for (let power = Math.floor(Math.log10(range[0])); power <= Math.ceil(Math.log10(range[1])); power++) {
      steps.forEach((step) => {
        const value = Number((step * 10 ** power).toPrecision(3));
        if (value >= range[0] && value <= range[1]) found.push(value);
      });
    }
    return found;
  }

  function scale(range, from, to) {
    const low = Math.log10(range[0]), high = Math.log10(range[1]);
    return (value) => from + (Math.log10(value) - low) / (high - low) * (to - from);
  }

  function number(value) { return value.toLocaleString("en-GB", { maximumFractionDigits: 2 }); }

  /* `shown`: width, frame {x, y}, regions [{name, cells, class}], points [{id, title, says, xs, ys, class}],
     label, across, up, marked (an id), choose(id). */
  function plot(shown) {
    const width = Math.max(300, shown.width), height = Math.round(Math.min(620, Math.max(360, width * 0.62)));
    const right = width - MARGIN.right, bottom = height - MARGIN.bottom;
    const x = scale(shown.frame.x, MARGIN.left, right), y = scale(shown.frame.y, bottom, MARGIN.top);
    const svg = draw("svg", { class: "plot", viewBox: "0 0 " + width + " " + height, role: "img",
      "aria-label": shown.label });
    svg.append(draw("defs", {}, [draw("pattern", { id: "p-hatch", width: 7, height: 7,
      patternUnits: "userSpaceOnUse" }, [draw("path", { d: "M-1 8 8 -1" })])]));
    axes(svg, shown, x, y, { right: right, bottom: bottom, height: height, width: width });
    shown.regions.forEach((region) => area(svg, region, x, y));
    shown.regions.forEach((region) => nameOf(svg, region, x, y));
    svg.append(draw("rect", { class: "p-frame", x: MARGIN.left, y: MARGIN.top, width: right - MARGIN.left,
      height: bottom - MARGIN.top }));
    ["not", "known"].forEach((word, line) => {
      svg.append(draw("text", { class: "p-soft", x: MARGIN.left - 6, y: bottom + 13 + line * 12,
        "text-anchor": "end" }, [word]));
    });
    svg.append(draw("rect", { class: "p-rail", x: MARGIN.left, y: bottom, width: right - MARGIN.left,
      height: RAIL }));
    const last = shown.points.filter((point) => point.id === shown.marked);
    shown.points.filter((point) => point.id !== shown.marked)
      .concat(last).forEach((point) => dot(svg, point, shown, x, y, bottom));
    return svg;
  }

  function axes(svg, shown, x, y, edge) {
    ticks(shown.frame.x, edge.right - MARGIN.left, 190).forEach((value) => {
      svg.append(draw("path", { class: "p-grid", d: "M" + x(value) + " " + MARGIN.top + "V" + edge.bottom }));
      const last = x(value) > edge.right - 30;
      svg.append(draw("text", { class: "p-soft p-tick", x: last ? edge.right : x(value), y: edge.bottom + RAIL + 16,
        "text-anchor": last ? "end" : "middle" }, [number(value)]));
    });
    ticks(shown.frame.y, edge.bottom - MARGIN.top, 60).forEach((value) => {
      svg.append(draw("path", { class: "p-grid", d: "M" + MARGIN.left + " " + y(value) + "H" + edge.right }));
      svg.append(draw("text", { class: "p-soft", x: MARGIN.left - 6, y: y(value) + 4, "text-anchor": "end" },
        [number(value)]));
    });
    svg.append(draw("text", { x: (MARGIN.left + edge.right) / 2, y: edge.height - 8, "text-anchor": "middle" },
      [shown.across]));
    const middle = (MARGIN.top + edge.bottom) / 2;
    svg.append(draw("text", { x: 14, y: middle, "text-anchor": "middle", transform: "rotate(-90 14 " + middle +
      ")" }, [shown.up]));
  }

  /* Cells of one answer as one shape; its outline runs only where the answer changes. */
  function area(svg, region, x, y) {
    [[true, "p-area p-" + region.class], [null, "p-area p-open"]].forEach((pair) => {
      const inside = (j, i) => region.cells[j] && region.cells[j][i] && region.cells[j][i].answer === pair[0];
      let fill = "", line = "";
      region.cells.forEach((row, j) => row.forEach((cell, i) => {
        if (!inside(j, i)) return;
        const left = x(cell.x[0]), right = x(cell.x[1]), low = y(cell.y[0]), high = y(cell.y[1]);
        fill += "M" + left + " " + low + "H" + right + "V" + high + "H" + left + "Z";
        if (i > 0 && !inside(j, i - 1)) line += "M" + left + " " + low + "V" + high;
        if (i + 1 < row.length && !inside(j, i + 1)) line += "M" + right + " " + low + "V" + high;
        if (j > 0 && !inside(j - 1, i)) line += "M" + left + " " + low + "H" + right;
        if (j + 1 < region.cells.length && !inside(j + 1, i)) line += "M" + left + " " + high + "H" + right;
      }));
      if (!fill) return;
      svg.append(draw("path", { class: pair[1], d: fill, "stroke-opacity": 0, "data-region": region.name,
        "data-answer": String(pair[0]) }));
      svg.append(draw("path", { class: pair[1], d: line, "fill-opacity": 0 }));
    });
  }

  function nameOf(svg, region, x, y) {
    const cells = region.cells.flat();
    const chosen = cells.filter((cell) => cell.answer === true)
      .sort((a, b) => size(b, x, y) - size(a, x, y))[0] || cells.find((cell) => cell.answer === null);
    if (!chosen) return;
    const text = region.name + (chosen.answer === null ? " ?" : "");
    svg.append(draw("text", { class: "p-name", x: Math.max(x(chosen.x[0]) + 8, MARGIN.left + 8), y: y(chosen.y[1]) +
      18 }, [text]));
  }

  function size(cell, x, y) { return (x(cell.x[1]) - x(cell.x[0])) * (y(cell.y[0]) - y(cell.y[1])); }

  function dot(svg, point, shown, x, y, bottom) {
    const across = point.xs.map(x), up = point.ys.length ? point.ys.map(y) : [bottom + RAIL / 2];
    const cx = across[across.length - 1], cy = up[up.length - 1];
    if (across.length > 1 || up.length > 1) {
      svg.append(draw("path", { class: "p-range", d: "M" + across[0] + " " + up[0] + "L" + cx + " " + cy }));
    }
    const marked = point.id === shown.marked;
    svg.append(shape(point.class, {
      class: "p-point" + (marked ? " p-marked" : ""), transform: "translate(" + cx + " " + cy + ")",
        "data-id": point.id,
      onclick: () => shown.choose(point.id),
    }));
    svg.lastChild.append(draw("title", {}, [point.says]));
    if (marked) {
      const end = cx > shown.width * 0.6;
      svg.append(draw("text", { class: "p-name", x: cx + (end ? -10 : 10), y: cy - 9, "text-anchor": end ? "end" :
        "start" }, [point.title]));
    }
  }

  window.AtlasPlot = { plot: plot, shape: shape, ends: ends };
})();
