// SPDX-License-Identifier: MIT
// Whether what stands in the page is still the same message, for webmails whose pages do not say so plainly.
(() => {
  // One of each for all, should this be put here twice.
  const names = (globalThis.explainBounceNames ??= new WeakMap());
  const words = (globalThis.explainBounceWords ??= new WeakMap());

  /**
   * Whether the element still has the name under which it was first seen: an address may change before the page does, and then
   * the old words stand under the new name. Good where each message gets an element of its own.
   */
  globalThis.explainBounceSame = (element, name) => {
    if (!names.has(element)) names.set(element, name);
    return names.get(element) === name;
  };

  // Addresses, codes and numbers: they stay as they are when a browser translates the page.
  const marksOf = (text) => [...new Set(text.match(/[\w.+-]+@[\w.-]*\w|\b[245]\.\d{1,3}\.\d{1,3}\b|\d{3,}/g))].sort().join(" ");

  // Chromium marks the page, Edge the elements; Firefox gives the page its new language.
  const isTranslated = ({ documentElement: page }, lang) => /\btranslated-(ltr|rtl)\b/.test(page.className) || page.lang !== lang || page.querySelector("[_msttexthash]") !== null;

  // FNV-1a, to tell one text from another.
  function sum(text) {
    let hash = 2166136261;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return hash >>> 0;
  }

  /** A name for what the element says now; the same as before where a browser has only translated it. */
  globalThis.explainBounceNameByWords = (element) => {
    const text = element.textContent.slice(0, 50_000);
    const before = words.get(element);
    const marks = marksOf(text);
    const page = element.ownerDocument;
    if (before?.marks === marks && isTranslated(page, before.lang)) return before.name;
    const name = `words ${text.length} ${sum(text)}`;
    words.set(element, { marks, lang: page.documentElement.lang, name });
    return name;
  };
})();
