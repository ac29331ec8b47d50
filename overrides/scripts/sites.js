// The reader picks a site once, and every base URL on every page, shown or copied, is that site's. Pages are
// written for the first site of mkdocs.yml, so only its host is ever replaced.
import { keep, kept } from "./storage.js";
import { say } from "./status.js";

// Elements are looked up in the functions: a page without one of them must not stop the whole script
// (site.js).
const select = () => document.getElementById("site");
const options = () => [...select().options];
const host = (option) => option.dataset.host;
const chosen = () => select().selectedOptions[0];
// "api.tokenfor.me" is also the end of "cn-api.tokenfor.me".
const pattern = () => new RegExp(`(?<![\\w.-])${host(options()[0]).replaceAll(".", "\\.")}`, "g");
// What compares the sites names several of them, and stays as it is.
const compares = (text) =>
  options()
    .slice(1)
    .some((option) => text.includes(host(option)));

/** `text` with the base URLs of the chosen site; as it is on a page without the choice. */
export function inSite(text) {
  if (!select()) return text;
  return text.replace(pattern(), host(chosen()));
}

/**
 * A Markdown text in which each paragraph, list or table, unless it compares the sites, has the base URLs of
 * the chosen site.
 */
export function markdownInSite(text) {
  return text
    .split(/(\n{2,})/)
    .map((block) => (compares(block) ? block : inSite(block)))
    .join("");
}

export function siteSwitch() {
  const texts = [...places()];
  const names = [...document.querySelectorAll(".site-name")];
  const show = () => {
    for (const [node, text] of texts) node.data = inSite(text);
    for (const name of names) name.textContent = chosen().text;
  };
  const choose = (id) => {
    select().value = options().some((option) => option.value === id) ? id : options()[0].value;
    show();
  };
  choose(kept("site"));
  select().addEventListener("change", () => {
    const { value, text } = chosen();
    keep("site", value);
    show();
    say(
      select()
        .dataset.changed.replace("{site}", text)
        .replace("{api}", `https://${host(chosen())}`),
    );
  });
  // Another tab of the browser may choose, too.
  addEventListener("storage", (event) => event.key === "site" && choose(event.newValue));
}

/** Each piece of the page's text that has the host, with the text it was written with. */
function* places() {
  const written = pattern();
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.search(written) < 0) continue;
    const block = node.parentElement.closest("table") ?? node.parentElement.closest("pre, li, p, h1, h2, h3");
    if (!block || !compares(block.textContent)) yield [node, node.data];
  }
}
