// @ts-check
// Elements from text. Nothing here or anywhere else in the page reads text as HTML.

/**
 * @param {string} tag
 * @param {Record<string, string | number | boolean>} attributes  false leaves one out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/** An outlet's name, in its own direction. @param {number} outlet */
function outletName(outlet) {
  return el("bdi", {}, shown(data.outlets[outlet] ?? ""));
}

/**
 * A text in pieces: each mark is a class and its flat spans. "reading" becomes <mark>.
 * @param {string} text
 * @param {Record<string, Flat>} marks
 * @returns {Node[]}
 */
function marked(text, marks) {
  const signs = Array.from(text); // offsets count code points
  /** @type {Set<number>} */
  const edges = new Set([0, signs.length]);
  for (const spans of Object.values(marks)) {
    for (const edge of spans) edges.add(Math.min(Math.max(edge, 0), signs.length));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const found = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const words = signs.slice(cuts[i], cuts[i + 1]).join("");
    const names = Object.keys(marks).filter((name) => holds(marks[name], cuts[i]));
    if (!names.length) found.push(document.createTextNode(words));
    else if (names.includes("reading")) found.push(el("mark", { class: names.join(" ") }, words));
    else found.push(el("span", { class: names.join(" ") }, words));
  }
  return found;
}

/** @param {Flat} spans @param {number} at */
function holds(spans, at) {
  for (let i = 0; i + 1 < spans.length; i += 2) if (spans[i] <= at && at < spans[i + 1]) return true;
  return false;
}

/**
 * What is in none of the spans, where it says something: words of four letters or more, or a figure.
 * @param {Flat} spans
 * @param {string} text
 * @returns {Flat}
 */
function outside(spans, text) {
  const signs = Array.from(text);
  const found = [];
  for (let i = 0, at = 0; i <= spans.length; i += 2) {
    let end = i < spans.length ? spans[i] : signs.length;
    const next = spans[i + 1] ?? end;
    if (/\p{L}{4}|\p{N}/u.test(signs.slice(at, end).join(""))) {
      while (!/[\p{L}\p{N}]/u.test(signs[at])) at++;
      while (!/[\p{L}\p{N}]/u.test(signs[end - 1])) end--;
      found.push(at, end);
    }
    at = next;
  }
  return found;
}

/**
 * A sentence with its words marked.
 * @param {number} place
 * @param {Record<string, Flat>} marks
 */
function said(place, marks = {}) {
  const sentence = sentences[place];
  const lang = articles[sentence.article].lang;
  return el("span", { class: "said", dir: "auto", lang: lang || false }, ...marked(sentence.text, marks));
}

/** A link to where a sentence stands. @param {number} place @param {boolean} named */
function whereLink(place, named = false) {
  const sentence = sentences[place];
  const article = articles[sentence.article];
  const last = sentences[article.end - 1].number;
  const words = sentence.number ? `sentence ${sentence.number} of ${last}` : "headline";
  return el("a", { class: "place", href: `#${sentence.anchor}` }, named && outletName(article.outlet), named && ", ", words);
}

/** A fact's number as a link. @param {number} fact */
function factLink(fact) {
  return el("a", { class: "no", href: `#${data.facts[fact].anchor}`, "aria-label": `fact ${fact + 1}` }, String(fact + 1));
}

/** @param {number} place @param {string} lead @param {number} score */
function nearest(place, lead, score) {
  if (place < 0) return el("p", { class: "quiet" }, "No sentence with anything in common.");
  return el("details", { class: "small" },
    el("summary", {}, `${lead}, ${score.toFixed(2)} of 1`),
    el("p", {}, said(place), " ", whereLink(place, true)));
}

/** @param {string} words @param {() => void} act @returns {HTMLElement} */
function button(words, act) {
  const node = el("button", { type: "button" }, words);
  node.addEventListener("click", act);
  return node;
}

/** What a paper shows besides: lists that are longer than what is drawn, parts never opened.
 * @type {Set<() => void>} */
const undrawn = new Set();
const PAPER = 400; // entries of a list beyond which a paper, too, only counts them

/**
 * A list that shows its first entries, and more on demand.
 * @template T
 * @param {T[]} items
 * @param {number} step
 * @param {(item: T) => Node} draw
 * @param {HTMLElement} into
 */
function inSteps(items, step, draw, into) {
  const box = el("div", { class: "steps" });
  let at = 0;
  const more = button("", () => {
    const first = next(step);
    if (first instanceof HTMLElement) {
      first.tabIndex = -1;
      first.focus();
    }
  });
  const all = button("Show all", () => next(items.length));
  /** @param {number} n */
  function next(n) {
    const drawn = items.slice(at, at + n).map(draw);
    into.append(...drawn);
    at += drawn.length;
    more.textContent = `Show ${Math.min(step, items.length - at)} more of ${items.length - at}`;
    box.hidden = at >= items.length;
    box.dataset.left = String(items.length - at);
    return drawn[0];
  }
  box.append(more, " ", all);
  next(step);
  const finish = () => {
    if (!box.isConnected) undrawn.delete(finish); // another list has taken its place
    else if (at < items.length && items.length <= PAPER) next(items.length);
  };
  undrawn.add(finish);
  return box;
}

/** Tell those who do not see the page. @param {string} words */
function announce(words) {
  byId("announce").textContent = words;
}
