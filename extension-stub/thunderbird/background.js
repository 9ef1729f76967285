// SPDX-License-Identifier: MIT
// Get the raw mail, ask the host, show the answer. All listeners stand at the top level: the event page sleeps after half a
// minute and is woken by them.
import { candidate } from "./shared/candidate.js";
import { ask, base64, HostError } from "./shared/host.js";
import { isCandidate } from "./shared/judge.js";
import { panelModel } from "./shared/model.js";
import { faultOf, look } from "./shared/words.js";
import { nativeHost } from "./native_host.js";

const mostBytes = 1 << 20; // the report comes before the returned mail
const waitBeforeBusy = 300; // milliseconds

messenger.messageDisplayAction.onClicked.addListener((tab) => explainShown(tab, couldBeBounce));
messenger.messageDisplay.onMessagesDisplayed.addListener(async (tab, list) => {
  const on = list.messages.length === 1 && (await couldBeBounce(list.messages[0].id));
  await messenger.messageDisplayAction[on ? "enable" : "disable"](tab.id);
});
messenger.messageDisplayAction.disable(); // until a message has been judged
messenger.menus.onClicked.addListener((info, tab) => explainChosen(tab, info.selectedMessages?.messages));
messenger.commands.onCommand.addListener((command, tab) => command === "explain" && explainShown(tab));
messenger.runtime.onInstalled.addListener(({ reason }) => {
  messenger.menus.create({ id: "explain", title: messenger.i18n.getMessage("menu"), contexts: ["message_list", "message_display_action_menu"] });
  if (reason === "install") messenger.tabs.create({ url: "about.html" });
});
messenger.runtime.onMessage.addListener((request) => {
  if (request.type === "test") return test();
  if (request.type === "again") return writeAgain(request);
  if (request.type === "answer") return Promise.resolve(tabAnswers.get(request.key) ?? null);
  return false;
});

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

async function client() {
  const { version } = await messenger.runtime.getBrowserInfo();
  return `thunderbird/${version}`;
}

const connect = () => messenger.runtime.connectNative(nativeHost);

/** The host's answer or what went wrong, ready to show. */
async function outcome(messageId) {
  try {
    const file = await messenger.messages.getRaw(messageId, { data_format: "File" });
    const bytes = new Uint8Array(await file.slice(0, mostBytes).arrayBuffer());
    const answer = await ask(connect, "explain", { raw: base64(bytes), lang: messenger.i18n.getUILanguage() }, await client());
    if (answer.error) throw new HostError("refused");
    return { model: panelModel(answer) };
  } catch (error) {
    return { fault: faultOf(messenger, error) };
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
    style = await look(messenger);
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

async function openTab(result) {
  const key = crypto.randomUUID();
  tabAnswers.set(key, { ...result, look: await look(messenger) });
  await messenger.tabs.create({ url: `panel.html#${key}` });
}

/** The mail that came back, once more, to another address: a window to look at and send. The original, where a folder has it. */
async function writeAgain({ to, messageId, subject }) {
  const found = messageId ? (await messenger.messages.query({ headerMessageId: messageId })).messages : [];
  if (found.length) await messenger.compose.beginNew(found[0].id, { to: [to] });
  else await messenger.compose.beginNew({ to: [to], subject });
}

/** For the page after installation: does the host answer? */
async function test() {
  try {
    const { lang } = await ask(connect, "lookup", { query: "5.2.2", lang: messenger.i18n.getUILanguage() }, await client());
    return { ok: true, lang };
  } catch (error) {
    return { ok: false, fault: faultOf(messenger, error) };
  }
}
