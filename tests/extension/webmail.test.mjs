// SPDX-License-Identifier: MIT
// The webmail extension's own logic: judging by words, sites and permissions, a kept host, the built packages.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Host, HostError, kindOfDisconnect } from "../../extension-stub/shared/host.js";
import { isCandidate, looksLikeBounce, looksLikeSource, wideJudge } from "../../extension-stub/shared/judge.js";
import { addedSites, isAllowed, keepSites, missingSites, patternOf, putInto, withOthers } from "../../extension-stub/webmail/permissions.js";

const here = (path) => new URL(path, import.meta.url);

test("words that are of a bounce, in any language", () => {
  for (const text of ["Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'", "552-5.2.2 voll", "Final-Recipient: rfc822; bob@x", "<bob@x>: host mx said: 554 5.7.1 no"]) assert.equal(looksLikeBounce(text), true, text);
  for (const text of ["Your order 550 is on its way", "Version 5.1.1 is out", "Call 555 5321", "We meet at 4.15"]) assert.equal(looksLikeBounce(text), false, text);
});

test("the source of a mail is told from words", () => {
  assert.equal(looksLikeSource("Return-Path: <>\r\nFrom: a@x\r\nSubject: x\r\n y\r\n\r\nbody"), true);
  assert.equal(looksLikeSource("From holly@x Mon Nov 23 06:45:00 2026\nReturn-Path: <>\nFrom: a@x\nSubject: x\n\nbody"), true);
  for (const text of ["Hi. This is the qmail-send program.\n\n<bob@x>:\nno such user\n", "Subject: x\n\nHello", "550 5.1.1: user unknown"]) assert.equal(looksLikeSource(text), false, text);
});

test("a site is a host, on all its ports; the browser's own pages are none", () => {
  assert.equal(patternOf("https://mail.example:8443/rc/?x"), "https://mail.example/*");
  assert.equal(patternOf("http://127.0.0.1:8080/"), "http://127.0.0.1/*");
  for (const url of ["about:blank", "chrome://extensions/", "file:///tmp/x.eml", "null", "", undefined]) assert.equal(patternOf(url), null, url);
});

const own = ["https://mail.google.com/*", "https://outlook.live.com/*"];

/** A browser with three tabs: one on each site of the manifest, and one on another. */
function browser(origins, registered = []) {
  const calls = [];
  return { calls, runtime: { getManifest: () => ({ host_permissions: own }) }, permissions: { getAll: async () => ({ origins }), contains: async (asked) => asked.origins.every((one) => origins.includes(one)) },
    tabs: { query: async ({ url }) => (url ?? ["any"]).map((_, id) => ({ id: url ? id : 9 })), sendMessage: async (id, { type }) => { calls.push(`${type} ${id}`); throw new Error("nobody there"); } },
    scripting: { getRegisteredContentScripts: async () => registered, unregisterContentScripts: async () => calls.push("unregister"),
      registerContentScripts: async ([{ matches, matchOriginAsFallback }]) => calls.push([...matches, matchOriginAsFallback]), executeScript: async () => calls.push("now") } };
}

test("the scripts run where the user said, in frames without an address of their own too, and at once in what is open there", async () => {
  const api = browser([...own, "https://b.example/*", "https://a.example/*"]);
  assert.deepEqual(await addedSites(api), ["https://a.example/*", "https://b.example/*"]);
  await keepSites(api, ["frame.js"]);
  assert.deepEqual(api.calls, [["https://a.example/*", "https://b.example/*", true], "now", "now", "now", "now", "permissions 9"]);
});

test("a permission that is taken back ends it, and the scripts that are there hear of it", async () => {
  const api = browser(own, [{ id: "added" }]);
  await keepSites(api, ["frame.js"]);
  assert.deepEqual(api.calls, ["unregister", "now", "now", "permissions 9"]);
});

test("sites of the manifest that the user of Firefox took back are known", async () => {
  assert.deepEqual(await missingSites(browser(["https://mail.google.com/*", "https://a.example/*"])), ["https://outlook.live.com/*"]);
});

