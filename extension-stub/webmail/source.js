// SPDX-License-Identifier: MIT
// The raw source of a mail, asked for by the page that is signed in. Bytes all the way: a mail is not text.
(() => {
  // A Blob gives base64 by itself.
  const base64 = (blob) => new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });

  /** @returns {{raw?: string, fault?: "session"}} base64, or why not; neither where the site does not give the source */
  globalThis.explainBounceSource = async (url, site) => {
    let response;
    try {
      response = await fetch(url, { credentials: "same-origin", cache: "no-store" });
    } catch {
      return {};
    }
    const type = response.headers.get("content-type") ?? "";
    if (response.ok && /^(text\/plain|message\/rfc822|application\/octet-stream)/.test(type)) return { raw: await base64(await globalThis.explainBounceBeginning(response)) };
    // A status says little: the login page too comes with 200.
    if (response.status === 401 || site.signedOut?.(await response.text())) return { fault: "session" };
    return {};
  };
})();
