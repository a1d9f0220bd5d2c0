// @ts-check
// One fact: all its sentences side by side, where they stand, what differs, how they were matched.

/** @param {number} number @param {number} chosen an outlet to begin with, or -1 */
function drawFact(number, chosen = -1) {
  const fact = data.facts[number];
  const at = current.indexOf(number);
  const found = differences.get(number) ?? [];
  const part = fact.outlets.filter(([, state]) => state === "in part").length;
  byId("h-fact").textContent = `Fact ${number + 1}`;
  byId("fact-view").replaceChildren(
    el("p", { class: "steps" }, el("a", { href: "#shared" }, "All facts"),
      at > 0 && el("a", { href: `#${data.facts[current[at - 1]].anchor}`, rel: "prev" }, "Previous"),
      at >= 0 && at + 1 < current.length && el("a", { href: `#${data.facts[current[at + 1]].anchor}`, rel: "next" }, "Next")),
    el("p", { class: "lead", dir: "auto" }, shown(fact.text)),
    el("p", { class: "quiet" }, `${counted(fact.outlets.length, "outlet")} state it${part ? `, ${part} of them in part` : ""}, from ${counted(fact.origins, "origin")}; about ${Math.round(100 * fact.score)} of 100 such rows hold. `,
      "Words that the row has too are quiet, differing words are marked, numbers are bold."),
    factCards(number, chosen),
    factNumbers(fact),
    found.length ? el("h3", {}, "Where they differ") : "",
    ...found.map((one) => drawContrast(one, false)),
    ...lacking(number),
    matched(number));
}

/** @param {number} number @param {number} chosen */
function factCards(number, chosen) {
  const fact = data.facts[number];
  const box = el("div", { class: "beside" });
  /** @type {Set<number>} */
  const readable = new Set();
  for (const [outlet, state] of fact.outlets) {
    const [sign, words] = signOf(state);
    const card = el("div", { class: outlet === chosen ? "card chosen" : "card", "data-outlet": outlet },
      el("h3", {}, outletName(outlet), " ", el("span", { class: "quiet" }, `${sign} ${words}`)));
    fact.sentences.forEach((place, n) => {
      if (articles[sentences[place].article].outlet !== outlet) return;
      readable.add(sentences[place].article);
      const shared = fact.shared[n];
      const marks = { shared, own: outside(shared, sentences[place].text), number: fact.numbers[n] };
      card.append(el("p", {}, said(place, marks), " ", whereLink(place), speakers(place)), placeStrip(place));
    });
    box.append(card);
  }
  const read = [...readable].slice(0, 4);
  const link = read.length > 1 && el("p", {}, el("a", { href: readAddress(read) },
    read.length < readable.size ? `Read the first ${read.length} of these articles side by side` : "Read these articles side by side"));
  return el("div", {}, box, link);
}

/** Who gives which number. @param {Fact} fact */
function factNumbers(fact) {
  if (!fact.figures.length) return "";
  return el("div", { class: "numbers" }, el("h3", {}, "Who gives which number"),
    el("ul", { class: "rows" }, ...fact.figures.map((one) => el("li", {},
      ...one.flatMap(([outlet, words], n) => [n ? " · " : "", outletName(outlet), " ", el("span", { class: "number", dir: "auto" }, words)]),
      one.length < 2 && el("span", { class: "quiet" }, " in no other outlet of this fact")))));
}

/** Where in its article a sentence stands: a line with a tick. @param {number} place */
function placeStrip(place) {
  const article = articles[sentences[place].article];
  const tick = el("i");
  tick.style.left = `${(100 * (place - article.first)) / Math.max(1, article.end - 1 - article.first)}%`;
  return el("span", { class: "strip", "aria-hidden": "true" }, tick);
}

/** @param {number} number @returns {Node[]} */
function lacking(number) {
  const fact = data.facts[number];
  const near = new Map(fact.near.map(([outlet, place, score]) => [outlet, { place, score }]));
  const rest = data.outlets.map((_, n) => n).filter((n) => !fact.outlets.some(([o]) => o === n));
  if (!rest.length) return [];
  const told = new Map(fact.lacks);
  const list = el("ul", { class: "rows" });
  const some = rest.filter((outlet) => near.has(outlet));
  const steps = inSteps(some, 12, (outlet) => {
    const found = near.get(outlet) ?? { place: -1, score: 0 };
    return el("li", {}, el("strong", {}, outletName(outlet)), " ", el("span", { class: "quiet" }, plain(data.words.statuses, told.get(outlet) ?? "not found")),
      nearest(found.place, "Nearest sentence", found.score));
  }, list);
  const others = rest.filter((outlet) => !near.has(outlet));
  const names = others.slice(0, 40).map((outlet) => shown(data.outlets[outlet])).join(", ");
  return [el("h3", {}, `Not found in ${counted(rest.length, "outlet")}`), list, steps,
    ...others.length ? [el("p", { class: "quiet" }, `${some.length ? "Also" : "Not found"} in ${names}${others.length > 40 ? ` and ${others.length - 40} more` : ""}; no nearest sentence is kept here.`)] : []];
}

/** Pairs with their score. @param {number} number */
function matched(number) {
  const fact = data.facts[number];
  const rows = fact.pairs.map(([a, b, score, tier]) => el("tr", {},
    el("td", {}, whereLink(a, true)), el("td", {}, whereLink(b, true)), el("td", {}, score.toFixed(2)),
    el("td", {}, plain(data.words.tiers, tier))));
  const heads = ["sentence", "and", "score", "same fact"];
  return el("details", { class: "small" }, el("summary", {}, "How these sentences were matched"),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Scores" },
      el("table", { class: "grid" }, el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...rows))),
    fact.more_pairs > 0 && el("p", { class: "quiet" }, `and ${counted(fact.more_pairs, "weaker pair")}, in comparison.json`));
}

/** @param {Contrast} one @param {boolean} named whether the fact is named too */
function drawContrast(one, named) {
  return el("div", { class: `contrast ${one.nature.replace(/\W+/g, "-")}` },
    el("p", {}, named && one.fact >= 0 && factLink(one.fact), named && " ", el("span", { class: "tag" }, plain(data.words.kinds, one.kind)), " ",
      el("span", { class: "quiet" }, plain(data.words.natures, one.nature))),
    el("dl", { class: "beside" }, ...one.readings.map(([outlet, place, start, end, value, speaker]) => {
      const words = Array.from(sentences[place].text).slice(start, end).join("").trim() || value;
      return el("div", {}, el("dt", {}, outletName(outlet), speaker && el("span", { class: "quiet" }, ` (${shown(speaker)})`)),
        el("dd", {}, words.length <= 80 && el("strong", { class: "value", dir: "auto" }, words), said(place, { reading: [start, end] }), " ", whereLink(place)));
    })),
    one.more > 0 && el("p", { class: "quiet" }, `and ${counted(one.more, "reading")} more, in comparison.json`));
}
