// SPDX-License-Identifier: MIT
// Two kinds of chart: named bars, longest first, and bars over time. Each bar is a button that shows its mails alone.
import { button, drawn, element } from "./dom.js";

/**
 * Named bars.
 * @param {{title: string, bars: {key: string, name: string | Node, count: number, tint?: string}[], others: number, chosen: string | undefined, choose: (key: string | undefined) => void,
 *   more?: () => void}} chart
 * @param {object} say
 */
export function namedBars({ title, bars, others, chosen, choose, more, id }, say) {
  const longest = Math.max(1, others, ...bars.map(({ count }) => count));
  const total = bars.reduce((sum, { count }) => sum + count, others);
  const line = (name, count, tint) => [
    element("span", { class: "name" }, name),
    element("span", { class: "count" }, say.number(count), " ", element("small", {}, say.share(count / Math.max(1, total)))),
    drawn("svg", { class: "bar", "aria-hidden": "true", viewBox: "0 0 100 8", preserveAspectRatio: "none" },
      drawn("rect", { class: "track", width: 100, height: 8 }), drawn("rect", { class: `fill ${tint ?? ""}`, width: count ? Math.max(0.6, (100 * count) / longest) : 0, height: 8, "data-count": count })),
  ];
  const items = bars.map(({ key, name, count, tint }) =>
    element("li", {}, element("button", { type: "button", class: "named", "aria-pressed": String(chosen === key), title: say.word("report.only"), "data-key": key, onclick: () => choose(chosen === key ? undefined : key) }, ...line(name, count, tint))));
  if (others) items.push(element("li", {}, element("div", { class: "named rest" }, ...line(say.word("report.others"), others))));
  return element("section", { class: `card chart ${chosen === undefined ? "" : "has-chosen"}`, "data-chart": id, "aria-labelledby": `chart-${id}` },
    element("h2", { id: `chart-${id}` }, title), element("ul", { class: "bars" }, ...items), more ? button(say.word("report.more"), more, { class: "quiet" }) : null);
}

const height = 168;
const edge = { top: 12, bottom: 26, start: 34, end: 6 };

/** A step of 1, 2 or 5 times a power of ten that gives at most four lines. */
function stepFor(most) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough) ?? 1;
}

/**
 * Bars over time. One of them takes the focus; the arrow keys go to the others.
 * @param {{id: string, title: string, unit: string, bars: {from: number, to: number}[], counts: number[], chosen: {from: number} | undefined, choose: Function, width: number, rtl: boolean}} chart
 */
export function timeBars({ id, title, unit, bars, counts, chosen, choose, width, rtl }, say) {
  const most = Math.max(1, ...counts);
  const step = stepFor(most);
  const high = Math.ceil(most / step) * step;
  const inner = { width: width - edge.start - edge.end, height: height - edge.top - edge.bottom };
  const slot = inner.width / bars.length;
  const x = (at) => (rtl ? width - at : at); // time runs as the words do
  const y = (count) => edge.top + inner.height * (1 - count / high);
  const parts = [];
  for (let count = 0; count <= high; count += step) {
    parts.push(drawn("line", { class: "grid", x1: x(edge.start), x2: x(width - edge.end), y1: y(count), y2: y(count) }));
    parts.push(drawn("text", { class: "tick", x: x(edge.start - 6), y: y(count) + 4, "text-anchor": "end", "aria-hidden": "true" }, say.number(count)));
  }
  const every = Math.max(1, Math.ceil(bars.length / Math.max(2, Math.floor(inner.width / 84))));
  const thin = Math.max(1, Math.min(48, slot * 0.72));
  const pressed = bars.findIndex(({ from }) => chosen?.from === from);
  const first = pressed >= 0 ? pressed : Math.max(0, counts.findLastIndex((count) => count > 0));
  bars.forEach((bar, place) => {
    const middle = edge.start + slot * (place + 0.5);
    const left = rtl ? width - middle - thin / 2 : middle - thin / 2;
    const name = unit === "day" ? say.day(bar.from) : unit === "week" ? `${say.short.day(bar.from)} \u2013 ${say.day(bar.to - 1)}` : say.short.month(bar.from);
    const said = `${name}: ${say.number(counts[place])}`;
    const toggle = () => choose(pressed === place ? undefined : bar);
    parts.push(drawn("g", { class: "moment", role: "button", tabindex: place === first ? 0 : -1, "aria-pressed": String(pressed === place), "aria-label": said, "data-from": bar.from, onclick: toggle,
      onkeydown: (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), toggle()) },
      drawn("title", {}, said),
      drawn("rect", { class: "hit", x: x(middle) - slot / 2, y: edge.top, width: slot, height: inner.height }),
      drawn("rect", { class: "fill", x: left, y: y(counts[place]), width: thin, height: counts[place] ? Math.max(1.5, inner.height - (y(counts[place]) - edge.top)) : 0, rx: Math.min(2, thin / 4), "data-count": counts[place] })));
    if (place % every === 0 && middle + 30 < width) parts.push(drawn("text", { class: "tick", x: x(middle), y: height - 8, "text-anchor": "middle", "aria-hidden": "true" }, say.short[unit](bar.from)));
  });
  const walk = (event) => {
    const steps = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
    const all = [...event.currentTarget.querySelectorAll(".moment")];
    const here = all.indexOf(event.target);
    const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : here + (steps[event.key] ?? 0);
    if (here < 0 || to === here || !all[to]) return;
    event.preventDefault();
    all[here].setAttribute("tabindex", -1);
    all[to].setAttribute("tabindex", 0);
    all[to].focus();
  };
  const picture = drawn("svg", { class: "moments", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-labelledby": `chart-${id}`, onkeydown: walk }, ...parts);
  return element("section", { class: `card chart wide ${chosen === undefined ? "" : "has-chosen"}`, "data-chart": id, "aria-labelledby": `chart-${id}` },
    element("h2", { id: `chart-${id}` }, title, " ", element("small", {}, say.word(`report.per_${unit}`))), picture);
}
