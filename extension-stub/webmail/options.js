// SPDX-License-Identifier: MIT
// After installation and as the options page; here besides: when does the panel show, and on which sites?
import { addedSites, missingSites } from "./permissions.js";
import { settingsPage } from "./shared/settings.js";
import { readSettings } from "./shared/words.js";

const api = globalThis.browser ?? globalThis.chrome;
const auto = document.getElementById("auto");
let word;

/** A site, with a button that says what can be done about it. */
function siteItem(origin, label, press) {
  const name = Object.assign(document.createElement("bdi"), { textContent: origin.replace(/\/\*$/, "") });
  const button = Object.assign(document.createElement("button"), { textContent: label, ariaLabel: `${label}: ${name.textContent}` });
  button.addEventListener("click", press);
  const item = document.createElement("li");
  item.append(name, " ", button);
  return item;
}

async function showSites() {
  const [missing, added] = await Promise.all([missingSites(api), addedSites(api)]);
  document.getElementById("sites").replaceChildren(
    ...missing.map((origin) => siteItem(origin, word("popup_site"), () => api.permissions.request({ origins: [origin] }))),
    ...added.map((origin) => siteItem(origin, word("options_sites_remove"), () => api.permissions.remove({ origins: [origin] }))),
  );
}

auto.addEventListener("change", () => api.storage.local.set({ auto: auto.checked }));
for (const event of [api.permissions.onAdded, api.permissions.onRemoved]) event.addListener(showSites);
settingsPage(api, async (said) => {
  word = said;
  auto.checked = (await readSettings(api)).auto;
  await showSites();
});
