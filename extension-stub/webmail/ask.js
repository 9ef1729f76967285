// SPDX-License-Identifier: MIT
// What is asked about a message, and what comes back.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const keepAhead = 30_000; // milliseconds
  const mostText = 500_000;

  let ahead = null; // what was fetched when the reader came near the button: {key, since, source}

  const visibleText = (message) => (message.selection ?? message.body.innerText).slice(0, mostText);

  function sourceFromPage(message, url) {
    const isFresh = ahead?.key === message.key && performance.now() - ahead.since < keepAhead;
    const source = isFresh ? ahead.source : globalThis.explainBounceSource(url, message.site);
    ahead = null;
    return source;
  }

  /** What to hand to the host: the mail itself where the site gives it, else what the page shows. */
  async function questionOf(message) {
    const source = message.selection ? null : message.site.source(document, location, message);
    if (source?.by === "background") return { url: source.url, text: visibleText(message) };
    if (source?.by !== "page") return { text: visibleText(message) };
    const { raw, fault } = await sourceFromPage(message, source.url);
    return raw || fault ? { raw, fault } : { text: visibleText(message) };
  }

  /** Starts the host ahead of a question that is likely to come. */
  const warm = () => api.runtime.sendMessage({ type: "warm" }).catch(() => {});

  globalThis.explainBounceAsk = {
    warm,

    /** Who comes near the button will press it: the source is there by then, and the host awake. Nothing is handed on yet. */
    near(message) {
      warm();
      const source = message.site.source(document, location, message);
      if (source?.by === "page") ahead = { key: message.key, since: performance.now(), source: globalThis.explainBounceSource(source.url, message.site) };
    },

    /** @returns {Promise<{model: object} | {fault: object}>} ready to show */
    async answer(message, look) {
      try {
        const { fault, ...question } = await questionOf(message);
        if (fault) return { fault: look.faults[fault] };
        return await api.runtime.sendMessage({ type: "explain", ...question });
      } catch {
        // An extension that was updated leaves its old scripts behind, which can ask nothing any more.
        return { fault: look?.faults[api.runtime?.id ? "failed" : "reload"] };
      }
    },
  };
})();
