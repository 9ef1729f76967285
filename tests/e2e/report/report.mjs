// SPDX-License-Identifier: MIT
// usage: node report.mjs BUILD_DIR      pictures go to BUILD_DIR/e2e/report
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import puppeteer from "puppeteer-core";
import { check, count, within } from "../webmail/check.mjs";
import { until } from "../webmail/wait.mjs";
import { Samples } from "./sample.mjs";

const build = path.resolve(process.argv[2] ?? "build/release");
const pictures = path.join(build, "e2e/report");
mkdirSync(pictures, { recursive: true });
const folder = mkdtempSync(path.join(os.tmpdir(), "explain-bounce-report-"));
const samples = new Samples(build, folder);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A server that nobody should ask. */
const asked = [];
const server = createServer((request, reply) => {
  asked.push(request.url);
  reply.end();
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const away = `http://127.0.0.1:${server.address().port}`;

const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ browser: "chrome", executablePath: "/usr/bin/chromium", headless: true, args, protocolTimeout: 120_000 });

async function open(url, { width = 1280, dark = false, ready = "h1" } = {}) {
  const page = await browser.newPage();
  page.requests = [];
  page.faults = [];
  const watch = await page.createCDPSession();
  await watch.send("Network.enable");
  watch.on("Network.requestWillBeSent", ({ request }) => page.requests.push(request.url));
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (said) => said.type() === "error" && page.faults.push(said.text()));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.goto(url, { waitUntil: "load", timeout: 120_000 });
  await page.waitForSelector(ready);
  return page;
}

const picture = (page, name, fullPage = false) => page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage });
const textOf = (page, selector) => page.$eval(selector, (one) => one.textContent.trim());
const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent.trim()));
const state = (page, shown, all) => until(async () => (await textOf(page, ".state")) === `${shown} of ${all} shown`, `${shown} of ${all} shown`).then(() => true, async () => false);