test("a page that does not know yet what a click allowed is asked again, and one that may never be read soon no more", async () => {
  let asked = 0;
  const late = { scripting: { executeScript: async () => { if (++asked < 3) throw new Error("Cannot access contents of the page."); return "done"; } } };
  assert.equal(await putInto(late, { tabId: 1 }, ["frame.js"]), "done");
  assert.equal(asked, 3);
  const never = { scripting: { executeScript: async () => { throw new Error("Cannot access a chrome:// URL"); } } };
  const start = performance.now();
  await assert.rejects(putInto(never, { tabId: 1 }, ["frame.js"]), /chrome:/);
  assert.ok(performance.now() - start < 5000);
});

test("what is asked for along with a site", () => {
  assert.deepEqual(withOthers("https://mail.google.com/*"), ["https://mail.google.com/*", "https://mail-attachment.googleusercontent.com/*"]);
  assert.deepEqual(withOthers("https://a.example/*"), ["https://a.example/*"]);
});

test("scripts that one click put into a page are not allowed to stay; a frame without an address counts as its page", async () => {
  const api = browser(["https://a.example/*"]);
  assert.equal(await isAllowed(api, { origin: "https://a.example", url: "https://a.example/mail" }), true);
  assert.equal(await isAllowed(api, { origin: "https://b.example", url: "https://b.example/mail" }), false);
  assert.equal(await isAllowed(api, { origin: "null", url: "about:srcdoc", tab: { url: "https://a.example/" } }), true);
  assert.equal(await isAllowed(api, { origin: "null", url: "about:srcdoc", tab: {} }), false);
});

test("a header field that was made to keep a pattern busy takes no time", () => {
  const groups = [[{ field: "subject", patterns: ["^\\s*[^]*warning:\\s+message\\s+[^]*\\s+delayed"] }]];
  const hostile = `warning: message ${" ".repeat(4000)}${"warning: message x ".repeat(4000)}`;
  const start = performance.now();
  assert.equal(isCandidate({ subject: [hostile] }, groups), false);
  assert.equal(wideJudge(groups, ["subject"])({ subject: hostile }), false);
  assert.ok(performance.now() - start < 2000, "it took 25 s before");
  assert.equal(isCandidate({ subject: ["Warning:   message 1abc\r\n delayed 4 hours"] }, groups), true);
});

test("a program that was moved or taken away is missing, one that fell over has failed", () => {
  for (const said of ["Specified native messaging host not found.", "Access to the specified native messaging host is forbidden.", "Failed to start native messaging host.", "No such native application io.example",
    "File at path \"/opt/explain-bounce\" does not exist, or is not executable"]) assert.equal(kindOfDisconnect(said), "missing", said);
  for (const said of ["Native host has exited.", "Error when communicating with the native messaging host.", undefined]) assert.equal(kindOfDisconnect(said), "failed", said);
});

/** Ports that answer by hand. */
function ports() {
  const made = [];
  const connect = () => {
    const listeners = { message: [], disconnect: [] };
    const port = { sent: [], closed: false, onMessage: { addListener: (f) => listeners.message.push(f) }, onDisconnect: { addListener: (f) => listeners.disconnect.push(f) },
      postMessage: (m) => port.sent.push(m), disconnect: () => { port.closed = true; }, reply: (m) => listeners.message.forEach((f) => f(m)), drop: (message) => listeners.disconnect.forEach((f) => f({ error: { message } })) };
    made.push(port);
    return port;
  };
  return { made, connect };
}
const answerLast = (port, result) => port.reply({ id: port.sent.at(-1).id, result });

test("a kept host answers the next question without a new process, and goes when nobody asks", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { made, connect } = ports();
  const host = new Host(connect, "test/1", 60_000);
  const first = host.ask("explain", { raw: "a" });
  made[0].reply({ id: 1, result: { protocol: 1 } });
  answerLast(made[0], { kind: "failure" });
  assert.deepEqual(await first, { kind: "failure" });
  t.mock.timers.tick(59_000);
  const second = host.ask("explain", { raw: "b" });
  answerLast(made[0], { kind: "delay" });
  assert.deepEqual(await second, { kind: "delay" });
  assert.equal(made.length, 1);
  assert.deepEqual(made[0].sent.map(({ method }) => method), ["hello", "explain", "explain"]);
  t.mock.timers.tick(60_000);
  assert.equal(made[0].closed, true);
  host.ask("explain", { raw: "c" });
  assert.equal(made.length, 2);
});

