// SPDX-License-Identifier: MIT
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import puppeteer from "puppeteer-core";
import { Browser } from "./browser.mjs";
import { clients } from "./hosts.mjs";
import { sleep, until } from "./wait.mjs";

export class Chromium extends Browser {
  static async start(options) {
    const self = new Chromium("chromium", options);
    const profile = path.join(self.home, ".config/chromium"); // its usual place: there `install` registers the host
    const unpacked = path.join(options.folder, "extension");
    mkdirSync(profile, { recursive: true });
    mkdirSync(unpacked);
    execFileSync("unzip", ["-q", path.join(options.build, "explain-bounce-webmail-chromium.zip"), "-d", unpacked]);
    self.native.register(self.host);
    const args = ["--window-size=1300,980", "--window-position=0,0", `--lang=${self.lang}`, "--no-first-run"];
    if (process.getuid() === 0) args.push("--no-sandbox");
    if (options.standIns) args.push(`--host-resolver-rules=${options.standIns.rules}`, "--ignore-certificate-errors");
    self.browser = await puppeteer.launch({
      browser: "chrome", executablePath: "/usr/bin/chromium", headless: false, userDataDir: profile, pipe: true, enableExtensions: [unpacked], args, defaultViewport: null,
      env: { ...self.environment, LANGUAGE: self.lang } });
    const target = await self.browser.waitForTarget((one) => one.type() === "service_worker" && one.url().includes(clients.extensions.chromium));
    self.base = new URL("/", target.url()).href;
    self.firstPage = await until(async () => (await self.browser.pages()).find((page) => page.url().includes("options.html")), "the page after installation");
    await self.begin(await self.browser.newPage());
    return self;
  }

  async extension() {
    return [...(await this.browser.extensions()).values()][0];
  }

  /** The words of the page that opens after installation, when the host has answered. */
  firstWords() {
    return until(() => this.firstPage.evaluate(() => (![chrome.i18n.getMessage("busy"), ""].includes(document.getElementById("state").textContent) ? document.body.innerText : null)), "the page's words");
  }

  /** The words of the extension's own page that a click opened. */
  async openedPage(part) {
    const target = await this.browser.waitForTarget((one) => one.url().includes(part));
    const page = await target.page();
    return until(() => page.evaluate(() => document.getElementById("explain-bounce-panel")?.shadowRoot.querySelector(".body:not([aria-busy])")?.parentElement.innerText), part);
  }

  /** Opens the toolbar button's window. */
  async popup() {
    await this.page.bringToFront();
    await (await this.extension()).triggerAction(this.page);
    const target = await this.browser.waitForTarget((one) => one.url().includes("popup.html"));
    const page = await target.asPage();
    await page.waitForSelector("#explain");
    await until(() => page.evaluate(() => document.activeElement?.id === "explain"), "the popup");
    return {
      text: () => page.evaluate(() => document.body.innerText),
      dismiss: () => page.close(),
      press: (id) => page.click(`#${id}`).catch((error) => { if (!/closed|detached|Target/i.test(error.message)) throw error; }),
    };
  }

  async key(...keys) {
    for (const key of keys) {
      execFileSync("xdotool", ["key", key], { env: this.environment });
      await sleep(150);
    }
  }

  /** The browser's own question is answered at the keyboard: from Deny one step to Allow. */
  async grant() {
    await (await this.popup()).press("site");
    await sleep(1200);
    await this.key("Tab", "Return");
    await this.granted();
  }

  granted() {
    return until(() => this.inBackground(() => chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length > 0)), "the permission for this site");
  }

  async inBackground(script) {
    const target = await this.browser.waitForTarget((one) => one.type() === "service_worker" && one.url().includes(clients.extensions.chromium));
    return (await target.worker()).evaluate(script);
  }

  /**
   * The item is taken by its first letter, which no other has. The menu is the system's own and tells nobody when it is
   * there: where nothing followed, once more. The click is not answered before the menu is closed.
   */
  async contextMenu(x, y, label, followed = () => this.hasPanel()) {
    for (let go = 0; go < 3; go++) {
      await this.page.bringToFront();
      const clicked = this.page.mouse.click(x, y, { button: "right" }).catch(() => {});
      await sleep(1000);
      await this.key(label[0].toLowerCase());
      try {
        await until(followed, "what the menu does", 4);
        return await clicked;
      } catch {
        await this.key("Escape");
      }
    }
  }

  dark(on) {
    return this.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: on ? "dark" : "light" }]);
  }

  /** What follows a long rest: the background page is stopped. */
  async stopBackground() {
    const target = this.browser.targets().find((one) => one.type() === "service_worker" && one.url().includes(clients.extensions.chromium));
    await (await target?.worker())?.close();
    await sleep(300);
  }

  async signOut() {
    await this.browser.deleteCookie(...(await this.browser.cookies()));
  }

  stop() {
    return this.browser.close();
  }
}
