// @ts-check
// The matrix of facts and outlets, its filter, and where each outlet's cell leads.

const WIDE = 16; // outlets that fit as columns; of more, the first are shown, the chosen one first
const STEP = 30; // rows drawn at once

/** @type {Map<number, Contrast[]>} */
let differences = new Map();
/** The facts in the order of the last filter: 'next' in a fact's view follows it. @type {number[]} */
let current = [];

/** @param {string} label @param {string} name @param {[string, string][]} choices */
function choice(label, name, choices) {
  return el("label", {}, label, el("select", { name }, ...choices.map(([value, words]) => el("option", { value }, words))));
}

/** @param {string} label @param {string} name */
function check(label, name) {
  return el("label", { class: "check" }, el("input", { type: "checkbox", name }), label);
}

function filterForm() {
  const kinds = [...new Set(data.contrasts.map((one) => one.kind))].sort();
  /** @type {(sign: string, word: string) => [string, string][]} */
  const each = (sign, word) => data.outlets.map((name, n) => [`${sign}${n}`, `${word} ${shown(name)}`]);
  const most = Math.max(2, data.outlets.length);
  /** @type {[string, string][]} */
  const least = [];
  for (let n = 2; n <= most; n = n < 10 ? n + 1 : n * 2) least.push([String(n), `${n} or more`]);
  return el("form", { class: "filter", id: "filter", "aria-label": "Filter the facts" },
    el("label", {}, "Search", el("input", { type: "search", name: "text", autocomplete: "off" })),
    choice("Outlet", "outlet", [["", "any"], ...each("+", "in"), ...each("-", "not in")]),
    choice("Stated by", "least", least),
    choice("Differs in", "kind", [["", "no matter"], ["*", "anything"],
      ...kinds.map((kind) => /** @type {[string, string]} */ ([kind, plain(data.words.kinds, kind)]))]),
    choice("Order", "sort", [["surest", "surest"], ["outlets", "most outlets"],
      ["differences", "most differences"], ["place", "earliest in an article"]]),
    check("two origins or more", "origins"),
    el("output", { id: "shown", role: "status" }));
}

/** @param {HTMLFormElement} form @returns {Wanted} */
function wantedOf(form) {
  const got = new FormData(form);
  /** @param {string} name */
  const value = (name) => String(got.get(name) ?? "");
  return {
    text: value("text"), outlet: value("outlet"), least: Number(value("least")), kind: value("kind"),
    origins: got.has("origins"), sort: value("sort"),
  };
}

/** Which outlets are columns. @param {string} chosen */
function columnsFor(chosen) {
  const all = data.outlets.map((_, n) => n);
  if (all.length <= WIDE) return all;
  const first = chosen ? [Number(chosen.slice(1))] : [];
  return [...first, ...all.filter((n) => !first.includes(n))].slice(0, WIDE).sort((a, b) => a - b);
}

/** @param {number} number @param {number[]} columns */
function factRow(number, columns) {
  const fact = data.facts[number];
  const states = new Map([...fact.lacks, ...fact.outlets]);
  const differs = differences.get(number)?.length ?? 0;
  const n = fact.outlets.length;
  return el("tr", { class: "fact", "data-fact": number },
    el("th", { scope: "row" },
      el("a", { class: "said", dir: "auto", href: `#${fact.anchor}` }, el("span", { class: "no" }, String(number + 1)), " ", shown(fact.text)),
      el("span", { class: "quiet" }, ` ${counted(n, "outlet")}`, `, ${counted(fact.origins, "origin")}`,
        differs > 0 && " · ", differs > 0 && el("span", { class: "differs" }, counted(differs, "difference")))),
    ...columns.map((outlet) => {
      const state = states.get(outlet) ?? "not found";
      const [sign, words] = signOf(state);
      const name = shown(data.outlets[outlet]);
      return el("td", {}, el("a", {
        class: `cell ${state.replaceAll(" ", "-").replace(/[^\w-]/g, "")}`, href: `#${fact.anchor}`, "data-outlet": outlet,
        "aria-label": `fact ${number + 1}, ${name}: ${words}`, title: `${name}: ${words}`,
      }, el("span", { class: "name", "aria-hidden": "true" }, name), el("span", { "aria-hidden": "true" }, sign)));
    }));
}

function legend() {
  const states = ["states", "in part", "perhaps", "not found", "too short"];
  return el("ul", { class: "legend" }, ...states.map((state) => {
    const [sign, words] = signOf(state);
    return el("li", {}, el("span", { class: `cell ${state.replaceAll(" ", "-")}`, "aria-hidden": "true" }, sign), " ",
      state === "too short" ? "not found, and not to be expected (very short, earlier, or the same text)" : words);
  }));
}

/** @returns {unknown[][]} */
function factTable() {
  return [["fact", "text", "outlets", "origins", "score", "differences", ...data.outlets],
    ...current.map((number) => {
      const fact = data.facts[number];
      const states = new Map([...fact.lacks, ...fact.outlets]);
      return [number + 1, fact.text, fact.outlets.length, fact.origins, fact.score,
        differences.get(number)?.length ?? 0, ...data.outlets.map((_, n) => states.get(n) ?? "not found")];
    })];
}

function startShared() {
  const view = byId("shared-view");
  current = data.facts.map((_, number) => number);
  if (!data.facts.length) return;
  const form = /** @type {HTMLFormElement} */ (filterForm());
  const box = el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Facts and outlets" });
  const after = el("div");
  const draw = () => drawMatrix(wantedOf(form), box, after);
  form.addEventListener("input", draw);
  form.addEventListener("submit", (event) => event.preventDefault());
  view.replaceChildren(legend(), form, box, after,
    el("p", { class: "tools" }, "These facts: ", csvButton("facts", factTable)));
  draw();
}

/** @param {Wanted} wanted @param {HTMLElement} box @param {HTMLElement} after */
function drawMatrix(wanted, box, after) {
  current = filterFacts(wanted, differences);
  const columns = columnsFor(wanted.outlet);
  const body = el("tbody");
  const steps = inSteps(current, STEP, (number) => factRow(number, columns), body);
  box.replaceChildren(el("table", { class: columns.length > 7 ? "matrix many" : "matrix", id: "matrix" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Fact"),
      ...columns.map((outlet) => el("th", { scope: "col" }, outletName(outlet))))), body));
  const hidden = data.outlets.length - columns.length;
  after.replaceChildren(steps,
    hidden ? el("p", { class: "quiet" }, `${counted(hidden, "outlet")} have no column here; choose one above, or open a fact for all.`) : "",
    current.length ? "" : el("p", { id: "none" }, "No fact fits this filter."));
  const all = data.facts.length;
  byId("shown").textContent = current.length === all ? counted(all, "fact") : `${current.length} of ${counted(all, "fact")}`;
}
