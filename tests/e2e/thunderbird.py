#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""End to end: a bounce in a real Thunderbird, a real click, the words above the message read back.

usage: thunderbird.py BUILD_DIR [--runs N]     pictures go to BUILD_DIR/e2e
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
import driver  # noqa: E402
import throwaway as profiles  # noqa: E402

CLIENTS = json.load(open(os.path.join(ROOT, "manifest/clients.json")))
EXTENSION = CLIENTS["extensions"]["thunderbird"]
BUTTON = EXTENSION.replace("@", "_").replace(".", "_") + "-messageDisplayAction-toolbarbutton"
MAILS = {name: os.path.join(ROOT, "tests/mails", path) for name, path in {
    "spf": "seed/ib508.eml", "full": "form/gmail-quota.eml", "several": "form/several-recipients.eml", "qmail": "form/qmail.eml",
    "html": "form/exchange-online.eml", "ordinary": "ordinary/order-confirmation.eml"}.items()}

passed, failed, times = 0, 0, []


def check(what, ok, told=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
    print(("ok   " if ok else "FAIL ") + what, "" if ok else repr(told), flush=True)


class Session:
    def __init__(self, build, folder, host=True, preferences=None, width=1280):
        self.build = build
        package = os.path.join(build, "explain-bounce-thunderbird.xpi")
        program = os.path.join(build, "explain-bounce") if host else None
        self.profile, self.home = profiles.make(folder, MAILS.values(), package, EXTENSION, program, preferences)
        self.thunderbird = driver.Thunderbird(self.profile, self.home, width)
        self.m = self.thunderbird.marionette
        self.m.wait("return WebExtensionPolicy.getByID(arguments[0])?.extension.backgroundState == 'running'", EXTENSION)
        # The page that opens after installation.
        self.m.js("const t = TABMAIL(); while (t.tabInfo.length > 1) t.closeTab(t.tabInfo[t.tabInfo.length - 1]); t.switchToTab(0);")
        self.m.wait("A3().displayFolder(MailServices.accounts.localFoldersServer.rootFolder.getChildNamed('Bounces')); return true")
        self.m.wait("return A3().gDBView && A3().gDBView.rowCount == arguments[0]", len(MAILS))

    def select(self, name):
        # The mails stand in one mbox, and their keys are their places in it.
        order = list(MAILS).index(name)
        key = self.m.js("""const v = A3().gDBView, keys = []; for (let i = 0; i < v.rowCount; i++) keys.push([v.getMsgHdrAt(i).messageKey, i]);
          keys.sort((a, b) => a[0] - b[0]); A3().threadTree.selectedIndex = keys[arguments[0]][1]; return keys[arguments[0]][0]""", order)
        self.m.wait("return AM() && AM().msgLoaded && AM().gMessage?.messageKey == arguments[0] && MSGDOC().readyState == 'complete'", key)

    def button_on(self):
        return self.m.wait("const b = AM().document.getElementById(arguments[0]); return b && !b.disabled", BUTTON, timeout=8)

    def click(self):
        x, y = self.m.js("""const b = AM().document.getElementById(arguments[0]).getBoundingClientRect(), w = AM(), o = W();
          return [w.mozInnerScreenX + b.x + b.width / 2 - o.mozInnerScreenX, w.mozInnerScreenY + b.y + b.height / 2 - o.mozInnerScreenY]""", BUTTON)
        self.m.command("WebDriver:PerformActions", {"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
            {"type": "pointerMove", "x": int(x), "y": int(y), "duration": 0, "origin": "viewport"}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]}]})
        self.m.command("WebDriver:ReleaseActions")

    def words(self):
        return self.m.wait("const t = SHADOW()?.querySelector('.panel')?.textContent; return SHADOW().querySelector('.body').childElementCount ? t : null", timeout=10)

    def explain(self, name):
        self.select(name)
        self.button_on()
        start = time.time()
        self.click()
        words = self.words()
        times.append(time.time() - start)
        return words

    def picture(self, name):
        folder = os.path.join(self.build, "e2e")
        os.makedirs(folder, exist_ok=True)
        self.m.picture(os.path.join(folder, name + ".png"))


