// SPDX-License-Identifier: MIT
// The report as one file for anybody: what report.cmake leaves to be filled in, filled in.

const asData = (value) => JSON.stringify(value).replaceAll("<", "\\u003c"); // no word of a mail ends its element

/**
 * @param {string} page report.html.in
 * @param {object[]} lines without what only this Thunderbird understands they go into the file
 * @returns {string[]} its parts
 */
export function savedReport(page, words, lines, summary) {
  const [head, rest] = page.split("@WORDS@");
  const [middle, tail] = rest.split("@LINES@");
  return [head, asData(words), middle, ...lines.map(({ id, message_id, ...line }) => `${asData(line)}\n`), asData(summary), tail];
}
