// SPDX-License-Identifier: MIT
// JSON lines (host/scan/scan.schema.json) -> what the page counts and shows: a row for each recipient whom a mail did not reach.
// What stands in the lines was written by strangers.

const list = (value) => (Array.isArray(value) ? value : []);
const text = (value) => (typeof value === "string" ? value : "");

/** @returns {{found: object[], summary: object | null, spoilt: number}} lines that are no JSON are counted */
export function readLines(source) {
  const found = [];
  let summary = null;
  let spoilt = 0;
  for (const line of source.split("\n")) {
    if (!line.trim()) continue;
    try {
      const read = JSON.parse(line);
      if (read?.type === "summary") summary = read;
      else if (read?.type === "bounce" && read.answer) found.push(read);
    } catch {
      spoilt++;
    }
  }
  return { found, summary, spoilt };
}

/** What stands behind the last @, in lower case; "" where there is none. */
export const domainOf = (address) => (address.includes("@") ? address.slice(address.lastIndexOf("@") + 1).replace(/>$/, "").toLowerCase() : "");

/** A recipient is told when the mail is not with it. */
const failed = ({ action }) => action === "failed" || action === "delayed";

/**
 * @param {object} line of type bounce
 * @param {number} mail which of the mails it is
 * @returns {object[]} one row for each recipient who was not reached; one for a bounce that names nobody
 */
export function rowsOf(line, mail) {
  const { answer } = line;
  const time = Date.parse(line.received_at ?? answer.arrival_date ?? answer.original?.date ?? "");
  const common = { line, mail, time, kind: text(answer.kind), subject: text(answer.original?.subject), doubtful: list(answer.notes).some(({ id }) => id === "not_sent_by_you" || id === "looks_fake") };
  const recipients = list(answer.recipients).filter(failed);
  // A bounce that tells no recipient still tells whom the mail was for, where it was for one alone.
  const to = list(answer.original?.to);
  if (!recipients.length) recipients.push({ address: to.length === 1 ? to[0] : "" });
  return recipients.map((recipient) => {
    const address = text(recipient.address);
    return { ...common, recipient, address, domain: domainOf(address), reason: text(recipient.reason), who: text(recipient.who) || "unknown", provider: text(recipient.provider),
      permanence: text(recipient.permanence), resend: text(recipient.resend), action: text(recipient.action) };
  });
}

/** All rows, numbered as they came. */
export const allRows = (lines) => lines.flatMap(rowsOf).map((row, id) => Object.assign(row, { id }));

/** Why it came back: the reason, or where none is told the kind. A key of the catalog. */
export const reasonKey = ({ reason, kind }) => (reason ? `reason.${reason}` : `kind.${kind}`);

/** Without accents and capitals, so that a search need not know them. */
export const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Everything of a row that a search looks at. */
export function haystack(row, { word, day }) {
  const { recipient, line } = row;
  const parts = [row.address, row.subject, word(reasonKey(row)), word(`who.${row.who}`), row.provider && word(`provider.${row.provider}`), day(row.time), recipient.diagnostic, recipient.status, recipient.provider_code,
    recipient.remote_mta, recipient.blocklist, recipient.explanation?.headline, line.folder, line.file, line.answer.original?.message_id];
  return plain(parts.filter((part) => typeof part === "string").join("\n"));
}
