// SPDX-License-Identifier: MIT
// Nextcloud Mail. An HTML mail has a frame, whose URL names it (nextcloud/mail, appinfo/routes.php getHtmlBody); any other stands
// in the page, and what is open there is named by the page's address.
(() => {
  const { identity, isSame, isShown } = globalThis.explainBounceText;
  const frameName = /^(.*\/apps\/mail)\/api\/messages\/(\d+)\/html$/;
  const threadName = /^(.*\/apps\/mail)\/box\/(?:[^/]+\/)?[^/]+\/thread\/(\d+)$/;
  const named = (pathname) => frameName.exec(pathname) ?? threadName.exec(pathname);

  // The marks are those of src/components: ThreadEnvelope.vue, Thread.vue, Message.vue.
  function headOf(envelope) {
    const subject = envelope?.querySelector(".envelope__header .subline") ?? envelope?.ownerDocument.querySelector("#mail-thread-header h2");
    return { from: envelope?.querySelector(".envelope__header .sender")?.textContent.trim() ?? "", subject: subject?.textContent.trim() ?? "" };
  }

  function inFrame(document, id) {
    const { body } = document;
    if (!body?.textContent.trim()) return [];
    return [{ key: `message ${id}`, ...headOf(document.defaultView?.frameElement?.closest(".envelope")), body, before: body.firstChild }];
  }

  function inPage(document, thread) {
    const envelopes = [...document.querySelectorAll("#mail-message .envelope")];
    return envelopes.flatMap((envelope) => {
      const body = envelope.querySelector(".mail-message-body:not(.mail-message-body-html)");
      if (!body || !isShown(body) || !body.textContent.trim()) return [];
      // Of several open ones the address names but one, and the page tells of none which it is (Thread.vue, expandedThreads).
      const isAlone = envelopes.length === 1;
      if (isAlone && !isSame(envelope, thread)) return [];
      const key = isAlone ? `message ${thread}` : JSON.stringify(["thread", thread, identity(body.textContent)]);
      return [{ key, isAlone, ...headOf(envelope), body, before: body }];
    });
  }

  globalThis.explainBounceSites.push({
    id: "nextcloud",
    owns: (location) => named(location.pathname) !== null,

    messages(document, location) {
      const [, , framed] = frameName.exec(location.pathname) ?? [];
      if (framed) return inFrame(document, framed);
      const [, , thread] = threadName.exec(location.pathname) ?? [];
      return thread ? inPage(document, thread) : [];
    },

    /** The mail as it is, "message/rfc822"; it wants no token (lib/Controller/MessagesController.php, export). */
    source(document, location, message) {
      if (threadName.test(location.pathname) && !message.isAlone) return null;
      const [, base, id] = named(location.pathname);
      return { url: `${location.origin}${base}/api/messages/${id}/export`, by: "page" };
    },

    /** Nextcloud sends on to its login page when the session is over. */
    signedOut: (html) => /id="body-login"/.test(html),

    /** lib/Controller/PageController.php, compose. */
    compose(location, to, subject) {
      const [, base] = named(location.pathname);
      return `${location.origin}${base}/compose?uri=${encodeURIComponent(`mailto:${to}?subject=${encodeURIComponent(subject)}`)}`;
    },
  });
})();
