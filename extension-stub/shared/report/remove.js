// SPDX-License-Identifier: MIT
// The addresses to remove from lists: to copy, to save, to read with why.
import { addressesToRemove } from "./count.js";
import { button, code, copyButton, element, saveAs } from "./dom.js";
import { reasonKey } from "./lines.js";

const portion = 200;

/** @returns {HTMLElement | null} null where there are none */
export function removal(rows, say) {
  const { word } = say;
  const dead = addressesToRemove(rows);
  if (!dead.length) return null;
  const plainList = () => dead.map(({ address }) => `${address}\n`).join("");
  const list = element("ul", { class: "dead", tabindex: 0, role: "list", "aria-labelledby": "remove-title" });
  let shown = 0;
  const more = button(word("report.more"), () => grow(), { class: "quiet" });
  function grow() {
    list.append(...dead.slice(shown, shown + portion).map(({ address, row }) => element("li", {}, code(address), " ", element("small", {}, word(reasonKey(row))))));
    shown += portion;
    more.hidden = shown >= dead.length;
  }
  grow();
  addEventListener("beforeprint", () => {
    while (shown < dead.length) grow();
  });
  return element("section", { class: "card removal", id: "remove", "aria-labelledby": "remove-title" },
    element("div", { class: "beside" }, element("h2", { id: "remove-title" }, word("report.remove"), " ", element("small", {}, word("report.addresses", { count: dead.length }))),
      element("div", { class: "actions" }, copyButton(word("report.copy"), plainList, word("report.copied")), button(word("report.save"), () => saveAs("addresses-to-remove.txt", [plainList()], "text/plain")))),
    element("p", { class: "hint" }, word("report.remove_hint")), list, more);
}
