// SPDX-License-Identifier: MIT
// Could this mail be a bounce? From header fields alone, by the list that the host uses too.

// A pattern with several gaps takes a time that grows with the cube of a long field; no bounce has one that matters.
const longest = 500;
const short = (value) => value.slice(0, 8 * longest).replace(/\s+/g, " ").slice(0, longest);

/**
 * @param {{[name: string]: string[]}} headers lower-case names
 * @param {{field: string, patterns: string[]}[][]} groups candidate.js: one group is enough, all its conditions must hold
 */
export function isCandidate(headers, groups) {
  const holds = ({ field, patterns }) =>
    (headers[field] ?? []).some((value) => patterns.some((pattern) => new RegExp(pattern, "i").test(short(value))));
  return groups.some((conditions) => conditions.every(holds));
}

// What stands in bounces of every language: a reply code before an enhanced status code (RFC 3463), or the fields of a delivery
// status notification (RFC 3464).
const telling = /\b[45]\d\d[- ]#?[45]\.\d{1,3}\.\d{1,3}\b|\b(final-recipient|diagnostic-code|reporting-mta):|\bmailer-daemon\b/i;

/** Could these words be of a bounce? For where only a mail's text is to be seen. */
export const looksLikeBounce = (text) => telling.test(text);

/** Is this the source of a mail, header fields first (RFC 5322), rather than words that a person sees? */
export const looksLikeSource = (text) => /^(?:From .*\r?\n)?(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*){3,}\r?\n/.test(text.trimStart().slice(0, 200_000));

/**
 * The same where only some of the fields are to be had cheaply: a judge of those. A condition about another field counts as met, if
 * one about a known field stands beside it; so it lets through more than isCandidate, and what is a bounce.
 * @param {string[]} known lower-case names of the fields that will be given
 * @returns {(headers: {[name: string]: string}) => boolean}
 */
export function wideJudge(groups, known) {
  const wide = groups.map((conditions) => conditions.filter(({ field }) => known.includes(field))).filter((conditions) => conditions.length > 0);
  // Made once, for it is asked about thousands of mails.
  const made = wide.map((conditions) => conditions.map(({ field, patterns }) => ({ field, pattern: new RegExp(patterns.map((one) => `(?:${one})`).join("|"), "i") })));
  return (headers) => made.some((conditions) => conditions.every(({ field, pattern }) => pattern.test(short(headers[field] ?? ""))));
}
