// A button on each code block that copies exactly the text that the tests ran, in the site that the reader
// chose; and one that copies the page as Markdown.
import { markdownInSite } from "./sites.js";
import { say } from "./status.js";

// Elements are looked up in the functions: a page without one of them must not stop the whole script
// (site.js).
const template = () => document.getElementById("copy-button").content.firstElementChild;

export function codeButtons() {
  const original = template();
  for (const code of document.querySelectorAll(".highlight pre > code")) {
    const button = original.cloneNode(true);
    button.addEventListener("click", () => copy(button, code.textContent.trimEnd()));
    code.closest(".highlight").append(button);
  }
}

export function pageButton() {
  const button = document.querySelector(".copy-page");
  button?.addEventListener("click", () => {
    const link = document.querySelector(".as-markdown");
    const text = fetch(link.href).then(async (response) => {
      if (!response.ok) throw new Error(`${link.href}: ${response.status}`);
      return markdownInSite(await response.text());
    });
    copy(button, text);
  });
}

/** Copy a text, or the text that a promise gives, and say what came of it. */
async function copy(button, text) {
  const { copied, failed } = template().dataset;
  try {
    // Safari wants to see the click while the text is still on its way.
    const blob = Promise.resolve(text).then((ready) => new Blob([ready], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    done(button, copied, "done");
  } catch {
    done(button, failed, "failed");
  }
}

function done(button, text, name) {
  say(text);
  button.title = text;
  button.classList.add(name);
  setTimeout(() => button.classList.remove(name), 2000);
}
