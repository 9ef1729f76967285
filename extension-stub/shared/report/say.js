// SPDX-License-Identifier: MIT
// The catalog's words (CONTRIBUTING.md, "Words"), and numbers and dates, in the reader's language.

/** The language, or English where this machine cannot write it. */
function known(lang) {
  try {
    return Intl.NumberFormat.supportedLocalesOf([lang])[0] ?? "en";
  } catch {
    return "en"; // no language tag at all
  }
}

/** Words with placeholders; in a bracket the first alternative counts whose values are all there. */
function fill(text, values) {
  const has = (part) => [...part.matchAll(/\{(\w+)\}/g)].every(([, name]) => Object.hasOwn(values, name));
  const put = (part) => part.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));
  // One pass, so that brackets in a value stay what they are.
  return text.replace(/\[([^[\]]*)\]|[^[]+/g, (whole, alternatives) => put(alternatives === undefined ? whole : alternatives.split("|").find(has) ?? ""));
}

/**
 * @param {{lang: string, words: {[key: string]: string | {[category: string]: string}}}} what the method `words` gives
 */
export function speaker({ lang, words }) {
  const tag = known(lang);
  const numbers = new Intl.NumberFormat(tag);
  const plurals = new Intl.PluralRules(tag);
  const number = (value) => numbers.format(value);

  /** A word by its key; `values.count` chooses the plural. Unknown keys give themselves, for a newer program may know more. */
  function word(key, values = {}) {
    const text = Object.hasOwn(words, key) ? words[key] : key;
    const said = typeof text === "string" ? text : text[plurals.select(values.count ?? 1)] ?? text.other ?? key;
    return fill(said, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? number(value) : value])));
  }

  const dates = (options) => {
    const format = new Intl.DateTimeFormat(tag, options);
    return (time) => (Number.isFinite(time) ? format.format(time) : "");
  };

  /** About how long: whole minutes from one minute on, seconds in tens below. */
  function duration(seconds) {
    const [unit, value] = seconds < 55 ? ["second", Math.max(5, Math.round(seconds / 5) * 5)] : seconds < 3300 ? ["minute", Math.round(seconds / 60)] : ["hour", Math.round(seconds / 3600)];
    return new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "long" }).format(value);
  }

  return {
    tag, word, number, duration,
    has: (key) => Object.hasOwn(words, key),
    // What is there at all is never none in a hundred.
    share: (part) => new Intl.NumberFormat(tag, { style: "percent", ...(part < 0.01 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 0 }) }).format(part),
    day: dates({ dateStyle: "medium" }),
    time: dates({ dateStyle: "medium", timeStyle: "short" }),
    short: { day: dates({ day: "numeric", month: "short" }), week: dates({ day: "numeric", month: "short" }), month: dates({ month: "short", year: "numeric" }) },
    collator: new Intl.Collator(tag, { numeric: true, sensitivity: "base" }),
  };
}
