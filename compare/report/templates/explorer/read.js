// @ts-check
// Articles in parallel: linked sentences joined by lines, scrolling together.

/** @type {Map<number, number[]>} */
let facts_of = new Map();

/** @param {number[]} numbers */
function readAddress(numbers) {
  return `#read=${numbers.map((n) => articles[n].anchor).join("&")}`;
}

/** @param {number[]} numbers articles, 2 to 4 */
function drawRead(numbers) {
  const panes = numbers.map((number) => pane(number, numbers));
  const lines = /** @type {SVGSVGElement} */ (svg("svg", { class: "links", "aria-hidden": "true" }));
  const box = el("div", { class: `panes of-${numbers.length}` }, ...panes, lines);
  const together = el("input", { type: "checkbox", checked: true });
  const quotes = el("input", { type: "checkbox" });
  quotes.addEventListener("change", () => box.classList.toggle("quotes", /** @type {HTMLInputElement} */ (quotes).checked));
  byId("read-view").replaceChildren(
    chooser(numbers),
    el("p", { class: "tools" },
      el("label", { class: "check" }, together, "scroll together"),
      el("label", { class: "check" }, quotes, "show quotes and speakers"),
      el("span", { class: "quiet" }, "A number is a fact that another of these articles states too; a bar marks what only one of them has.")),
    box);
  link(panes, lines, () => /** @type {HTMLInputElement} */ (together).checked);
}

/** Which articles are read: a choice per column. @param {number[]} numbers */
function chooser(numbers) {
  const form = el("form", { class: "filter", "aria-label": "Which articles" });
  const shown_now = numbers.length < 4 ? [...numbers, -1] : numbers;
  shown_now.forEach((number, column) => {
    const select = el("select", { name: `column-${column}` },
      column > 1 && el("option", { value: -1 }, "none"),
      ...articles.map((article, n) => el("option", { value: n, selected: n === number }, `${shown(data.outlets[article.outlet])}: ${article.title}`.slice(0, 90))));
    form.append(el("label", {}, `Article ${column + 1}`, select));
  });
  form.addEventListener("change", () => {
    const got = [...new FormData(/** @type {HTMLFormElement} */ (form)).values()].map(Number).filter((n) => n >= 0);
    const once = [...new Set(got)];
    if (once.length > 1) location.hash = readAddress(once);
    else announce("Choose two different articles.");
  });
  return form;
}

/** @param {number} number @param {number[]} numbers */
function pane(number, numbers) {
  const article = articles[number];
  const others = new Set(numbers.filter((n) => n !== number));
  const text = el("div", { class: "pane", tabindex: 0, role: "region", lang: article.lang || false,
    "aria-label": `${shown(data.outlets[article.outlet])}: ${article.title}` },
    el("h3", {}, outletName(article.outlet)));
  for (let place = article.first; place < article.end; place++) {
    const facts = (facts_of.get(place) ?? []).filter((fact) =>
      data.facts[fact].sentences.some((other) => others.has(sentences[other].article)));
    const words = said(place, quoteMarks(place));
    const line = el("p", { class: facts.length ? "linked" : "alone", "data-facts": facts.join(" "), "data-place": place },
      words, speakers(place), ...facts.flatMap((fact) => [" ", factLink(fact)]));
    if (!sentences[place].number) line.classList.add("headline");
    text.append(line);
  }
  return text;
}

/** @param {number} place @returns {Record<string, Flat>} */
function quoteMarks(place) {
  return { quote: data.quotes.filter((one) => one[0] === place).flatMap(([, start, end]) => [start, end]) };
}

/** @param {number} place */
function speakers(place) {
  const names = [...new Set(data.quotes.filter((one) => one[0] === place).map((one) => one[3]))];
  return names.length > 0 && el("span", { class: "speaker" }, " — ", el("bdi", {}, names.map((name) => name ? `words of ${shown(name)}` : "speaker not named").join(", ")));
}

