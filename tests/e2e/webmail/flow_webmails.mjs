// SPDX-License-Identifier: MIT
// Other webmails: a real SOGo (sogo.mjs); Nextcloud, Zimbra and those whose words alone are read as stand-ins (standins_more.mjs).
import "../../../extension-stub/webmail/sites/list.js";
import "../../../extension-stub/webmail/sites/sogo.js";
import path from "node:path";
import { check, within } from "./check.mjs";
import { mailsFolder } from "./hosts.mjs";
import { bytesOf, fileOf, uidOf } from "./mails.mjs";
import { textOf } from "./standins.mjs";
import { isThere, startSogo } from "./sogo.mjs";
import { sleep, until } from "./wait.mjs";

/** Whether the panel that is there stands above the element, in the page. */
const isAbove = (b, selector) => b.look(null, (over) => Boolean(document.getElementById("explain-bounce-panel").compareDocumentPosition(document.querySelector(over)) & Node.DOCUMENT_POSITION_FOLLOWING), selector);

/** The buttons in the page and all its frames. */
async function barsInAll(b) {
  const counts = await Promise.all(b.page.frames().map((frame) => frame.evaluate(() => document.querySelectorAll(".explain-bounce-bar").length).catch(() => 0)));
  return counts.reduce((all, one) => all + one, 0);
}

export async function sogo(b) {
  within(`${b.kind}, SOGo`);
  if (!isThere()) return console.log("     left out: sogo or postgresql is not installed");
  const server = await startSogo(b.mails);
  try {
    await readSogo(b, server);
  } finally {
    await server.stop();
  }
}

