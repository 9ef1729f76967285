// SPDX-License-Identifier: MIT
// Dovecot with a Maildir and Roundcube before it, on loopback, in a folder of their own; nothing in /etc is touched.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { sleep, until } from "./wait.mjs";

const roundcube = "/var/lib/roundcube/public_html";
const root = os.userInfo().uid === 0;

/** A port that nobody has now. */
export function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

function dovecotConfig(folder, port) {
  // Dovecot serves mail as an ordinary user; started as root it wants another one than root for that.
  const mail = root ? "mail" : os.userInfo().username;
  const internal = root ? "" : `default_internal_user = ${mail}\ndefault_login_user = ${mail}\nservice imap-login {\n  chroot =\n}\nservice anvil {\n  chroot =\n}\n`;
  return `base_dir = ${folder}/dovecot
state_dir = ${folder}/dovecot
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${folder}/Maildir
mail_max_userip_connections = 50
${internal}service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${mail} gid=${root ? "mail" : os.userInfo().gid} home=${folder}/home
}
namespace inbox {
  inbox = yes
  separator = /
}
`;
}

const roundcubeConfig = (folder, imap, smtp) => `<?php
$config['db_dsnw'] = 'sqlite:///${folder}/roundcube.db?mode=0640';
$config['imap_host'] = '127.0.0.1:${imap}';
$config['smtp_host'] = '127.0.0.1:${smtp}';
$config['product_name'] = 'Roundcube';
$config['des_key'] = 'only-for-tests-24-chars!';
$config['plugins'] = [];
$config['skin'] = 'elastic';
$config['language'] = 'en_US';
$config['temp_dir'] = '${folder}/temp/';
$config['log_dir'] = '${folder}/logs/';
$config['log_driver'] = 'file';
// Counts failed logins: a broken run must not lock out the next.
$config['login_rate_limit'] = 1000;
$config['mail_domain'] = 'mail.example';
$config['preview_pane_mark_read'] = -1;
$config['session_lifetime'] = 600;
$config['mail_pagesize'] = 200;
`;

/** Starts Dovecot. `mails`: the paths of .eml files, which get the UIDs 1, 2, 3 ... Any name is let in with the password "secret". */
export async function startDovecot(folder, mails) {
  const port = await freePort();
  for (const name of ["dovecot", "home", "Maildir/cur", "Maildir/new", "Maildir/tmp"]) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(`${folder}/dovecot.conf`, dovecotConfig(folder, port));
  mails.forEach((mail, i) => copyFileSync(mail, `${folder}/Maildir/cur/${1_700_000_000 + i}.M1P1.e2e:2,S`));
  if (root) execFileSync("chown", ["-R", "mail:mail", `${folder}/Maildir`, `${folder}/home`]);
  execFileSync("chmod", ["755", folder]);
  // Its pipes would stay open with the servers.
  execFileSync("/usr/sbin/dovecot", ["-c", `${folder}/dovecot.conf`], { stdio: "ignore" });
  return {
    port,
    stop() {
      try { process.kill(Number(readFileSync(`${folder}/dovecot/master.pid`, "utf8"))); } catch { /* gone already */ }
    },
  };
}

/** Starts both. */
export async function startRoundcube(folder, mails) {
  const web = await freePort();
  for (const name of ["temp", "logs", "config"]) mkdirSync(path.join(folder, name), { recursive: true });
  const dovecot = await startDovecot(folder, mails);
  writeFileSync(`${folder}/config/config.inc.php`, roundcubeConfig(folder, dovecot.port, await freePort()));
  for (const name of ["defaults.inc.php", "mimetypes.php"]) symlinkSync(`/etc/roundcube/${name}`, `${folder}/config/${name}`);
  const log = openSync(`${folder}/php.log`, "w");
  // Roundcube asks for several things at once, and PHP's own server takes one at a time without workers.
  const php = spawn("php", ["-d", "display_errors=0", "-S", `127.0.0.1:${web}`, "-t", roundcube], {
    cwd: roundcube, detached: true, stdio: ["ignore", log, log], env: { ...process.env, ROUNDCUBE_CONFIG_DIR: `${folder}/config`, PHP_CLI_SERVER_WORKERS: "4" } });
  const url = `http://127.0.0.1:${web}/`;
  await until(async () => (await fetch(`${url}?_task=login`)).text().then((text) => text.includes("rcmloginuser")), "Roundcube's login page");
  return {
    url,
    async stop() {
      try { process.kill(-php.pid); } catch { /* gone already */ }
      dovecot.stop();
      await sleep(300);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
