// SPDX-License-Identifier: MIT
// Stand-ins for Gmail and Outlook on the web: pages of our own with the marks in the document that other programs for these sites
// tell of, served on loopback under the real names. They show that the extension works where these marks are, not that Google's
// and Microsoft's pages of today have them.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import path from "node:path";
import { mailsFolder } from "./hosts.mjs";
import { bytesOf } from "./mails.mjs";
import { answerMore, moreNames } from "./standins_more.mjs";

const names = ["mail.google.com", "mail-attachment.googleusercontent.com", "outlook.office.com", "outlook.office365.com", "outlook.live.com", "outlook.cloud.microsoft", "mail.webmail.example", "frames.example", ...moreNames];

/** The first text of one of our own test mails. */
export function textOf(mail) {
  const source = readFileSync(path.join(mailsFolder, mail), "utf8").replace(/\r/g, "");
  const [, fields, body] = /Content-Type: text\/plain([^]*?)\n\n([^]*?)\n--/i.exec(source) ?? /^()([^]*)$/.exec(source.split(/\n\n([^]*)/)[1]);
  if (/base64/i.test(fields)) return Buffer.from(body, "base64").toString("utf8");
  if (!/quoted-printable/i.test(fields)) return body;
  const bytes = body.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (all, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

// ---- Gmail: a conversation holds messages; "show original" leads to another host

export const gmailMails = {
  "18fa01": { mail: "form/gmail-quota.eml", from: ["Mail Delivery Subsystem", "mailer-daemon@googlemail.com"], subject: "Delivery Status Notification (Failure)" },
  "18fa02": { mail: "form/gmail-not-found.eml", from: ["Mail Delivery Subsystem", "mailer-daemon@googlemail.com"], subject: "Delivery Status Notification (Failure)" },
  "18fa03": { mail: "ordinary/order-confirmation.eml", from: ["Bakery", "orders@shop.example"], subject: "Your order" },
  // A message whose source Gmail does not hand out: the visible text has to do.
  "18fa04": { mail: "form/gmail-unauthenticated.eml", from: ["Mail Delivery Subsystem", "mailer-daemon@googlemail.com"], subject: "Delivery Status Notification (Failure)", kept: true },
};

const gmailScript = `
const mails = __MAILS__;
const made = (name, attributes, ...children) => { const e = document.createElement(name); for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v); e.append(...children); return e; };
const main = document.querySelector("[role=main]");
function draw() {
  const id = location.hash.split("/")[1];
  if (!id) return main.replaceChildren(...Object.entries(mails).map(([key, mail]) => {
    const row = made("div", { class: "zA", "data-row": key }, mail.from[0] + " - " + mail.subject);
    row.addEventListener("click", () => (location.hash = "#inbox/" + key));
    return row;
  }));
  const mail = mails[id];
  const folded = made("div", { class: "adn", "data-legacy-message-id": "18ee" + id }, "holly, folded");
  main.replaceChildren(made("h2", { class: "hP" }, mail.subject), folded, made("div", { class: "adn ads", "data-legacy-message-id": id },
    made("span", { class: "gD", email: mail.from[1], name: mail.from[0] }, mail.from[0]), made("div", { class: "a3s aiL" }, made("pre", {}, mail.text))));
}
addEventListener("hashchange", draw);
draw();`;

// ---- Outlook: one reading pane, whose element stays while its words change

export const outlookMails = {
  en: { mail: "form/exchange-online.eml", subject: "Undeliverable: Offert", kind: "html" },
  sv: { mail: "lang/sv-exchange.eml", subject: "Olevererbart: Offert för köket" },
  ja: { mail: "lang/ja-exchange.eml", subject: "配信不能: 台所の見積もり" },
  de: { mail: "lang/de-exchange.eml", subject: "Unzustellbar: Angebot" },
  ordinary: { mail: "ordinary/order-confirmation.eml", subject: "Your order", from: "Bakery" },
};

const outlookScript = `
const mails = __MAILS__;
const made = (name, attributes, ...children) => { const e = document.createElement(name); for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v); e.append(...children); return e; };
const list = document.getElementById("list");
const [subject, from, body] = ["CONV_1_SUBJECT", "MSG_1_FROM", "UniqueMessageBody_1"].map((id) => document.getElementById(id));
for (const [key, mail] of Object.entries(mails)) {
  const row = made("div", { class: "row", "data-convid": key, "data-row": key }, mail.subject);
  row.addEventListener("click", () => {
    subject.textContent = mail.subject;
    from.textContent = mail.from ?? "Microsoft Outlook";
    body.replaceChildren(...mail.text.split("\\n").map((line) => made("div", {}, line || "\\u00a0")));
    document.getElementById("ReadingPaneContainerId").hidden = false;
  });
  list.append(row);
}`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const page = (title, style, script, inside) => `<!doctype html><meta charset="utf-8"><title>${title}</title><style nonce="n1">
body { margin: 0; font: 14px sans-serif; } .zA, .row { padding: 8px; border-bottom: 1px solid #ccc; cursor: pointer; } pre { white-space: pre-wrap; }
/* What a page may do to elements of others. */
div { letter-spacing: normal; } button { display: none; } h2, section { color: rgb(255, 0, 0) !important; } ${style}</style>${inside}<script nonce="n1">${script}</script>`;

const withTexts = (mails) => JSON.stringify(Object.fromEntries(Object.entries(mails).map(([key, mail]) => [key, { ...mail, text: textOf(mail.mail) }]))).replaceAll("<", "\\u003c");

const policy = "default-src 'self'; script-src 'nonce-n1'; style-src 'nonce-n1'; require-trusted-types-for 'script'";

function answer(request, response) {
  const url = new URL(request.url, `https://${request.headers.host}`);
  const html = (text, headers = {}) => response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, ...headers }).end(text);
  const signedIn = /SID=stand-in/.test(request.headers.cookie ?? "");
  if (url.hostname === "mail.google.com" && url.searchParams.get("view") === "att") {
    const mail = gmailMails[url.searchParams.get("th")];
    if (!signedIn || !mail || mail.kept) return html("<p>Sign in</p>");
    return response.writeHead(302, { location: `https://mail-attachment.googleusercontent.com/attachment/u/0/?th=${url.searchParams.get("th")}&sadnir=1&saddbat=secret` }).end();
  }
  if (url.hostname === "mail-attachment.googleusercontent.com") {
    const mail = gmailMails[url.searchParams.get("th")];
    if (url.searchParams.get("saddbat") !== "secret" || !mail) return response.writeHead(403).end();
    return response.writeHead(200, { "content-type": "text/plain; charset=UTF-8" }).end(bytesOf(path.join(mailsFolder, mail.mail)));
  }
  if (url.hostname === "mail.google.com") {
    return html(page("Gmail (a stand-in)", "", gmailScript.replace("__MAILS__", () => withTexts(gmailMails)), '<div role="main"></div>'), { "set-cookie": "SID=stand-in; Secure; HttpOnly; Path=/" });
  }
  if (url.hostname.startsWith("outlook.")) {
    return html(page("Outlook (a stand-in)", "#all { display: flex; height: 100vh; } #list { width: 300px; } #ReadingPaneContainerId { flex: 1; overflow: auto; padding: 12px; }", outlookScript.replace("__MAILS__", () => withTexts(outlookMails)),
      '<div id="all"><div id="list"></div><div id="ReadingPaneContainerId" data-app-section="MailReadCompose" hidden><span id="CONV_1_SUBJECT" role="heading" aria-level="2"></span><span id="MSG_1_FROM"></span><div id="UniqueMessageBody_1" role="document"></div></div></div>'));
  }
  if (answerMore(url, response, { html, textOf })) return undefined;
  // Any other webmail: the message in one document with the list; in frames without an address; in a frame of its own.
  const qmail = escaped(textOf("form/qmail.eml"));
  const list = "<nav><ul><li>Anna: The buns for Saturday</li><li>MAILER-DAEMON: failure notice</li><li>Shop: Your order 550 is on its way</li></ul></nav>";
  if (url.pathname === "/one") return html(page("Webmail (a stand-in)", "", "", `${list}<main><h1>failure notice</h1><p>MAILER-DAEMON@mx.example, Thursday 06:45</p><pre>${qmail}</pre></main><footer>3 of 15 GB used</footer>`));
  if (url.pathname === "/none") return html(page("Webmail (a stand-in)", "", "", `${list}<main><h1>The buns</h1><p>See you on Saturday at 550 Mill Lane.</p></main>`));
  if (url.pathname === "/written") {
    const write = `const inside = document.getElementById("written").contentDocument; inside.open(); inside.write(document.getElementById("mail").innerHTML); inside.close();`;
    return html(page("Webmail (a stand-in)", "iframe { width: 700px; height: 260px; } #hidden { width: 1px; height: 1px; }", write,
      `<iframe id="hidden" src="/message"></iframe><template id="mail"><pre>${qmail}</pre></template><iframe id="srcdoc" sandbox="allow-same-origin" srcdoc="${escaped(`<pre>${qmail}</pre>`)}"></iframe><iframe id="written"></iframe>`), { "content-security-policy": "default-src 'self'; script-src 'nonce-n1'; style-src 'nonce-n1'" });
  }
  if (url.pathname === "/elsewhere") return html(page("Webmail (a stand-in)", "iframe { width: 700px; height: 500px; border: 0; }", "", '<h1>Inbox</h1><iframe src="https://frames.example/message"></iframe>'), { "content-security-policy": policy + "; frame-src https:" });
  if (url.pathname === "/message") return html(`<!doctype html><meta charset="utf-8"><title>message</title><pre>${qmail}</pre>`);
  return html(page("Webmail (a stand-in)", "iframe { width: 700px; height: 500px; border: 0; }", "", `<h1>Inbox</h1><iframe src="/message"></iframe><article id="words"><pre>${escaped(textOf("form/exim-text.eml"))}</pre></article>`));
}

export async function startStandIns(folder) {
  mkdirSync(folder, { recursive: true });
  const [key, certificate] = ["key.pem", "cert.pem"].map((name) => path.join(folder, name));
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=stand-in", "-addext", `subjectAltName=${names.map((name) => `DNS:${name}`).join()}`, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, answer);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  const proxy = createProxy((request, response) => response.writeHead(502).end());
  proxy.on("connect", (request, socket) => {
    socket.on("error", () => {});
    if (!names.includes(request.url.split(":")[0])) return socket.destroy(); // nothing leaves this machine
    const far = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      far.pipe(socket).pipe(far);
    });
    far.on("error", () => socket.destroy());
  });
  await new Promise((ready) => proxy.listen(0, "127.0.0.1", ready));
  return {
    rules: [...names.map((name) => `MAP ${name}:443 127.0.0.1:${port}`), "MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"].join(", "),
    proxyPort: proxy.address().port,
    stop() {
      for (const one of [server, proxy]) {
        one.closeAllConnections();
        one.close();
      }
    },
  };
}
