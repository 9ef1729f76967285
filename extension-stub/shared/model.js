// SPDX-License-Identifier: MIT
// The host's answer -> what the panel shows, without a document.

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);
/** @param {string} lang a BCP 47 tag */
export const directionOf = (lang) => (rightToLeft.has(lang.slice(0, 2)) ? "rtl" : "ltr");
const gotIt = new Set(["delivered", "relayed", "expanded"]);

/** Technical facts of one recipient, in the order in which an administrator wants them. */
function facts(recipient) {
  return [
    ["status", recipient.status],
    ["reply_code", recipient.reply_code],
    ["server", recipient.remote_mta],
    ["provider_code", recipient.provider_code],
    ["said", recipient.diagnostic],
    ["rule", recipient.evidence?.rule],
  ].filter(([, value]) => value);
}

/**
 * Recipients with the same reason and the same advice stand together.
 * @param {object} answer of the host
 */
export function panelModel(answer) {
  const groups = new Map();
  const delivered = [];
  for (const recipient of answer.recipients ?? []) {
    if (gotIt.has(recipient.action)) {
      delivered.push(recipient.address);
      continue;
    }
    const key = [recipient.reason, recipient.evidence?.rule, recipient.who, recipient.resend].join("|");
    if (!groups.has(key)) groups.set(key, { ...recipient.explanation, who: recipient.who, resend: recipient.resend, addresses: [], suggestions: [], facts: facts(recipient) });
    if (recipient.address) groups.get(key).addresses.push(recipient.address);
    if (recipient.suggestion) groups.get(key).suggestions.push(recipient.suggestion);
  }
  const sections = [...groups.values()];
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
    delivered: delivered.filter(Boolean),
    truncated: answer.truncated === true,
  };
}
