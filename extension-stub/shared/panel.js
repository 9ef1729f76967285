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

  function button(words, pressed, attributes = {}) {
    const made = element("button", { type: "button", class: "action", ...attributes }, words);
    // A page's own script may find the button, but only a person presses it.
    made.addEventListener("click", (event) => event.isTrusted && pressed(made));
    return made;
  }

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

  /** The way of pages that came without TLS, which have no navigator.clipboard. */
  function copyHere(text, beside) {
    const field = element("textarea", { readonly: "", "aria-hidden": "true", style: "position: fixed; opacity: 0" });
    field.value = text;
    beside.after(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    beside.focus();
    return done;
  }

  /** Where nothing may copy, the text stands selected, for the reader's own Ctrl+C. */
  function offer(text, beside) {
    const field = element("textarea", { class: "offer", readonly: "", "aria-label": beside.textContent });
    field.value = text;
    if (beside.nextElementSibling?.className === "offer") beside.nextElementSibling.remove();
    beside.after(field);
    field.focus();
    field.select();
  }

  /** To the clipboard; where the page may not, the background does it, if it can. The button says that it is done. */
  function copyButton(label, text, { copied }) {
    return button(label, async (pressed) => {
      const isDone = await navigator.clipboard?.writeText(text()).then(() => true, () => false) || copyHere(text(), pressed)
        || await api.runtime.sendMessage({ type: "copy", text: text() }).catch(() => null);
      if (!isDone) return offer(text(), pressed);
      pressed.textContent = copied;
      setTimeout(() => (pressed.textContent = label), 2000);
    }, { "aria-live": "polite" });
  }

  /** An address with what can be done with it. */
  function toAddress(address, model, { words, can }) {
    const again = can?.edit || can?.write ? button(words.again, () => api.runtime.sendMessage({ type: "edit", to: [address], ...model.original }), { class: "action again" }) : null;
    return [isolated(address), " ", again, copyButton(words.copy_address, () => address, words)];
  }

  function suggestion(part, model, look) {
    const items = part.suggestions.map((address) => element("p", { class: "suggestion" }, element("strong", {}, `${look.words.suggestion}${look.words.colon} `), ...toAddress(address, model, look)));
    return items.length ? element("div", {}, ...items) : null;
  }

  // The mail once more to those whom it did not reach; the others have it.
  function editAsNew(part, model, { words, can }) {
    if (!can?.edit || !part.again || !part.addresses.length) return null;
    return element("p", {}, button(words.edit_new, () => api.runtime.sendMessage({ type: "edit", to: part.addresses, ...model.original }), { class: "action edit" }));
  }

  function notes(model, words) {
    if (!model.notes.length) return null;
    const items = model.notes.map((note) => element("li", {}, note.text, note.evidence.length ? element("small", { dir: "ltr" }, note.evidence.join(" \u00b7 ")) : null));
    return element("section", { class: "notes" }, element("h3", {}, words.notes), element("ul", {}, ...items));
  }

  // One address that the headline names already, or that the reader sees below, need not stand there again.
  const named = ({ addresses, headline }, alone) => addresses.length === 1 && (alone || headline?.includes(addresses[0]));

  function section(part, model, look, alone) {
    const { words } = look;
    const inner = [
      alone ? null : element("h3", {}, part.headline ?? ""),
      named(part, alone) ? null : list("ul", part.addresses.map(isolated)),
      suggestion(part, model, look),
      element("p", {}, part.cause ?? ""),
      element("p", { class: "who" }, element("strong", {}, `${words.who}${words.colon} `), words[`who_${part.who}`] ?? words.who_unknown),
      part.steps?.length ? element(alone ? "h3" : "h4", { class: "part" }, words.steps) : null,
      list("ol", part.steps),
      links(part.links),
      editAsNew(part, model, look),
      details(part.facts, words),
    ];
    return element("section", {}, ...inner.filter(Boolean));
  }

  function contact(model, look) {
    return model.contact ? element("p", {}, element("strong", {}, `${look.words.contact}${look.words.colon} `), ...toAddress(model.contact, model, look)) : null;
  }

  // For whoever runs the reader's e-mail: without names, unless the reader ticks them.
  function summary(model, { words }) {
    if (!model.summary || !model.sections.length) return null;
    const whole = element("input", { type: "checkbox" });
    return element("p", { class: "summary" }, copyButton(words.copy_summary, () => (whole.checked ? model.summary.full : model.summary.redacted), words), element("label", {}, whole, ` ${words.summary_whole}`));
  }

  function helpful(model, { words, can }) {
    if (!can?.answer) return null;
    const box = element("div", { class: "helpful", role: "group", "aria-label": words.helpful_ask });
    const keep = async (yes, comment) => {
      await api.runtime.sendMessage({ type: "keep", helpful: yes, comment, about: model.about });
      box.replaceChildren(element("p", { role: "status" }, words.helpful_thanks));
    };
    const more = () => {
      const line = element("input", { type: "text", maxlength: "300", "aria-label": words.helpful_more, placeholder: words.helpful_more });
      line.addEventListener("keydown", (event) => event.key === "Enter" && event.isTrusted && keep(false, line.value));
      box.replaceChildren(element("div", { class: "more" }, line, button(words.helpful_keep, () => keep(false, line.value))));
      line.focus();
    };
    box.append(`${words.helpful_ask} `, button(words.helpful_yes, () => keep(true, "")), button(words.helpful_no, more));
    return box;
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
    const close = element("button", { type: "button", class: "close", "aria-label": words.close, title: words.close }, "\u00d7");
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
    dress,
    remove: () => document.getElementById(id)?.remove(),
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
          ...model.sections.map((part) => section(part, model, look, alone)),
          model.delivered.length ? element("p", {}, `${look.words.delivered}${look.words.colon} `, ...model.delivered.flatMap((address, i) => (i ? [", ", isolated(address)] : [isolated(address)]))) : null,
          contact(model, look),
          notes(model, look.words),
          summary(model, look),
          helpful(model, look),
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
