// SPDX-License-Identifier: MIT
// Horde IMP 6: the preview of its dynamic page, the window of one message, and the basic page (horde/imp). Links of the page's own
// name the message: the address does not always, for after a message is deleted the next one stands under its address.
(() => {
  const { identity, isShown } = globalThis.explainBounceText;
  const pageName = /^(.*\/imp)\/(?:dynamic|basic)\.php$/;

  const queriesOf = (links) => [...links].map((link) => new URLSearchParams(/\?([^#]*)/.exec(link.getAttribute("href"))?.[1]));
  const only = (found) => (new Set(found).size === 1 ? found[0] : null);

  /**
   * What the page's own links ask for: each part's download, in the body (lib/Contents.php; a mail's own links have no such class,
   * and HTML has a frame), else "Save" beside it (templates/dynamic/message.html.php, lib/Basic/Message.php).
   */
  function idOf(around, body) {
    const parts = queriesOf(body.querySelectorAll('a.downloadAtc[href*="muid="]')).map((query) => query.get("muid"));
    if (parts.length) return only(parts) && new URLSearchParams({ muid: only(parts) }).toString();
    const save = [...around.querySelectorAll('a[href*="actionID=save_message"]')].filter((link) => !body.contains(link));
    return only(queriesOf(save).map((query) => new URLSearchParams({ mailbox: query.get("mailbox") ?? "", buid: query.get("buid") ?? "" }).toString()));
  }

  /** An HTML part is written into a frame that has no address (lib/Mime/Viewer/Html.php, js/imp.js iframeInject). */
  const wordsOf = (body) => [...body.querySelectorAll("iframe.htmlMsgData")].map((frame) => frame.contentDocument?.body).find((inside) => inside?.textContent.trim()) ?? body;

  function fromOf(sender) {
    const address = sender?.querySelector("a.address")?.getAttribute("title");
    return [sender?.textContent.trim(), address && `<${address}>`].filter(Boolean).join(" ");
  }

  globalThis.explainBounceSites.push({
    id: "horde",
    owns: () => false, // it may be anywhere: the URL tells

    messages(document, location) {
      if (!pageName.test(location.pathname)) return [];
      // #previewMsg: the preview. #msgData: the window. Else the basic page (templates/basic/message/message.html.php).
      const around = document.getElementById("previewMsg") ?? document.getElementById("msgData") ?? document.body;
      const body = around?.querySelector(".messageBody");
      const words = body && isShown(body) ? wordsOf(body) : null;
      if (!words?.textContent.trim()) return [];
      const id = idOf(around, body);
      return [{
        key: id ?? identity(words.textContent),
        id,
        from: fromOf(around.querySelector(".from, #msgHeaderFrom td:last-child, #msgheaders .msgheader > .nowrap")),
        subject: around.querySelector(".subject, #msgheaders > p")?.textContent.trim() ?? "",
        body: words,
        before: body,
      }];
    },

    /** "View Source": the mail as it is, "text/plain"; alone of all actions it wants no token (view.php, lib/Contents/View.php). */
    source(document, location, message) {
      if (!message.id) return null;
      const [, base] = pageName.exec(location.pathname);
      return { url: `${location.origin}${base}/view.php?actionID=view_source&id=0&${message.id}`, by: "page" };
    },

    /** Horde sends on to its login page when the session is over (horde/base, login.php). */
    signedOut: (html) => /name="horde_user"|id="horde_login"/.test(html),

    /** As Horde links an address in a mail. */
    compose(location, to, subject) {
      const [, base] = pageName.exec(location.pathname);
      return `${location.origin}${base}/dynamic.php?${new URLSearchParams({ page: "compose", to, subject, popup: "1" })}`;
    },
  });
})();
