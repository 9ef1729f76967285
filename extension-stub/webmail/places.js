// SPDX-License-Identifier: MIT
// Where the panel goes (panel.js says what a place is). A page may take it away with whatever it draws anew: then it is put once more.
(() => {
  /** A webmail listens to keys too: Delete in the panel must not delete the mail. */
  globalThis.explainBounceKeepKeys = (host) => {
    for (const type of ["keydown", "keypress", "keyup"]) host.addEventListener(type, (event) => event.stopPropagation());
  };

  /** @param {{above?: () => Element, quiet?: boolean, closed: () => void}} options `above`: what it stands above; without, it lies over the page */
  globalThis.explainBouncePlace = ({ above, quiet = false, closed }) => {
    let host = null;
    const place = {
      quiet,
      back: closed,
      put(panel) {
        if (host !== panel) globalThis.explainBounceKeepKeys(panel);
        host = panel;
        if (above) above().before(host);
        else {
          host.dataset.over = ""; // a page of which nothing is known must not be moved
          document.documentElement.append(host);
        }
        host.dataset.look = globalThis.explainBounceLook(host);
      },
      putAgain: () => place.put(host),
      get isThere() {
        return Boolean(host?.isConnected);
      },
    };
    return place;
  };
})();
