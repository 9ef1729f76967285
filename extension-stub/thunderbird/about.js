// SPDX-License-Identifier: MIT
// After installation and as the options page: does the host answer, what does the reader wish, what is kept?
import { fillPage, languages, readSettings } from "./shared/words.js";

const find = (id) => document.getElementById(id);
const send = (type, more) => messenger.runtime.sendMessage({ type, ...more });
let word;

async function test() {
  find("steps").replaceChildren();
  find("state").textContent = word("busy");
  const { ok, fault } = await send("test");
  find("state").textContent = ok ? word("about_works") : `${fault.headline}. ${fault.text}`;
  for (const step of ok ? [] : fault.steps) {
    const item = document.createElement("li");
    item.textContent = step;
    find("steps").append(item);
  }
}

/** Each language by its own name. */
function languageChoices(chosen) {
  const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text, selected: value === chosen, lang: value });
  const own = (tag) => new Intl.DisplayNames([tag], { type: "language" }).of(tag);
  find("language").replaceChildren(option("", word("options_language_auto")), ...languages.map((tag) => option(tag, own(tag))));
}

async function answers() {
  const { file, entries } = await send("feedback", { action: "list" }).catch(() => ({ entries: [] }));
  find("has-answers").hidden = !entries.length;
  find("no-answers").hidden = entries.length > 0;
  find("file").textContent = file ?? "";
  find("answers").replaceChildren(...entries.map(({ time, helpful, reason, comment }) => {
    const item = document.createElement("li");
    const when = new Date(time).toLocaleString(document.documentElement.lang);
    item.textContent = [when, word(helpful ? "helpful_yes" : "helpful_no"), reason, comment].filter(Boolean).join(" \u00b7 ");
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
  ({ word } = await fillPage(messenger, document));
  const { language, askHelpful } = await readSettings(messenger);
  languageChoices(language);
  find("helpful").checked = askHelpful;
  find("known").checked = await messenger.permissions.contains({ permissions: ["addressBooks"] });
  await Promise.all([test(), answers()]);
}

find("again").addEventListener("click", test);
find("language").addEventListener("change", async ({ target }) => {
  await messenger.storage.local.set({ language: target.value });
  await show();
});
find("helpful").addEventListener("change", ({ target }) => messenger.storage.local.set({ askHelpful: target.checked }));
find("known").addEventListener("change", async ({ target }) => {
  const wish = { permissions: ["addressBooks"] };
  // Asked for at once: a permission may be asked for only while the click is being handled.
  await messenger.permissions[target.checked ? "request" : "remove"](wish);
  target.checked = await messenger.permissions.contains(wish);
});
find("save").addEventListener("click", save);
find("delete").addEventListener("click", async () => {
  await send("feedback", { action: "delete" });
  await answers();
});
show();