test("two questions at once get each its own answer", async () => {
  const { made, connect } = ports();
  const host = new Host(connect, "test/1", 1000);
  const [a, b] = [host.ask("explain", { raw: "a" }), host.ask("explain", { raw: "b" })];
  const [, first, second] = made[0].sent;
  made[0].reply({ id: second.id, result: { kind: "b" } });
  made[0].reply({ id: first.id, result: { kind: "a" } });
  assert.deepEqual([(await a).kind, (await b).kind], ["a", "b"]);
  made[0].drop();
});

test("a host that ends between two questions is started again", async () => {
  const { made, connect } = ports();
  const host = new Host(connect, "test/1", 60_000);
  const first = host.ask("explain", {});
  answerLast(made[0], {});
  await first;
  made[0].drop("Native host has exited.");
  const second = host.ask("explain", {});
  answerLast(made[1], { kind: "failure" });
  assert.deepEqual(await second, { kind: "failure" });
  made[1].drop();
});

test("a host that ends in the middle is told, to all who asked", async () => {
  const { made, connect } = ports();
  const host = new Host(connect, "test/1", 60_000);
  const both = [host.ask("explain", {}), host.ask("lookup", {})];
  made[0].drop("Native host has exited.");
  for (const one of both) await assert.rejects(one, (error) => error instanceof HostError && error.kind === "failed");
});

test("a question that the host could not even read is refused, not waited for", async () => {
  const { made, connect } = ports();
  const asked = new Host(connect, "test/1", 60_000).ask("explain", { raw: "far too large" });
  made[0].reply({ jsonrpc: "2.0", id: null, error: { code: -32600, message: "too_large" } });
  await assert.rejects(asked, (error) => error.kind === "refused");
  assert.equal(made[0].closed, true);
});

test("warming starts the process, once, and lets it go again", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { made, connect } = ports();
  const host = new Host(connect, "test/1", 1000);
  host.warm();
  host.warm();
  assert.equal(made.length, 1);
  t.mock.timers.tick(1000);
  assert.equal(made[0].closed, true);
});

test("both packages carry the ids of clients.json: Chromium's is that of the key", () => {
  const { extensions, chromium_key: key, host } = JSON.parse(readFileSync(here("../../manifest/clients.json")));
  for (const name of ["explain-bounce-webmail-chromium.zip", "explain-bounce-webmail-firefox.xpi"]) {
    const inside = (file) => execFileSync("unzip", ["-p", here(`../../build/release/${name}`).pathname, file], { encoding: "utf8" });
    const manifest = JSON.parse(inside("manifest.json"));
    assert.equal(manifest.key, key);
    assert.equal(manifest.browser_specific_settings.gecko.id, extensions.firefox);
    const hash = createHash("sha256").update(Buffer.from(manifest.key, "base64")).digest("hex").slice(0, 32);
    assert.equal(hash.replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16))), extensions.chromium);
    assert.ok(inside("names.js").includes(`nativeHost = "${host}"`));
    assert.deepEqual(manifest.permissions.sort(), ["activeTab", "contextMenus", "nativeMessaging", "scripting", "storage"]);
    const files = execFileSync("unzip", ["-Z1", here(`../../build/release/${name}`).pathname], { encoding: "utf8" }).split("\n");
    for (const file of [...manifest.content_scripts[0].js, manifest.background.service_worker, manifest.action.default_popup, manifest.options_ui.page, ...Object.values(manifest.icons)]) assert.ok(files.includes(file), file);
    const words = JSON.parse(inside("_locales/sv/messages.json"));
    assert.ok(words.busy && words.popup_site, "shared words and the client's own stand together");
  }
});
