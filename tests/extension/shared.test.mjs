// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { ask, base64, HostError, kindOfDisconnect } from "../../extension-stub/shared/host.js";
import { isCandidate } from "../../extension-stub/shared/judge.js";
import { panelModel, wantsKnown } from "../../extension-stub/shared/model.js";
import { languages, speech } from "../../extension-stub/shared/words.js";
import { knownAddresses } from "../../extension-stub/thunderbird/address_book.js";
import { editAsNew } from "../../extension-stub/thunderbird/edit_as_new.js";

const recipient = (address, reason, more = {}) => ({ address, action: "failed", reason, who: "sender", resend: "no", evidence: { rule: `phrases/${reason}` }, explanation: { headline: `H ${reason}`, cause: "C", steps: ["S."] }, ...more });

test("recipients stand together as the host put them, those who got the mail apart", () => {
  const model = panelModel({ lang: "en", kind: "failure", explanation: { headline: "whole", cause: "because" },
    recipients: [recipient("a@x", "user_unknown"), recipient("b@x", "mailbox_full"), recipient("c@x", "user_unknown", { suggestion: "c@xx" }), { address: "d@x", action: "delivered" }],
    groups: [{ recipients: [0, 2], explanation: { headline: "2 addresses do not exist", cause: "C" } }, { recipients: [1] }, { recipients: [9] }] });
  assert.equal(model.headline, "whole");
  assert.deepEqual(model.sections.map((s) => s.addresses), [["a@x", "c@x"], ["b@x"]]);
  assert.deepEqual(model.sections.map((s) => s.headline), ["2 addresses do not exist", "H mailbox_full"]);
  assert.deepEqual(model.sections[0].suggestions, ["c@xx"]);
  assert.deepEqual(model.delivered, ["d@x"]);
});

test("one reason is the headline itself", () => {
  const model = panelModel({ lang: "sv", explanation: { headline: "whole" }, recipients: [recipient("a@x", "user_unknown")], groups: [{ recipients: [0] }] });
  assert.equal(model.headline, "H user_unknown");
  assert.equal(model.intro, "");
});

test("once more is offered where it helps", () => {
  const again = (resend) => panelModel({ recipients: [recipient("a@x", "mailbox_full", { resend })], groups: [{ recipients: [0] }] }).sections[0].again;
  assert.deepEqual(["later", "after_fix", "no", "automatic", "unknown"].map(again), [true, true, false, false, false]);
});

test("an answer to \"Was this helpful?\" is about ids and codes, nothing of the mail", () => {
  const { about } = panelModel({ lang: "en", kind: "failure", original: { subject: "Buns", from: "holly@x" }, recipients: [recipient("a@x", "mailbox_full", { status: "5.2.2" })], groups: [{ recipients: [0] }] });
  assert.deepEqual(about, { kind: "failure", lang: "en", reason: "mailbox_full", rule: "phrases/mailbox_full", status: "5.2.2" });
});

test("the address book is asked only where an address may be a slip", () => {
  assert.equal(wantsKnown({ recipients: [recipient("a@x", "user_unknown")] }), true);
  assert.equal(wantsKnown({ recipients: [recipient("a@x", "user_unknown", { suggestion: "a@xx" })] }), false);
  assert.equal(wantsKnown({ recipients: [recipient("a@x", "mailbox_full")] }), false);
});

const storage = (kept) => ({ local: { get: async (defaults) => ({ ...defaults, ...kept }) } });
const client = (kept) => ({ storage: storage(kept), i18n: { getUILanguage: () => "sv-SE", getMessage: (key) => `sv ${key}` }, runtime: { getURL: (path) => `moz://${path}` } });

test("the chosen language goes before the client's", async () => {
  globalThis.fetch = async (url) => ({ json: async () => ({ close: { message: `${url} close` } }) });
  const chosen = await speech(client({ language: "ar" }));
  assert.deepEqual([chosen.lang, chosen.dir, chosen.word("close"), chosen.word("nothing")], ["ar", "rtl", "moz://_locales/ar/messages.json close", ""]);
  for (const language of ["", "tlh", "../x"]) {
    const own = await speech(client({ language }));
    assert.deepEqual([own.lang, own.dir, own.word("close")], ["sv-SE", "ltr", "sv close"]);
  }
});

