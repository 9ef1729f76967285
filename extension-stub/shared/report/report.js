// SPDX-License-Identifier: MIT
// The report as one file: words and lines stand in the page itself.
import { readLines } from "./lines.js";
import { reportPage } from "./page.js";

const held = (id) => document.getElementById(id).textContent;
const page = reportPage(document, JSON.parse(held("words")));
const { found, summary, spoilt } = readLines(held("lines"));
page.show(found, summary, spoilt);
