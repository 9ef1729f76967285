// SPDX-License-Identifier: MIT
// What a person does in a browser, and what is read back: the same for both families. chromium.mjs and firefox.mjs hold what differs.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { HostPlace } from "./hosts.mjs";
import { sleep, until } from "./wait.mjs";

/** In the page: lets go of a file above it. `content`: base64, or how many bytes of 0. */
function dropped(content, name) {
  const bytes = typeof content === "number" ? new Uint8Array(content) : Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  const moved = new DataTransfer();
  moved.items.add(new File([bytes], name, { type: "message/rfc822" }));
  for (const type of ["dragover", "drop"]) document.getElementById("text").dispatchEvent(new DragEvent(type, { dataTransfer: moved, bubbles: true, cancelable: true }));
}

export class Browser {
  /** @param {{build: string, folder: string, lang?: string, host?: string, proxy?: number, display?: string}} options */
  constructor(kind, options) {
    Object.assign(this, { kind, lang: "en", host: "real", ...options });
    this.home = path.join(options.folder, "home");
    mkdirSync(path.join(this.home, ".config"), { recursive: true });
    this.native = new HostPlace(kind, path.join(options.build, "explain-bounce"), this.home);
    this.environment = { ...process.env, HOME: this.home, XDG_CONFIG_HOME: "", XDG_CACHE_HOME: "", DISPLAY: options.display ?? process.env.DISPLAY };
  }

  async begin(page) {
    this.page = page;
    await page.setViewport({ width: 1280, height: 860 });
    page.setDefaultTimeout(20_000);
  }

  /** The frame whose URL has this part, or whose element has this "#id"; without one, the page. */
  frame(part) {
    if (!part) return this.page.mainFrame();
    if (part.startsWith("#")) return until(async () => (await this.page.$(part)).contentFrame(), `the frame ${part}`);
    return until(() => this.page.frames().find((frame) => frame !== this.page.mainFrame() && frame.url().includes(part)), `the frame ${part}`);
  }

  async look(part, script, ...values) {
    return (await this.frame(part)).evaluate(script, ...values);
  }

  wait(part, script, what, ...values) {
    return until(() => this.look(part, script, ...values), what ?? String(script).slice(0, 200));
  }

  go(url) {
    return this.lead(this.page, url);
  }

  /** What is waited for afterwards says when the page is there; pictures that come late do not count. */
  lead(page, url) {
    return page.goto(url, { waitUntil: "domcontentloaded" });
  }

  // ---- the panel and the button

  /** The words of the panel, when it has its answer. */
  words(part) {
    return this.wait(part, () => {
      const root = document.getElementById("explain-bounce-panel")?.shadowRoot;
      const body = root?.querySelector(".body");
      return body?.childElementCount && !body.hasAttribute("aria-busy") ? root.querySelector(".panel").innerText : null;
    }, "the panel");
  }

  panel(part, script, ...values) {
    return this.look(part, `(${script})(document.getElementById("explain-bounce-panel")?.shadowRoot, ...${JSON.stringify(values)})`);
  }

  hasPanel(part) {
    return this.look(part, () => Boolean(document.getElementById("explain-bounce-panel")));
  }

  hasBar(part) {
    return this.look(part, () => document.querySelectorAll(".explain-bounce-bar").length);
  }

  waitForBar(part) {
    return this.wait(part, () => document.querySelectorAll(".explain-bounce-bar").length, "the button");
  }

  /** A real click into the shadow of an element of the extension. */
  async press(part, host, inside) {
    const frame = await this.frame(part);
    const handle = await frame.evaluateHandle((h, i) => document.querySelector(h).shadowRoot.querySelector(i), host, inside);
    await handle.click();
  }

  async explain(part) {
    await this.waitForBar(part);
    await this.press(part, ".explain-bounce-bar", "button");
    return this.words(part);
  }

  /** Selects all words of a frame. @returns {Promise<number[]>} a place on them, in the page */
  async selectAll(part) {
    await this.wait(part, () => document.readyState === "complete", "the whole frame");
    await this.look(part, () => getSelection().selectAllChildren(document.body));
    const element = await (await this.frame(part)).frameElement();
    const box = await element.boundingBox();
    const [x, y] = [box.x + 60, box.y + 60];
    // A frame in a process of its own is under the pointer only when it has been painted.
    await this.look(part, () => addEventListener("mousemove", () => { globalThis.isReached = true; }));
    await until(async () => {
      await this.page.mouse.move(x - 1, y);
      await this.page.mouse.move(x, y);
      return this.look(part, () => globalThis.isReached);
    }, "the frame under the pointer");
    return [x, y];
  }

  async stopHost() {
    this.native.end();
    await sleep(400);
  }

  close(part) {
    return this.press(part, "#explain-bounce-panel", ".close");
  }

  async picture(name) {
    const folder = path.join(this.build, "e2e/webmail");
    mkdirSync(folder, { recursive: true });
    await sleep(250);
    await this.page.screenshot({ path: path.join(folder, `${this.kind}-${name}.png`) });
  }

  // ---- the extension's own pages

  async ownPage(name) {
    const page = await this.browser.newPage();
    await this.lead(page, this.base + name);
    await until(() => page.evaluate(() => document.querySelector("[data-word]")?.textContent), name);
    const words = () => page.evaluate(() => document.body.innerText + (document.getElementById("explain-bounce-panel")?.shadowRoot.querySelector(".body:not([aria-busy])")?.parentElement.innerText ?? ""));
    return {
      page,
      words: (fits) => until(async () => ((text) => fits(text) && text)(await words()), `the words of ${name}`),
      async paste(text) {
        await page.evaluate((value) => {
          const field = document.getElementById("text");
          field.focus();
          field.select();
          document.execCommand("insertText", false, value);
        }, text);
        await page.click("#go");
      },
      drop: (file) => page.evaluate(dropped, readFileSync(file, "base64"), path.basename(file)),
      /** A file of so many bytes, all of them 0. */
      dropMade: (name, size) => page.evaluate(dropped, size, name),
      tick: (id) => page.click(`#${id}`),
      close: async () => {
        await page.close();
        await this.page.bringToFront();
      },
    };
  }

  // ---- Roundcube

  async signIn(url) {
    this.roundcube = url;
    await this.go(url);
    await this.page.waitForSelector("#rcmloginuser", { visible: true });
    await this.page.type("#rcmloginuser", "holly@bakery.example");
    await this.page.type("#rcmloginpwd", "secret");
    await this.page.click("#rcmloginsubmit");
    await this.page.waitForSelector("#messagelist tbody tr.message");
  }

  list() {
    return this.go(`${this.roundcube}?_task=mail&_mbox=INBOX`).then(() => this.page.waitForSelector("#messagelist tbody tr.message"));
  }

  /** Chooses a mail in the list. Roundcube's rows are named after the UID in base64. */
  async choose(uid) {
    await this.page.click(`#rcmrow${btoa(String(uid)).replace(/=+$/, "")} td.subject`);
    const part = `_uid=${uid}&`;
    await this.wait(part, () => document.readyState === "complete" && Boolean(document.querySelector("#messagebody")), "the message");
    return part;
  }

  async openWhole(uid) {
    await this.go(`${this.roundcube}?_task=mail&_uid=${uid}&_mbox=INBOX&_action=show`);
    await this.page.waitForSelector("#messagebody");
  }
}
