// SPDX-License-Identifier: MIT
// The mail that came back, once more, in a window to look at and send. Nothing is sent by itself.

/** The part of a bounce that is the original, with its body: RFC 3462, third part. */
function originalIn(part) {
  for (const child of part.parts ?? []) {
    if (child.contentType === "message/rfc822") return child;
    const found = originalIn(child);
    if (found) return found;
  }
  return null;
}

/** The first body of a type, outside of mails within. */
function bodyOf(part, contentType) {
  if (part.contentType === contentType && part.body !== undefined && !part.name) return part.body;
  for (const child of part.parts ?? []) {
    const body = child.contentType === "message/rfc822" ? undefined : bodyOf(child, contentType);
    if (body !== undefined) return body;
  }
  return undefined;
}

/** Named parts, and those that are no text. */
function filesOf(part) {
  return (part.parts ?? []).flatMap((child) => (child.name && child.contentType !== "message/rfc822" ? [child] : child.contentType === "message/rfc822" ? [] : filesOf(child)));
}

async function attachedOriginal(api, bounceId) {
  const original = originalIn(await api.messages.getFull(bounceId));
  if (!original) return null;
  const html = bodyOf(original, "text/html");
  const plain = bodyOf(original, "text/plain");
  if (html === undefined && plain === undefined) return null;
  const attachments = [];
  for (const { partName, name } of filesOf(original)) {
    try {
      attachments.push({ file: await api.messages.getAttachmentFile(bounceId, partName), name });
    } catch {
      // The bounce was cut before its end: what is whole comes along.
    }
  }
  const subject = original.headers?.subject?.[0] ?? "";
  return { subject, attachments, ...(html === undefined ? { plainTextBody: plain, isPlainText: true } : { body: html, isPlainText: false }) };
}

/**
 * @param {object} api messenger
 * @param {{to: string[], messageId: string, subject: string, bounce?: number}} wish `to`: those whom it did not reach; the others have it
 */
export async function editAsNew(api, { to, messageId, subject, bounce }) {
  const only = { to, cc: [], bcc: [] };
  // A folder has it whole; what a bounce brings back is often cut.
  const found = messageId ? (await api.messages.query({ headerMessageId: messageId })).messages : [];
  if (found.length) return api.compose.beginNew(found[0].id, only);
  const attached = bounce === undefined ? null : await attachedOriginal(api, bounce).catch(() => null);
  return api.compose.beginNew({ ...only, subject, ...attached });
}
