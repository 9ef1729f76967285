// SPDX-License-Identifier: MIT
// After installation and as the options page: does the host answer, and what is sent to it?
const word = (key) => messenger.i18n.getMessage(key);
document.documentElement.lang = messenger.i18n.getUILanguage();
document.documentElement.dir = messenger.i18n.getMessage("@@bidi_dir");
for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);

async function test() {
  const state = document.getElementById("state");
  const steps = document.getElementById("steps");
  steps.replaceChildren();
  state.textContent = word("busy");
  const { ok, fault } = await messenger.runtime.sendMessage({ type: "test" });
  state.textContent = ok ? word("about_works") : `${fault.headline}. ${fault.text}`;
  for (const step of ok ? [] : fault.steps) {
    const item = document.createElement("li");
    item.textContent = step;
    steps.append(item);
  }
}
document.getElementById("again").addEventListener("click", test);
test();
