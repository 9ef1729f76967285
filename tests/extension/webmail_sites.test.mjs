// SPDX-License-Identifier: MIT
// The sites' adapters, on small documents: what is open, where its source is, where the panel goes.
import assert from "node:assert/strict";
import test from "node:test";
import { parseHTML } from "linkedom";

for (const name of ["list", "roundcube", "gmail", "outlook", "any"]) await import(`../../extension-stub/webmail/sites/${name}.js`);
const [roundcube, gmail, outlook, any] = globalThis.explainBounceSites;

/** A document whose elements take room unless they are hidden. */
function page(html, width = 800, height = 600) {
  const { document, HTMLElement } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  HTMLElement.prototype.getClientRects = function () { return this.closest("[hidden]") ? [] : [{}]; };
  Object.defineProperty(document, "defaultView", { value: { innerWidth: width, innerHeight: height, parent: {} } });
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

test("Gmail: a window of its own for one message, and somebody else's mailbox", () => {
  const path = (url) => new URL(gmail.source(conversation(), at(url), { key: "18b" }).url).pathname;
  assert.equal(path("https://mail.google.com/mail/u/2/popout?ver=1&th=%23thread-f%3A1"), "/mail/u/2/");
  assert.equal(path("https://mail.google.com/mail/b/AGB1/u/0/d/AEoRX/#inbox"), "/mail/b/AGB1/u/0/d/AEoRX/");
  assert.equal(path("https://mail.google.com/mail/#inbox"), "/mail/");
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

test("Outlook: the same message under another address of the page, or translated by the browser", () => {
  const key = (text, url = owa) => outlook.messages(readingPane([1, "Microsoft Outlook", text]), url)[0].key;
  const notice = "Ihre Nachricht an kalle@x.example konnte nicht zugestellt werden. 550 5.1.10 RESOLVER.ADR, 26.11.2026";
  assert.equal(key(notice, at("https://outlook.office.com/mail/")), key(notice));
  assert.equal(key("Your message to kalle@x.example couldn't be delivered. 550 5.1.10 RESOLVER.ADR, 26/11/2026"), key(notice));
  assert.notEqual(key(notice.replace("kalle@", "berta@")), key(notice));
  assert.notEqual(key(notice.replace("5.1.10", "5.2.2")), key(notice));
});

test("Outlook: two messages of the same words are two, a mark within another is none of its own", () => {
  const twice = outlook.messages(readingPane([1, "Microsoft Outlook", "550 5.1.10"], [2, "Microsoft Outlook", "550 5.1.10"]), owa);
  assert.equal(new Set(twice.map(({ key }) => key)).size, 2);
  const nested = page('<div role="main"><div role="document">550 5.1.10 <div role="document">kalle</div></div></div>');
  assert.equal(outlook.messages(nested, owa).length, 1);
});

test("Outlook: the pane that is shown, not that of another tab", () => {
  const document = page('<div role="main" hidden><div id="UniqueMessageBody_1">550 5.1.10 old</div></div><div role="main"><div id="UniqueMessageBody_2">550 5.1.10 new</div></div>');
  assert.deepEqual(outlook.messages(document, owa).map(({ body }) => body.id), ["UniqueMessageBody_2"]);
});

test("Outlook: all its hosts, and no others", () => {
  const document = readingPane([1, "Microsoft Outlook", "550 5.1.10"]);
  for (const host of ["outlook.office.com", "outlook.office365.com", "outlook.live.com", "outlook.cloud.microsoft", "outlook.office365.us", "partner.outlook.cn"]) assert.equal(outlook.messages(document, at(`https://${host}/mail/`)).length, 1, host);
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

test("any page: a frame that nobody sees, or that holds scripts alone, is no message", () => {
  const text = "Hi. This is the qmail-send program. I'm afraid I wasn't able to deliver your message.";
  for (const [html, width, height] of [[`<p>${text}</p>`, 1, 1], [`<p>${text}</p>`, 728, 20], [`<script>${text}</script><style>${text}</style>`, 800, 600]]) assert.deepEqual(any.messages(page(html, width, height), at("https://x/frame"), false), [], html);
});

test("a text is told from another; translated it stays the same", () => {
  const { identity } = globalThis.explainBounceText;
  assert.notEqual(identity("See you at the bakery"), identity("See you at the mill"));
  assert.notEqual(identity("Mailbox full: bob@x.example"), identity("No such user: bob@x.example"));
  assert.equal(identity("Mailbox of bob@x.example full: 552 5.2.2"), identity("552 5.2.2, Postfach voll: bob@x.example"));
});

test("a new mail is begun in the webmail itself", () => {
  const to = "bob+1@x.example";
  assert.equal(new URL(roundcube.compose(preview, to, "A & B")).searchParams.get("_to"), to);
  assert.equal(new URL(gmail.compose(mailbox, to, "A & B")).searchParams.get("su"), "A & B");
  const { searchParams } = new URL(outlook.compose(owa, to, "A & B"));
  assert.deepEqual([searchParams.get("to"), searchParams.get("subject")], [to, "A & B"]);
  assert.equal(outlook.compose(owa, to, "A & B").includes("+"), false, "no blank as a plus");
  assert.equal(any.compose(owa, to, "A & B"), "mailto:bob%2B1%40x.example?subject=A%20%26%20B");
});
