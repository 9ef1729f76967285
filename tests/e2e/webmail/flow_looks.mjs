// SPDX-License-Identifier: MIT
// Dark, narrow, other languages, for people who cannot see; pictures to be looked at.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check, within } from "./check.mjs";
import { fileOf, uidOf } from "./mails.mjs";
import { until } from "./wait.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds in the panel or a page, by the rules of WCAG 2.2 A and AA. */
async function findings(frame, inPanel) {
  await frame.evaluate(axe);
  return frame.evaluate(async (only) => {
    if (only) for (const one of document.getElementById("explain-bounce-panel").shadowRoot.querySelectorAll("details")) one.open = true;
    const { violations } = await globalThis.axe.run(only ? { include: [["#explain-bounce-panel"]] } : document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: { region: { enabled: false } } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).slice(0, 2)}`);
  }, inPanel);
}

export async function looks(b) {
  within(`${b.kind}, looks`);
  await b.signIn(b.roundcubeUrl);
  await b.grant();
  for (const dark of [false, true]) {
    await b.dark(dark);
    for (const name of ["spf", "several", "slip"]) {
      await b.openWhole(uidOf(name));
      await b.explain();
      const found = await findings(b.page.mainFrame(), true);
      check(`${dark ? "dark" : "light"}, ${name}: axe-core finds nothing`, found.length === 0, found);
      await b.picture(`${dark ? "dark" : "light"}-${name}`);
    }
  }
  await b.dark(false);
  await b.openWhole(uidOf("spf"));
  await b.explain();
  const isDark = () => b.panel(null, (root) => Math.max(...getComputedStyle(root.querySelector(".panel")).backgroundColor.match(/[\d.]+/g).slice(0, 3).map(Number)) < 128);
  for (const dark of [true, false]) {
    await b.page.click("#taskmenu a.theme");
    check(`Roundcube's own switch turned to ${dark ? "dark" : "light"}: the open panel follows`, (await until(async () => (await isDark()) === dark, "the panel to follow").catch(() => false)) !== false);
    await b.picture(`switched-${dark ? "dark" : "light"}`);
  }
  await b.page.setViewport({ width: 390, height: 800 });
  await b.openWhole(uidOf("spf"));
  await b.explain();
  const [wide, room] = await b.panel(null, (root) => [root.querySelector(".panel").scrollWidth, root.querySelector(".panel").clientWidth]);
  check("narrow: nothing runs out of the panel", wide <= room, [wide, room]);
  await b.picture("light-narrow");
  await b.page.setViewport({ width: 1280, height: 860 });
  for (const name of ["options.html", "page.html", "popup.html", "shared/search.html"]) {
    const own = await b.ownPage(name);
    const found = await findings(own.page.mainFrame(), false);
    check(`${name}: axe-core finds nothing`, found.length === 0, found);
    await own.close();
  }
}

// Firefox leaves the marks of direction (UAX 9, isolates) out of what it gives as text.
const unmarked = (text) => text.replace(/[\u2066-\u2069]/g, "");

async function speaks(b, name, who) {
  within(`${b.kind}, ${b.lang}`);
  await b.signIn(b.roundcubeUrl);
  await b.grant();
  await b.openWhole(uidOf(name));
  const words = unmarked(await b.explain());
  const want = b.native.expected(fileOf(name), b.lang);
  const missing = [want.first.headline, ...want.first.steps].filter((line) => !words.includes(unmarked(line)));
  check("the headline and every step", missing.length === 0, [missing, words]);
  check("the panel's own words", words.includes(who), words);
  check("the language is told to screen readers", (await b.look(null, () => document.getElementById("explain-bounce-panel").lang)) === b.lang);
  await b.picture(`lang-${b.lang}`);
}

export const swedish = (b) => speaks(b, "spf", "Vem kan åtgärda det: Den som sköter din e-post");

export async function arabic(b) {
  await speaks(b, "spf", "من يستطيع حل المشكلة: المسؤول عن بريدك الإلكتروني");
  check("it runs from right to left", await b.panel(null, (root) => getComputedStyle(root.querySelector(".panel")).direction === "rtl"));
  check("the server's own words keep their order", await b.panel(null, (root) => root.querySelector("dd").dir === "ltr"));
}
