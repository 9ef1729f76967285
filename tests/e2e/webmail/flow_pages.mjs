// SPDX-License-Identifier: MIT
// Pages that draw themselves anew, take things away, press buttons by themselves, or write a mail into a frame without an address.
import { check, within } from "./check.mjs";
import { gmailMails } from "./standins.mjs";
import { sleep, until } from "./wait.mjs";

const headline = (b, key) => b.native.expected(gmailMails[key].mail, "en").first.headline;
const inbox = "https://mail.google.com/mail/u/0/";

/** Opens a bounce in the stand-in for Gmail. */
async function open(b, key) {
  await b.go(inbox);
  await b.page.waitForSelector(`[data-row="${key}"]`);
  await b.look(null, (id) => { location.hash = `#inbox/${id}`; }, key);
}

const redraw = (b) => b.look(null, () => { dispatchEvent(new Event("hashchange")); });

export async function redrawn(b) {
  within(`${b.kind}, a page that draws itself anew (stand-in)`);
  await open(b, "18fa01");
  await b.waitForBar();
  await redraw(b);
  await sleep(200);
  check("the button comes back", await b.waitForBar());
  await b.explain();
  await redraw(b);
  check("the panel comes back, with its words", (await b.words()).includes(headline(b, "18fa01")));
  await sleep(400);
  check("and there is one of it, without the button", (await b.look(null, () => document.querySelectorAll("#explain-bounce-panel").length)) === 1 && (await b.hasBar()) === 0);
  await b.close();
  check("closed, the button stands there again", await b.waitForBar());
  await redraw(b);
  await sleep(600);
  check("a panel that was closed does not come back", !(await b.hasPanel()));
  await b.explain();
  const taken = () => b.look(null, () => globalThis.taken);
  await b.look(null, () => {
    globalThis.taken = 0;
    new MutationObserver(() => { for (const one of document.querySelectorAll("#explain-bounce-panel, .explain-bounce-bar")) { globalThis.taken++; one.remove(); } }).observe(document, { childList: true, subtree: true });
    document.getElementById("explain-bounce-panel").remove();
  });
  await sleep(3000);
  const rest = await taken();
  await sleep(1500);
  check("a page that takes it away each time gets its way", rest > 0 && rest < 20 && (await taken()) === rest, [rest, await taken()]);
}

/** A click allows the page that is clicked on, not the frames of another site in it. */
export async function otherSite(b) {
  within(`${b.kind}, a frame of another site (stand-in)`);
  await b.go("https://mail.webmail.example/elsewhere");
  const before = b.native.asked().length;
  const place = await b.selectAll("frames.example");
  const opened = async () => b.native.asked().length > before;
  await b.contextMenu(...place, "Explain this bounce", opened);
  const words = await b.openedPage("page.html#selected");
  const want = b.native.expected("form/qmail.eml", "en").first.headline;
  check("selected words, and “Explain this bounce”: the extension's own page explains them", words.includes(want), [words, want]);
  check("it says what was selected, and nothing that is wrong", b.native.lastAsked().text?.includes("This is the qmail-send program"));
  const [mine] = (await b.browser.pages()).filter((page) => page.url().includes("#selected"));
  await mine?.close();
  await b.page.bringToFront();
}

export async function notByItself(b) {
  within(`${b.kind}, a page that presses buttons (stand-in)`);
  await open(b, "18fa01");
  await b.waitForBar();
  const before = b.native.asked().length;
  await b.look(null, () => {
    const button = document.querySelector(".explain-bounce-bar").shadowRoot?.querySelector("button");
    for (const type of ["pointerenter", "click"]) button?.dispatchEvent(new MouseEvent(type, { bubbles: true }));
    button?.click();
  });
  await sleep(700);
  const explained = b.native.asked().slice(before).filter(({ method }) => method === "explain");
  check("nothing is asked, nothing shown", explained.length === 0 && !(await b.hasPanel()), explained);
}

/** The extension is updated while the page is open; in Firefox alone: a worker that Chromium starts anew after that stays halted under this driver. */
export async function updated(b) {
  if (!b.update) return;
  within(`${b.kind}, an update while a page is open (stand-in)`);
  await open(b, "18fa01");
  await b.explain();
  await b.update();
  await b.wait(null, () => !document.getElementById("explain-bounce-panel"), "the panel of before to go");
  check("the panel of before goes, and one button stands there", await b.waitForBar());
  await redraw(b);
  await sleep(1000);
  check("still one", (await b.hasBar()) === 1, await b.hasBar());
  check("it works, without loading the page again", (await b.explain()).includes(headline(b, "18fa01")));
}

