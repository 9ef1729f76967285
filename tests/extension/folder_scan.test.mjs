// SPDX-License-Identifier: MIT
// The walk through folders, with a Thunderbird and a host of the test's own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { parseHTML } from "linkedom";
import { HostError } from "../../extension-stub/shared/host.js";
import { isCandidate, wideJudge } from "../../extension-stub/shared/judge.js";
import { readLines } from "../../extension-stub/shared/report/lines.js";
import { scanFolders } from "../../extension-stub/thunderbird/folder_scan.js";
import { savedReport } from "../../extension-stub/thunderbird/saved_report.js";

const groups = [[{ field: "content-type", patterns: ["^multipart/report"] }], [{ field: "from", patterns: ["mailer-daemon"] }], [{ field: "return-path", patterns: ["^<>$"] }, { field: "subject", patterns: ["deliver"] }]];

test("with some fields alone, more is let through than with all, and every one that those tell", () => {
  const wide = wideJudge(groups, ["from", "subject"]);
  assert.equal(wide({ from: "MAILER-DAEMON@x", subject: "" }), true);
  assert.equal(wide({ from: "bob@x", subject: "Delivery report" }), true);
  assert.equal(isCandidate({ from: ["bob@x"], subject: ["Delivery report"] }, groups), false);
  assert.equal(wide({ from: "bob@x", subject: "Lunch" }), false);
  assert.equal(wide({}), false);
});

/** Folders of mails; every third mail may be a bounce. */
function thunderbird(folders) {
  const calls = { aborted: 0, queries: [] };
  const lists = new Map();
  const give = (key) => {
    const { rest, most } = lists.get(key);
    const messages = rest.splice(0, most);
    return { id: rest.length ? key : null, messages };
  };
  return {
    calls,
    folders: { getFolderInfo: async (id) => ({ totalMessageCount: folders[id].length }) },
    messages: {
      query: async (wish) => (calls.queries.push(wish), lists.set(wish.folderId, { rest: [...folders[wish.folderId]], most: wish.messagesPerPage }), give(wish.folderId)),
      continueList: async (id) => give(id),
      abortList: async () => calls.aborted++,
    },
  };
}
const mails = (count, from = 1) => Array.from({ length: count }, (_, n) => ({ id: from + n, author: n % 3 ? "bob@x" : "mailer-daemon@x", subject: "s", size: 9, date: new Date(Date.UTC(2026, 10, 23)), headerMessageId: `${from + n}@x`, folder: { name: "Inbox" } }));
const folder = (id, path = "/in") => ({ id, path, name: id });
const mayBounce = wideJudge(groups, ["from", "subject"]);
const failure = { kind: "failure", recipients: [] };
const watch = (more = {}) => ({ isStopped: () => false, tell: () => {}, now: () => new Date(Date.UTC(2026, 10, 25)), ...more });

test("every mail is looked at, those that may be bounces are asked about, and only bounces are kept", async () => {
  const api = thunderbird({ a: mails(120) });
  const asked = [];
  const told = [];
  const kinds = ["failure", "not_a_report", "delay", "auto_reply", "held"];
  const { lines, summary, fault } = await scanFolders(api, [folder("a")], mayBounce, async (id) => (asked.push(id), { kind: kinds[asked.length % 5] }), watch({ tell: (progress) => told.push(progress) }));
  assert.equal(fault, null);
  assert.equal(asked.length, 40);
  assert.deepEqual([summary.mails, summary.bounces, summary.unreadable, summary.cancelled], [120, 24, 0, false]);
  assert.deepEqual(summary.by_kind, { not_a_report: 8, delay: 8, auto_reply: 8, held: 8, failure: 8 });
  assert.equal(lines.length, 24);
  assert.deepEqual(Object.keys(lines[0]), ["type", "folder", "size", "received_at", "answer", "id", "message_id"]);
  assert.equal(lines[0].received_at, "2026-11-23T00:00:00.000Z");
  assert.deepEqual(told.map(({ done, total }) => [done, total]), [[30, 120], [60, 120], [90, 120], [120, 120]]);
});

test("no more than four mails are under way at once", async () => {
  let now = 0;
  let most = 0;
  const explain = async () => {
    most = Math.max(most, ++now);
    await new Promise((done) => setTimeout(done, 1));
    now--;
    return failure;
  };
  await scanFolders(thunderbird({ a: mails(90) }), [folder("a")], mayBounce, explain, watch());
  assert.equal(most, 4);
});

test("an account brings its folders along, a folder only itself; a mail in two of them counts once", async () => {
  const api = thunderbird({ account: mails(6), search: mails(9) });
  const { summary } = await scanFolders(api, [folder("account", "/"), folder("search")], mayBounce, async () => failure, watch());
  assert.deepEqual(api.calls.queries.map(({ includeSubFolders }) => includeSubFolders), [true, false]);
  assert.deepEqual([summary.mails, summary.bounces], [9, 3]);
});

test("stopped: what was found is kept, and Thunderbird need not go on", async () => {
  const api = thunderbird({ a: mails(1000), b: mails(1000, 5000) });
  let stopped = false;
  const { lines, summary } = await scanFolders(api, [folder("a"), folder("b")], mayBounce, async (id) => ((stopped ||= id > 100), failure), watch({ isStopped: () => stopped }));
  assert.equal(summary.cancelled, true);
  assert.ok(lines.length >= 34 && lines.length < 40, lines.length);
  assert.ok(summary.mails < 150);
  assert.deepEqual([api.calls.aborted, api.calls.queries.length], [1, 1]);
});

