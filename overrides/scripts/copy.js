// A button on each code block that copies exactly the text that the tests ran, in the site that the reader
// chose; and one that copies the page as Markdown.
import { all, given, required } from "./elements.js";
import { markdownInSite } from "./sites.js";
import { say } from "./status.js";

// Elements are looked up in the functions, never at import (site.js).
const template = () =>
  required("button", HTMLButtonElement, required("#copy-button", HTMLTemplateElement).content);

export function codeButtons() {
  const original = template();
  for (const code of all(".highlight pre > code", HTMLElement)) {
    code.closest(".highlight")?.append(copyButton(code, original));
  }
}

/**
 * A button that copies the text of an element.
 * @param {HTMLElement} element
 */
export function copyButton(element, original = template()) {
  const button = document.importNode(original, true);
  button.addEventListener("click", () => copy(button, element.textContent.trimEnd()));
  return button;
}

export function pageButton() {
  for (const button of all(".copy-page", HTMLButtonElement)) {
    button.addEventListener("click", () => copy(button, markdown()));
  }
}

/** The page as Markdown. */
async function markdown() {
  const { href } = required(".as-markdown", HTMLAnchorElement);
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${href}: ${response.status}`);
  return markdownInSite(await response.text());
}

/**
 * Copy a text, or the text that a promise gives, and say what came of it.
 * @param {HTMLButtonElement} button
 * @param {string | Promise<string>} text
 */
async function copy(button, text) {
  const texts = template();
  const copied = given(texts, "copied");
  const failed = given(texts, "failed");
  try {
    // Safari wants to see the click while the text is still on its way.
    const blob = Promise.resolve(text).then((ready) => new Blob([ready], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    done(button, copied, "done");
  } catch {
    done(button, failed, "failed");
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} text
 * @param {"done" | "failed"} name
 */
function done(button, text, name) {
  say(text);
  button.title = text;
  button.classList.add(name);
  setTimeout(() => button.classList.remove(name), 2000);
}
