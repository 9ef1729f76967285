// SPDX-License-Identifier: MIT
// Asking the native messaging host: JSON-RPC over one port, one host process for each question (PROTOCOL.md).

const protocol = 1;
const patience = 20_000; // milliseconds

/** What can go wrong, each with its own words in _locales ("error_" + kind). */
export class HostError extends Error {
  /** @param {"missing"|"old"|"failed"|"slow"|"refused"} kind */
  constructor(kind, detail = "") {
    super(detail || kind);
    this.kind = kind;
  }
}

/** The client says why a port closed in words of its own. */
export function kindOfDisconnect(message) {
  return /no such native application|not found|forbidden|not allowed/i.test(message ?? "") ? "missing" : "failed";
}

/**
 * Asks one question.
 * @param {() => {postMessage: Function, disconnect: Function, onMessage: object, onDisconnect: object, error?: Error}} connect
 * @param {string} method "explain" | "lookup"
 * @param {object} params
 * @param {string} client for the host's hello: "thunderbird/153.0"
 * @returns {Promise<object>} the result
 */
export function ask(connect, method, params, client) {
  return new Promise((resolve, reject) => {
    const port = connect();
    const end = (finish, value) => {
      clearTimeout(timer);
      port.disconnect();
      finish(value);
    };
    const timer = setTimeout(() => end(reject, new HostError("slow")), patience);
    port.onDisconnect.addListener((gone) => end(reject, new HostError(kindOfDisconnect(gone?.error?.message), gone?.error?.message)));
    port.onMessage.addListener((reply) => {
      if (reply?.id === 1) {
        if (reply.error || reply.result?.protocol !== protocol) end(reject, new HostError("old"));
      } else if (reply?.id === 2) {
        if (reply.result) end(resolve, reply.result);
        else end(reject, new HostError("refused", reply.error?.message));
      }
    });
    // Both at once: the answer need not wait for a second round trip.
    port.postMessage({ jsonrpc: "2.0", id: 1, method: "hello", params: { client, protocol } });
    port.postMessage({ jsonrpc: "2.0", id: 2, method, params });
  });
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  if (bytes.toBase64) return bytes.toBase64();
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
