// SPDX-License-Identifier: MIT
// Asking the native messaging host: JSON-RPC over a port (PROTOCOL.md). A port is one process of the host; it may be kept for a while.

const protocol = 1;
const patience = 20_000; // milliseconds

/** What can go wrong, each with its own words in _locales ("error_" + kind); the last two are of a webmail's page. */
export class HostError extends Error {
  /** @param {"missing"|"old"|"failed"|"slow"|"refused"|"session"|"reload"} kind */
  constructor(kind, detail = "") {
    super(detail || kind);
    this.kind = kind;
  }
}

/** The client says why a port closed in words of its own. */
export function kindOfDisconnect(message) {
  // Registered, but moved or taken away since, is the same to the reader: to install it mends both.
  return /no such native application|not found|forbidden|not allowed|failed to start|does not exist|not executable/i.test(message ?? "") ? "missing" : "failed";
}

export class Host {
  #port = null;
  #waiting = new Map(); // id -> {resolve, reject, timer}
  #lastId = 1; // 1 is the hello
  #farewell;

  /**
   * @param {() => {postMessage: Function, disconnect: Function, onMessage: object, onDisconnect: object, error?: Error}} connect
   * @param {string} client for the host's hello: "thunderbird/153.0"
   * @param {number} idle milliseconds for which the process is kept after an answer, for the next question
   */
  constructor(connect, client, idle = 0) {
    Object.assign(this, { connect, client, idle });
  }

  /**
   * Asks one question.
   * @param {string} method "explain" | "lookup"
   * @returns {Promise<object>} the result
   */
  ask(method, params) {
    return new Promise((resolve, reject) => {
      clearTimeout(this.#farewell);
      const id = ++this.#lastId;
      const timer = setTimeout(() => this.#end(new HostError("slow")), patience);
      this.#waiting.set(id, { resolve, reject, timer });
      // hello and question go out together: the answer need not wait for a second round trip.
      try {
        (this.#port ?? this.#open()).postMessage({ jsonrpc: "2.0", id, method, params });
      } catch (error) {
        this.#end(new HostError("failed", error.message));
      }
    });
  }

  /** Starts the process ahead of a question that is likely to come. */
  warm() {
    if (!this.#port) this.#open();
    if (!this.#waiting.size) this.#rest();
  }

  #open() {
    const port = (this.#port = this.connect());
    port.onDisconnect.addListener((gone) => {
      // Firefox and Thunderbird tell the reason on the port, Chromium beside it.
      const message = gone?.error?.message ?? globalThis.chrome?.runtime?.lastError?.message;
      if (this.#port === port) this.#end(new HostError(kindOfDisconnect(message), message));
    });
    port.onMessage.addListener((reply) => this.#port === port && this.#hear(reply));
    port.postMessage({ jsonrpc: "2.0", id: 1, method: "hello", params: { client: this.client, protocol } });
    return port;
  }

  #hear(reply) {
    if (reply?.id === 1) {
      if (reply.error || reply.result?.protocol !== protocol) this.#end(new HostError("old"));
      return;
    }
    // What the host could not even read has no id, and the host ends after it.
    if (reply?.id === null && reply.error) return this.#end(new HostError("refused", reply.error.message));
    const question = this.#waiting.get(reply?.id);
    if (!question) return;
    this.#waiting.delete(reply.id);
    clearTimeout(question.timer);
    if (!this.#waiting.size) this.#rest();
    if (reply.result) question.resolve(reply.result);
    else question.reject(new HostError("refused", reply.error?.message));
  }

  #rest() {
    clearTimeout(this.#farewell);
    if (this.idle) this.#farewell = setTimeout(() => this.#end(null), this.idle);
    else this.#end(null);
  }

  /** The port goes, and with it whatever was asked over it. */
  #end(error) {
    clearTimeout(this.#farewell);
    const port = this.#port;
    this.#port = null;
    const left = [...this.#waiting.values()];
    this.#waiting.clear();
    port?.disconnect();
    for (const { reject, timer } of left) {
      clearTimeout(timer);
      reject(error);
    }
  }
}

/** One question, one process. */
export const ask = (connect, method, params, client) => new Host(connect, client).ask(method, params);

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  if (bytes.toBase64) return bytes.toBase64();
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
