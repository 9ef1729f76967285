// SPDX-License-Identifier: MIT
// How much of a bounce is left in what webmail shows of it: the visible text of mails as Roundcube renders them, read as text,
// against the mails themselves. A measurement, not a test.
//
// usage: text_mode.mjs BUILD_DIR CORPUS [COUNT]     CORPUS: a folder with gold.jsonl, one {"file": ..., "kind": ...} a line
// With TEXTS=FOLDER in the environment the visible texts are kept there, under the numbers that the list has.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import puppeteer from "puppeteer-core";
import { startRoundcube } from "./servers.mjs";
import { sleep } from "./wait.mjs";

const [build, corpus = "", count = "100"] = process.argv.slice(2);
const list = path.join(corpus, "gold.jsonl");
if (!corpus || !existsSync(list)) {
  console.log("skipped: no corpus");
  process.exit(77);
}

// Always the same ones, and no folder's more than another's: by the hash of the name.
const hash = (text) => createHash("sha256").update(text).digest("hex");
const files = readFileSync(list, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)).filter(({ kind }) => ["failure", "delay"].includes(kind)).map(({ file }) => file)
  .sort((a, b) => (hash(a) < hash(b) ? -1 : 1)).slice(0, Number(count));

// A mail of which nothing is to be seen is an answer, too.
const explain = (options, input) => JSON.parse(spawnSync(path.join(build, "explain-bounce"), ["explain", "--format", "json", "--lang", "en", ...options], { input, encoding: "utf8", maxBuffer: 1 << 26 }).stdout);
const failed = ({ recipients = [] }) => recipients.filter(({ action }) => !["delivered", "relayed", "expanded"].includes(action));
const reasons = (answer) => [...new Set(failed(answer).map(({ reason }) => reason))].sort().join(" ") || (answer.kind ?? answer.error.code);
const addresses = (answer) => [...new Set(failed(answer).map(({ address }) => address?.toLowerCase()).filter(Boolean))].sort().join(" ");

const folder = mkdtempSync(path.join(os.tmpdir(), "explain-bounce-text-"));
const server = await startRoundcube(folder, files.map((file) => path.join(corpus, file)));
const home = mkdtempSync(path.join(os.tmpdir(), "explain-bounce-text-"));
const browser = await puppeteer.launch({ browser: "chrome", executablePath: "/usr/bin/chromium", headless: true, userDataDir: path.join(home, "profile"), args: process.getuid() === 0 ? ["--no-sandbox"] : [], env: { ...process.env, HOME: home } });
const same = { reasons: 0, recipients: 0, kinds: 0 };
try {
  const [page] = await browser.pages();
  await page.goto(server.url);
  await page.type("#rcmloginuser", "holly@bakery.example");
  await page.type("#rcmloginpwd", "secret");
  await page.click("#rcmloginsubmit");
  await page.waitForSelector("#messagelist tbody tr.message");
  for (const [place, file] of files.entries()) {
    await page.goto(`${server.url}?_task=mail&_uid=${place + 1}&_mbox=INBOX&_action=show`, { waitUntil: "domcontentloaded" });
    await page.waitForSelector("#messagebody");
    await sleep(50);
    const text = await page.evaluate(() => document.getElementById("messagebody").innerText);
    if (process.env.TEXTS) writeFileSync(path.join(process.env.TEXTS, `${String(place).padStart(3, "0")}.txt`), text);
    const [whole, seen] = [explain([path.join(corpus, file)]), explain(["--text", "-"], text)];
    const agrees = { reasons: reasons(whole) === reasons(seen), recipients: addresses(whole) === addresses(seen), kinds: whole.kind === seen.kind };
    for (const [key, yes] of Object.entries(agrees)) same[key] += yes;
    if (agrees.reasons && agrees.recipients && agrees.kinds) continue;
    console.log(`${place} ${file}\n  mail: ${whole.kind} [${reasons(whole)}] <${addresses(whole)}>\n  text: ${seen.kind} [${reasons(seen)}] <${addresses(seen)}>`);
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
console.log(`\nof ${files.length} mails: reasons agree on ${same.reasons}, recipients on ${same.recipients}, kinds on ${same.kinds}`);
