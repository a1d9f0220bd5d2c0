// @ts-check
// What the page holds, read once. Texts stand in the articles; JSON points at them by number.
/**
 * @typedef {number[]} Flat  spans [start, end, start, end, ...] in code points
 * @typedef {{anchor: string, text: string, sentences: number[], shared: Flat[], numbers: Flat[],
 *   figures: [number, string][][], outlets: [number, string][], origins: number, score: number, lacks: [number, string][],
 *   near: [number, number, number][], pairs: [number, number, number, string][],
 *   more_pairs: number}} Fact  figures: per quantity [outlet, its words]; outlets: [outlet, mark]; near: [outlet, sentence, score]
 * @typedef {[number, number, number, number, string, string | null]} Reading  outlet, sentence, start, end, value, speaker
 * @typedef {{fact: number, kind: string, nature: string, readings: Reading[], more: number}} Contrast  fact: -1 where it stands in no row
 * @typedef {{outlets: string[], facts: Fact[], contrasts: Contrast[],
 *   only: [number, number, number][], places: [number, Flat][][],
 *   quotes: [number, number, number, string][], left_out: Record<string, number>,
 *   words: {kinds: Record<string, string>, natures: Record<string, string>,
 *     statuses: Record<string, string>, tiers: Record<string, string>,
 *     signs: Record<string, [string, string]>}}} Data
 * @typedef {{node: HTMLElement, text: string, anchor: string, article: number, number: number}} Sentence
 * @typedef {{node: HTMLDetailsElement, anchor: string, outlet: number, title: string, lang: string,
 *   first: number, end: number}} Article  its sentences are first..end-1
 */

/** @type {Data} */
const data = JSON.parse(byId("data").textContent ?? "");
/** @type {Article[]} */
const articles = [];
/** @type {Sentence[]} */
const sentences = [];

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`nothing is called ${id}`);
  return found;
}

/** Note where each article and sentence stands in the page. */
function readArticles() {
  const named = new Map(data.outlets.map((name, number) => [shown(name), number]));
  for (const node of document.querySelectorAll("details.article")) {
    if (!(node instanceof HTMLDetailsElement)) continue;
    const full = node.querySelector(".full");
    const first = sentences.length;
    for (const one of node.querySelectorAll(".sentence")) {
      if (!(one instanceof HTMLElement)) continue;
      sentences.push({
        node: one, anchor: one.id, article: articles.length,
        text: one.querySelector(".w")?.textContent ?? "",
        number: Number(one.querySelector(".index")?.textContent ?? 0),
      });
    }
    articles.push({
      node, anchor: node.id, first, end: sentences.length,
      outlet: named.get(node.querySelector("summary bdi")?.textContent ?? "") ?? 0,
      title: node.querySelector("summary .headline")?.textContent ?? "",
      lang: full?.getAttribute("lang") ?? "",
    });
  }
}

/** A text as the page shows it (see `shown` in html.py). @param {string} text */
function shown(text) {
  return text.replaceAll("\0", "\ufffd").replaceAll("\r", " ");
}

/** Sentence -> the facts it stands in. @returns {Map<number, number[]>} */
function factsBySentence() {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  data.facts.forEach((fact, number) => {
    for (const place of fact.sentences) found.set(place, [...(found.get(place) ?? []), number]);
  });
  return found;
}

/** Fact -> its differences. @returns {Map<number, Contrast[]>} */
function contrastsByFact() {
  /** @type {Map<number, Contrast[]>} */
  const found = new Map();
  for (const one of data.contrasts) found.set(one.fact, [...(found.get(one.fact) ?? []), one]);
  return found;
}

/** '1 fact', '3 facts'. @param {number} n @param {string} noun */
function counted(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

/** A name in plain words, or as it stands. @param {Record<string, string>} words @param {string} name */
function plain(words, name) {
  return Object.hasOwn(words, name) ? words[name] : name;
}

/** @param {string} state @returns {[string, string]} sign and words */
function signOf(state) {
  return Object.hasOwn(data.words.signs, state) ? data.words.signs[state] : ["·", state];
}
