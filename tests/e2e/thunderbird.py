#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""End to end: a bounce in a real Thunderbird, a real click, the words above the message read back.

usage: thunderbird.py BUILD_DIR [--runs N] [--only FLOW]...     pictures go to BUILD_DIR/e2e
"""
import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import checks  # noqa: E402
from checks import check  # noqa: E402
from session import ALT, BUTTON, CONTROL, EXTENSION, Session  # noqa: E402

times = []

# For each element of the panel with words of its own: the contrast of its colour to what lies behind it (WCAG 2.2, 1.4.3).
CONTRAST = """
const view = MSGDOC().defaultView;
const rgba = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length == 3 ? [...n, 1] : n; };
const light = ([r, g, b]) => { const f = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
const behind = (e) => { for (; e; e = e.parentElement ?? e.getRootNode().host) { const c = rgba(view.getComputedStyle(e).backgroundColor); if (c[3] == 1) return c; } return [255, 255, 255, 1]; };
SHADOW().querySelectorAll("details").forEach(d => d.open = true);
return [...SHADOW().querySelectorAll(".panel *")].filter(e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())).map(e => {
  const [a, b] = [light(rgba(view.getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
  return [(a + 0.05) / (b + 0.05), e.localName + ": " + e.textContent.slice(0, 30)];
}).sort((a, b) => a[0] - b[0])[0]"""


def check_fits(s, where):
    wide, room = s.m.js("const p = SHADOW().querySelector('.panel'); return [p.scrollWidth, p.clientWidth]")
    check(f"{where} nothing runs out of the panel", wide <= room, (wide, room))


def check_readable(s, where):
    ratio, element = s.m.js(CONTRAST)
    check(f"in {where} colours every word is readable", ratio >= 4.5, (ratio, element))


def explained(s, name):
    words, seconds = s.explain(name)
    times.append(seconds)
    return words


def english(s):
    """What a person reads."""
    check("after installation a page says that the host works", "Yes: the helper program answers" in s.first_page and "Nothing is sent over the network" in s.first_page, s.first_page)
    words = explained(s, "spf")
    want = s.expected("spf", "en")
    check("the headline stands above the message", want["headline"] in words, words)
    check("every step stands there", all(step in words for step in want["steps"]), words)
    check("who can fix it stands there", "Who can fix it: Whoever runs your e-mail" in words, words)
    check("the panel comes first in the message", s.m.js("return MSGDOC().body.firstElementChild.id") == "explain-bounce-panel")
    check("the heading has the focus", s.m.js("return SHADOW().activeElement?.localName") == "h2")
    check("the panel has a language and a direction", s.m.js("return PANEL().lang + PANEL().dir") == "enltr")
    check("the panel is not printed", s.m.js("return [...SHADOW().querySelector('style').sheet.cssRules].some(r => r.media?.mediaText == 'print' && r.cssText.includes('none'))"))
    check_readable(s, "light")
    s.picture("light-wide")
    s.m.js("SHADOW().querySelector('header button').click()")
    check("the close button takes it away", s.m.js("return !PANEL()"))
    for name in ("full", "qmail", "html"):
        check(f"{name}: explained", s.expected(name, "en")["headline"] in explained(s, name))
    words = explained(s, "slip")
    check("a slip of the pen is undone", "Did you mean: ellen.berg@gmail.com" in words, words)
    s.picture("slip")
    s.press_in_panel(".again")
    to, cc, _, body = s.composed()
    check("one click opens the original as new, to the address that was meant, and to nobody else", to == "ellen.berg@gmail.com" and not cc and "bullarna" in body, (to, cc, body))
    s.press_in_panel(".suggestion .action:not(.again)")
    check("one click copies the address", s.m.wait("return SHADOW().querySelector('.suggestion .action:not(.again)').textContent == 'Copied'") and s.clipboard() == "ellen.berg@gmail.com", s.clipboard())
    words = explained(s, "several")
    check("several recipients are told", "bob" in words or words.count("Who can fix it") > 1, words)
    s.picture("several")
    s.m.js("SHADOW().querySelector('h2').dispatchEvent(new (MSGDOC().defaultView.KeyboardEvent)('keydown', {key: 'Escape', bubbles: true, composed: true}))")
    check("Esc closes it", s.m.wait("return !PANEL()"))
    check("Esc gives the focus back to the message", s.m.js("return MSGDOC().activeElement == MSGDOC().body"))
    s.select("ordinary")
    time.sleep(0.4)
    check("an ordinary mail keeps the button off", s.m.js("return AM().document.getElementById(arguments[0]).disabled", BUTTON))
    s.select("full")
    s.button_on()
    s.m.js("AM().document.getElementById(arguments[0]).click()", BUTTON)
    s.select("ordinary")
    time.sleep(1)
    check("the answer never lands in another message", not s.m.js("return !!PANEL()"), s.m.js("return SHADOW()?.textContent"))


def offers(s):
    """What the reader can do with an explanation, beyond reading it."""
    explained(s, "attached")
    s.press_in_panel(".edit")
    to, cc, subject, body = s.composed()
    check("a mail that no folder has is opened as the bounce brings it back", to == "kerstin@harbour.example" and not cc and subject == "Kaffet på torsdag" and "termosarna" in body, (to, cc, subject, body))
    s.press_in_panel(".summary .action")
    s.m.wait("return SHADOW().querySelector('.summary .action').textContent == 'Copied'")
    text = s.clipboard()
    check("the summary has the codes and hosts, and no names", all(fact in text for fact in ("Status: 5.2.2", "mx.harbour.example", "\u2026@harbour.example")) and not any(name in text for name in ("kerstin", "Kaffet", "anna@")), text)
    s.m.js("SHADOW().querySelector('.summary input').click()")
    s.press_in_panel(".summary .action")
    s.m.wait("return SHADOW().querySelector('.summary .action').textContent == 'Copied'")
    time.sleep(0.2)
    text = s.clipboard()
    check("with names where the reader ticks them", "kerstin@harbour.example" in text and "Kaffet" in text, text)
    kept = os.path.join(s.home, ".local/state/explain-bounce/feedback.jsonl")
    check("nothing is kept before the first answer", not os.path.exists(kept))
    s.press_in_panel(".helpful .action:nth-of-type(2)")
    s.m.js("SHADOW().querySelector('.helpful input').value = 'which folder?'")
    s.press_in_panel(".helpful .more .action")
    s.m.wait("return SHADOW().querySelector('.helpful [role=status]')")
    lines = [json.loads(line) for line in open(kept)]
    check("an answer is kept on this machine, with nothing of the mail", len(lines) == 1 and lines[0]["helpful"] is False and lines[0]["comment"] == "which folder?" and lines[0]["reason"] == "mailbox_full" and not any("kerstin" in str(v) for v in lines[0].values()), lines)
    s.picture("offers")


def settings(s):
    """The settings page, and the search."""
    s.open_page("about.html")
    s.wait_in_page("about.html", "return document.getElementById('answers').textContent.includes('which folder?')")
    check("the answers are shown", True)
    s.picture("settings")
    s.in_page("about.html", "const box = document.getElementById('language'); box.value = 'ar'; box.dispatchEvent(new Event('change')); return true")
    s.wait_in_page("about.html", "return document.documentElement.dir == 'rtl' && document.getElementById('state').textContent.length > 10 && !document.getElementById('state').textContent.includes('\u2026')")
    s.picture("settings-arabic")
    s.close_tabs()
    words = explained(s, "spf")
    want = s.expected("spf", "ar")
    check("the language that was chosen is spoken, whatever Thunderbird's", want["headline"] in words and want["steps"][0] in words and "Who can fix it" not in words, words)
    check("and runs its own way", s.m.js("return PANEL().lang + PANEL().dir") == "arrtl")
    s.picture("arabic-in-english-thunderbird")
    s.open_page("about.html")
    s.wait_in_page("about.html", "return document.documentElement.dir == 'rtl'")
    s.in_page("about.html", "const box = document.getElementById('language'); box.value = ''; box.dispatchEvent(new Event('change')); return true")
    s.wait_in_page("about.html", "return document.documentElement.lang.startsWith('en') && document.getElementById('answers').textContent.includes('which folder?')")
    s.in_page("about.html", "document.getElementById('delete').click(); return true")
    s.wait_in_page("about.html", "return document.getElementById('has-answers').hidden && !document.getElementById('no-answers').hidden")
    check("one press deletes the answers", not os.path.exists(os.path.join(s.home, ".local/state/explain-bounce")))
    s.close_tabs()
    s.open_page("shared/search.html")
    words = s.wait_in_page("search.html", "return document.querySelectorAll('.match').length == 10 && document.body.innerText")
    check("the search begins with what a bounce is", "What is a bounce?" in words and "How to read a bounce" in words, words)
    for query, said in (("IB504", "GoDaddy"), ("full brevlåda", "full"), ("greylistng", "try again")):
        s.in_page("search.html", "document.getElementById('query').value = args[0]; document.querySelector('form').requestSubmit(); return true", query)
        words = s.wait_in_page("search.html", "const m = document.querySelector('.match[open]'); return m && m.innerText.toLowerCase().includes(args[0].toLowerCase()) && m.innerText", said)
        check(f"the search knows {query}", bool(words), words)
    s.picture("search")
    s.in_page("search.html", "document.getElementById('query').value = 'zwirbel gnomf'; document.querySelector('form').requestSubmit(); return true")
    check("and says where it knows nothing", s.wait_in_page("search.html", "return document.querySelector('main').innerText.includes('Nothing found')"))
    s.close_tabs()
    check("the toolbar has its button", s.m.js("return !!WebExtensionPolicy.getByID(arguments[0]).extension.manifest.action.default_popup", EXTENSION))


def looks(s):
    """Dark, forced colours, twice the size, a narrow pane."""
    s.select("ordinary")
    s.m.js("Services.prefs.setIntPref('ui.systemUsesDarkTheme', 1); Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', 0)")
    explained(s, "spf")
    check_readable(s, "dark")
    s.picture("dark-wide")
    s.m.js("Services.prefs.setIntPref('ui.systemUsesDarkTheme', 0); Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', 1)")
    s.m.js("Services.prefs.setIntPref('browser.display.document_color_use', 2)")
    explained(s, "several")
    check("forced colours are in force", s.m.js("return MSGDOC().defaultView.matchMedia('(forced-colors: active)').matches"))
    check("with forced colours the panel keeps its border", s.m.js("return MSGDOC().defaultView.getComputedStyle(SHADOW().querySelector('.panel')).borderTopStyle") == "solid")
    s.picture("forced-colours")
    s.m.js("Services.prefs.clearUserPref('browser.display.document_color_use')")
    s.m.js("AM().getMessagePaneBrowser().fullZoom = 2")
    explained(s, "spf")
    s.m.js("SHADOW().querySelectorAll('details').forEach(d => d.open = true)")
    check_fits(s, "at 200 %")
    s.picture("zoom-200")
    s.m.js("AM().getMessagePaneBrowser().fullZoom = 1")


def ways(s):
    """The keyboard, the menu, the tab, the reply."""
    s.select("ordinary")
    s.press(CONTROL, ALT, "e")
    words = s.words()
    check("the keyboard shortcut explains any single mail", "not a bounce" in words or "isn’t a bounce" in words, words)
    s.m.js("SHADOW().querySelector('header button').click()")
    s.select("full")
    headline = s.expected("full", "en")["headline"]
    s.menu("Explain this message")
    check("the menu of the list explains the mail that is shown", headline in s.words())
    # What is selected is quoted; selecting everything would take the panel along if anything did.
    s.m.js("MSGDOC().defaultView.getSelection().selectAllChildren(MSGDOC().body)")
    s.m.js("A3().commandController.doCommand('cmd_reply')")
    quoted = s.m.wait("""const w = Services.wm.getMostRecentWindow('msgcompose'), t = w?.document.getElementById('messageEditor')?.contentDocument?.body?.innerText;
      return t && t.includes('storage space') && t""")
    check("a reply does not quote the panel", headline not in quoted and "Who can fix it" not in quoted, quoted)
    s.m.js("const w = Services.wm.getMostRecentWindow('msgcompose'); w.gContentChanged = false; w.close()")
    s.m.wait("return !Services.wm.getMostRecentWindow('msgcompose')")
    s.m.js("A3().paneLayout.messagePaneVisible = false")
    s.choose("full")
    s.menu("Explain this message")
    words = s.page("panel.html", ".body")
    check("without a message pane the words stand in a tab", headline in words and "Who can fix it" in words, words)
    s.picture("in-a-tab")
    s.close_tabs()
    s.m.js("A3().paneLayout.messagePaneVisible = true")


def faults(s):
    """Hosts that misbehave: a clear panel that says what to do."""
    s.select("full")
    s.register("slow")
    s.button_on()
    s.click()
    busy = s.m.wait("return SHADOW()?.querySelector('.body[aria-busy=true]') && SHADOW().querySelector('h2').textContent")
    check("a host that takes its time: the panel says that it is busy", "moment" in busy, busy)
    headline = s.expected("full", "en")["headline"]
    check("and then the words come", s.m.wait("return SHADOW()?.querySelector('.body:not([aria-busy])') && SHADOW().querySelector('h2').textContent") == headline)
    for kind, said in (("crashing", "stopped"), ("garbage", "stopped"), ("other", "do not fit together")):
        s.register(kind)
        words, _ = s.explain("qmail")
        check(f"a {kind} host is told, and what to do", said in words and s.m.js("return SHADOW().querySelectorAll('ol li').length") > 0, words)
        s.picture("host-" + kind)
        s.select("full")
    os.remove(s.manifest)
    words, _ = s.explain("qmail")
    check("a missing host is told, and what to do", "helper program is missing" in words and "explain-bounce install" in words, words)
    s.picture("host-missing")


def speaks(s, tag):
    if s.m.js("return Services.locale.appLocaleAsBCP47") == tag:
        return True
    print(f"skipped: Thunderbird has no {tag} (package thunderbird-l10n-{tag.lower()})")
    return False


def swedish(s):
    if not speaks(s, "sv-SE"):
        return
    words = explained(s, "spf")
    want = s.expected("spf", "sv")
    check("in Swedish: the headline", want["headline"] in words, words)
    check("in Swedish: every step", all(step in words for step in want["steps"]), words)
    check("in Swedish: who can fix it", "Vem kan åtgärda det: Den som sköter din e-post" in words, words)
    check_fits(s, "in a narrow pane")
    s.picture("light-narrow-sv")


def arabic(s):
    if not speaks(s, "ar"):
        return
    words = explained(s, "spf")
    check("in Arabic: the panel runs from right to left", s.m.js("return PANEL().lang + PANEL().dir + MSGDOC().defaultView.getComputedStyle(SHADOW().querySelector('.panel')).direction") == "arrtlrtl")
    check("in Arabic: the words of the panel", s.expected("spf", "ar")["headline"] in words, words)
    check("in Arabic: the server's words keep their order", s.m.js("return SHADOW().querySelector('dd').dir") == "ltr")
    s.picture("arabic")


# One Thunderbird for each row.
STARTS = (
    ({}, (english, offers, settings, looks, ways, faults)),
    ({"preferences": {"intl.locale.requested": "sv-SE"}, "width": 720}, (swedish,)),
    ({"preferences": {"intl.locale.requested": "ar"}}, (arabic,)),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--only", action="append", help="a flow by its name; may be repeated")
    arguments = parser.parse_args()
    build = os.path.abspath(arguments.build)
    clean = 0
    for run in range(arguments.runs):
        before = checks.failed
        for options, flows in STARTS:
            flows = [flow for flow in flows if not arguments.only or flow.__name__ in arguments.only]
            if not flows:
                continue
            folder = tempfile.mkdtemp(prefix="explain-bounce-e2e-")
            session = Session(build, folder, **options)
            try:
                for flow in flows:
                    flow(session)
            finally:
                session.thunderbird.stop()
                shutil.rmtree(folder, ignore_errors=True)
        clean += checks.failed == before
        if arguments.runs > 1:
            print(f"-- {clean} of {run + 1} runs clean", flush=True)
    if times:
        print(f"click to words: median {statistics.median(times):.2f} s, longest {max(times):.2f} s")
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
