// SPDX-License-Identifier: MIT
// The report's arithmetic, its order, its filters, and that no mail's words become more than words.
import assert from "node:assert/strict";
import test from "node:test";
import { parseHTML } from "linkedom";
import { addressesToRemove, inOrder, isDead, isMeant, markCalls, overTime, sides, spanOf, tally, top } from "../../extension-stub/shared/report/count.js";
import { allRows, domainOf, haystack, plain, readLines, reasonKey } from "../../extension-stub/shared/report/lines.js";
import { speaker } from "../../extension-stub/shared/report/say.js";

const at = (...when) => new Date(...when).getTime();
const iso = (...when) => new Date(...when).toISOString();

/** A line as a scan writes it; `recipients` are [address, reason, more]. */
function line(recipients, more = {}, answer = {}) {
  const common = { action: "failed", permanence: "permanent", resend: "no", who: "sender" };
  return { type: "bounce", folder: "INBOX", uid: 1, size: 10, received_at: iso(2026, 10, 23, 12), ...more,
    answer: { schema: 1, kind: "failure", original: { subject: "Buns" }, recipients: recipients.map(([address, reason, other]) => ({ address, reason, ...common, ...other })), ...answer } };
}
const rowsOf = (...lines) => {
  const rows = allRows(lines);
  markCalls(rows);
  return rows;
};

test("lines: bounces and the last summary; what is no JSON is counted, other types are passed over", () => {
  const { found, summary, spoilt } = readLines(`${JSON.stringify(line([["a@x", "spam"]]))}\n\n{"type":"bounce"\n{"type":"other","answer":{"kind":"receipt"}}\n{"type":"summary","mails":1}\n{"type":"summary","mails":9}\nnull\n`);
  assert.deepEqual([found.length, summary.mails, spoilt], [1, 9, 1]);
});

test("rows: one for each recipient who was not reached", () => {
  const rows = rowsOf(line([["a@X.example", "spam"], ["b@y.example", undefined, { action: "delivered" }], ["c@z.example", "mailbox_full", { action: "delayed" }]]));
  assert.deepEqual(rows.map(({ address, domain, reason, mail }) => [address, domain, reason, mail]), [["a@X.example", "x.example", "spam", 0], ["c@z.example", "z.example", "mailbox_full", 0]]);
});

test("rows: a bounce that names nobody has one, for the one it was written to, under its kind", () => {
  const held = { type: "bounce", file: "a.eml", answer: { kind: "held", original: { to: ["list@x.example"] } } };
  const many = { type: "bounce", file: "b.eml", answer: { kind: "held", original: { to: ["a@x", "b@x"] } } };
  const rows = rowsOf(held, many);
  assert.deepEqual(rows.map((row) => [row.address, row.who, reasonKey(row), row.time]), [["list@x.example", "unknown", "kind.held", NaN], ["", "unknown", "kind.held", NaN]]);
});

test("rows: whatever a line holds, nothing is taken for what it is not", () => {
  const rows = rowsOf({ type: "bounce", received_at: 7, answer: { kind: 3, notes: "x", recipients: [{ action: "failed", address: ["a"], reason: {}, who: null, provider: 0 }], original: { subject: 1, to: "a" } } });
  assert.deepEqual(rows.map(({ address, reason, who, provider, subject, kind }) => [address, reason, who, provider, subject, kind]), [["", "", "unknown", "", "", ""]]);
  assert.deepEqual(tally(rowsOf(line([["a@x", "__proto__"], ["b@x", "constructor"]])), sides.reason), [["reason.__proto__", 1], ["reason.constructor", 1]]);
});

test("the domain is what stands behind the last @", () => {
  assert.deepEqual(["a@B.example", '"a@b"@c.example', "<a@b.example>", "nobody", ""].map(domainOf), ["b.example", "c.example", "b.example", "", ""]);
});

