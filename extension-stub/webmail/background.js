// SPDX-License-Identifier: MIT
// Judges, asks the host, knows the sites. A service worker in Chromium, an event page in Firefox: both sleep and are woken by
// listeners, which all stand at the top level.
import "./beginning.js";
import { contentScripts, nativeHost } from "./names.js";
import { candidate } from "./shared/candidate.js";
import { base64, Host, HostError } from "./shared/host.js";
import { isCandidate, looksLikeBounce, looksLikeSource } from "./shared/judge.js";
import { panelModel } from "./shared/model.js";
import { faultOf, look, readSettings, speech } from "./shared/words.js";
import { isAllowed, keepSites, putInto } from "./permissions.js";

const api = globalThis.browser ?? globalThis.chrome;
const idle = 60_000; // milliseconds: who asks about one bounce often asks about the next

// Edge says that it is Chrome, too.
const [, browser = "browser", version = "0"] = /(Firefox|Edg)\/([\d.]+)/.exec(navigator.userAgent) ?? /(Chrome)\/([\d.]+)/.exec(navigator.userAgent) ?? [];
const host = new Host(() => api.runtime.connectNative(nativeHost), `${browser.toLowerCase()}/${version}`, idle);

// Asked for with each click; read once.
let spoken = null;
const said = () => (spoken ??= speech(api));

// On their way to the extension's own page.
let selected = "";

// What frames of a webmail ask for, and what the extension's own pages alone.
const answers = {
  judge, explain,
  allowed: (request, sender) => isAllowed(api, sender),
  look: appearance,
  warm: () => host.warm(),
  edit: writeAgain,
  keep: ({ helpful, comment, about }) => host.ask("feedback", { action: "keep", helpful, comment, about }),
};
const ownAnswers = {
  lookup, test,
  explainTab: ({ tabId }) => explainTab(tabId),
  takeSelected() {
    const text = selected;
    selected = "";
    return text;
  },
  feedback: ({ action }) => host.ask("feedback", { action }),
};
api.runtime.onMessage.addListener((request, sender, respond) => {
  const asked = sender.url?.startsWith(api.runtime.getURL("")) ? { ...answers, ...ownAnswers } : answers;
  if (!Object.hasOwn(asked, request.type)) return false;
  Promise.resolve(asked[request.type](request, sender)).then((value) => respond(value ?? null), () => respond(null));
  return true; // the answer comes later
});

api.runtime.onInstalled.addListener(async ({ reason }) => {
  await makeMenus();
  await keepSites(api, contentScripts);
  if (reason === "install") api.runtime.openOptionsPage();
});
api.runtime.onStartup.addListener(() => keepSites(api, contentScripts));
for (const event of [api.permissions.onAdded, api.permissions.onRemoved]) {
  event.addListener(async () => {
    await keepSites(api, contentScripts);
    await makeMenus();
  });
}
api.storage.onChanged.addListener((changes) => {
  if (!changes.language) return;
  spoken = null;
  makeMenus();
});
api.contextMenus.onClicked.addListener((info, tab) => (info.menuItemId === "selection" ? explainSelection(tab.id, info) : explainOrHelp(tab.id)));
api.commands.onCommand.addListener((command, tab) => command === "explain" && tab && explainOrHelp(tab.id));

/** In the reader's language: any selection may be of a bounce, a whole message stands on the sites of mail alone. */
async function makeMenus() {
  const { word } = await said();
  const { origins } = await api.permissions.getAll();
  await api.contextMenus.removeAll();
  api.contextMenus.create({ id: "selection", title: word("menu_selection"), contexts: ["selection"] });
  if (origins?.length) api.contextMenus.create({ id: "message", title: word("menu"), contexts: ["page", "frame"], documentUrlPatterns: origins });
}

async function judge({ from, subject, text }) {
  const bounce = isCandidate({ from: [from], subject: [subject] }, candidate) || looksLikeBounce(text);
  if (!bounce) return { bounce };
  const { auto } = await readSettings(api);
  return { bounce, auto, look: await appearance() };
}

/** Whatever a frame says and shows, in the language that the reader chose. */
async function appearance() {
  const [panel, { word }] = await Promise.all([look(api, { write: true }), speech(api)]);
  const [session, failed, reload] = await Promise.all(["session", "failed", "reload"].map((kind) => faultOf(api, new HostError(kind))));
  return { ...panel, button: word("button"), faults: { session, failed, reload } };
}

