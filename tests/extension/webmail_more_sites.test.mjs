// SPDX-License-Identifier: MIT
// The adapters of webmails that may be anywhere, and of those whose words alone are read, on small documents.
import assert from "node:assert/strict";
import test from "node:test";
import { parseHTML } from "linkedom";

for (const name of ["same", "sogo"]) await import(`../../extension-stub/webmail/sites/${name}.js`);
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