test("dead for good: these four reasons, permanent, failed, and the mail not forged", () => {
  const dead = (reason, more = {}, answer = {}) => isDead(rowsOf(line([["a@x.example", reason, more]], {}, answer))[0]);
  assert.deepEqual(["user_unknown", "domain_unknown", "mailbox_disabled", "recipient_moved"].map((reason) => dead(reason)), [true, true, true, true]);
  assert.deepEqual(["mailbox_full", "policy", "spam", "rejected_by_recipient", "suppressed", "not_stated"].map((reason) => dead(reason)), [false, false, false, false, false, false]);
  assert.equal(dead("user_unknown", { permanence: "temporary" }), false);
  assert.equal(dead("user_unknown", { action: "delayed" }), false);
  assert.equal(dead("user_unknown", {}, { notes: [{ id: "looks_fake", text: "x" }] }), false);
  assert.equal(dead("user_unknown", {}, { notes: [{ id: "not_sent_by_you", text: "x" }] }), false);
  assert.equal(dead("user_unknown", {}, { notes: [{ id: "forwarded", text: "x" }] }), true);
});

test("addresses to remove: each once, however it is written; the newest tells why", () => {
  const rows = rowsOf(line([["Bob@x.example", "user_unknown"]], { received_at: iso(2026, 1, 1) }), line([["bob@X.example", "mailbox_disabled"], ["z@a.example", "domain_unknown"], ["full@x.example", "mailbox_full"]], { received_at: iso(2026, 2, 1) }));
  assert.deepEqual(addressesToRemove(rows).map(({ address, row }) => [address, row.reason]), [["z@a.example", "domain_unknown"], ["Bob@x.example", "mailbox_disabled"]]);
});

test("what to do first: a mail is counted once, by what can be done soonest", () => {
  const calls = (...recipients) => rowsOf(line(recipients)).map(({ call }) => call);
  assert.deepEqual(calls(["a@x", "user_unknown"]), ["remove"]);
  assert.deepEqual(calls(["a@x", "spam", { who: "sender_admin" }]), ["sender_admin"]);
  assert.deepEqual(calls(["a@x", "mailbox_full", { who: "recipient", permanence: "temporary" }]), ["wait"]);
  assert.deepEqual(calls(["a@x", "mailbox_full", { who: "recipient", resend: "later" }]), ["wait"]);
  assert.deepEqual(calls(["a@x", "mail_loop", { who: "recipient_admin" }]), ["recipient"]);
  assert.deepEqual(calls(["a@x", "not_stated", { who: "unknown" }]), [""]);
  assert.deepEqual(calls(["a@x", "mail_loop", { who: "recipient_admin" }], ["b@x", "message_too_large"], ["c@x", "user_unknown"]), ["sender", "sender", "remove"]);
});

test("counted: most first, equals by name, what is not told not at all", () => {
  const rows = rowsOf(line([["a@b.example", "spam"], ["a@a.example", "spam"], ["b@a.example", "virus"], ["nobody", "spam"]]));
  assert.deepEqual(tally(rows, sides.domain), [["a.example", 2], ["b.example", 1]]);
  assert.deepEqual(tally(rows, sides.reason), [["reason.spam", 3], ["reason.virus", 1]]);
});

test("the rest: summed up, but one alone is named", () => {
  const counts = ["a", "b", "c", "d"].map((name, place) => [name, 9 - place]);
  assert.deepEqual(top(counts, 2), { shown: counts.slice(0, 2), others: 13 });
  assert.deepEqual(top(counts, 3), { shown: counts, others: 0 });
  assert.deepEqual(top(counts, Infinity), { shown: counts, others: 0 });
});

test("filters: all must hold; a chart leaves its own out", () => {
  const [row] = rowsOf(line([["a@x.example", "spam", { provider: "google" }]]));
  assert.equal(isMeant(row, {}), true);
  assert.equal(isMeant(row, { reason: "reason.spam", domain: "x.example", provider: "google", kind: "failure", who: "sender" }), true);
  assert.equal(isMeant(row, { reason: "reason.virus", domain: "x.example" }), false);
  assert.equal(isMeant(row, { reason: "reason.virus", domain: "x.example" }, "reason"), true);
  const time = (from, to) => isMeant(row, { time: { from: at(2026, 10, from), to: at(2026, 10, to) } });
  assert.deepEqual([time(23, 24), time(24, 25), time(22, 23)], [true, false, false]);
  assert.equal(isMeant(rowsOf({ type: "bounce", answer: { kind: "held" } })[0], { time: { from: 0, to: 1 } }), false);
});

