# SPDX-License-Identifier: MIT
"""One Thunderbird with the extension, a folder of mails and a registered host: what a person does in it, and what is read back."""
import json
import os
import stat
import subprocess
import sys
import time

import driver
import throwaway as profiles

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLIENTS = json.load(open(os.path.join(ROOT, "manifest/clients.json")))
EXTENSION = CLIENTS["extensions"]["thunderbird"]
BUTTON = EXTENSION.replace("@", "_").replace(".", "_") + "-messageDisplayAction-toolbarbutton"
MAILS = {name: os.path.join(ROOT, "tests/mails", path) for name, path in {
    "spf": "seed/ib508.eml", "full": "form/gmail-quota.eml", "several": "form/several-recipients.eml", "qmail": "form/qmail.eml",
    "html": "form/exchange-online.eml", "slip": "form/slip-of-the-pen.eml", "attached": "form/full-with-original.eml", "ordinary": "ordinary/order-confirmation.eml", "sent": "ordinary/sent-original.eml"}.items()}

# Hosts that misbehave, in place of the registered one. {python} and {host} are filled in.
HOSTS = {
    "crashing": "#!/bin/sh\nexit 3\n",
    "garbage": "#!/bin/sh\nprintf 'Segmentation fault, and more than four bytes'\n",
    "slow": "#!/bin/sh\nsleep 1\nexec '{host}' \"$@\"\n",
    "other": """#!{python}
import json, struct, sys
size, = struct.unpack("=I", sys.stdin.buffer.read(4))
ask = json.loads(sys.stdin.buffer.read(size))
reply = json.dumps({{"jsonrpc": "2.0", "id": ask["id"], "result": {{"protocol": 99, "version": "9.0"}}}}).encode()
sys.stdout.buffer.write(struct.pack("=I", len(reply)) + reply)
""",
}
CONTROL, ALT = "\ue009", "\ue00a"


