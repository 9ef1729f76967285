// SPDX-License-Identifier: MIT
export const count = { passed: 0, failed: 0 };
let place = "";

export const within = (name) => { place = name; };

export function check(what, ok, told) {
  count[ok ? "passed" : "failed"]++;
  console.log(`${ok ? "ok  " : "FAIL"} ${place}: ${what}${ok || told === undefined ? "" : ` -- ${JSON.stringify(told)?.slice(0, 1500)}`}`);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
