// SPDX-License-Identifier: MIT
// The sites' adapters, on small documents: what is open, where its source is, where the panel goes.
import assert from "node:assert/strict";
import test from "node:test";
import { parseHTML } from "linkedom";

for (const name of ["roundcube", "gmail", "outlook", "any"]) await import(`../../extension-stub/webmail/sites/${name}.js`);
const [roundcube, gmail, outlook, any] = globalThis.explainBounceSites;

/** A document whose elements take room unless they are hidden. */
function page(html) {
  const { document, HTMLElement } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  HTMLElement.prototype.getClientRects = function () { return this.closest("[hidden]") ? [] : [{}]; };
  return document;
}
const at = (url) => new URL(url);

const roundcubePage = (more = "") => page(`<script>rcmail.set_env({"task":"mail","request_token":"abcXYZ09"});</script>
  <h2 class="subject"><span class="voice">Subject: </span> Undeliverable: Buns <a href="#">Open</a></h2>
  <table><tr><td class="header from"><a class="rcmContactAddress" title="mailer-daemon@mx.example">Mail Delivery System</a></td></tr></table>
  <div id="message-objects"></div><div id="messagebody">550 5.1.1 user unknown</div>${more}`);
const preview = at("https://mail.example/rc/?_task=mail&_action=preview&_uid=7&_mbox=In%2FOut#top");

test("Roundcube: the message of the preview frame", () => {
  const [message, ...more] = roundcube.messages(roundcubePage(), preview);
  assert.equal(more.length, 0);
  assert.equal(message.subject, "Undeliverable: Buns");
  assert.equal(message.from, "Mail Delivery System <mailer-daemon@mx.example>");
  assert.equal(message.before.id, "message-objects");
  assert.equal(message.body.id, "messagebody");
});

test("Roundcube: another folder's message of the same number is another message", () => {
  const key = (url) => roundcube.messages(roundcubePage(), at(url))[0].key;
  assert.notEqual(key("https://x/?_task=mail&_action=show&_uid=7&_mbox=A"), key("https://x/?_task=mail&_action=show&_uid=7&_mbox=B"));
});

test("Roundcube: no message in the list, in the address book, or without its text", () => {
  for (const url of ["https://x/?_task=mail&_mbox=INBOX", "https://x/?_task=addressbook&_action=show&_uid=7&_mbox=A", "https://x/?_task=mail&_action=compose&_uid=7&_mbox=A", "https://x/"]) assert.deepEqual(roundcube.messages(roundcubePage(), at(url)), [], url);
  assert.deepEqual(roundcube.messages(page("<p>Loading</p>"), preview), []);
});

test("Roundcube: the exact bytes with the page's token, the source as shown without", () => {
  const url = new URL(roundcube.source(roundcubePage(), preview).url);
  assert.equal(url.origin + url.pathname, "https://mail.example/rc/");
  assert.deepEqual(Object.fromEntries(url.searchParams), { _task: "mail", _action: "viewsource", _uid: "7", _mbox: "In/Out", _save: "1", _token: "abcXYZ09" });
  assert.equal(url.hash, "");
  const plain = new URL(roundcube.source(page("<div id=messagebody></div>"), preview).url);
  assert.equal(plain.searchParams.has("_save"), false);
  assert.equal(roundcube.source(roundcubePage(), preview).by, "page");
});

test("Roundcube: its login page, and other pages", () => {
  assert.equal(roundcube.signedOut('<form id="login-form"><input name="_user" id="rcmloginuser"></form>'), true);
  assert.equal(roundcube.signedOut("<p>SERVICE CURRENTLY NOT AVAILABLE!</p>"), false);
});

const message = (id, inside, attributes = "") => `<div class="adn" data-legacy-message-id="${id}" ${attributes}>${inside}</div>`;
const conversation = (...messages) => page(`<div role="main"><h2 class="hP">Delivery Status Notification (Failure)</h2>${messages.join("")}</div>`);
const sender = '<span class="gD" email="mailer-daemon@googlemail.com" name="Mail Delivery Subsystem">MDS</span>';
const mailbox = at("https://mail.google.com/mail/u/1/#inbox/FMfcg");

