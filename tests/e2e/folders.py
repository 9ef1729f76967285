#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""End to end: "Explain the bounces in this folder" in a real Thunderbird, its report read back.

usage: folders.py BUILD_DIR [--soak] [--only FLOW]...     pictures go to BUILD_DIR/e2e
"""
import argparse
import collections
import glob
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import checks  # noqa: E402
import imap_server  # noqa: E402
from checks import check  # noqa: E402
from session import MAILS, ROOT, Session  # noqa: E402

PAGE = "report.html"
LABEL = "Explain the bounces in this folder"
BOUNCES = sorted(glob.glob(os.path.join(ROOT, "tests/mails/seed/*.eml")))[:20]
ORDINARY = sorted(glob.glob(os.path.join(ROOT, "tests/mails/ordinary/*-meeting.eml")) + glob.glob(os.path.join(ROOT, "tests/mails/ordinary/*-order.eml")))[:40]

# A host that ends for good after so many answers; the number left stands in a file.
DYING = """#!{python}
import struct, subprocess, sys
left = {left!r}
child = subprocess.Popen([{host!r}, *sys.argv[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
while head := sys.stdin.buffer.read(4):
    body = sys.stdin.buffer.read(struct.unpack("=I", head)[0])
    number = int(open(left).read())
    if number == 0:
        sys.exit(3)
    open(left, "w").write(str(number - 1))
    child.stdin.write(head + body)
    child.stdin.flush()
    head = child.stdout.read(4)
    sys.stdout.buffer.write(head + child.stdout.read(struct.unpack("=I", head)[0]))
    sys.stdout.buffer.flush()
"""


def many(count):
    """Mails of which one in ten bounces; each has a Message-ID and a day of its own."""
    for number in range(count):
        source = BOUNCES[number // 10 % len(BOUNCES)] if number % 10 == 0 else ORDINARY[number % len(ORDINARY)]
        head, _, body = open(source, "rb").read().replace(b"\r\n", b"\n").partition(b"\n\n")
        lines = [line for line in head.split(b"\n") if not line.lower().startswith((b"message-id:", b"date:"))]
        day = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(1795000000 - number * 3600))
        yield b"\n".join([*lines, b"Message-ID: <%d@many.example>" % number, b"Date: " + day.encode()]) + b"\n\n" + body


def expected(s, mails):
    """What the program itself finds in them on the command line: the bounces, and the reasons of those whom they did not reach."""
    out = subprocess.run([s.program, "explain", "--format", "json", *mails], capture_output=True, text=True, check=True).stdout
    answers = [answer for answer in map(json.loads, out.splitlines()) if answer["kind"] in ("failure", "delay", "held")]
    reasons = collections.Counter(r["reason"] for a in answers for r in a.get("recipients", []) if r["action"] in ("failed", "delayed"))
    return len(answers), reasons


# ---- what a person does

LOCAL = "MailServices.accounts.localFoldersServer.rootFolder"
REMOTE = "MailServices.accounts.getAccount('account3').incomingServer.rootFolder"


def scan(s, name, root=LOCAL):
    """Right click on the folder, and the item of the menu."""
    row = f"A3().folderPane.getRowForFolder({root}.getChildNamed({json.dumps(name)}))"
    s.m.wait(f"A3().folderTree.expandRow(A3().folderPane.getRowForFolder({root})); {row}.scrollIntoView(); return {row}.querySelector('.name').getBoundingClientRect().height > 0")
    for attempt in range(3):
        s.press_at("A3()", f"{row}.querySelector('.name')", 2)
        try:
            s.m.wait("""const p = A3().document.getElementById('folderPaneContext');
              return p.state == 'open' && [...p.querySelectorAll('menuitem')].some(i => i.label == arguments[0] && !i.hidden)""", LABEL, timeout=5)
            break
        except TimeoutError:  # the list of folders moved under the pointer, as it does while it grows
            s.m.js("A3().document.getElementById('folderPaneContext').hidePopup()")
    s.m.js("const p = A3().document.getElementById('folderPaneContext'); p.activateItem([...p.querySelectorAll('menuitem')].find(i => i.label == arguments[0]))", LABEL)


def finished(s, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if words := s.in_page(PAGE, "const t = document.querySelector('.tiles'); return (t || document.querySelector('.trouble')) && document.querySelector('main').innerText"):
            return words
        time.sleep(0.05)
    raise TimeoutError("the report")


def tiles(s):
    return s.in_page(PAGE, "return [...document.querySelectorAll('.tiles li')].map(l => l.textContent)")


def bars(s, chart):
    return dict(s.in_page(PAGE, "return [...document.querySelectorAll(`[data-chart=${args[0]}] .named`)].map(b => [b.querySelector('.name').textContent, Number(b.querySelector('.fill').dataset.count)])", chart))


def watch_window(s):
    """The mail window's own timer, every 10 ms: how long does it wait at most?"""
    s.m.js("""const w = W(); w.ebLast = w.performance.now(); w.ebLongest = 0; clearInterval(w.ebTimer);
      w.ebTimer = w.setInterval(() => { const now = w.performance.now(); w.ebLongest = Math.max(w.ebLongest, now - w.ebLast); w.ebLast = now; }, 10)""")


def longest(s):
    return s.m.js("const w = W(); w.clearInterval(w.ebTimer); return w.ebLongest")


# ---- the flows

def small(s):
    count, reasons = expected(s, BOUNCES)
    words = json.load(open(os.path.join(ROOT, "host/explain/catalog/en.json")))["words"]
    check("the mails that the test is made of: 20 bounces", count == 20, count)
    scan(s, "Newsletter")
    text = finished(s)
    told = tiles(s)
    check("the report comes", len(told) == 3, text)
    check("the report counts mails and bounces", told[0].startswith("60 ") and told[1].startswith("20 "), told)
    shown = bars(s, "reason")
    named = {words["reason." + reason]: number for reason, number in reasons.most_common()}
    check("reasons are those that the command line finds", sum(shown.values()) == sum(named.values()) and all(named.get(name) == number for name, number in shown.items() if name != words["report.others"]), (shown, named))
    check("in Thunderbird's language", "What to do first" in text and "By reason" in text, text)
    s.picture("folder-report")
    s.in_page(PAGE, "document.querySelector('.opener').click(); return true")
    headline = s.wait_in_page(PAGE, "return document.querySelector('.explanation h3').textContent")
    subject = s.in_page(PAGE, "return document.querySelector('.bounce .address').textContent")
    check("a row opens to its explanation", bool(headline), headline)
    s.picture("folder-row")
    s.in_page(PAGE, "document.querySelector('.explanation .actions button').click(); return true")
    shown = s.m.wait("const t = TABMAIL().currentTabInfo; return t.mode.name == 'mailMessageTab' && t.chromeBrowser.contentWindow.gMessage?.mime2DecodedSubject && t.chromeBrowser.contentWindow.getMessagePaneBrowser?.().contentDocument?.body?.innerText")
    check("and one press opens its mail", subject.split("@")[-1] in shown or subject in shown, (subject, shown[:300]))
    s.close_tabs()


def search_folder(s):
    """A search over folders, as the unified folders are."""
    s.m.js("""const { VirtualFolderHelper } = ChromeUtils.importESModule("resource:///modules/VirtualFolderWrapper.sys.mjs");
      const root = MailServices.accounts.localFoldersServer.rootFolder;
      VirtualFolderHelper.createNewVirtualFolder("Everything", root, [root.getChildNamed("Bounces"), root.getChildNamed("Newsletter")], "ALL", false)""")
    s.m.wait("return A3().folderPane.getRowForFolder(MailServices.accounts.localFoldersServer.rootFolder.getChildNamed('Everything'))")
    count, _ = expected(s, MAILS.values())
    scan(s, "Everything")
    finished(s)
    told = tiles(s)
    check("a search over folders: all their mails", told[0].startswith(f"{60 + len(MAILS)} ") and told[1].startswith(f"{20 + count} "), (told, count))
    s.close_tabs()


def remote(s, server):
    """A folder on a server, which was never opened before."""
    s.m.js("""const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
      login.init("imap://127.0.0.1", null, "imap://127.0.0.1", "holly", arguments[0], "", "");
      return Services.logins.addLoginAsync(login).then(() => { MailServices.accounts.getAccount('account3').incomingServer.performExpand(null); return true; })""", server.password)
    s.m.wait(f"return !!{REMOTE}.getChildNamed('INBOX')")
    scan(s, "INBOX", REMOTE)
    text = finished(s, 120)
    told = tiles(s)
    check("a folder on a server: all its mails", len(told) == 3 and told[0].startswith("60 ") and told[1].startswith("20 "), text[:600])
    check("none of them is marked as read", server.seen() == 0, server.seen())
    s.in_page(PAGE, "document.querySelector('.opener').click(); document.querySelector('.explanation .actions button').click(); return true")
    check("one press opens a mail there", s.m.wait("const t = TABMAIL().currentTabInfo; return t.mode.name == 'mailMessageTab' && t.chromeBrowser.contentWindow.gMessage?.folder.server.type == 'imap'"))
    s.close_tabs()


def large(s, size):
    s.m.js("A3().displayFolder(MailServices.accounts.localFoldersServer.rootFolder.getChildNamed('Bounces'))")
    watch_window(s)
    time.sleep(3)
    quiet = longest(s)
    scan(s, "Large")
    end = time.time() + 90  # Thunderbird reads a folder as large as this when it is opened first
    while not s.in_page(PAGE, "return document.querySelector('progress')?.value > 0") and time.time() < end:
        time.sleep(0.02)
    begin = time.time()
    s.picture("folder-progress")  # it takes the window's time, and is not measured
    watch_window(s)
    said = s.in_page(PAGE, "return document.querySelector('main').innerText")
    finished(s, 600)
    gap = longest(s)
    told = tiles(s)
    print(f"{size} mails: {time.time() - begin:.1f} s; the window's timer waited {gap:.0f} ms at most ({quiet:.0f} ms at rest)", flush=True)
    check("progress tells the folder, and how far it is", "Looking through Large" in said and "mails" in said, said)
    check(f"{size} mails: all are counted", told[0].replace(",", "").startswith(f"{size} ") and told[1].replace(",", "").startswith(f"{size // 10} "), told)
    check("the window never froze", gap < max(1000, 2 * quiet), (gap, quiet))
    s.close_tabs()


def stopped(s, size):
    scan(s, "Large")
    s.wait_in_page(PAGE, "return document.querySelector('.found')?.textContent")
    s.in_page(PAGE, "document.querySelector('.stop').click(); return true")
    text = finished(s, 15)
    told = tiles(s)
    check("stopped: told, and what was found is there", "stopped" in text and 0 < int(told[0].split()[0].replace(",", "")) < size, (told, text[:300]))
    check("with its bounces", int(told[1].split()[0]) > 0 and s.in_page(PAGE, "return document.querySelectorAll('.bounce').length > 0"), told)
    s.picture("folder-stopped")
    s.close_tabs()


def faults(s):
    left = os.path.join(s.home, "left")
    path = os.path.join(s.home, "host-dying")
    with open(path, "w") as out:
        out.write(DYING.format(python=sys.executable, host=s.program, left=left))
    with open(left, "w") as out:
        out.write("12")
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    s.register(None)
    entry = json.load(open(s.manifest))
    with open(s.manifest, "w") as out:
        json.dump({**entry, "path": path}, out)
    scan(s, "Large")
    text = finished(s)
    check("a host that ends on the way is told, and what was found before is kept", "stopped" in text and s.in_page(PAGE, "return document.querySelectorAll('.bounce').length >= 5"), text[:400])
    s.picture("folder-host-died")
    s.close_tabs()
    os.remove(s.manifest)
    scan(s, "Newsletter")
    text = finished(s)
    check("a missing host is told, and what to do", "helper program is missing" in text and "explain-bounce install" in text, text)
    s.picture("folder-host-missing")
    s.close_tabs()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--soak", action="store_true", help="10,000 mails in place of 2,000")
    parser.add_argument("--only", action="append", help="a flow by its name; may be repeated")
    arguments = parser.parse_args()
    size = 10_000 if arguments.soak else 2_000
    folder = tempfile.mkdtemp(prefix="explain-bounce-e2e-")
    newsletter = [*ORDINARY[:20], *BOUNCES, *ORDINARY[20:]]
    server = imap_server.Server(folder, newsletter) if imap_server.installed() else None
    session = Session(os.path.abspath(arguments.build), folder, boxes={"Newsletter": newsletter, "Large": many(size)}, preferences=server and server.preferences())
    flows = {"small": lambda: small(session), "search_folder": lambda: search_folder(session), "remote": lambda: remote(session, server), "large": lambda: large(session, size),
             "stopped": lambda: stopped(session, size), "faults": lambda: faults(session)}
    if not server:
        print("skipped: a folder on a server (package dovecot-imapd)")
        del flows["remote"]
    try:
        for name, flow in flows.items():
            if not arguments.only or name in arguments.only:
                flow()
    finally:
        session.thunderbird.stop()
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
