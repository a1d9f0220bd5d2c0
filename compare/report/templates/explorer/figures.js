// @ts-check
// Figures with their intervals, evidence and drawings.

const PAINT = { ink: "#1d1b18", soft: "#625d56", line: "#d8d2c8", bar: "#a9c3da", accent: "#1d4f7c" };

/** @param {string | number} label a fact's number or a name @returns {string} */
function labelWords(label) {
  return typeof label === "number" ? `fact ${label + 1}` : shown(label);
}

/** @param {string | number} label @returns {Node} */
function labelNode(label) {
  if (typeof label !== "number") return el("bdi", {}, shown(label));
  return el("span", {}, factLink(label), " ", el("span", { class: "said", dir: "auto" }, shown(data.facts[label].text)));
}

/** @param {Figure} row @param {Measure} measure */
function range(row, measure) {
  const [, , , , , at, low, high, nought] = row;
  const box = el("span", { class: "range", "aria-hidden": "true" });
  /** @param {string} kind @param {number} left @param {number} [width] */
  const mark = (kind, left, width) => {
    const one = el("i", { class: kind });
    one.style.left = `${left}%`;
    if (width !== undefined) one.style.width = `${width}%`;
    box.append(one);
  };
  if (measure.zero !== null) mark("zero", measure.zero);
  if (low !== null && high !== null) mark("bar", low, high - low);
  if (nought !== null) mark("null", nought);
  mark("dot", at);
  return box;
}

/** @param {Figure} row @param {Measure} measure */
function figureRow(row, measure) {
  const [group, label, value, interval, n, , , , , few, note, told, evidence, more] = row;
  const why = evidence.length ? el("details", { class: "small" },
    el("summary", {}, told.length ? told.map(shown).join(", ") : counted(evidence.length + more, "sentence")),
    ...evidence.map(([place, spans]) => el("p", {}, said(place, { reading: spans }), " ", whereLink(place, true))),
    more > 0 && el("p", { class: "quiet" }, `and ${counted(more, "sentence")} more, in comparison.json`)) : el("span", { class: "quiet" }, "nothing found");
  return el("tr", { class: few ? "few" : "" },
    el("th", { scope: "row" }, group !== "" && labelNode(group), group !== "" && el("span", { class: "quiet" }, " · "), labelNode(label)),
    el("td", {}, range(row, measure)), el("td", { class: "num", "data-name": "value" }, value),
    el("td", { class: "num", "data-name": "interval" }, interval),
    el("td", { class: "num", "data-name": "n" }, n.toLocaleString("en"), Boolean(few) && el("span", { class: "warn" }, " few")),
    el("td", {}, why, " ", note && el("span", { class: "quiet" }, shown(note))));
}

/** @param {Measure} measure */
function drawMeasure(measure) {
  const body = el("tbody");
  const steps = inSteps(measure.rows, 12, (row) => figureRow(row, measure), body);
  const name = measure.anchor;
  return el("div", {},
    el("p", { class: "quiet" }, `Unit: ${shown(measure.unit)}. Scale: ${measure.scale.join(" to ")}. `,
      csvButton(name, () => [["group", "label", "value", "interval", "n", "note", "words", "sentences"], ...measure.rows.map((row) =>
        [labelWords(row[0]), labelWords(row[1]), row[2], row[3], row[4], row[10], row[11].join(", "), row[12].map(([place]) => sentences[place].anchor.slice(2)).join(" ")])]),
      " ", svgButton(name, () => measureSvg(measure))),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": shown(measure.title) }, el("table", { class: "figures" },
      el("thead", {}, el("tr", {}, ...["what", "on the scale", "value", "interval", "n", "rests on"].map((head) => el("th", { scope: "col" }, head)))), body)), steps);
}

function startFraming() {
  if (!data.framing.length) {
    byId("framing-view").replaceChildren(el("p", { class: "intro" }, "Nothing was measured."));
    return;
  }
  byId("framing-view").replaceChildren(...data.framing.map((measure, number) => {
    const box = el("details", { class: "measure", id: measure.anchor, open: number === 0 },
      el("summary", {}, el("span", { class: "title" }, shown(measure.title)), " ", el("span", { class: "quiet" }, shown(measure.explained))));
    whenOpened(/** @type {HTMLDetailsElement} */ (box), () => box.append(drawMeasure(measure)));
    return box;
  }));
}

/** Draw what a closed part holds when it is first opened. @param {HTMLDetailsElement} box @param {() => void} draw */
function whenOpened(box, draw) {
  const once = () => {
    if (box.open && undrawn.delete(once)) draw();
  };
  undrawn.add(once);
  box.addEventListener("toggle", once);
  once();
}

