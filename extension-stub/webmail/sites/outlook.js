// SPDX-License-Identifier: MIT
// Outlook on the web. One page for all, without a stable way to a mail's source: what the reading pane shows is read.
// Ids and roles are the same in every language; labels and class names are not.
(() => {
  // The last two: the U.S. Government's cloud and the one that 21Vianet runs (Microsoft 365 endpoints).
  const hosts = ["outlook.office.com", "outlook.office365.com", "outlook.live.com", "outlook.cloud.microsoft", "outlook.office365.us", "partner.outlook.cn"];
  const panes = "#ReadingPaneContainerId, [data-app-section=MailReadCompose], [data-app-section=ConversationContainer], [role=main]";
  const { isShown, identity } = globalThis.explainBounceText;

  /** The nearest of these that stands over the body, alone for it where a conversation holds several. */
  function nearest(body, selector) {
    for (let around = body.parentElement; around; around = around.parentElement) {
      const found = around.querySelector(selector);
      if (found) return found.textContent.trim();
    }
    return "";
  }

  /** The bodies in the pane that is shown: Outlook keeps those of other tabs, and one body may hold another's mark. */
  function bodiesIn(document) {
    for (const mark of ["[id^=UniqueMessageBody]", "[role=document]"]) {
      const found = [...document.querySelectorAll(mark)].filter((body) => isShown(body) && body.textContent.trim() && body.closest(panes));
      if (found.length) return found.filter((body) => !found.some((other) => other !== body && other.contains(body)));
    }
    return [];
  }

  globalThis.explainBounceSites.push({
    id: "outlook",
    owns: (location) => hosts.includes(location.hostname),

    messages(document, location) {
      if (!hosts.includes(location.hostname)) return [];
      const seen = new Map();
      return bodiesIn(document).map((body) => {
        const from = nearest(body, "[id$=_FROM]");
        const subject = nearest(body, "[role=heading][id$=_SUBJECT]");
        // An element may come to show another mail, and the address of the page may change under one: the words themselves tell.
        const told = [subject, from, identity(body.textContent)];
        const number = seen.get(told.join()) ?? 0;
        seen.set(told.join(), number + 1);
        return { key: JSON.stringify([...told, number]), from, subject, body, before: body };
      });
    },

    source: () => null,

    // A "+" for a blank might be taken for a plus.
    compose: (location, to, subject) => `${location.origin}/mail/deeplink/compose?to=${encodeURIComponent(to)}&subject=${encodeURIComponent(subject)}`,
  });
})();
