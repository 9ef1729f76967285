// SPDX-License-Identifier: MIT
// All bounces: sorted by a click on a heading, shown in portions, each row opening its explanation below itself.
import { inOrder } from "./count.js";
import { button, code, element, foreign } from "./dom.js";
import { explanation } from "./explanation.js";
import { reasonKey } from "./lines.js";

const portion = 100;
const mostPrinted = 1000;

export function bounceTable(say, can) {
  const { word } = say;
  const nameOf = {
    address: (row) => row.address,
    reason: (row) => word(reasonKey(row)),
    who: (row) => (row.who === "unknown" ? "" : word(`who.${row.who}`)),
    provider: (row) => (row.provider ? (say.has(`provider.${row.provider}`) ? word(`provider.${row.provider}`) : row.provider) : ""),
    subject: (row) => row.subject,
  };
  const headings = { time: word("report.date"), address: word("cli.recipient"), reason: word("cli.reason"), who: word("cli.who"), provider: word("cli.provider"), subject: word("cli.subject") };
  let column = "time";
  let downwards = true;
  let rows = [];
  let sorted = []; // all rows; a filter need not sort them again
  let isMeant = () => true;
  let ordered = [];
  let shown = 0;
  const opened = new Set(); // ids: a row stays open when the table is sorted or filtered

  const body = element("tbody", { role: "rowgroup" });
  const heads = Object.entries(headings).map(([name, words]) =>
    element("th", { scope: "col", role: "columnheader", class: name, "data-column": name }, element("button", { type: "button", onclick: () => sortBy(name) }, words, element("span", { class: "arrow", "aria-hidden": "true" }))));
  const table = element("table", { role: "table", "aria-labelledby": "all-title" }, element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)), body);
  const moreButton = button(word("report.more"), () => grow(portion), { class: "more" });
  const root = element("div", { class: "table" }, table, moreButton);

  function detailOf(row) {
    return element("tr", { class: "detail", role: "row", id: `detail-${row.id}` }, element("td", { role: "cell", colspan: heads.length }, explanation(row, say, can)));
  }

  function toggle(row, line, opener) {
    const open = !opened.has(row.id);
    opener.setAttribute("aria-expanded", String(open));
    line.classList.toggle("open", open);
    if (open) {
      opened.add(row.id);
      line.after(detailOf(row));
    } else {
      opened.delete(row.id);
      line.nextElementSibling.remove();
    }
  }

  function lineOf(row) {
    const isOpen = opened.has(row.id);
    const cell = (name, ...inner) => element("td", { role: "cell", class: name, "data-label": headings[name] }, ...inner);
    const opener = element("button", { type: "button", class: "opener", "aria-expanded": String(isOpen), "aria-controls": `detail-${row.id}`, title: word("report.explain") },
      element("span", { class: "twist", "aria-hidden": "true" }), say.day(row.time) || "\u2014");
    const line = element("tr", { role: "row", class: isOpen ? "bounce open" : "bounce", "data-id": row.id },
      element("th", { scope: "row", role: "rowheader", class: "time" }, opener),
      cell("address", row.address ? code(row.address) : "\u2014"),
      cell("reason", nameOf.reason(row)),
      cell("who", element("span", { class: `dot ${row.who}`, "aria-hidden": "true" }), word(`who.${row.who}`)),
      cell("provider", nameOf.provider(row)),
      cell("subject", row.subject ? foreign(row.subject) : null));
    line.addEventListener("click", ({ target }) => {
      // Words that are being selected are not a wish to open the row.
      if (target.closest("a") || (!target.closest("button") && !getSelection().isCollapsed)) return;
      toggle(row, line, opener);
    });
    return isOpen ? [line, detailOf(row)] : [line];
  }

  function grow(by) {
    const next = ordered.slice(shown, shown + by);
    body.append(...next.flatMap(lineOf));
    shown += next.length;
    moreButton.hidden = shown >= ordered.length;
  }

  function draw(least = portion) {
    ordered = sorted.filter(isMeant);
    shown = 0;
    body.replaceChildren();
    grow(least);
    for (const head of heads) {
      const mine = head.dataset.column === column;
      head.setAttribute("aria-sort", mine ? (downwards ? "descending" : "ascending") : "none");
    }
    table.hidden = !ordered.length;
  }

  function sortBy(name) {
    downwards = name === column ? !downwards : name === "time";
    column = name;
    sort();
    draw();
  }

  function sort() {
    sorted = inOrder(rows, column, downwards, nameOf[column], say.collator);
  }

  // Paper has no button to press.
  let before = 0;
  addEventListener("beforeprint", () => {
    before = shown;
    if (shown < mostPrinted) grow(mostPrinted - shown);
  });
  addEventListener("afterprint", () => before < shown && draw(before));

  return {
    root,
    fill(all) {
      rows = all;
      sort();
    },
    /** @param {(row: object) => boolean} meant */
    show(meant) {
      isMeant = meant;
      draw();
    },
  };
}