/** A measure's figures as a drawing that stands alone. @param {Measure} measure */
function measureSvg(measure) {
  const rows = measure.rows.slice(0, 60);
  const [width, left, step] = [760, 300, 22];
  const height = 60 + step * rows.length;
  /** @param {number} percent */
  const x = (percent) => left + (percent / 100) * (width - left - 90);
  const drawing = drawingOf(width, height, `${shown(measure.title)} (${shown(measure.unit)})`);
  rows.forEach((row, n) => {
    const [group, label, value, , count, at, low, high, nought] = row;
    const y = 50 + step * n;
    const name = [group, label].filter((one) => one !== "").map(labelWords).join(" · ");
    drawing.append(svg("line", { x1: x(0), x2: x(100), y1: y, y2: y, stroke: PAINT.line }));
    if (low !== null && high !== null) drawing.append(svg("rect", { x: x(low), y: y - 4, width: Math.max(1, x(high) - x(low)), height: 8, fill: PAINT.bar }));
    if (nought !== null) drawing.append(svg("line", { x1: x(nought), x2: x(nought), y1: y - 7, y2: y + 7, stroke: PAINT.ink }));
    drawing.append(svg("circle", { cx: x(at), cy: y, r: 4, fill: PAINT.accent }),
      svg("text", { x: left - 10, y: y + 4, "text-anchor": "end" }, name.length > 46 ? `${name.slice(0, 45)}…` : name),
      svg("text", { x: x(100) + 10, y: y + 4, fill: PAINT.soft }, `${value} (n ${count})`));
  });
  return drawing;
}

/** @param {number} width @param {number} height @param {string} title */
function drawingOf(width, height, title) {
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height,
    "font-family": "sans-serif", "font-size": 12, fill: PAINT.ink, role: "img" },
    svg("title", {}, title), svg("text", { x: 10, y: 22, "font-size": 15 }, title));
}

/** How many facts two outlets share; on the diagonal, how many one states. */
function overlapCounts() {
  const counts = data.outlets.map(() => data.outlets.map(() => 0));
  for (const fact of data.facts) for (const [a] of fact.outlets) for (const [b] of fact.outlets) counts[a][b] += 1;
  return counts;
}

/** @param {number[][]} counts @param {number[]} shown_outlets */
function overlapSvg(counts, shown_outlets) {
  const size = 34, left = 190, top = 130;
  const end = size * shown_outlets.length;
  const most = Math.max(1, ...shown_outlets.flatMap((a) => shown_outlets.filter((b) => a !== b).map((b) => counts[a][b])));
  const drawing = drawingOf(left + end + 20, top + end + 10, "Facts that two outlets share");
  shown_outlets.forEach((a, i) => {
    const name = shown(data.outlets[a]).slice(0, 24);
    drawing.append(svg("text", { x: left - 8, y: top + size * i + 22, "text-anchor": "end" }, name),
      svg("text", { transform: `translate(${left + size * i + 22} ${top - 8}) rotate(-60)` }, name));
    shown_outlets.forEach((b, j) => {
      const share = a === b ? 0 : counts[a][b] / most;
      drawing.append(
        svg("rect", { x: left + size * j, y: top + size * i, width: size - 2, height: size - 2, fill: a === b ? "#ffffff" : PAINT.accent,
          stroke: PAINT.line, "fill-opacity": a === b ? 1 : (0.06 + 0.94 * share).toFixed(2) }),
        svg("text", { x: left + size * j + (size - 2) / 2, y: top + size * i + 21, "text-anchor": "middle", fill: share > 0.5 ? "#ffffff" : PAINT.ink }, String(counts[a][b])));
    });
  });
  return drawing;
}

/** The outlets' overlap: as a picture, with its table behind it. */
function startOrigins() {
  if (!data.facts.length) return;
  const counts = overlapCounts();
  const some = data.outlets.map((_, n) => n).sort((a, b) => counts[b][b] - counts[a][a] || a - b).slice(0, 24).sort((a, b) => a - b);
  const hidden = data.outlets.length - some.length;
  const table = () => [["outlet", ...data.outlets], ...counts.map((row, n) => [data.outlets[n], ...row])];
  byId("origins-view").replaceChildren(
    el("h3", {}, "Facts that two outlets share"),
    el("p", { class: "tools" }, csvButton("overlap", table), " ", svgButton("overlap", () => overlapSvg(counts, some))),
    el("div", { class: "scroll drawing", tabindex: 0, role: "region", "aria-label": "Facts that two outlets share" }, overlapSvg(counts, some)),
    el("p", { class: "quiet" }, "On the diagonal: the facts that an outlet states in all.", hidden > 0 && ` ${counted(hidden, "outlet")} that share less are left out of the picture; the CSV has all.`));
}
