// SPDX-License-Identifier: MIT
// The words of one of the extension's own pages, in the language of the browser.
export const api = globalThis.browser ?? globalThis.chrome;
export const word = (key) => api.i18n.getMessage(key);

document.documentElement.lang = api.i18n.getUILanguage();
document.documentElement.dir = word("@@bidi_dir");
for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
