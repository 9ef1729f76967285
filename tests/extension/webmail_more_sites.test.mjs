// SPDX-License-Identifier: MIT
// The adapters of webmails that may be anywhere, and of those whose words alone are read, on small documents.
import assert from "node:assert/strict";
import test from "node:test";
import { parseHTML } from "linkedom";

for (const name of ["list", "sogo", "horde", "zimbra", "nextcloud", "inline"]) await import(`../../extension-stub/webmail/sites/${name}.js`);
const site = (id) => globalThis.explainBounceSites.find((one) => one.id === id);

/** A document whose elements take room unless they are hidden. */
function page(html) {
  const { document, HTMLElement } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  HTMLElement.prototype.getClientRects = function () { return this.closest("[hidden]") ? [] : [{}]; };
  return document;
}
const at = (url) => new URL(url);

// ---- SOGo

const sogo = site("sogo");
const sogoBody = '<div class="msg-body"><div class="sg-mail-part">550 5.1.1 user unknown</div></div>';
const sogoPage = (bodies = sogoBody) => page(`<md-card-content><h5 ng-bind="viewer.message.subject"> Undelivered Mail </h5>
  <span ng-bind="::viewer.message.from[0].name">Mail Delivery System</span><a ng-bind="::viewer.message.from[0].email">mailer-daemon@mx.example</a>${bodies}</md-card-content>`);
const sogoAt = (hash, tail = "view") => at(`https://mail.example/SOGo/so/holly/Mail/${tail}${hash}`);

test("SOGo: the message that the address names", () => {
  const [message, ...more] = sogo.messages(sogoPage(), sogoAt("#!/Mail/0/INBOX/7"));
  assert.equal(more.length, 0);
  assert.equal(message.from, "Mail Delivery System <mailer-daemon@mx.example>");
  assert.equal(message.subject, "Undelivered Mail");
  assert.equal(message.before.className, "msg-body");
  assert.equal(sogo.messages(sogoPage(), sogoAt("#!/Mail/0/INBOX/7", "UIxMailPopupView")).length, 1);
});

test("SOGo: no message in the list, in the calendar, while one goes and the next comes, or without its text", () => {
  for (const hash of ["#!/Mail/0/INBOX", "#!/Mail/0/inbox", "#!/Mail/0/new?mailto:x", "", "#!/Mail/0/%E0%A4%A/7"]) assert.deepEqual(sogo.messages(sogoPage(), sogoAt(hash)), [], hash);
  assert.deepEqual(sogo.messages(sogoPage(), at("https://mail.example/SOGo/so/holly/Calendar/view#!/Mail/0/INBOX/7")), []);
  assert.deepEqual(sogo.messages(sogoPage(sogoBody + sogoBody), sogoAt("#!/Mail/0/INBOX/7")), []);
  assert.deepEqual(sogo.messages(sogoPage('<div class="msg-body"></div>'), sogoAt("#!/Mail/0/INBOX/7")), []);
});

test("SOGo: the old words under a new address are nobody's", () => {
  const document = sogoPage();
  assert.equal(sogo.messages(document, sogoAt("#!/Mail/0/INBOX/7")).length, 1);
  assert.deepEqual(sogo.messages(document, sogoAt("#!/Mail/0/INBOX/8")), []);
  assert.equal(sogo.messages(document, sogoAt("#!/Mail/0/INBOX/7")).length, 1);
});

test("SOGo: folders as it writes them, also those of other scripts and in a search through several", () => {
  const source = (hash) => sogo.source(null, sogoAt(hash))?.url.replace("https://mail.example/SOGo/so/holly/Mail/", "") ?? null;
  assert.equal(source("#!/Mail/0/INBOX/7"), "0/folderINBOX/7");
  assert.equal(source("#!/Mail/0/virtual/INBOX/7"), "0/folderINBOX/7");
  assert.equal(source("#!/Mail/1/INBOX%252F2024%252Fa_b%2520c/7"), "1/folderINBOX/folder_2024/foldera_U_b_SP_c/7");
  // Angular itself turns the slash back.
  assert.equal(source("#!/Mail/0/12x%2Fa%252Bb%2540c/1"), "0/folder_12x/foldera_P_b_A_c/1");
  assert.equal(source("#!/Mail/0/%2526AMQ-rger_1/1"), "0/folder_AM_AMQ-rger_U_1/1");
});

