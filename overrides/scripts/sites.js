// The reader picks a site once, and every base URL on every page, shown or copied, is that site's. Pages are
// written for the first site of mkdocs.yml, so only its host is ever replaced.
import { all, given, required } from "./elements.js";
import { say } from "./status.js";
import { keep, kept } from "./storage.js";

// Elements are looked up in the functions, never at import (site.js).
const select = () => required("#site", HTMLSelectElement);
const options = () => [...select().options];
const first = () => required("option", HTMLOptionElement, select());
const chosen = () => required("option:checked", HTMLOptionElement, select());
/** @param {HTMLOptionElement} option */
const host = (option) => given(option, "host");
// "api.tokenfor.me" is also the end of "cn-api.tokenfor.me".
const pattern = () => new RegExp(`(?<![\\w.-])${host(first()).replaceAll(".", "\\.")}`, "g");
/**
 * What compares the sites names several of them, and stays as it is.
 * @param {string} text
 */
const compares = (text) =>
  options()
    .slice(1)
    .some((option) => text.includes(host(option)));

/**
 * `text` with the base URLs of the chosen site; as it is on a page without the choice.
 * @param {string} text
 */
export function inSite(text) {
  if (!document.getElementById("site")) return text;
  return text.replace(pattern(), host(chosen()));
}

/**
 * A Markdown text in which each paragraph, list or table, unless it compares the sites, has the base URLs of
 * the chosen site.
 * @param {string} text
 */
export function markdownInSite(text) {
  return text
    .split(/(\n{2,})/)
    .map((block) => (compares(block) ? block : inSite(block)))
    .join("");
}

export function siteSwitch() {
  const texts = [...places()];
  const names = all(".site-name", HTMLElement);
  const show = () => {
    for (const [node, text] of texts) node.data = inSite(text);
    for (const name of names) name.textContent = chosen().text;
  };
  /** @param {string | null} id */
  const choose = (id) => {
    const known = options().find((option) => option.value === id) ?? first();
    select().value = known.value;
    show();
  };
  choose(kept("site"));
  select().addEventListener("change", () => {
    const { value, text } = chosen();
    keep("site", value);
    show();
    const changed = given(select(), "changed");
    say(changed.replace("{site}", text).replace("{api}", `https://${host(chosen())}`));
  });
  // Another tab of the browser may choose, too.
  addEventListener("storage", (event) => {
    if (event.key === "site") choose(event.newValue);
  });
}

/**
 * Each piece of the page's text that has the host, with the text it was written with.
 * @returns {Generator<[Text, string]>}
 */
function* places() {
  const written = pattern();
  const walker = document.createTreeWalker(required("main", HTMLElement), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!(node instanceof Text) || node.data.search(written) < 0) continue;
    const parent = node.parentElement;
    const block = parent?.closest("table") ?? parent?.closest("pre, li, p, h1, h2, h3");
    if (!block || !compares(block.textContent)) yield [node, node.data];
  }
}