export async function styles(b) {
  within(`${b.kind}, a page's styles (stand-in)`);
  await open(b, "18fa01");
  await b.explain();
  const measure = () => b.panel(null, (root) => [".panel", "h2", "p", ".close"].map((one) => {
    const { letterSpacing, textTransform, fontSize, display, color } = getComputedStyle(root.querySelector(one));
    return [one, letterSpacing, textTransform, fontSize, display, color].join(" ");
  }));
  const before = await measure();
  await b.look(null, () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { font-size: 62.5% } div { letter-spacing: 5px; text-transform: uppercase; font-size: 30px; color: red; padding: 40px; opacity: .2 } #explain-bounce-panel { display: none; direction: rtl; text-indent: 50px }");
    document.adoptedStyleSheets = [sheet];
  });
  const after = await measure();
  check("rules for what the panel is made of change nothing in it", JSON.stringify(before) === JSON.stringify(after), [before, after]);
  const outside = await b.look(null, () => { const { display, paddingTop, opacity } = getComputedStyle(document.getElementById("explain-bounce-panel")); return [display, paddingTop, opacity].join(); });
  check("nor where it stands", outside === "block,0px,1", outside);
}

/** With a host that takes three seconds. */
export async function slow(b) {
  within(`${b.kind}, moving on while the host is at work (stand-in)`);
  b.native.register("slow");
  await b.stopHost();
  await open(b, "18fa01");
  await b.waitForBar();
  await b.press(null, ".explain-bounce-bar", "button");
  await b.wait(null, () => Boolean(document.getElementById("explain-bounce-panel")), "the panel that says to wait");
  await b.look(null, () => { location.hash = "#inbox/18fa03"; });
  await b.wait(null, () => !document.getElementById("explain-bounce-panel"), "it to go with its message");
  await sleep(4500);
  check("neither “one moment” nor the answer stands above the next message", !(await b.hasPanel()));
  await b.stopHost();
  await open(b, "18fa02");
  await b.waitForBar();
  await b.press(null, ".explain-bounce-bar", "button");
  await b.wait(null, () => Boolean(document.getElementById("explain-bounce-panel")), "the panel that says to wait");
  await b.close();
  await sleep(4500);
  check("closed before the answer came, it stays closed", !(await b.hasPanel()) && (await b.hasBar()) === 1);
  b.native.register("real");
  await b.stopHost();
}

/** Webmail whose mails have no address of their own, or no frame; after the permission for the site. */
export async function written(b) {
  within(`${b.kind}, mails without a frame of a known kind (stand-in)`);
  const want = b.native.expected("form/qmail.eml", "en").first.headline;
  // The driver would wait for every frame to load, and one that is written into never says so.
  await b.look(null, () => { location.href = "https://mail.webmail.example/written"; });
  await b.page.waitForSelector("#written");
  for (const [id, what] of [["#srcdoc", "a frame whose words are an attribute, without scripts"], ["#written", "a frame into which the page writes"]]) {
    const words = await b.explain(id);
    check(`${what}: button and panel`, words.includes(want), words);
  }
  check("a frame that nobody sees has no button", (await b.hasBar("#hidden")) === 0);
  await b.picture("written-frames");
  await b.look(null, () => { location.href = "/one"; });
  await b.page.waitForSelector("nav");
  await sleep(500);
  check("a page that holds list and mail in one: nothing by itself", (await b.hasBar()) === 0);
  await (await b.popup()).press("explain");
  const words = await b.words();
  check("one click in the toolbar finds the bounce among its words", words.includes(want), words.slice(0, 300));
  await b.picture("whole-page-of-unknown");
  await b.look(null, () => history.pushState({}, "", "/one?next"));
  await b.look(null, () => document.querySelector("main").append("next"));
  await b.wait(null, () => !document.getElementById("explain-bounce-panel"), "the card to go with its page");
  check("the card goes when the page shows something else", true);
  await b.go("https://mail.webmail.example/none");
  const popup = await b.popup();
  await popup.press("explain");
  check("a page without a bounce: the toolbar's window says what else to do", (await until(async () => ((text) => text?.includes("No open message was found") && text)(await popup.text()), "its words").catch(() => false)) !== false);
  check("and there is no card", !(await b.hasPanel()));
  await popup.dismiss().catch(() => {});
}
