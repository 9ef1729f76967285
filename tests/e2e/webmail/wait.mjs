// SPDX-License-Identifier: MIT
export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The first value of `look` that is true; what it throws on the way counts as not yet. */
export async function until(look, what, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const value = await look();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`, { cause: last });
    await sleep(15);
  }
}
