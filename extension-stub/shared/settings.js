// SPDX-License-Identifier: MIT
// The page after installation and of the settings: does the host answer, what does the reader wish, what is kept?
import { fillPage, languages, readSettings } from "./words.js";

const find = (id) => document.getElementById(id);
const made = (name, text) => Object.assign(document.createElement(name), { textContent: text });

/** Each language by its own name. */
function languageChoices(chosen, word) {
  const option = (value, text) => Object.assign(made("option", text), { value, selected: value === chosen, lang: value });
  const own = (tag) => new Intl.DisplayNames([tag], { type: "language" }).of(tag);
  find("language").replaceChildren(option("", word("options_language_auto")), ...languages.map((tag) => option(tag, own(tag))));
}

/**
 * Fills the page, and does what all clients' settings do.
 * @param {object} api messenger, browser or chrome
 * @param {(word: (key: string) => string) => Promise<void>} more what this client's page has besides; called again when the language changes
 */
export function settingsPage(api, more) {
  const send = (type, what) => api.runtime.sendMessage({ type, ...what });
  let word;

  async function test() {
    find("steps").replaceChildren();
    find("state").textContent = word("busy");
    const { ok, fault } = await send("test");
    find("state").textContent = ok ? word("about_works") : `${fault.headline}. ${fault.text}`;
    find("steps").replaceChildren(...(ok ? [] : fault.steps).map((step) => made("li", step)));
  }

  async function answers() {
    const { file, entries } = (await send("feedback", { action: "list" }).catch(() => null)) ?? { entries: [] };
    find("has-answers").hidden = !entries.length;
    find("no-answers").hidden = entries.length > 0;
    find("file").textContent = file ?? "";
    find("answers").replaceChildren(...entries.map(({ time, helpful, reason, comment }) => {
      const when = new Date(time).toLocaleString(document.documentElement.lang);
      const parts = [when, word(helpful ? "helpful_yes" : "helpful_no"), reason, comment].filter(Boolean);
      const item = made("li", "");
      // Each part keeps its own direction.
      item.append(...parts.flatMap((part, place) => [place ? " \u00b7 " : "", made("bdi", part)]));
      return item;
    }));
    return entries;
  }

  async function save() {
    const lines = (await answers()).map((entry) => `${JSON.stringify(entry)}\n`);
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" })), download: "explain-bounce-feedback.jsonl" });
    link.click();
  }

  async function show() {
    ({ word } = await fillPage(api, document));
    const { language, askHelpful } = await readSettings(api);
    languageChoices(language, word);
    find("helpful").checked = askHelpful;
    await Promise.all([test(), answers(), more(word)]);
  }

  find("again").addEventListener("click", test);
  find("language").addEventListener("change", async ({ target }) => {
    await api.storage.local.set({ language: target.value });
    await show();
  });
  find("helpful").addEventListener("change", ({ target }) => api.storage.local.set({ askHelpful: target.checked }));
  find("save").addEventListener("click", save);
  find("delete").addEventListener("click", async () => {
    await send("feedback", { action: "delete" });
    await answers();
  });
  return show();
}
