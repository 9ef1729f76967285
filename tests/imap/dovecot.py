# SPDX-License-Identifier: MIT
"""A Dovecot of our own on loopback, in a folder of its own, on free ports, with TLS."""
import os
import pathlib
import pwd
import socket
import subprocess
import tempfile
import time

CONFIG = """
base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {internal_group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{dir}/mail/%u/Maildir{options}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={dir}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def installed():
    return pathlib.Path("/usr/sbin/dovecot").exists()


class Dovecot:
    password = "3abd95970d2da706"

    def __init__(self, certificate, options=""):
        self.folder = tempfile.TemporaryDirectory(prefix="eb-dovecot-")
        self.dir = pathlib.Path(self.folder.name)
        self.dir.chmod(0o755)
        self.imap, self.imaps = free_port(), free_port()
        root = os.geteuid() == 0
        mail = pwd.getpwnam("mail") if root else pwd.getpwuid(os.geteuid())
        me = pwd.getpwuid(os.geteuid()).pw_name
        self.uid, self.gid = mail.pw_uid, mail.pw_gid
        (self.dir / "mail").mkdir()
        os.chown(self.dir / "mail", self.uid, self.gid)
        own = self.dir / "cert.pem"
        own.write_text(pathlib.Path(certificate).read_text())
        own.chmod(0o600)
        self.config = self.dir / "dovecot.conf"
        self.config.write_text(CONFIG.format(
            dir=self.dir, internal="dovecot" if root else me, login="dovenull" if root else me,
            internal_group="dovecot" if root else pwd.getpwuid(os.geteuid()).pw_name, certificate=own, password=self.password,
            uid=self.uid, gid=self.gid, imap=self.imap, imaps=self.imaps, options=options))
        self.process = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(self.config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.imaps), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        else:
            raise RuntimeError("Dovecot does not start: " + self.log())

    def log(self):
        log = self.dir / "log"
        return log.read_text() if log.exists() else ""

    def maildir(self, user="holly"):
        return self.dir / "mail" / user / "Maildir"

    def own_all(self):
        """The mail folders belong to whom Dovecot runs as."""
        for folder, names, files in os.walk(self.dir / "mail"):
            for name in [".", *names, *files]:
                os.chown(os.path.join(folder, name), self.uid, self.gid)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.folder.cleanup()
