# SPDX-License-Identifier: MIT
"""A Cyrus of our own on loopback, in a folder of its own, on free ports, with TLS.

Debian's cyrus-imapd and dovecot-imapd exclude each other, so Cyrus is never installed: its packages are fetched by apt-get
and unpacked in the build folder. The libraries it needs must be installed (LIBRARIES)."""
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

from dovecot import free_port

LIBRARIES = ["libxapian30", "libical3", "libclamav12", "libzephyr4", "libwrap0", "libpq5", "libpcre3", "libsasl2-modules", "libsasl2-modules-db"]

CONFIG = """
configdirectory: {dir}/conf
partition-default: {dir}/spool
defaultpartition: default
cyrus_user: {user}
servername: localhost
admins: admin
virtdomains: off
unixhierarchysep: yes
altnamespace: yes
autocreate_quota: 0
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {dir}/sasldb2
sasl_mech_list: PLAIN LOGIN
tls_server_cert: {dir}/cert.pem
tls_server_key: {dir}/cert.pem
lmtpsocket: {dir}/run/lmtp
idlesocket: {dir}/run/idle
notifysocket: {dir}/run/notify
mboxname_lockpath: {dir}/lock
proc_path: {dir}/proc
"""
SERVICES = """
START {{
  recover cmd="{bin}/ctl_cyrusdb -C {dir}/imapd.conf -r"
}}
SERVICES {{
  imap  cmd="{bin}/imapd -C {dir}/imapd.conf" listen="127.0.0.1:{imap}" prefork=1
  imaps cmd="{bin}/imapd -C {dir}/imapd.conf -s" listen="127.0.0.1:{imaps}" prefork=1
}}
"""


def unpacked(folder):
    """The programs, unpacked below `folder`; None with the reason: they cannot be had."""
    root = pathlib.Path(folder) / "cyrus"
    if not (root / "usr/lib/cyrus/bin/master").exists():
        if not shutil.which("apt-get"):
            return None, "there is no apt-get"
        root.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run(["apt-get", "-q", "download", "cyrus-imapd", "cyrus-common", "sasl2-bin"], cwd=root, capture_output=True, text=True)
        if fetched.returncode:
            return None, "apt-get cannot fetch cyrus-imapd: " + fetched.stderr.strip().splitlines()[-1]
        for package in root.glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, root], check=True)
    needs = subprocess.run(["ldd", root / "usr/lib/cyrus/bin/imapd"], capture_output=True, text=True, env=environment(root)).stdout
    missing = [line.split()[0] for line in needs.splitlines() if "not found" in line]
    return (root, "") if not missing else (None, f"libraries are missing: {' '.join(missing)} (packages: {' '.join(LIBRARIES)})")


def environment(root):
    paths = [str(path) for path in (root / "usr/lib/x86_64-linux-gnu", root / "usr/lib/cyrus", root / "usr/lib") if path.is_dir()]
    return {**os.environ, "LD_LIBRARY_PATH": ":".join(paths)}


class Cyrus:
    password = "71f0c9a4be1d2655"

    def __init__(self, root, certificate, user="holly"):
        self.folder = tempfile.TemporaryDirectory(prefix="eb-cyrus-")
        self.dir = pathlib.Path(self.folder.name)
        self.imap, self.imaps = free_port(), free_port()
        owner = pwd.getpwnam("mail") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        for name in ("conf", "spool", "run", "lock", "proc", "conf/db", "conf/socket"):
            (self.dir / name).mkdir()
        (self.dir / "cert.pem").write_text(pathlib.Path(certificate).read_text())
        binaries = root / "usr/lib/cyrus/bin"
        (self.dir / "imapd.conf").write_text(CONFIG.format(dir=self.dir, user=owner.pw_name))
        (self.dir / "cyrus.conf").write_text(SERVICES.format(dir=self.dir, bin=binaries, imap=self.imap, imaps=self.imaps))
        subprocess.run([root / "usr/sbin/saslpasswd2", "-p", "-c", "-f", self.dir / "sasldb2", "-u", "localhost", user], input=self.password, text=True,
                       check=True, capture_output=True)
        for path in [self.dir, *self.dir.rglob("*")]:
            os.chown(path, owner.pw_uid, owner.pw_gid)
        self.process = subprocess.Popen([binaries / "master", "-C", self.dir / "imapd.conf", "-M", self.dir / "cyrus.conf", "-p", self.dir / "pid"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(root))
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", self.imap), 1) as s:
                    s.settimeout(2)
                    if s.recv(100):
                        return
            except OSError:
                pass
            time.sleep(0.05)
        self.stop()
        raise RuntimeError("Cyrus does not start")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        time.sleep(0.3)  # its services end after it
        shutil.rmtree(self.folder.name, ignore_errors=True)
        self.folder.cleanup()
