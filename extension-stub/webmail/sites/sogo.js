// SPDX-License-Identifier: MIT
// SOGo 5. One page for all, or a window for one message; the hash names the message (Alinto/sogo,
// UI/WebServerResources/js/Mailer: Mailer.app.js, Mailer.popup.js, MessageController.js openInPopup).
(() => {
  const { isSame, isShown } = globalThis.explainBounceText;

  /** #!/Mail/ACCOUNT/FOLDER/UID, or /virtual/ before the folder in a search through several; the folder is encoded twice. */
  function openAt(location) {
    const [, base] = /^(.*\/so\/[^/]+\/Mail)\/(?:view|UIxMailPopupView)$/.exec(location.pathname) ?? [];
    const [, account, twice, uid] = /^#!\/Mail\/(\w+)\/(?:virtual\/)?([^/?]+)\/(\d+)$/.exec(location.hash) ?? [];
    if (!base || !uid) return null;
    try {
      return { base, account, folder: decodeURIComponent(decodeURIComponent(twice)), uid };
    } catch {
      return null;
    }
  }

  const written = { _: "_U_", ".": "_D_", "#": "_H_", "@": "_A_", "*": "_S_", ":": "_C_", ",": "_CO_", " ": "_SP_", "'": "_SQ_", "&": "_AM_", "+": "_P_" };

  /**
   * A folder as SOGo writes it into paths (js/Common/utils.js, asCSSIdentifier). Of a folder that it does not find, SOGo hands out
   * a message of another one: what that function does not name is not guessed.
   */
  function pathOf(folder) {
    if (!/^[A-Za-z0-9/_.#@*:,'&+ -]+$/.test(folder)) return null;
    return folder.split("/").map((name) => `folder${name.replace(/[_.#@*:, '&+]/g, (mark) => written[mark]).replace(/^\d/, "_$&")}`).join("/");
  }

  globalThis.explainBounceSites.push({
    id: "sogo",
    owns: () => false, // it may be anywhere: the URL tells

    // The marks are those of UI/Templates/MailerUI/UIxMailViewTemplate.wox.
    messages(document, location) {
      const open = openAt(location);
      // While one message slides away and the next comes there are two.
      const [body, ...more] = open ? [...document.querySelectorAll(".msg-body")].filter(isShown) : [];
      if (!body || more.length || !body.querySelector(".sg-mail-part")) return [];
      const key = JSON.stringify([open.base, open.account, open.folder, open.uid]);
      if (!isSame(body, key)) return [];
      const card = body.closest("md-card-content");
      const text = (bound) => card?.querySelector(`[ng-bind$="viewer.message.${bound}"]`)?.textContent.trim() ?? "";
      return [{
        key,
        from: `${text("from[0].name")} <${text("from[0].email")}>`,
        subject: text("subject"),
        body,
        before: body,
      }];
    },

    /**
     * The message itself, asked for without a method, as it is but for line ends (SoObjects/Mailer/SOGoMailObject.m, GETAction).
     * "viewsource" and "export" want a token, and take every byte above 127 for Latin-1 (contentAsString).
     */
    source(document, location) {
      const open = openAt(location);
      const path = open && pathOf(open.folder);
      return path ? { url: `${location.origin}${open.base}/${open.account}/${path}/${open.uid}`, by: "page" } : null;
    },

    /** SOGo answers with its login page, and 200, when the session is over (UI/Templates/MainUI/SOGoRootPage.wox). */
    signedOut: (html) => /ng-app="SOGo\.MainUI"/.test(html),

    /** As a mailto: link is answered (Mailer.app.js, registerProtocolHandler). */
    compose(location, to, subject) {
      const { base, account } = openAt(location);
      const link = globalThis.explainBounceText.mailto(to, subject);
      return `${location.origin}${base}/UIxMailPopupView#!/Mail/${account}/new?${encodeURIComponent(link)}`;
    },
  });
})();
