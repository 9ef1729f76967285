// SPDX-License-Identifier: MIT
// Roundcube. A message has a document of its own: the preview frame, or the page; its URL names it.
globalThis.explainBounceSites.push({
  id: "roundcube",

  owns: () => false, // it may be anywhere: the URL tells

  messages(document, location) {
    const query = new URLSearchParams(location.search);
    const [uid, mailbox] = [query.get("_uid"), query.get("_mbox")];
    if (query.get("_task") !== "mail" || !["preview", "show"].includes(query.get("_action")) || !uid || !mailbox) return [];
    const body = document.getElementById("messagebody");
    if (!body) return [];
    const sender = document.querySelector(".from .rcmContactAddress");
    const subject = document.querySelector("h2.subject, .subject");
    return [{
      key: JSON.stringify([mailbox, uid]),
      from: sender ? `${sender.textContent} <${sender.getAttribute("title") ?? ""}>` : "",
      // The heading also holds a word for screen readers and a link.
      subject: [...(subject?.childNodes ?? [])].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join(""),
      body,
      before: document.getElementById("message-objects") ?? body,
    }];
  },

  /**
   * The source as it is: `_save` keeps the line ends, and wants the token that Roundcube writes into its own page
   * (program/actions/mail/viewsource.php). The page asks, as it is the one that is signed in.
   */
  source(document, location) {
    const query = new URLSearchParams(location.search);
    const url = new URL(location.href);
    url.search = new URLSearchParams({ _task: "mail", _action: "viewsource", _uid: query.get("_uid"), _mbox: query.get("_mbox") });
    url.hash = "";
    for (const { textContent } of document.querySelectorAll("script")) {
      const token = /"request_token":"([\w-]+)"/.exec(textContent);
      if (!token) continue;
      url.searchParams.set("_save", "1");
      url.searchParams.set("_token", token[1]);
      break;
    }
    return { url: url.href, by: "page" };
  },

  /** Roundcube answers with its login page, and 200, when the session is over. */
  signedOut: (html) => /id="rcmlogin|name="_user"/.test(html),

  compose: (location, to, subject) => {
    const url = new URL(location.href);
    url.search = new URLSearchParams({ _task: "mail", _action: "compose", _to: to, _subject: subject });
    return url.href;
  },
});