def expected(build, name, lang):
    """The words that the program itself gives on the command line."""
    out = subprocess.run([os.path.join(build, "explain-bounce"), "explain", "--format", "json", "--lang", lang, MAILS[name]], capture_output=True, text=True, check=True).stdout
    return json.loads(out)["recipients"][0]["explanation"]


def english(build, folder):
    s = Session(build, folder)
    try:
        words = s.explain("spf")
        want = expected(build, "spf", "en")
        check("the headline stands above the message", want["headline"] in words, words)
        check("every step stands there", all(step in words for step in want["steps"]), words)
        check("who can fix it stands there", "Who can fix it: Whoever runs your e-mail" in words, words)
        check("the panel comes first in the message", s.m.js("return MSGDOC().body.firstElementChild.id") == "explain-bounce-panel")
        check("the heading has the focus", s.m.js("return SHADOW().activeElement?.localName") == "h2")
        check("the panel has a language and a direction", s.m.js("return PANEL().lang + PANEL().dir") == "enltr")
        check("the panel is not printed", s.m.js("return [...SHADOW().querySelector('style').sheet.cssRules].some(r => r.media?.mediaText == 'print' && r.cssText.includes('none'))"))
        s.picture("light-wide")
        s.m.js("SHADOW().querySelector('header button').click()")
        check("the close button takes it away", s.m.js("return !PANEL()"))
        for name in ("full", "qmail", "html"):
            check(f"{name}: explained", expected(build, name, "en")["headline"] in s.explain(name))
        words = s.explain("several")
        check("several recipients are told", "bob" in words or words.count("Who can fix it") > 1, words)
        s.picture("several")
        s.m.js("SHADOW().querySelector('h2').dispatchEvent(new (MSGDOC().defaultView.KeyboardEvent)('keydown', {key: 'Escape', bubbles: true, composed: true}))")
        check("Esc closes it", s.m.wait("return !PANEL()"))
        s.select("ordinary")
        time.sleep(0.4)
        check("an ordinary mail keeps the button off", s.m.js("return AM().document.getElementById(arguments[0]).disabled", BUTTON))
        s.select("full")
        s.button_on()
        s.m.js("AM().document.getElementById(arguments[0]).click()", BUTTON)
        s.select("ordinary")
        time.sleep(1)
        check("the answer never lands in another message", not s.m.js("return !!PANEL()"))
        s.m.js("Services.prefs.setIntPref('ui.systemUsesDarkTheme', 1); Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', 0)")
        s.explain("spf")
        s.picture("dark-wide")
        os.remove(os.path.join(s.home, ".mozilla/native-messaging-hosts", CLIENTS["host"] + ".json"))
        words = s.explain("full")
        check("a missing host is told, and what to do", "helper program is missing" in words and "explain-bounce install" in words, words)
        s.picture("host-missing")
    finally:
        s.thunderbird.stop()


def swedish(build, folder):
    s = Session(build, folder, preferences={"intl.locale.requested": "sv-SE"}, width=720)
    try:
        if s.m.js("return Services.locale.appLocaleAsBCP47") != "sv-SE":
            print("skipped: Thunderbird has no Swedish (package thunderbird-l10n-sv-se)")
            return
        words = s.explain("spf")
        want = expected(build, "spf", "sv")
        check("in Swedish: the headline", want["headline"] in words, words)
        check("in Swedish: every step", all(step in words for step in want["steps"]), words)
        check("in Swedish: who can fix it", "Vem kan åtgärda det: Den som sköter din e-post" in words, words)
        s.picture("light-narrow-sv")
    finally:
        s.thunderbird.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    build = os.path.abspath(arguments.build)
    for _ in range(arguments.runs):
        for flow in (english, swedish):
            folder = tempfile.mkdtemp(prefix="explain-bounce-e2e-")
            try:
                flow(build, folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    print(f"click to words: median {statistics.median(times):.2f} s, longest {max(times):.2f} s")
    print(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
