// @ts-check
// Which view is shown: the address says it, so links, bookmarks and the back button work.

/** Views, and how each is filled when it is first shown. @type {Record<string, () => void>} */
const VIEWS = {
  shared: startShared, disputed: startDisputed, missing: startMissing, framing: () => {},
  origins: () => {}, articles: startArticles, method: () => {},
};
/** @type {Set<string>} */
const filled = new Set();
/** The outlet of the cell that was chosen last. */
let chosen = -1;

/** @param {string} name */
function fill(name) {
  if (Object.hasOwn(VIEWS, name) && !filled.has(name)) {
    filled.add(name);
    VIEWS[name]();
  }
}

/** Show one view; move to its heading unless the page has just opened. @param {string} name @param {boolean} move */
function show(name, move) {
  for (const view of document.querySelectorAll("section.view")) {
    if (view instanceof HTMLElement) view.hidden = view.id !== name;
  }
  for (const tab of document.querySelectorAll(".tabs a")) {
    const here = tab.getAttribute("href") === `#${name === "fact" ? "shared" : name === "read" ? "articles" : name}`;
    if (here) {
      tab.setAttribute("aria-current", "page");
      // where all tabs are seen, the keyboard begins at the top of the page
      const row = tab.parentElement;
      if (row && row.scrollWidth > row.clientWidth) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else tab.removeAttribute("aria-current");
  }
  if (move) {
    byId(`h-${name}`).focus({ preventScroll: true });
    byId("main").scrollIntoView();
  }
}

/** @param {boolean} move */
function follow_address(move) {
  let name = location.hash.slice(1);
  try { name = decodeURIComponent(name); } catch { /* a stray % stays as it is */ }
  const fact = data.facts.findIndex((one) => one.anchor === name);
  if (fact >= 0) {
    drawFact(fact, chosen);
    chosen = -1;
    show("fact", move);
  } else if (name.startsWith("read=")) {
    const wanted = name.slice(5).split("&").map((anchor) => articles.findIndex((one) => one.anchor === anchor));
    const numbers = [...new Set(wanted)].filter((n) => n >= 0).slice(0, 4);
    if (numbers.length > 1) {
      show("read", false); // lines are drawn where the panes stand
      drawRead(numbers);
      show("read", move);
    } else show("articles", move);
  } else if (Object.hasOwn(VIEWS, name)) {
    fill(name);
    show(name, move);
  } else if (name) goTo(name);
  else {
    fill("shared");
    show("shared", false);
  }
}

/** Open what holds the named place, mark it, and go there. @param {string} name */
function goTo(name) {
  const target = document.getElementById(name);
  const view = target?.closest("section.view");
  fill(view?.id ?? "shared");
  show(view?.id ?? "shared", false);
  if (!target) return;
  for (let node = /** @type {Element | null} */ (target); node; node = node.parentElement) {
    if (node instanceof HTMLDetailsElement) node.open = true;
  }
  for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
  target.classList.add("here");
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.classList.contains("sentence") ? "center" : "start" });
}

/** What a paper holds: the findings, the rows, what differs, how it is told, the articles. */
const PAPERS = ["shared", "disputed", "framing", "articles", "method"];

/** The screen is as it was afterwards. */
function preparePrint() {
  PAPERS.forEach(fill);
  for (const view of document.querySelectorAll("section.view")) {
    if (view instanceof HTMLElement) {
      view.dataset.hidden = String(view.hidden);
      view.hidden = !PAPERS.includes(view.id);
    }
  }
  for (const part of document.querySelectorAll("details.article:not([open])")) {
    part.setAttribute("data-closed", "");
    part.setAttribute("open", "");
  }
  undrawn.forEach((draw) => draw());
}

function endPrint() {
  for (const view of document.querySelectorAll("section.view")) {
    if (view instanceof HTMLElement && view.dataset.hidden) view.hidden = view.dataset.hidden === "true";
  }
  for (const part of document.querySelectorAll("details[data-closed]")) {
    part.removeAttribute("open");
    part.removeAttribute("data-closed");
  }
}

function start() {
  document.documentElement.classList.add("js");
  readArticles();
  differences = contrastsByFact();
  facts_of = factsBySentence();
  document.addEventListener("click", (event) => {
    const cell = event.target instanceof Element ? event.target.closest(".cell[data-outlet]") : null;
    if (cell instanceof HTMLElement) chosen = Number(cell.dataset.outlet);
  }, true);
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "n" ? "next" : event.key === "p" ? "prev" : "";
    const link = step && !byId("fact").hidden && byId("fact").querySelector(`a[rel=${step}]`);
    if (link instanceof HTMLElement) link.click();
  });
  window.addEventListener("hashchange", () => {
    closePlaces(false);
    follow_address(true);
  });
  window.addEventListener("beforeprint", preparePrint);
  window.addEventListener("afterprint", endPrint);
  startPlaces();
  follow_address(false);
  if ("requestIdleCallback" in window) requestIdleCallback(prepareSearch); // Safari has none
}

/** Make what searches look through while nobody waits for it. @param {IdleDeadline} idle */
function prepareSearch(idle) {
  let next = haystacks.size;
  while (next < data.facts.length && idle.timeRemaining() > 2) haystack(next++);
  if (next < data.facts.length) requestIdleCallback(prepareSearch);
}
