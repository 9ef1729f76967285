# SPDX-License-Identifier: MIT
"""A throw-away Thunderbird profile with one local folder of mails, the extension, and a home with the host registered."""
import json
import os
import shutil
import subprocess

PREFERENCES = {
    "mail.accountmanager.accounts": "account1,account2", "mail.accountmanager.localfoldersserver": "server1", "mail.account.account1.server": "server1",
    "mail.server.server1.type": "none", "mail.server.server1.hostname": "Local Folders", "mail.server.server1.name": "Local Folders",
    "mail.server.server1.userName": "nobody", "mail.server.server1.directory-rel": "[ProfD]Mail/Local Folders",
    # somebody to write a reply as; the server is never asked
    "mail.account.account2.server": "server2", "mail.account.account2.identities": "id1", "mail.identity.id1.useremail": "anna@example.com",
    "mail.identity.id1.fullName": "Anna", "mail.identity.id1.valid": True, "mail.server.server2.type": "pop3", "mail.server.server2.hostname": "127.0.0.1",
    "mail.server.server2.port": 9, "mail.server.server2.userName": "anna", "mail.server.server2.name": "anna@example.com",
    "mail.server.server2.directory-rel": "[ProfD]Mail/Anna", "mail.server.server2.login_at_startup": False, "mail.server.server2.check_new_mail": False,
    # a quiet start, and nothing that asks the network
    "mail.rights.version": 1, "mail.shell.checkDefaultClient": False, "mail.provider.suppress_dialog_on_startup": True, "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False, "mailnews.start_page_override.mstone": "ignore", "mail.winsearch.firstRunDone": True, "app.donation.eoy.version.viewed": 999,
    "mail.inappnotifications.enabled": False, "datareporting.policy.bypassNotification": True, "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False, "datareporting.healthreport.uploadEnabled": False, "app.update.enabled": False, "extensions.update.enabled": False,
    "extensions.systemAddon.update.enabled": False, "extensions.getAddons.cache.enabled": False, "extensions.blocklist.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1", "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "mail.instrumentation.postUrl": "", "mailnews.database.global.indexer.enabled": False,
    "marionette.port": 0, "extensions.autoDisableScopes": 0,
}


def write_box(path, mails):
    """An mbox; `mails`: paths of .eml files, or bytes."""
    with open(path, "wb") as box:
        for mail in mails:
            text = mail if isinstance(mail, bytes) else open(mail, "rb").read()
            text = text.replace(b"\r\n", b"\n")
            box.write(b"From - Mon Nov 23 06:45:00 2026\n" + text.rstrip(b"\n").replace(b"\nFrom ", b"\n>From ") + b"\n\n")


def make(folder, mails, package, extension_id, host, preferences=None, boxes=None):
    """Returns (profile, home). `mails`: paths of .eml files; `host`: the built program, or None for no registration; `boxes`: more
    folders, by name, as for write_box."""
    profile, home = os.path.join(folder, "profile"), os.path.join(folder, "home")
    local = os.path.join(profile, "Mail", "Local Folders")
    for path in (local, home, os.path.join(profile, "extensions")):
        os.makedirs(path, exist_ok=True)
    for name, content in {"Bounces": mails, **(boxes or {})}.items():
        write_box(os.path.join(local, name), content)
    shutil.copy(package, os.path.join(profile, "extensions", extension_id + ".xpi"))
    with open(os.path.join(profile, "user.js"), "w") as out:
        for name, value in {**PREFERENCES, **(preferences or {})}.items():
            out.write(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n")
    if host:
        subprocess.run([host, "install", "--client", "thunderbird"], env={**os.environ, "HOME": home, "XDG_CONFIG_HOME": ""}, check=True, stdout=subprocess.DEVNULL)
    return profile, home
