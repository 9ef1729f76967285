// SPDX-License-Identifier: MIT
// The search over everything that can be explained; without words, what a bounce is and how to read one.

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter(Boolean));
  return made;
};

/** One answer, folded together but for the first. */
function matchOf({ explanation, provider, code, topic }, open) {
  const { headline, cause, steps = [], links = [] } = explanation;
  const safe = links.filter(({ url }) => url.startsWith("https://"));
  const inner = [
    element("summary", {}, headline),
    provider || code ? element("small", { dir: "ltr" }, [provider, code].filter(Boolean).join(" \u00b7 ")) : null,
    element("p", {}, cause),
    steps.length ? element(topic ? "ul" : "ol", {}, ...steps.map((step) => element("li", {}, step))) : null,
    safe.length ? element("ul", {}, ...safe.map(({ title, url }) => element("li", {}, element("a", { href: url, target: "_blank", rel: "noreferrer" }, title)))) : null,
  ];
  return element("details", { class: "match", ...(open ? { open: "" } : {}) }, ...inner);
}

/**
 * Puts the search into a page of the extension.
 * @param {HTMLElement} root
 * @param {(key: string) => string} word
 * @param {(query: string) => Promise<{matches: object[]}>} lookup asks the host; rejects with an Error whose message is for the reader
 */
export function mountSearch(root, word, lookup) {
  const input = element("input", { type: "search", id: "query", autocomplete: "off", spellcheck: "false" });
  const form = element("form", { class: "search", role: "search" }, element("label", { for: "query" }, word("search_label")), input, element("button", { type: "submit" }, word("search_go")));
  const found = element("section", { "aria-live": "polite" });
  let asked = 0;
  const search = async () => {
    const mine = ++asked;
    const query = input.value.trim();
    let shown;
    try {
      const { matches } = await lookup(query);
      const heading = query ? null : element("h2", {}, word("learn_title"));
      shown = matches.length ? [heading, ...matches.map((match, place) => matchOf(match, query && place === 0))].filter(Boolean) : [element("p", {}, word("search_none"))];
    } catch (error) {
      shown = [element("p", { role: "alert" }, error.message)];
    }
    if (mine === asked) found.replaceChildren(...shown); // an answer that comes late must not replace a newer one
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  root.append(form, found);
  input.focus();
  search();
}
