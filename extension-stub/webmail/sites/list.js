// SPDX-License-Identifier: MIT
// Begins the list of the adapters, each time that the scripts are put into a page; and what several of them need.
(() => {
  const unseen = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"]);
  const enough = 4;
  const names = (globalThis.explainBounceNames ??= new WeakMap()); // one for all, should this be put here twice

  // FNV-1a, to tell one text from another.
  function sum(text) {
    let hash = 2166136261;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return hash >>> 0;
  }

  globalThis.explainBounceSites = [];
  globalThis.explainBounceText = {
    isShown: (element) => element.getClientRects().length > 0,

    /** A new mail, as a link (RFC 6068). */
    mailto: (to, subject) => `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}`,

    /**
     * Whether the element still has the name under which it was first seen: an address may change before the page does, and then the
     * old words stand under the new name. Good where each message gets an element of its own.
     */
    isSame(element, name) {
      if (!names.has(element)) names.set(element, name);
      return names.get(element) === name;
    },

    /** An element's words, as textContent gives them, without what is never shown. */
    of(element) {
      if (!element.querySelector("script, style, noscript, template")) return element.textContent;
      let text = "";
      for (const node of element.childNodes) {
        if (node.nodeType === 3) text += node.data;
        else if (node.nodeType === 1 && !unseen.has(node.nodeName)) text += globalThis.explainBounceText.of(node);
      }
      return text;
    },

    /**
     * Tells this text from another. Addresses and numbers, where there are enough, in no order: a browser that translates the page
     * lets them be. Else every word.
     */
    identity(text) {
      const telling = text.match(/[^\s<>"()]+@[^\s<>"(),;:]+|\d+/g) ?? [];
      const isEnough = telling.length >= enough && telling.some((one) => one.includes("@"));
      return sum(isEnough ? telling.sort().join(" ") : text);
    },
  };
})();
