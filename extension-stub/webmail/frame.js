// SPDX-License-Identifier: MIT
// In every frame of a webmail: finds the messages that are open, puts the button above those that look like bounces, and
// shows the answer above the message that was asked about, and above no other.
(() => {
  if (globalThis.explainBounceFrame) return; // put here twice: by the site's permission and by a click
  const api = globalThis.browser ?? globalThis.chrome;
  const panel = globalThis.explainBounce;
  const isTop = window.top === window;
  const waitBeforeBusy = 300; // milliseconds
  const waitForQuiet = 120;
  const keepAhead = 30_000;
  const mostText = 500_000;

  let look = null;
  let judged = new Map(); // key of an open message -> what the background page thinks of it
  const bars = new Map(); // key -> bar
  let shown = null; // the message under the panel
  let ahead = null; // what was asked when the reader came near the button: {key, since, answer}

  function messages() {
    const owner = globalThis.explainBounceSites.find((site) => site.owns(location));
    for (const site of owner ? [owner] : globalThis.explainBounceSites) {
      const found = site.messages(document, location, isTop);
      if (found.length) return found.map((message) => ({ ...message, site }));
    }
    return [];
  }

  const isOpen = (message) => message.selection || messages().some(({ key }) => key === message.key);
  const visibleText = (message) => (message.selection ?? message.body.innerText).slice(0, mostText);

  /** What to hand to the host: the mail itself where the site gives it, else what the page shows. */
  async function questionOf(message) {
    const source = message.selection ? null : message.site.source(document, location, message);
    if (source?.by === "background") return { url: source.url, text: visibleText(message) };
    if (source?.by !== "page") return { text: visibleText(message) };
    const { raw, fault } = await globalThis.explainBounceSource(source.url, message.site);
    return raw || fault ? { raw, fault } : { text: visibleText(message) };
  }

  async function answerTo(message) {
    try {
      const { fault, ...question } = await questionOf(message);
      if (fault) return { fault: look.faults[fault] };
      return await api.runtime.sendMessage({ type: "explain", ...question });
    } catch {
      // An extension that was updated leaves its old scripts behind, which can ask nothing any more.
      return { fault: look.faults[api.runtime?.id ? "failed" : "reload"] };
    }
  }

  const isAskedAhead = (message) => ahead?.key === message.key && performance.now() - ahead.since < keepAhead;

  /** Who comes near the button will press it: the answer is on its way by then. */
  function askAhead(message) {
    if (isAskedAhead(message)) return;
    ahead = { key: message.key, since: performance.now(), answer: answerTo(message) };
  }

  /** A fault of a while ago may be mended by now. */
  async function answerNow(message) {
    const asked = isAskedAhead(message) ? ahead : null;
    ahead = null;
    const answer = await asked?.answer;
    return answer?.model ? answer : answerTo(message);
  }

  async function explain(message, place) {
    // What is asked now is shown only while this very message is open and nothing else was asked since.
    const token = {};
    globalThis.explainBounceToken = token;
    const holds = () => globalThis.explainBounceToken === token && isOpen(message);
    const timer = setTimeout(() => look && holds() && panel.busy(token, { ...look, place }), waitBeforeBusy);
    look ??= await api.runtime.sendMessage({ type: "look" });
    const { model, fault } = await answerNow(message);
    clearTimeout(timer);
    if (!holds()) return;
    shown = message;
    bars.get(message.key)?.remove();
    if (model) panel.show(token, { ...look, lang: model.lang, dir: model.dir, place }, model);
    else panel.fail(token, { ...look, place }, fault);
  }

  // A webmail listens to keys too: Delete in the panel must not delete the mail.
  const keepKeys = (host) => {
    for (const type of ["keydown", "keypress", "keyup"]) host.addEventListener(type, (event) => event.stopPropagation());
  };

  function aboveMessage(message, quiet) {
    return {
      quiet,
      put(host) {
        keepKeys(host);
        const now = messages().find(({ key }) => key === message.key) ?? message;
        now.before.before(host);
        host.dataset.look = globalThis.explainBounceLook(host);
      },
      back() {
        shown = null;
        showBar(message);
        bars.get(message.key)?.focus();
      },
    };
  }

  /** Over a page of which nothing is known: it must not be moved. */
  function overPage() {
    const before = document.activeElement;
    return {
      put(host) {
        keepKeys(host);
        host.style.cssText = "--below: 0; position: fixed; inset-block-start: 1rem; inset-inline-end: 1rem; width: min(36rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem); overflow: auto; z-index: 2147483647; border-radius: 6px; box-shadow: 0 4px 24px rgb(0 0 0 / .35)";
        document.documentElement.append(host);
        host.dataset.look = globalThis.explainBounceLook(host);
      },
      back() {
        shown = null;
        before?.focus?.();
      },
    };
  }

  function showBar(message) {
    const now = messages().find(({ key }) => key === message.key);
    if (!now || !look || shown?.key === message.key) return;
    if (!bars.has(message.key)) {
      bars.set(message.key, globalThis.explainBounceBar({
        lang: look.lang, dir: look.dir, word: look.button,
        press: () => explain(message, aboveMessage(message, false)),
        warm: () => api.runtime.sendMessage({ type: "warm" }).catch(() => {}),
        near: () => askAhead(message),
      }));
    }
    if (!bars.get(message.key).isThere) bars.get(message.key).put(now.before);
  }

  /** Whatever belongs to a message that is gone goes before the next picture is painted. */
  function dropStale() {
    const open = new Set(messages().map(({ key }) => key));
    for (const [key, bar] of bars) {
      if (open.has(key)) continue;
      bar.remove();
      bars.delete(key);
    }
    for (const key of judged.keys()) if (!open.has(key)) judged.delete(key);
    if (!shown || shown.selection || open.has(shown.key)) return;
    shown = null;
    globalThis.explainBounceToken = null;
    panel.remove();
  }

  async function survey() {
    for (const message of messages()) {
      if (!judged.has(message.key)) {
        judged.set(message.key, { bounce: false });
        const verdict = await api.runtime.sendMessage({ type: "judge", from: message.from, subject: message.subject, text: message.body.textContent.slice(0, 20_000) }).catch(() => null);
        if (!verdict || !isOpen(message)) continue;
        judged.set(message.key, verdict);
        look = verdict.look ?? look;
        if (verdict.bounce && verdict.auto) {
          await explain(message, aboveMessage(message, true));
          continue;
        }
      }
      if (judged.get(message.key)?.bounce) showBar(message);
    }
  }

  let frame = 0;
  let timer = 0;
  const changed = () => {
    if (bars.size || shown) frame ||= requestAnimationFrame(() => { frame = 0; dropStale(); });
    clearTimeout(timer);
    timer = setTimeout(() => { dropStale(); survey(); }, waitForQuiet);
  };
  new MutationObserver(changed).observe(document, { childList: true, subtree: true, characterData: true });
  // A webmail's own switch between light and dark changes a class or a style at the top of its page.
  const repaint = () => setTimeout(() => {
    for (const host of document.querySelectorAll(".explain-bounce-bar, #explain-bounce-panel")) host.dataset.look = globalThis.explainBounceLook(host);
  }, waitForQuiet);
  for (const top of [document.documentElement, document.body]) if (top) new MutationObserver(repaint).observe(top, { attributes: true });
  for (const type of ["popstate", "hashchange"]) addEventListener(type, changed);
  survey();

  // For the toolbar, the keyboard and the context menu.
  globalThis.explainBounceFrame = {
    state() {
      const open = messages();
      return { open: open.length, bounce: open.some(({ key }) => judged.get(key)?.bounce), selected: getSelection().toString().trim().length };
    },
    async message() {
      const open = messages();
      const message = open.find(({ key }) => judged.get(key)?.bounce) ?? open.at(-1);
      if (message) await explain(message, aboveMessage(message, false));
    },
    async selection() {
      const text = getSelection().toString();
      if (text.trim()) await explain({ key: "selection", selection: text }, overPage());
    },
  };

  api.runtime.onMessage.addListener((request, sender, respond) => {
    if (request.type !== "compose") return;
    const site = shown?.site ?? globalThis.explainBounceSites.at(-1);
    respond(site.compose(location, request.to, request.subject));
  });
})();
