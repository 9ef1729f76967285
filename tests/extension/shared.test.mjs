// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { ask, base64, HostError, kindOfDisconnect } from "../../extension-stub/shared/host.js";
import { isCandidate } from "../../extension-stub/shared/judge.js";
import { panelModel } from "../../extension-stub/shared/model.js";

const recipient = (address, reason, more = {}) => ({ address, action: "failed", reason, who: "sender", resend: "no", evidence: { rule: `phrases/${reason}` }, explanation: { headline: `H ${reason}`, cause: "C", steps: ["S."] }, ...more });

test("recipients with the same reason stand together, those who got the mail apart", () => {
  const model = panelModel({ lang: "en", kind: "failure", explanation: { headline: "whole", cause: "because" },
    recipients: [recipient("a@x", "user_unknown"), recipient("b@x", "mailbox_full"), recipient("c@x", "user_unknown"), { address: "d@x", action: "delivered" }] });
  assert.equal(model.headline, "whole");
  assert.deepEqual(model.sections.map((s) => s.addresses), [["a@x", "c@x"], ["b@x"]]);
  assert.deepEqual(model.delivered, ["d@x"]);
});

test("one reason is the headline itself", () => {
  const model = panelModel({ lang: "sv", explanation: { headline: "whole" }, recipients: [recipient("a@x", "user_unknown")] });
  assert.equal(model.headline, "H user_unknown");
  assert.equal(model.intro, "");
});

test("a mail that is no report has a headline and no sections", () => {
  const model = panelModel({ lang: "en", kind: "not_a_report", explanation: { headline: "This is not a bounce", cause: "x" } });
  assert.equal(model.headline, "This is not a bounce");
  assert.deepEqual(model.sections, []);
});

test("base64 of any bytes", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
  assert.equal(base64(bytes), Buffer.from(bytes).toString("base64"));
});

test("candidates: one group is enough, all its conditions must hold", () => {
  const groups = [[{ field: "from", patterns: ["^mailer-daemon"] }], [{ field: "subject", patterns: ["deliver"] }, { field: "return-path", patterns: ["^<>$"] }]];
  assert.equal(isCandidate({ from: ["MAILER-DAEMON@x"] }, groups), true);
  assert.equal(isCandidate({ subject: ["delivery"] }, groups), false);
  assert.equal(isCandidate({ subject: ["delivery"], "return-path": ["<>"] }, groups), true);
  assert.equal(isCandidate({}, groups), false);
});

class Port {
  sent = [];
  listeners = { message: [], disconnect: [] };
  onMessage = { addListener: (f) => this.listeners.message.push(f) };
  onDisconnect = { addListener: (f) => this.listeners.disconnect.push(f) };
  postMessage(m) { this.sent.push(m); }
  disconnect() { this.closed = true; }
  reply(m) { for (const f of this.listeners.message) f(m); }
  drop(message) { for (const f of this.listeners.disconnect) f({ error: { message } }); }
}

const asked = () => {
  const port = new Port();
  return { port, result: ask(() => port, "explain", { raw: "" }, "test/1") };
};

test("hello and the question go out together; the answer closes the port", async () => {
  const { port, result } = asked();
  assert.deepEqual(port.sent.map((m) => m.method), ["hello", "explain"]);
  port.reply({ id: 1, result: { protocol: 1 } });
  port.reply({ id: 2, result: { kind: "failure" } });
  assert.deepEqual(await result, { kind: "failure" });
  assert.equal(port.closed, true);
});

test("what goes wrong is told apart", async () => {
  const cases = [["missing", (p) => p.drop("No such native application explain_bounce")], ["failed", (p) => p.drop("An unexpected error occurred")], ["old", (p) => p.reply({ id: 1, result: { protocol: 2 } })], ["refused", (p) => p.reply({ id: 2, error: { message: "unreadable" } })]];
  for (const [kind, happen] of cases) {
    const { port, result } = asked();
    happen(port);
    await assert.rejects(result, (error) => error instanceof HostError && error.kind === kind);
  }
  assert.equal(kindOfDisconnect(undefined), "failed");
});

test("all languages have the same words, and the code uses no others", () => {
  const read = (path) => readFileSync(new URL(`../../extension-stub/${path}`, import.meta.url), "utf8");
  const [en, sv] = ["en", "sv"].map((l) => Object.keys(JSON.parse(read(`thunderbird/_locales/${l}/messages.json`))));
  assert.deepEqual(sv, en);
  const used = [...(read("thunderbird/manifest.json.in") + read("thunderbird/about.html")).matchAll(/__MSG_(\w+)__|data-word="(\w+)"/g)].map((m) => m[1] ?? m[2]);
  for (const key of used) assert.ok(en.includes(key), key);
});