async function findings(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).slice(0, 2)}`);
  });
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** The rows that a person expects: whom the mails did not reach. */
const expectedRows = (lines) => lines.flatMap(({ answer, received_at }) => {
  const missed = (answer.recipients ?? []).filter(({ action }) => action === "failed" || action === "delayed");
  const [only, ...more] = answer.original?.to ?? [];
  return (missed.length ? missed : [{ address: more.length ? undefined : only }]).map((recipient) => ({ ...recipient, kind: answer.kind, day: new Date(received_at).toDateString(), notes: answer.notes ?? [] }));
});

function counts(rows, keyOf) {
  const all = {};
  for (const row of rows) if (keyOf(row)) all[keyOf(row)] = (all[keyOf(row)] ?? 0) + 1;
  return all;
}

const barsOf = (page, chart) => page.$$eval(`[data-chart=${chart}] .named`, (all) => all.map((one) => ({ name: one.querySelector(".name").textContent, count: Number(one.querySelector(".fill").dataset.count), wide: one.querySelector(".fill").getBoundingClientRect().width, words: one.querySelector(".count").firstChild.data })));

async function charts(page, rows, words) {
  const reasons = counts(rows, ({ reason, kind }) => words[reason ? `reason.${reason}` : `kind.${kind}`]);
  const most = Object.entries(reasons).sort((a, b) => b[1] - a[1]);
  const bars = await barsOf(page, "reason");
  check("reasons: the longest bars have the names and counts of the data", bars.slice(0, 10).every(({ name, count: n, words: w }) => reasons[name] === n && Number(w) === n) && bars[0].count === most[0][1], [bars, most]);
  check("reasons: all bars together are all rows", bars.reduce((sum, one) => sum + one.count, 0) === rows.length, bars);
  const shares = bars.map(({ count: n, wide }) => wide / n / (bars[0].wide / bars[0].count));
  check("reasons: a bar is as long as its count", bars[0].wide > 300 && bars.every(({ count: n }, place) => n < 4 || Math.abs(shares[place] - 1) < 0.05), shares);
  const who = await barsOf(page, "who");
  const expectedWho = counts(rows, ({ who: one }) => words[`who.${one ?? "unknown"}`]);
  check("who can fix it: every one, counted", who.length === Object.keys(expectedWho).length && who.every(({ name, count: n }) => expectedWho[name] === n), [who, expectedWho]);
  const domains = await barsOf(page, "domain");
  const expectedDomains = counts(rows, ({ address }) => address?.includes("@") && address.slice(address.lastIndexOf("@") + 1).toLowerCase());
  const rest = Object.values(expectedDomains).sort((a, b) => b - a).slice(10).reduce((a, b) => a + b, 0);
  check("domains: ten, and the others", domains.length === 11 && domains.slice(0, 10).every(({ name, count: n }) => expectedDomains[name] === n) && domains[10].name === words["report.others"] && domains[10].count === rest, [domains, expectedDomains]);
  const providers = await barsOf(page, "provider");
  const expectedProviders = counts(rows, ({ provider }) => words[`provider.${provider}`]);
  check("providers by their names", providers.length > 3 && providers.slice(0, 5).every(({ name, count: n }) => expectedProviders[name] === n), [providers, expectedProviders]);
  const moments = await page.$$eval("[data-chart=time] .moment", (all) => all.map((one) => ({ day: new Date(Number(one.dataset.from)).toDateString(), count: Number(one.querySelector(".fill").dataset.count), high: one.querySelector(".fill").getBoundingClientRect().height, said: one.getAttribute("aria-label") })));
  const days = counts(rows, ({ day }) => day);
  check("over time: a bar for each day, with its count", moments.length > 10 && moments.every(({ day, count: n, high }) => (days[day] ?? 0) === n && high > 0 === n > 0) && Object.keys(days).every((day) => moments.some((one) => one.day === day)), [moments, days]);
  check("over time: a bar says its day and count to those who cannot see it", moments.every(({ count: n, said }) => said.endsWith(`: ${n}`)), moments[0]);
}

async function tableWorks(page, rows, words) {
  const addresses = () => texts(page, ".bounce .address");
  const sortedBy = () => page.$$eval("thead th", (all) => all.map((one) => `${one.dataset.column}:${one.getAttribute("aria-sort")}`).filter((one) => !one.endsWith(":none")).join());
  check("the newest stand first", (await sortedBy()) === "time:descending");
  await page.click("thead .address button");
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  const expected = rows.map(({ address }) => address).filter(Boolean).sort(compare);
  const shown = await addresses();
  check("a click on a heading sorts", (await sortedBy()) === "address:ascending" && shown.length === 100 && shown.every((one, place) => compare(one, expected[place]) === 0), [shown.slice(0, 5), expected.slice(0, 5)]);
  await page.focus("thead .address button");
  await page.keyboard.press("Enter");
  check("the keyboard turns the order around", (await sortedBy()) === "address:descending" && compare((await addresses())[0], expected.at(-1)) === 0);
  await page.click(".more");
  check("\"Show more\" shows more", (await addresses()).length === 200);

  const [first] = await page.$$("[data-chart=reason] button.named");
  const name = await first.$eval(".name", (one) => one.textContent);
  const hits = rows.filter(({ reason, kind }) => words[reason ? `reason.${reason}` : `kind.${kind}`] === name);
  await first.click();
  check("a click on a bar shows its rows alone", (await state(page, hits.length, rows.length)) && (await texts(page, ".bounce .reason")).every((one) => one === name));
  check("the bar is marked, and keeps the focus", await page.evaluate(() => document.activeElement.matches("[data-chart=reason] [aria-pressed=true]")));
  const who = await barsOf(page, "who");
  check("the other charts follow", who.reduce((sum, one) => sum + one.count, 0) === hits.length, who);
  const reasons = await barsOf(page, "reason");
  check("its own chart stays whole", reasons.reduce((sum, one) => sum + one.count, 0) === rows.length);
  await page.keyboard.press("Enter");
  check("once more, and all are shown", await state(page, rows.length, rows.length));

  await page.evaluate(() => document.querySelector("[data-chart=time] [tabindex='0']").focus());
  await page.keyboard.press("ArrowLeft");
  const moment = await page.evaluate(() => document.activeElement.dataset.from);
  await page.keyboard.press("Enter");
  const ofDay = rows.filter(({ day }) => day === new Date(Number(moment)).toDateString());
  check("the arrow keys go from day to day, and Enter takes one", await state(page, ofDay.length, rows.length), await textOf(page, ".state"));
  check("what was chosen stands above the table, to be let go", (await texts(page, ".chip")).length === 1);
  await page.click(".chip");
  await state(page, rows.length, rows.length);

  const [person, domain] = rows.find(({ address }) => address?.startsWith("lisa.maria")).address.split("@");
  await page.type("#search", `${domain.toUpperCase()}  ${person.replace("a", "\u00c1")}`);
  const sought = rows.filter(({ address }) => address?.includes(person) && address.endsWith(domain));
  check("the search finds rows by all its words", sought.length > 0 && (await state(page, sought.length, rows.length)), await textOf(page, ".state"));
  await page.type("#search", " zwirbel");
  check("and says where it finds nothing", await until(async () => (await textOf(page, ".state")) === words["report.none_match"], "no match").then(() => true, () => false));
  await picture(page, "nothing-found");
  await page.click(".show-all");
  check("\"Show all\" shows all", await state(page, rows.length, rows.length));
}

async function rowsOpen(page, lines) {
  await page.click("thead .time button");
  await page.click(".opener");
  const said = await textOf(page, ".explanation");
  const { line, recipient } = await page.$eval(".bounce", (one) => ({ line: one.querySelector(".address").textContent })).then(({ line: address }) => {
    const found = lines.flatMap((one) => (one.answer.recipients ?? []).map((each) => ({ line: one, recipient: each }))).filter(({ recipient: each }) => each.address === address);
    return found.find(({ recipient: each }) => said.includes(each.explanation?.headline)) ?? {};
  });
  const { headline, cause, steps = [] } = recipient?.explanation ?? {};
  check("a row opens to its whole explanation", headline && [headline, cause, ...steps].every((words) => said.includes(words)), [said, line]);
  check("with the server's own words, from left to right", !recipient?.diagnostic || ((await textOf(page, ".explanation blockquote")) === recipient.diagnostic && (await page.$eval("blockquote", (one) => one.dir)) === "ltr"));
  check("and tells so to those who cannot see it", await page.$eval(".opener", (one) => one.getAttribute("aria-expanded") === "true" && Boolean(document.getElementById(one.getAttribute("aria-controls")))));
  await picture(page, "row-open");
  await page.focus(".opener");
  await page.keyboard.press("Enter");
  check("Enter shuts it", !(await page.$(".explanation")));
}

async function toRemove(page, rows) {
  const gone = ["user_unknown", "domain_unknown", "mailbox_disabled", "recipient_moved"];
  const expected = new Set(rows.filter(({ address, action, permanence, reason, notes }) => address && action === "failed" && permanence === "permanent" && gone.includes(reason) && !notes.some(({ id }) => id === "not_sent_by_you" || id === "looks_fake")).map(({ address }) => address.toLowerCase()));
  for (;;) {
    const more = await page.$(".removal .quiet:not([hidden])");
    if (!more) break;
    await more.click();
  }
  const shown = await texts(page, ".dead .code");
  check("addresses to remove: the dead ones, each once", expected.size > 50 && shown.length === expected.size && shown.every((one) => expected.has(one.toLowerCase())), [shown.length, expected.size]);
  await browser.defaultBrowserContext().setPermission("file://", { permission: { name: "clipboard-read" }, state: "granted" }).catch(() => {});
  await page.click(".removal .actions button");
  check("one press copies them", await until(async () => (await textOf(page, ".removal .actions button")) === "Copied", "Copied").then(() => true, () => false));
}

async function silent(page) {
  check("nothing is asked of anybody but the file itself", page.requests.length === 1 && page.requests[0].startsWith("file://"), page.requests);
  check("nothing went wrong in the page", page.faults.length === 0, page.faults);
}

async function english() {
  within("english");
  const lines = samples.lines(500);
  const { url, words } = samples.page("english", lines);
  const rows = expectedRows(lines);
  const page = await open(url);
  await picture(page, "light");
  await picture(page, "light-whole", true);
  const tiles = await texts(page, ".tiles li");
  check("how many: mails, bounces, addresses, unreadable", tiles[0].startsWith("5,000 ") && tiles[1].startsWith("500 ") && tiles[3].startsWith("2 "), tiles);
  check("what to do first", (await texts(page, ".first li")).length >= 4);
  await charts(page, rows, words);
  await tableWorks(page, rows, words);
  await rowsOpen(page, lines);
  await toRemove(page, rows);
  await page.click(".first button");
  check("what to do first shows its rows", (await page.$$(".first [aria-pressed=true]")).length === 1 && (await texts(page, ".bounce .reason")).every((one) => ["user_unknown", "domain_unknown", "mailbox_disabled", "recipient_moved"].some((id) => words[`reason.${id}`] === one)));
  await silent(page);
  await page.close();
}

/** What the command line writes, of the tests' own mails; its own sums are beside it. */
async function commandLine() {
  within("scan --format html");
  const { url, summary, found } = samples.scanned();
  const page = await open(url);
  const tiles = await texts(page, ".tiles li");
  check("mails and bounces as the summary has them", tiles[0].startsWith(`${summary.mails} `) && tiles[1].startsWith(`${summary.bounces} `), [tiles, summary]);
  const first = Object.fromEntries(await page.$$eval(".first li", (all) => all.map((one) => [one.className, Number(one.querySelector("strong").textContent)])));
  const expected = Object.fromEntries(Object.entries(summary.first).filter(([, number]) => number > 0));
  check("what to do first as the summary has it", Object.keys(expected).length > 3 && Object.entries(expected).every(([call, number]) => first[call] === number) && Object.keys(first).length === Object.keys(expected).length, [first, expected]);
  check("a row for each recipient who was not reached", (await page.$$eval("[data-chart=who] .fill", (all) => all.reduce((sum, one) => sum + Number(one.dataset.count), 0))) === expectedRows(found).length);
  check("those who can fix it, counted alike", (await page.$$eval("[data-chart=who] .named", (all) => all.map((one) => [one.dataset.key, Number(one.querySelector(".fill").dataset.count)]))).every(([who, number]) => who === "unknown" || summary.by_who[who] === number), summary.by_who);
  await page.click(".opener");
  check("a row opens", (await textOf(page, ".explanation h3")).length > 5);
  await silent(page);
  await picture(page, "command-line", true);
  await page.close();
}

async function safe() {
  within("safe");
  const evil = `<img src="${away}/img"><script>fetch("${away}/script")</script></script><style>@import "${away}/style";</style><!--`;
  const lines = samples.lines(30);
  for (const { answer } of lines) {
    answer.original = { subject: evil, to: [evil] };
    for (const one of answer.recipients ?? []) Object.assign(one, { diagnostic: evil, remote_mta: evil, address: `${evil}@x.example`, provider: evil });
  }
  const page = await open(samples.page("evil", lines, { summary: { sources: [evil], faults: [{ where: evil, what: evil }] } }).url);
  await page.click(".opener");
  check("a stranger's markup stays words", (await textOf(page, ".explanation")).includes("<img src=") && (await page.$$("main img, main script, main style")).length === 0);
  check("the page's policy runs no other script", await page.evaluate((to) => {
    const script = document.createElement("script");
    script.textContent = "globalThis.hit = true";
    document.body.append(script);
    const picture = document.createElement("img");
    picture.src = `${to}/policy`;
    document.body.append(picture);
    return globalThis.hit === undefined;
  }, away));
  await new Promise((done) => setTimeout(done, 500));
  check("nobody was asked", asked.length === 0, asked);
  // That this would have been seen:
  writeFileSync(path.join(folder, "control.html"), `<h1>x</h1><img src="${away}/control">`);
  await (await open(`file://${folder}/control.html`)).close();
  check("a page that does ask is noticed", asked.join() === "/control", asked);
  await page.close();
}

