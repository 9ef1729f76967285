// SPDX-License-Identifier: MIT
// The host's answer -> what the panel shows, without a document.

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);
/** @param {string} lang a BCP 47 tag */
export const directionOf = (lang) => (rightToLeft.has(lang.slice(0, 2)) ? "rtl" : "ltr");
const gotIt = new Set(["delivered", "relayed", "expanded"]);
// Then the same mail, once more and perhaps changed, is what the reader needs next.
const worthAnotherTry = new Set(["later", "after_fix"]);

/** Technical facts of one recipient, in the order in which an administrator wants them. */
function facts(recipient) {
  return [
    ["status", recipient.status],
    ["reply_code", recipient.reply_code],
    ["server", recipient.remote_mta],
    ["provider_code", recipient.provider_code],
    ["blocklist", recipient.blocklist],
    ["ip", recipient.ip],
    ["said", recipient.diagnostic],
    ["rule", recipient.evidence?.rule],
  ].filter(([, value]) => value);
}

/** Recipients to whom the same happened, as the host put them together. */
function sectionOf({ recipients, explanation }, all) {
  const members = recipients.map((place) => all[place]).filter(Boolean);
  const [first] = members;
  if (!first) return null;
  return {
    ...(explanation ?? first.explanation),
    who: first.who,
    again: worthAnotherTry.has(first.resend),
    addresses: members.map(({ address }) => address).filter(Boolean),
    suggestions: members.map(({ suggestion }) => suggestion).filter(Boolean),
    facts: facts(first),
  };
}

// What an answer to "Was this helpful?" is about: ids and codes, nothing of the mail.
function aboutOf(answer) {
  const [first] = (answer.recipients ?? []).filter(({ reason }) => reason);
  const about = { kind: answer.kind, lang: answer.lang, reason: first?.reason, rule: first?.evidence?.rule, provider: first?.provider, provider_code: first?.provider_code, status: first?.status };
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value));
}

/** @param {object} answer of the host */
export function panelModel(answer) {
  const all = answer.recipients ?? [];
  const sections = (answer.groups ?? []).map((group) => sectionOf(group, all)).filter(Boolean);
  const whole = answer.explanation ?? {};
  const single = sections.length === 1;
  return {
    lang: answer.lang ?? "en",
    dir: directionOf(answer.lang ?? "en"),
    kind: answer.kind,
    headline: single ? sections[0].headline : whole.headline,
    // What is told for the only recipient need not be told for the mail.
    intro: single ? "" : whole.cause ?? "",
    steps: sections.length ? [] : whole.steps ?? [],
    sections,
    notes: (answer.notes ?? []).map(({ text, evidence }) => ({ text, evidence: evidence ?? [] })),
    original: { messageId: (answer.original?.message_id ?? "").replace(/^<|>$/g, ""), subject: answer.original?.subject ?? "" },
    contact: answer.contact_instead ?? "",
    delivered: all.filter(({ action, address }) => gotIt.has(action) && address).map(({ address }) => address),
    summary: answer.summary ?? null,
    about: aboutOf(answer),
    truncated: answer.truncated === true,
  };
}

/** Failed, and nobody knows yet what was meant: the reader's address book may. */
export const wantsKnown = (answer) =>
  (answer.recipients ?? []).some(({ reason, suggestion }) => !suggestion && ["user_unknown", "address_invalid", "domain_unknown"].includes(reason));
