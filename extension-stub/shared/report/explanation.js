// SPDX-License-Identifier: MIT
// All that is known of one row: what happened, why, what to do, the server's own words.
import { button, code, copyButton, element, foreign, link } from "./dom.js";

const list = (value) => (Array.isArray(value) ? value : []);

const fact = (label, value, shown = code) => (value ? [element("dt", {}, label), element("dd", {}, shown(String(value)))] : []);

function facts(row, say) {
  const { recipient, line } = row;
  const { answer } = line;
  const { word } = say;
  const when = (time) => (time ? say.time(Date.parse(time)) : "");
  return [
    fact(word("cli.recipient"), row.address),
    fact(word("cli.final_address"), recipient.final_address),
    fact(word("cli.status"), recipient.status),
    fact(word("cli.reply_code"), recipient.reply_code),
    fact(word("cli.server"), recipient.remote_mta),
    fact(word("cli.reporter"), answer.reporting_mta),
    fact(word("cli.provider"), row.provider && [say.has(`provider.${row.provider}`) ? word(`provider.${row.provider}`) : row.provider, recipient.provider_code].filter(Boolean).join(" \u00b7 ")),
    fact(word("cli.blocklist"), recipient.blocklist),
    fact(word("cli.ip"), recipient.ip),
    fact(word("cli.retry_until"), when(recipient.will_retry_until), foreign),
    fact(word("cli.subject"), row.subject, foreign),
    fact(word("cli.date"), when(answer.original?.date), foreign),
    fact(word("cli.message_id"), answer.original?.message_id),
    fact(word("report.folder"), line.folder, foreign),
    fact(word("report.file"), line.file),
    fact(word("cli.rule"), recipient.evidence?.rule),
  ].flat();
}

/**
 * @param {object} row
 * @param {object} say
 * @param {{open?: (row: object) => Promise<void>}} can what the client can do besides showing
 */
export function explanation(row, say, can) {
  const { word } = say;
  const { answer } = row.line;
  const told = row.recipient.explanation ?? answer.explanation ?? {};
  const steps = list(told.steps);
  const links = list(told.links).map(link).filter(Boolean);
  const notes = list(answer.notes).filter(({ text }) => text);
  const tags = [row.kind && word(`kind.${row.kind}`), row.permanence && row.permanence !== "unknown" && word(`permanence.${row.permanence}`), row.resend && row.resend !== "unknown" && word(`resend.${row.resend}`)];
  return element("div", { class: "explanation" },
    element("h3", {}, told.headline ?? ""),
    element("p", { class: "tags" }, ...tags.filter(Boolean).map((tag) => element("span", { class: "tag" }, tag))),
    told.cause ? element("p", {}, told.cause) : null,
    row.recipient.suggestion ? element("p", { class: "suggestion" }, element("strong", {}, `${word("cli.suggestion")}${word("colon")} `), code(row.recipient.suggestion)) : null,
    steps.length ? element("h4", {}, word("cli.steps")) : null,
    steps.length ? element("ol", {}, ...steps.map((step) => element("li", {}, step))) : null,
    answer.contact_instead ? element("p", {}, element("strong", {}, `${word("cli.contact")}${word("colon")} `), code(answer.contact_instead)) : null,
    notes.length ? element("div", { class: "notes" }, element("h4", {}, word("cli.notes")), element("ul", {}, ...notes.map(({ text }) => element("li", {}, text)))) : null,
    links.length ? element("h4", {}, word("cli.links")) : null,
    links.length ? element("ul", {}, ...links.map((one) => element("li", {}, one))) : null,
    row.recipient.diagnostic ? element("h4", {}, word("cli.said")) : null,
    row.recipient.diagnostic ? code(row.recipient.diagnostic, "blockquote") : null,
    element("h4", {}, word("cli.details")),
    element("dl", {}, ...facts(row, say)),
    element("p", { class: "actions" },
      can.open ? button(word("report.open"), () => can.open(row)) : null,
      row.address ? copyButton(`${word("report.copy")}: ${row.address}`, () => row.address, word("report.copied")) : null));
}
