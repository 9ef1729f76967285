// SPDX-License-Identifier: MIT
// The mails in the mailbox of the tests; a mail's UID is its place here, from 1.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { mailsFolder } from "./hosts.mjs";

const files = {
  spf: "seed/ib508.eml", full: "form/gmail-quota.eml", html: "form/exchange-online.eml", several: "form/several-recipients.eml", qmail: "form/qmail.eml", eightbit: "real/postfix-eightbit.eml",
  slip: "form/slip-of-the-pen.eml", ordinary: "ordinary/order-confirmation.eml", swedish: "lang/sv-exchange.eml", sent: "ordinary/sent-original.eml",
};
export const names = [...Object.keys(files), "large"];
export const uidOf = (name) => names.indexOf(name) + 1;
export const fileOf = (name) => files[name];

/** As a server sends it: every line ends in CR LF. */
export const bytesOf = (file) => Buffer.from(readFileSync(file).toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1");

/** The paths of all, in order; a large one is made: a bounce that brings back three megabytes. */
export function mailFiles(folder) {
  mkdirSync(folder, { recursive: true });
  const large = path.join(folder, "large.eml");
  const full = readFileSync(path.join(mailsFolder, files.full), "latin1").replace(/\r?\n/g, "\n");
  const at = full.lastIndexOf("\n--");
  const boundary = full.slice(at).trim().replace(/--$/, "");
  const attachment = `\n${boundary}\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=large.bin\nContent-Transfer-Encoding: base64\n`;
  writeFileSync(large, full.slice(0, at) + attachment + `\n${"0123456789abcdef".repeat(4)}`.repeat(48_000) + full.slice(at), "latin1");
  return names.map((name) => (name === "large" ? large : path.join(mailsFolder, files[name])));
}