const rowsAt = (...times) => times.map((time, id) => ({ time, id }));

test("over time: days, weeks or months by the span, without gaps", () => {
  const now = at(2026, 10, 25);
  const days = spanOf(rowsAt(at(2026, 10, 20, 23, 59), at(2026, 10, 23)), now);
  assert.equal(days.unit, "day");
  assert.deepEqual(days.bars.map(({ from }) => new Date(from).getDate()), [20, 21, 22, 23]);
  assert.deepEqual(overTime(rowsAt(at(2026, 10, 20, 23, 59), at(2026, 10, 23), at(2026, 10, 23, 12), at(2026, 10, 24), NaN), days.bars), [1, 0, 0, 2]);
  const weeks = spanOf(rowsAt(at(2026, 8, 2), at(2026, 10, 25)), now);
  assert.deepEqual([weeks.unit, ...new Set(weeks.bars.map(({ from }) => new Date(from).getDay()))], ["week", 1]);
  const months = spanOf(rowsAt(at(2025, 0, 31), at(2026, 10, 1)), now);
  assert.deepEqual([months.unit, months.bars.length, new Date(months.bars[0].from).getDate()], ["month", 23, 1]);
});

test("over time: a clock that was wrong does not stretch the chart; of many years the newest are shown", () => {
  const now = at(2026, 10, 25);
  assert.deepEqual(spanOf(rowsAt(0, NaN, at(2099, 1, 1), at(2026, 10, 24, 5)), now).bars, [{ from: at(2026, 10, 24), to: at(2026, 10, 25) }]);
  const long = spanOf(rowsAt(at(1995, 0, 1), at(2026, 10, 24)), now);
  assert.deepEqual([long.unit, long.bars.length, new Date(long.bars.at(-1).from).getMonth()], ["month", 60, 10]);
  assert.deepEqual(spanOf([], now).bars, []);
});

test("over time: every row lies in the bar of its own day, also where clocks are set back", () => {
  const hours = Array.from({ length: 24 * 34 }, (_, hour) => at(2026, 9, 5, hour));
  const { bars } = spanOf(rowsAt(...hours), at(2026, 11, 1));
  const counts = overTime(rowsAt(...hours), bars);
  assert.equal(counts.reduce((a, b) => a + b), hours.length);
  counts.forEach((count, place) => assert.equal(count, hours.filter((hour) => new Date(hour).toDateString() === new Date(bars[place].from).toDateString()).length));
});

test("in order: by what the reader sees, the untold last either way, equals as they came", () => {
  const collator = new Intl.Collator("sv", { numeric: true, sensitivity: "base" });
  const rows = [["b10", 2], ["", NaN], ["B2", 1], ["å", 3], ["z", 3]].map(([name, time], id) => ({ id, name, time }));
  const order = (column, down) => inOrder(rows, column, down, ({ name }) => name, collator).map(({ id }) => id);
  assert.deepEqual(order("subject", false), [2, 0, 4, 3, 1]);
  assert.deepEqual(order("subject", true), [3, 4, 0, 2, 1]);
  assert.deepEqual(order("time", true), [3, 4, 0, 2, 1]);
  assert.deepEqual(order("time", false), [2, 0, 3, 4, 1]);
});

const words = { "report.bounces": { one: "{count} bounce", other: "{count} bounces" }, "report.looking": "Looking through {folder}", "report.x": "[{a} of {b}|nothing|never]!", "reason.spam": "Taken for spam", "who.sender": "You", "provider.google": "Gmail" };