async function looks() {
  const lines = samples.lines(500);
  const { url } = samples.page("looks", lines);
  for (const [name, options] of Object.entries({ light: {}, dark: { dark: true }, narrow: { width: 360 }, "narrow-dark": { width: 360, dark: true } })) {
    within(name);
    const page = await open(url, options);
    await page.evaluate(() => document.querySelectorAll(".opener")[1].click());
    check("nothing runs out of the window", await fits(page));
    const found = await findings(page);
    check("axe-core finds nothing", found.length === 0, found);
    await picture(page, `${name}-open`, true);
    await page.evaluate(() => document.querySelector("[data-chart=reason] button").click());
    const chosen = await findings(page);
    check("nor with a bar chosen", chosen.length === 0, chosen);
    await page.evaluate(() => document.querySelector(".all").scrollIntoView());
    await picture(page, `${name}-chosen`);
    await page.close();
  }
  within("between");
  const between = await open(samples.page("between", samples.lines(200, { lang: "de" }), { lang: "de" }).url, { width: 910 });
  check("nothing runs out of the window, in German either", await fits(between));
  await between.evaluate(() => document.querySelector(".all").scrollIntoView());
  await picture(between, "between");
  await between.close();
  within("paper");
  const page = await open(url);
  const before = (await texts(page, ".bounce")).length;
  await page.pdf({ path: path.join(pictures, "print.pdf"), format: "A4", preferCSSPageSize: true });
  await page.emulateMediaType("print");
  await page.setViewport({ width: 760, height: 1070 });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  check("on paper all rows stand, and nothing to press", before === 100 && (await texts(page, ".bounce")).length > 500 && (await page.$$eval(".actions button, .more, #search", (all) => all.every((one) => one.getClientRects().length === 0))));
  await page.screenshot({ path: path.join(pictures, "print.png"), clip: { x: 0, y: 0, width: 760, height: 2200 }, captureBeyondViewport: true });
  await page.close();
}

