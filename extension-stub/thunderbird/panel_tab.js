// SPDX-License-Identifier: MIT
// The same panel in a tab of its own, where it could not stand above the message.
messenger.runtime.sendMessage({ type: "answer", key: location.hash.slice(1) }).then((result) => {
  if (!result) return;
  globalThis.explainBounceToken = "tab";
  if (result.model) globalThis.explainBounce.show("tab", { ...result.look, lang: result.model.lang, dir: result.model.dir }, result.model);
  else globalThis.explainBounce.fail("tab", result.look, result.fault);
});
