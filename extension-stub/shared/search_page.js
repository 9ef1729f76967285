// SPDX-License-Identifier: MIT
// The search in a window of its own.
import { mountSearch } from "./search.js";
import { fillPage } from "./words.js";

const api = globalThis.messenger ?? globalThis.browser ?? globalThis.chrome;
const { word } = await fillPage(api, document);
mountSearch(document.querySelector("main"), word, async (query) => {
  const answer = await api.runtime.sendMessage({ type: "lookup", query });
  if (answer.fault) throw new Error(`${answer.fault.headline}. ${answer.fault.text}`);
  return answer;
});
