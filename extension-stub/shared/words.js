// SPDX-License-Identifier: MIT
// What the extension says, in the client's language or in the one that the reader chose; and what the panel needs of it.
import { HostError } from "./host.js";
import { directionOf } from "./model.js";

/** Languages that the extension speaks: those of _locales. */
export const languages = ["ar", "da", "de", "en", "es", "fi", "fr", "it", "ja", "nb", "nl", "pl", "pt", "sv"];

// Clients know these by other names.
const kin = { no: "nb", nn: "nb" };

const panelWords = ["name", "busy", "close", "colon", "who", "steps", "details", "delivered", "who_sender", "who_sender_admin", "who_recipient", "who_recipient_admin", "who_nobody",
  "who_unknown", "fact_status", "fact_reply_code", "fact_server", "fact_provider_code", "fact_blocklist", "fact_ip", "fact_said", "fact_rule", "suggestion", "notes", "contact", "again",
  "copy_address", "copied", "edit_new", "copy_summary", "summary_whole", "helpful_ask", "helpful_yes", "helpful_no", "helpful_more", "helpful_keep", "helpful_thanks"];

/** Settings of the reader, and what they are as long as nobody chose. */
const settings = { language: "", askHelpful: true, auto: false };

/** @param {object} api messenger, browser or chrome */
export const readSettings = (api) => api.storage.local.get(settings);

/**
 * @returns {Promise<{lang: string, dir: string, word: (key: string) => string}>} the language that was chosen, else the client's
 */
export async function speech(api) {
  const own = api.i18n.getUILanguage();
  const base = own.split(/[-_]/)[0];
  const language = [(await readSettings(api)).language, kin[base]].find((one) => languages.includes(one));
  if (!language) {
    // For a language that is not among ours the client takes English words: they are told to be English.
    const lang = languages.includes(base) ? own : "en";
    return { lang, dir: directionOf(lang), word: (key) => api.i18n.getMessage(key) };
  }
  const messages = await (await fetch(api.runtime.getURL(`_locales/${language}/messages.json`))).json();
  return { lang: language, dir: directionOf(language), word: (key) => messages[key]?.message ?? "" };
}

/**
 * @param {{edit?: boolean}} can what the client can do for the reader, beyond showing
 */
export async function look(api, can = {}) {
  const css = await (await fetch(api.runtime.getURL("shared/panel.css"))).text();
  const { lang, dir, word } = await speech(api);
  const { askHelpful } = await readSettings(api);
  return { lang, dir, css, can: { ...can, answer: askHelpful }, words: Object.fromEntries(panelWords.map((key) => [key, word(key)])) };
}

/** @returns {Promise<{headline: string, text: string, steps: string[]}>} */
export async function faultOf(api, error) {
  const kind = error instanceof HostError ? error.kind : "failed";
  const { word } = await speech(api);
  const part = (name) => word(`error_${kind}_${name}`);
  return { headline: part("headline"), text: part("text"), steps: [part("step1"), part("step2")].filter(Boolean) };
}

/** Fills a page of the extension: elements with data-word get their words, the page its language and direction. */
export async function fillPage(api, document) {
  const said = await speech(api);
  document.documentElement.lang = said.lang;
  document.documentElement.dir = said.dir;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = said.word(element.dataset.word);
  return said;
}
