// SPDX-License-Identifier: MIT
// The toolbar's button: explain what is open in this tab, and on this site from now on.
import { patternOf, withOthers } from "./permissions.js";
import { fillPage } from "./shared/words.js";

const api = globalThis.browser ?? globalThis.chrome;
const { word } = await fillPage(api, document);
const id = (name) => document.getElementById(name);
const [tab] = await api.tabs.query({ active: true, currentWindow: true });
const pattern = patternOf(tab?.url ?? "");
const origins = pattern ? withOthers(pattern) : [];

async function showSite() {
  const has = origins.length > 0 && (await api.permissions.contains({ origins }));
  id("site").hidden = has || !origins.length;
  id("site-what").textContent = origins.length ? word(has ? "popup_site_on" : "popup_site_what") : "";
}

id("explain").addEventListener("click", async () => {
  id("nothing").textContent = "";
  if (await api.runtime.sendMessage({ type: "explainTab", tabId: tab.id })) window.close();
  else id("nothing").textContent = word("popup_nothing");
});
// The question of the browser may close this window; the background page hears the answer by itself.
id("site").addEventListener("click", () => api.permissions.request({ origins }).then(showSite));
for (const [name, page] of [["open", "page.html"], ["search", "shared/search.html"]]) {
  id(name).addEventListener("click", () => api.tabs.create({ url: api.runtime.getURL(page) }).then(() => window.close()));
}
id("settings").addEventListener("click", () => api.runtime.openOptionsPage().then(() => window.close()));
await showSite();
id("explain").focus();
