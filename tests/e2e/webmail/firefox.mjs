// SPDX-License-Identifier: MIT
import { mkdirSync } from "node:fs";
import path from "node:path";
import puppeteer from "puppeteer-core";
import { Browser } from "./browser.mjs";
import { clients } from "./hosts.mjs";
import { until } from "./wait.mjs";

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
    return self;
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

  /** A script in one of the extension's own pages, in whatever window of the browser it lives. */
  inOwn(name, script) {
    return this.chrome(`(async () => {
      const all = [...gBrowser.browsers, ...document.querySelectorAll("browser[webextension-view-type]")];
      const browser = all.find((one) => one.currentURI?.spec.includes(${JSON.stringify(name)}));
      if (!browser) return null;
      return SpecialFrames(browser, ${JSON.stringify(String(script))});
    })()`.replace("SpecialFrames", `((browser, text) => new Promise((done) => {
      const heard = (message) => { browser.messageManager.removeMessageListener("heard", heard); done(message.data); };
      browser.messageManager.addMessageListener("heard", heard);
      browser.messageManager.loadFrameScript("data:," + encodeURIComponent("(async () => { let value = null; try { value = await content.eval('(' + " + JSON.stringify(text) + " + ')()'); } catch (error) { value = 'error: ' + error; } sendAsyncMessage('heard', value); })()"), false);
    }))`));
  }

  async firstWords() {
    return until(() => this.inOwn("options.html", () => (document.getElementById("state").textContent !== browser.i18n.getMessage("busy") ? document.body.innerText : null)), "the page after installation");
  }

  async popup() {
    const id = clients.extensions.firefox;
    await this.chrome(`(async () => {
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      const widget = ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension).widget.id;
      CustomizableUI.addWidgetToArea(widget, "nav-bar");
      const button = document.getElementById(widget);
      (button.querySelector(".unified-extensions-item-action-button") ?? button).click();
    })()`);
    await until(() => this.inOwn("popup.html", () => document.activeElement?.id === "explain"), "the popup");
    return {
      text: () => this.inOwn("popup.html", () => document.body.innerText),
      press: (button) => this.inOwn("popup.html", `() => document.getElementById(${JSON.stringify(button)}).click()`),
    };
  }
}
