// SPDX-License-Identifier: MIT
// Zimbra's classic page. In a conversation each body carries the number of its message; alone, the list's selected row does
// (Zimbra/zm-web-client, WebRoot/js/zimbraMail/mail/view: ZmConvView2.js _getViewId, ZmMailMsgView.js _displayContent; ids in
// ZmId.js MV_MSG_BODY). A message of a shared folder has its owner's id before the number.
(() => {
  const { identity, isSame, isShown } = globalThis.explainBounceText;
  const textOf = (element) => element?.textContent.trim() ?? "";
  const capsule = /^(?:\w+_)?MSGC([\w-]+:\d+|\d+)__body$/;

  // Most stand in a frame without an address of its own, some in the page (ZmMailMsgView.js, _useIframe).
  const wordsOf = (body) => body.querySelector("iframe")?.contentDocument?.body ?? body;

  function inConversation(document) {
    return [...document.querySelectorAll('[id*="MSGC"][id$="__body"]')].flatMap((element) => {
      const [, id] = capsule.exec(element.id) ?? [];
      return id ? [{ id, element, subject: textOf(document.querySelector('[id$="_header"] .subject, [id$="_subject"]')) }] : [];
    });
  }

  /** The view is one for all, its body a new element for each message; the row may be chosen before that is there. */
  function alone(document) {
    const element = document.getElementById("zv__TV-main__MSG__body");
    if (!element) return [];
    const subject = textOf(document.querySelector('#zv__TV-main__MSG tr[id$="_hdrTableTopRow"] td.SubjectCol'));
    const rows = [...document.querySelectorAll('#zl__TV-main__rows > .Row-selected[id^="zli__TV-main__"]')];
    const id = rows.length === 1 ? /^zli__TV-main__([\w-]+:\d+|\d+)$/.exec(rows[0].id)?.[1] : null;
    const isThis = id && subject && textOf(rows[0].querySelector('[id$="__su"]')).startsWith(subject) && isSame(element, id);
    return [{ id: isThis ? id : null, element, subject }];
  }

  globalThis.explainBounceSites.push({
    id: "zimbra",
    owns: () => false, // it may be anywhere: the page tells

    messages(document) {
      return [...inConversation(document), ...alone(document)].flatMap(({ id, element, subject }) => {
        const body = wordsOf(element);
        if (!isShown(element) || !body.textContent.trim()) return [];
        return [{ key: id ?? identity(body.textContent), id, from: "", subject, body, before: element }];
      });
    },

    /** "Show Original" (Zimbra/zm-mailbox, store/docs/rest.txt): the mail as it is, "text/plain"; the cookie is enough. */
    source: (document, location, { id }) => (id ? { url: `${location.origin}/service/home/~/?${new URLSearchParams({ auth: "co", view: "text", id })}`, by: "page" } : null),

    /** As it registers itself for mailto: links (ZmZimbraMail.js). */
    compose: (location, to, subject) => `${location.origin}${location.pathname}?${new URLSearchParams({ view: "compose", to, subject })}`,
  });
})();
