# SPDX-License-Identifier: MIT
"""A real Dovecot with one Maildir, as an account of Thunderbird."""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "imap"))
import certificates  # noqa: E402
import dovecot  # noqa: E402

installed = dovecot.installed


class Server:
    password = dovecot.Dovecot.password

    def __init__(self, folder, mails):
        """`mails`: paths of .eml files, for the INBOX of holly."""
        self.dovecot = dovecot.Dovecot(certificates.make(pathlib.Path(folder) / "certificates") / "good.pem")
        for name in ("cur", "new", "tmp"):
            (self.dovecot.maildir() / name).mkdir(parents=True)
        for number, mail in enumerate(mails):
            shutil.copy(mail, self.dovecot.maildir() / "cur" / f"{1700000000 + number}.M1P1.e2e:2,")
        self.dovecot.own_all()

    def seen(self):
        """How many of its mails are marked as read."""
        return sum("S" in name.rpartition(",")[2] for name in os.listdir(self.dovecot.maildir() / "cur"))

    def preferences(self):
        """An account of Thunderbird on it."""
        server = {"type": "imap", "hostname": "127.0.0.1", "port": self.dovecot.imap, "userName": "holly", "name": "holly@imap", "socketType": 0, "authMethod": 3, "login_at_startup": False,
                  "check_new_mail": False, "offline_download": False, "directory-rel": "[ProfD]ImapMail/holly"}
        return {"mail.accountmanager.accounts": "account1,account2,account3", "mail.account.account3.server": "server3", "mail.account.account3.identities": "id1",
                **{f"mail.server.server3.{name}": value for name, value in server.items()}}

    def stop(self):
        self.dovecot.stop()