/** The raw source from a site that sends it from another host; nothing where it gives something else. */
async function fetched(url, sender) {
  // A page may ask for its own site alone. In a private window this page would fetch as whoever is signed in elsewhere.
  if (!url || new URL(url).origin !== new URL(sender.url).origin || sender.tab?.incognito) return null;
  try {
    const response = await fetch(url, { credentials: "include", cache: "no-store" });
    if (!response.ok || /html/i.test(response.headers.get("content-type") ?? "")) return null;
    const bytes = new Uint8Array(await (await globalThis.explainBounceBeginning(response)).arrayBuffer());
    // A site that is out of order says so in words: they are no mail.
    return looksLikeSource(new TextDecoder("latin1").decode(bytes.subarray(0, 65_536))) ? base64(bytes) : null;
  } catch {
    return null;
  }
}

/** @returns {Promise<{model: object} | {fault: object}>} ready to show */
async function explain({ raw, text, url }, sender) {
  try {
    const mail = raw ?? (await fetched(url, sender));
    const answer = await host.ask("explain", { ...(mail ? { raw: mail } : { text }), lang: (await said()).lang, summary: true });
    return { model: panelModel(answer) };
  } catch (error) {
    return { fault: await faultOf(api, error) };
  }
}

/** Nothing where the reader has left that page meanwhile. */
const inFrame = (tabId, frameId, what) =>
  api.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, func: (name) => globalThis.explainBounceFrame[name](), args: [what] }).catch(() => []);

/** Which of a tab's frames, and what in it: a bounce; what is selected; a message of a site that we know. */
const choose = (states) =>
  [[states.find(({ bounce }) => bounce), "message"], [states.find(({ selected }) => selected > 20), "selection"], [states.find(({ isKnown }) => isKnown), "message"]].find(([state]) => state);

const largest = (states) => states.filter(({ open }) => open).sort((one, other) => other.size - one.size)[0];

/** The message that is open in the tab, or the words that are selected. @returns {Promise<boolean>} was there anything? */
async function explainTab(tabId) {
  try {
    await putInto(api, { tabId, allFrames: true }, contentScripts);
    const frames = await api.scripting.executeScript({ target: { tabId, allFrames: true }, func: () => globalThis.explainBounceFrame?.state() });
    const states = frames.filter(({ result }) => result).map(({ frameId, result }) => ({ frameId, ...result }));
    const [state, what] = choose(states) ?? [];
    if (state) await inFrame(tabId, state.frameId, what);
    if (state) return true;
    // A page of which nothing is known: perhaps a bounce stands somewhere among its words.
    const [{ result: isShown } = {}] = await inFrame(tabId, 0, "page");
    const rest = largest(states);
    if (!isShown && rest) await inFrame(tabId, rest.frameId, "message");
    return Boolean(isShown || rest);
  } catch {
    return false; // a page of the browser's own, into which nobody may look
  }
}

async function explainOrHelp(tabId) {
  if (!(await explainTab(tabId))) await api.tabs.create({ url: api.runtime.getURL("page.html#nothing") });
}

async function explainSelection(tabId, { frameId = 0, selectionText }) {
  try {
    await putInto(api, { tabId, frameIds: [frameId] }, contentScripts);
  } catch {
    // A click does not open frames of another site to us; the menu knows the words that are selected there.
    selected = selectionText ?? "";
    await api.tabs.create({ url: api.runtime.getURL(`page.html#${selected ? "selected" : "nothing"}`) });
    return;
  }
  await inFrame(tabId, frameId, "selection");
}

/** The webmail's own window for a new mail, to look at and send. */
async function writeAgain({ to, subject }, sender) {
  // The extension's own page has no webmail around it.
  const url = await api.tabs.sendMessage(sender.tab.id, { type: "compose", to: to[0], subject }, { frameId: sender.frameId }).catch(() => null);
  await api.tabs.create({ url: url ?? `mailto:${encodeURIComponent(to[0])}?subject=${encodeURIComponent(subject ?? "")}` });
}

/** For the search: matches, or what went wrong. */
async function lookup({ query }) {
  try {
    return await host.ask("lookup", { query, lang: (await said()).lang });
  } catch (error) {
    return { fault: await faultOf(api, error) };
  }
}

/** For the page after installation: does the host answer? */
async function test() {
  const { fault } = await lookup({ query: "5.2.2" });
  return { ok: !fault, fault };
}
