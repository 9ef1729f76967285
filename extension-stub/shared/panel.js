// SPDX-License-Identifier: MIT
// The panel above the message. Runs in the message's document, in the extension's own world; text nodes only.
// A token set at the click ties an answer to the document that it was asked for.
(() => {
  const api = globalThis.messenger ?? globalThis.browser ?? globalThis.chrome;
  const id = "explain-bounce-panel";

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };

  const list = (name, items) => (items?.length ? element(name, {}, ...items.map((item) => element("li", {}, item))) : null);

  function details(facts, words) {
    if (!facts.length) return null;
    const rows = facts.flatMap(([key, value]) => [element("dt", {}, words[`fact_${key}`] ?? key), element("dd", { dir: "ltr" }, value)]);
    return element("details", {}, element("summary", {}, words.details), element("dl", {}, ...rows));
  }

  function links(items) {
    const safe = (items ?? []).filter(({ url }) => url.startsWith("https://"));
    return list("ul", safe.map(({ title, url }) => element("a", { href: url, rel: "noreferrer", target: "_blank" }, title)));
  }

  // An address keeps its order within words that run from right to left.
  const isolated = (text) => element("bdi", {}, text);

  function writeAgain(to, { original }, words) {
    const button = element("button", { type: "button", class: "again" }, words.again);
    button.addEventListener("click", () => api.runtime.sendMessage({ type: "again", to, ...original }));
    return button;
  }

  function suggestion(part, model, words) {
    if (!part.suggestions.length) return null;
    const items = part.suggestions.map((address) => element("p", { class: "suggestion" }, element("strong", {}, `${words.suggestion}: `), isolated(address), " ", writeAgain(address, model, words)));
    return element("div", {}, ...items);
  }

  function notes(model, words) {
    if (!model.notes.length) return null;
    const items = model.notes.map((note) => element("li", {}, note.text, note.evidence.length ? element("small", { dir: "ltr" }, note.evidence.join(" \u00b7 ")) : null));
    return element("section", { class: "notes" }, element("h3", {}, words.notes), element("ul", {}, ...items));
  }

  function section(part, model, words, alone) {
    const inner = [
      alone ? null : element("h3", {}, part.headline ?? ""),
      part.addresses.length > (alone ? 1 : 0) ? list("ul", part.addresses.map(isolated)) : null,
      suggestion(part, model, words),
      element("p", {}, part.cause ?? ""),
      element("p", { class: "who" }, element("strong", {}, `${words.who}: `), words[`who_${part.who}`] ?? words.who_unknown),
      part.steps?.length ? element("h4", {}, words.steps) : null,
      list("ol", part.steps),
      links(part.links),
      details(part.facts, words),
    ];
    return element("section", {}, ...inner.filter(Boolean));
  }

  /** A page may forbid style elements; a sheet that is made here it lets be. */
  function dress(root, css) {
    const style = element("style");
    style.textContent = css;
    root.append(style);
    return () => {
      if (style.sheet) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
    };
  }

  // Where the panel goes, and where the reader was: a message's document is the message, a page holds more.
  const above = {
    put: (host) => document.body.prepend(host),
    back() {
      document.body.setAttribute("tabindex", "-1");
      document.body.focus();
    },
  };

  function open(token, { lang, dir, css, words, place = above }) {
    if (globalThis.explainBounceToken !== token) return null;
    document.getElementById(id)?.remove();
    const host = element("div", { id, lang, dir });
    const root = host.attachShadow({ mode: "open" });
    const heading = element("h2", { tabindex: "-1" });
    const close = element("button", { type: "button", "aria-label": words.close, title: words.close }, "\u00d7");
    const body = element("div", { class: "body", "aria-live": "polite" });
    const panel = element("section", { class: "panel", "aria-label": words.name }, element("header", {}, heading, close), body);
    const dressed = dress(root, css);
    root.append(panel);
    const shut = () => {
      host.remove();
      place.back();
    };
    close.addEventListener("click", shut);
    root.addEventListener("keydown", (event) => event.key === "Escape" && shut());
    place.put(host);
    dressed();
    // Shown by itself, the panel leaves the focus where the reader works.
    return { heading, body, ready: () => place.quiet || heading.focus() };
  }

  globalThis.explainBounce = {
    /** While the host takes its time. */
    busy(token, look) {
      const parts = open(token, look);
      if (!parts) return;
      parts.heading.textContent = look.words.busy;
      parts.body.setAttribute("aria-busy", "true");
    },
    /** @param {object} model of model.js */
    show(token, look, model) {
      const parts = open(token, look);
      if (!parts) return;
      parts.heading.textContent = model.headline;
      const alone = model.sections.length === 1;
      parts.body.append(
        ...[
          model.intro ? element("p", {}, model.intro) : null,
          list("ol", model.steps),
          ...model.sections.map((part) => section(part, model, look.words, alone)),
          model.delivered.length ? element("p", {}, `${look.words.delivered}: `, ...model.delivered.flatMap((address, i) => (i ? [", ", isolated(address)] : [isolated(address)]))) : null,
          model.contact ? element("p", {}, element("strong", {}, `${look.words.contact}: `), isolated(model.contact)) : null,
          notes(model, look.words),
        ].filter(Boolean),
      );
      parts.ready();
    },
    /** @param {{headline: string, text: string, steps: string[]}} fault in the extension's own words */
    fail(token, look, fault) {
      const parts = open(token, look);
      if (!parts) return;
      parts.heading.textContent = fault.headline;
      parts.body.append(...[element("p", {}, fault.text), list("ol", fault.steps)].filter(Boolean));
      parts.ready();
    },
  };
})();
