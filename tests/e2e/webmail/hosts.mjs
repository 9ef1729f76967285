// SPDX-License-Identifier: MIT
// The host as a client finds it: registered by the program itself, recorded on the way, or replaced by one that misbehaves.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const source = path.resolve(import.meta.url.slice(7), "../../../..");
export const clients = JSON.parse(readFileSync(path.join(source, "manifest/clients.json"), "utf8"));
export const mailsFolder = path.join(source, "tests/mails");

const misbehaving = {
  crashing: "#!/bin/sh\nexit 3\n",
  garbage: "#!/bin/sh\nprintf 'Segmentation fault, and more than four bytes'\nsleep 1\n",
  slow: "#!/bin/sh\nsleep 3\nexec '{program}' \"$@\"\n",
  // A host of another time: it answers each request with a protocol that nobody knows.
  other: `#!/usr/bin/env python3
import json, struct, sys
while True:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4:
        break
    ask = json.loads(sys.stdin.buffer.read(struct.unpack("=I", head)[0]))
    reply = json.dumps({"jsonrpc": "2.0", "id": ask["id"], "result": {"protocol": 99, "version": "9.0"}}).encode()
    sys.stdout.buffer.write(struct.pack("=I", len(reply)) + reply)
    sys.stdout.buffer.flush()
`,
};

export class HostPlace {
  /** @param {"chromium"|"firefox"} client */
  constructor(client, program, home) {
    this.program = program;
    this.home = home;
    this.tape = path.join(home, "asked");
    const folder = client === "chromium" ? ".config/chromium/NativeMessagingHosts" : ".mozilla/native-messaging-hosts";
    this.manifest = path.join(home, folder, `${clients.host}.json`);
    this.client = client;
  }

  /** @param {"real"|"none"|"forbidden"|"crashing"|"garbage"|"slow"|"other"} kind */
  register(kind = "real") {
    if (!this.installed) {
      execFileSync(this.program, ["install", "--client", this.client], { env: { ...process.env, HOME: this.home, XDG_CONFIG_HOME: "" }, stdio: "ignore" });
      this.installed = readFileSync(this.manifest, "utf8");
    }
    if (kind === "none") return rmSync(this.manifest);
    const entry = JSON.parse(this.installed);
    const script = path.join(this.home, `host-${kind}`);
    // What was asked is kept, for the tests to look at; nothing else is changed.
    const text = misbehaving[kind]?.replace("{program}", this.program) ?? `#!/bin/sh\ntee -a '${this.tape}' | '${this.program}' "$@"\n`;
    writeFileSync(script, text, { mode: 0o755 });
    entry.path = script;
    if (kind === "forbidden") {
      if (entry.allowed_origins) entry.allowed_origins = [`chrome-extension://${"a".repeat(32)}/`];
      else entry.allowed_extensions = ["someone@else.example"];
    }
    writeFileSync(this.manifest, JSON.stringify(entry));
  }

  /** Ends the process that the browser keeps, as a crash would: the next question starts another. */
  end() {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        // Only what was started from this test's own folder.
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        if (line.includes(path.join(this.home, "host-")) || line.includes(this.tape)) process.kill(Number(pid));
      } catch { /* it went by itself */ }
    }
  }

  /** The questions that reached the host, in their order. */
  asked() {
    if (!existsSync(this.tape)) return [];
    const bytes = readFileSync(this.tape);
    const found = [];
    for (let at = 0; at + 4 <= bytes.length; ) {
      const size = bytes.readUInt32LE(at);
      found.push(JSON.parse(bytes.toString("utf8", at + 4, at + 4 + size)));
      at += 4 + size;
    }
    return found;
  }

  /** The last explain: {raw} as bytes, or {text}. */
  lastAsked() {
    const { params } = this.asked().findLast(({ method }) => method === "explain");
    return params.raw === undefined ? { text: params.text } : { raw: Buffer.from(params.raw, "base64") };
  }

  /** What the program says on the command line to the same mail. */
  expected(mail, lang) {
    return this.said(["--lang", lang, path.join(mailsFolder, mail)]);
  }

  said(options, input) {
    const answer = JSON.parse(execFileSync(this.program, ["explain", "--format", "json", ...options], { encoding: "utf8", input }));
    return { ...answer, first: answer.recipients?.find(({ explanation }) => explanation)?.explanation ?? answer.explanation };
  }
}
