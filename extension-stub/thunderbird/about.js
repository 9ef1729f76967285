// SPDX-License-Identifier: MIT
// After installation and as the options page; here besides: may the reader's address books be looked at?
import { settingsPage } from "./shared/settings.js";

const known = document.getElementById("known");
const wish = { permissions: ["addressBooks"] };

known.addEventListener("change", async () => {
  // Asked for at once: a permission may be asked for only while the click is being handled.
  await messenger.permissions[known.checked ? "request" : "remove"](wish);
  known.checked = await messenger.permissions.contains(wish);
});
settingsPage(messenger, async () => {
  known.checked = await messenger.permissions.contains(wish);
});
