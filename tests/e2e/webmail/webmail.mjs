// SPDX-License-Identifier: MIT
// End to end: bounces in webmail, in real browsers; a real click, the words above the message read back.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { check, count, within } from "./check.mjs";
import { Chromium } from "./chromium.mjs";
import { Firefox } from "./firefox.mjs";
import * as faults from "./flow_faults.mjs";
import * as looks from "./flow_looks.mjs";
import * as pages from "./flow_pages.mjs";
import * as roundcube from "./flow_roundcube.mjs";
import { mailFiles } from "./mails.mjs";
import * as sites from "./flow_sites.mjs";
import * as webmails from "./flow_webmails.mjs";
import { startRoundcube } from "./servers.mjs";
import { startStandIns } from "./standins.mjs";

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: "string", default: "1" }, browser: { type: "string" }, only: { type: "string" } } });
const build = path.resolve(positionals[0]);
const browsers = { chromium: Chromium, firefox: Firefox };

/** A screen of our own, whose number Xvfb chooses. */
function screen() {
  const xvfb = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((ready, fail) => {
    xvfb.once("error", fail);
    xvfb.stdout.once("data", (number) => ready({ display: `:${String(number).trim()}`, stop: () => xvfb.kill() }));
  });
}

// One browser for each row: how it starts, and what is done in it.
const starts = [
  { flows: [roundcube.reading, roundcube.panel, roundcube.moving, roundcube.clicks, roundcube.rested] },
  { withStandIns: true, flows: [sites.options, sites.gmail, sites.outlook, sites.anyPage, sites.ownPage, pages.redrawn, pages.notByItself, pages.styles, pages.otherSite, pages.slow, pages.written, pages.updated] },
  { withStandIns: true, flows: [webmails.sogo, webmails.cloud, webmails.zimbra, webmails.wordsAlone] },
  { flows: [faults.hosts, faults.session] },
  { flows: [looks.looks] },
  { lang: "sv", flows: [looks.swedish] },
  { lang: "ar", flows: [looks.arabic] },
];

// What fails on a machine that is busy is done once more from the start of its browser; never in a count of many runs.
const again = Number(options.runs) === 1;

async function once(kind, world) {
  for (const start of starts) {
    const before = { ...count };
    await oneBrowser(kind, world, start);
    if (count.failed === before.failed || !again) continue;
    console.log(`     ${kind}: once more`);
    Object.assign(count, before);
    await oneBrowser(kind, world, start);
  }
}

async function oneBrowser(kind, world, { flows, withStandIns, ...start }) {
  const chosen = flows.filter(({ name }) => !options.only || options.only.split(",").includes(name));
  if (!chosen.length) return;
  const folder = mkdtempSync(path.join(os.tmpdir(), "explain-bounce-webmail-"));
  let browser;
  try {
    browser = await browsers[kind].start({ build, folder, display: world.display, mails: world.mails, roundcubeUrl: world.url, standIns: withStandIns && world.standIns, ...start });
    for (const flow of chosen) {
      const begin = performance.now();
      try {
        await flow(browser);
      } catch (error) {
        const open = (await browser.browser.pages().catch(() => [])).map((page) => page.url());
        check(`${flow.name} came to its end`, false, [String(error.stack ?? error), error.cause && String(error.cause), ...open]);
        await browser.picture(`failed-${flow.name}`).catch(() => {});
      }
      console.log(`     ${kind}, ${flow.name}: ${((performance.now() - begin) / 1000).toFixed(0)} s`);
    }
  } catch (error) {
    within(kind);
    check("the browser starts", false, String(error.stack ?? error));
  } finally {
    await browser?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const { display, stop } = await screen();
const base = mkdtempSync(path.join(os.tmpdir(), "explain-bounce-roundcube-"));
const mails = mailFiles(path.join(base, "mails"));
const server = await startRoundcube(base, mails);
const standIns = await startStandIns(path.join(base, "stand-ins"));
// Whoever stops the tests stops what they started, too.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    standIns.stop();
    await server.stop();
    stop();
    process.exit(130);
  });
}
try {
  for (const kind of Object.keys(browsers).filter((name) => !options.browser || options.browser === name)) {
    let clean = 0;
    for (let run = 1; run <= Number(options.runs); run++) {
      const before = count.failed;
      await once(kind, { display, mails, standIns, url: server.url });
      clean += count.failed === before;
      if (Number(options.runs) > 1) console.log(`-- ${kind}: ${clean} of ${run} runs clean`);
    }
  }
} finally {
  standIns.stop();
  await server.stop();
  stop();
}
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed ? 1 : 0;