async function languages() {
  for (const lang of ["sv", "ar"]) {
    within(lang);
    const { url, words } = samples.page(lang, samples.lines(300, { lang, days: 150 }), { lang });
    const page = await open(url, { dark: lang === "ar" });
    check("the page speaks the language", (await textOf(page, "h1")) === words["report.title"] && (await page.evaluate(() => document.documentElement.lang)) === lang && (await textOf(page, "[data-chart=reason] h2")) === words["report.by_reason"]);
    const left = await page.evaluate(() => [...document.querySelectorAll("main *")].flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === 3 && /\b(report|cli|who|reason|kind|provider)\.[a-z_]+|[{}]/.test(node.data)).map((node) => node.data)));
    check("no key and no placeholder is left to be seen", left.length === 0, left);
    check("each way round", await page.evaluate((rtl) => getComputedStyle(document.querySelector("main")).direction === (rtl ? "rtl" : "ltr"), lang === "ar"));
    const order = await page.$$eval(".moment", (all) => [all[0].getBoundingClientRect().x, all.at(-1).getBoundingClientRect().x]);
    check("time runs as the words do", lang === "ar" ? order[0] > order[1] : order[0] < order[1], order);
    const found = await findings(page);
    check("axe-core finds nothing", found.length === 0, found);
    await page.evaluate(() => document.querySelectorAll(".opener")[1].click());
    await picture(page, lang, true);
    await page.close();
  }
}

