// SPDX-License-Identifier: MIT
// A bounce from anywhere: pasted, dropped, or chosen as a file.
import { base64 } from "./shared/host.js";
import { looksLikeSource } from "./shared/judge.js";
import { fillPage } from "./shared/words.js";

const api = globalThis.browser ?? globalThis.chrome;
const { word } = await fillPage(api, document);
const id = (name) => document.getElementById(name);
// A .msg is a file system in itself and cannot be cut short; as base64 it must go into one message to the host (PROTOCOL.md).
const mostBytes = { msg: (3 << 20) - 4096, mail: 1 << 20 };
const style = api.runtime.sendMessage({ type: "look" });
let lastToken = null;

if (location.hash === "#nothing") {
  id("nothing").hidden = false;
  id("nothing").textContent = word("page_nothing");
}

const place = {
  put: (host) => id("answer").append(host),
  back: () => id("text").focus(),
};

async function explain(question) {
  id("nothing").hidden = true;
  const token = (lastToken = globalThis.explainBounceToken = {});
  const look = { ...(await style), place };
  globalThis.explainBounce.busy(token, look);
  const { model, fault } = await api.runtime.sendMessage({ type: "explain", ...question });
  if (lastToken !== token) return; // something else was pasted meanwhile
  if (model) globalThis.explainBounce.show(token, { ...look, lang: model.lang, dir: model.dir }, model);
  else globalThis.explainBounce.fail(token, look, fault);
}

function tooLarge(file) {
  lastToken = null;
  globalThis.explainBounce.remove();
  id("nothing").hidden = false;
  id("nothing").textContent = `${file.name}: ${word("page_too_large")}`;
}

async function explainFile(file) {
  const isMsg = /\.msg$/i.test(file.name);
  if (isMsg && file.size > mostBytes.msg) return tooLarge(file);
  const bytes = new Uint8Array(await file.slice(0, isMsg ? mostBytes.msg : mostBytes.mail).arrayBuffer());
  const isText = /\.txt$/i.test(file.name) && !looksLikeSource(new TextDecoder().decode(bytes.subarray(0, 4096)));
  await explain(isText ? { text: new TextDecoder().decode(bytes) } : { raw: base64(bytes) });
}

id("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = id("text").value;
  if (!text.trim()) id("text").focus();
  else if (looksLikeSource(text)) explain({ raw: base64(new TextEncoder().encode(text).subarray(0, mostBytes.mail)) });
  else explain({ text: text.slice(0, 500_000) });
});
id("choose").addEventListener("click", () => id("file").click());
id("file").addEventListener("change", async ({ target }) => {
  if (target.files[0]) await explainFile(target.files[0]);
  target.value = ""; // or the same file could not be chosen again
});

addEventListener("dragover", (event) => {
  event.preventDefault();
  id("text").classList.add("over");
});
addEventListener("dragleave", () => id("text").classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  id("text").classList.remove("over");
  const [file] = event.dataTransfer.files;
  const text = event.dataTransfer.getData("text/plain");
  if (file) explainFile(file);
  else if (text) {
    id("text").value = text;
    id("form").requestSubmit();
  }
});

if (location.hash === "#selected") {
  id("text").value = await api.runtime.sendMessage({ type: "takeSelected" });
  if (id("text").value) id("form").requestSubmit();
}