test("words: plurals, numbers and placeholders; brackets in a value stay what they are", () => {
  const say = speaker({ lang: "en", words });
  assert.deepEqual([say.word("report.bounces", { count: 1 }), say.word("report.bounces", { count: 12345 })], ["1 bounce", "12,345 bounces"]);
  assert.equal(say.word("report.looking", { folder: "[a|{folder}] $& {x}" }), "Looking through [a|{folder}] $& {x}");
  assert.deepEqual([say.word("report.x", { a: "1", b: "2" }), say.word("report.x", { a: "1" })], ["1 of 2!", "nothing!"]);
  assert.deepEqual([say.word("reason.new"), say.word("__proto__"), say.word("toString")], ["reason.new", "__proto__", "toString"]);
  for (const lang of ["not a tag", "", "tlh"]) assert.equal(speaker({ lang, words }).word("report.bounces", { count: 2 }), "2 bounces");
});

test("words: each language by its own plurals", () => {
  const ar = speaker({ lang: "ar", words: { x: { zero: "0", one: "1", two: "2", few: "few", many: "many", other: "other" } } });
  assert.deepEqual([0, 1, 2, 3, 11, 100].map((count) => ar.word("x", { count })), ["0", "1", "2", "few", "many", "other"]);
});

test("a share that is there is never 0 %; a time that is not there is nothing", () => {
  const say = speaker({ lang: "en", words });
  assert.deepEqual([1 / 500, 0.004999, 0.124, 1].map(say.share), ["0.2%", "0.5%", "12%", "100%"]);
  assert.equal(say.day(NaN), "");
  assert.deepEqual([3, 32, 61, 7200].map(say.duration), ["5 seconds", "30 seconds", "1 minute", "2 hours"]);
});

test("the search knows names as the reader sees them, without accents and capitals", () => {
  const say = speaker({ lang: "en", words });
  const [row] = rowsOf(line([["Ågot@x.example", "spam", { provider: "google", diagnostic: "550 5.7.1 Blocked" }]]));
  const hay = haystack(row, say);
  for (const sought of ["agot@x", "gmail", "taken for spam", "5.7.1", "buns", "you", "inbox"]) assert.ok(hay.includes(plain(sought)), sought);
  assert.ok(!hay.includes("undefined") && !hay.includes("provider."));
});

test("what a server wrote is text wherever it stands, and its links lead to https alone", async () => {
  const { window, document } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document, addEventListener: () => {}, ResizeObserver: class { observe() {} }, getSelection: () => ({ isCollapsed: true }) });
  const { reportPage } = await import("../../extension-stub/shared/report/page.js");
  const { link } = await import("../../extension-stub/shared/report/dom.js");
  const evil = '<img src=x onerror=alert(1)>"><script>alert(2)</script>';
  const spiteful = line([[`${evil}@x.example`, evil, { provider: evil, who: evil, diagnostic: evil, status: evil, permanence: evil, resend: evil, suggestion: evil, explanation: { headline: evil, cause: evil, steps: [evil], links: [{ title: evil, url: "javascript:alert(1)" }, { title: evil, url: "https://ok.example/" }] } }]],
    { folder: evil, file: evil }, { kind: evil, original: { subject: evil, message_id: evil }, notes: [{ id: "x", text: evil }], contact_instead: evil });
  reportPage(document, { lang: "en", direction: "ltr", words }).show([spiteful], { mails: 1, sources: [evil], faults: [{ where: evil, what: evil }] });
  document.querySelector(".opener").closest("tr").dispatchEvent(new window.Event("click", { bubbles: true }));
  assert.ok(document.querySelector(".explanation"), "the row is open");
  assert.equal(document.querySelectorAll("img, script").length, 0);
  assert.ok(document.querySelector(".explanation h3").textContent === evil && document.querySelector("blockquote").textContent === evil);
  assert.deepEqual([...document.querySelectorAll("a")].map((a) => a.getAttribute("href")), ["https://ok.example/"]);
  for (const url of ["javascript:alert(1)", "http://x.example/", "data:text/html,x", "//x.example", "", undefined, " java\nscript:alert(1)"]) assert.equal(link({ title: "x", url }), null);
});
