// @ts-check
// The sentences behind a number or a statement, at the foot of the screen.

const FIRST = 12; // sentences shown at once

/** What was chosen last: the focus goes back there. @type {HTMLElement | null} */
let opened_by = null;

function startPlaces() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.opens") : null;
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opened_by = link;
    drawPlaces(data.places[Number(link.dataset.places)] ?? []);
  });
  byId("places").addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePlaces(true);
  });
}

/** @param {[number, Flat][]} told */
function drawPlaces(told) {
  const list = el("ol", { class: "rows" });
  const steps = inSteps(told, FIRST, ([place, spans]) =>
    el("li", {}, el("strong", {}, outletName(articles[sentences[place].article].outlet)), " ",
      said(place, { reading: spans }), " ", whereLink(place), speakers(place)), list);
  const sheet = byId("places");
  sheet.replaceChildren(
    el("p", { class: "tools" }, counted(told.length, "sentence"), button("Close", () => closePlaces(true))), list, steps);
  sheet.hidden = false;
  sheet.scrollTop = 0;
  sheet.focus({ preventScroll: true });
}

/** @param {boolean} back whether the focus returns */
function closePlaces(back) {
  byId("places").hidden = true;
  if (back && opened_by) opened_by.focus({ preventScroll: true });
  opened_by = null;
}
