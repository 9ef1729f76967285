// SPDX-License-Identifier: MIT
// Outlook on the web. One page for all, without a stable way to a mail's source: what the reading pane shows is read.
// Ids and roles are the same in every language; labels and class names are not.
(() => {
  const hosts = ["outlook.office.com", "outlook.office365.com", "outlook.live.com", "outlook.cloud.microsoft"];
  const panes = "#ReadingPaneContainerId, [data-app-section=MailReadCompose], [data-app-section=ConversationContainer]";
  const isShown = (element) => element.getClientRects().length > 0;

  /** The nearest of these that stands over the body, alone for it where a conversation holds several. */
  function nearest(body, selector) {
    for (let around = body.parentElement; around; around = around.parentElement) {
      const found = around.querySelector(selector);
      if (found) return found.textContent.trim();
    }
    return "";
  }

  // FNV-1a, to tell one text from another.
  function sum(text) {
    let hash = 2166136261;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return hash >>> 0;
  }

  (globalThis.explainBounceSites ??= []).push({
    id: "outlook",
    owns: (location) => hosts.includes(location.hostname),

    messages(document, location) {
      if (!hosts.includes(location.hostname)) return [];
      const pane = document.querySelector(panes) ?? document.querySelector("[role=main]");
      let bodies = [...(pane?.querySelectorAll("[id^=UniqueMessageBody]") ?? [])];
      if (!bodies.length) bodies = [...(pane?.querySelectorAll("[role=document]") ?? [])];
      return bodies.filter((body) => isShown(body) && body.textContent.trim()).map((body) => {
        const from = nearest(body, "[id$=_FROM]");
        const subject = nearest(body, "[role=heading][id$=_SUBJECT]");
        // An element may come to show another mail: the words themselves tell.
        return { key: JSON.stringify([location.pathname, body.id, subject, from, sum(body.textContent)]), from, subject, body, before: body };
      });
    },

    source: () => null,

    compose(location, to, subject) {
      const url = new URL("/mail/deeplink/compose", location.origin);
      url.search = new URLSearchParams({ to, subject });
      return url.href;
    },
  });
})();
