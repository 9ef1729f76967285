# SPDX-License-Identifier: MIT
"""A real Thunderbird, driven over Marionette. Standard library only."""
import base64
import json
import os
import signal
import socket
import subprocess
import time

# What every script for the mail window needs.
LIB = r"""
const W = () => Services.wm.getMostRecentWindow("mail:3pane");
const TABMAIL = () => W().document.getElementById("tabmail");
const A3 = () => TABMAIL().currentAbout3Pane;
const AM = () => TABMAIL().currentAboutMessage;
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const MSGDOC = () => AM().getMessagePaneBrowser().contentDocument;
const PANEL = () => MSGDOC()?.getElementById("explain-bounce-panel");
const SHADOW = () => PANEL()?.openOrClosedShadowRoot;
"""


class MarionetteError(Exception):
    pass


class Marionette:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.buffer = b""
        self.id = 0
        self._receive()  # the server's hello
        self.command("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})
        self.command("Marionette:SetContext", {"value": "chrome"})

    def _receive(self):
        while b":" not in self.buffer:
            self._more()
        length, rest = self.buffer.split(b":", 1)
        self.buffer = rest
        while len(self.buffer) < int(length):
            self._more()
        message, self.buffer = self.buffer[: int(length)], self.buffer[int(length):]
        return json.loads(message)

    def _more(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise EOFError("Thunderbird closed the connection")
        self.buffer += data

    def command(self, name, parameters=None):
        self.id += 1
        body = json.dumps([0, self.id, name, parameters or {}]).encode()
        self.socket.sendall(b"%d:" % len(body) + body)
        while True:
            _, number, error, result = self._receive()
            if number == self.id:
                break
        if error:
            raise MarionetteError(f"{error['error']}: {error['message']}")
        return result

    def js(self, script, *arguments):
        return self.command("WebDriver:ExecuteScript", {"script": LIB + script, "args": list(arguments), "sandbox": "system", "newSandbox": False})["value"]

    def wait(self, script, *arguments, timeout=20):
        end = time.time() + timeout
        while True:
            value = self.js("try { " + script + " } catch (e) { return null; }", *arguments)
            if value:
                return value
            if time.time() > end:
                raise TimeoutError(script)
            time.sleep(0.02)

    def picture(self, path):
        value = self.command("WebDriver:TakeScreenshot", {"full": False, "hash": False})["value"]
        with open(path, "wb") as out:
            out.write(base64.b64decode(value))


class Thunderbird:
    def __init__(self, profile, home, width=1280, height=900):
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "XDG_CONFIG_HOME", "WAYLAND_DISPLAY")}
        environment.update(HOME=home, MOZ_HEADLESS="1", MOZ_HEADLESS_WIDTH=str(width), MOZ_HEADLESS_HEIGHT=str(height), MOZ_CRASHREPORTER_DISABLE="1", LC_ALL="C.UTF-8")
        binary = os.environ.get("TB_BIN", "/usr/lib/thunderbird/thunderbird-bin")
        self.profile = profile
        self.process = subprocess.Popen([binary, "--profile", profile, "--no-remote", "--marionette", "--remote-allow-system-access"], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.marionette = Marionette(self._port())

    def _port(self):
        path = os.path.join(self.profile, "MarionetteActivePort")
        end = time.time() + 60
        while True:
            if os.path.exists(path) and (text := open(path).read().strip()):
                return int(text)
            if self.process.poll() is not None or time.time() > end:
                raise SystemExit("Thunderbird did not start")
            time.sleep(0.02)

    def stop(self):
        try:
            self.marionette.command("Marionette:Quit", {"flags": ["eForceQuit"]})
        except (MarionetteError, EOFError, OSError):
            pass
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
