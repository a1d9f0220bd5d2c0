// @ts-check
// What leaves the page: tables as CSV. And the filter, on data alone.

/** A cell for a spreadsheet: quoted, and never read as a formula. @param {unknown} cell */
function csvCell(cell) {
  const text = typeof cell === "number" ? String(cell) : String(cell ?? "").replace(/^[=+\-@\t\r\n]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {unknown[][]} rows */
function csvText(rows) {
  return rows.map((row) => row.map(csvCell).join(",")).join("\n") + "\n";
}

/** @param {string} name @param {string} text @param {string} kind */
function save(name, text, kind) {
  const address = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** @param {string} name @param {() => unknown[][]} rows @param {string} [words] where two stand together */
function csvButton(name, rows, words) {
  const node = button(words ? `${words} (CSV)` : "CSV", () => save(`${name}.csv`, csvText(rows()), "text/csv"));
  if (!words) node.setAttribute("aria-label", `Download as CSV: ${name}`);
  return node;
}

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * @typedef {{text: string, outlet: string, least: number, kind: string,
 *   origins: boolean, sort: string}} Wanted  outlet: "+3" has it, "-3" lacks it, "" any
 */

/** All that is said in a fact, in small letters; made once. @type {Map<number, string>} */
const haystacks = new Map();

/** @param {number} number */
function haystack(number) {
  let text = haystacks.get(number);
  if (text === undefined) {
    const fact = data.facts[number];
    text = [fact.text, ...fact.sentences.map((place) => sentences[place].text)].join("\n").toLowerCase();
    haystacks.set(number, text);
  }
  return text;
}

/** @param {Wanted} wanted @param {Map<number, Contrast[]>} differences @returns {number[]} facts, in order */
function filterFacts(wanted, differences) {
  const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
  const outlet = wanted.outlet ? Number(wanted.outlet.slice(1)) : -1;
  const found = [];
  for (let number = 0; number < data.facts.length; number++) {
    const fact = data.facts[number];
    if (fact.outlets.length < wanted.least) continue;
    if (outlet >= 0 && fact.outlets.some(([o]) => o === outlet) !== wanted.outlet.startsWith("+")) continue;
    if (wanted.origins && fact.origins < 2) continue;
    const kinds = differences.get(number) ?? [];
    if (wanted.kind && !kinds.some((one) => wanted.kind === "*" || one.kind === wanted.kind)) continue;
    if (words.length && !words.every((word) => haystack(number).includes(word))) continue;
    found.push(number);
  }
  const by = SORTS[wanted.sort] ?? SORTS.surest;
  return found.sort((a, b) => by(a, differences) - by(b, differences) || a - b);
}

/** @type {Record<string, (fact: number, differences: Map<number, Contrast[]>) => number>} */
const SORTS = {
  surest: (fact) => fact,
  outlets: (fact) => -data.facts[fact].outlets.length,
  differences: (fact, differences) => -(differences.get(fact)?.length ?? 0),
  place: (fact) => Math.min(...data.facts[fact].sentences.map((place) => sentences[place].number)),
};
