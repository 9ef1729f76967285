// SPDX-License-Identifier: MIT
// Any other webmail. Most show a message in a frame of its own: such a frame whose words look like a bounce is one.
// Elsewhere nothing is guessed: the reader selects the words. Stands last: the others know their sites better.
(globalThis.explainBounceSites ??= []).push({
  id: "any",
  owns: () => false,

  messages(document, location, isTop) {
    const { body } = document;
    if (isTop || !body || body.isContentEditable || document.designMode === "on") return [];
    const text = body.textContent;
    if (text.length < 40 || text.length > 500_000) return [];
    return [{ key: JSON.stringify([location.href, text.length, text.slice(0, 500)]), from: "", subject: "", body, before: body.firstChild }];
  },

  source: () => null,
  compose: (location, to, subject) => `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}`,
});