test("SOGo: of a folder that might be written otherwise there is no source", () => {
  for (const name of ["50%", "a(b)", "Ärger", "a;b", "a?b"]) assert.equal(sogo.source(null, sogoAt(`#!/Mail/0/${encodeURIComponent(encodeURIComponent(name))}/7`)), null, name);
});

test("SOGo: its login page, and a new mail", () => {
  assert.equal(sogo.signedOut('<body class="main" ng-app="SOGo.MainUI">'), true);
  assert.equal(sogo.signedOut("the called object returned no result"), false);
  const url = sogo.compose(sogoAt("#!/Mail/0/INBOX/7"), "bob+1@x.example", "A & B");
  assert.equal(url, `https://mail.example/SOGo/so/holly/Mail/UIxMailPopupView#!/Mail/0/new?${encodeURIComponent("mailto:bob%2B1%40x.example?subject=A%20%26%20B")}`);
});

// ---- Horde

const horde = site("horde");
const hordeAt = (file = "dynamic.php?page=mailbox") => at(`https://mail.example/horde/imp/${file}`);
const hordeLink = (buid, mailbox = "SU5CT1g") => `<a href="/horde/services/download/?app=imp&amp;actionID=save_message&amp;buid=${buid}&amp;mailbox=${mailbox}&amp;fn=/x.eml">Save</a>`;
const hordePart = (muid) => `<div class="mimePartInfo"><a class="iconImg downloadAtc" href="/horde/services/download/?app=imp&amp;actionID=download_attach&amp;id=1.1&amp;muid=${encodeURIComponent(muid)}&amp;view_token=x"></a></div>`;
const hordeWindow = (links, text = "550 5.1.1 user unknown") => page(`<div id="msgData"><div class="dimpOptions">${links}</div><div class="subject">Undelivered</div>
  <table><tr id="msgHeaderFrom"><td>From:</td><td>mailer-daemon@mx.example</td></tr></table><div class="messageBody">${text}</div></div>`);

test("Horde: the message that its parts name", () => {
  const document = page(`<div id="previewMsg"><span class="subject">Undelivered</span><span class="from"><a class="address" title="mailer-daemon@mx.example">Mail Delivery System</a></span>
    <div id="messageBody" class="messageBody">${hordePart("{5}INBOX7")}550 5.1.1 user unknown${hordePart("{5}INBOX7")}</div></div>`);
  const [message] = horde.messages(document, hordeAt());
  assert.deepEqual([message.from, message.subject, message.before.id], ["Mail Delivery System <mailer-daemon@mx.example>", "Undelivered", "messageBody"]);
  assert.equal(horde.source(document, hordeAt(), message).url, "https://mail.example/horde/imp/view.php?actionID=view_source&id=0&muid=%7B5%7DINBOX7");
});

test("Horde: the message that “Save” names", () => {
  const [message] = horde.messages(hordeWindow(hordeLink(7) + hordeLink(7)), hordeAt("dynamic.php?page=message&buid=99&mailbox=SU5CT1g"));
  assert.deepEqual([message.from, message.subject, message.before.className], ["mailer-daemon@mx.example", "Undelivered", "messageBody"]);
  const url = new URL(horde.source(null, hordeAt(), message).url);
  assert.equal(url.origin + url.pathname, "https://mail.example/horde/imp/view.php");
  assert.deepEqual(Object.fromEntries(url.searchParams), { actionID: "view_source", id: "0", mailbox: "SU5CT1g", buid: "7" });
});

test("Horde: without such a link, or where they disagree, the words alone", () => {
  for (const document of [hordeWindow(""), hordeWindow(hordeLink(7) + hordeLink(8)), hordeWindow(hordeLink(7) + hordeLink(7, "QQ")), hordeWindow(hordeLink(7), `550 x${hordePart("{5}INBOX7")}${hordePart("{5}INBOX8")}`)]) {
    const [message] = horde.messages(document, hordeAt());
    assert.equal(horde.source(null, hordeAt(), message), null);
  }
});

test("Horde: a mail cannot say that it is another one", () => {
  const [message] = horde.messages(hordeWindow("", `550 user unknown ${hordeLink(8)}`), hordeAt());
  assert.equal(horde.source(null, hordeAt(), message), null);
  const [named] = horde.messages(hordeWindow(hordeLink(7), `550 user unknown ${hordeLink(8)}`), hordeAt());
  assert.equal(new URL(horde.source(null, hordeAt(), named).url).searchParams.get("buid"), "7");
});