class Session:
    def __init__(self, build, folder, host=True, preferences=None, width=1280, boxes=None):
        self.build = build
        self.program = os.path.join(build, "explain-bounce")
        package = os.path.join(build, "explain-bounce-thunderbird.xpi")
        self.profile, self.home = profiles.make(folder, MAILS.values(), package, EXTENSION, self.program if host else None, preferences, boxes)
        self.manifest = os.path.join(self.home, ".mozilla/native-messaging-hosts", CLIENTS["host"] + ".json")
        self.thunderbird = driver.Thunderbird(self.profile, self.home, width)
        self.m = self.thunderbird.marionette
        self.m.wait("return WebExtensionPolicy.getByID(arguments[0])?.extension.backgroundState == 'running'", EXTENSION)
        self.first_page = self.page("about.html", "#state")
        self.close_tabs()
        self.m.wait("A3().displayFolder(MailServices.accounts.localFoldersServer.rootFolder.getChildNamed('Bounces')); return true")
        self.m.wait("return A3().gDBView && A3().gDBView.rowCount == arguments[0]", len(MAILS))

    # ---- what is there

    def page(self, name, ready):
        """The words of the extension's own page in a tab, when the element `ready` has some that stay the same."""
        self.m.wait("return TABMAIL().tabInfo.some(t => t.browser?.currentURI?.spec.includes(arguments[0]))", name)
        last, end = None, time.time() + 15
        while time.time() < end:
            # The page lives in the extension process; a frame script may look into it.
            text = self.m.js("""const b = TABMAIL().tabInfo.find(t => t.browser?.currentURI?.spec.includes(arguments[0]))?.browser;
          if (!b) return null;
              return new Promise(done => {
                const heard = (m) => { b.messageManager.removeMessageListener("words", heard); done(m.data); };
                b.messageManager.addMessageListener("words", heard);
                b.messageManager.loadFrameScript("data:,(" + encodeURIComponent(`${(ready) => {
                  const d = content.document, root = d.getElementById("explain-bounce-panel")?.openOrClosedShadowRoot;
                  const part = (root ?? d).querySelector(ready);
                  sendAsyncMessage("words", part?.textContent ? (root?.querySelector(".panel") ?? d.body).innerText : "");
                }})(${JSON.stringify(arguments[1])})`), false);
              })""", name, ready)
            if text and text == last:
                return text
            last = text
            time.sleep(0.3)
        return last

    def open_page(self, name):
        """A page of the extension's own, in a tab."""
        self.m.js("TABMAIL().openTab('contentTab', { url: `moz-extension://${WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname}/${arguments[1]}`, linkHandler: 'single-page' })", EXTENSION, name)

    def in_page(self, name, script, *arguments):
        """What a script, run in a page of the extension's own, returns. The page lives in the extension's process; a frame script may look into it."""
        return self.m.js("""const b = TABMAIL().tabInfo.find(t => t.browser?.currentURI?.spec.includes(arguments[0]))?.browser;
          if (!b) return null;
          return new Promise(done => {
            const heard = (m) => { b.messageManager.removeMessageListener("said", heard); done(m.data); };
            b.messageManager.addMessageListener("said", heard);
            b.messageManager.loadFrameScript("data:,(" + encodeURIComponent(`${(code, args) => {
              let value;
              try { value = Cu.evalInSandbox("(function (args) {" + code + "})(" + JSON.stringify(args) + ")", Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false })); } catch (e) { value = null; }
              sendAsyncMessage("said", value ?? null);
            }})(${JSON.stringify(arguments[1])}, ${JSON.stringify(arguments[2])})`), false);
          })""", name, script, list(arguments))

    def wait_in_page(self, name, script, *arguments):
        end = time.time() + 15
        while not (value := self.in_page(name, script, *arguments)):
            if time.time() > end:
                raise TimeoutError(script)
            time.sleep(0.05)
        return value

    def clipboard(self):
        return self.m.js("""const t = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable), out = {};
          t.init(null); t.addDataFlavor("text/plain");
          Services.clipboard.getData(t, Services.clipboard.kGlobalClipboard); t.getTransferData("text/plain", out);
          return out.value.QueryInterface(Ci.nsISupportsString).data""")

    def composed(self):
        """Recipients, subject and words of the window in which a mail is being written; then it is closed."""
        written = self.m.wait("""const w = Services.wm.getMostRecentWindow('msgcompose'), t = w?.document.getElementById('messageEditor')?.contentDocument?.body?.innerText;
          const pills = (row) => [...w.document.querySelectorAll(row + ' mail-address-pill')].map(p => p.emailAddress).join();
          return t?.trim() && pills('#toAddrContainer') && [pills('#toAddrContainer'), pills('#ccAddrContainer'), w.document.getElementById('msgSubject').value, t]""")
        self.m.js("const w = Services.wm.getMostRecentWindow('msgcompose'); w.gContentChanged = false; w.close()")
        self.m.wait("return !Services.wm.getMostRecentWindow('msgcompose')")
        return written

    def close_tabs(self):
        self.m.js("const t = TABMAIL(); while (t.tabInfo.length > 1) t.closeTab(t.tabInfo[t.tabInfo.length - 1]); t.switchToTab(0);")

    def button_on(self):
        return self.m.wait("const b = AM().document.getElementById(arguments[0]); return b && !b.disabled", BUTTON, timeout=8)

    def words(self):
        return self.m.wait("const t = SHADOW()?.querySelector('.panel')?.textContent; return SHADOW().querySelector('.body').childElementCount ? t : null", timeout=10)

    def expected(self, name, lang):
        """The words that the program itself gives on the command line."""
        out = subprocess.run([self.program, "explain", "--format", "json", "--lang", lang, MAILS[name]], capture_output=True, text=True, check=True).stdout
        return json.loads(out)["recipients"][0]["explanation"]

    # ---- what a person does

    def choose(self, name):
        """Selects the mail in the list. The mails stand in one mbox, and their keys are their places in it."""
        return self.m.js("""const v = A3().gDBView, keys = []; for (let i = 0; i < v.rowCount; i++) keys.push([v.getMsgHdrAt(i).messageKey, i]);
          keys.sort((a, b) => a[0] - b[0]); A3().threadTree.selectedIndex = keys[arguments[0]][1]; return keys[arguments[0]][0]""", list(MAILS).index(name))

    def select(self, name):
        key = self.choose(name)
        self.m.wait("return AM() && AM().msgLoaded && AM().gMessage?.messageKey == arguments[0] && MSGDOC().readyState == 'complete'", key)

    def press_at(self, window, element, button=0):
        """A trusted press of the mouse in the middle of an element; both are scripts."""
        x, y = self.m.js(f"""const w = {window}, b = ({element}).getBoundingClientRect(), o = W();
          return [w.mozInnerScreenX + b.x + b.width / 2 - o.mozInnerScreenX, w.mozInnerScreenY + b.y + b.height / 2 - o.mozInnerScreenY]""")
        self.m.command("WebDriver:PerformActions", {"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
            {"type": "pointerMove", "x": int(x), "y": int(y), "duration": 0, "origin": "viewport"}, {"type": "pointerDown", "button": button}, {"type": "pointerUp", "button": button}]}]})
        self.m.command("WebDriver:ReleaseActions")

    def click(self):
        self.press_at("AM()", f"AM().document.getElementById({json.dumps(BUTTON)})")

    def press(self, *keys):
        downs = [{"type": "keyDown", "value": key} for key in keys]
        ups = [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.m.command("WebDriver:PerformActions", {"actions": [{"type": "key", "id": "keyboard", "actions": downs + ups}]})
        self.m.command("WebDriver:ReleaseActions")

    def explain(self, name):
        """Returns the words of the panel and the seconds from the click until they stood there."""
        self.select(name)
        self.button_on()
        start = time.time()
        self.click()
        words = self.words()
        return words, time.time() - start

    def menu(self, label):
        """Opens the context menu of the message list and takes the item with this label."""
        self.press_at("A3()", "A3().threadTree.getRowAtIndex(A3().threadTree.selectedIndex)", 2)
        self.m.wait("""const p = A3().document.getElementById('mailContext');
          return p.state == 'open' && [...p.querySelectorAll('menuitem')].some(i => i.label == arguments[0] && !i.hidden)""", label)
        self.m.js("const p = A3().document.getElementById('mailContext'); p.activateItem([...p.querySelectorAll('menuitem')].find(i => i.label == arguments[0]))", label)

    def register(self, kind):
        """Puts one of HOSTS, or with None the real one, where the client finds it."""
        path = self.program
        if kind:
            path = os.path.join(self.home, "host-" + kind)
            with open(path, "w") as out:
                out.write(HOSTS[kind].format(python=sys.executable, host=self.program))
            os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        entry = json.load(open(self.manifest))
        entry["path"] = path
        with open(self.manifest, "w") as out:
            json.dump(entry, out)

    def press_in_panel(self, selector):
        self.m.wait("return SHADOW().querySelector(arguments[0])", selector)
        self.m.js("const e = SHADOW().querySelector(arguments[0]); e.scrollIntoView(); e.click()", selector)

    def picture(self, name):
        folder = os.path.join(self.build, "e2e")
        os.makedirs(folder, exist_ok=True)
        self.m.picture(os.path.join(folder, name + ".png"))
