// SPDX-License-Identifier: MIT
// On which sites the scripts run: those of the manifest, and those that the user added.

// What a click allows, Chromium tells the page's process by another way than the scripts come: they may be there first, and are refused.
const waitsForPermission = [0, 50, 200, 500]; // milliseconds

/** Runs the scripts now. Where they run already, they look at the permissions again. */
export async function putInto(api, target, files) {
  let refused;
  for (const wait of waitsForPermission) {
    if (wait) await new Promise((done) => setTimeout(done, wait));
    try {
      return await api.scripting.executeScript({ target, files });
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}

// What a site needs besides itself.
const alongside = { "https://mail.google.com/*": ["https://mail-attachment.googleusercontent.com/*"] };
/** All that is to be asked for, so that the site of this pattern works. */
export const withOthers = (pattern) => [pattern, ...(alongside[pattern] ?? [])];

/** The sites that the user added, as match patterns. */
export async function addedSites(api) {
  const own = new Set(api.runtime.getManifest().host_permissions);
  const { origins = [] } = await api.permissions.getAll();
  return origins.filter((origin) => !own.has(origin)).sort();
}

/** Those of the manifest that are not given: Firefox lets its user take them back, and asks for new ones of an update. */
export async function missingSites(api) {
  const { origins = [] } = await api.permissions.getAll();
  return api.runtime.getManifest().host_permissions.filter((origin) => !origins.includes(origin));
}

/** The permission holds for a host on all its ports, as match patterns know no ports. */
export function patternOf(url) {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) ? `${protocol}//${hostname}/*` : null;
}

/** May the scripts stay in the frame that asks? One without an address of its own is of the page around it. */
export async function isAllowed(api, { origin, url, tab }) {
  const pattern = [origin, url, tab?.url].map(patternOf).find(Boolean);
  return Boolean(pattern) && api.permissions.contains({ origins: [pattern] });
}

let last = Promise.resolve();

/** Makes the scripts run where the permissions say, and in the tabs that are open there. */
export function keepSites(api, files) {
  // One after the other: an event may come while the last is still at work.
  last = last.then(() => keep(api, files)).catch(() => {});
  return last;
}

async function keep(api, files) {
  const matches = await addedSites(api);
  const known = await api.scripting.getRegisteredContentScripts({ ids: ["added"] });
  if (known.length) await api.scripting.unregisterContentScripts({ ids: ["added"] });
  // A mail's own frame often has no address: its words are written into it.
  if (matches.length) await api.scripting.registerContentScripts([{ id: "added", matches, js: files, allFrames: true, matchOriginAsFallback: true, runAt: "document_idle", persistAcrossSessions: true }]);
  const { host_permissions: own } = api.runtime.getManifest();
  const open = await api.tabs.query({ url: [...own, ...matches] });
  await Promise.allSettled(open.map(({ id }) => putInto(api, { tabId: id, allFrames: true }, files))); // a tab may just go
  // Where a permission was taken back, the scripts of before are still there.
  const seen = new Set(open.map(({ id }) => id));
  for (const { id } of await api.tabs.query({})) if (!seen.has(id)) await api.tabs.sendMessage(id, { type: "permissions" }).catch(() => {});
}
