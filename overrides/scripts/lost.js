// An address that leads nowhere still says what its reader was looking for: offer to search for that.
import { all, given, required } from "./elements.js";

/** @param {string} text */
const words = (text) =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(" ");

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {HTMLAnchorElement} link
 * @param {string} query
 */
function point(link, query) {
  link.search = `?q=${encodeURIComponent(query)}`;
  link.hash = "";
}

/** A section that the page no longer has. */
export function lostSection() {
  const note = required(".lost-section", HTMLElement);
  const link = required("a", HTMLAnchorElement, note);
  const text = document.createTextNode("");
  note.prepend(text, " ");
  const check = () => {
    const id = decoded(location.hash.slice(1));
    note.hidden = !id || document.getElementById(id) !== null;
    text.data = given(note, "text").replace("{id}", () => id);
    point(link, words(id));
  };
  check();
  addEventListener("hashchange", check);
}

/** A page that is not there: the last part of its address is the most telling. */
export function lostPage() {
  const [link] = all(".lost-page", HTMLAnchorElement);
  const parts = decoded(location.pathname)
    .replace(/(index)?\.html?$/, "")
    .split("/");
  const query = words(parts.filter(Boolean).at(-1) ?? "");
  if (!link?.parentElement || !query) return;
  link.textContent = given(link, "text").replace("{query}", () => query);
  point(link, query);
  link.parentElement.hidden = false;
}