test("addresses of local address books, only where the reader allowed it", async () => {
  const books = [{ contacts: [{ properties: { vCard: "BEGIN:VCARD\r\nEMAIL;TYPE=work:ann@example.com\r\nitem1.EMAIL:ann@example.org\r\nEND:VCARD" } }, { vCard: "EMAIL:bo@example.com" }] },
    { remote: true, contacts: [{ vCard: "EMAIL:far@example.com" }] }];
  const api = (allowed) => ({ permissions: { contains: async () => allowed }, addressBooks: { list: async () => books } });
  assert.deepEqual(await knownAddresses(api(true)), ["ann@example.com", "ann@example.org", "bo@example.com"]);
  assert.deepEqual(await knownAddresses(api(false)), []);
});

function composer(found) {
  const begun = [];
  return { begun, compose: { beginNew: async (...details) => begun.push(details) }, messages: { query: async () => ({ messages: found }) } };
}
const wish = { to: ["bob@x"], messageId: "1@y", subject: "Buns", bounce: 3 };
const only = { to: ["bob@x"], cc: [], bcc: [] };

test("once more: the mail as a folder has it, to those alone whom it did not reach", async () => {
  const api = composer([{ id: 7 }]);
  await editAsNew(api, () => assert.fail("the folder has it"), wish);
  assert.deepEqual(api.begun, [[7, only]]);
});

test("once more: else as the bounce brings it back, files too", async () => {
  const api = composer([]);
  await editAsNew(api, async (id) => ({ subject: `Buns ${id}`, html: "<p>Hi</p>", text: "Hi", files: [{ name: "a.csv", type: "text/csv", content: "YTsx" }] }), wish);
  const [[{ attachments, ...rest }]] = api.begun;
  assert.deepEqual(rest, { ...only, subject: "Buns 3", body: "<p>Hi</p>", isPlainText: false });
  assert.deepEqual([attachments[0].name, attachments[0].file.type, await attachments[0].file.text()], ["a.csv", "text/csv", "a;1"]);
});

test("once more: with nothing left of it, at least the subject", async () => {
  for (const original of [async () => ({}), async () => { throw new Error("no host"); }]) {
    const api = composer([]);
    await editAsNew(api, original, wish);
    assert.deepEqual(api.begun, [[{ ...only, subject: "Buns" }]]);
  }
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

const folder = new URL("../../extension-stub/", import.meta.url);
const read = (path) => readFileSync(new URL(path, folder), "utf8");
const wordsOf = (room, language) => Object.keys(JSON.parse(read(`${room}/_locales/${language}.json`))).sort();

for (const room of ["shared", "thunderbird", "webmail"]) {
  test(`${room}: all languages have the same words`, () => {
    assert.deepEqual(readdirSync(new URL(`${room}/_locales`, folder)).sort(), languages.map((language) => `${language}.json`));
    for (const language of languages) assert.deepEqual(wordsOf(room, language), wordsOf(room, "en"), language);
  });
}

for (const client of ["thunderbird", "webmail"]) {
  test(`${client}: the code uses words that are there, and each of its own words is used`, () => {
    const own = wordsOf(client, "en");
    const shared = wordsOf("shared", "en");
    assert.deepEqual(own.filter((key) => shared.includes(key)), [], "a word has one source");
    const sources = [client, "shared"].flatMap((room) => readdirSync(new URL(room, folder)).filter((name) => /\.(js|html|in)$/.test(name)).map((name) => read(`${room}/${name}`))).join("\n");
    const used = [...sources.matchAll(/__MSG_(\w+)__|data-word="(\w+)"|\bword\((?:\w+ \? )?"(\w+)"|\bgetMessage\("(\w+)"\)|\bwords\.(?!js\b)(\w+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? m[4] ?? m[5]);
    assert.ok(used.length > 40);
    for (const key of used) assert.ok(own.includes(key) || shared.includes(key), key);
    for (const key of own) assert.ok(sources.includes(`"${key}"`) || sources.includes(`_${key}_`) || /^error_/.test(key), `${key} is never used`);
  });
}
