// SPDX-License-Identifier: MIT
// The popup of the toolbar button.
import { mountSearch } from "./shared/search.js";
import { fillPage } from "./shared/words.js";

const { word } = await fillPage(messenger, document);
mountSearch(document.querySelector("main"), word, async (query) => {
  const answer = await messenger.runtime.sendMessage({ type: "lookup", query });
  if (answer.fault) throw new Error(`${answer.fault.headline}. ${answer.fault.text}`);
  return answer;
});
