// SPDX-License-Identifier: MIT
// Could this mail be a bounce? From header fields alone, by the list that the host uses too.

/**
 * @param {{[name: string]: string[]}} headers lower-case names
 * @param {{field: string, patterns: string[]}[][]} groups candidate.js: one group is enough, all its conditions must hold
 */
export function isCandidate(headers, groups) {
  const holds = ({ field, patterns }) =>
    (headers[field] ?? []).some((value) => patterns.some((pattern) => new RegExp(pattern, "i").test(value)));
  return groups.some((conditions) => conditions.every(holds));
}
