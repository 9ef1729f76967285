// SPDX-License-Identifier: MIT
// Gmail and Outlook as stand-ins (standins.mjs), a webmail that nobody knows, selected words, and the extension's own page.
import { readFileSync } from "node:fs";
import path from "node:path";
import { check, within } from "./check.mjs";
import { mailsFolder } from "./hosts.mjs";
import { bytesOf } from "./mails.mjs";
import { gmailMails, outlookMails, textOf } from "./standins.mjs";
import { sleep } from "./wait.mjs";

const row = (b, key) => b.page.click(`[data-row="${key}"]`);

export async function gmail(b) {
  within(`${b.kind}, Gmail (stand-in)`);
  await b.go("https://mail.google.com/mail/u/0/");
  const headline = (key) => b.native.expected(gmailMails[key].mail, "en").first.headline;
  for (const key of ["18fa01", "18fa02"]) {
    await b.page.waitForSelector(`[data-row="${key}"]`);
    await row(b, key);
    const words = await b.explain();
    check(`${gmailMails[key].mail}: the headline`, words.includes(headline(key)), words);
    check("the source came over the other host, byte by byte", b.native.lastAsked().raw?.equals(bytesOf(path.join(mailsFolder, gmailMails[key].mail))), Object.keys(b.native.lastAsked()));
    await b.go("https://mail.google.com/mail/u/0/#inbox");
  }
  check("the page's policy and styles do not reach the panel", await (async () => {
    await row(b, "18fa01");
    await b.explain();
    const look = await b.panel(null, (root) => [getComputedStyle(root.querySelector(".panel")).borderTopStyle, getComputedStyle(root.querySelector("h2")).color, getComputedStyle(root.querySelector(".close")).display]);
    return look[0] === "solid" && look[1] !== "rgb(255, 0, 0)" && look[2] !== "none";
  })());
  await b.picture("gmail-stand-in");
  await b.look(null, () => { location.hash = "#inbox/18fa02"; });
  await b.wait(null, () => !document.getElementById("explain-bounce-panel"), "the panel to go with its message");
  check("the panel goes with its message", true);
  check("the button comes above the next", await b.waitForBar());
  await b.press(null, ".explain-bounce-bar", "button");
  await b.look(null, () => { location.hash = "#inbox/18fa03"; });
  await sleep(1000);
  check("the answer never lands in another message", !(await b.hasPanel()) && (await b.hasBar()) === 0);
  await b.look(null, () => { location.hash = "#inbox/18fa04"; });
  const words = await b.explain();
  // The notice that people read tells less than the report: that much, and the right reason.
  const want = b.native.said(["--lang", "en", "--text", "-"], textOf(gmailMails["18fa04"].mail));
  check("without the source the visible text is read", want.recipients[0].reason === "authentication_failed" && words.includes(want.first.headline) && b.native.lastAsked().text?.includes(textOf(gmailMails["18fa04"].mail).trim().slice(0, 60)), [words, b.native.lastAsked().text?.slice(0, 200)]);
}

export async function outlook(b) {
  within(`${b.kind}, Outlook (stand-in)`);
  for (const host of ["outlook.office.com", "outlook.office365.com", "outlook.live.com", "outlook.cloud.microsoft"]) {
    await b.go(`https://${host}/mail/`);
    await b.page.waitForSelector("[data-row=en]");
    const keys = host === "outlook.office.com" ? ["en", "sv", "ja", "de"] : ["sv"];
    for (const key of keys) {
      await row(b, key);
      await b.wait(null, (subject) => document.getElementById("CONV_1_SUBJECT").textContent === subject, "the message", outlookMails[key].subject);
      await b.wait(null, () => !document.getElementById("explain-bounce-panel"), "the last panel to go");
      const words = await b.explain();
      const want = b.native.expected(outlookMails[key].mail, "en");
      check(`${host}, ${key}: the reason and the recipient, from the visible text`, words.includes(want.first.headline), [words.slice(0, 300), want.first.headline]);
    }
  }
  await b.picture("outlook-stand-in");
  await b.press(null, "#explain-bounce-panel", ".close");
  await b.press(null, ".explain-bounce-bar", "button");
  await row(b, "ordinary");
  await sleep(1000);
  check("the same element with another mail: no answer lands there", !(await b.hasPanel()) && (await b.hasBar()) === 0);
}

