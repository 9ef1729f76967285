// SPDX-License-Identifier: MIT
// Light or dark, as the page is where something is put: a webmail has a switch of its own, which the system knows nothing of.
(() => {
  const isDark = ([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue < 110;

  /** @returns {"light" | "dark" | ""} "": the page says nothing, so the system decides */
  globalThis.explainBounceLook = (element) => {
    // Beside the body stands what lies over the page.
    const beneath = element.parentElement === document.documentElement ? document.body : element.parentElement;
    for (let at = beneath; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!colour.startsWith("rgb")) continue; // other colour spaces need a browser's knowledge
      const [red, green, blue, opacity = 1] = colour.match(/[\d.]+/g).map(Number);
      if (opacity > 0.5) return isDark([red, green, blue]) ? "dark" : "light";
    }
    return "";
  };
})();
