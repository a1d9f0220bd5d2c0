"use strict";
const rows = [...document.querySelectorAll("tbody tr")];
const field = (name) => document.getElementById(name);
function show() {
  const words = field("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const outlet = field("outlet").value, from = field("from").value, to = field("to").value;
  let shown = 0;
  for (const row of rows) {
    const text = row.dataset.text ??= row.textContent.toLowerCase();
    const { first, last } = row.dataset;
    const dated = (!from || (last && last >= from)) && (!to || (first && first <= to));
    const has = !outlet || [...row.querySelectorAll("li")].some((li) => li.textContent === outlet);
    row.hidden = !(dated && has && words.every((word) => text.includes(word)));
    shown += !row.hidden;
  }
  field("shown").textContent = `${shown} of ${rows.length} events`;
}
field("filters").hidden = false;
for (const name of ["words", "outlet", "from", "to"]) field(name).addEventListener("input", show);
show();