export async function anyPage(b) {
  within(`${b.kind}, any page`);
  await b.go("https://mail.webmail.example/");
  await sleep(600);
  check("no permission, no button", (await b.hasBar("/message")) === 0);
  const at = await b.look(null, () => {
    const range = document.createRange();
    range.selectNodeContents(document.getElementById("words"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.getElementById("words").scrollIntoView();
    const box = document.getElementById("words").getBoundingClientRect();
    return [box.x + 60, box.y + 30];
  });
  await b.contextMenu(...at, "Explain this bounce");
  const words = await b.words();
  const want = b.native.expected("form/exim-text.eml", "en").first.headline;
  check("selected words, and “Explain this bounce” in the context menu", words.includes(want), [words.slice(0, 300), want]);
  check("the line ends of the selection reach the host", b.native.lastAsked().text?.split("\n").length > 5);
  check("the card stands over the page and moves nothing", await b.look(null, () => getComputedStyle(document.getElementById("explain-bounce-panel")).position === "fixed"));
  await b.picture("any-page-selection");
  await b.page.keyboard.press("Escape");
  await b.look(null, () => getSelection().removeAllRanges());
  await b.grant();
  const frame = await b.explain("/message");
  check("after the permission: a frame that holds a bounce", frame.includes(b.native.expected("form/qmail.eml", "en").first.headline), frame);
  await b.picture("any-page-frame");
}

export async function ownPage(b) {
  within(`${b.kind}, the extension's page`);
  const page = await b.ownPage("page.html");
  const said = async (what, want) => check(what, (await page.words((text) => text.includes(want))) !== null, want);
  await page.paste(textOf("form/qmail.eml"));
  await said("pasted words", b.native.expected("form/qmail.eml", "en").first.headline);
  check("they go to the host as text", b.native.lastAsked().text?.includes("qmail"));
  await page.paste(readFileSync(path.join(mailsFolder, "seed/ib508.eml"), "utf8"));
  await said("the pasted source of a mail", b.native.expected("seed/ib508.eml", "en").first.headline);
  check("it goes to the host as a mail", Boolean(b.native.lastAsked().raw));
  await page.drop(path.join(mailsFolder, "form/several-recipients.eml"));
  await said("a dropped file", b.native.expected("form/several-recipients.eml", "en").explanation.headline);
  await page.drop(path.join(mailsFolder, "form/slip-of-the-pen.eml"));
  await said("a dropped file with a slip of the pen", b.native.expected("form/slip-of-the-pen.eml", "en").first.headline);
  await page.dropMade("large.msg", 3 << 20);
  await said("a .msg that is too large for one message to the host: told, with what to do", "large.msg: This file is too large");
  await page.drop(path.join(mailsFolder, "form/several-recipients.eml"));
  await said("and the next file again", b.native.expected("form/several-recipients.eml", "en").explanation.headline);
  check("it goes to the host byte by byte", b.native.lastAsked().raw?.equals(readFileSync(path.join(mailsFolder, "form/several-recipients.eml"))));
  await page.close();
}

export async function options(b) {
  within(`${b.kind}, settings`);
  const first = await b.firstWords();
  check("after installation a page says that the host works", first.includes("Yes: the helper program answers") && first.includes("nothing is sent over the network"), first);
  const page = await b.ownPage("options.html");
  await page.tick("auto");
  await b.go("https://mail.google.com/mail/u/0/#inbox/18fa02");
  const words = await b.words();
  check("by itself, when the reader wants that", words.includes(b.native.expected(gmailMails["18fa02"].mail, "en").first.headline));
  check("and then the focus stays where it was", await b.look(null, () => document.activeElement === document.body));
  const before = b.native.asked().length;
  await b.look(null, () => { location.hash = "#inbox/18fa03"; });
  await sleep(1000);
  check("an ordinary mail is neither asked about nor marked", !(await b.hasPanel()) && b.native.asked().length === before);
  await b.look(null, () => { location.hash = "#inbox/18fa01"; });
  check("the next bounce again", (await b.words()).includes(b.native.expected(gmailMails["18fa01"].mail, "en").first.headline));
  await page.tick("auto");
  await page.close();
}
