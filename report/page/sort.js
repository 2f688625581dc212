"use strict";
// Makes each heading of a sortable table a button that sorts the rows of every group by its column.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, heads, column));
  });
}

function sort(table, heads, column) {
  const numeric = heads[column].classList.contains("n");
  const before = heads[column].getAttribute("aria-sort");
  const order = before ? (before === "ascending" ? "descending" : "ascending") : numeric ? "descending" : "ascending";
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  for (const body of table.tBodies) {
    const rows = [...body.rows].filter((row) => !row.classList.contains("group"));
    const keyed = rows.map((row) => [key(row.cells[column], numeric), row]);
    keyed.sort(([a], [b]) => (a === null) - (b === null) || (numeric ? sign * (a - b) : sign * a.localeCompare(b, "en")) || 0);
    body.append(...keyed.map(([, row]) => row));
  }
}

// The key of a cell is its text without footnotes; null, which comes last, where it holds no number but should.
function key(cell, numeric) {
  const text = cell.dataset.sort ?? cell.firstChild?.textContent ?? "";
  if (!numeric) return text.trim();
  const value = parseFloat(text.replaceAll(",", "").replace("\u2212", "-").replace("\u221e", "Infinity"));
  return Number.isNaN(value) ? null : value;
}
