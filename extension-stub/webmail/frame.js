// SPDX-License-Identifier: MIT
// In every frame of a webmail: finds the messages that are open, puts the button above those that look like bounces, and
// shows the answer above the message that was asked about, and above no other.
(() => {
  // Put here twice: by the site's permission, and by a click before that.
  if (globalThis.explainBounceFrame) return globalThis.explainBounceFrame.permissions();
  const api = globalThis.browser ?? globalThis.chrome;
  const panel = globalThis.explainBounce;
  const ask = globalThis.explainBounceAsk;
  const isTop = window.top === window;
  const waitBeforeBusy = 300; // milliseconds
  const waitForQuiet = 120;
  const longestWait = 500;
  const mostPuts = 5;
  const successor = "explain-bounce-successor";

  let isAllowed = false; // by the reader, on this site, for good; else a click let us look once
  let look = null;
  const judged = new Map(); // key of an open message -> {verdict: what the background page thinks of it, coming: Promise}
  const bars = new Map(); // key -> bar
  let shown = null; // what is under the panel: {message, place, url, puts}
  let toldFault = false; // by itself, in this document

  const send = (type, what) => api.runtime.sendMessage({ type, ...what });

  function messages() {
    const sites = globalThis.explainBounceSites;
    const owner = sites.find((site) => site.owns(location));
    for (const site of owner ? [owner] : sites) {
      const found = site.messages(document, location, isTop);
      if (found.length) return found.map((message) => ({ ...message, site }));
    }
    return [];
  }

  /** The message as it stands now: what a page draws anew is another element. */
  const current = (message) => messages().find(({ key }) => key === message.key);
  const isOpen = (message) => message.selection !== undefined || Boolean(current(message));

  // ---- the panel

  function forget() {
    shown = null;
    globalThis.explainBounceToken = null;
    panel.remove();
  }

  // Shown by itself, only what is of use: no word that a mail is no bounce, and one fault is told once.
  function isWorthShowing({ model, fault }) {
    if (model) return model.kind !== "not_a_report";
    const isNew = !toldFault;
    toldFault = true;
    return Boolean(fault) && isNew;
  }

  /** @returns {Promise<boolean>} is it shown? */
  async function explain(message, place, fits = () => true) {
    // What is asked now is shown only while this very message is open and nothing else was asked since.
    const token = {};
    globalThis.explainBounceToken = token;
    const holds = () => globalThis.explainBounceToken === token && isOpen(message);
    const showing = () => {
      shown = { message, place, url: location.href, puts: 0 };
      bars.get(message.key)?.remove();
    };
    const timer = place.quiet ? 0 : setTimeout(() => {
      if (!look || !holds()) return;
      showing();
      panel.busy(token, { ...look, place });
    }, waitBeforeBusy);
    look ??= await send("look").catch(() => null);
    const answer = await ask.answer(current(message) ?? message, look);
    clearTimeout(timer);
    const isCurrent = globalThis.explainBounceToken === token;
    if (!isCurrent || !look || !isOpen(message) || !fits(answer) || (place.quiet && !isWorthShowing(answer))) {
      if (isCurrent) forget();
      if (isOpen(message)) showBar(message);
      return false;
    }
    showing();
    const { model, fault } = answer;
    if (model) panel.show(token, { ...look, lang: model.lang, dir: model.dir, place }, model);
    else panel.fail(token, { ...look, place }, fault);
    return true;
  }

  const aboveMessage = (message, quiet = false) => globalThis.explainBouncePlace({
    quiet,
    above: () => (current(message) ?? message).before,
    closed() {
      forget();
      if (!isAllowed) return;
      showBar(message);
      bars.get(message.key)?.focus();
    },
  });

  function overPage() {
    const before = document.activeElement;
    return globalThis.explainBouncePlace({
      closed() {
        forget();
        before?.focus?.();
      },
    });
  }

  // ---- the button

  function showBar(message) {
    const now = current(message);
    if (!now || !look || !isAllowed || !judged.get(message.key)?.verdict?.bounce || shown?.message.key === message.key) return;
    if (!bars.has(message.key)) {
      bars.set(message.key, globalThis.explainBounceBar({
        ...look,
        press: () => explain(current(message) ?? message, aboveMessage(message)),
        warm: ask.warm,
        near: () => ask.near(current(message) ?? message),
      }));
    }
    const bar = bars.get(message.key);
    // A page that takes it away each time gets its way.
    if (!bar.isThere && bar.puts < mostPuts) bar.put(now.before);
  }

  function removeBars() {
    for (const bar of bars.values()) bar.remove();
    bars.clear();
  }

  /** What the background page thinks of it; asked once for each message. */
  function judge(message) {
    let known = judged.get(message.key);
    if (!known) {
      known = {};
      judged.set(message.key, known);
      const text = globalThis.explainBounceText.of(message.body).slice(0, 20_000);
      known.coming = send("judge", { from: message.from, subject: message.subject, text }).catch(() => null).then((verdict) => {
        if (!verdict || !isOpen(message)) judged.delete(message.key); // next time again
        else known.verdict = verdict;
        return verdict;
      });
    }
    return known.coming;
  }

  async function survey() {
    if (!isAllowed) return;
    const open = messages();
    const fresh = open.filter(({ key }) => !judged.has(key));
    for (const message of open) {
      const verdict = await judge(message);
      look = verdict?.look ?? look;
      if (verdict?.bounce) showBar(message);
    }
    // Of several only the last: it is the newest, and one panel is enough.
    const last = fresh.findLast((message) => judged.get(message.key)?.verdict?.bounce && isOpen(message));
    if (last && judged.get(last.key).verdict.auto && !shown) await explain(last, aboveMessage(last, true));
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
    if (!shown) return;
    const isGone = shown.message.selection !== undefined ? location.href !== shown.url : !open.has(shown.message.key);
    if (isGone || (!shown.place.isThere && ++shown.puts > mostPuts)) forget();
    else if (!shown.place.isThere) shown.place.putAgain();
  }

  // ---- what happens in the page

  let frame = 0;
  let timer = 0;
  let since = 0;
  function changed() {
    if (!api.runtime?.id) return stop(); // the extension was updated or taken away
    if (bars.size || shown) frame ||= requestAnimationFrame(() => { frame = 0; dropStale(); });
    // Some pages never rest.
    since ||= performance.now();
    clearTimeout(timer);
    timer = setTimeout(() => { since = 0; dropStale(); survey(); }, Math.max(0, Math.min(waitForQuiet, since + longestWait - performance.now())));
  }
  // A webmail's own switch between light and dark changes a class or a style at the top of its page.
  const repaint = () => setTimeout(() => {
    for (const host of document.querySelectorAll(".explain-bounce-bar, #explain-bounce-panel")) host.dataset.look = globalThis.explainBounceLook(host);
  }, waitForQuiet);
  const changes = new MutationObserver(changed);
  const paints = new MutationObserver(repaint);

  /** Those of an extension that was updated leave the page to those that come after them. */
  function stop() {
    changes.disconnect();
    paints.disconnect();
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    isAllowed = false;
    removeBars();
    forget();
  }
  document.dispatchEvent(new Event(successor));
  document.addEventListener(successor, stop, { once: true });
  for (const left of document.querySelectorAll(".explain-bounce-bar, #explain-bounce-panel")) left.remove();

  changes.observe(document, { childList: true, subtree: true, characterData: true });
  for (const top of [document.documentElement, document.body]) if (top) paints.observe(top, { attributes: true });
  for (const type of ["popstate", "hashchange"]) addEventListener(type, changed);

  // ---- what others ask of it

  globalThis.explainBounceFrame = {
    /** What the reader allows may have changed. */
    async permissions() {
      isAllowed = await send("allowed").catch(() => false);
      if (isAllowed) await survey();
      else removeBars();
    },
    /** For the toolbar and the keyboard: what is here? */
    async state() {
      const open = messages();
      const verdicts = await Promise.all(open.map(judge));
      const size = open.reduce((most, { body }) => Math.max(most, body.innerText.trim().length), 0);
      return { open: open.length, isKnown: open.some(({ site }) => site.id !== "any"), bounce: verdicts.some((verdict) => verdict?.bounce), selected: getSelection().toString().trim().length, size };
    },
    async message() {
      const open = messages();
      const message = open.find(({ key }) => judged.get(key)?.verdict?.bounce) ?? open.at(-1);
      if (message) await explain(message, aboveMessage(message));
    },
    async selection() {
      const text = getSelection().toString();
      if (text.trim()) await explain({ key: "selection", selection: text }, overPage());
    },
    /**
     * All that the page shows, where nobody knows in which part of it a message stands. Lists of mails hold words of bounces, too:
     * only what names somebody whom a mail did not reach counts. @returns {Promise<boolean>} is something shown?
     */
    page: () => explain({ key: "page", selection: document.body.innerText }, overPage(), ({ model, fault }) => Boolean(fault) || model.sections.some(({ addresses }) => addresses.length > 0)),
  };

  api.runtime.onMessage.addListener((request, sender, respond) => {
    if (request.type === "permissions") globalThis.explainBounceFrame.permissions();
    if (request.type !== "compose") return;
    const site = shown?.message.site ?? globalThis.explainBounceSites.at(-1);
    respond(site.compose(location, request.to, request.subject));
  });
  // The reader chose another language.
  api.storage.onChanged.addListener(async () => {
    look = await send("look").catch(() => null);
    removeBars();
    for (const message of messages()) showBar(message);
  });
  globalThis.explainBounceFrame.permissions();
})();
