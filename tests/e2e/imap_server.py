# SPDX-License-Identifier: MIT
"""Dovecot with one Maildir, on loopback, in a folder of its own; nothing in /etc is touched."""
import getpass
import os
import shutil
import signal
import socket
import subprocess
import time

DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")

CONFIG = """base_dir = {folder}/dovecot
state_dir = {folder}/dovecot
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:{folder}/Maildir
{internal}service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


class Server:
    def __init__(self, folder, mails):
        """`mails`: paths of .eml files, for the INBOX of holly, whose password is secret."""
        self.folder = os.path.join(folder, "imap")
        for name in ("dovecot", "home", "Maildir/cur", "Maildir/new", "Maildir/tmp"):
            os.makedirs(os.path.join(self.folder, name))
        for number, mail in enumerate(mails):
            shutil.copy(mail, os.path.join(self.folder, "Maildir/cur", f"{1700000000 + number}.M1P1.e2e:2,"))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        # Dovecot serves mail as an ordinary user; started as root it wants another one than root for that.
        root = os.geteuid() == 0
        me = getpass.getuser()
        internal = "" if root else f"default_internal_user = {me}\ndefault_login_user = {me}\nservice imap-login {{\n  chroot =\n}}\nservice anvil {{\n  chroot =\n}}\n"
        if root:
            subprocess.run(["chown", "-R", "mail:mail", os.path.join(self.folder, "Maildir"), os.path.join(self.folder, "home")], check=True)
            for path in (folder, self.folder):
                os.chmod(path, 0o755)
        config = os.path.join(self.folder, "dovecot.conf")
        with open(config, "w") as out:
            out.write(CONFIG.format(folder=self.folder, port=self.port, internal=internal, user="mail" if root else me, group="mail" if root else os.getgid()))
        subprocess.run([DOVECOT, "-c", config], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def seen(self):
        """How many of its mails are marked as read."""
        return sum("S" in name.rpartition(",")[2] for name in os.listdir(os.path.join(self.folder, "Maildir/cur")))

    def preferences(self):
        """An account of Thunderbird on it."""
        server = {"type": "imap", "hostname": "127.0.0.1", "port": self.port, "userName": "holly", "name": "holly@imap", "socketType": 0, "authMethod": 3, "login_at_startup": False,
                  "check_new_mail": False, "offline_download": False, "directory-rel": "[ProfD]ImapMail/holly"}
        return {"mail.accountmanager.accounts": "account1,account2,account3", "mail.account.account3.server": "server3", "mail.account.account3.identities": "id1",
                **{f"mail.server.server3.{name}": value for name, value in server.items()}}

    def stop(self):
        try:
            os.kill(int(open(os.path.join(self.folder, "dovecot/master.pid")).read()), signal.SIGTERM)
        except (OSError, ValueError):
            pass
        time.sleep(0.3)
