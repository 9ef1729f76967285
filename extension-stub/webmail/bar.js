// SPDX-License-Identifier: MIT
// The button above a message that looks like a bounce.
(() => {
  const css = `
:host { all: initial !important; display: block !important; color-scheme: light dark !important; --ink: light-dark(#1f2328, #e8eaed); --paper: light-dark(#fffaf5, #2a2420); --edge: light-dark(#c2410c, #fb923c); }
:host([dir="rtl"]) { direction: rtl !important; }
:host([data-look="dark"]) { color-scheme: dark !important; }
:host([data-look="light"]) { color-scheme: light !important; }
@media print { :host { display: none !important; } }
button { margin: 0 0 .65em; padding: .33em .87em; min-height: 2.05em; color: var(--ink); background: var(--paper); border: 1px solid var(--edge);
  border-inline-start-width: 4px; border-radius: 5px; font: .92em/1.3 system-ui, sans-serif; cursor: pointer; }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 2px solid var(--edge); outline-offset: 2px; }`;

  /** @param {{lang: string, dir: string, button: string, press: () => void, warm: () => void, near: () => void}} options `near`: the reader will press it soon; `warm`: perhaps */
  globalThis.explainBounceBar = ({ lang, dir, button: word, press, warm, near }) => {
    const host = document.createElement("div");
    host.className = "explain-bounce-bar";
    host.lang = lang;
    host.dir = dir;
    globalThis.explainBounceKeepKeys(host);
    const root = host.attachShadow({ mode: "open" });
    const dressed = globalThis.explainBounce.dress(root, css);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word;
    // A page's own script may find the button, but only a person presses it.
    for (const [type, what] of [["click", press], ["pointerenter", near], ["focus", warm]]) button.addEventListener(type, (event) => event.isTrusted && what());
    root.append(button);
    let puts = 0; // since we last took it away ourselves
    return {
      put(before) {
        puts++;
        before.before(host);
        host.dataset.look = globalThis.explainBounceLook(host);
        dressed();
      },
      focus: () => button.focus(),
      remove() {
        puts = 0;
        host.remove();
      },
      get puts() {
        return puts;
      },
      get isThere() {
        return host.isConnected;
      },
    };
  };
})();
