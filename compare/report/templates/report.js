// @ts-check
// Opens, closes and filters what the page already holds. Without it every <details> still works.
(() => {
  "use strict";

  /** @type {HTMLElement[]} */
  const facts = [...document.querySelectorAll(".matrix .fact")].map(asElement);
  const filter = document.querySelector("form#filter");
  document.documentElement.classList.add("js");

  /** @param {Element} node @returns {HTMLElement} */
  function asElement(node) {
    return /** @type {HTMLElement} */ (node);
  }

  /** @param {Element} fact @returns {HTMLDetailsElement} */
  function sentencesOf(fact) {
    return /** @type {HTMLDetailsElement} */ (fact.querySelector(".more > td > details"));
  }

  /**
   * Open or close a fact's sentences.
   * @param {Element} fact
   * @param {boolean} open
   */
  function show(fact, open) {
    sentencesOf(fact).open = open;
    fact.classList.toggle("open", open);
    for (const cell of fact.querySelectorAll("button.cell")) {
      cell.setAttribute("aria-expanded", String(open));
    }
  }

  /**
   * Mark one outlet's card in a fact, and bring it into view.
   * @param {Element} fact
   * @param {string} column
   */
  function choose(fact, column) {
    for (const card of fact.querySelectorAll(".card")) {
      const chosen = asElement(card).dataset.column === column;
      card.classList.toggle("chosen", chosen);
      if (chosen) card.scrollIntoView({ block: "nearest" });
    }
  }

  /** A cell opens its row at its outlet; the chosen one again closes it. @param {Event} event */
  function clickCell(event) {
    if (!(event.target instanceof Element)) return;
    const cell = event.target.closest("button.cell");
    const fact = event.target.closest(".fact");
    if (!cell || !fact) return;
    const column = asElement(cell).dataset.column ?? "";
    const chosen = fact.querySelector(".card.chosen");
    const again = fact.classList.contains("open") && chosen instanceof HTMLElement
      && chosen.dataset.column === column;
    show(fact, !again);
    if (!again) choose(fact, column);
  }

  /** What a search looks through; made once, at the first search. @type {Map<HTMLElement, string>} */
  const texts = new Map();

  /** @param {HTMLElement} fact @returns {string} */
  function textOf(fact) {
    const known = texts.get(fact) ?? (fact.textContent ?? "").toLowerCase();
    texts.set(fact, known);
    return known;
  }

  /** Show the facts that fit the filter, and say how many. */
  function applyFilter() {
    if (!(filter instanceof HTMLFormElement)) return;
    const wanted = new FormData(filter);
    const words = String(wanted.get("text") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const outlet = String(wanted.get("outlet") ?? "");
    const least = Number(wanted.get("least") ?? 2);
    let shown = 0;
    for (const fact of facts) {
      const columns = (fact.dataset.outlets ?? "").split(" ").filter(Boolean);
      const text = words.length ? textOf(fact) : "";
      const fits = words.every((word) => text.includes(word))
        && (!outlet || columns.includes(outlet.slice(1)) === outlet.startsWith("+"))
        && columns.length >= least
        && (!wanted.has("differs") || fact.dataset.differs !== "0");
      fact.hidden = !fits;
      shown += Number(fits);
    }
    const all = facts.length;
    const told = document.querySelector("#shown");
    if (told) told.textContent = shown === all ? `${all} facts` : `${shown} of ${all} facts`;
    const none = document.querySelector("#none");
    if (none instanceof HTMLElement) none.hidden = shown > 0;
  }

  /** Open everything around the place that the address names, then go there. */
  function followAddress() {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* a stray % stays as it is */ }
    const target = name ? document.getElementById(name) : null;
    if (!target) return;
    const fact = target.closest(".fact");
    if (fact instanceof HTMLElement) {
      fact.hidden = false;
      show(fact, true);
    }
    for (let node = /** @type {Element | null} */ (target); node; node = node.parentElement) {
      if (node instanceof HTMLDetailsElement) node.open = true;
    }
    target.scrollIntoView();
  }

  for (const fact of facts) {
    fact.addEventListener("click", clickCell);
    sentencesOf(fact).addEventListener("toggle", (event) => {
      if (event.target === event.currentTarget) show(fact, sentencesOf(fact).open);
    });
  }
  if (filter instanceof HTMLFormElement) {
    filter.hidden = false;
    filter.addEventListener("input", applyFilter);
    filter.addEventListener("submit", (event) => event.preventDefault());
    applyFilter(); // a browser may have kept what was typed before a reload
  }
  for (const [id, open] of /** @type {[string, boolean][]} */ ([["open-all", true], ["close-all", false]])) {
    document.getElementById(id)?.addEventListener("click", () => {
      for (const fact of facts) if (!fact.hidden) show(fact, open);
    });
  }
  window.addEventListener("hashchange", followAddress);
  followAddress();
})();