test("Gmail: every unfolded message of a conversation, no folded or hidden one", () => {
  const found = gmail.messages(conversation(message("18a", "folded"), message("18b", `${sender}<div class="a3s">Address not found</div>`), message("18c", '<div class="a3s">hidden</div>', "hidden"), message("18d", '<div class="a3s"> </div>')), mailbox);
  assert.deepEqual(found.map(({ key }) => key), ["18b"]);
  assert.equal(found[0].from, "Mail Delivery Subsystem <mailer-daemon@googlemail.com>");
  assert.equal(found[0].subject, "Delivery Status Notification (Failure)");
});

test("Gmail: the source of this account's message, fetched by the background page", () => {
  const source = gmail.source(conversation(), mailbox, { key: "18b" });
  assert.equal(source.by, "background");
  const url = new URL(source.url);
  assert.equal(url.origin + url.pathname, "https://mail.google.com/mail/u/1/");
  assert.deepEqual([url.searchParams.get("view"), url.searchParams.get("th"), url.searchParams.get("disp")], ["att", "18b", "comp"]);
});

test("Gmail's marks elsewhere are not Gmail", () => {
  assert.deepEqual(gmail.messages(conversation(message("18b", '<div class="a3s">x</div>')), at("https://mail.example/mail/u/1/")), []);
});

const readingPane = (...bodies) => page(`<div role="main"><div id="list" data-convid="c1"></div><div id="ReadingPaneContainerId"><div><span role="heading" id="CONV_1_SUBJECT">Undeliverable: Offer</span></div>
  ${bodies.map(([id, from, text]) => `<div><span id="MSG_${id}_FROM">${from}</span><div id="UniqueMessageBody_${id}" role="document">${text}</div></div>`).join("")}</div></div>`);
const owa = at("https://outlook.office.com/mail/inbox/id/AAQk1");

test("Outlook: each message of the reading pane, with its own sender", () => {
  const found = outlook.messages(readingPane([1, "Anna", "Hello"], [2, "Microsoft Outlook", "Your message couldn't be delivered. 550 5.1.10"]), owa);
  assert.deepEqual(found.map(({ from }) => from), ["Anna", "Microsoft Outlook"]);
  assert.deepEqual(found.map(({ subject }) => subject), ["Undeliverable: Offer", "Undeliverable: Offer"]);
  assert.equal(outlook.source(), null);
});

test("Outlook: the same element with other words is another message", () => {
  const document = readingPane([1, "Microsoft Outlook", "550 5.1.10 kalle"]);
  const [before] = outlook.messages(document, owa);
  document.getElementById("UniqueMessageBody_1").textContent = "550 5.1.10 berta";
  assert.notEqual(outlook.messages(document, owa)[0].key, before.key);
});

test("Outlook: all its hosts, and no others", () => {
  const document = readingPane([1, "Microsoft Outlook", "550 5.1.10"]);
  for (const host of ["outlook.office.com", "outlook.office365.com", "outlook.live.com", "outlook.cloud.microsoft"]) assert.equal(outlook.messages(document, at(`https://${host}/mail/`)).length, 1, host);
  assert.deepEqual(outlook.messages(document, at("https://outlook.office.com.example/mail/")), []);
});

test("any page: a frame with words, never the page itself, never what is being written", () => {
  const text = "Hi. This is the qmail-send program. I'm afraid I wasn't able to deliver your message.";
  const frame = page(`<p>${text}</p>`);
  const found = any.messages(frame, at("https://x/frame"), false);
  assert.equal(found.length, 1);
  assert.equal(found[0].body, frame.body);
  assert.deepEqual(any.messages(frame, at("https://x/frame"), true), []);
  assert.deepEqual(any.messages(page("<p>short</p>"), at("https://x/frame"), false), []);
  const written = page(`<p>${text}</p>`);
  written.designMode = "on";
  assert.deepEqual(any.messages(written, at("https://x/frame"), false), []);
});

test("a new mail is begun in the webmail itself", () => {
  const to = "bob+1@x.example";
  assert.equal(new URL(roundcube.compose(preview, to, "A & B")).searchParams.get("_to"), to);
  assert.equal(new URL(gmail.compose(mailbox, to, "A & B")).searchParams.get("su"), "A & B");
  assert.equal(new URL(outlook.compose(owa, to, "A & B")).searchParams.get("to"), to);
  assert.equal(any.compose(owa, to, "A & B"), "mailto:bob%2B1%40x.example?subject=A%20%26%20B");
});
