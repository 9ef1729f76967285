// SPDX-License-Identifier: MIT
// Making elements. What comes from mails goes in as text alone.

function made(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== "" && child !== false));
  return element;
}

export const element = (name, attributes = {}, ...children) => made(document.createElement(name), attributes, children);
export const drawn = (name, attributes = {}, ...children) => made(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

/** Words of a stranger keep their own direction and disturb none around them. */
export const foreign = (text) => element("bdi", {}, text);

/** Addresses, codes and servers' words are written from left to right, also between Arabic words. */
export const code = (text, name = "span") => element(name, { dir: "ltr", class: "code" }, text);

export const button = (words, pressed, attributes = {}) => element("button", { type: "button", ...attributes, onclick: pressed }, words);

/** Links lead to pages with TLS or nowhere. */
export function link({ title, url }) {
  let to;
  try {
    to = new URL(url);
  } catch {
    return null;
  }
  return to.protocol === "https:" ? element("a", { href: to.href, rel: "noreferrer noopener", target: "_blank" }, title) : null;
}

/** A page that came from a file may lack the clipboard of the navigator. */
function copyHere(text, beside) {
  const field = element("textarea", { readonly: true, "aria-hidden": "true", class: "out-of-sight" });
  field.value = text;
  beside.after(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  beside.focus();
}

/** A button that copies what `text` gives, and says that it did. */
export function copyButton(label, text, done) {
  return button(label, async ({ currentTarget }) => {
    const pressed = currentTarget;
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      copyHere(text(), pressed);
    }
    pressed.textContent = done;
    setTimeout(() => (pressed.textContent = label), 2000);
  }, { "aria-live": "polite" });
}

/** Hands the reader a file that is made here. */
export function saveAs(name, parts, type) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const save = element("a", { href: url, download: name });
  document.body.append(save);
  save.click();
  save.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
