// SPDX-License-Identifier: MIT
// Gmail. One page for all; a conversation holds messages, each with its id in the document (as gmail.js, MIT, tells it).
(() => {
  // A window of its own for one message, or somebody else's mailbox, adds to the path of the account.
  const accountOf = ({ pathname }) => /^\/mail\/(?:b\/[^/]+\/)?u\/\d+\/(?:d\/[^/]+\/)?/.exec(pathname)?.[0] ?? "/mail/";

  globalThis.explainBounceSites.push({
    id: "gmail",
    owns: (location) => location.hostname === "mail.google.com",

    messages(document, location) {
      if (location.hostname !== "mail.google.com") return [];
      const { isShown } = globalThis.explainBounceText;
      const subject = [...document.querySelectorAll("[role=main] h2.hP")].find(isShown)?.textContent ?? "";
      return [...document.querySelectorAll("[role=main] [data-legacy-message-id]")].flatMap((message) => {
        const body = message.querySelector(".a3s"); // folded messages have none
        if (!body || !isShown(body) || !body.textContent.trim()) return [];
        const sender = message.querySelector(".gD[email]");
        return [{
          key: message.getAttribute("data-legacy-message-id"),
          from: sender ? `${sender.getAttribute("name") ?? sender.textContent} <${sender.getAttribute("email")}>` : "",
          subject,
          body,
          before: body,
        }];
      });
    },

    /** "Show original" sends on to another host, which only the background page may follow (gmail.js, issues 384 and 677). */
    source(document, location, message) {
      const url = new URL(accountOf(location), location.origin);
      url.search = new URLSearchParams({ view: "att", th: message.key, attid: "0", disp: "comp", safe: "1", zw: "" });
      return { url: url.href, by: "background" };
    },

    compose(location, to, subject) {
      const url = new URL(accountOf(location), location.origin);
      url.search = new URLSearchParams({ view: "cm", fs: "1", to, su: subject });
      return url.href;
    },
  });
})();
