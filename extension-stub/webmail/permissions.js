// SPDX-License-Identifier: MIT
// On which sites the scripts run: those of the manifest, and those that the user added.

/** Runs the scripts now, where they are not yet. */
export const putInto = (api, target, files) => api.scripting.executeScript({ target, files });

/** The sites that the user added, as match patterns. */
export async function addedSites(api) {
  const own = new Set(api.runtime.getManifest().host_permissions);
  const { origins = [] } = await api.permissions.getAll();
  return origins.filter((origin) => !own.has(origin)).sort();
}

/** The permission holds for a host on all its ports, as match patterns know no ports. */
export function patternOf(url) {
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) ? `${protocol}//${hostname}/*` : null;
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
  if (matches.length) await api.scripting.registerContentScripts([{ id: "added", matches, js: files, allFrames: true, runAt: "document_idle", persistAcrossSessions: true }]);
  const { host_permissions: own } = api.runtime.getManifest();
  for (const tab of await api.tabs.query({ url: [...own, ...matches] })) {
    await putInto(api, { tabId: tab.id, allFrames: true }, files).catch(() => {}); // a tab that just goes
  }
}
