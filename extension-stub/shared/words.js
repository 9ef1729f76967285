// SPDX-License-Identifier: MIT
// What the panel needs of its client: the client's words and style, and what went wrong in words.
import { HostError } from "./host.js";
import { directionOf } from "./model.js";

const wordKeys = ["name", "busy", "close", "who", "steps", "details", "delivered", "who_sender", "who_sender_admin", "who_recipient", "who_recipient_admin", "who_nobody",
  "who_unknown", "fact_status", "fact_reply_code", "fact_server", "fact_provider_code", "fact_said", "fact_rule", "suggestion", "notes", "contact", "again"];

/** @param {object} api messenger, browser or chrome */
export async function look(api) {
  const css = await (await fetch(api.runtime.getURL("shared/panel.css"))).text();
  const lang = api.i18n.getUILanguage();
  return { lang, dir: directionOf(lang), css, words: Object.fromEntries(wordKeys.map((key) => [key, api.i18n.getMessage(key)])) };
}

/** @returns {{headline: string, text: string, steps: string[]}} */
export function faultOf(api, error) {
  const kind = error instanceof HostError ? error.kind : "failed";
  const message = (part) => api.i18n.getMessage(`error_${kind}_${part}`);
  return { headline: message("headline"), text: message("text"), steps: [message("step1"), message("step2")].filter(Boolean) };
}
