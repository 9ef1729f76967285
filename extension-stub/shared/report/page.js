// SPDX-License-Identifier: MIT
// The page put together: numbers, what to do first, charts, the table. One state, `chosen` and `sought`; everything is drawn from it.
import { addressesToRemove, calls, isMeant, markCalls, overTime, sides, spanOf, tally, top } from "./count.js";
import { namedBars, timeBars } from "./charts.js";
import { button, code, element, foreign } from "./dom.js";
import { allRows, haystack, plain } from "./lines.js";
import { removal } from "./remove.js";
import { speaker } from "./say.js";
import { bounceTable } from "./table.js";

const shownDomains = 10;
const shownReasons = 10;

/** A sentence whose number is to be seen from afar. */
function counted(text, number) {
  const place = text.indexOf(number);
  if (place < 0) return [text];
  return [text.slice(0, place), element("strong", {}, number), text.slice(place + number.length)];
}

/**
 * @param {Document} page to be filled
 * @param {{lang: string, direction: string, words: object}} spoken what the method `words` gives
 * @param {{open?: (row: object) => Promise<void>, save?: () => Promise<void>, again?: () => void}} can what the client can do besides showing
 */
export function reportPage(page, spoken, can = {}) {
  const say = speaker(spoken);
  const { word } = say;
  const rtl = spoken.direction === "rtl";
  page.documentElement.lang = say.tag;
  page.documentElement.dir = rtl ? "rtl" : "ltr";
  page.title = word("report.title");

  let rows = [];
  let found = null; // ids of the rows that the search is about; null: all
  let chosen = {}; // side -> value
  let allReasons = false;
  let span;
  let callCounts = {}; // call -> how many addresses or mails

  const nameOf = {
    reason: word,
    who: (who) => word(`who.${who}`),
    domain: (domain) => code(domain),
    provider: (id) => (say.has(`provider.${id}`) ? word(`provider.${id}`) : foreign(id)),
    kind: (kind) => word(`kind.${kind}`),
    call: (call) => callWords(call),
    time: ({ from, to }) => (span.unit === "month" ? say.short.month(from) : span.unit === "week" ? `${say.short.day(from)} \u2013 ${say.day(to - 1)}` : say.day(from)),
  };

  const main = element("main", {});
  const charts = element("div", { class: "charts" });
  const chips = element("div", { class: "chips" });
  const state = element("p", { class: "state", role: "status" });
  const search = element("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false", placeholder: word("report.search"), oninput: () => seek() });
  const table = bounceTable(say, can);

  function choose(side, value) {
    if (value === undefined) delete chosen[side];
    else chosen[side] = value;
    draw(side);
  }

  let timer;
  function seek() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const sought = plain(search.value).split(/\s+/).filter(Boolean);
      found = sought.length ? new Set(rows.filter((row) => ((row.hay ??= haystack(row, say)), sought.every((part) => row.hay.includes(part)))).map(({ id }) => id)) : null;
      draw();
    }, 120);
  }

  const isFound = (row) => !found || found.has(row.id);
  const meant = (except) => rows.filter((row) => isFound(row) && isMeant(row, chosen, except));

  function barsOf(side, most) {
    const { shown, others } = top(tally(meant(side), sides[side]), most);
    // What was chosen stays to be seen, and to be let go.
    if (chosen[side] !== undefined && !shown.some(([key]) => key === chosen[side])) shown.push([chosen[side], meant().length]);
    return { id: side, others, chosen: chosen[side], choose: (key) => choose(side, key), bars: shown.map(([key, count]) => ({ key, count, name: nameOf[side](key), tint: side === "who" ? key : "" })) };
  }

  function drawCharts() {
    const reasons = tally(meant("reason"), sides.reason).length;
    const card = (side, most, more) => namedBars({ title: word(`report.by_${side}`), ...barsOf(side, most), more }, say);
    const moreReasons = !allReasons && reasons > shownReasons + 1 ? () => ((allReasons = true), draw()) : null;
    const column = (...some) => element("div", { class: "column" }, ...some);
    const cards = [
      column(card("reason", allReasons ? Infinity : shownReasons, moreReasons), rows.some(({ provider }) => provider) ? card("provider", shownDomains) : null),
      column(card("who", Infinity), new Set(rows.map(({ kind }) => kind)).size > 1 ? card("kind", Infinity) : null, card("domain", shownDomains)),
      span.bars.length > 1 ? timeBars({ id: "time", title: word("report.over_time"), ...span, counts: overTime(meant("time"), span.bars), chosen: chosen.time, choose: (bar) => choose("time", bar), width: chartWidth(), rtl }, say) : null,
    ];
    charts.replaceChildren(...cards.filter(Boolean));
  }

  // The words of a chart over time keep their size: it is drawn as wide as it will be.
  const chartWidth = () => Math.max(260, Math.min(1180, (charts.clientWidth || 900) - 40));

  function drawState() {
    const sum = meant().length;
    const some = Object.keys(chosen).length > 0 || found;
    state.replaceChildren(sum ? word("report.shown", { shown: sum, count: rows.length }) : word("report.none_match"));
    const chip = ([side, value]) => element("button", { type: "button", class: "chip", "data-side": side, onclick: () => choose(side, undefined) }, element("span", {}, nameOf[side](value)), element("span", { class: "cross", "aria-hidden": "true" }, "\u00d7"));
    chips.replaceChildren(...Object.entries(chosen).map(chip), ...(some ? [button(word("report.show_all"), showAll, { class: "quiet show-all" })] : []));
  }

  function showAll() {
    chosen = {};
    found = null;
    search.value = "";
    draw();
    search.focus();
  }

  /** @param {string} [side] where the reader pressed: what was pressed is drawn anew, and keeps the focus */
  function draw(side) {
    const pressed = page.activeElement?.closest?.("[data-key], [data-from], .first button");
    const key = pressed?.dataset.key;
    drawCharts();
    drawState();
    drawFirst();
    table.show((row) => isFound(row) && isMeant(row, chosen));
    if (!side || !pressed || pressed.isConnected) return;
    const again = side === "time" ? charts.querySelector("[data-chart=time] [tabindex='0']") : [...main.querySelectorAll(`[data-chart=${side}] [data-key]`)].find((one) => one.dataset.key === key);
    again?.focus({ preventScroll: true });
  }

  // ---- what to do first

  const first = element("section", { class: "card first", "data-chart": "call", "aria-labelledby": "first-title" });

  function countCall(call) {
    const some = rows.filter((row) => row.call === call);
    return call === "remove" ? addressesToRemove(some).length : new Set(some.map(({ mail }) => mail)).size;
  }
  const callWords = (call) => word(`report.first.${call}`, { count: callCounts[call] });

  function drawFirst() {
    const item = (call) => element("li", { class: call }, element("button", { type: "button", "aria-pressed": String(chosen.call === call), "data-key": call, title: word("report.only"), onclick: () => choose("call", chosen.call === call ? undefined : call) },
      element("span", {}, ...counted(callWords(call), say.number(callCounts[call])))));
    const items = ["remove", ...calls].filter((call) => callCounts[call]).map(item);
    first.replaceChildren(...(items.length ? [element("h2", { id: "first-title" }, word("report.first")), element("ul", {}, ...items)] : []));
    first.hidden = !items.length;
  }

  // ---- the head of the page

  function headOf(summary, mails) {
    const tile = (key, count) => element("li", {}, ...counted(word(key, { count }), say.number(count)));
    const addresses = new Set(rows.map(({ address }) => address.toLowerCase()).filter(Boolean)).size;
    const days = [Date.parse(summary?.began ?? ""), Date.parse(summary?.ended ?? "")].filter(Number.isFinite);
    return element("header", {},
      element("div", { class: "beside" },
        element("div", {}, element("h1", {}, word("report.title")), element("p", { class: "about" }, ...[summary?.sources ? foreign(summary.sources.join(", ")) : null, days.length ? say.time(days.at(-1)) : null].filter(Boolean).flatMap((part, place) => (place ? [" \u00b7 ", part] : [part])))),
        element("div", { class: "actions" }, can.save ? button(word("report.save"), can.save, { class: "save" }) : null, button(word("report.print"), () => print(), { class: "print" }))),
      element("ul", { class: "tiles" }, tile("report.mails", summary?.mails ?? mails), tile("report.bounces", mails), tile("report.addresses", addresses), summary?.unreadable ? tile("report.unreadable", summary.unreadable) : null));
  }

  /** What kept the scan from its end. */
  function troubleOf(summary, spoilt) {
    const faults = (Array.isArray(summary?.faults) ? summary.faults : []).map((fault) => (typeof fault === "string" ? fault : `${fault?.where ?? ""}: ${fault?.what ?? ""}`));
    const parts = [summary?.cancelled ? element("p", {}, word("report.stopped")) : null, faults.length ? element("p", {}, word("report.trouble")) : null,
      faults.length ? element("ul", {}, ...faults.slice(0, 20).map((fault) => element("li", {}, foreign(fault)))) : null, spoilt ? element("p", {}, word("report.unreadable", { count: spoilt })) : null].filter(Boolean);
    return parts.length ? element("section", { class: "card trouble", role: "note" }, ...parts) : null;
  }

  /**
   * @param {object[]} lines of type bounce
   * @param {object | null} summary
   * @param {number} spoilt lines that could not be read
   */
  function show(lines, summary, spoilt = 0) {
    rows = allRows(lines);
    markCalls(rows);
    table.fill(rows);
    callCounts = Object.fromEntries(["remove", ...calls].map((call) => [call, countCall(call)]));
    found = null;
    chosen = {};
    span = spanOf(rows, Date.parse(summary?.ended ?? "") || Date.now());
    const all = element("section", { class: "card all", "aria-labelledby": "all-title" },
      element("div", { class: "beside" }, element("h2", { id: "all-title" }, word("report.all")),
        element("div", { class: "seek" }, element("label", { for: "search", class: "out-of-sight" }, word("report.search")), search)),
      element("div", { class: "beside" }, state, chips), table.root);
    const parts = rows.length ? [first, charts, all, removal(rows, say)] : [element("p", { class: "card none" }, word("report.none"))];
    main.replaceChildren(...[headOf(summary, lines.length), troubleOf(summary, spoilt), ...parts, element("footer", {}, word("report.made"))].filter(Boolean));
    page.body.replaceChildren(...page.body.querySelectorAll("script"), main);
    if (!rows.length) return;
    draw();
    let width = chartWidth();
    new ResizeObserver(() => {
      if (chartWidth() === width) return;
      width = chartWidth();
      drawCharts();
    }).observe(charts);
  }

  return { show, say, main };
}
