// SPDX-License-Identifier: MIT
// Reports to be opened: the program's answers to the tests' own mails, spread over addresses and days, in the page that the build makes.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const domains = ["gmail.com", "outlook.com", "harbour.example", "bakery.example", "web.de", "telia.example", "yahoo.com", "gmx.de", "posteo.example", "orange.example", "firma.example", "klubb.example", "skola.example"];
const names = ["anna", "bo", "cecilia", "karl.erik", "info", "order", "lisa.maria.andersson"];

/** The same numbers in each run. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

export class Samples {
  constructor(build, folder) {
    Object.assign(this, { build, folder, answers: {} });
    this.template = readFileSync(path.join(build, "generated/report/report.html.in"), "utf8");
  }

  /** What the program says of the bounces in tests/mails, in a language. */
  answersIn(lang) {
    const mails = ["form", "seed"].flatMap((room) => readdirSync(path.join(root, "tests/mails", room)).filter((name) => name.endsWith(".eml")).sort().map((name) => path.join(root, "tests/mails", room, name)));
    const said = execFileSync(path.join(this.build, "explain-bounce"), ["explain", "--format", "json", "--lang", lang, ...mails], { encoding: "utf8", maxBuffer: 1 << 27 });
    return (this.answers[lang] ??= said.trim().split("\n").map((line) => JSON.parse(line)).filter(({ kind }) => ["failure", "delay", "held"].includes(kind)));
  }

  /** The page that the command line writes of tests/mails, and what it says of them in JSON. */
  scanned() {
    const scan = (format) => execFileSync(path.join(this.build, "explain-bounce"), ["scan", "--lang", "en", "--format", format, ...["form", "seed"].map((room) => path.join(root, "tests/mails", room))], { encoding: "utf8", maxBuffer: 1 << 27, stdio: ["ignore", "pipe", "ignore"] });
    const file = path.join(this.folder, "scanned.html");
    writeFileSync(file, scan("html"));
    const lines = scan("json").trim().split("\n").map((line) => JSON.parse(line));
    return { url: `file://${file}`, summary: lines.find(({ type }) => type === "summary"), found: lines.filter(({ type }) => type === "bounce") };
  }

  lines(count, { lang = "en", days = 25 } = {}) {
    const throwDice = dice(7);
    const answers = this.answersIn(lang);
    const end = Date.UTC(2026, 10, 25, 12);
    return Array.from({ length: count }, (_, n) => {
      const { file, ...answer } = structuredClone(answers[throwDice(answers.length)]);
      for (const recipient of answer.recipients ?? []) {
        if (throwDice(5)) recipient.address = `${names[throwDice(names.length)]}${1 + throwDice(count)}@${domains[Math.min(throwDice(domains.length), throwDice(domains.length))]}`;
      }
      const hours = Math.floor((throwDice(1000) * throwDice(1000) * days * 24) / 1e6);
      return { type: "bounce", folder: "INBOX", uid: n + 1, size: 4000, received_at: new Date(end - hours * 3_600_000).toISOString(), answer };
    });
  }

  /** @returns {string} the page's address */
  page(name, lines, { lang = "en", summary = {} } = {}) {
    const catalog = JSON.parse(readFileSync(path.join(root, `host/explain/catalog/${lang}.json`), "utf8"));
    const providers = JSON.parse(readFileSync(path.join(root, "host/evidence/providers.json"), "utf8"));
    const words = { lang, direction: catalog.direction, words: { ...catalog.words, ...Object.fromEntries(providers.map((one) => [`provider.${one.id}`, one.name])) } };
    const whole = { type: "summary", sources: ["imaps://holly@mail.bakery.example/INBOX"], mails: lines.length * 10, bounces: lines.length, unreadable: 2, began: "2026-11-25T12:00:00Z", ended: "2026-11-25T12:00:03Z", cancelled: false, faults: [], ...summary };
    const data = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");
    const [head, rest] = this.template.split("@WORDS@");
    const [middle, tail] = rest.split("@LINES@");
    const file = path.join(this.folder, `${name}.html`);
    writeFileSync(file, [head, data(words), middle, [...lines, whole].map(data).join("\n"), tail].join(""));
    return { url: `file://${file}`, words: words.words };
  }
}
