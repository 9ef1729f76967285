// SPDX-License-Identifier: MIT
// For webmails whose address names the message: it may change before the page does, and then the old words stand under the new name.
(() => {
  const firstNames = (globalThis.explainBounceFirstNames ??= new WeakMap()); // one for all, should this be put here twice

  /** Whether the element still has the name under which it was first seen. Good where each message gets an element of its own. */
  globalThis.explainBounceSame ??= (element, name) => {
    if (!firstNames.has(element)) firstNames.set(element, name);
    return firstNames.get(element) === name;
  };
})();