test("Horde: the same pane with other words is another message; no message elsewhere or when hidden", () => {
  const document = page('<div id="previewMsg"><div class="messageBody">550 no such user</div></div>');
  const [before] = horde.messages(document, hordeAt());
  document.querySelector(".messageBody").textContent = "550 no such host";
  assert.notEqual(horde.messages(document, hordeAt())[0].key, before.key);
  assert.deepEqual(horde.messages(document, at("https://mail.example/horde/kronolith/")), []);
  assert.deepEqual(horde.messages(page('<div id="previewMsg" hidden><div class="messageBody">550</div></div>'), hordeAt()), []);
});

// ---- Zimbra

const zimbra = site("zimbra");
const zimbraAt = at("https://mail.example/zimbra/mail");
const zimbraAlone = (rows, subject = "Undelivered Mail") => page(`<ul id="zl__TV-main__rows">${rows}</ul><div id="zv__TV-main__MSG"><table><tr id="zv__TV-main__MSG_hdrTableTopRow"><td class="LabelColValue SubjectCol">${subject}</td></tr></table>
  <div id="zv__TV-main__MSG__body">550 5.1.1 user unknown</div></div>`);
const zimbraRow = (id, chosen = true, subject = "Undelivered Mail") => `<li id="zli__TV-main__${id}" class="Row${chosen ? " Row-selected" : ""}"><span id="zlif__TV-main__${id}__su">${subject}</span></li>`;

test("Zimbra: each open message of a conversation, by the number in its own name", () => {
  const document = page('<div id="main_MSGC257__body">550 one</div><div id="main_MSGC258__body" hidden>550</div><div id="CV2_MSGC0a-b:259__body">550 three</div><div id="main_MSGC260_header">x</div>');
  const found = zimbra.messages(document, zimbraAt);
  assert.deepEqual(found.map(({ id }) => id), ["257", "0a-b:259"]);
  assert.equal(zimbra.source(document, zimbraAt, found[0]).url, "https://mail.example/service/home/~/?auth=co&view=text&id=257");
});

test("Zimbra: alone, the row that is chosen", () => {
  const [message] = zimbra.messages(zimbraAlone(zimbraRow(7) + zimbraRow(8, false)), zimbraAt);
  assert.deepEqual([message.id, message.subject, message.before.id], ["7", "Undelivered Mail", "zv__TV-main__MSG__body"]);
});

test("Zimbra: where it is in doubt which message that is, the words alone", () => {
  for (const document of [zimbraAlone(""), zimbraAlone(zimbraRow(7) + zimbraRow(8)), zimbraAlone(zimbraRow(7, true, "Another")), zimbraAlone(zimbraRow("x__7"))]) {
    const [message] = zimbra.messages(document, zimbraAt);
    assert.equal(zimbra.source(document, zimbraAt, message), null);
  }
  const document = zimbraAlone(zimbraRow(7) + zimbraRow(8, false));
  assert.equal(zimbra.messages(document, zimbraAt)[0].id, "7");
  // The next row is chosen, the old body is still there.
  document.getElementById("zli__TV-main__7").className = "Row";
  document.getElementById("zli__TV-main__8").className = "Row Row-selected";
  assert.equal(zimbra.messages(document, zimbraAt)[0].id, null);
});

// ---- Nextcloud

const nextcloud = site("nextcloud");
const cloud = (path) => at(`https://cloud.example/index.php/apps/mail${path}`);
const envelope = (inside) => `<div class="envelope"><div class="envelope__header"><div class="sender">Mail Delivery System</div></div>${inside}</div>`;
const plain = '<div class="mail-message-body"><div id="mail-content">550 5.1.1 user unknown</div></div>';
const thread = (...envelopes) => page(`<div id="mail-message"><div id="mail-thread-header"><h2>Undelivered Mail</h2></div>${envelopes.join("")}</div>`);

const htmlMail = '<div class="mail-message-body mail-message-body-html"><iframe class="message-frame"></iframe></div>';
const fill = (document, ...ids) => ids.forEach((id, i) => Object.defineProperty(document.querySelectorAll("iframe")[i], "contentDocument", { value: { location: cloud(`/api/messages/${id}/html`), body: page("550 5.1.1 user unknown").body } }));

