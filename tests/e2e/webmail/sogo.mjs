// SPDX-License-Identifier: MIT
// A real SOGo of Debian before a real Dovecot, with a PostgreSQL that knows one user, on loopback, in a folder of their own. What
// /etc/sogo says is overruled on the command line (GNUstep's defaults).
import { execFileSync, spawn } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import os from "node:os";
import path from "node:path";
import { freePort, startDovecot } from "./servers.mjs";
import { sleep, until } from "./wait.mjs";

const sogod = "/usr/sbin/sogod";
const resources = "/usr/share/GNUstep/SOGo/WebServerResources";
const types = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html", ".woff2": "font/woff2" };
const root = os.userInfo().uid === 0;

/** Both refuse to be run by root: each gets the user that its package made. */
const id = (what, user) => Number(execFileSync("id", [what, user], { encoding: "utf8" }));
const as = (user) => (root ? { uid: id("-u", user), gid: id("-g", user), cwd: "/" } : { cwd: "/" });
const own = (user, ...folders) => root && execFileSync("chown", ["-R", user, ...folders]);

const postgresPrograms = () => readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`).find((folder) => existsSync(`${folder}/initdb`));

export const isThere = () => existsSync(sogod) && existsSync("/usr/lib/postgresql") && Boolean(postgresPrograms());

function startPostgres(folder, port) {
  const [programs, data, sockets] = [postgresPrograms(), `${folder}/postgres`, `${folder}/sockets`];
  mkdirSync(data);
  mkdirSync(sockets);
  own("postgres", data, sockets);
  const run = (program, ...values) => execFileSync(`${programs}/${program}`, values, { ...as("postgres"), stdio: "ignore" });
  run("initdb", "-D", data, "-A", "trust", "-U", "sogo", "-N");
  run("pg_ctl", "-D", data, "-w", "-l", `${sockets}/log`, "-o", `-k ${sockets} -p ${port} -h 127.0.0.1 -F`, "start");
  const url = `postgresql://sogo@127.0.0.1:${port}/postgres`;
  execFileSync(`${programs}/psql`, ["-q", "-d", url, "-c", "create table users (c_uid varchar primary key, c_name varchar, c_password varchar, c_cn varchar, mail varchar)",
    "-c", "insert into users values ('holly', 'holly', 'secret', 'Holly', 'holly@bakery.example')"]);
  return { url, stop: () => run("pg_ctl", "-D", data, "-m", "immediate", "stop") };
}

const defaults = (database, imap, port) => ({
  WOPort: `127.0.0.1:${port}`, WONoDetach: "YES", WOWorkersCount: "2", WOLogFile: "-", WOPidFile: "/dev/null", SxVMemLimit: "0",
  SOGoProfileURL: `${database}/sogo_profile`, OCSFolderInfoURL: `${database}/sogo_folders`, OCSSessionsFolderURL: `${database}/sogo_sessions`, OCSEMailAlarmsFolderURL: `${database}/sogo_alarms`,
  SOGoUserSources: `({ type = sql; id = users; viewURL = "${database}/users"; canAuthenticate = YES; userPasswordAlgorithm = plain; })`,
  SOGoIMAPServer: `imap://127.0.0.1:${imap}`, SOGoMailAuxiliaryUserAccountsEnabled: "NO", SOGoLanguage: "English", SOGoTimeZone: "UTC", SOGoMemcachedHost: "127.0.0.1:1",
});

/** What SOGo's configuration for Apache does (Alinto/sogo, Apache/SOGo.conf): the resources as files, the rest from SOGo. */
function front(port, sogo) {
  const server = createServer((request, response) => {
    const [, name] = /^\/SOGo(?:\.woa)?\/WebServerResources\/([^?]+)/.exec(request.url) ?? [];
    if (name && !name.includes("..")) {
      return createReadStream(path.join(resources, decodeURIComponent(name))).on("open", () => response.writeHead(200, { "content-type": types[path.extname(name)] ?? "application/octet-stream" }))
        .on("error", () => response.writeHead(404).end()).pipe(response);
    }
    const headers = { ...request.headers, "x-webobjects-server-protocol": "HTTP/1.0", "x-webobjects-server-name": "127.0.0.1", "x-webobjects-server-port": String(port), "x-webobjects-server-url": `http://127.0.0.1:${port}` };
    const far = ask({ host: "127.0.0.1", port: sogo, agent: false, method: request.method, path: request.url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    far.on("error", () => response.writeHead(502).end());
    request.pipe(far);
  });
  return new Promise((ready) => server.listen(port, "127.0.0.1", () => ready(server)));
}

/** `mails`: the paths of .eml files, which get the UIDs 1, 2, 3 ... */
export async function startSogo(mails) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "explain-bounce-sogo-"));
  mkdirSync(`${folder}/home`);
  own("sogo", `${folder}/home`);
  const dovecot = await startDovecot(folder, mails);
  const database = startPostgres(folder, await freePort());
  const [web, port] = [await freePort(), await freePort()];
  const log = openSync(`${folder}/sogo.log`, "w");
  const values = Object.entries(defaults(database.url, dovecot.port, port)).flatMap(([key, value]) => [`-${key}`, value]);
  const sogo = spawn(sogod, values, { ...as("sogo"), detached: true, stdio: ["ignore", log, log], env: { ...process.env, HOME: `${folder}/home` } });
  const server = await front(web, port);
  const url = `http://127.0.0.1:${web}/SOGo/`;
  const stop = async () => {
    try { process.kill(-sogo.pid, "SIGKILL"); } catch { /* gone already */ }
    server.closeAllConnections();
    server.close();
    dovecot.stop();
    database.stop();
    await sleep(300);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await until(async () => (await fetch(url)).text().then((text) => text.includes("ng-app=\"SOGo.MainUI\"")), "SOGo's login page");
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, folder, stop };
}
