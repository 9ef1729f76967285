// SPDX-License-Identifier: MIT
// Stand-ins for more webmails: pages of our own with the marks that the adapters' comments name the sources of, served as
// standins.mjs serves its own. They show that the extension works where these marks are, not that these webmails have them.
import path from "node:path";
import { mailsFolder } from "./hosts.mjs";
import { bytesOf, fileOf, names as mailNames, uidOf } from "./mails.mjs";

export const moreNames = ["cloud.webmail.example", "zimbra.webmail.example", "exchange.webmail.example", "mail.yahoo.com", "mail.proton.me"];

// These write HTML into their pages, as the ones that they stand for do.
const loose = { "content-security-policy": "default-src 'self'; script-src 'nonce-n1'; style-src 'unsafe-inline'" };
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const script = (text) => `<script nonce="n1">${text}</script>`;
const inScript = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");
const page = (title, inside) => `<!doctype html><meta charset="utf-8"><title>${title} (a stand-in)</title><style nonce="n1">body { margin: 1rem; font: 14px sans-serif; } iframe { width: 700px; height: 300px; border: 0; }</style>${inside}`;

/** Nextcloud: an HTML mail in a frame with a policy that lets nothing connect, a plain one in the page. Ids are UIDs. */
function cloud(url, { html, textOf }) {
  const [, id, what] = /\/apps\/mail\/api\/messages\/(\d+)\/(html|export)$/.exec(url.pathname) ?? [];
  const textFor = (uid) => escaped(textOf(fileOf(mailNames[uid - 1])));
  if (what === "export") return { type: "message/rfc822", bytes: bytesOf(path.join(mailsFolder, fileOf(mailNames[id - 1]))) };
  if (what === "html") return html(`<!doctype html><meta charset="utf-8"><div>${textFor(id).replaceAll("\n", "<br>")}</div>`, { "content-security-policy": "default-src 'none'; script-src 'nonce-x'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'self'" });
  return html(page("Nextcloud Mail", `<div id="mail-message"></div>${script(`
const texts = ${inScript(Object.fromEntries(["full", "qmail", "ordinary"].map((name) => [uidOf(name), textOf(fileOf(name))])))};
const framed = ${uidOf("full")};
function draw() {
  const id = location.pathname.split("/").at(-1);
  const envelope = Object.assign(document.createElement("div"), { className: "envelope" });
  envelope.innerHTML = '<div class="envelope__header"><div class="sender">Mail Delivery System</div></div><div class="mail-message-body"></div>';
  if (Number(id) === ${uidOf("ordinary")}) envelope.querySelector(".sender").textContent = "Bakery";
  const body = envelope.querySelector(".mail-message-body");
  if (Number(id) === framed) {
    body.classList.add("mail-message-body-html");
    const frame = body.appendChild(Object.assign(document.createElement("iframe"), { className: "message-frame", src: "/index.php/apps/mail/api/messages/" + id + "/html" }));
    // While it loads there is a skeleton (ThreadEnvelope.vue).
    const skeleton = envelope.appendChild(document.createElement("div"));
    frame.addEventListener("load", () => skeleton.remove());
  } else body.append(Object.assign(document.createElement("pre"), { textContent: texts[id] }));
  document.getElementById("mail-message").replaceChildren(envelope);
}
// As a router does it: the address first.
globalThis.go = (id) => { history.pushState(null, "", id); setTimeout(draw, 400); };
draw();`)}`), loose);
}

/** Zimbra: a conversation, whose bodies stand in frames without an address, and a message alone beside the list. */
function zimbra(url, { html, textOf }) {
  if (url.pathname === "/service/home/~/") {
    const name = mailNames[url.searchParams.get("id") - 1];
    return url.searchParams.get("view") === "text" && name ? { type: "text/plain", bytes: bytesOf(path.join(mailsFolder, fileOf(name))) } : { status: 404 };
  }
  const texts = inScript(Object.fromEntries(["full", "qmail", "ordinary"].map((name) => [uidOf(name), textOf(fileOf(name))])));
  const fill = `const texts = ${texts};
function fill(id, text) {
  const frame = document.getElementById(id).appendChild(Object.assign(document.createElement("iframe"), { id: id + "__iframe" }));
  frame.contentDocument.open();
  frame.contentDocument.write("<div>" + text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\\n", "<br>") + "</div>");
  frame.contentDocument.close();
}`;
  if (url.searchParams.has("conversation")) {
    return html(page("Zimbra", [uidOf("full"), uidOf("qmail")].map((id) => `<div id="main_MSGC${id}"><div id="main_MSGC${id}__body"></div></div>`).join("") + script(`${fill}
for (const id of [${uidOf("full")}, ${uidOf("qmail")}]) fill("main_MSGC" + id + "__body", texts[id]);`)), loose);
  }
  return html(page("Zimbra", `<ul id="zl__TV-main__rows">${["full", "qmail", "ordinary"].map((name) => `<li id="zli__TV-main__${uidOf(name)}" class="Row"><span id="zlif__TV-main__${uidOf(name)}__su">Undelivered Mail</span></li>`).join("")}</ul><div id="zv__TV-main__MSG"></div>${script(`${fill}
for (const row of document.querySelectorAll("li")) row.addEventListener("click", () => {
  for (const other of document.querySelectorAll("li")) other.className = other === row ? "Row Row-selected" : "Row";
  // The row at once, the message when the server has answered.
  setTimeout(() => {
    document.getElementById("zv__TV-main__MSG").innerHTML = '<table><tr id="zv__TV-main__MSG_hdrTableTopRow"><td class="LabelColValue SubjectCol">Undelivered Mail</td></tr></table><div id="zv__TV-main__MSG__body"></div>';
    fill("zv__TV-main__MSG__body", texts[row.id.split("__").at(-1)]);
  }, 400);
});`)}`), loose);
}

/** Words alone: one pane, in which the words change. */
const words = (title, mark) => (url, { html, textOf }) => html(page(title, `${mark}${script(`
const texts = ${inScript(Object.fromEntries(["full", "qmail", "ordinary"].map((name) => [name, textOf(fileOf(name))])))};
const body = document.querySelector(".here");
globalThis.go = (name) => {
  if (body.localName !== "iframe") return body.replaceChildren(Object.assign(document.createElement("pre"), { textContent: texts[name] }));
  body.contentDocument.body.innerText = texts[name];
  document.body.append(document.createElement("hr")); // Proton's page changes around it, too
};`)}`));

const sites = {
  "cloud.webmail.example": cloud,
  "zimbra.webmail.example": zimbra,
  "exchange.webmail.example": words("Outlook on the web of Exchange", '<div class="here" id="Item.MessageUniqueBody"></div>'),
  "mail.yahoo.com": words("Yahoo", '<div class="here" data-test-id="message-view-body-content"></div>'),
  "mail.proton.me": words("Proton", '<iframe class="here" data-testid="content-iframe" sandbox="allow-same-origin"></iframe>'),
};

/** @returns {boolean} whether this was for one of them */
export function answerMore(url, response, { html, textOf }) {
  const given = sites[url.hostname]?.(url, { html, textOf });
  if (given?.bytes) response.writeHead(200, { "content-type": given.type }).end(given.bytes);
  else if (given?.status) response.writeHead(given.status).end();
  return url.hostname in sites;
}
