// SPDX-License-Identifier: MIT
// The button above a message that looks like a bounce.
(() => {
  const css = `
:host { all: initial; display: block; color-scheme: light dark; --ink: light-dark(#1f2328, #e8eaed); --paper: light-dark(#fffaf5, #2a2420); --edge: light-dark(#c2410c, #fb923c); }
:host([data-look="dark"]) { color-scheme: dark; }
:host([data-look="light"]) { color-scheme: light; }
@media print { :host { display: none !important; } }
button { margin: 0 0 .6rem; padding: .3rem .8rem; min-height: 1.9rem; color: var(--ink); background: var(--paper); border: 1px solid var(--edge);
  border-inline-start-width: 4px; border-radius: 5px; font: .92rem/1.3 system-ui, sans-serif; cursor: pointer; }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 2px solid var(--edge); outline-offset: 2px; }`;

  /** @param {{lang: string, dir: string, word: string, press: () => void, warm: () => void, near: () => void}} options */
  globalThis.explainBounceBar = ({ lang, dir, word, press, warm, near }) => {
    const host = document.createElement("div");
    host.className = "explain-bounce-bar";
    host.lang = lang;
    host.dir = dir;
    const root = host.attachShadow({ mode: "open" });
    const dressed = globalThis.explainBounce.dress(root, css);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word;
    button.addEventListener("click", press);
    button.addEventListener("pointerenter", near);
    button.addEventListener("focus", warm);
    root.append(button);
    return {
      put(before) {
        before.before(host);
        host.dataset.look = globalThis.explainBounceLook(host);
        dressed();
      },
      focus: () => button.focus(),
      remove: () => host.remove(),
      get isThere() {
        return host.isConnected;
      },
    };
  };
})();