async function empty() {
  within("nothing found");
  const page = await open(samples.page("empty", [], { summary: { mails: 12, cancelled: true, unreadable: 0, faults: [{ where: "INBOX", what: "The server closed the connection." }] } }).url, { ready: ".none" });
  const said = await textOf(page, "main");
  check("no bounce, a scan that was stopped, and what went wrong are told", ["No bounces", "stopped", "The server closed the connection."].every((words) => said.includes(words)), said);
  const found = await findings(page);
  check("axe-core finds nothing", found.length === 0, found);
  await picture(page, "nothing");
  await page.close();
}

async function large() {
  within("10,000 bounces");
  const lines = samples.lines(10_000, { days: 900 });
  const rows = expectedRows(lines);
  const page = await open(samples.page("large", lines).url);
  check("are counted", await state(page, rows.length.toLocaleString("en"), rows.length.toLocaleString("en")), await textOf(page, ".state"));
  check("are shown in portions", (await page.$$(".bounce")).length === 100);
  const times = await page.evaluate(async () => {
    const out = {};
    const time = async (name, work) => {
      const begin = performance.now();
      work();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      out[name] = Math.round(performance.now() - begin);
    };
    await time("sort", () => document.querySelector("thead .subject button").click());
    await time("filter", () => document.querySelector("[data-chart=reason] button").click());
    await time("show all", () => document.querySelector(".show-all").click());
    await time("open", () => document.querySelector(".opener").click());
    return out;
  });
  check("no press takes longer than a second", Object.values(times).every((milliseconds) => milliseconds < 1000), times);
  console.log(`10,000 bounces: ${JSON.stringify(times)} ms`);
  await picture(page, "large");
  await page.close();
}

try {
  for (const flow of [english, commandLine, safe, looks, languages, empty, large]) {
    if (process.argv[3] && process.argv[3] !== flow.name) continue;
    await flow().catch((error) => check(`${flow.name} ends`, false, `${error.stack} ${error.cause ?? ""}`));
  }
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed ? 1 : 0);