test("Nextcloud: an HTML mail's frame names the mail, also among several", () => {
  const document = thread(envelope(htmlMail), envelope(""), envelope(htmlMail));
  fill(document, 42, 44);
  const where = cloud("/box/3/thread/42");
  const found = nextcloud.messages(document, where);
  assert.deepEqual(found.map((message) => nextcloud.source(document, where, message).url), [42, 44].map((id) => `https://cloud.example/index.php/apps/mail/api/messages/${id}/export`));
  assert.deepEqual(found.map(({ before }) => before.localName), ["iframe", "iframe"]);
  assert.deepEqual(nextcloud.messages(page("<p>550 5.1.1 user unknown</p>"), cloud("/api/messages/42/html")), [], "in the frame itself");
  assert.equal(nextcloud.owns(cloud("/api/messages/42/html")), true);
});

test("Nextcloud: a frame that is still empty, or something else, is no mail", () => {
  const document = thread(envelope(htmlMail));
  assert.deepEqual(nextcloud.messages(document, cloud("/box/3/thread/42")), []);
  Object.defineProperty(document.querySelector("iframe"), "contentDocument", { value: { location: { pathname: "blank" }, body: page("550").body } });
  assert.deepEqual(nextcloud.messages(document, cloud("/box/3/thread/42")), []);
});

test("Nextcloud: a thread of one, in any mailbox", () => {
  for (const path of ["/box/3/thread/42", "/box/starred/3/thread/42", "/box/priority/thread/42"]) {
    const [message, ...more] = nextcloud.messages(thread(envelope(plain)), cloud(path));
    assert.equal(more.length, 0);
    assert.deepEqual([message.from, message.subject], ["Mail Delivery System", "Undelivered Mail"]);
    assert.equal(nextcloud.source(null, cloud(path), message).url, "https://cloud.example/index.php/apps/mail/api/messages/42/export", path);
  }
});

test("Nextcloud: of several messages of a thread the words alone", () => {
  const document = thread(envelope(plain), envelope(plain.replace("unknown", "full")), envelope(""));
  const found = nextcloud.messages(document, cloud("/box/3/thread/42"));
  assert.equal(new Set(found.map(({ key }) => key)).size, 2);
  for (const message of found) assert.equal(nextcloud.source(document, cloud("/box/3/thread/42"), message), null);
});

test("Nextcloud: the old words under a new address are nobody's", () => {
  const document = thread(envelope(plain));
  assert.equal(nextcloud.messages(document, cloud("/box/3/thread/42")).length, 1);
  assert.deepEqual(nextcloud.messages(document, cloud("/box/3/thread/43")), []);
  assert.deepEqual(nextcloud.messages(thread(envelope('<div class="mail-message-body mail-message-body-html">x</div>')), cloud("/box/3/thread/42")), []);
  assert.equal(nextcloud.owns(at("https://cloud.example/index.php/apps/files/")), false);
});

// ---- Words alone

const inline = site("inline");

test("words alone: each where it is at home", () => {
  for (const [url, body] of [
    ["https://mail.company.example/owa/#path=/mail", '<div id="Item.MessageUniqueBody">550 x</div>'], ["https://mail.yahoo.com/d/folders/1", '<div data-test-id="message-view-body-content">550 x</div>'],
    ["https://e.mail.ru/inbox/0:1:0/", '<div class="letter-body__body-content">550 x</div>'], ["https://mail.yandex.com.tr/#message/1", '<div class="mail-Message-Body-Content">550 x</div>'],
    ["https://app.fastmail.com/mail/Inbox/T1.M1", '<div class="v-Message-body">550 x</div>'],
  ]) {
    assert.equal(inline.messages(page(body), at(url), true).length, 1, url);
    assert.equal(inline.owns(at(url)), true);
    assert.deepEqual(inline.messages(page(body), at("https://mail.example/"), true), []);
    assert.deepEqual(inline.messages(page(body), at(url), false), [], url);
  }
  assert.equal(inline.source(), null);
});

test("words alone: other words are another message, a translation is the same one", () => {
  const document = page('<div id="Item.MessageUniqueBody">Delivery to bob@x.example failed: 552 5.2.2 mailbox is full</div>');
  const body = document.getElementById("Item.MessageUniqueBody");
  const key = () => inline.messages(document, at("https://mail.company.example/owa/"), true)[0].key;
  const full = key();
  body.textContent = "Delivery to bob@x.example failed: 550 5.1.1 no such user";
  const unknown = key();
  assert.notEqual(unknown, full);
  document.documentElement.className = "translated-ltr";
  body.textContent = "Leverans till bob@x.example misslyckades: 550 5.1.1 ingen sådan användare";
  assert.equal(key(), unknown);
  body.textContent = "Leverans till berta@x.example misslyckades: 550 5.1.1 ingen sådan användare";
  assert.notEqual(key(), unknown);
});
