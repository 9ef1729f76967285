// SPDX-License-Identifier: MIT
// After installation and whenever the user wants: does the host answer, when does the panel show, on which sites?
import { addedSites } from "./permissions.js";
import { api, word } from "./words.js";

const id = (name) => document.getElementById(name);
const made = (name, text) => Object.assign(document.createElement(name), { textContent: text });

async function test() {
  id("steps").replaceChildren();
  id("state").textContent = word("busy");
  const { ok, fault } = await api.runtime.sendMessage({ type: "test" });
  id("state").textContent = ok ? word("about_works") : `${fault.headline}. ${fault.text}`;
  id("steps").replaceChildren(...(ok ? [] : fault.steps).map((step) => made("li", step)));
}

async function showSites() {
  const items = (await addedSites(api)).map((origin) => {
    const item = made("li", "");
    const name = made("bdi", origin.replace(/\/\*$/, ""));
    const remove = made("button", word("options_sites_remove"));
    remove.setAttribute("aria-label", `${remove.textContent}: ${name.textContent}`);
    remove.addEventListener("click", () => api.permissions.remove({ origins: [origin] }));
    item.append(name, " ", remove);
    return item;
  });
  id("sites").replaceChildren(...items);
}

id("again").addEventListener("click", test);
id("auto").addEventListener("change", () => api.storage.local.set({ auto: id("auto").checked }));
for (const event of [api.permissions.onAdded, api.permissions.onRemoved]) event.addListener(showSites);
const { auto = false } = await api.storage.local.get("auto");
id("auto").checked = auto;
await Promise.all([test(), showSites()]);
