// SPDX-License-Identifier: MIT
// Webmails that show a message's words in the page and give no stable way to its source: the words are read. The marks are those
// by which other programs find them, extensions and tests on GitHub; none is the vendor's promise.
(() => {
  const { identity, isShown } = globalThis.explainBounceText;

  // [where, its bodies]
  const table = [
    // Outlook on the web of Exchange 2013 to 2019; any company has its own host.
    [({ pathname }) => /^\/owa\//i.test(pathname), '[id="Item.MessageUniqueBody"]'],
    [({ hostname }) => /(^|\.)mail\.yahoo\.com$/.test(hostname), '[data-test-id="message-view-body-content"]'],
    [({ hostname }) => hostname === "e.mail.ru", ".letter-body__body-content"],
    [({ hostname }) => /^mail\.yandex\.[a-z.]+$/.test(hostname), ".mail-Message-Body-Content"],
    [({ hostname }) => /^(app|www)\.fastmail\.com$/.test(hostname), ".v-Message-body"],
    // A frame without an address and without scripts (ProtonMail/WebClients, MessageBodyIframe.tsx).
    [({ hostname }) => hostname === "mail.proton.me", 'iframe[data-testid="content-iframe"]'],
  ];
  const bodiesAt = (location) => table.find(([is]) => is(location))?.[1];

  globalThis.explainBounceSites.push({
    id: "inline",
    owns: (location) => bodiesAt(location) !== undefined,

    messages(document, location, isTop) {
      const selector = bodiesAt(location);
      if (!selector || !isTop) return [];
      return [...document.querySelectorAll(selector)].flatMap((element) => {
        const body = element.localName === "iframe" ? element.contentDocument?.body : element;
        if (!isShown(element) || !body?.textContent.trim()) return [];
        return [{ key: JSON.stringify([location.pathname, location.hash, identity(body.textContent)]), from: "", subject: element.dataset.subject ?? "", body, before: element }];
      });
    },

    source: () => null,
    compose: (location, to, subject) => globalThis.explainBounceText.mailto(to, subject),
  });
})();
