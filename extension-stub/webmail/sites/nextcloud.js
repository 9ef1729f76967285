// SPDX-License-Identifier: MIT
// Nextcloud Mail. An HTML mail has a frame, whose URL names it (nextcloud/mail, appinfo/routes.php getHtmlBody); any other stands
// in the page, and what is open there is named by the page's address. Both are read from the page: the frame's policy lets it
// fetch nothing (lib/Controller/MessagesController.php getHtmlBody), which in Firefox holds for us, too.
(() => {
  const { identity, isSame, isShown } = globalThis.explainBounceText;
  const frameName = /^(.*\/apps\/mail)\/api\/messages\/(\d+)\/html$/;
  const threadName = /^(.*\/apps\/mail)\/box\/(?:[^/]+\/)?[^/]+\/thread\/(\d+)$/;

  // The marks are those of src/components: ThreadEnvelope.vue, Thread.vue, Message.vue.
  function headOf(envelope) {
    const subject = envelope.querySelector(".envelope__header .subline") ?? envelope.ownerDocument.querySelector("#mail-thread-header h2");
    return { from: envelope.querySelector(".envelope__header .sender")?.textContent.trim() ?? "", subject: subject?.textContent.trim() ?? "" };
  }

  /** The frame's own document says whose it is, whatever the page has asked for meanwhile. */
  function framed(envelope) {
    const frame = envelope.querySelector("iframe.message-frame");
    const inside = frame && isShown(frame) ? frame.contentDocument : null;
    const [, , id] = frameName.exec(inside?.location?.pathname ?? "") ?? [];
    return id ? { id, body: inside.body, before: frame } : null;
  }

  /** Of several open ones the address names but one, and the page tells of none which it is (Thread.vue, expandedThreads). */
  function plain(envelope, thread, isAlone) {
    const body = envelope.querySelector(".mail-message-body:not(.mail-message-body-html)");
    if (!body || !isShown(body) || (isAlone && !isSame(envelope, thread))) return null;
    return { id: isAlone ? thread : null, body, before: body };
  }

  globalThis.explainBounceSites.push({
    id: "nextcloud",
    owns: ({ pathname }) => frameName.test(pathname) || threadName.test(pathname),

    messages(document, location) {
      const [, , thread] = threadName.exec(location.pathname) ?? [];
      const envelopes = thread ? [...document.querySelectorAll("#mail-message .envelope")] : [];
      return envelopes.flatMap((envelope) => {
        const found = framed(envelope) ?? plain(envelope, thread, envelopes.length === 1);
        if (!found?.body?.textContent.trim()) return [];
        return [{ key: found.id ? `message ${found.id}` : JSON.stringify([thread, identity(found.body.textContent)]), ...headOf(envelope), ...found }];
      });
    },

    /** The mail as it is, "message/rfc822"; it wants no token (MessagesController.php, export). */
    source: (document, location, { id }) => (id ? { url: `${location.origin}${threadName.exec(location.pathname)[1]}/api/messages/${id}/export`, by: "page" } : null),

    /** Nextcloud sends on to its login page when the session is over. */
    signedOut: (html) => /id="body-login"/.test(html),

    /** lib/Controller/PageController.php, compose. */
    compose(location, to, subject) {
      const [, base] = threadName.exec(location.pathname);
      return `${location.origin}${base}/compose?uri=${encodeURIComponent(`mailto:${to}?subject=${encodeURIComponent(subject)}`)}`;
    },
  });
})();