async function readSogo(b, server) {
  await b.go(server.url);
  await b.page.waitForSelector("[ng-model='app.creds.username']", { visible: true });
  await b.page.type("[ng-model='app.creds.username']", "holly");
  await b.page.type("[ng-model='app.creds.password']", "secret");
  await b.page.keyboard.press("Enter");
  await b.page.waitForSelector("md-list-item .sg-md-subhead, md-virtual-repeat-container md-list-item");
  await b.grant();
  const open = async (name, folder = "INBOX") => {
    await b.look(null, (hash) => { location.hash = hash; }, `#!/Mail/0/${encodeURIComponent(encodeURIComponent(folder))}/${uidOf(name)}`);
  };
  for (const name of ["full", "html", "several", "eightbit"]) {
    await open(name);
    await b.wait(null, () => !document.getElementById("explain-bounce-panel"), "the last panel to go");
    const words = await b.explain();
    const want = b.native.expected(fileOf(name), "en");
    check(`${name}: the headline`, words.includes(want.first.headline), [words, want.first]);
    const { raw } = b.native.lastAsked();
    const mail = Buffer.from(bytesOf(b.mails[uidOf(name) - 1]).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
    check(`${name}: the bytes at the host are the mail, but for line ends`, raw?.equals(mail), raw?.length);
    check(`${name}: the panel stands above the message`, await isAbove(b, ".msg-body"));
  }
  await b.picture("sogo");
  // The hash is there before the page has changed.
  await open("full");
  await b.waitForBar();
  await b.press(null, ".explain-bounce-bar", "button");
  await open("ordinary");
  await sleep(1500);
  check("no answer lands above an ordinary mail", !(await b.hasPanel()) && (await b.hasBar()) === 0);
  // As a person does it: SOGo changes the page and its address itself.
  const rows = await b.page.$$("md-virtual-repeat-container .md-virtual-repeat-offsetter md-list-item");
  const texts = await Promise.all(rows.map((row) => row.evaluate((element) => element.textContent)));
  await rows[texts.findIndex((text) => text.includes("Mail Delivery Subsystem"))].click();
  const clicked = await b.explain();
  check("a message chosen in the list", clicked.includes(b.native.expected(fileOf("full"), "en").first.headline) && (await b.look(null, () => location.hash)).endsWith(`/${uidOf("full")}`), clicked);
  const [{ compose }] = globalThis.explainBounceSites;
  const page = await b.browser.newPage();
  await b.lead(page, compose(new URL(b.page.url()), "bob@exim.example", "A & B"));
  const written = await until(() => page.evaluate(() => [document.querySelector("md-chip")?.textContent.trim(), document.querySelector("input[ng-model='editor.message.editable.subject']")?.value]).then((found) => found[0] && found), "the editor");
  check("a new mail is begun", written[0].includes("bob@exim.example") && written[1] === "A & B", written);
  await page.close();
  await b.page.bringToFront();
  await b.signOut();
  await b.close();
  await b.press(null, ".explain-bounce-bar", "button");
  const told = await b.words();
  check("a session that is over is told", told.includes("You have been signed out"), told);
}

const sourceOf = (name) => bytesOf(path.join(mailsFolder, fileOf(name)));
const headlineOf = (b, name) => b.native.expected(fileOf(name), "en").first.headline;

async function explained(b, name) {
  const words = await b.explain();
  check(`${name}: the headline`, words.includes(headlineOf(b, name)), words);
  check(`${name}: the bytes at the host are the mail`, b.native.lastAsked().raw?.equals(sourceOf(name)), Object.keys(b.native.lastAsked()));
}

export async function cloud(b) {
  within(`${b.kind}, Nextcloud (stand-in)`);
  await b.go(`https://cloud.webmail.example/index.php/apps/mail/box/1/thread/${uidOf("full")}`);
  await b.grant();
  await explained(b, "full");
  check("the panel stands above the frame, once", (await isAbove(b, "iframe")) && !(await b.hasPanel("/html")) && (await b.hasBar("/html")) === 0);
  await b.picture("nextcloud-stand-in");
  await b.look(null, (id) => globalThis.go(id), uidOf("qmail"));
  await explained(b, "qmail");
  await b.press(null, "#explain-bounce-panel", ".close");
  await b.press(null, ".explain-bounce-bar", "button");
  await b.look(null, (id) => globalThis.go(id), uidOf("ordinary"));
  await sleep(1500);
  check("no answer lands above an ordinary mail", !(await b.hasPanel()) && (await b.hasBar()) === 0, [await b.hasPanel(), await b.hasBar(), await b.look(null, () => document.body.innerText)]);
}

export async function zimbra(b) {
  within(`${b.kind}, Zimbra (stand-in)`);
  await b.go("https://zimbra.webmail.example/?conversation");
  await b.grant();
  await b.wait(null, () => document.querySelectorAll(".explain-bounce-bar").length === 2, "a button for each");
  await sleep(500);
  check("a button for each, and none in their frames", (await barsInAll(b)) === 2, await barsInAll(b));
  await explained(b, "full");
  check("the panel stands above its own message", await isAbove(b, `#main_MSGC${uidOf("full")}__body`));
  await b.picture("zimbra-stand-in");
  await b.go("https://zimbra.webmail.example/");
  await b.page.click(`#zli__TV-main__${uidOf("full")}`);
  await explained(b, "full");
  await b.page.click(`#zli__TV-main__${uidOf("qmail")}`);
  // The row is the next one's already, the words are still the last one's.
  await b.look(null, () => document.body.append(document.createElement("hr")));
  await sleep(250);
  check("the panel has gone with its message", !(await b.hasPanel()));
  await sleep(600);
  await explained(b, "qmail");
}

export async function wordsAlone(b) {
  for (const [title, url] of [["Exchange", "https://exchange.webmail.example/owa/"], ["Yahoo", "https://mail.yahoo.com/"], ["Proton", "https://mail.proton.me/u/0/inbox/1"]]) {
    within(`${b.kind}, ${title} (stand-in)`);
    await b.go(url);
    await b.grant();
    await b.look(null, () => globalThis.go("full"));
    await b.waitForBar();
    await sleep(500);
    check("one button, wherever the words stand", (await barsInAll(b)) === 1, await barsInAll(b));
    const words = await b.explain();
    const want = b.native.said(["--lang", "en", "--text", "-"], textOf(fileOf("full"))).first.headline;
    check("the headline, from the words", words.includes(want) && Boolean(b.native.lastAsked().text), [words, want]);
    await b.look(null, () => globalThis.go("ordinary"));
    await b.wait(null, () => !document.getElementById("explain-bounce-panel"), "the panel to go with its message");
    await sleep(800);
    check("the same pane with an ordinary mail: nothing", (await b.hasBar()) === 0);
  }
}
