// SPDX-License-Identifier: MIT
// The tab of "Explain the bounces in this folder": it scans, shows how far it is, and then the report. What it found goes with it.
import { nativeHost } from "./native_host.js";
import { scanFolders } from "./folder_scan.js";
import { savedReport } from "./saved_report.js";
import { candidate } from "./shared/candidate.js";
import { base64, Host } from "./shared/host.js";
import { wideJudge } from "./shared/judge.js";
import { button, element, saveAs } from "./shared/report/dom.js";
import { reportPage } from "./shared/report/page.js";
import { speaker } from "./shared/report/say.js";
import { faultOf, speech } from "./shared/words.js";

const mostBytes = 1 << 20; // the report comes before the returned mail
const idle = 5_000; // milliseconds
const sections = ["who", "kind", "reason", "report", "permanence", "resend", "cli", "provider"];

const { version } = await messenger.runtime.getBrowserInfo();
const host = new Host(() => messenger.runtime.connectNative(nativeHost), `thunderbird/${version}`, idle);
const { lang, dir } = await speech(messenger);
document.documentElement.lang = lang;
document.documentElement.dir = dir;

async function explain(messageId) {
  const file = await messenger.messages.getRaw(messageId, { data_format: "File" });
  return host.ask("explain", { raw: base64(new Uint8Array(await file.slice(0, mostBytes).arrayBuffer())), lang });
}

/** The mail may have been moved since: then it is looked up by its Message-ID. */
const open = ({ line }) => messenger.messageDisplay.open({ messageId: line.id, location: "tab", active: true })
  .catch(() => messenger.messageDisplay.open({ headerMessageId: line.message_id, location: "tab", active: true }));

async function save(words, lines, summary) {
  const page = await (await fetch(messenger.runtime.getURL("shared/report/report.html.in"))).text();
  saveAs("bounce-report.html", savedReport(page, words, lines, summary), "text/html");
}

function progressOf(say, stop) {
  const heading = element("h1", {}, "");
  const bar = element("progress", { max: 1, value: 0, "aria-label": say.word("report.title") });
  const count = element("p", { class: "count" });
  const found = element("p", { class: "found", role: "status" });
  document.title = say.word("report.title");
  document.body.replaceChildren(element("main", { class: "progress" }, heading, bar, count, found, element("p", { class: "actions" }, button(say.word("report.stop"), stop, { class: "stop" }))));
  let began; // when the first mails had been looked at, for until then the folder may have been opened
  let before;
  return ({ folder, done, total, bounces }) => {
    const part = total ? done / total : 0;
    if (done && began === undefined) [began, before] = [Date.now(), done];
    const left = ((Date.now() - began) / 1000) * ((total - done) / Math.max(1, done - before));
    heading.textContent = say.word("report.looking", { folder });
    bar.value = part;
    const soon = Date.now() - began > 2000 && done < total ? ` \u00b7 ${say.word("report.left", { time: say.duration(left) })}` : "";
    count.textContent = `${say.word("report.progress", { done, total })}${soon}`;
    if (bounces) found.textContent = say.word("report.bounces", { count: bounces });
  };
}

/** Without the host there are no words but the extension's own. */
function showFault({ headline, text, steps }) {
  document.body.replaceChildren(element("main", {}, element("section", { class: "card trouble", role: "alert" }, element("h1", {}, headline), element("p", {}, text), element("ol", {}, ...steps.map((step) => element("li", {}, step))))));
}

async function run(ids) {
  const folders = await Promise.all(ids.map((id) => messenger.folders.get(id)));
  const words = await host.ask("words", { lang, sections });
  let stopped = false;
  const tell = progressOf(speaker(words), () => (stopped = true));
  tell({ folder: folders.map(({ name }) => name).join(", "), done: 0, total: 0, bounces: 0 });
  const { lines, summary, fault } = await scanFolders(messenger, folders, wideJudge(candidate, ["from", "subject"]), explain, { isStopped: () => stopped, tell });
  // What Thunderbird itself refuses has its own words: the folder has gone, say.
  if (fault && !fault.kind) summary.faults.push({ where: summary.sources.join(", "), what: fault.message });
  else if (fault) {
    const { headline, text, steps } = await faultOf(messenger, fault);
    if (!summary.mails && !lines.length) return showFault({ headline, text, steps });
    summary.faults.push({ where: headline, what: [text, ...steps].join(" ") });
  }
  reportPage(document, words, { open, save: () => save(words, lines, summary) }).show(lines, summary);
}

await run(JSON.parse(decodeURIComponent(location.hash.slice(1)))).catch(async (error) => showFault(await faultOf(messenger, error)));
