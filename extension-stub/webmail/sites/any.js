// SPDX-License-Identifier: MIT
// Any other webmail. Many show a message in a frame of its own: such a frame whose words look like a bounce is one.
// Elsewhere nothing is guessed: the reader selects the words. Stands last: the others know their sites better.
(() => {
  /** An adapter of the page around may read this very frame. */
  function isReadFromOutside(document) {
    const { parent, top } = document.defaultView;
    try {
      return globalThis.explainBounceSites.some((site) => site.id !== "any" && site.messages(parent.document, parent.location, parent === top).some(({ body }) => body.ownerDocument === document));
    } catch {
      return false; // the page around is of another site
    }
  }

  globalThis.explainBounceSites.push({
    id: "any",
    owns: () => false,

    messages(document, location, isTop) {
      const { body, defaultView: view } = document;
      // A frame that measures visits is no message.
      if (isTop || !body || body.isContentEditable || document.designMode === "on" || view.innerWidth < 200 || view.innerHeight < 60) return [];
      const text = globalThis.explainBounceText.of(body);
      if (text.trim().length < 40 || text.length > 500_000) return [];
      if (isReadFromOutside(document)) return [];
      return [{ key: JSON.stringify([location.href, globalThis.explainBounceText.identity(text)]), from: "", subject: "", body, before: body.firstChild }];
    },

    source: () => null,
    compose: (location, to, subject) => globalThis.explainBounceText.mailto(to, subject),
  });
})();