test("a mail that cannot be read, or that the host refuses, is counted and does not stop the rest", async () => {
  const explain = async (id) => {
    if (id === 1) throw new Error("not on this computer");
    if (id === 4) throw new HostError("refused");
    if (id === 7) return { error: { code: "unreadable" } };
    return failure;
  };
  const { summary, fault } = await scanFolders(thunderbird({ a: mails(30) }), [folder("a")], mayBounce, explain, watch());
  assert.equal(fault, null);
  assert.deepEqual([summary.mails, summary.bounces, summary.unreadable], [30, 7, 3]);
});

test("a mail that ends the host is tried once more, and then left out", async () => {
  const tries = new Map();
  const explain = async (id) => {
    tries.set(id, (tries.get(id) ?? 0) + 1);
    if (id === 31) throw new HostError("failed");
    return failure;
  };
  const { summary, fault } = await scanFolders(thunderbird({ a: mails(90) }), [folder("a")], mayBounce, explain, watch());
  assert.equal(fault, null);
  assert.equal(tries.get(31), 2);
  assert.deepEqual([summary.bounces, summary.unreadable], [29, 1]);
});

test("a host that is gone, or that fails at everything, ends the scan; what was found before is kept", async () => {
  for (const [kind, most] of [["missing", 24], ["failed", 48]]) {
    let asked = 0;
    const explain = async () => {
      if (++asked > 20) throw new HostError(kind);
      return failure;
    };
    const { lines, summary, fault } = await scanFolders(thunderbird({ a: mails(3000) }), [folder("a")], mayBounce, explain, watch());
    assert.equal(fault.kind, kind);
    assert.equal(lines.length, 20);
    assert.ok(asked <= most, `${kind}: ${asked}`);
    assert.ok(summary.mails < 200);
  }
});

test("a folder that goes away on the way is told", async () => {
  const api = thunderbird({ a: mails(120) });
  api.messages.continueList = async () => { throw new Error("no such list"); };
  const { lines, fault } = await scanFolders(api, [folder("a")], mayBounce, async () => failure, watch());
  assert.equal(fault.message, "no such list");
  assert.equal(lines.length, 10);
});

test("a folder that was never opened is opened, and its mails are waited for", async () => {
  const folders = { a: [] };
  const api = thunderbird(folders);
  const shown = [];
  api.tabs = { query: async () => [{ id: 7 }] };
  // Thunderbird does open it, and stumbles over what it would tell of it.
  api.mailTabs = { update: async (tab, wish) => { shown.push([tab, wish]); throw new Error("An unexpected error occurred"); } };
  const ready = api.folders.getFolderInfo;
  api.folders.getFolderInfo = async (id) => {
    if (waits > 0 && waits < 60) throw new Error("it is being read");
    return ready(id);
  };
  const told = [];
  let waits = 0;
  const wait = async () => {
    if (++waits >= 60 && waits < 67) folders.a.push(...mails(3, waits * 3));
  };
  const { summary } = await scanFolders(api, [folder("a")], mayBounce, async () => failure, watch({ wait, tell: (progress) => told.push(progress) }));
  assert.deepEqual(shown, [[7, { displayedFolderId: "a" }]]);
  assert.deepEqual([summary.mails, summary.bounces, told.at(-1).total], [21, 7, 21]);
});

test("an empty folder keeps nobody long", async () => {
  const api = thunderbird({ a: [] });
  api.tabs = { query: async () => [{ id: 7 }] };
  api.mailTabs = { update: async () => {} };
  let waited = 0;
  const { summary, fault } = await scanFolders(api, [folder("a")], mayBounce, async () => failure, watch({ wait: async (milliseconds) => (waited += milliseconds) }));
  assert.deepEqual([summary.mails, fault], [0, null]);
  assert.ok(waited <= 6000, `${waited} ms`);
});

test("the report that is saved is the same page, with everything in it but what is this Thunderbird's own", () => {
  const template = readFileSync(new URL("../../build/release/generated/report/report.html.in", import.meta.url), "utf8");
  const evil = "</script><script>alert(1)</script><!-- $& @LINES@ @WORDS@";
  const lines = [{ type: "bounce", folder: evil, id: 7, message_id: "1@x", answer: { kind: "failure" } }, { type: "bounce", folder: "b", id: 8, answer: { kind: "held" } }];
  const saved = savedReport(template, { lang: "en", words: { a: evil } }, lines, { type: "summary", mails: 9 }).join("");
  const { document } = parseHTML(saved);
  const held = (id) => document.getElementById(id).textContent;
  assert.equal(document.querySelectorAll("script").length, 3);
  assert.deepEqual(JSON.parse(held("words")).words, { a: evil });
  const { found, summary, spoilt } = readLines(held("lines"));
  assert.deepEqual(found, [{ type: "bounce", folder: evil, answer: { kind: "failure" } }, { type: "bounce", folder: "b", answer: { kind: "held" } }]);
  assert.deepEqual([summary.mails, spoilt], [9, 0]);
});
