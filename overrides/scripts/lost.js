// An address that leads nowhere still says what its reader was looking for: offer to search for that.
const words = (text) =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(" ");

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function point(link, query) {
  link.search = `?q=${encodeURIComponent(query)}`;
  link.hash = "";
}

/** A section that the page no longer has. */
export function lostSection() {
  const note = document.querySelector(".lost-section");
  const link = note.querySelector("a");
  const text = document.createTextNode("");
  note.prepend(text, " ");
  const check = () => {
    const id = decoded(location.hash.slice(1));
    note.hidden = !id || document.getElementById(id) !== null;
    text.data = note.dataset.text.replace("{id}", id);
    point(link, words(id));
  };
  check();
  addEventListener("hashchange", check);
}

/** A page that is not there: the last part of its address is the most telling. */
export function lostPage() {
  const link = document.querySelector(".lost-page");
  const query = words(
    decoded(location.pathname)
      .replace(/(index)?\.html?$/, "")
      .split("/")
      .filter(Boolean)
      .at(-1) ?? "",
  );
  if (!link || !query) return;
  link.textContent = link.dataset.text.replace("{query}", query);
  point(link, query);
  link.parentElement.hidden = false;
}
