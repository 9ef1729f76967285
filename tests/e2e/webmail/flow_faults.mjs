// SPDX-License-Identifier: MIT
// What goes wrong is told, with what to do: no host, one that may not be used, hosts that misbehave, a session that is over.
import { check, within } from "./check.mjs";
import { uidOf } from "./mails.mjs";
import { sleep } from "./wait.mjs";

const faults = [
  ["none", "The helper program is missing", "explain-bounce install"],
  ["forbidden", "The helper program is missing", "explain-bounce install"],
  ["crashing", "The helper program stopped unexpectedly", "explain-bounce doctor"],
  ["garbage", "The helper program stopped unexpectedly", "explain-bounce doctor"],
  ["other", "do not fit together", "Update the program"],
];

export async function hosts(b) {
  within(`${b.kind}, hosts that misbehave`);
  await b.signIn(b.roundcubeUrl);
  await b.grant();
  for (const [kind, headline, step] of faults) {
    b.native.register(kind);
    await b.stopHost();
    await b.openWhole(uidOf("full"));
    const words = await b.explain();
    check(`${kind}: told`, words.includes(headline), words);
    check(`${kind}: and what to do`, words.includes(step), words);
    if (kind === "none") await b.picture("host-missing");
  }
  b.native.register("real");
  await b.openWhole(uidOf("full"));
  const good = b.native.expected("form/gmail-quota.eml", "en").first.headline;
  check("with the host back a click works again, in the same browser", (await b.explain()).includes(good));
  b.native.register("slow");
  await sleep(200);
  await b.stopHost();
  await b.close();
  await b.press(null, ".explain-bounce-bar", "button");
  await b.wait(null, () => Boolean(document.getElementById("explain-bounce-panel")?.shadowRoot.querySelector(".body[aria-busy=true]")), "the panel to say that it is busy");
  check("a host that takes its time: the panel says so, and then the words come", (await b.words()).includes(good));
  b.native.register("real");
}

export async function session(b) {
  within(`${b.kind}, a session that is over`);
  await b.openWhole(uidOf("full"));
  await b.waitForBar();
  const before = b.native.asked().length;
  await b.signOut();
  await b.press(null, ".explain-bounce-bar", "button");
  const words = await b.words();
  check("told, and what to do", words.includes("You have been signed out") && words.includes("Sign in"), words);
  check("nothing of it reached the host", b.native.asked().length === before);
  await b.picture("signed-out");
}
