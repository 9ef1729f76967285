// SPDX-License-Identifier: MIT
// The beginning of what a webmail hands out. Both for its pages, whose scripts can import nothing, and for the background page.
(() => {
  const mostBytes = 1 << 20; // the report comes before the returned mail

  /** No more than that of a large mail is fetched. In Firefox a page's bytes cannot be sliced from here; a Blob can. */
  globalThis.explainBounceBeginning = async (response) => {
    const reader = response.body.getReader();
    const parts = [];
    for (let size = 0; size < mostBytes; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
    }
    reader.cancel().catch(() => {});
    return new Blob(parts).slice(0, mostBytes);
  };
})();
