// @ts-check
// What is disputed, what stands in one outlet alone, what was not found in one.

/** @param {HTMLElement} form @param {string} name */
function valueOf(form, name) {
  return String(new FormData(/** @type {HTMLFormElement} */ (form)).get(name) ?? "");
}

/** @param {string} value */
function words(value) {
  return value.toLowerCase().split(/\s+/).filter(Boolean);
}

/** A list under a form: drawn anew at each change. @param {HTMLElement} form @param {(into: HTMLElement) => void} draw */
function underForm(form, draw) {
  const into = el("div");
  form.addEventListener("input", () => draw(into));
  form.addEventListener("submit", (event) => event.preventDefault());
  draw(into);
  return [form, into];
}

/** The words by which a difference is found: its row's, else its sentences'. @param {Contrast} one */
function haystackOf(one) {
  return one.fact < 0 ? one.readings.map(([, place]) => sentences[place].text).join("\n").toLowerCase() : haystack(one.fact);
}

function startDisputed() {
  if (!data.contrasts.length) return;
  /** @type {(key: "kind" | "nature", told: Record<string, string>) => [string, string][]} */
  const some = (key, told) => [...new Set(data.contrasts.map((one) => one[key]))].map((name) => {
    const n = data.contrasts.filter((one) => one[key] === name).length;
    return [name, `${plain(told, name)} (${n})`];
  });
  const form = el("form", { class: "filter", "aria-label": "Filter the differences" },
    el("label", {}, "Search", el("input", { type: "search", name: "text", autocomplete: "off" })),
    choice("Kind", "kind", [["", `any (${data.contrasts.length})`], ...some("kind", data.words.kinds)]),
    choice("Nature", "nature", [["", "any"], ...some("nature", data.words.natures)]),
    choice("Outlet", "outlet", [["", "any"], ...data.outlets.map((name, n) => /** @type {[string, string]} */ ([String(n), shown(name)]))]),
    el("output", { role: "status" }));
  /** @type {Contrast[]} */
  let found = [];
  const drawn = underForm(form, (into) => {
    const [kind, nature, outlet, text] = ["kind", "nature", "outlet", "text"].map((name) => valueOf(form, name));
    const wanted = words(text);
    found = data.contrasts.filter((one) => (!kind || one.kind === kind) && (!nature || one.nature === nature)
      && (!outlet || one.readings.some((reading) => reading[0] === Number(outlet)))
      && wanted.every((word) => haystackOf(one).includes(word)));
    const list = el("div");
    into.replaceChildren(list, inSteps(found, 20, (one) => drawContrast(one, true), list));
    const output = form.querySelector("output");
    if (output) output.textContent = counted(found.length, "difference");
  });
  byId("disputed-view").replaceChildren(...drawn, el("p", { class: "tools" }, "These differences: ", csvButton("differences", () =>
    [["fact", "kind", "nature", "outlet", "sentence", "words", "value", "speaker", "text"], ...found.flatMap((one) => one.readings.map(([outlet, place, start, end, value, speaker]) =>
      [one.fact < 0 ? "" : one.fact + 1, one.kind, one.nature, data.outlets[outlet], sentences[place].anchor.slice(2),
        Array.from(sentences[place].text).slice(start, end).join(""), value, speaker, sentences[place].text]))])));
}

function startMissing() {
  const form = el("form", { class: "filter", "aria-label": "Filter what is missing" },
    choice("Outlet", "outlet", data.outlets.map((name, n) => /** @type {[string, string]} */ ([String(n), shown(name)]))),
    el("label", {}, "Search", el("input", { type: "search", name: "text", autocomplete: "off" })));
  /** @param {number} outlet @param {string[]} wanted */
  const alone = (outlet, wanted) => data.only.filter(([place]) => articles[sentences[place].article].outlet === outlet
    && wanted.every((word) => sentences[place].text.toLowerCase().includes(word)));
  /** @param {number} outlet @param {string[]} wanted */
  const lacks = (outlet, wanted) => data.facts.map((_, number) => number).filter((number) =>
    data.facts[number].lacks.some(([o, status]) => o === outlet && status !== "perhaps") && wanted.every((word) => haystack(number).includes(word)));
  /** @param {number} outlet @param {string[]} wanted */
  const block = (outlet, wanted) => {
    const [mine, theirs] = [alone(outlet, wanted), lacks(outlet, wanted)];
    const [left, right] = [el("ol", { class: "rows" }), el("ol", { class: "rows" })];
    const more = inSteps(mine, 20, ([place, near, score]) => el("li", {}, said(place), " ", whereLink(place), nearest(near, "Nearest in another outlet", score)), left);
    const rest = inSteps(theirs, 20, (number) => lackedFact(number, outlet), right);
    return el("div", { class: "two" },
      el("div", {}, el("h3", {}, "Only in ", outletName(outlet), el("span", { class: "quiet" }, ` ${counted(mine.length, "sentence")}`)), left, more),
      el("div", {}, el("h3", {}, "Not found in ", outletName(outlet), el("span", { class: "quiet" }, ` ${counted(theirs.length, "fact")}`)), right, rest));
  };
  const drawn = underForm(form, (into) => {
    const chosen_outlet = Number(valueOf(form, "outlet"));
    const wanted = words(valueOf(form, "text"));
    const paper = el("div", { class: "paper" }); // on paper, where nothing can be chosen, the others follow
    undrawn.add(() => {
      const others = data.outlets.map((_, n) => n).filter((n) => n !== chosen_outlet);
      if (paper.isConnected && !paper.hasChildNodes() && others.length <= WIDE) paper.replaceChildren(...others.map((n) => block(n, wanted)));
    });
    into.replaceChildren(block(chosen_outlet, wanted), paper);
  });
  byId("missing-view").replaceChildren(...drawn, el("p", { class: "tools" }, "All outlets: ",
    csvButton("only-in-one-outlet", () => [["outlet", "sentence", "text", "nearest", "score"], ...data.only.map(([place, near, score]) =>
      [data.outlets[articles[sentences[place].article].outlet], sentences[place].anchor.slice(2), sentences[place].text, near < 0 ? "" : sentences[near].text, score])], "Only in one outlet"),
    csvButton("not-found", () => [["outlet", "fact", "status", "text"], ...data.facts.flatMap((fact, number) =>
      fact.lacks.map(([outlet, status]) => [data.outlets[outlet], number + 1, status, fact.text]))], "Not found")));
}

/** A fact and what came nearest to it in an outlet without it. @param {number} number @param {number} outlet */
function lackedFact(number, outlet) {
  const fact = data.facts[number];
  const status = fact.lacks.find(([o]) => o === outlet)?.[1] ?? "";
  const near = fact.near.find(([o]) => o === outlet);
  const names = fact.outlets.slice(0, 8).map(([o]) => shown(data.outlets[o])).join(", ");
  const others = fact.outlets.length > 8 ? ` and ${fact.outlets.length - 8} more` : "";
  return el("li", {}, factLink(number), " ", el("span", { class: "said", dir: "auto" }, shown(fact.text)), " ",
    el("span", { class: "quiet" }, `stated by ${names}${others}`, status !== "not found" && ` · ${plain(data.words.statuses, status)}`),
    near && nearest(near[1], "Nearest sentence here", near[2]));
}

/** Links to read the articles in pairs, beside each article's entry. */
function startArticles() {
  byId("articles-view").replaceChildren(articles.length > 1
    ? el("p", {}, el("a", { href: readAddress([0, 1]) }, "Read two or more articles side by side")) : "");
}
