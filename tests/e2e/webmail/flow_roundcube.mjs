// SPDX-License-Identifier: MIT
// Bounces in a real Roundcube: a real click, the words read back, the bytes at the host.
import { check, median, within } from "./check.mjs";
import { bytesOf, fileOf, uidOf } from "./mails.mjs";
import { sleep, until } from "./wait.mjs";

export async function reading(b) {
  within(`${b.kind}, Roundcube`);
  await b.signIn(b.roundcubeUrl);
  const before = await b.choose(uidOf("spf"));
  await sleep(400);
  check("without the permission nothing is on the page", (await b.hasBar(before)) === 0);
  const popup = await b.popup();
  const text = await popup.text();
  check("the toolbar's window offers the site", text.includes("Explain bounces on this site"), text);
  await popup.dismiss();
  await b.grant();
  const frame = await b.choose(uidOf("full"));
  check("one click later the button stands above a bounce", await b.waitForBar(frame));
  for (const name of ["spf", "full", "html", "several", "qmail", "eightbit", "swedish"]) {
    const part = await b.choose(uidOf(name));
    const words = await b.explain(part);
    const want = b.native.expected(fileOf(name), "en");
    check(`${name}: the headline and every step`, [want.first.headline, ...(want.first.steps ?? [])].every((line) => words.includes(line)), [words, want.first]);
    const { raw } = b.native.lastAsked();
    check(`${name}: the bytes at the host are the mail`, raw?.equals(bytesOf(b.mails[uidOf(name) - 1])), raw?.length);
  }
}

export async function panel(b) {
  within(`${b.kind}, the panel`);
  const part = await b.choose(uidOf("spf"));
  const words = await b.explain(part);
  check("who can fix it stands there", words.includes("Who can fix it: Whoever runs your e-mail"), words);
  check("the heading has the focus", await b.panel(part, (root) => root.activeElement?.localName === "h2"));
  check("it has a language and a direction", await b.look(part, () => { const p = document.getElementById("explain-bounce-panel"); return p.lang + p.dir; }) === "enltr");
  check("it stands inside the page, above the message", await b.look(part, () => Boolean(document.getElementById("explain-bounce-panel").compareDocumentPosition(document.getElementById("messagebody")) & Node.DOCUMENT_POSITION_FOLLOWING)));
  check("the button is away meanwhile", (await b.hasBar(part)) === 0);
  await b.picture("light-wide");
  await b.close(part);
  check("closing brings back the button, with the focus", await b.look(part, () => document.activeElement?.className === "explain-bounce-bar"));
  await b.page.keyboard.press("Enter");
  check("Enter opens it again", Boolean(await b.words(part)));
  const mails = await b.look(null, () => document.querySelectorAll("#messagelist tbody tr.message").length);
  await b.page.keyboard.press("Delete");
  await sleep(500);
  check("Delete in the panel deletes no mail", (await b.look(null, () => document.querySelectorAll("#messagelist tbody tr.message").length)) === mails && (await b.hasPanel(part)));
  await b.page.keyboard.press("Escape");
  check("Escape closes it", await b.wait(part, () => !document.getElementById("explain-bounce-panel"), "the panel to go"));
  await b.openWhole(uidOf("html"));
  const want = b.native.expected(fileOf("html"), "en").first.headline;
  check("on the page of one message too", (await b.explain(null)).includes(want));
  await b.picture("whole-page");
  await b.openWhole(uidOf("large"));
  const large = await b.explain(null);
  check("a mail of three megabytes: its beginning is enough", large.includes(b.native.expected(fileOf("full"), "en").first.headline), large);
  check("no more than 1 MiB goes to the host", b.native.lastAsked().raw.length === 1 << 20, b.native.lastAsked().raw.length);
  await b.list();
}

export async function moving(b) {
  within(`${b.kind}, moving on`);
  await b.list();
  await b.choose(uidOf("ordinary"));
  await sleep(500);
  check("no button on an ordinary mail", (await b.hasBar(`_uid=${uidOf("ordinary")}&`)) === 0);
  await (await b.popup()).press("explain");
  const words = await b.words(`_uid=${uidOf("ordinary")}&`);
  check("the toolbar explains an ordinary mail as what it is", words.includes(b.native.expected(fileOf("ordinary"), "en").explanation.headline), words);
  for (let i = 0; i < 3; i++) {
    const part = await b.choose(uidOf("full"));
    await b.waitForBar(part);
    await b.press(part, ".explain-bounce-bar", "button");
    const next = await b.choose(uidOf("sent"));
    await sleep(700);
    check("the answer never lands in another message", !(await b.hasPanel(next)) && !(await b.hasPanel(null)));
  }
}

/** What follows a rest: the browser has ended the background page. */
export async function rested(b) {
  within(`${b.kind}, after a rest`);
  await b.openWhole(uidOf("full"));
  await b.waitForBar();
  await b.stopBackground();
  await b.press(null, ".explain-bounce-bar", "button");
  check("a click wakes the extension", (await b.words()).includes(b.native.expected(fileOf("full"), "en").first.headline));
}

const clock = () => {
  globalThis.explainBounceTimes = [];
  let arrival = 0;
  addEventListener("pointerover", ({ target }) => target.className === "explain-bounce-bar" && (arrival = performance.now()), true);
  addEventListener("click", ({ target }) => {
    if (target.className !== "explain-bounce-bar") return;
    const start = performance.now();
    const seen = new MutationObserver(() => {
      const body = document.getElementById("explain-bounce-panel")?.shadowRoot.querySelector(".body");
      if (!body?.childElementCount || body.hasAttribute("aria-busy")) return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => globalThis.explainBounceTimes.push([performance.now() - start, performance.now() - arrival])));
    });
    seen.observe(document, { childList: true, subtree: true });
  }, true);
};

/** From the click to the painted panel, the mail's source fetched each time; told, never tested: it depends on the machine. */
export async function clicks(b) {
  within(`${b.kind}, speed`);
  await b.openWhole(uidOf("full"));
  await b.look(null, clock);
  for (let i = 0; i < 21; i++) {
    await b.explain(null);
    await until(() => b.look(null, (n) => globalThis.explainBounceTimes.length > n, i), "the time");
    await b.close(null);
  }
  const [[first], ...others] = await b.look(null, () => globalThis.explainBounceTimes);
  const rest = others.map(([click]) => click);
  const arrivals = others.map(([, arrival]) => arrival);
  // How long Roundcube takes to hand out the source, here and now: what no extension can do anything about.
  const source = await b.look(null, async () => {
    const url = location.href.replace("_action=show", "_action=viewsource");
    const times = [];
    for (let i = 0; i < 20; i++) {
      const start = performance.now();
      await (await fetch(url, { cache: "no-store" })).arrayBuffer();
      times.push(performance.now() - start);
    }
    return times;
  });
  const goal = b.kind === "firefox" ? 150 : 100;
  console.log(`     ${b.kind}: click to panel, median of ${rest.length}: ${median(rest).toFixed(0)} ms (goal: under ${goal}), longest ${Math.max(...rest).toFixed(0)} ms, the first ${first.toFixed(0)} ms; from the pointer's arrival on the button, when the source is fetched: ${median(arrivals).toFixed(0)} ms, of it the webmail's own answer: ${median(source).toFixed(0)} ms`);
}