/** Join what states one fact: lines between the panes, one scroll, one light. @param {HTMLElement[]} panes @param {SVGSVGElement} lines @param {() => boolean} together */
function link(panes, lines, together) {
  let leader = panes[0];
  let [waiting, moved] = [false, false];
  const draw = () => {
    waiting = false;
    if (moved && together()) panes.forEach((other) => other !== leader && follow(leader, other));
    drawLinks(panes, lines);
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  };
  for (const one of panes) {
    for (const kind of ["pointerenter", "focusin", "touchstart", "wheel", "keydown"]) {
      one.addEventListener(kind, () => { leader = one; }, { passive: true });
    }
    one.addEventListener("scroll", () => {
      if (one !== leader && together()) return; // it only follows
      moved = true;
      soon();
    });
    for (const kind of ["pointerover", "focusin"]) {
      one.addEventListener(kind, (event) => {
        const line = event.target instanceof Element ? event.target.closest("p") : null;
        lightUp(panes, line?.dataset.facts?.split(" ").filter(Boolean) ?? []);
        soon();
      });
    }
  }
  new ResizeObserver(soon).observe(panes[0]);
  soon();
}

/** @param {HTMLElement[]} panes @param {string[]} facts */
function lightUp(panes, facts) {
  for (const line of panes.flatMap((one) => [...one.querySelectorAll("p")])) {
    line.classList.toggle("lit", (line.dataset.facts ?? "").split(" ").some((fact) => facts.includes(fact)));
  }
}

/** @param {HTMLElement} inside */
function linkedLines(inside) {
  return [...inside.querySelectorAll("p.linked")].map((one) => /** @type {HTMLElement} */ (one));
}

/** Move a pane so that the partner of the leader's middle sentence stands beside it. @param {HTMLElement} leader @param {HTMLElement} other */
function follow(leader, other) {
  const middle = leader.scrollTop + leader.clientHeight / 3;
  const theirs = new Map(linkedLines(other).reverse().flatMap((line) =>
    (line.dataset.facts ?? "").split(" ").map((fact) => /** @type {[string, HTMLElement]} */ ([fact, line]))));
  let best = null;
  for (const line of linkedLines(leader)) {
    const fact = (line.dataset.facts ?? "").split(" ").find((name) => theirs.has(name));
    const away = Math.abs(line.offsetTop - middle);
    if (fact !== undefined && (!best || away < best.away)) best = { away, line, partner: theirs.get(fact) };
  }
  if (best?.partner) other.scrollTop = best.partner.offsetTop - (best.line.offsetTop - leader.scrollTop);
}

/** The lines matched with one; where none was, those of its facts. @param {HTMLElement} line @param {HTMLElement[]} others */
function partners(line, others) {
  const facts = (line.dataset.facts ?? "").split(" ");
  const alike = others.filter((one) => (one.dataset.facts ?? "").split(" ").some((fact) => facts.includes(fact)));
  const mine = Number(line.dataset.place);
  const matched_with = new Set(facts.flatMap((fact) => data.facts[Number(fact)].pairs).flatMap(([a, b]) => a === mine ? [b] : b === mine ? [a] : []));
  const direct = alike.filter((one) => matched_with.has(Number(one.dataset.place)));
  return direct.length ? direct : alike;
}

/** @param {HTMLElement[]} panes @param {SVGSVGElement} lines */
function drawLinks(panes, lines) {
  const frame = lines.getBoundingClientRect();
  const paths = [];
  for (let i = 0; i + 1 < panes.length; i++) {
    const [left, right] = [panes[i].getBoundingClientRect(), panes[i + 1].getBoundingClientRect()];
    if (right.left <= left.left) continue; // one below the other: nothing to join
    const theirs = linkedLines(panes[i + 1]);
    for (const line of linkedLines(panes[i])) {
      for (const other of partners(line, theirs)) {
        const [a, b] = [line.getBoundingClientRect(), other.getBoundingClientRect()];
        const [y, z] = [a.top + a.height / 2, b.top + b.height / 2];
        if (Math.max(y, z) < left.top || Math.min(y, z) > left.bottom) continue;
        const [x, w, m] = [left.right - frame.left, right.left - frame.left, (left.right + right.left) / 2 - frame.left];
        paths.push(svg("path", { d: `M${x} ${y - frame.top} C${m} ${y - frame.top} ${m} ${z - frame.top} ${w} ${z - frame.top}`,
          class: line.classList.contains("lit") ? "lit" : "" }));
      }
    }
  }
  lines.replaceChildren(...paths);
}
