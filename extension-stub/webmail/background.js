// SPDX-License-Identifier: MIT
// Judges, asks the host, knows the sites. A service worker in Chromium, an event page in Firefox: both sleep and are woken by
// listeners, which all stand at the top level.
import "./beginning.js";
import { contentScripts, nativeHost } from "./names.js";
import { candidate } from "./shared/candidate.js";
import { base64, Host, HostError } from "./shared/host.js";
import { isCandidate, looksLikeBounce } from "./shared/judge.js";
import { panelModel } from "./shared/model.js";
import { faultOf, look, readSettings, speech } from "./shared/words.js";
import { keepSites, putInto } from "./permissions.js";

const api = globalThis.browser ?? globalThis.chrome;
const idle = 60_000; // milliseconds: who asks about one bounce often asks about the next

const [, browser = "browser", version = "0"] = /(Firefox|Edg|Chrome)\/([\d.]+)/.exec(navigator.userAgent) ?? [];
const host = new Host(() => api.runtime.connectNative(nativeHost), `${browser.toLowerCase()}/${version}`, idle);

// What frames and the extension's own pages ask for.
const answers = {
  judge, explain, lookup, test,
  look: appearance,
  explainTab: ({ tabId }) => explainTab(tabId),
  warm: () => host.warm(),
  edit: writeAgain,
  keep: ({ helpful, comment, about }) => host.ask("feedback", { action: "keep", helpful, comment, about }),
  feedback: ({ action }) => host.ask("feedback", { action }),
};
api.runtime.onMessage.addListener((request, sender, respond) => {
  if (!Object.hasOwn(answers, request.type)) return false;
  Promise.resolve(answers[request.type](request, sender)).then((value) => respond(value ?? null), () => respond(null));
  return true; // the answer comes later
});

api.runtime.onInstalled.addListener(async ({ reason }) => {
  await api.contextMenus.removeAll();
  api.contextMenus.create({ id: "selection", title: api.i18n.getMessage("menu_selection"), contexts: ["selection"] });
  api.contextMenus.create({ id: "message", title: api.i18n.getMessage("menu"), contexts: ["page", "frame"] });
  await keepSites(api, contentScripts);
  if (reason === "install") api.runtime.openOptionsPage();
});
api.runtime.onStartup.addListener(() => keepSites(api, contentScripts));
for (const event of [api.permissions.onAdded, api.permissions.onRemoved]) event.addListener(() => keepSites(api, contentScripts));
api.contextMenus.onClicked.addListener((info, tab) => (info.menuItemId === "selection" ? explainSelection(tab.id, info.frameId ?? 0) : explainOrHelp(tab.id)));
api.commands.onCommand.addListener((command, tab) => command === "explain" && tab && explainOrHelp(tab.id));

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
  // A page may ask for its own site alone.
  if (!url || new URL(url).origin !== new URL(sender.url).origin) return null;
  try {
    const response = await fetch(url, { credentials: "include", cache: "no-store" });
    if (!response.ok || /html/i.test(response.headers.get("content-type") ?? "")) return null;
    const bytes = new Uint8Array(await (await globalThis.explainBounceBeginning(response)).arrayBuffer());
    return bytes.length ? base64(bytes) : null;
  } catch {
    return null;
  }
}

/** @returns {Promise<{model: object} | {fault: object}>} ready to show */
async function explain({ raw, text, url }, sender) {
  try {
    const mail = raw ?? (await fetched(url, sender));
    const answer = await host.ask("explain", { ...(mail ? { raw: mail } : { text }), lang: (await speech(api)).lang, summary: true });
    return { model: panelModel(answer) };
  } catch (error) {
    return { fault: await faultOf(api, error) };
  }
}

const inFrame = (tabId, frameId, what) =>
  api.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, func: (name) => globalThis.explainBounceFrame[name](), args: [what] });

/** The message that is open in the tab, or the words that are selected. @returns {Promise<boolean>} was there anything? */
async function explainTab(tabId) {
  try {
    await putInto(api, { tabId, allFrames: true }, contentScripts);
    const frames = await api.scripting.executeScript({ target: { tabId, allFrames: true }, func: () => globalThis.explainBounceFrame?.state() });
    const states = frames.filter(({ result }) => result);
    const selected = states.find(({ result }) => result.selected > 20);
    const open = states.find(({ result }) => result.bounce) ?? states.find(({ result }) => result.open);
    if (selected) await inFrame(tabId, selected.frameId, "selection");
    else if (open) await inFrame(tabId, open.frameId, "message");
    return Boolean(selected || open);
  } catch {
    return false; // a page of the browser's own, into which nobody may look
  }
}

async function explainOrHelp(tabId) {
  if (!(await explainTab(tabId))) await api.tabs.create({ url: api.runtime.getURL("page.html#nothing") });
}

async function explainSelection(tabId, frameId) {
  try {
    await putInto(api, { tabId, frameIds: [frameId] }, contentScripts);
    await inFrame(tabId, frameId, "selection");
  } catch {
    await api.tabs.create({ url: api.runtime.getURL("page.html#nothing") });
  }
}

/** The webmail's own window for a new mail, to look at and send. */
async function writeAgain({ to, subject }, sender) {
  const url = await api.tabs.sendMessage(sender.tab.id, { type: "compose", to: to[0], subject }, { frameId: sender.frameId });
  if (url) await api.tabs.create({ url });
}

/** For the search: matches, or what went wrong. */
async function lookup({ query }) {
  try {
    return await host.ask("lookup", { query, lang: (await speech(api)).lang });
  } catch (error) {
    return { fault: await faultOf(api, error) };
  }
}

/** For the page after installation: does the host answer? */
async function test() {
  const { fault } = await lookup({ query: "5.2.2" });
  return { ok: !fault, fault };
}
