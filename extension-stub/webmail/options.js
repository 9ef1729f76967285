// SPDX-License-Identifier: MIT
// After installation and as the options page; here besides: when does the panel show, and on which sites?
import { addedSites } from "./permissions.js";
import { settingsPage } from "./shared/settings.js";
import { readSettings } from "./shared/words.js";

const api = globalThis.browser ?? globalThis.chrome;
const auto = document.getElementById("auto");
let word;

async function showSites() {
  const items = (await addedSites(api)).map((origin) => {
    const name = Object.assign(document.createElement("bdi"), { textContent: origin.replace(/\/\*$/, "") });
    const remove = Object.assign(document.createElement("button"), { textContent: word("options_sites_remove"), ariaLabel: `${word("options_sites_remove")}: ${name.textContent}` });
    remove.addEventListener("click", () => api.permissions.remove({ origins: [origin] }));
    const item = document.createElement("li");
    item.append(name, " ", remove);
    return item;
  });
  document.getElementById("sites").replaceChildren(...items);
}

auto.addEventListener("change", () => api.storage.local.set({ auto: auto.checked }));
for (const event of [api.permissions.onAdded, api.permissions.onRemoved]) event.addListener(showSites);
settingsPage(api, async (said) => {
  word = said;
  auto.checked = (await readSettings(api)).auto;
  await showSites();
});
