// SPDX-License-Identifier: MIT
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import puppeteer from "puppeteer-core";
import { Browser } from "./browser.mjs";
import { clients } from "./hosts.mjs";
import { sleep, until } from "./wait.mjs";

const preferences = {
  "app.update.enabled": false, "browser.shell.checkDefaultBrowser": false, "datareporting.policy.dataSubmissionEnabled": false, "extensions.update.enabled": false,
  "extensions.autoDisableScopes": 0, "browser.aboutwelcome.enabled": false, "ui.prefersReducedMotion": 1, "security.notification_enable_delay": 0,
};

export class Firefox extends Browser {
  static async start(options) {
    const self = new Firefox("firefox", options);
    const profile = path.join(options.folder, "profile");
    mkdirSync(profile);
    self.native.register(self.host);
    const more = {};
    if (self.lang !== "en") more["intl.locale.requested"] = { sv: "sv-SE" }[self.lang] ?? self.lang;
    // Every name leads to the stand-ins, and nothing out of this machine.
    if (options.standIns) Object.assign(more, { "network.proxy.type": 1, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": options.standIns.proxyPort, "network.proxy.no_proxies_on": "127.0.0.1" });
    self.browser = await puppeteer.launch({
      browser: "firefox", executablePath: "/usr/bin/firefox-esr", headless: false, userDataDir: profile, protocol: "webDriverBiDi", args: ["-remote-allow-system-access", "--width", "1300", "--height", "980"],
      env: self.environment, extraPrefsFirefox: { ...preferences, ...more }, acceptInsecureCerts: Boolean(options.standIns), defaultViewport: null });
    await self.browser.installExtension(path.join(options.build, "explain-bounce-webmail-firefox.xpi"));
    await self.begin((await self.browser.pages())[0] ?? (await self.browser.newPage()));
    self.base = await self.chrome(`WebExtensionPolicy.getByID(${JSON.stringify(clients.extensions.firefox)}).getURL("")`);
    // The page after installation comes when it comes, and in front.
    await until(() => self.inOwn("options.html", () => true), "the page after installation");
    await self.page.bringToFront();
    return self;
  }

  /** Puppeteer's own waiting now and then never ends here; whoever calls waits for what the page shows. */
  async go(url) {
    const before = await this.look(null, () => performance.timeOrigin).catch(() => 0);
    await this.lead(this.page, url);
    const inside = url.split("#")[0] === this.page.url().split("#")[0] && url.includes("#");
    await until(() => this.look(null, (origin, same) => (same || performance.timeOrigin !== origin) && document.readyState !== "loading", before, inside), url);
  }

  lead(page, url) {
    return this.browser.connection.send("browsingContext.navigate", { context: page.mainFrame()._id, url, wait: "none" });
  }

  /** A script in the browser's own window. */
  async chrome(script) {
    const { connection } = this.browser;
    const { result } = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
    const window = result.contexts.find(({ url }) => url.endsWith("browser.xhtml")).context;
    const { result: value } = await connection.send("script.evaluate", { expression: `(async () => JSON.stringify(await (${script})) ?? "null")()`, target: { context: window }, awaitPromise: true, userActivation: true });
    if (value.type !== "success") throw new Error(value.exceptionDetails.text);
    return JSON.parse(value.result.value);
  }

  /** A script in one of the extension's own pages, in a tab or in a window of the toolbar; null where there is none. */
  inOwn(name, script) {
    // Its policy forbids eval: the script runs outside, and looks in.
    const inside = `(async (window, document, browser) => {
      let value;
      try { value = await (${script})(); } catch (error) { value = "error: " + error; }
      sendAsyncMessage("heard", value ?? null);
    })(content, content.document, content.wrappedJSObject.browser)`;
    return this.chrome(`new Promise((done) => {
      const browser = [...document.querySelectorAll("browser")].find((one) => one.currentURI?.spec.startsWith(${JSON.stringify(this.base + name)}) && (one.closest("panel")?.state ?? "open") === "open");
      if (!browser) return done(null);
      const heard = ({ data }) => { browser.messageManager.removeMessageListener("heard", heard); done(data); };
      browser.messageManager.addMessageListener("heard", heard);
      browser.messageManager.loadFrameScript("data:," + encodeURIComponent(${JSON.stringify(inside)}), false);
    })`);
  }

  key(...keys) {
    for (const key of keys) execFileSync("xdotool", ["key", key], { env: this.environment });
  }

  firstWords() {
    return until(() => this.inOwn("options.html", () => (![browser.i18n.getMessage("busy"), ""].includes(document.getElementById("state").textContent) ? document.body.innerText : null)), "the page after installation");
  }

  openedPage(part) {
    return until(() => this.inOwn(part, () => document.getElementById("explain-bounce-panel")?.shadowRoot.querySelector(".body:not([aria-busy])")?.parentElement.innerText), part);
  }

  /** Opens the toolbar button's window. */
  async popup() {
    await this.closePanels();
    await this.chrome(`(async () => {
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(clients.extensions.firefox)});
      const { id } = ExtensionParent.apiManager.global.browserActionFor(extension).widget;
      CustomizableUI.addWidgetToArea(id, "nav-bar");
      const button = document.getElementById(id);
      (button.querySelector(".unified-extensions-item-action-button") ?? button).click();
    })()`);
    await until(() => this.inOwn("popup.html", () => document.activeElement?.id === "explain"), "the popup");
    await sleep(300); // it opens with a movement
    return {
      text: () => this.inOwn("popup.html", () => document.body.innerText),
      press: async (id) => {
        await this.chrome(`[...document.querySelectorAll("browser")].find((one) => one.currentURI?.spec.endsWith("popup.html") && one.closest("panel")?.state === "open").focus()`);
        await this.inOwn("popup.html", `() => document.getElementById(${JSON.stringify(id)}).focus()`);
        await sleep(150);
        this.key("Return");
      },
      dismiss: () => this.closePanels(),
    };
  }

  async closePanels() {
    await this.chrome(`document.querySelectorAll("panel").forEach((one) => one.hidePopup())`);
    await until(() => this.chrome(`[...document.querySelectorAll("panel")].every(({ state }) => state === "closed")`), "the panels to close");
  }

  /** The browser's own question is answered at the keyboard. */
  async grant() {
    await (await this.popup()).press("site");
    await until(() => this.chrome(`PopupNotifications.panel.state === "open" && Boolean(PopupNotifications.panel.firstElementChild?.button)`), "the browser's question");
    await sleep(700); // it takes no answer in its first half second
    await this.chrome(`PopupNotifications.panel.firstElementChild.button.focus()`);
    this.key("Return");
    await until(() => this.chrome(`WebExtensionPolicy.getByID(${JSON.stringify(clients.extensions.firefox)}).allowedOrigins.patterns.some(({ pattern }) => pattern.includes(${JSON.stringify(new URL(this.page.url()).hostname)}))`), "the permission for this site");
    await sleep(300);
  }

  /** Opens the page's context menu and takes the item with this label. */
  async contextMenu(x, y, label) {
    await this.page.mouse.click(x, y, { button: "right" });
    await until(() => this.chrome(`document.getElementById("contentAreaContextMenu").state === "open"`), "the context menu");
    await this.chrome(`(() => {
      const menu = document.getElementById("contentAreaContextMenu");
      menu.activateItem([...menu.querySelectorAll("menuitem")].find((item) => item.label === ${JSON.stringify(label)} && !item.hidden));
    })()`);
  }

  dark(on) {
    return this.chrome(`Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", ${on ? 0 : 1})`);
  }

  /** The same once more, as an update does it. */
  update() {
    return this.browser.installExtension(path.join(this.build, "explain-bounce-webmail-firefox.xpi"));
  }

  /** What follows a rest of half a minute: the background page is stopped. */
  async stopBackground() {
    await this.chrome(`WebExtensionPolicy.getByID(${JSON.stringify(clients.extensions.firefox)}).extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`);
  }

  async signOut() {
    await this.browser.deleteCookie(...(await this.browser.cookies()));
  }

  stop() {
    return this.browser.close();
  }
}
