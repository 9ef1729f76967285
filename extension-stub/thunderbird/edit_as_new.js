// SPDX-License-Identifier: MIT
// The mail that came back, once more, in a window to look at and send. Nothing is sent by itself.

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** What the host found of the original in a bounce -> details for a compose window. */
function detailsOf({ subject = "", text, html, files = [] }) {
  const attachments = files.map(({ name = "file", type, content }) => ({ name, file: new File([bytesOf(content)], name, { type }) }));
  const body = html !== undefined ? { body: html, isPlainText: false } : text !== undefined ? { plainTextBody: text, isPlainText: true } : {};
  return { subject, ...body, ...(attachments.length ? { attachments } : {}) };
}

/**
 * @param {object} api messenger
 * @param {(bounce: number) => Promise<object>} original asks the host what a bounce brings back
 * @param {{to: string[], messageId: string, subject: string, bounce?: number}} wish `to`: those whom it did not reach; the others have it
 */
export async function editAsNew(api, original, { to, messageId, subject, bounce }) {
  const only = { to, cc: [], bcc: [] };
  // A folder has it whole; what a bounce brings back is often cut.
  const found = messageId ? (await api.messages.query({ headerMessageId: messageId })).messages : [];
  if (found.length) return api.compose.beginNew(found[0].id, only);
  const attached = bounce === undefined ? {} : await original(bounce).catch(() => ({}));
  return api.compose.beginNew({ ...detailsOf({ subject, ...attached }), ...only });
}
