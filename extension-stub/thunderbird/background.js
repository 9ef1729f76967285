// SPDX-License-Identifier: MIT
// Get the raw mail, ask the host, show the answer. All listeners stand at the top level: the event page sleeps after half a
// minute and is woken by them.
import { knownAddresses } from "./address_book.js";
import { editAsNew } from "./edit_as_new.js";
import { nativeHost } from "./native_host.js";
import { candidate } from "./shared/candidate.js";
import { ask, base64, HostError } from "./shared/host.js";
import { isCandidate } from "./shared/judge.js";
import { panelModel, wantsKnown } from "./shared/model.js";
import { faultOf, look, speech } from "./shared/words.js";

const mostBytes = 1 << 20; // the report comes before the returned mail
const waitBeforeBusy = 300; // milliseconds
const can = { edit: true };

messenger.messageDisplayAction.onClicked.addListener((tab) => explainShown(tab, couldBeBounce));
messenger.messageDisplay.onMessagesDisplayed.addListener(async (tab, list) => {
  const on = list.messages.length === 1 && (await couldBeBounce(list.messages[0].id));
  await messenger.messageDisplayAction[on ? "enable" : "disable"](tab.id);
});
messenger.messageDisplayAction.disable(); // until a message has been judged
messenger.menus.onClicked.addListener((info, tab) => (info.menuItemId === "folder" ? scan(info.selectedFolders ?? []) : explainChosen(tab, info.selectedMessages?.messages)));
messenger.commands.onCommand.addListener((command, tab) => command === "explain" && explainShown(tab));
messenger.runtime.onInstalled.addListener(({ reason }) => {
  messenger.menus.create({ id: "explain", title: messenger.i18n.getMessage("menu"), contexts: ["message_list", "message_display_action_menu"] });
  messenger.menus.create({ id: "folder", title: messenger.i18n.getMessage("menu_folder"), contexts: ["folder_pane"] });
  if (reason === "install") messenger.tabs.create({ url: "about.html" });
});

// What the panel and the extension's own pages ask for.
const requests = {
  test: () => test(),
  edit: (request) => editAsNew(messenger, async (id) => askHost("original", { raw: await rawOf(id) }), request),
  copy: ({ text }) => navigator.clipboard.writeText(text),
  keep: ({ helpful, comment, about }) => askHost("feedback", { action: "keep", helpful, comment, about }),
  feedback: ({ action }) => askHost("feedback", { action }),
  lookup: ({ query }) => lookup(query),
  answer: async ({ key }) => tabAnswers.get(key) ?? null,
};
messenger.runtime.onMessage.addListener((request) => (Object.hasOwn(requests, request.type) ? requests[request.type](request) : false));

const tabAnswers = new Map(); // for the tab that shows what could not be shown above the message

async function couldBeBounce(messageId) {
  return isCandidate(await messenger.messages.getHeaders(messageId), candidate);
}

async function shown(tabId) {
  const { messages } = await messenger.messageDisplay.getDisplayedMessages(tabId);
  return messages.length === 1 ? messages[0] : null;
}

// `wanted`: a click may be told when the reader is already at another mail, for which the button is off.
async function explainShown(tab, wanted = () => true) {
  const message = await shown(tab.id);
  if (message && (await wanted(message.id))) await explain(tab.id, message.id);
}

// From the list: above the message if it is the one that is shown, else in a tab.
async function explainChosen(tab, chosen) {
  if (chosen && chosen.length !== 1) return;
  const visible = tab && (await shown(tab.id));
  if (!chosen || visible?.id === chosen[0].id) return visible && explain(tab.id, visible.id);
  await openTab(await outcome(chosen[0].id));
}

const connect = () => messenger.runtime.connectNative(nativeHost);

async function askHost(method, params) {
  const { version } = await messenger.runtime.getBrowserInfo();
  return ask(connect, method, params, `thunderbird/${version}`);
}

async function rawOf(messageId) {
  const file = await messenger.messages.getRaw(messageId, { data_format: "File" });
  return base64(new Uint8Array(await file.slice(0, mostBytes).arrayBuffer()));
}

/** The host's answer or what went wrong, ready to show. */
async function outcome(messageId) {
  try {
    const question = { raw: await rawOf(messageId), lang: (await speech(messenger)).lang, summary: true };
    let answer = await askHost("explain", question);
    const known = wantsKnown(answer) ? await knownAddresses(messenger) : [];
    if (known.length) answer = await askHost("explain", { ...question, known });
    if (answer.error) throw new HostError("refused");
    const model = panelModel(answer);
    model.original.bounce = messageId;
    return { model };
  } catch (error) {
    return { fault: await faultOf(messenger, error) };
  }
}

async function explain(tabId, messageId) {
  const target = { tabId };
  // A tab id names whatever message is shown when the answer comes. A token that is set now is gone when the document is.
  const token = crypto.randomUUID();
  let style;
  try {
    await messenger.scripting.executeScript({ target, func: (value) => { globalThis.explainBounceToken = value; }, args: [token] });
    await messenger.scripting.executeScript({ target, files: ["shared/panel.js"] });
    style = await look(messenger, can);
  } catch {
    // Refused by this message, or is the reader already at another one?
    if ((await shown(tabId))?.id === messageId) await openTab(await outcome(messageId));
    return;
  }
  if ((await shown(tabId))?.id !== messageId) return;
  const inject = (func, args) => messenger.scripting.executeScript({ target, func, args: [token, style, ...args] });
  const timer = setTimeout(() => inject((t, s) => globalThis.explainBounce?.busy(t, s), []).catch(() => {}), waitBeforeBusy);
  const { model, fault } = await outcome(messageId);
  clearTimeout(timer);
  const shownNow = model
    ? inject((t, s, m) => globalThis.explainBounce?.show(t, { ...s, lang: m.lang, dir: m.dir }, m), [model])
    : inject((t, s, f) => globalThis.explainBounce?.fail(t, s, f), [fault]);
  await shownNow.catch(() => {}); // the message is gone, and with it the question
}

/** The tab does the work, and shows it. */
const scan = (folders) => folders.length && messenger.tabs.create({ url: `report.html#${encodeURIComponent(JSON.stringify(folders.map(({ id }) => id)))}` });

async function openTab(result) {
  const key = crypto.randomUUID();
  tabAnswers.set(key, { ...result, look: await look(messenger, can) });
  await messenger.tabs.create({ url: `panel.html#${key}` });
}

/** For the search: matches, or what went wrong. */
async function lookup(query) {
  try {
    return await askHost("lookup", { query, lang: (await speech(messenger)).lang });
  } catch (error) {
    return { fault: await faultOf(messenger, error) };
  }
}

/** For the page after installation: does the host answer? */
async function test() {
  const { fault } = await lookup("5.2.2");
  return { ok: !fault, fault };
}
