// SPDX-License-Identifier: MIT
// The report's arithmetic: which rows are meant, how many there are of each, what to do first. No document, no words.
import { reasonKey } from "./lines.js";

const gone = new Set(["user_unknown", "domain_unknown", "mailbox_disabled", "recipient_moved"]);

/** An address that no mail will ever reach again. Refusals and temporary failures are not among them, nor what a forged mail says. */
export const isDead = (row) => row.address !== "" && row.action === "failed" && row.permanence === "permanent" && gone.has(row.reason) && !row.doubtful;

const isTemporary = (row) => row.permanence === "temporary" || row.resend === "later" || row.resend === "automatic" || row.kind === "delay";
const callers = { sender: "sender", sender_admin: "sender_admin", recipient: "recipient", recipient_admin: "recipient" };

/** What one recipient calls for; "" for nothing that anybody could do. */
function callOf(row) {
  if (isDead(row)) return "remove";
  return isTemporary(row) ? "wait" : callers[row.who] ?? "";
}

/** In this order a mail is counted for the first that one of its recipients calls for. */
export const calls = ["sender", "sender_admin", "wait", "recipient"];

/** Marks each row with `call`: "remove", or what its mail calls for. */
export function markCalls(rows) {
  const ofMail = new Map();
  for (const row of rows) {
    row.call = callOf(row);
    const place = calls.indexOf(row.call);
    if (place >= 0) ofMail.set(row.mail, Math.min(place, ofMail.get(row.mail) ?? calls.length));
  }
  for (const row of rows) if (row.call !== "remove" && ofMail.has(row.mail)) row.call = calls[ofMail.get(row.mail)];
}

/** What the charts and filters go by. */
export const sides = {
  reason: reasonKey,
  who: (row) => row.who,
  domain: (row) => row.domain,
  provider: (row) => row.provider,
  kind: (row) => row.kind,
  call: (row) => row.call,
};

/** @param {{[side: string]: string, time?: {from: number, to: number}}} chosen */
export function isMeant(row, chosen, except) {
  for (const side of Object.keys(chosen)) {
    if (side === except) continue;
    const value = chosen[side];
    if (side === "time") {
      if (!(row.time >= value.from && row.time < value.to)) return false;
    } else if (sides[side](row) !== value) return false;
  }
  return true;
}

/** How many of each, most first, equals by name; what is not told is not counted. @returns {[string, number][]} */
export function tally(rows, keyOf) {
  const counts = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** The first `most`, and how many are in the rest. One more is shown rather than called a rest. */
export function top(counts, most) {
  const shown = counts.length === most + 1 ? counts : counts.slice(0, most);
  return { shown, others: counts.slice(shown.length).reduce((sum, [, count]) => sum + count, 0) };
}

// ---- over time

const starts = {
  day: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()),
  week: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate() - ((date.getDay() + 6) % 7)), // from Monday (ISO 8601)
  month: (date) => new Date(date.getFullYear(), date.getMonth(), 1),
};
const nexts = {
  day: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1),
  week: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + 7),
  month: (date) => new Date(date.getFullYear(), date.getMonth() + 1, 1),
};
const dayLength = 86_400_000;
const mostBars = 60;

/**
 * The bars of a chart over time: days, weeks or months by the span, without gaps, at most 60: the newest.
 * @param {{time: number}[]} rows
 * @param {number} now milliseconds; a clock that was wrong may have dated a mail later, and it is not shown
 * @returns {{unit: "day"|"week"|"month", bars: {from: number, to: number}[]}}
 */
export function spanOf(rows, now) {
  let first = Infinity;
  let last = -Infinity;
  for (const { time } of rows) {
    if (!(time > 0 && time <= now + dayLength)) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  if (first > last) return { unit: "day", bars: [] };
  const days = (last - first) / dayLength;
  const unit = days <= 35 ? "day" : days <= 200 ? "week" : "month";
  // The newest bars are wanted: begin there, however old the oldest mail is.
  let start = starts[unit](new Date(last));
  const reach = { day: dayLength, week: 7 * dayLength, month: 31 * dayLength }[unit] * (mostBars + 1);
  start = starts[unit](new Date(Math.max(first, start.getTime() - reach)));
  const bars = [];
  for (; start.getTime() <= last; start = nexts[unit](start)) bars.push({ from: start.getTime(), to: nexts[unit](start).getTime() });
  return { unit, bars: bars.slice(-mostBars) };
}

/** How many rows lie in each of the bars, which stand in order. */
export function overTime(rows, bars) {
  const counts = bars.map(() => 0);
  for (const { time } of rows) {
    if (!bars.length || !(time >= bars[0].from && time < bars.at(-1).to)) continue;
    let low = 0;
    for (let high = bars.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (bars[middle].from <= time) low = middle;
      else high = middle - 1;
    }
    counts[low]++;
  }
  return counts;
}

// ---- in order

/**
 * @param {"time"|"address"|"reason"|"who"|"provider"|"subject"} column
 * @param {(row: object) => string} nameOf what the reader sees in that column
 * @returns {object[]} a new list; what is not told comes last either way, equals keep their order
 */
export function inOrder(rows, column, downwards, nameOf, collator) {
  const sign = downwards ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: column === "time" ? row.time : nameOf(row) }));
  const empty = column === "time" ? (key) => !Number.isFinite(key) : (key) => key === "";
  const compare = column === "time" ? (a, b) => a - b : collator.compare;
  return keyed.sort((a, b) => empty(a.key) - empty(b.key) || (empty(a.key) ? 0 : sign * compare(a.key, b.key)) || a.row.id - b.row.id).map(({ row }) => row);
}

/** Each dead address once, with the row that says so last. @returns {{address: string, row: object}[]} by domain and name */
export function addressesToRemove(rows) {
  const dead = new Map();
  for (const row of rows) {
    if (!isDead(row)) continue;
    const key = row.address.toLowerCase();
    const before = dead.get(key);
    if (!before || row.time > before.row.time) dead.set(key, { address: before?.address ?? row.address, row });
  }
  return [...dead.values()].sort((a, b) => (a.row.domain === b.row.domain ? (a.address < b.address ? -1 : 1) : a.row.domain < b.row.domain ? -1 : 1));
}
